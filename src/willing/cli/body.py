"""`willing body`: would this body pass it, who can stop it, and which body would?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from willing.cli.command import Command
from willing.cli.output import answered
from willing.cli.settings import bodies_option
from willing.errors import InputError

if TYPE_CHECKING:
    from willing.reference.vocabulary import Stance
    from willing.scenario.scenario import Ballots, Scenario

_SURE = {"yes": "1,0,0", "abstain": "0,1,0", "no": "0,0,1"}


@click.command(cls=Command)
@click.argument("bodies", nargs=-1, metavar="[BODY]...")
@click.option(
    "--scenario",
    "scenario_",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="What is known of the members: ballots are read from its stances and votes.",
)
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day on which the bodies sit. [default: that of the scenario, else today]",
)
@click.option(
    "--stance",
    multiple=True,
    metavar="MEMBER=STANCE",
    help="What a member says of it: oppose, out, lean_out, undecided, lean_in, in, lead.",
)
@click.option(
    "--vote",
    multiple=True,
    metavar="MEMBER=VOTE",
    help="How a member votes: yes, abstain, no, or three chances such as 0.1,0.2,0.7.",
)
@click.option(
    "--silent",
    metavar="YES,ABSTAIN,NO",
    help="The chances of members on whom nothing is known. [default: 0.7,0.295,0.005]",
)
@click.option(
    "--loading",
    type=click.FloatRange(0, 0.95),
    help="How far members of the same blocs vote alike. [default: that of the scenario, else 0]",
)
@click.option(
    "--target",
    type=click.FloatRange(0, 1, min_open=True),
    default=0.8,
    show_default=True,
    help="P(pass) for which members are won over.",
)
@click.option(
    "--cost",
    multiple=True,
    metavar="MEMBER=NUMBER",
    help="What it takes to win a member over, in units of your own. [default: 1 each]",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**64 - 1),
    default=1,
    show_default=True,
    help="The same seed, the same answer, where it is sampled.",
)
@bodies_option
@click.option("--json", "json_", is_flag=True, help="Print JSON (willing schema body).")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the JSON to a file.")
def body(
    bodies: tuple[str, ...],
    scenario_: Path | None,
    date: dt.datetime | None,
    stance: tuple[str, ...],
    vote: tuple[str, ...],
    silent: str | None,
    loading: float | None,
    target: float,
    cost: tuple[str, ...],
    seed: int,
    json_: bool,
    output: Path | None,
) -> None:
    """Tell which bodies would pass it, and who can stop it.

    BODY is a body of the scenario or a known one: NATO, "EU QMV", UNSC, NATO@2003-01-01. Without
    any, all bodies of the scenario and those in which its leads sit are compared, and with them
    the coalition of those who opt in.

    Examples:
      willing body EU --stance HUN=oppose
      willing body "EU QMV" UNSC --date 2025-03-05 --stance HUN=oppose --vote RUS=no
      willing body --scenario scenario.yaml
      willing body NATO --scenario scenario.yaml --loading 0.4 --target 0.5 --json
    """
    from willing.cli.body_print import print_answers
    from willing.cli.needs import read_costs
    from willing.outlook.bodies import Ask, bodies_answer
    from willing.outlook.document import plain

    on = date.date() if date else None
    question = _question(scenario_, on, bodies)
    found = bodies_answer(
        question,
        bodies,
        Ask(
            stances=read_stances(stance),
            votes=read_votes(vote),
            silent=_chances(silent, "--silent") if silent else None,
            loading=loading,
            target=target,
            costs=read_costs(cost),
            seed=seed,
        ),
    )
    if answered(lambda: plain(found, question), f"{len(found.bodies)} bodies", output, json_):
        return
    print_answers(found, question)


def _question(path: Path | None, on: dt.date | None, bodies: Sequence[str]) -> Scenario:
    """The scenario of the file, or one in which nothing is known yet."""
    from willing.cli.run import load
    from willing.scenario.scenario import Scenario

    if path is None:
        if not bodies:
            raise InputError("name a body (NATO, EU QMV), or a scenario with --scenario FILE")
        day = (on or dt.date.today()).isoformat()
        return Scenario.model_validate({"initiative": {"id": "decision", "date": day}})
    loaded = load(path, None)
    if on is None:
        return loaded
    dated = loaded.initiative.model_copy(update={"date": on, "horizon": None})
    return loaded.model_copy(update={"initiative": dated})


def read_stances(texts: Sequence[str]) -> dict[str, Stance]:
    """What `--stance MEMBER=STANCE` says. Raises `InputError`."""
    from willing.reference.vocabulary import STANCES
    from willing.scenario.problems import suggestion

    said: dict[str, Stance] = {}
    for text in texts:
        code, _, word = (part.strip() for part in text.rpartition("="))
        stance = next((stance for stance in STANCES if stance == word), None)
        if stance is None or not code:
            mend = suggestion(word, STANCES) or f"the stances are {', '.join(STANCES)}"
            raise InputError(f"--stance {text}: write MEMBER=STANCE; {mend}")
        said[code] = stance
    return said


def read_votes(texts: Sequence[str]) -> dict[str, Ballots]:
    """What `--vote MEMBER=VOTE` says. Raises `InputError`."""
    votes: dict[str, Ballots] = {}
    for text in texts:
        code, _, vote = (part.strip() for part in text.partition("="))
        if not code or not vote:
            raise InputError(f"--vote {text}: write MEMBER=yes, abstain, no or three chances")
        votes[code] = _chances(_SURE.get(vote.lower(), vote), f"--vote {code}=")
    return votes


def _chances(text: str, option: str) -> Ballots:
    """Three chances, of yes, abstention and no. Raises `InputError`."""
    from willing.scenario.scenario import Ballots

    try:
        yes, abstain, no = (float(part) for part in text.split(","))
        return Ballots(yes=yes, abstain=abstain, no=no, source="analyst")
    except ValueError:  # pydantic's errors are these too
        raise InputError(
            f"{option} {text}".replace("= ", "=")
            + ": write three chances that sum to 1, such as 0.1,0.2,0.7"
        ) from None
