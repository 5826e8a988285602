"""How many coalitions of a weighted game does each member swing, exactly, without listing them?

The generating function of Mann and Shapley (1962), prod_i (1 + x^w_i), counts coalitions by
weight. With F(y) the number that weigh at most y, a member is taken out again from F alone, since
1 / (1 + x^w) = 1 - x^w + x^2w - ... :

    swings_i = F(q-1) + 2 sum_{k >= 1} (-1)^k F(q-1 - k w_i).

The same with sizes, prod_i (1 + x^w_i z), gives swings by the size of the others' coalition. A
game and its dual have the same swings, so that the lower of q and W - q + 1 is counted to. Counts
are made modulo 2^64 where they fit, in Python's integers where there are few, else modulo several
primes in compiled code, put together by the Chinese remainder theorem (see `compiled`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from willing.models.power.game import dual_quota
from willing.scenario.rules import Count

WORD = 64
"""Counts of so many members fit a machine word: swings are at most 2^63."""

FEW_CELLS = 40_000_000
"""Members times quota up to which NumPy counts in words: a tenth of a second."""

FEW_OBJECTS = 3_000_000
"""The same in Python's integers, 60 ns each."""

MOST_CELLS = 30_000_000
"""The largest quota that is counted to: 240 MB twice."""

MOST_WORK = 40_000_000_000
"""Members times quota times moduli: half a minute at the most."""

SIZED_WORDS = 200_000_000
"""Members times sizes times quota up to which swings are counted by size, in words."""

SIZED_OBJECTS = 8_000_000
"""The same in Python's integers."""

Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Swings:
    """Each member's swings and the number of winning coalitions."""

    swings: tuple[int, ...]
    winning: int


def moduli(members: int) -> int:
    """How many moduli exact counts need: 2^64, then primes of 62 bits."""
    return 1 + max(0, -(-(members - WORD) // 61))


def can_count(weighted: Count) -> bool:
    """Whether the swings can be counted within the limits."""
    n, low = len(weighted.weights), min(weighted.quota, dual_quota(weighted))
    return low <= MOST_CELLS and n * low * moduli(n) <= MOST_WORK


def count(weighted: Count) -> Swings:
    """The swings of every member of a weighted game."""
    n = len(weighted.weights)
    low = min(weighted.quota, dual_quota(weighted))
    distinct = tuple(sorted(set(weighted.weights) - {0}))
    rising = sorted(weight for weight in weighted.weights if weight)
    if n * low > (FEW_CELLS if n <= WORD else FEW_OBJECTS):
        from willing.models.power import compiled

        losing, by_weight = compiled.count(rising, distinct, low)
    else:
        losing, by_weight = _count(rising, distinct, low)
    idle = n - len(rising)  # members without weight double every count
    swung = dict(zip(distinct, by_weight, strict=True)) | {0: 0}
    losing <<= idle
    return Swings(
        tuple(swung[weight] << idle for weight in weighted.weights),
        (1 << n) - losing if low == weighted.quota else losing,
    )


def _count(rising: Sequence[int], distinct: Sequence[int], q: int) -> tuple[int, list[int]]:
    """F(q - 1), and the swings of a member of each weight."""
    counts = np.zeros(q, dtype=np.uint64 if len(rising) <= WORD else object)
    counts[0] = 1
    top = 0
    for weight in rising:
        top = min(top + weight, q - 1)
        if weight <= top:
            counts[weight : top + 1] += counts[: top + 1 - weight].copy()
    below = np.cumsum(counts, dtype=counts.dtype)
    last = int(below[q - 1])
    word = (1 << WORD) - 1 if counts.dtype == np.uint64 else -1
    swung = []
    for weight in distinct:
        further = below[: max(q - weight, 0)][::-1]  # F(q-1-w), F(q-2-w), ...
        odd, even = further[:: 2 * weight].sum(), further[weight :: 2 * weight].sum()
        swung.append((last + 2 * (int(even) - int(odd))) & word)
    return last, swung


def can_count_by_size(weighted: Count) -> bool:
    """Whether swings by size can be counted within the limits."""
    n, low = len(weighted.weights), min(weighted.quota, dual_quota(weighted))
    return n * n * low <= (SIZED_WORDS if n <= WORD else SIZED_OBJECTS)


def count_by_size(weighted: Count) -> list[list[int]]:
    """For each member, how many coalitions of s others it swings, s = 0 ... n - 1."""
    low = min(weighted.quota, dual_quota(weighted))
    below = counted_by_size(sorted(weighted.weights), low)
    pairs = np.zeros_like(below)  # F(s - 1, y) + F(s, y)
    np.add(below[:-1], below[1:], out=pairs[1:])
    kinds = set(weighted.weights)
    swung = {weight: _sized_swings(below, pairs, weight, low) for weight in kinds}
    if low != weighted.quota:  # a swing of the dual among s others is one among n - 1 - s
        swung = {weight: by_size[::-1] for weight, by_size in swung.items()}
    return [swung[weight] for weight in weighted.weights]


def counted_by_size(rising: Sequence[int], cells: int) -> Numbers:
    """How many coalitions of s members weigh at most y: shape (n + 2, cells), row 0 empty.

    Row s + 1 is for size s, so that row 0 can stand for sizes below nothing.
    """
    n = len(rising)
    below = np.zeros((n + 2, cells), dtype=np.uint64 if n <= WORD else object)
    counts, joined = below[1:], np.empty_like(below)
    counts[0, 0] = 1
    top = 0
    for done, weight in enumerate(rising):
        top = min(top + weight, cells - 1)
        if weight <= top:
            more = joined[: done + 1, : top + 1 - weight]
            np.copyto(more, counts[: done + 1, : top + 1 - weight])
            counts[1 : done + 2, weight : top + 1] += more
    return np.cumsum(below, axis=1, dtype=below.dtype, out=below)


def _sized_swings(below: Numbers, pairs: Numbers, weight: int, q: int) -> list[int]:
    """eta(s) = F(s, q-1) + sum_k (-1)^k [F(s-k, q-1 - k w) + F(s-k+1, q-1 - k w)]."""
    n = below.shape[0] - 2
    if weight == 0:
        return [0] * n
    sizes = np.arange(n)
    eta = below[1 : n + 1, q - 1].copy()
    steps = np.arange(1, min((q - 1) // weight, n) + 1)
    if steps.size:
        rows = np.maximum(sizes[:, None] - steps + 2, 0)
        terms = pairs[rows, (q - 1 - steps * weight)[None, :]]
        eta += terms[:, 1::2].sum(axis=1) - terms[:, 0::2].sum(axis=1)
    return [int(value) for value in eta]
