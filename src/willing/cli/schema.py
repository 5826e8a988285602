"""`willing schema`: what may stand in a file, as JSON Schema, so that editors complete it."""

from __future__ import annotations

from pathlib import Path

import click

from willing.cli.command import Command
from willing.cli.output import as_json, note, put, write_text

_OF = {
    "scenario": "willing.scenario.schema:scenario_schema",
    "initiatives": "willing.scenario.schema:initiatives_schema",
    "outlook": "willing.outlook.schema:outlook_schema",
    "needs": "willing.outlook.schema:needs_schema",
    "body": "willing.outlook.schema:body_schema",
    "compare": "willing.outlook.schema:compare_schema",
}


@click.command(cls=Command)
@click.argument("of", type=click.Choice(list(_OF)), default="scenario")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file. [default: print]")
def schema(of: str, output: Path | None) -> None:
    """Print the JSON Schema of a file or of a result.

    Examples:
      willing schema -o scenario.schema.json     completes scenario.yaml in your editor
      willing schema outlook                     what `willing run --json` prints
    """
    from importlib import import_module

    module, function = _OF[of].split(":")
    text = as_json(getattr(import_module(module), function)(), indent=2) + "\n"
    if output is None or str(output) == "-":
        put(text)
        return
    write_text(output, text)
    note(f"{output}: the schema of {of}")
