"""How many coalitions of a weighted game does each member swing, exactly, without listing them?

The generating function of Mann and Shapley (1962), prod_i (1 + x^w_i), counts coalitions by
weight. With F(y) the number that weigh at most y, a member is taken out again from F alone, since
1 / (1 + x^w) = 1 - x^w + x^2w - ... :

    swings_i = F(q-1) + 2 sum_{k >= 1} (-1)^k F(q-1 - k w_i).

The same with sizes, prod_i (1 + x^w_i z), gives swings by the size of the others' coalition. A
game and its dual have the same swings, so that the lower of q and W - q + 1 is counted to. Counts
are made in machine words where they fit, in Python's integers where there are few, else modulo
several primes in compiled code, put together by the Chinese remainder theorem (see `compiled`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from willing.models.power.game import dual_quota
from willing.scenario.rules import Count

WORD = 64
"""Counts of so many members fit a machine word: swings are at most 2^63."""

HALF_WORD = 32
"""The same for half a word, which is half the memory to go through."""

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


def number_type(members: int) -> type[np.uint32 | np.uint64 | object]:
    """The type of NumPy's numbers that counts of so many members fit."""
    if members <= HALF_WORD:
        return np.uint32
    return np.uint64 if members <= WORD else object


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
    counts = np.zeros(q, dtype=number_type(len(rising)))
    counts[0] = 1
    top = 0
    for weight in rising:
        top = min(top + weight, q - 1)
        if weight <= top:
            counts[weight : top + 1] += counts[: top + 1 - weight].copy()
    below = np.cumsum(counts, dtype=counts.dtype)
    signs = np.ones(q // distinct[0], dtype=counts.dtype)
    signs[::2] -= 2  # minus first; in words it wraps round, as the sums do
    removed = []
    for weight in distinct:
        further = below[: max(q - weight, 0)][::-weight]  # F(q-1-w), F(q-1-2w), ...
        removed.append(further @ signs[: further.size])
    swung = 2 * np.array(removed, dtype=counts.dtype) + below[-1]
    return int(below[-1]), swung.tolist()


def can_count_by_size(weighted: Count) -> bool:
    """Whether swings by size can be counted within the limits."""
    n, low = len(weighted.weights), min(weighted.quota, dual_quota(weighted))
    return n * n * low <= (SIZED_WORDS if n <= WORD else SIZED_OBJECTS)


def count_by_size(weighted: Count) -> list[list[int]]:
    """For each member, how many coalitions of s others it swings, s = 0 ... n - 1."""
    n, low = len(weighted.weights), min(weighted.quota, dual_quota(weighted))
    below = counted_by_size(sorted(weighted.weights), low)
    distinct = sorted(set(weighted.weights) - {0})
    swung = {0: [0] * n}
    for weight, by_size in zip(distinct, _sized_swings(below, distinct), strict=True):
        swung[weight] = by_size + [0] * (n - len(by_size))
    if low != weighted.quota:  # a swing of the dual among s others is one among n - 1 - s
        swung = {weight: by_size[::-1] for weight, by_size in swung.items()}
    return [swung[weight] for weight in weighted.weights]


def counted_by_size(rising: Sequence[int], cells: int) -> Numbers:
    """How many coalitions of s members weigh at most y: shape (sizes + 1, cells), row 0 empty.

    Row s + 1 is for size s, so that row 0 can stand for sizes below nothing; the last is for as
    many of the lightest as weigh less than `cells`. In memory the sizes stand together, so that
    another member is a shift of all by its weight and one size.
    """
    rows = 2 + sum(total < cells for total in accumulate(rising))
    counts = np.zeros(cells * rows, dtype=number_type(len(rising)))
    counts[1] = 1
    top = 0
    for weight in rising:
        top = min(top + weight, cells - 1)
        if weight <= top:
            shift, end = weight * rows + 1, (top + 1) * rows
            counts[shift:end] += counts[: end - shift].copy()
    by_weight = counts.reshape(cells, rows)
    return np.cumsum(by_weight, axis=0, dtype=counts.dtype, out=by_weight).T


def _sized_swings(below: Numbers, distinct: Sequence[int]) -> list[list[int]]:
    """The swings by size of a member of each weight, for as many others as can lose.

    Without the member, A(s) = sum_k (-1)^k F(s-k, q-1-kw) coalitions lose; with it F(s+1) - A(s+1)
    of s others do: eta(s) = A(s) - [F(s+1, q-1) - A(s+1)].

    The terms of all weights stand side by side: k = 0, 1, ... of the first, then of the next.
    """
    sizes, last = below.shape[0] - 1, below.shape[1] - 1
    weights = np.array(distinct)
    terms = np.minimum(last // weights + 1, sizes)
    starts = np.cumsum(terms) - terms
    k = np.arange(terms.sum()) - np.repeat(starts, terms)
    signed = below[:, last - k * np.repeat(weights, terms)]
    signed *= np.where(k % 2, -1, 1).astype(below.dtype)
    shifted = np.take_along_axis(signed, np.maximum(np.arange(sizes)[:, None] - k + 1, 0), axis=0)
    losing = np.add.reduceat(shifted, starts, axis=1, dtype=below.dtype)
    swung = losing.copy()
    swung[:-1] += losing[1:] - below[2:, last:]
    by_weight: list[list[int]] = swung.T.tolist()
    return by_weight
