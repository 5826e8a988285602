"""`willing winset`: what could replace the status quo, and who stands in the way?"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from willing.cli.command import Command
from willing.cli.output import as_json, note, print_json, write_bytes, write_text
from willing.cli.settings import bodies_option
from willing.cli.winset_print import print_winset
from willing.errors import InputError

if TYPE_CHECKING:
    from willing.models.winset.document import Answer
    from willing.models.winset.setting import Point, Setting, Vote
    from willing.models.winset.uncertain import Uncertain

SUFFIXES = (".svg", ".png", ".json")


@click.command(cls=Command)
@click.argument("scenario_or_file", type=click.Path(path_type=Path))
@click.option(
    "--body",
    metavar="BODY",
    default="",
    help="Who votes: a body of the scenario, or one that is known, such as NATO@2003-01-01.",
)
@click.option(
    "--issue", "issues", metavar="ISSUE", multiple=True, help="The issue; two, where repeated."
)
@click.option(
    "--status-quo", metavar="X[,Y]", help="What holds otherwise. [default: what the file says]"
)
@click.option("--proposer", metavar="MEMBER", help="Show where policy ends if this one proposes.")
@click.option(
    "--silent",
    type=click.Choice(["abstain", "yes", "no"]),
    default="abstain",
    show_default=True,
    help="How members without a known position vote.",
)
@click.option(
    "--grid",
    type=click.IntRange(3, 1_001),
    default=201,
    show_default=True,
    help="Outcomes that are tried on each of two issues.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**64 - 1),
    default=1,
    show_default=True,
    help="For positions that are ranges: the same seed, the same answer.",
)
@click.option(
    "--uncovered",
    is_flag=True,
    help="Find outcomes, of 25 on each issue, that no other one covers.",
)
@bodies_option
@click.option("--json", "json_", is_flag=True, help="Print JSON: the answer, member by member.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write the picture (.svg, .png) or the JSON (.json) to this file.",
)
def winset(
    scenario_or_file: Path,
    body: str,
    issues: tuple[str, ...],
    status_quo: str | None,
    proposer: str | None,
    silent: Vote,
    grid: int,
    seed: int,
    uncovered: bool,
    json_: bool,
    output: Path | None,
) -> None:
    """Show what could replace the status quo, and who holds it.

    On one issue or two. A member votes yes on what is nearer to its ideal point than the status
    quo, no on what is farther, and abstains on what is as far. The file is a scenario with issues,
    or one of its own.

    Examples:
      willing winset scenario.yaml --body nato --issue force_role --status-quo 10
      willing winset scenario.yaml --body eu --issue role --issue share -o picture.svg
      willing winset council.yaml --proposer Town --json

    A file:
      members: {City: 80, Town: [45, 55, 60], Hamlet: 20}
      rule: {weights: {City: 3, Town: 2, Hamlet: 1}, quota: 4}
      status_quo: 30
    """
    from willing.models.winset.document import plain

    _check_suffix(output)
    setting = _setting(scenario_or_file, body, issues, status_quo, silent)
    row = _row(setting, proposer)
    found = _answer(setting, grid)
    ways = _ways(setting, grid)
    free = _uncovered(setting) if uncovered else None
    sure = _uncertain(setting, seed) if setting.ranges else None
    if output is not None and output.suffix.lower() == ".json":
        write_text(output, as_json(plain(found, ways, free, sure), indent=2) + "\n")
        note(f"{output}: the answer")
    elif output is not None:
        _draw(output, found, row, free or ())
        note(f"{output}: the picture")
    if json_:
        print_json(plain(found, ways, free, sure))
    elif output is None:
        print_winset(found, ways, row, free, sure)


def _check_suffix(output: Path | None) -> None:
    if output is not None and output.suffix.lower() not in SUFFIXES:
        raise InputError(f"{output}: name a file that ends in {', '.join(SUFFIXES)}")


def _setting(
    path: Path, body: str, issues: tuple[str, ...], status_quo: str | None, silent: Vote
) -> Setting:
    from dataclasses import replace

    from willing.models.winset.question import read_file

    quo = None if status_quo is None else _quo(status_quo)
    return replace(read_file(path, dt.date.today(), body, issues, quo), silent=silent)


def _quo(text: str) -> Point:
    try:
        values = tuple(float(part) for part in text.split(","))
    except ValueError:
        values = ()
    if not 1 <= len(values) <= 2:
        raise InputError(f"--status-quo {text[:40]}: write X, or X,Y for two issues")
    return values


def _row(setting: Setting, proposer: str | None) -> int | None:
    """The row of the proposer, by its code or its name."""
    from willing.scenario.problems import suggestion

    if proposer is None:
        return None
    for known in (setting.members, setting.names):
        if proposer in known:
            row = known.index(proposer)
            if setting.ideals[row] is None:
                raise InputError(f"--proposer {proposer}: its position is not known; state one")
            return row
    mend = suggestion(proposer, (*setting.members, *setting.names)) or "name one who votes"
    raise InputError(f"--proposer {proposer[:80]}: no member of this body; {mend}")


def _answer(setting: Setting, grid: int, *, examine: bool = True) -> Answer:
    from willing.models.winset.one_issue import one_issue
    from willing.models.winset.two_issues import two_issues

    if len(setting.issues) == 1:
        return one_issue(setting)
    return two_issues(setting, side=grid, examine=examine)


def _ways(setting: Setting, grid: int) -> dict[str, Answer]:
    """The answers for the other votes of those whose position is not known."""
    from dataclasses import replace

    votes: tuple[Vote, ...] = ("yes", "abstain", "no")
    others = [vote for vote in votes if setting.unknown and vote != setting.silent]
    return {vote: _answer(replace(setting, silent=vote), grid, examine=False) for vote in others}


def _uncovered(setting: Setting) -> tuple[Point, ...]:
    from willing.models.winset.uncovered import uncovered

    return uncovered(setting)


def _uncertain(setting: Setting, seed: int) -> Uncertain:
    from willing.models.winset.uncertain import uncertain

    return uncertain(setting, seed=seed)


def _draw(output: Path, found: Answer, row: int | None, free: tuple[Point, ...]) -> None:
    from willing.brief.winset_charts import winset_png, winset_spec, winset_svg

    spec = winset_spec(found, proposer=row, free=free)
    if output.suffix.lower() == ".svg":
        write_text(output, winset_svg(spec))
        return
    write_bytes(output, winset_png(spec))
