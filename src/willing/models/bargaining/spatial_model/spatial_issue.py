"""Actors with a position and a salience on each of several dimensions.

The notation of this package: positions x_ik from 0 to 100 on every dimension k, saliences s_ik
from 0 to 1 with totals S_i = sum_k s_ik of at most 1, capabilities c_i >= 0 in any one unit,
ideals q_ik.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite

from willing.errors import InputError
from willing.models.bargaining.issue import (
    Issue,
    check_capability,
    check_position,
    check_salience,
    check_scale,
)
from willing.models.bargaining.spatial_model.options import DEFAULTS, Options

FEWEST, MOST = 3, 250
"""How many actors KTAB takes, and so do we: with two there is no third party."""

MOST_DIMENSIONS = 50

SLACK = 1e-10
"""By so much totals of salience and of affinity may pass 1: sums are rounded."""

KTAB_SEED = 0xD67CC16FE69C185C
"""The seed that KTAB takes where a file states none."""

Table = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class SpatialIssue:
    """What KTAB calls a scenario; made by `make_spatial_issue`. By actor, then by dimension.

    `affinity`: by pair of actors, the weight of the second one's position in where the first one's
    ideal goes each turn; a pair that is absent has 1 if it is an actor with itself, else 0.
    `texts`: what the file says of each actor. `seed`: of stochastic transitions, as the file has
    it. `scales`: by dimension, the ends of the scale for readers, to which 0 to 100 is stretched.
    """

    name: str
    actors: tuple[str, ...]
    dims: tuple[str, ...]
    positions: Table
    saliences: Table
    capabilities: tuple[float, ...]
    options: Options = DEFAULTS
    affinity: Mapping[tuple[str, str], float] = field(default_factory=dict)
    text: str = ""
    texts: tuple[str, ...] = ()
    seed: int = KTAB_SEED
    scales: tuple[tuple[float, float], ...] = ()

    @property
    def size(self) -> int:
        """The number of actors."""
        return len(self.actors)

    @property
    def lows(self) -> tuple[float, ...]:
        """The low ends of the scales."""
        return tuple(low for low, _ in self.scales)

    @property
    def widths(self) -> tuple[float, ...]:
        """The lengths of the scales."""
        return tuple(high - low for low, high in self.scales)


def make_spatial_issue(
    name: str,
    actors: Sequence[str],
    dims: Sequence[str],
    positions: Sequence[Sequence[float]],
    saliences: Sequence[Sequence[float]],
    capabilities: Sequence[float],
    *,
    options: Options = DEFAULTS,
    affinity: Mapping[tuple[str, str], float] | None = None,
    text: str = "",
    texts: Sequence[str] = (),
    seed: int = KTAB_SEED,
    scales: Sequence[tuple[float, float]] = (),
) -> SpatialIssue:
    """A checked issue, on scales of 0 to 100 unless others are given.

    Raises `InputError` that names the actor, the field and the mend.

    >>> issue = make_spatial_issue(
    ...     "pact", "ABC", ["troops"], [[90], [15], [50]], [[0.7], [0.8], [0.35]], [60, 45, 30]
    ... )
    >>> issue.positions[1]
    (15.0,)
    """
    check_names("actor", actors, FEWEST, MOST)
    check_names("dimension", dims, 1, MOST_DIMENSIONS)
    scales = tuple(scales) or ((0.0, 100.0),) * len(dims)
    for low, high in scales:
        check_scale(low, high)
    for field_, values in (
        ("positions", positions),
        ("saliences", saliences),
        ("capabilities", capabilities),
    ):
        if len(values) != len(actors):
            raise InputError(
                f"{field_}: {len(values)} for {len(actors)} actors; write one for each"
            )
    for actor, x, s, c in zip(actors, positions, saliences, capabilities, strict=True):
        check_actor(actor, dims, x, s, c)
    issue = SpatialIssue(
        name=name,
        actors=tuple(actors),
        dims=tuple(dims),
        positions=tuple(tuple(map(float, row)) for row in positions),
        saliences=tuple(tuple(map(float, row)) for row in saliences),
        capabilities=tuple(map(float, capabilities)),
        options=options,
        affinity=dict(affinity or {}),
        text=text,
        texts=tuple(texts) or ("",) * len(actors),
        seed=seed,
        scales=tuple((float(low), float(high)) for low, high in scales),
    )
    check_affinity(issue)
    if not any(c * sum(s) > 0 for c, s in zip(capabilities, saliences, strict=True)):
        raise InputError(
            "the total weight is zero: no actor has both a capability and a salience above 0; "
            "raise those of at least one"
        )
    return issue


def check_names(what: str, names: Sequence[str], fewest: int, most: int) -> None:
    """Raises `InputError` for too few, too many, an empty name, or one listed twice."""
    if not fewest <= len(names) <= most:
        raise InputError(f"{what}s: {len(names)} are listed; the model takes {fewest} to {most}")
    seen: set[str] = set()
    for name in names:
        if not name.strip():
            raise InputError(f"{what}s: an empty name; write one for each")
        if name in seen:
            raise InputError(f"{what}s: `{name[:80]}` is listed twice; leave one of them out")
        seen.add(name)


def check_actor(
    actor: str,
    dims: Sequence[str],
    positions: Sequence[float],
    saliences: Sequence[float],
    capability: float,
) -> None:
    """Raises `InputError` for a number out of its range, or a total salience above 1."""
    short = actor[:80]
    for field_, values in (("position", positions), ("salience", saliences)):
        if len(values) != len(dims):
            raise InputError(
                f"{short}: {field_}: {len(values)} for {len(dims)} dimensions; write one for each"
            )
    for dim, x, s in zip(dims, positions, saliences, strict=True):
        check_position(f"{short}: position on {dim[:80]}", x, 0, 100)
        check_salience(f"{short}: salience of {dim[:80]}", s)
    if sum(saliences) > 1 + SLACK:
        raise InputError(f"{short}: {too_salient(sum(saliences))}")
    check_capability(f"{short}: capability", capability)


def too_salient(total: float) -> str:
    """What is wrong with an actor's saliences."""
    return (
        f"saliences of {100 * total:.10g} in total; an actor has 100 to share out among the "
        "dimensions: lower some"
    )


