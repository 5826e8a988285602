"""`willing explain`: why was this read as a statement, and as this one?"""

from __future__ import annotations

import click

from willing.cli.command import Command
from willing.cli.output import one_line, print_json, say
from willing.cli.settings import ledger_option, open_here
from willing.cli.statement import show_statement, statement_json, surroundings


@click.command(cls=Command)
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@ledger_option
@click.option("--json", "json_", is_flag=True, help="Print JSON: a list of statements.")
def explain(ids: tuple[str, ...], json_: bool) -> None:
    """Show which cues, rules and scopes made a statement.

    An ID is 4 or more digits of a statement's id, as `willing ledger list` shows them. A reading
    that is wrong can be corrected: willing review correct ID --stance ...

    Examples:
      willing explain 9f3a61c2
      willing explain 9f3a61c2 --json
    """
    from willing.ledger.entries import articles, find_statement

    with open_here() as book:
        entries = [find_statement(book, id_) for id_ in ids]
        if json_:
            pages = {
                page.id: page for page in articles(book, [e.statement.article for e in entries])
            }
            found = []
            for entry in entries:
                statement = entry.statement
                place = surroundings(
                    pages[statement.article], statement.quote_start, statement.quote_end
                )
                found.append(statement_json(entry) | {"heading": place[2], "place": place[3]})
            print_json(found)
            return
        for entry in entries:
            show_statement(book, entry)
            say("  Read so because of")
            for step in entry.original.trace or ("nothing that was noted",):
                say(f"    - {one_line(step)}")
            say()
