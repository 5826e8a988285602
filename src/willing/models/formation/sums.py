"""What comes together of each kind in a block of worlds, in NumPy (`compiled.sums` is its twin)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from willing.models.formation.bits import LANES, Grains, Words, packed, unpacked
from willing.models.formation.plan import Plan, grains
from willing.models.formation.worlds import Amounts

_SPLIT = 24
"""Sums of grains are added in two halves of so many bits and the rest: no overflow."""


@dataclass(frozen=True, slots=True)
class BroughtTogether:
    """Sums over the worlds of a block, in grains and exact.

    `met`: where each kind's requirement is met, shape (kinds, words). `totals`: by kind, among
    each side. `missing`: by kind. `offered`: by pledge, of those with random amounts. `lanes`: the
    totals themselves, shape (kinds, 64 words), where they are asked for.
    """

    met: Words
    totals: list[list[int]]
    missing: list[int]
    offered: list[int]
    lanes: Grains | None


def sums(
    plan: Plan, amounts: Amounts, active: Words, sides: Words, *, sampled: bool
) -> BroughtTogether:
    """Sum up the active pledges, shape (offers, words), among the worlds of each of the sides,
    shape (sides, words), of which the first tells the worlds that count.
    """
    kinds, words = plan.kinds, active.shape[1]
    lanes = np.zeros((len(kinds), LANES * words), dtype=np.int64)
    offered = [0] * len(plan.offers)
    among = [unpacked(side) for side in sides]
    for row, offer in enumerate(plan.offers):
        brought = unpacked(active[row]) * amounts.of(row)
        lanes[plan.kind_row[offer.kind]] += brought
        if amounts.place[row] >= 0:
            offered[row] = exact_sum(brought * among[0])
    required = [grains(plan.requires.get(kind, 0.0)) for kind in kinds]
    met = [packed(total >= bound) for total, bound in zip(lanes, required, strict=True)]
    return BroughtTogether(
        met=np.array(met, dtype=np.uint64).reshape(len(kinds), words),
        totals=[[exact_sum(total * side) for side in among] for total in lanes],
        missing=[
            exact_sum(np.maximum(bound - total, 0) * among[0])
            for total, bound in zip(lanes, required, strict=True)
        ],
        offered=offered,
        lanes=lanes if sampled else None,
    )


def total(active: Words, rows: Sequence[int], amounts: Amounts) -> Grains:
    """The sum of the active pledges among some rows, in grains: shape (64 words,)."""
    found = np.zeros(active.shape[1] * LANES, dtype=np.int64)
    for row in rows:
        found += unpacked(active[row]) * amounts.of(row)
    return found


def exact_sum(values: Grains) -> int:
    """The sum of numbers of grains, exactly, whatever its size."""
    high, low = values >> _SPLIT, values & ((1 << _SPLIT) - 1)
    return (int(high.sum()) << _SPLIT) + int(low.sum())
