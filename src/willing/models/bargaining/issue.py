"""An issue: actors with positions on one scale, how much each cares, and what each can do.

The notation of this package: positions x_i on [low, high], saliences s_i in [0, 1], capabilities
c_i >= 0 in any one unit, weights w_i = c_i s_i with sum W, reference point r (what holds if
nothing is agreed).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from willing.errors import InputError

MOST_ACTORS = 250
"""More than all states; a turn of the expected-utility model grows with the square."""

LARGEST = 1e12
"""The largest scale end or capability: sums and squares stay far from overflow."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A question of "how much", with every input a number; made by `make_issue`.

    Everything by actor is in the actors' order. `reference`: the position that holds without an
    agreement, None where there is none. `rule`: the decision rule, "" where it is not known.
    """

    name: str
    actors: tuple[str, ...]
    positions: tuple[float, ...]
    saliences: tuple[float, ...]
    capabilities: tuple[float, ...]
    low: float = 0.0
    high: float = 100.0
    reference: float | None = None
    rule: str = ""

    @property
    def size(self) -> int:
        """The number of actors."""
        return len(self.actors)

    @property
    def width(self) -> float:
        """The length of the scale."""
        return self.high - self.low

    @property
    def weights(self) -> tuple[float, ...]:
        """Capability times salience of each actor."""
        return tuple(c * s for c, s in zip(self.capabilities, self.saliences, strict=True))


def make_issue(
    name: str,
    actors: Sequence[str],
    positions: Sequence[float],
    saliences: Sequence[float],
    capabilities: Sequence[float],
    *,
    low: float = 0.0,
    high: float = 100.0,
    reference: float | None = None,
    rule: str = "",
) -> Issue:
    """A checked issue. Raises `InputError` that names the actor, the field and the mend.

    >>> issue = make_issue("role", ["A", "B"], [0, 100], [0.5, 1], [2, 1])
    >>> issue.weights
    (1.0, 1.0)
    """
    check_scale(low, high)
    check_actors(actors)
    for field, values in (
        ("positions", positions),
        ("saliences", saliences),
        ("capabilities", capabilities),
    ):
        if len(values) != len(actors):
            raise InputError(f"{field}: {len(values)} for {len(actors)} actors; write one for each")
    for actor, position, salience, capability in zip(
        actors, positions, saliences, capabilities, strict=True
    ):
        check_position(f"{actor[:80]}: position", position, low, high)
        check_salience(f"{actor[:80]}: salience", salience)
        check_capability(f"{actor[:80]}: capability", capability)
    if reference is not None:
        check_position("reference", reference, low, high)
    issue = Issue(
        name=name,
        actors=tuple(actors),
        positions=tuple(map(float, positions)),
        saliences=tuple(map(float, saliences)),
        capabilities=tuple(map(float, capabilities)),
        low=float(low),
        high=float(high),
        reference=None if reference is None else float(reference),
        rule=rule,
    )
    if not sum(issue.weights) > 0:
        raise InputError(
            "the total weight is zero: no actor has both a capability and a salience above 0; "
            "raise those of at least one"
        )
    return issue


def check_scale(low: float, high: float) -> None:
    """Raises `InputError` unless low < high, both finite."""
    for end in (low, high):
        if not isfinite(end) or abs(end) > LARGEST:
            raise InputError(f"scale: {end:g} is no end of a scale; write a number up to 1e12")
    if not low < high:
        raise InputError(f"scale: it must rise, got {low:g} to {high:g}")


def check_actors(actors: Sequence[str]) -> None:
    """Raises `InputError` for fewer than two actors, too many, or one listed twice."""
    if len(actors) < 2:
        found = "only one actor is listed" if actors else "no actor is listed"
        raise InputError(f"actors: {found}; an agreement needs at least two")
    if len(actors) > MOST_ACTORS:
        raise InputError(
            f"actors: {len(actors):,} are beyond the limit of {MOST_ACTORS}; take those of one "
            "mind together"
        )
    seen: set[str] = set()
    for actor in actors:
        if actor in seen:
            raise InputError(f"actors: `{actor[:80]}` is listed twice; leave one of them out")
        seen.add(actor)


def check_position(place: str, value: float, low: float, high: float) -> None:
    """Raises `InputError` for a position off the scale."""
    if not isfinite(value) or not low <= value <= high:
        raise InputError(
            f"{place}: {value:g} is off the scale from {low:g} to {high:g}; "
            "write a number on it, or widen the scale"
        )


def check_salience(place: str, value: float) -> None:
    """Raises `InputError` unless 0 <= value <= 1."""
    if not isfinite(value) or not 0 <= value <= 1:
        raise InputError(f"{place}: {value:g} is not from 0 to 1; write a share, 0.8 for 80%")


def check_capability(place: str, value: float) -> None:
    """Raises `InputError` for a negative, infinite or missing capability."""
    if not isfinite(value) or not 0 <= value <= LARGEST:
        raise InputError(f"{place}: {value:g} is no capability; write a number from 0 to 1e12")
