"""Counting over worlds, block by block, with sums that do not depend on the blocks.

Everything is counted in whole numbers, so that any block size and any number of workers gives the
same result to the last bit. Percentiles come from the first `SAMPLE` worlds, which bounds the
memory.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from willing.models.formation.bits import (
    ALL,
    LANES,
    Grains,
    Words,
    counter,
    every,
    numbers,
    unpacked,
)
from willing.models.formation.fixed_points import joined_rows, supporting_rows
from willing.models.formation.plan import GRAIN, Plan
from willing.models.formation.trial import Trial
from willing.models.formation.worlds import Block

SAMPLE = 1 << 16
"""So many worlds give the percentiles of a sum: their rank is then known to 0.2%."""

WAVES = 32
"""Rounds of joining that are told apart."""

MOST_TOGETHER = 256
"""Up to so many actors it is counted how often each two join together."""

COUNTED = (
    "success", "met", "joined", "supported", "active", "pending", "happened", "members",
    "together", "waves",
)  # fmt: skip


@dataclass(slots=True)
class Tally:
    """Counts at one fixed point.

    Arrays of counts have a last axis of 1 + events: all worlds that count, then those among them
    where each event happens. `success` (1,), `met` (kinds,), `joined` and `supported` (actors,),
    `active` and `pending` (willing but not active) (offers,). `members` (actors + 1,),
    `together` (actors, actors), `waves` (actors, rounds). Sums in grains are Python's own whole
    numbers: `offered` per pledge, `totals` per kind and event, `missing` per kind. `sample`:
    sums of each kind in the first worlds.
    """

    plan: Plan
    success: Grains = field(init=False)
    met: Grains = field(init=False)
    joined: Grains = field(init=False)
    supported: Grains = field(init=False)
    active: Grains = field(init=False)
    pending: Grains = field(init=False)
    happened: Grains = field(init=False)
    members: Grains = field(init=False)
    together: Grains = field(init=False)
    waves: Grains = field(init=False)
    offered: list[int] = field(init=False)
    totals: list[list[int]] = field(init=False)
    missing: list[int] = field(init=False)
    sample: list[Grains] = field(default_factory=list)

    def __post_init__(self) -> None:
        plan = self.plan
        actors, offers, kinds = len(plan.actors), len(plan.offers), len(plan.kinds)
        sides = 1 + len(plan.events)
        for name, rows in (
            ("success", 1), ("met", kinds), ("joined", actors), ("supported", actors),
            ("active", offers), ("pending", offers), ("happened", 1),
        ):  # fmt: skip
            setattr(self, name, np.zeros((rows, sides), dtype=np.int64))
        self.members = np.zeros(actors + 1, dtype=np.int64)
        pairs = actors if actors <= MOST_TOGETHER else 0
        self.together = np.zeros((pairs, pairs), dtype=np.int64)
        self.waves = np.zeros((actors, WAVES), dtype=np.int64)
        self.offered = [0] * offers
        self.totals = [[0] * sides for _ in range(kinds)]
        self.missing = [0] * kinds

    @property
    def worlds(self) -> int:
        """How many worlds were counted."""
        return int(self.happened[0, 0])

    def merge(self, other: Tally) -> None:
        """Add the counts of later worlds."""
        for name in COUNTED:
            getattr(self, name).__iadd__(getattr(other, name))
        self.offered = [a + b for a, b in zip(self.offered, other.offered, strict=True)]
        self.missing = [a + b for a, b in zip(self.missing, other.missing, strict=True)]
        self.totals = [
            [a + b for a, b in zip(mine, more, strict=True)]
            for mine, more in zip(self.totals, other.totals, strict=True)
        ]
        self.sample.extend(other.sample)

    def plain(self) -> dict[str, Any]:
        """The counts as lists and numbers."""
        found = {name: getattr(self, name).tolist() for name in COUNTED}
        found |= {name: getattr(self, name) for name in ("offered", "totals", "missing")}
        return found | {"sample": [part.tolist() for part in self.sample]}

    def restore(self, plain: dict[str, Any]) -> None:
        """Take over counts written down by `plain`."""
        for name in COUNTED:
            shape = getattr(self, name).shape
            setattr(self, name, np.array(plain[name], dtype=np.int64).reshape(shape))
        self.offered, self.totals = plain["offered"], plain["totals"]
        self.missing = plain["missing"]
        kinds = len(self.plan.kinds)
        self.sample = [
            np.array(part, dtype=np.int64).reshape(kinds, -1 if kinds else 0)
            for part in plain["sample"]
        ]

    def percentiles(self, kind: int, percents: tuple[int, ...]) -> tuple[float, ...]:
        """Percentiles of the sum of a kind, in units."""
        values = np.concatenate([block[kind] for block in self.sample])
        found = np.percentile(values, percents, method="inverted_cdf")
        return tuple(float(value) / GRAIN for value in found)


def tally(trial: Trial, block: Block, active: Words, waves: Grains | None = None) -> Tally:
    """Count one block of worlds."""
    plan, engine = trial.plan, trial.engine
    found = Tally(plan)
    sides = np.vstack([block.kept, block.happened & block.kept])
    joined = joined_rows(plan, active)
    sampled = LANES * block.first < trial.first + SAMPLE
    brought = engine.sums(plan, block.amounts, active, sides, sampled=sampled)
    success = np.bitwise_and.reduce(brought.met, axis=0, initial=ALL, keepdims=True)
    rows = np.vstack(
        [
            every(1, block.words) & success,
            every(1, block.words),
            brought.met,
            joined,
            supporting_rows(plan, active),
            active,
            block.willing & ~active,
        ]
    )
    parts = np.split(
        engine.pairs(rows, sides),
        np.cumsum([1, 1, len(plan.kinds), len(joined), len(joined), len(active)]),
    )
    names = ("success", "happened", "met", "joined", "supported", "active", "pending")
    for name, counts in zip(names, parts, strict=True):
        setattr(found, name, counts)
    if found.together.size:
        found.together = engine.pairs(joined & block.kept, joined)
    if waves is not None:
        found.waves += waves
    counted = unpacked(block.kept)
    found.members += np.bincount(member_counts(joined)[counted], minlength=len(joined) + 1)
    found.totals, found.missing = brought.totals, brought.missing
    found.offered = [
        random if block.amounts.place[row] >= 0 else int(worlds) * int(block.amounts.fixed[row])
        for row, (random, worlds) in enumerate(
            zip(brought.offered, found.active[:, 0], strict=True)
        )
    ]
    if brought.lanes is not None:
        room = trial.first + SAMPLE - LANES * block.first
        found.sample.append(brought.lanes[:, :room][:, counted[:room]])
    return found


def member_counts(joined: Words) -> Grains:
    """How many actors join in each world, from shape (actors, words): shape (64 words,)."""
    return numbers(counter(joined, joined.shape[1]))


def mean_units(total: int, worlds: int) -> float:
    """A sum of grains over worlds, as units per world."""
    return total / worlds / GRAIN


@dataclass(slots=True)
class Tallies:
    """The counts at the least and at the greatest fixed point."""

    low: Tally
    high: Tally

    def merge(self, other: Tallies) -> None:
        """Add the counts of later worlds."""
        self.low.merge(other.low)
        self.high.merge(other.high)

    def plain(self) -> Any:
        """The counts as lists and numbers."""
        return [self.low.plain(), self.high.plain()]

    def restore(self, plain: Any) -> None:
        """Take over counts written down by `plain`."""
        self.low.restore(plain[0])
        self.high.restore(plain[1])
