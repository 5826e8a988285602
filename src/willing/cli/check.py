"""`willing check`: is the scenario file right, and if not, what would mend it?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from willing.cli.command import Command
from willing.cli.output import note, print_json, say
from willing.cli.settings import bodies_option
from willing.errors import InputError, ScenarioError


@click.command(cls=Command)
@click.argument("scenario", type=click.Path(path_type=Path))
@bodies_option
@click.option("--json", "json_", is_flag=True, help="Print JSON: a list of problems.")
def check(scenario: Path, json_: bool) -> None:
    """Check a scenario file: problems with line, field and mend.

    Errors end with exit code 2; warnings are printed and end with 0.

    Examples:
      willing check scenario.yaml
      willing check scenario.yaml --json
    """
    from willing.scenario.files import check_file

    try:
        problems = check_file(scenario)
    except ScenarioError as error:
        if json_:
            print_json([{"severity": "error", "place": "file", "message": str(error)}])
        raise
    errors = [problem for problem in problems if problem.severity == "error"]
    if json_:
        print_json([{"file": str(scenario)} | asdict(problem) for problem in problems])
    else:
        for problem in problems:
            note(f"{problem.severity}: {problem.describe(scenario)}")
        warnings = len(problems) - len(errors)
        say(f"{scenario}: {_counted(len(errors), 'error')}, {_counted(warnings, 'warning')}")
    if errors:
        click.get_current_context().exit(InputError.exit_code)


def _counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
