"""Counting over worlds, block by block, with sums that do not depend on the blocks.

Everything is counted in whole numbers, so that any block size gives the same result to the last
bit. Percentiles come from the first `SAMPLE` worlds, which bounds the memory.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from willing.models.fixed_points import Reached
from willing.models.holding import Bools
from willing.models.plan import Plan
from willing.models.worlds import GRAIN, Grains, grains

SAMPLE = 1 << 16
"""So many worlds give the percentiles of a sum: their rank is then known to 0.2%."""

_SPLIT = 24
"""Sums of grains are added in two halves of so many bits and the rest: no overflow."""


@dataclass(slots=True)
class Tally:
    """Counts at one fixed point. Arrays: `joined` and `supported` (actors,), `active` and
    `pending` (willing but not active) (offers,),
    `members` (actors + 1,), `met` (kinds,); of the events, shape (events, ...), the same counts
    among the worlds where each event happens. `grains`: exact sums per kind, as Python ints.
    """

    plan: Plan
    worlds: int = 0
    success: int = 0
    joined: Grains = field(init=False)
    supported: Grains = field(init=False)
    active: Grains = field(init=False)
    pending: Grains = field(init=False)
    members: Grains = field(init=False)
    met: Grains = field(init=False)
    offered: list[int] = field(init=False)
    totals: list[int] = field(init=False)
    sample: list[Grains] = field(default_factory=list)
    happened: Grains = field(init=False)
    event_success: Grains = field(init=False)
    event_joined: Grains = field(init=False)
    event_totals: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        actors, offers = len(self.plan.actors), len(self.plan.offers)
        kinds, events = len(self.plan.kinds), len(self.plan.events)
        self.joined = np.zeros(actors, dtype=np.int64)
        self.supported = np.zeros(actors, dtype=np.int64)
        self.active = np.zeros(offers, dtype=np.int64)
        self.pending = np.zeros(offers, dtype=np.int64)
        self.members = np.zeros(actors + 1, dtype=np.int64)
        self.met = np.zeros(kinds, dtype=np.int64)
        self.offered = [0] * offers
        self.totals = [0] * kinds
        self.happened = np.zeros(events, dtype=np.int64)
        self.event_success = np.zeros(events, dtype=np.int64)
        self.event_joined = np.zeros((events, actors), dtype=np.int64)
        self.event_totals = [[0] * kinds for _ in range(events)]

    def add(self, reached: Reached) -> None:
        """Count one block of worlds."""
        plan, count = self.plan, reached.draws.count
        joined = _rows([reached.joined(actor) for actor in plan.actors], count)
        totals = [reached.total(kind) for kind in plan.kinds]
        met = _rows([_met(plan, kind, reached) for kind in plan.kinds], count)
        success = successes(reached)
        self.worlds += count
        self.success += int(np.count_nonzero(success))
        self.joined += np.count_nonzero(joined, axis=1)
        self.active += np.count_nonzero(reached.active, axis=1)
        self.pending += np.count_nonzero(reached.draws.willing & ~reached.active, axis=1)
        self.members += np.bincount(reached.members(), minlength=self.members.size)
        self.met += np.count_nonzero(met, axis=1)
        self._add_supporters(reached)
        for row, amount in enumerate(reached.draws.amounts):
            self.offered[row] += exact_sum(reached.active[row] * amount)
        for row, total in enumerate(totals):
            self.totals[row] += exact_sum(total)
        self._add_events(reached, success, joined, totals)
        self._keep(totals, count)

    def _add_supporters(self, reached: Reached) -> None:
        for row, actor in enumerate(self.plan.actors):
            others = [
                reached.active[i]
                for i, offer in enumerate(self.plan.offers)
                if offer.actor == actor and not offer.core
            ]
            if others:
                self.supported[row] += np.count_nonzero(np.logical_or.reduce(others))

    def _add_events(
        self, reached: Reached, success: Bools, joined: Bools, totals: list[Grains]
    ) -> None:
        for row, event in enumerate(self.plan.events):
            where = reached.happened[event]
            self.happened[row] += np.count_nonzero(where)
            self.event_success[row] += np.count_nonzero(success & where)
            self.event_joined[row] += np.count_nonzero(joined & where, axis=1)
            for kind, total in enumerate(totals):
                self.event_totals[row][kind] += exact_sum(total * where)

    def _keep(self, totals: list[Grains], count: int) -> None:
        room = SAMPLE - sum(block.shape[1] for block in self.sample)
        if room > 0:
            self.sample.append(
                np.array([total[:room] for total in totals]).reshape(len(totals), min(count, room))
            )

    def percentiles(self, kind: int) -> tuple[float, float, float]:
        """The 10th, 50th and 90th percentile of the sum of a kind, in units."""
        values = np.concatenate([block[kind] for block in self.sample])
        low, middle, high = np.percentile(values, (10, 50, 90), method="inverted_cdf")
        return float(low) / GRAIN, float(middle) / GRAIN, float(high) / GRAIN


def exact_sum(values: Grains) -> int:
    """The sum of numbers of grains, exactly, whatever its size."""
    high, low = values >> _SPLIT, values & ((1 << _SPLIT) - 1)
    return (int(high.sum()) << _SPLIT) + int(low.sum())


def mean_units(total: int, worlds: int) -> float:
    """A sum of grains over worlds, as units per world."""
    return total / worlds / GRAIN


def successes(reached: Reached) -> Bools:
    """Where everything that is required is met (everywhere, where nothing is): shape (worlds,)."""
    success = np.ones(reached.draws.count, dtype=np.bool_)
    for kind in reached.plan.requires:
        success &= _met(reached.plan, kind, reached)
    return success


def _met(plan: Plan, kind: str, reached: Reached) -> Bools:
    """Where the sum of a kind reaches what is required; everywhere, where nothing is."""
    if kind not in plan.requires:
        return np.ones(reached.draws.count, dtype=np.bool_)
    return reached.total(kind) >= grains(plan.requires[kind])


def _rows(rows: list[Bools], count: int) -> Bools:
    return np.array(rows, dtype=np.bool_).reshape(len(rows), count)
