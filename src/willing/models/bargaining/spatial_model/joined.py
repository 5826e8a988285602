"""Several issues as the dimensions of one space.

Every issue has its own actors, scale, saliences and capabilities; the Spatial Model of Politics has
one table. So, with a remark wherever something had to be settled:

- positions are stretched from each issue's scale to 0 to 100;
- where saliences of an actor add up to more than 1 over the issues, those of all actors on all
  issues are divided by the largest such total: proportions stay, between issues and between actors;
- an actor has one capability: that of the issues which state one, the mean where they differ;
- an actor without a position on an issue has no salience there, and stands at the mean of the
  others' positions weighted by capability and salience, so that it is in nobody's way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from willing.errors import InputError
from willing.models.bargaining.inputs import Input, Inputs
from willing.models.bargaining.spatial_model.options import DEFAULTS, Options
from willing.models.bargaining.spatial_model.spatial_inputs import (
    SpatialInputs,
    make_inputs,
    stretched,
)

DEFAULT = "default"
"""The source of a capability that nobody chose."""

NOTHING = Input((0.0,))


@dataclass(frozen=True, slots=True)
class Joined:
    """The issues as one, and remarks on how they became so."""

    inputs: SpatialInputs
    remarks: tuple[str, ...]


def joined(name: str, issues: Sequence[Inputs], options: Options = DEFAULTS) -> Joined:
    """One issue of several dimensions, called as the issues are, actors as they first appear.

    Raises `InputError` for capabilities of one actor that no mean can be taken of.
    """
    if not issues:
        raise InputError("issues: no issue is there; the model needs one or more")
    rows = [dict(zip(issue.actors, range(len(issue.actors)), strict=True)) for issue in issues]
    actors = tuple(dict.fromkeys(actor for issue in issues for actor in issue.actors))
    capabilities = {actor: _capability(actor, issues, rows) for actor in actors}
    largest = max(_total(actor, issues, rows) for actor in actors)
    share = max(largest, 1.0)
    positions, saliences = [], []
    for actor in actors:
        there = [(issue, row.get(actor)) for issue, row in zip(issues, rows, strict=True)]
        positions.append([_position(issue, row) for issue, row in there])
        saliences.append([_salience(issue, row, share) for issue, row in there])
    remarks = tuple(_remarks(issues, rows, actors, largest))
    made = make_inputs(
        name,
        actors,
        [issue.name for issue in issues],
        positions,
        saliences,
        [capabilities[actor] for actor in actors],
        options=options,
        text="; ".join(remarks),
        scales=[(issue.low, issue.high) for issue in issues],
    )
    return Joined(made, remarks)


def _total(actor: str, issues: Sequence[Inputs], rows: Sequence[Mapping[str, int]]) -> float:
    """An actor's saliences in total, each at its middle."""
    return sum(
        issue.saliences[row[actor]].middle
        for issue, row in zip(issues, rows, strict=True)
        if actor in row
    )


def _position(issue: Inputs, row: int | None) -> Input:
    return stretched(issue, Input((_compromise(issue),)) if row is None else issue.positions[row])


def _salience(issue: Inputs, row: int | None, share: float) -> Input:
    if row is None:
        return NOTHING
    given = issue.saliences[row]
    return replace(given, numbers=tuple(number / share for number in given.numbers))


def _compromise(issue: Inputs) -> float:
    """The weighted mean of the positions, each input at its middle; the plain one of no weights."""
    xs = [one.middle for one in issue.positions]
    weights = [
        s.middle * c.middle for s, c in zip(issue.saliences, issue.capabilities, strict=True)
    ]
    weights = weights if sum(weights) > 0 else [1.0] * len(xs)
    mean = sum(w * x for w, x in zip(weights, xs, strict=True)) / sum(weights)
    return min(max(mean, issue.low), issue.high)


def _capability(actor: str, issues: Sequence[Inputs], rows: Sequence[Mapping[str, int]]) -> Input:
    """The capability of an actor on all issues. Raises `InputError`."""
    given = _given(actor, issues, rows)
    first = given[0]
    if any(len(one.numbers) != len(first.numbers) for one in given) or any(
        one.percentiles != first.percentiles for one in given
    ):
        raise InputError(
            f"{actor[:80]}: capability: given in different ways on different issues, and the "
            "model takes one for all; write it alike, or choose issues with --issue"
        )
    columns = zip(*(one.numbers for one in given), strict=True)
    numbers = tuple(column[0] if len(set(column)) == 1 else _mean(column) for column in columns)
    return replace(first, numbers=numbers)


def _mean(column: Sequence[float]) -> float:
    return sum(column) / len(column)


def _given(
    actor: str, issues: Sequence[Inputs], rows: Sequence[Mapping[str, int]]
) -> Sequence[Input]:
    """The capabilities of an actor that somebody chose, else the default ones."""
    found = [
        issue.capabilities[row[actor]]
        for issue, row in zip(issues, rows, strict=True)
        if actor in row
    ]
    return [one for one in found if one.source != DEFAULT] or found


def _remarks(
    issues: Sequence[Inputs],
    rows: Sequence[Mapping[str, int]],
    actors: Sequence[str],
    largest: float,
) -> Iterator[str]:
    if largest > 1:
        yield (
            f"saliences are divided by {largest:.4g}, the largest total of an actor, which may "
            "share out no more than 1 among the issues"
        )
    differ = [
        actor for actor in actors if len({one.numbers for one in _given(actor, issues, rows)}) > 1
    ]
    if differ:
        yield f"capabilities that differ between issues, the mean is taken: {_some(differ)}"
    absent = [
        f"{actor[:40]} on {issue.name[:40]}"
        for issue, row in zip(issues, rows, strict=True)
        for actor in actors
        if actor not in row
    ]
    if absent:
        yield f"no position, so no salience there, at the others' mean: {_some(absent)}"


def _some(names: Sequence[str]) -> str:
    more = f", and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(name[:80] for name in names[:3]) + more
