"""`willing run`: what the models say about a scenario, as tables or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from willing.cli.command import Command
from willing.cli.output import as_json, note, print_json, write_text
from willing.errors import InputError

_WORDS = {
    "": True,
    "on": True,
    "true": True,
    "yes": True,
    "off": False,
    "false": False,
    "no": False,
}


@click.command(cls=Command)
@click.argument("scenario", type=click.Path(path_type=Path))
@click.option(
    "--worlds",
    type=click.IntRange(1, 10_000_000),
    default=10_000,
    show_default=True,
    help="How many worlds to draw.",
)
@click.option(
    "--seed", type=int, default=1, show_default=True, help="The same seed, the same answer."
)
@click.option(
    "--given",
    multiple=True,
    metavar="CONDITION",
    help="Keep only the worlds where this holds: ceasefire, 'not us_backstop'.",
)
@click.option(
    "--set",
    "set_",
    multiple=True,
    metavar="NAME[=off]",
    help="Force an event, an actor or a pledge: us_backstop, POL.logistics=off.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write JSON to a file.")
@click.option("--json", "json_", is_flag=True, help="Print JSON: the whole outlook.")
def run(
    scenario: Path,
    worlds: int,
    seed: int,
    given: tuple[str, ...],
    set_: tuple[str, ...],
    output: Path | None,
    json_: bool,
) -> None:
    """Run the models: who joins, is it enough, who decides.

    --given looks at the worlds where something happens (and at what usually comes with it);
    --set makes it happen, and changes nothing else. Both may be repeated.

    Examples:
      willing run scenario.yaml
      willing run scenario.yaml --given ceasefire --set us_backstop=off
      willing run scenario.yaml --set POL.ground_troops --json
    """
    from willing.api import run as run_models
    from willing.outlook import to_dict

    forced = read_settings(set_)
    outlook = run_models(scenario, seed=seed, worlds=worlds, given=given, forced=forced)
    if output is not None:
        write_text(output, as_json(to_dict(outlook), indent=2) + "\n")
        note(f"{output}: the outlook")
    if json_:
        print_json(to_dict(outlook))
    elif output is None:
        from willing.cli.outlook import print_outlook

        print_outlook(outlook)


def read_settings(texts: Sequence[str]) -> dict[str, bool]:
    """What `--set NAME`, `NAME=on`, `NAME=off` force. Raises `InputError`."""
    forced: dict[str, bool] = {}
    for text in texts:
        name, _, value = text.partition("=")
        if value.strip().lower() not in _WORDS or not name.strip():
            raise InputError(f"--set {text}: write NAME, NAME=on or NAME=off")
        on = _WORDS[value.strip().lower()]
        if forced.setdefault(name.strip(), on) != on:
            raise InputError(f"--set {name}: both on and off; choose one")
    return forced
