"""How often is each member of a larger weighted game one of c critical ones, without listing?

In a coalition that weighs q + d, the critical members are those that weigh more than d. While d
runs between two neighbouring weights these, the heavy ones, are the same: with A_-i(c, y) the sets
of c heavy members without i that weigh y, and B(z) the sets of light ones that weigh z, member i
is one of c + 1 critical ones in

    sum_y A_-i(c, y) sum_d B(q + d - w_i - y)

coalitions, and the inner sum is a difference of two running totals of B. For i is taken out of A
by A_-i(c, y) = A(c, y) - A_-i(c - 1, y - w_i).
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from willing.models.power.counting import WORD, Numbers
from willing.scenario.rules import Count

MOST_WORK = 400_000_000
"""Distinct weights squared, times members times cells: a few seconds."""


def can_count_criticals(weighted: Count) -> bool:
    """Whether they can be counted within the limit."""
    n, distinct = len(weighted.weights), len(set(weighted.weights))
    return n <= WORD and n * distinct * max(n, distinct) * _cells(weighted) <= MOST_WORK


def count_criticals(weighted: Count) -> list[list[int]]:
    """For each member, how often it is one of c critical ones, c = 0 ... n."""
    n, q, cells = len(weighted.weights), weighted.quota, _cells(weighted)
    levels = sorted(set(weighted.weights) | {0}, reverse=True)
    times = {weight: np.zeros(n + 1, dtype=np.uint64) for weight in levels}
    heavy = np.zeros((n + 1, cells), dtype=np.uint64)
    heavy[0, 0] = 1
    for upper, lower in pairwise(levels):  # lower <= d < upper
        for _ in range(weighted.weights.count(upper)):
            heavy[1:, upper:] += heavy[:-1, : cells - upper].copy()
        light = np.zeros(cells, dtype=np.uint64)
        light[0] = 1
        for weight in weighted.weights:
            if weight <= lower:
                light[weight:] += light[: cells - weight].copy()
        below = np.concatenate([[np.uint64(0)], np.cumsum(light, dtype=np.uint64)])
        for weight in levels[: levels.index(lower)]:
            rest = np.arange(cells)  # y; the light ones weigh q + d - weight - y
            first = np.clip(q + lower - weight - rest, 0, cells)
            last = np.clip(q + upper - weight - rest, 0, cells)
            times[weight][1:] += (_without(heavy, weight) @ (below[last] - below[first]))[:n]
    return [[int(number) for number in times[weight]] for weight in weighted.weights]


def _cells(weighted: Count) -> int:
    """Weights up to which coalitions have critical members."""
    return min(weighted.quota + max(weighted.weights), weighted.total + 1)


def _without(heavy: Numbers, weight: int) -> Numbers:
    """A(c, y) without one member of this weight."""
    rest = heavy.copy()
    for c in range(1, rest.shape[0]):
        rest[c, weight:] -= rest[c - 1, : rest.shape[1] - weight]
    return rest
