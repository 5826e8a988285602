"""`willing leaders`: where does a leader stand, and what would each outcome do to him or her?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from willing.cli.command import Command
from willing.cli.output import answered, note, write_bytes, write_text
from willing.cli.run import load, question_options, read_settings
from willing.errors import InputError

if TYPE_CHECKING:
    from willing.models.approval.approval import Approval
    from willing.scenario.leaders import Leader
    from willing.scenario.scenario import Scenario

TABLES = (".csv", ".tsv", ".txt")
PICTURES = (".svg", ".png")


@click.command(cls=Command)
@question_options(most_worlds=1 << 20)
@click.option("--leader", metavar="NAME", help="Which leader, where the scenario has several.")
@click.option(
    "--outcomes",
    metavar="NAME=P,...",
    help="The chances of holds, falters and no_deal. [default: of a scenario, by its crisis]",
)
@click.option("--threshold", type=float, metavar="SHARE", help="The share not to fall below: 0.4.")
@click.option(
    "--months", type=click.IntRange(1, 60), default=12, show_default=True, help="How far ahead."
)
@click.option(
    "--picture",
    type=click.Path(path_type=Path),
    help="Draw the fans to this file, .svg or .png.",
)
@click.option("--json", "json_", is_flag=True, help="Print JSON: everything.")
def leaders(
    scenario: Path,
    worlds: int,
    seed: int,
    given: tuple[str, ...],
    set_: tuple[str, ...],
    horizon: dt.datetime | None,
    output: Path | None,
    leader: str | None,
    outcomes: str | None,
    threshold: float | None,
    months: int,
    picture: Path | None,
    json_: bool,
) -> None:
    """Say what each outcome would do to a leader's approval.

    SCENARIO is a scenario with `leaders:`, or a table of polls (CSV): date, percent (0 to 100) or
    share (0 to 1), sample, house. A stable ceasefire (holds), one that falters and no deal each
    have an effect, with its origin; a scenario's crisis says how likely each is. How little a few
    polls say is said as well.

    Examples:
      willing leaders scenario.yaml --threshold 0.4
      willing leaders scenario.yaml --set ceasefire --picture fan.svg
      willing leaders polls.csv --outcomes holds=0.3,falters=0.2,no_deal=0.5
      willing leaders polls.csv --months 6 --threshold 0.4 --json

    A table:
      date,percent,sample,house
      2025-02-28,57,1000,Institute A
      2025-03-19,61,1200,Institute B
    """
    from willing.models.approval.approval import approval
    from willing.models.approval.document import plain

    if picture is not None and picture.suffix.lower() not in PICTURES:
        raise InputError(f"{picture}: name a file that ends in {' or '.join(PICTURES)}")
    chances: Any = None if outcomes is None else read_outcomes(outcomes)
    if scenario.suffix.lower() in TABLES:
        _refuse(given=given, set=set_)
        if leader is not None:
            raise InputError("--leader: a table of polls is of one leader; leave it out")
        chosen, asked = _from_table(scenario, horizon)
    else:
        loaded = load(scenario, horizon)
        chosen = _chosen(loaded, scenario, leader)
        question = loaded.initiative
        asked = question.horizon or question.date
        if chances is None:
            chances = _by_crisis(loaded, seed, worlds, given, read_settings(set_))
        else:
            _refuse(given=given, set=set_)
    found = {
        name: approval(one, name, asked=asked, seed=seed, chances=chances, threshold=threshold,
                       months=months, worlds=worlds)
        for name, one in chosen.items()
    }  # fmt: skip
    if picture is not None:
        _draw(picture, found, chosen)
    documents = {name: plain(one) for name, one in found.items()}
    if answered(lambda: documents, "the leaders", output, json_):
        return
    from willing.cli.approved import print_approval

    for one in found.values():
        print_approval(one)


def read_outcomes(text: str) -> list[float]:
    """What `--outcomes NAME=P,...` says, in the order of the outcomes. Raises `InputError`."""
    from willing.reference.leaders import OUTCOMES

    found: dict[str, float] = {}
    for part in text.split(","):
        name, _, value = part.partition("=")
        try:
            p = float(value)
        except ValueError:
            p = -1.0
        if name.strip() not in OUTCOMES or not 0 <= p <= 1 or name.strip() in found:
            known = ", ".join(OUTCOMES)
            raise InputError(f"--outcomes {part[:80]}: write each of {known} once, as NAME=P")
        found[name.strip()] = p
    total = sum(found.values())
    if abs(total - 1) > 1e-6:
        raise InputError(f"--outcomes {text[:80]}: sum to {total:g}; they must sum to 1")
    return [found.get(name, 0.0) for name in OUTCOMES]


def _from_table(path: Path, horizon: dt.datetime | None) -> tuple[dict[str, Leader], dt.date]:
    """One leader, named as the file, on the day of the last poll or on that asked for."""
    from willing.scenario.leaders import Leader
    from willing.scenario.pollfile import read_polls

    polls = read_polls(path)
    last = max(poll.date for poll in polls)
    if last > dt.date.today():
        raise InputError(f"{path}: a poll of {last}, a day to come; mend the date")
    if horizon is not None and horizon.date() < last:
        raise InputError(f"--horizon {horizon.date()}: lies before the last poll, {last}")
    asked = horizon.date() if horizon else last
    return {"leader": Leader(name=path.stem, polls=polls)}, asked


def _chosen(scenario: Scenario, path: Path, name: str | None) -> dict[str, Leader]:
    """The leader asked for, or all of them."""
    from willing.scenario.problems import suggestion

    found = scenario.leaders
    if not found:
        raise InputError(f"{path}: no leaders; write `leaders:` with polls, or give a CSV of polls")
    if name is None:
        return dict(found)
    if name not in found:
        mend = suggestion(name, found) or f"there are {', '.join(list(found)[:5])}"
        raise InputError(f"--leader {name[:80]}: no such leader; {mend}")
    return {name: found[name]}


def _by_crisis(
    scenario: Scenario, seed: int, worlds: int, given: tuple[str, ...], forced: Mapping[str, bool]
) -> Any:
    from willing.outlook.leaders import outcome_chances

    try:
        return outcome_chances(scenario, seed=seed, worlds=worlds, given=given, forced=forced)
    except InputError as error:
        raise InputError(f"{error}; or give the chances with --outcomes") from None


def _draw(path: Path, found: Mapping[str, Approval], chosen: Mapping[str, Leader]) -> None:
    from willing.brief.approval_charts import approval_png, approval_svg

    if len(found) > 1:
        raise InputError(f"--picture: {len(found)} leaders; choose one with --leader")
    ((name, one),) = found.items()
    if path.suffix.lower() == ".png":
        write_bytes(path, approval_png(one, chosen[name].polls))
    else:
        write_text(path, approval_svg(one, chosen[name].polls))
    note(f"{path}: the picture")


def _refuse(**options: object) -> None:
    """Options that have nothing to work on."""
    for name, value in options.items():
        if value:
            raise InputError(f"--{name}: goes with a scenario whose crisis gives the chances")
