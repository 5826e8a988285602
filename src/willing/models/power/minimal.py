"""Minimal winning coalitions of a larger weighted game, counted without listing them.

Order members from the heaviest to the lightest. A coalition is minimal where it wins and loses
without its lightest member i, the last in this order: those before i in it weigh y with
q - w_i <= y <= q - 1. So there are as many as there are sets of heavier members in that window,
and those with j in them are these less those of the sets without j, which F tells (see
`counting`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from willing.models.power.counting import WORD, Numbers, number_type
from willing.scenario.rules import Count

MOST_WORK = 60_000_000
"""Members times members times cells up to which they are counted: a few seconds."""


@dataclass(frozen=True, slots=True)
class Minimal:
    """How many there are, and how many of s members each member is in, s = 0 ... n."""

    number: int
    by_size: tuple[tuple[int, ...], ...]


def can_count_minimal(weighted: Count, quota: int) -> bool:
    """Whether those that reach a quota can be counted by size within the limit."""
    n = len(weighted.weights)
    return n <= WORD and n * n * quota <= MOST_WORK


def minimal_numbers(weighted: Count, quotas: Collection[int]) -> dict[int, int]:
    """How many minimal coalitions reach each of these quotas."""
    numbers = dict.fromkeys(quotas, 0)
    below = np.ones(max(quotas, default=0), dtype=number_type(len(weighted.weights)))
    for weight in sorted(weighted.weights, reverse=True):
        if weight == 0:
            break
        for q in quotas:
            lighter = int(below[q - 1 - weight]) if weight < q else 0
            numbers[q] += int(below[q - 1]) - lighter
        below[weight:] += below[: max(below.size - weight, 0)].copy()
    return numbers


def minimal_sizes(weighted: Count, quota: int) -> tuple[int, ...]:
    """How many minimal coalitions of s members reach a quota, s = 0 ... n."""
    n = len(weighted.weights)
    below = np.zeros((n + 2, quota), dtype=number_type(n))  # row s + 1 for size s, as in `counting`
    below[1] = 1
    sizes = np.zeros(n + 1, dtype=np.uint64)
    for weight in sorted(weighted.weights, reverse=True):
        if weight == 0:
            break
        sizes[1:] += _window(below, quota, weight, 0)[:n]
        below[2:, weight:] += below[1:-1, : max(quota - weight, 0)].copy()
    return tuple(sizes.tolist())


def minimal_coalitions(weighted: Count) -> Minimal:
    """Count them by size and member."""
    weights, q, n = weighted.weights, weighted.quota, len(weighted.weights)
    order = sorted(range(n), key=lambda row: -weights[row])
    below = np.zeros((n + 2, q), dtype=number_type(n))
    below[1] = 1
    by_size = np.zeros((n, n + 1), dtype=np.uint64)
    total = 0
    for place, row in enumerate(order):
        weight = weights[row]
        if weight == 0:
            break
        window = _window(below, q, weight, 0)
        by_size[row, 1:] += window[:n]
        total += int(window.sum())
        without: dict[int, Numbers] = {}
        for earlier in order[:place]:
            if weights[earlier] not in without:
                without[weights[earlier]] = _window(below, q, weight, weights[earlier])
            by_size[earlier, 1:] += (window - without[weights[earlier]])[:n]
        below[2:, weight:] += below[1:-1, : max(q - weight, 0)].copy()
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