def check_affinity(issue: SpatialIssue) -> None:
    """Raises `InputError` for an unknown actor, a negative weight, or weights above 1 in total."""
    for (one, other), weight in issue.affinity.items():
        for actor in (one, other):
            if actor not in issue.actors:
                raise InputError(
                    f"ideal adjustment: `{actor[:80]}` is no actor of this issue; "
                    "write the name as it stands among the actors"
                )
        if not isfinite(weight) or not 0 <= weight <= 1 + SLACK:
            raise InputError(
                f"ideal adjustment of {one[:80]} to {other[:80]}: {weight:g} is not from 0 to 1"
            )
    for actor, row in zip(issue.actors, affinities(issue), strict=True):
        if sum(row) > 1 + SLACK:
            raise InputError(f"ideal adjustment: {beyond_one(actor, sum(row))}")


def beyond_one(actor: str, total: float) -> str:
    """What is wrong with an actor's weights."""
    return (
        f"the weights of {actor[:80]} add up to {total:.10g}, which is more than 1; lower some "
        "(an actor's weight for itself is 1 unless it is stated)"
    )


def affinities(issue: SpatialIssue) -> list[list[float]]:
    """The weights a_ij as a table."""
    row_of = {actor: row for row, actor in enumerate(issue.actors)}
    table = [[float(i == j) for j in range(issue.size)] for i in range(issue.size)]
    for (one, other), weight in issue.affinity.items():
        table[row_of[one]][row_of[other]] = float(weight)
    return table


def from_issue(issue: Issue, options: Options = DEFAULTS) -> SpatialIssue:
    """An issue of one dimension, its scale stretched to 0 to 100. Raises `InputError`."""
    return make_spatial_issue(
        issue.name,
        issue.actors,
        (issue.name,),
        [[100 * (x - issue.low) / issue.width] for x in issue.positions],
        [[s] for s in issue.saliences],
        issue.capabilities,
        options=options,
        scales=[(issue.low, issue.high)],
    )
