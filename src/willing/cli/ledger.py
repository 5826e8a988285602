"""`willing ledger`: what has been read so far, and what people think of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from willing.cli.command import Group
from willing.cli.output import (
    escape_json,
    note,
    one_line,
    print_json,
    print_line,
    print_table,
    put,
    say,
)
from willing.cli.output import write_text as write
from willing.cli.pages import DAY
from willing.cli.settings import ledger_option, open_here
from willing.cli.statement import show_statement, statement_json
from willing.cli.tables import print_statements
from willing.reference.vocabulary import STANCES

if TYPE_CHECKING:
    from willing.ledger.entry import Entry

Command = TypeVar("Command", bound=Callable[..., Any])


@click.group(cls=Group, invoke_without_command=True)
@ledger_option
@click.pass_context
def ledger(ctx: click.Context) -> None:
    """List, show and export the statements that are kept.

    Alone, it lists them all. The ledger is a file (willing.db in this folder, --ledger PATH or
    $WILLING_LEDGER) or a database address. Nothing in it is ever overwritten.

    Examples:
      willing ledger list --actor Poland --stance out
      willing ledger show 9f3a61c2
      willing ledger export --format csv -o statements.csv
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_)


def filters(command: Command) -> Command:
    """The options that choose statements."""
    for option in (
        click.option("--superseded", is_flag=True, help="Also those that a later reading lacks."),
        click.option("--rejected", is_flag=True, help="Also those that a person rejected."),
        click.option("--text", help="Words in the quote, the speaker or the title."),
        click.option("--article", help="An article: its id, short name or path."),
        click.option("--until", type=DAY, help="Not later than this day."),
        click.option("--since", type=DAY, help="Not earlier than this day."),
        click.option("--stance", type=click.Choice(STANCES), help="What the actor says."),
        click.option("--initiative", metavar="ID", help="What it is about."),
        click.option("--actor", help="A code or an English name: POL, Poland."),
    ):
        command = option(command)
    return ledger_option(command)


@ledger.command("list")
@filters
@click.option("--json", "json_", is_flag=True, help="Print JSON Lines: one statement a line.")
def list_(json_: bool = False, **chosen: Any) -> None:
    """List statements by date, with what was said and a person's verdict.

    Examples:
      willing ledger list --since 2025-03-01 --stance lean_in
      willing ledger list --text backstop --json
    """
    entries = _chosen(**chosen)
    if json_:
        for entry in entries:
            print_line(statement_json(entry))
        return
    print_statements(entries, dated=True)
    say(f"{len(entries)} statement{'' if len(entries) == 1 else 's'}")


@ledger.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@ledger_option
@click.option("--json", "json_", is_flag=True, help="Print JSON Lines: one statement a line.")
def show(ids: tuple[str, ...], json_: bool) -> None:
    """Show statements in full: the words in their paragraph, the source, every judgement.

    An ID is 4 or more digits of a statement's id, as the list shows them.

    Example:
      willing ledger show 9f3a61c2
    """
    from willing.ledger.entries import find_statement

    with open_here() as book:
        for entry in [find_statement(book, id_) for id_ in ids]:
            if json_:
                print_line(statement_json(entry))
            else:
                show_statement(book, entry)


@ledger.command()
@filters
@click.option("--format", "format_", type=click.Choice(["csv", "jsonl"]), help="[default: csv]")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file. [default: print]")
def export(format_: str | None, output: Path | None, **chosen: Any) -> None:
    """Write statements as a table (CSV) or as JSON Lines.

    Without --format, the suffix of the file decides. Cells that a spreadsheet would run as a
    formula are guarded by an apostrophe.

    Examples:
      willing ledger export -o statements.csv
      willing ledger export --format jsonl --initiative strait-patrol
    """
    from willing.ledger.export import export_csv, export_jsonl

    entries = _chosen(**chosen)
    suffix = output.suffix.lower() if output else ""
    kind = format_ or ("jsonl" if suffix in (".jsonl", ".ndjson") else "csv")
    stream = io.StringIO(newline="")
    (export_csv if kind == "csv" else export_jsonl)(entries, stream)
    text = stream.getvalue() if kind == "csv" else escape_json(stream.getvalue())
    if output is None or str(output) == "-":
        put(text)
        return
    write(output, text)
    note(f"{len(entries)} statements written to {output}")


@ledger.command()
@click.option("--article", help="Of one article: its id, short name or path.")
@ledger_option
@click.option("--json", "json_", is_flag=True, help="Print JSON: a list of figures.")
def figures(article: str | None, json_: bool) -> None:
    """List the numbers that the pages state, with their words.

    Example:
      willing ledger figures --article story
    """
    from dataclasses import asdict

    from willing.ledger.entries import articles as all_articles
    from willing.ledger.entries import figures as all_figures

    with open_here() as book:
        wanted = [
            page.id
            for page in all_articles(book)
            if article is None or article in (page.id, page.doc, page.source)
        ]
        found = [figure for id_ in wanted for figure in all_figures(book, id_)]
    if json_:
        print_json([asdict(figure) for figure in found])
        return
    print_table(
        ("Figure", "Period", "Page", "Words"),
        [(figure.figure, figure.span, figure.doc, figure.quote) for figure in found],
    )
    say(f"{len(found)} figure{'' if len(found) == 1 else 's'}")


@ledger.command()
@ledger_option
@click.option("--json", "json_", is_flag=True, help="Print JSON, as an initiative file.")
def initiatives(json_: bool) -> None:
    """List the initiatives that the statements are about.

    The JSON can serve as a file for --initiatives, to be mended by hand.

    Example:
      willing ledger initiatives --json > initiatives.json
    """
    from willing.ledger.entries import initiatives as all_initiatives
    from willing.ledger.entries import statements

    with open_here() as book:
        known, entries = all_initiatives(book), statements(book)
    if json_:
        print_json({id_: _definition(found) for id_, found in known.items()})
        return
    spoken = [entry.statement.initiative for entry in entries]
    rows = [
        (id_, found.name, "inferred" if found.inferred else "given", spoken.count(id_))
        for id_, found in known.items()
    ]
    print_table(("Id", "Name", "Origin", "Statements"), rows, numeric=(3,))
    say(f"{len(known)} initiative{'' if len(known) == 1 else 's'}")


@ledger.command()
@ledger_option
def path() -> None:
    """Print where the ledger is.

    Example:
      cp "$(willing ledger path)" backup.db
    """
    with open_here() as book:
        say(one_line(book.location))


def _chosen(**chosen: Any) -> list[Entry]:
    from willing.ledger.entries import statements

    with open_here() as book:
        return statements(book, **chosen)


def _definition(initiative: Any) -> dict[str, Any]:
    found: dict[str, Any] = initiative.model_dump(mode="json", exclude_defaults=True)
    return {key: value for key, value in found.items() if key not in ("id", "inferred")}
