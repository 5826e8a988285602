"""Who votes on what: members with ideal points, a rule, and the status quo.

A member's loss from an outcome x is the weighted squared distance to its ideal point p,
s_1 (x_1 - p_1)^2 + s_2 (x_2 - p_2)^2, with its saliences s. It votes yes on what is nearer to it
than the status quo, no on what is farther, and abstains on what is as far.

Weighted Euclidean preferences: Enelow and Hinich (1984), "The Spatial Theory of Voting".
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, Literal

from willing.errors import InputError
from willing.scenario.rules import Rule, leaves

Point = tuple[float, ...]
Triangle = tuple[float, float, float]
Vote = Literal["yes", "abstain", "no"]

MOST_MEMBERS = 2_000
MOST_ISSUES = 2
LARGEST = 1e9
"""The largest position: squares of larger ones lose the digits that decide."""

MOST_COUNTED = 400_000
"""Members times leaves of the rule: bounds the time of one vote."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A vote on one issue or two.

    `ideals`: a point for each member, None where its position is not known; it then votes
    `silent`, whatever is proposed. `salience`: weights of the issues for each member, 0 or more.
    `space`: the lowest and the highest outcome on each issue. `names`: the members for readers;
    `ends`: what the ends of each issue's scale mean, empty where nobody said. `ranges`: on one
    issue, (low, mode, high) by row where a position is uncertain; the ideal point is the mode.
    `modes`: on two issues, the rows of the members of whose ranges the mode alone is used.
    """

    members: tuple[str, ...]
    ideals: tuple[Point | None, ...]
    salience: tuple[Point, ...]
    rule: Rule
    status_quo: Point
    space: tuple[tuple[float, float], ...]
    issues: tuple[str, ...]
    title: str
    names: tuple[str, ...]
    ends: tuple[tuple[str, str], ...] = ()
    silent: Vote = "abstain"
    ranges: tuple[tuple[int, Triangle], ...] = ()
    modes: tuple[int, ...] = ()

    @property
    def unknown(self) -> tuple[int, ...]:
        """The rows of the members whose position is not known."""
        return tuple(row for row, ideal in enumerate(self.ideals) if ideal is None)

    @property
    def unmoved(self) -> tuple[int, ...]:
        """The rows of the members whose position is known, and who care about no issue."""
        return tuple(
            row
            for row, ideal in enumerate(self.ideals)
            if ideal is not None and not any(self.salience[row])
        )


def make_setting(
    ideals: Mapping[str, Sequence[float] | None],
    rule: Rule,
    status_quo: Sequence[float],
    *,
    salience: Mapping[str, Sequence[float]] | None = None,
    space: Sequence[tuple[float, float]] | None = None,
    issues: Sequence[str] = (),
    title: str = "",
    names: Mapping[str, str] | None = None,
    ends: Sequence[tuple[str, str]] = (),
    silent: Vote = "abstain",
    ranges: Mapping[str, Triangle] | None = None,
    modes: Collection[str] = (),
) -> Setting:
    """The setting of members with ideal points, by name; `rule` is one for them in this order.

    Without a `space`, outcomes range over the ideal points and the status quo, and as far again on
    both sides. Raises `InputError` with the place and the mend.

    >>> from willing.scenario.rules import read_rule
    >>> rule = read_rule({"weights": {"A": 1, "B": 1}, "quota": 2}, ["A", "B"])
    >>> make_setting({"A": [10], "B": [40]}, rule, [0]).space
    ((-40.0, 80.0),)
    """
    check_number(len(ideals))
    _check_rule(rule, len(ideals))
    quo = _point(status_quo, len(status_quo), "status_quo")
    if not 1 <= len(quo) <= MOST_ISSUES:
        raise InputError(f"status_quo: {len(quo)} issues; write one number, or two as [X, Y]")
    points = {
        member: None if ideal is None else _point(ideal, len(quo), f"members.{member[:80]}")
        for member, ideal in ideals.items()
    }
    known = [point for point in points.values() if point is not None]
    if not known:
        raise InputError("members: nobody's position is known; write at least one")
    spread = {member: _triangle(ends, member) for member, ends in (ranges or {}).items()}
    if spread and len(quo) > 1:
        raise InputError("members: positions on two issues are points; write one number for each")
    outer = [(end,) for low, _, high in spread.values() for end in (low, high)]
    limits = tuple(space) if space is not None else _around([*known, quo, *outer])
    found = Setting(
        members=tuple(points),
        ideals=tuple(points.values()),
        salience=_saliences(salience or {}, points, len(quo)),
        rule=rule,
        status_quo=quo,
        space=limits,
        issues=tuple(issues) or (("issue",) if len(quo) == 1 else ("first issue", "second issue")),
        title=title,
        names=tuple((names or {}).get(member, member) for member in points),
        ends=tuple(ends),
        silent=silent,
        ranges=tuple((list(points).index(member), ends) for member, ends in spread.items()),
        modes=tuple(row for row, member in enumerate(points) if member in modes),
    )
    _check_within(found)
    return found


def number(value: Any, place: str) -> float:
    """A finite number of at most a billion. Raises `InputError`."""
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    if not plain or not -LARGEST <= value <= LARGEST:
        raise InputError(f"{place}: this is no position; write a number from -1e9 to 1e9")
    return float(value)


def _triangle(ends: Sequence[float], member: str) -> Triangle:
    place = f"members.{member[:80]}"
    low, mode, high = (number(end, place) for end in ends)
    if not low <= mode <= high:
        raise InputError(f"{place}: [{low:g}, {mode:g}, {high:g}] must rise: [low, mode, high]")
    return low, mode, high


def check_number(members: int) -> None:
    """Raises `InputError` for no members, and for too many."""
    if not members:
        raise InputError("members: nobody votes; list at least one member")
    if members > MOST_MEMBERS:
        raise InputError(
            f"members: {members:,} members are beyond the limit of {MOST_MEMBERS:,}; "
            "take those that always vote alike together"
        )


def _point(values: Sequence[float], issues: int, place: str) -> Point:
    if len(values) != issues:
        raise InputError(f"{place}: {len(values)} for {issues}; write one number for each issue")
    return tuple(number(value, place) for value in values)


def _check_rule(rule: Rule, members: int) -> None:
    counted = 0
    for leaf in leaves(rule):
        if len(leaf.weights) != members:
            raise InputError("rule: it is a rule for other members; read it for these")
        counted += members
    if counted > MOST_COUNTED:
        raise InputError("rule: too many parts for so many members; write a simpler rule")


def _saliences(
    salience: Mapping[str, Sequence[float]], points: Mapping[str, Any], issues: int
) -> tuple[Point, ...]:
    for member in salience:
        if member not in points:
            raise InputError(f"salience.{member[:80]}: no such member; take it out")
    found = []
    for member in points:
        place = f"salience.{member[:80]}"
        weights = _point(salience.get(member, (1.0,) * issues), issues, place)
        if min(weights) < 0:
            raise InputError(f"{place}: {min(weights):g} is below 0; write 0 or a number above it")
        found.append(weights)
    return tuple(found)


def _around(points: Sequence[Point]) -> tuple[tuple[float, float], ...]:
    """The range of the points, and as far again on both sides."""
    ranges = [(min(values), max(values)) for values in zip(*points, strict=True)]
    margin = max(high - low for low, high in ranges) or 1.0
    return tuple((low - margin, high + margin) for low, high in ranges)


def _check_within(setting: Setting) -> None:
    if len(setting.space) != len(setting.status_quo):
        raise InputError("space: write [LOW, HIGH] for each issue")
    for issue, (low, high) in zip(setting.issues, setting.space, strict=True):
        if not (isfinite(low) and isfinite(high) and low < high):
            raise InputError(f"space: {issue[:80]}: write [LOW, HIGH], the lower number first")
    places = [("status_quo", setting.status_quo)]
    places += [
        (f"members.{member[:80]}", ideal)
        for member, ideal in zip(setting.members, setting.ideals, strict=True)
        if ideal is not None
    ]
    places += [
        (f"members.{setting.members[row][:80]}", (end,))
        for row, ends in setting.ranges
        for end in ends
    ]
    for place, point in places:
        for value, (low, high) in zip(point, setting.space, strict=True):
            if not low <= value <= high:
                raise InputError(
                    f"{place}: {value:g} lies outside the scale; write a number from {low:g} "
                    f"to {high:g}"
                )
