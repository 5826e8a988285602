"""`willing run`: what the models say about a scenario, as tables or JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from willing.cli.command import Command
from willing.cli.output import answered
from willing.cli.patience import patience
from willing.cli.settings import bodies_option
from willing.errors import InputError

if TYPE_CHECKING:
    from willing.scenario.scenario import Question, Scenario

_WORDS = {
    "": True,
    "on": True,
    "true": True,
    "yes": True,
    "off": False,
    "false": False,
    "no": False,
}

Function = TypeVar("Function", bound=Callable[..., Any])


def question_options(most_worlds: int) -> Callable[[Function], Function]:
    """A scenario file, and the options of every command that forms coalitions over it."""
    argument = click.argument("scenario", type=click.Path(path_type=Path))
    options = world_options(most_worlds)
    return lambda function: argument(options(function))


def world_options(most_worlds: int) -> Callable[[Function], Function]:
    """The options of every command that forms coalitions."""
    options = (
        click.option(
            "--worlds",
            type=click.IntRange(1, most_worlds),
            default=10_000,
            show_default=True,
            help="How many worlds to draw.",
        ),
        click.option(
            "--seed",
            type=click.IntRange(0, 2**64 - 1),
            default=1,
            show_default=True,
            help="The same seed, the same answer.",
        ),
        click.option(
            "--given",
            multiple=True,
            metavar="CONDITION",
            help="Keep only the worlds where this holds: ceasefire, 'not us_backstop'.",
        ),
        click.option(
            "--set",
            "set_",
            multiple=True,
            metavar="NAME[=off]",
            help="Force an event, an actor or a pledge: us_backstop, POL.logistics=off.",
        ),
        click.option(
            "--horizon",
            type=click.DateTime(["%Y-%m-%d"]),
            metavar="DATE",
            help="Ask for a later day: what was said counts less by then.",
        ),
        bodies_option,
        click.option(
            "-o", "--output", type=click.Path(path_type=Path), help="Write JSON to a file."
        ),
    )

    def add(function: Function) -> Function:
        for option in reversed(options):
            function = option(function)
        return function

    return add


@click.command(cls=Command)
@question_options(most_worlds=1_000_000_000)
@click.option("--json", "json_", is_flag=True, help="Print JSON: the whole outlook.")
def run(
    scenario: Path,
    worlds: int,
    seed: int,
    given: tuple[str, ...],
    set_: tuple[str, ...],
    horizon: dt.datetime | None,
    output: Path | None,
    json_: bool,
) -> None:
    """Run the models: who joins, is it enough, who decides.

    --given looks at the worlds where something happens (and at what usually comes with it);
    --set makes it happen, and changes nothing else. Both may be repeated. With either, the
    difference from things as they stand is shown. A long run that is interrupted goes on where
    it was when the same is asked again.

    Examples:
      willing run scenario.yaml
      willing run scenario.yaml --given ceasefire --set us_backstop=off
      willing run scenario.yaml --set POL.ground_troops --json
      willing run scenario.yaml --horizon 2025-09-01 --worlds 1000000
    """
    from willing.cli.progress import counting
    from willing.cli.resuming import resumed
    from willing.outlook import run as run_models
    from willing.outlook import stages
    from willing.outlook.document import to_dict

    forced = read_settings(set_)
    loaded = load(scenario, horizon)
    asked = {"seed": seed, "given": given, "forced": forced}
    passes = stages(loaded, asked=bool(given or forced))
    with (
        resumed(loaded, asked, worlds) as keep,
        counting("Forming coalitions", worlds * passes) as tell,
        patience(),
    ):
        outlook = run_models(
            loaded, seed=seed, worlds=worlds, given=given, forced=forced, keep=keep, tell=tell
        )
    if answered(lambda: to_dict(outlook), "the outlook", output, json_):
        return
    from willing.cli.outlook import print_outlook

    print_outlook(outlook)


def load(path: Path, horizon: dt.datetime | None) -> Scenario:
    """The scenario in a file, checked, asked for the horizon where there is one.

    Raises `InputError`.
    """
    from willing.scenario.files import load_scenario

    loaded = load_scenario(path, check=True)
    return loaded if horizon is None else at_horizon(loaded, horizon.date(), "--horizon")


def at_horizon(scenario: Scenario, horizon: dt.date, option: str) -> Scenario:
    """The scenario asked for a later day, which the `option` names. Raises `InputError`."""
    question = scenario.initiative
    if horizon < question.date:
        raise InputError(f"{option} {horizon}: lies before the scenario's date, {question.date}")
    later = question.model_copy(update={"horizon": horizon})
    return scenario.model_copy(update={"initiative": later})


def day_asked(question: Question) -> str:
    """The day that is asked for, in a few words."""
    if question.days_ahead:
        return f"for {question.horizon}, by what was known on {question.date}"
    return f"as of {question.date}"


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
