"""`willing deter`: does the settlement hold, and if not, what follows?"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from willing.cli.command import Command
from willing.cli.output import answered, note, write_text
from willing.cli.run import load, question_options, read_settings
from willing.errors import InputError

if TYPE_CHECKING:
    from willing.models.deterrence.agent_qre import Solution
    from willing.models.deterrence.game import Game
    from willing.models.deterrence.presence import Presence
    from willing.models.deterrence.setting import Setting
    from willing.scenario.scenario import Scenario

GAMES = (".efg",)


@click.command(cls=Command)
@question_options(most_worlds=1 << 20)
@click.option(
    "--solver",
    type=click.Choice(("quantal", "bayesian", "perfect")),
    default="quantal",
    show_default=True,
    help="How sides choose: nearly the best; the best, knowing only their own resolve; the best.",
)
@click.option(
    "--contest",
    type=click.Choice(("ratio", "difference")),
    help="How forces decide a war. [default: the scenario's, or ratio]",
)
@click.option(
    "--force",
    type=float,
    metavar="SIZE",
    help="A coalition's force of this size in every world, whoever joins.",
)
@click.option("--up-to", type=float, metavar="SIZE", help="The largest force to look at.")
@click.option(
    "--precision",
    type=float,
    help="Of a game of your own: how sharply players choose. [default: 1]",
)
@click.option(
    "--export",
    type=click.Path(path_type=Path),
    help="Write the game, every parameter at its middle, to this .efg file.",
)
@click.option("--json", "json_", is_flag=True, help="Print JSON: everything.")
def deter(
    scenario: Path,
    worlds: int,
    seed: int,
    given: tuple[str, ...],
    set_: tuple[str, ...],
    horizon: dt.datetime | None,
    output: Path | None,
    solver: Literal["quantal", "bayesian", "perfect"],
    contest: Literal["ratio", "difference"] | None,
    force: float | None,
    up_to: float | None,
    precision: float | None,
    export: Path | None,
    json_: bool,
) -> None:
    """Ask whether the adversary holds, and what follows if it does not.

    SCENARIO is a scenario, or a game of your own in Gambit's .efg format. After a settlement the
    adversary holds or violates it; the coalition that has formed in each world stands down or
    responds; a beneficiary left alone accepts or resists; the adversary backs down or escalates.
    Stakes, costs and resolve stand under `crisis:` in the scenario; what it leaves out is a marked
    default. One line says which of them the answer hangs on.

    Examples:
      willing deter scenario.yaml
      willing deter scenario.yaml --set us_backstop --solver bayesian
      willing deter scenario.yaml --force 30000 --up-to 200000 --json
      willing deter scenario.yaml --export crisis.efg
      willing deter crisis.efg --precision 5
    """
    if scenario.suffix.lower() in GAMES:
        _refuse(force=force, up_to=up_to, export=export)
        _own_game(_read_game(scenario), precision, output, json_)
        return
    from willing.models.deterrence.deterrence import deterrence
    from willing.models.deterrence.document import plain
    from willing.models.deterrence.setting import read_setting

    loaded = load(scenario, horizon)
    if loaded.crisis.game:
        _refuse(force=force, up_to=up_to, export=export)
        _own_game(_game_of(loaded, scenario), precision, output, json_)
        return
    if precision is not None:
        raise InputError("--precision: write it under `crisis: parameters:` in the scenario")
    try:
        setting = read_setting(loaded, solver=solver, contest=contest)
    except InputError as error:
        raise InputError(f"{scenario}: {error}") from None
    there = _presence(loaded, setting, force, seed, worlds, given, set_)
    found = deterrence(setting, there, seed=seed, up_to=up_to)
    if export is not None:
        write_text(export, _exported(setting, loaded, found.force[1]))
        note(f"{export}: the game at the middle of all parameters")
    if answered(lambda: plain(found), "what the adversary may do", output, json_):
        return
    from willing.cli.deterred import print_deterrence

    print_deterrence(found, loaded)


def _presence(
    scenario: Scenario,
    setting: Setting,
    force: float | None,
    seed: int,
    worlds: int,
    given: tuple[str, ...],
    set_: tuple[str, ...],
) -> Presence:
    """The coalition of each world, or the force that is asked for in its place."""
    from willing.models.deterrence.presence import with_force
    from willing.outlook.presence import assembled

    if not setting.weights and force is None:
        raise InputError(
            "crisis.weights: nothing that the initiative asks for has an amount; write what "
            "counts, such as weights: {ground_troops: 1}, or --force"
        )
    there = assembled(
        scenario,
        setting.weights or {},
        seed=seed,
        worlds=worlds,
        given=given,
        forced=read_settings(set_),
    )
    if force is None:
        return there
    try:
        return with_force(there, force)
    except InputError as error:
        raise InputError(f"--force {force:g}: {error}") from None


def _exported(setting: Setting, scenario: Scenario, force: float) -> str:
    from willing.models.deterrence.crisis import crisis_game
    from willing.models.deterrence.efg_write import write_efg
    from willing.models.deterrence.parameters import central

    question = scenario.initiative
    values = central(setting.parameters)
    title = question.title or question.id
    game = crisis_game(values, force, backstop=False, contest=setting.contest, title=title)
    return write_efg(game)


def _read_game(path: Path) -> Game:
    from willing.models.deterrence.efg_read import LONGEST, read_efg
    from willing.reference.textfile import read_text

    text = read_text(path, "the game", LONGEST)
    try:
        return read_efg(text)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def _game_of(scenario: Scenario, path: Path) -> Game:
    from willing.models.deterrence.efg_read import read_efg

    try:
        return read_efg(scenario.crisis.game)
    except InputError as error:
        raise InputError(f"{path}: crisis.game: {error}") from None


def _own_game(game: Game, precision: float | None, output: Path | None, json_: bool) -> None:
    """Solve a game of the user's own, both ways."""
    from willing.models.deterrence.agent_qre import agent_qre
    from willing.models.deterrence.backward_induction import backward_induction
    from willing.models.deterrence.document import plain_solutions

    solutions: tuple[Solution, ...] = (
        agent_qre(game, 1.0 if precision is None else precision),
        backward_induction(game),
    )
    if answered(lambda: plain_solutions(game, solutions), "how the game is played", output, json_):
        return
    from willing.cli.deterred import print_game

    print_game(game, solutions)


def _refuse(**options: object) -> None:
    """Options that a game of one's own has no use for."""
    for name, value in options.items():
        if value is not None:
            option = name.replace("_", "-")
            raise InputError(f"--{option}: a game of your own has its own payoffs; leave it out")
