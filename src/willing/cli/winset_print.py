"""The answer of `willing winset` on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from willing.cli.output import one_line, print_table, say

if TYPE_CHECKING:
    from willing.models.winset.document import Answer
    from willing.models.winset.one_issue import Interval, OneIssue
    from willing.models.winset.setting import Point
    from willing.models.winset.two_issues import TwoIssues
    from willing.models.winset.uncertain import Uncertain

MOST_ROWS = 60
"""So many members are shown; the JSON has all."""

MOST_NAMES = 8
"""So many names stand in a sentence."""

COUNTED = {"yes": "supporting whatever is proposed", "abstain": "abstaining", "no": "opposing it"}


def print_winset(
    found: Answer,
    ways: dict[str, Answer],
    row: int | None,
    free: tuple[Point, ...] | None,
    sure: Uncertain | None,
) -> None:
    """Print what could replace the status quo, what hangs on whom, and what was assumed."""
    from willing.models.winset.one_issue import OneIssue

    setting = found.setting
    where = " and ".join(map(one_line, setting.issues))
    say(f"{one_line(setting.title)}, {where}: passes when {one_line(found.rule)}.")
    say(f"Status quo: {_point(setting.status_quo)}\n")
    for line in _line_words(found) if isinstance(found, OneIssue) else _plane_words(found):
        say(line)
    if row is not None:
        outcome = found.voters[row].outcome
        said = "beyond the limit" if outcome is None else _at(outcome)
        say(f"If {one_line(setting.names[row])} alone proposes, policy ends at {said}.")
    if free is not None:
        say(f"Uncovered, of 25 outcomes on each issue: {len(free)}{_spread(free)}.")
    if sure is not None:
        for line in _uncertain_words(sure):
            say(line)
    if setting.modes:
        named = _few([one_line(setting.names[row]) for row in setting.modes])
        say(f"Known within a range, of which the mode alone is used on two issues: {named}.")
    _print_silence(found, ways)
    _print_members(found)


def _line_words(found: OneIssue) -> Iterator[str]:
    if found.locked:
        yield "Nothing can replace the status quo."
    else:
        yield f"The winset: {' and '.join(map(_interval, found.winset))}."
    if found.gridlock is None:
        yield "No gridlock: whatever the status quo is, something can replace it."
    elif not (found.lower_pivots or found.upper_pivots):
        yield "No gridlock interval short of the whole scale: no move passes from anywhere."
    else:
        lower = _pivots(found, found.lower_pivots) or "the end of the scale"
        upper = _pivots(found, found.upper_pivots) or "the end of the scale"
        where = f"{found.gridlock.low:g} to {found.gridlock.high:g}"
        yield f"The gridlock interval: {where}, held by {lower} below and {upper} above."
    low, high = found.outcomes
    yield f"Over all members as proposers, policy ends between {low:g} and {high:g}."


def _plane_words(found: TwoIssues) -> Iterator[str]:
    side = found.side
    if found.locked:
        yield "Nothing can replace the status quo."
    else:
        share = f"{100 * found.share:.3g}%" if found.share else "less than one"
        yield f"The winset: {share} of the {side} x {side} outcomes on the grid."
    if found.stable_share is None:
        yield "Other outcomes were not examined: too many members."
        return
    stable = [
        one_line(found.setting.names[row]) for row, voter in enumerate(found.voters) if voter.stable
    ]
    if found.stable_share or stable:
        yield f"Stable, once adopted: {100 * found.stable_share:.3g}% of 25 x 25 outcomes."
        yield f"Members whose ideal point is stable: {_few(stable) or 'none'}."
    else:
        yield "No outcome of 25 x 25 is stable, nor any member's ideal point."
    if found.hull is None:
        yield "Members weigh the issues differently: no hull is drawn."


def _uncertain_words(sure: Uncertain) -> Iterator[str]:
    from willing.brief.words import percent

    locked = sure.locked
    yield (
        f"With positions drawn from their ranges ({sure.worlds:,} worlds, seed {sure.seed}) "
        f"the chance that nothing can replace the status quo is {percent(locked.p)} "
        f"[{percent(locked.low)} to {percent(locked.high)}]."
    )
    lower, upper = (f"{low:.4g} to {high:.4g}" for low, _, high in (sure.lower, sure.upper))
    yield f"  The gridlock interval then begins at {lower} and ends at {upper} (8 of 10 worlds)."


def _print_silence(found: Answer, ways: dict[str, Answer]) -> None:
    """Who has no known position, and what its vote decides."""
    setting = found.setting
    if not setting.unknown:
        return
    names = [one_line(setting.names[row]) for row in setting.unknown]
    say(f"Position not known, counted as {COUNTED[setting.silent]}: {_few(names)}.")
    for vote, answer in ways.items():
        say(f"  If counted as {COUNTED[vote]}: {_size(answer)}.")


def _size(found: Answer) -> str:
    from willing.models.winset.one_issue import OneIssue

    if found.locked:
        return "nothing can replace the status quo"
    if isinstance(found, OneIssue):
        return f"the winset is {' and '.join(map(_interval, found.winset))}"
    return f"the winset is {100 * found.share:.3g}% of the grid"


def _print_members(found: Answer) -> None:
    from willing.models.winset.one_issue import OneIssue

    setting = found.setting
    one = isinstance(found, OneIssue)
    order = sorted(
        (row for row, ideal in enumerate(setting.ideals) if ideal is not None),
        key=lambda row: (-(found.voters[row].adds or 0.0), setting.ideals[row]),
    )
    rows = [
        (
            setting.names[row],
            _at(found.voters[row].ideal),
            *((_prefers(found.voters[row].prefers),) if one else ()),  # type: ignore[union-attr]
            _at(found.voters[row].outcome),
            _adds(found.voters[row].adds, one),
            "yes" if found.voters[row].veto else "",
        )
        for row in order[:MOST_ROWS]
    ]
    columns = ("Member", "Ideal point", *(("Prefers",) if one else ()), "If it proposes",
               "Consent adds", "Veto")  # fmt: skip
    print_table(columns, rows, title="Members, those who hold policy back first")
    if len(order) > MOST_ROWS:
        say(f"{len(order) - MOST_ROWS} more members are left out; --json has all.")


def _adds(value: float | None, one: bool) -> str:
    if not value:
        return "" if value is None else "nothing"
    return f"{value:g}" if one else f"{100 * value:.2g}% of the grid"


def _prefers(part: Interval | None) -> str:
    return "nothing else" if part is None else _interval(part)


def _interval(part: Interval) -> str:
    """In the usual brackets: round ones leave the end out."""
    left, right = "[" if part.low_in else "(", "]" if part.high_in else ")"
    return f"{left}{part.low:g}, {part.high:g}{right}"


def _pivots(found: OneIssue, members: tuple[str, ...]) -> str:
    names = dict(zip(found.setting.members, found.setting.names, strict=True))
    return _few([one_line(names[member]) for member in members], 4)


def _few(names: Sequence[str], most: int = MOST_NAMES) -> str:
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def _spread(points: tuple[Point, ...]) -> str:
    if not points:
        return ""
    ranges = [(min(values), max(values)) for values in zip(*points, strict=True)]
    return ", from " + " and ".join(f"{low:g} to {high:g}" for low, high in ranges)


def _at(place: Point | float | None) -> str:
    if place is None:
        return ""
    return f"{place:.4g}" if isinstance(place, float) else _point(place)


def _point(place: Point) -> str:
    return ", ".join(f"{value:.4g}" for value in place)
