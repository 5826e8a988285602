"""Counting over worlds, block by block, with sums that do not depend on the blocks.

Everything is counted in whole numbers, so that any block size and any number of workers gives the
same result to the last bit. Percentiles come from the first `SAMPLE` worlds, which bounds the
memory.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from willing.models.formation.bits import LANES, Grains, Words, every, none, unpacked
from willing.models.formation.fixed_points import joined_rows
from willing.models.formation.plan import GRAIN, Plan, grains
from willing.models.formation.trial import Trial
from willing.models.formation.worlds import Amounts, Block

SAMPLE = 1 << 16
"""So many worlds give the percentiles of a sum: their rank is then known to 0.2%."""

WAVES = 32
"""Rounds of joining that are told apart."""

MOST_TOGETHER = 256
"""Up to so many actors it is counted how often each two join together."""

_SPLIT = 24
"""Sums of grains are added in two halves of so many bits and the rest: no overflow."""


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
        for name in (
            "success", "met", "joined", "supported", "active", "pending", "happened", "members",
            "together", "waves",
        ):  # fmt: skip
            getattr(self, name).__iadd__(getattr(other, name))
        self.offered = [a + b for a, b in zip(self.offered, other.offered, strict=True)]
        self.missing = [a + b for a, b in zip(self.missing, other.missing, strict=True)]
        self.totals = [
            [a + b for a, b in zip(mine, more, strict=True)]
            for mine, more in zip(self.totals, other.totals, strict=True)
        ]
        room = SAMPLE - sum(part.shape[1] for part in self.sample)
        if room > 0:
            self.sample.extend(part[:, :room] for part in other.sample)

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
    totals = [
        engine.total(active, plan.rows.of_kind.get(kind, ()), block.amounts) for kind in plan.kinds
    ]
    met = [
        engine.at_least(total, grains(plan.requires[kind])) if kind in plan.requires
        else every(block.words)
        for kind, total in zip(plan.kinds, totals, strict=True)
    ]  # fmt: skip
    success = np.bitwise_and.reduce(met, axis=0, initial=every(1)[0]) if met else every(block.words)
    found.success += engine.pairs(success[np.newaxis], sides)
    found.happened += engine.pairs(every(1, block.words), sides)
    if met:
        found.met += engine.pairs(np.array(met), sides)
    found.joined += engine.pairs(joined, sides)
    found.supported += engine.pairs(supporting_rows(plan, active), sides)
    found.active += engine.pairs(active, sides)
    found.pending += engine.pairs(block.willing & ~active, sides)
    if found.together.size:
        found.together += engine.pairs(joined & block.kept, joined)
    if waves is not None:
        found.waves += waves
    counted = unpacked(block.kept)
    found.members += np.bincount(member_counts(trial, joined)[counted], minlength=len(joined) + 1)
    here = active & block.kept
    for row in range(len(plan.offers)):
        found.offered[row] = _offered(trial, block, here, row, int(found.active[row, 0]))
    among = [unpacked(side) for side in sides]
    for row, (kind, total) in enumerate(zip(plan.kinds, totals, strict=True)):
        found.totals[row] = [exact_sum(total * side) for side in among]
        if kind in plan.requires:
            short = np.maximum(grains(plan.requires[kind]) - total, 0)
            found.missing[row] = exact_sum(short * counted)
    if LANES * block.first < trial.first + SAMPLE:
        first = np.array([total[counted] for total in totals], dtype=np.int64)
        found.sample.append(first.reshape(len(totals), int(counted.sum())))
    return found


def member_counts(trial: Trial, joined: Words) -> Grains:
    """How many actors join in each world: shape (64 words,)."""
    actors = len(joined)
    ones = np.ones(actors, dtype=np.int64)
    each = Amounts(ones, -ones, np.zeros((0, 0), dtype=np.int64))
    return trial.engine.total(joined, range(actors), each)


def supporting_rows(plan: Plan, active: Words) -> Words:
    """Where each actor supports, by a pledge that is not of a core kind: shape (actors, words)."""
    found = none(len(plan.actors), active.shape[1])
    for row, offer in enumerate(plan.offers):
        if not offer.core:
            found[plan.actor_row[offer.actor]] |= active[row]
    return found


def _offered(trial: Trial, block: Block, active: Words, row: int, worlds: int) -> int:
    """The sum over the worlds that count of what one pledge brings where it is active."""
    if block.amounts.place[row] < 0:
        return worlds * int(block.amounts.fixed[row])
    return exact_sum(trial.engine.total(active, (row,), block.amounts))


def exact_sum(values: Grains) -> int:
    """The sum of numbers of grains, exactly, whatever its size."""
    high, low = values >> _SPLIT, values & ((1 << _SPLIT) - 1)
    return (int(high.sum()) << _SPLIT) + int(low.sum())


def mean_units(total: int, worlds: int) -> float:
    """A sum of grains over worlds, as units per world."""
    return total / worlds / GRAIN
