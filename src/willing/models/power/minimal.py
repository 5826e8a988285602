"""Minimal winning coalitions of a larger weighted game, counted without listing them.

Order members from the heaviest to the lightest. A coalition is minimal where it wins and loses
without its lightest member i, the last in this order: those before i in it weigh y with
q - w_i <= y <= q - 1. So there are as many as there are sets of heavier members in that window,
and those with j in them are these less those of the sets without j, which F tells (see
`counting`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from willing.models.power.counting import WORD, Numbers
from willing.scenario.rules import Count

MOST_WORK = 60_000_000
"""Members times members times cells up to which they are counted: a few seconds."""


@dataclass(frozen=True, slots=True)
class Minimal:
    """How many there are, and how many of s members each member is in, s = 0 ... n."""

    number: int
    by_size: tuple[tuple[int, ...], ...]


def can_count_minimal(weighted: Count) -> bool:
    """Whether they can be counted by size within the limit."""
    n = len(weighted.weights)
    return n <= WORD and n * n * weighted.quota <= MOST_WORK


def minimal_number(weighted: Count, quota: int) -> int:
    """How many minimal coalitions reach a quota."""
    counts = np.zeros(quota, dtype=np.uint64 if len(weighted.weights) <= WORD else object)
    counts[0] = 1
    total = 0
    for weight in sorted(weighted.weights, reverse=True):
        if weight:
            total += int(counts[max(quota - weight, 0) :].sum())
            counts[weight:] += counts[: max(quota - weight, 0)].copy()
    return total


def minimal_coalitions(weighted: Count) -> Minimal:
    """Count them by size and member."""
    weights, q, n = weighted.weights, weighted.quota, len(weighted.weights)
    order = sorted(range(n), key=lambda row: -weights[row])
    counts = np.zeros((n + 2, q), dtype=np.uint64)  # row s + 1 for size s, as in `counting`
    counts[1, 0] = 1
    by_size = np.zeros((n, n + 1), dtype=np.uint64)
    total = 0
    for place, row in enumerate(order):
        weight = weights[row]
        if weight == 0:
            break
        below = np.cumsum(counts, axis=1, dtype=counts.dtype)
        window = _window(below, q, weight, 0)
        by_size[row, 1:] += window[:n]
        total += int(window.sum())
        without: dict[int, Numbers] = {}
        for earlier in order[:place]:
            if weights[earlier] not in without:
                without[weights[earlier]] = _window(below, q, weight, weights[earlier])
            by_size[earlier, 1:] += (window - without[weights[earlier]])[:n]
        if weight < q:
            counts[2:, weight:] += counts[1:-1, : q - weight].copy()
    return Minimal(total, tuple(tuple(map(int, sizes)) for sizes in by_size))


def _window(below: Numbers, q: int, weight: int, left_out: int) -> Numbers:
    """Sets by size that weigh from q - weight to q - 1, without a member of weight `left_out`."""
    upper, lower = _upto(below, q - 1, left_out), _upto(below, q - 1 - weight, left_out)
    return np.asarray(upper - lower)


def _upto(below: Numbers, y: int, left_out: int) -> Numbers:
    """F(s, y) without the member: sum_k (-1)^k F(s - k, y - k w)."""
    sizes = below.shape[0] - 1
    if y < 0:
        return np.zeros(sizes, dtype=below.dtype)
    if left_out == 0:
        return np.asarray(below[1:, y])
    steps = np.arange(min(y // left_out, sizes - 1) + 1)
    rows = np.maximum(np.arange(sizes)[:, None] - steps + 1, 0)
    terms = below[rows, (y - steps * left_out)[None, :]]
    return np.asarray(terms[:, 0::2].sum(axis=1) - terms[:, 1::2].sum(axis=1))


def can_number(weighted: Count, quota: int) -> bool:
    """Whether those that reach a quota can be counted within the limit."""
    n = len(weighted.weights)
    return n * quota <= (MOST_WORK if n <= WORD else MOST_WORK // 20)
