"""What it comes to, all in one: a tree of outcomes over the same worlds, and what it hangs on.

Every world is gone through once: is there a settlement, does what is required come together, and
does the settlement hold? The first two are facts of the world; the last is the chance that the
crisis game gives it there. The leaves' probabilities sum to one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from willing.models.chance import Estimate, chance, estimate
from willing.models.deterrence.shares import OUTCOMES
from willing.outlook.presence import Worlds

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

Coalition = Literal["enough", "short", "some", "nobody"]
"""What is required comes together; it falls short; some join and nothing is required; none do."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One way in which it may end.

    `settlement`: whether there is one (None where none is needed or there is no crisis to speak
    of). `crisis`: which of the game's outcomes follows (None where there is no settlement, or no
    crisis). `p` with its Monte Carlo interval; `members` and `force` are the means in it.
    """

    settlement: bool | None
    coalition: Coalition
    crisis: str | None
    p: Estimate
    members: float
    force: float


@dataclass(frozen=True, slots=True)
class Marginals:
    """What a set of worlds comes to: their share `p` of all, and probabilities among them.

    `settled`, `enough`; `outcomes`: those of the crisis among the worlds with a settlement (empty
    where there are none, or no crisis); `good`: settlement, enough and it holds, all together.
    """

    worlds: int
    p: float
    settled: float | None
    enough: float | None
    members: float
    outcomes: Mapping[str, float]
    good: float


@dataclass(frozen=True, slots=True)
class Condition:
    """The same with an event and without it, None where there are no such worlds."""

    event: str
    title: str
    happens: Marginals | None
    fails: Marginals | None


@dataclass(frozen=True, slots=True)
class Tree:
    """The outcomes over `worlds` worlds that count.

    `good` is the bottom line: its parts are those of `bottom_line` (`settlement`, `enough`,
    `holds`), all of which must come true. `settlement`: the event that a settlement is ("" where
    none is spoken of).
    """

    worlds: int
    settlement: str
    bottom_line: tuple[str, ...]
    good: Estimate
    whole: Marginals
    leaves: tuple[Leaf, ...]
    by_event: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The worlds with what the crisis game says of each.

    `settled`: where there is a settlement, None where none is spoken of; `settlement` is its event.
    `crisis`: the chance of each of the game's outcomes in each world, shape (outcomes, worlds),
    zero where there is no settlement; None where there is no crisis to speak of. `required`:
    whether anything is.
    """

    worlds: Worlds
    settled: Bools | None
    crisis: Floats | None
    required: bool
    settlement: str = ""

    @property
    def good(self) -> Floats:
        """The chance of the bottom line in each world: shape (worlds,)."""
        good = np.ones(self.worlds.presence.worlds)
        if self.required:
            good *= self.worlds.enough
        if self.crisis is not None:
            good *= self.crisis[OUTCOMES.index("holds")]
        elif self.settled is not None:
            good *= self.settled
        return good

    @property
    def parts(self) -> tuple[str, ...]:
        """What must come true for it."""
        parts = (
            ("settlement", self.settled is not None),
            ("enough", self.required),
            ("holds", self.crisis is not None),
        )
        return tuple(name for name, asked in parts if asked)


def tree_of(found: Outcomes, titles: Mapping[str, str]) -> Tree:
    """The tree; `titles`: the events in words, those of which a table is wanted."""
    counted, good = found.worlds.presence.counted, found.good
    return Tree(
        worlds=int(counted.sum()),
        settlement=found.settlement,
        bottom_line=found.parts,
        good=_mean(good[counted]),
        whole=_marginals(found, good, counted),
        leaves=tuple(_leaves(found)),
        by_event=tuple(_by_event(found, good, titles)),
    )


def _leaves(found: Outcomes) -> Iterator[Leaf]:
    counted = found.worlds.presence.counted
    everywhere = np.ones_like(counted)
    sides = (
        ((None, everywhere),)
        if found.settled is None
        else ((True, found.settled), (False, ~found.settled))
    )
    for settlement, side in sides:
        for coalition, among in _coalitions(found):
            here = counted & side & among
            if not here.any():
                continue
            if found.crisis is None or settlement is False:
                yield _leaf(found, settlement, coalition, None, here.astype(np.float64))
                continue
            for outcome, chances in zip(OUTCOMES, found.crisis, strict=True):
                yield _leaf(found, settlement, coalition, outcome, here * chances)


def _coalitions(found: Outcomes) -> Iterator[tuple[Coalition, Bools]]:
    nobody = found.worlds.presence.members == 0
    if not found.required:
        yield "some", ~nobody
        yield "nobody", nobody
        return
    enough = found.worlds.enough
    yield "enough", enough
    yield "short", ~enough & ~nobody
    yield "nobody", ~enough & nobody


def _leaf(
    found: Outcomes,
    settlement: bool | None,
    coalition: Coalition,
    crisis: str | None,
    chances: Floats,
) -> Leaf:
    presence = found.worlds.presence
    mass = chances.sum()
    members, force = (
        float(chances @ numbers / mass) if mass else 0.0
        for numbers in (presence.members, presence.force)
    )
    return Leaf(settlement, coalition, crisis, _mean(chances[presence.counted]), members, force)


def _mean(chances: Floats) -> Estimate:
    """The mean of chances over worlds; its interval stays inside [0, 1].

    Where they are all 0, or all 1, they are counted, and what the counting leaves open is said.
    """
    mean = float(chances.mean())
    if mean in (0.0, 1.0):
        counted = chance(round(mean * len(chances)), len(chances))
        return Estimate(mean, 0.0, counted.low, counted.high)
    found = estimate(mean, float(chances.std()) / sqrt(len(chances)))
    return Estimate(mean, found.se, max(found.low, 0.0), min(found.high, 1.0))


def _marginals(found: Outcomes, good: Floats, among: Bools) -> Marginals:
    presence = found.worlds.presence
    settled = among if found.settled is None else among & found.settled
    outcomes: dict[str, float] = {}
    if found.crisis is not None and settled.any():
        outcomes = dict(zip(OUTCOMES, found.crisis[:, settled].mean(axis=1).tolist(), strict=True))
    return Marginals(
        worlds=int(among.sum()),
        p=float(among.sum() / presence.counted.sum()),
        settled=None if found.settled is None else float(found.settled[among].mean()),
        enough=float(found.worlds.enough[among].mean()) if found.required else None,
        members=float(presence.members[among].mean()),
        outcomes=outcomes,
        good=float(good[among].mean()),
    )


def _by_event(found: Outcomes, good: Floats, titles: Mapping[str, str]) -> Iterator[Condition]:
    presence = found.worlds.presence
    for event, title in titles.items():
        sides = (presence.counted & there for there in _both(presence.events[event]))
        happens, fails = (_marginals(found, good, side) if side.any() else None for side in sides)
        yield Condition(event, title, happens, fails)


def _both(there: Bools) -> tuple[Bools, Bools]:
    return there, ~there
