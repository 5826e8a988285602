"""`willing draft`: write down what the statements in the ledger imply, for a person to edit."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from willing.cli.command import Command
from willing.cli.output import note, one_line, put, write_text
from willing.cli.pages import DAY
from willing.cli.settings import bodies_option, ledger_option, open_here
from willing.errors import InputError


@click.command(cls=Command)
@click.option("--initiative", metavar="ID", help="Which one. [default: the most spoken of]")
@click.option(
    "--as-of", type=DAY, help="The day that is asked. [default: that of the newest page on it]"
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file. [default: print]")
@click.option("--force", is_flag=True, help="Overwrite the file.")
@click.option("--update", is_flag=True, help="Bring the file up to date, your own parts kept.")
@bodies_option
@ledger_option
def draft(
    initiative: str | None,
    as_of: dt.date | None,
    output: Path | None,
    force: bool,
    update: bool,
) -> None:
    """Write the scenario that the statements in the ledger imply.

    The file is yours: edit it, then check and run it. Each value says where it comes from; those
    marked "default" were chosen by nobody. A file that is there is left alone unless you say
    --force (a new draft in its place) or --update. An update keeps your comments, the question,
    the events, the bodies' rules and every value whose source is "analyst" or missing; what rests
    on statements, data or defaults is drafted anew.

    Examples:
      willing draft -o scenario.yaml
      willing draft --initiative strait-patrol --as-of 2025-03-05
      willing draft -o scenario.yaml --update
    """
    from willing.api import recall
    from willing.scenario.draftfile import draft_yaml, with_quotes
    from willing.scenario.files import load_scenario, update_scenario
    from willing.scenario.redraft import redraft

    to_screen = output is None or str(output) == "-"
    if output is not None and output.exists() and not to_screen and not (force or update):
        raise InputError(f"{output}: is there already; --update rewrites it, --force replaces it")
    with open_here() as book:
        found = recall(book, initiative=initiative, as_of=as_of)
    for remark in found.notes:
        note(f"note: {remark}")
    if output is not None and update and output.exists():
        changed = redraft(load_scenario(output), found.scenario)
        text = update_scenario(output, changed)
        write_text(output, with_quotes(text, changed, found.quotes))
    elif to_screen or output is None:
        put(draft_yaml(found.scenario, quotes=found.quotes))
        return
    else:
        write_text(output, draft_yaml(found.scenario, quotes=found.quotes))
    note(
        f"{output}: {one_line(found.initiative.name)}, {len(found.scenario.actors)} actors,"
        f" as of {found.scenario.initiative.date}; next: willing check {output}"
    )
