"""What do players get where each unit of effort is worth the same to them, however much there is?

Linear benefits and quadratic costs (Barrett 1997; Finus 2001, "Game Theory and International
Environmental Cooperation"): player i gets b_i Q - c_i q_i^2 / 2. Nobody's best effort depends on
the others': outsiders set q_i = b_i / c_i, members of S set q_i = b(S) / c_i with b(S) the sum of
the members' b. Among equals staying in a coalition of k gains -(b^2 / c) (k - 1) (k - 3) / 2, so
that two or three hold, of any number.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from willing.models.stability.symmetric import Payoffs, check_players

Floats = NDArray[np.float64]


def linear(n: int, b: Fraction, c: Fraction) -> Payoffs:
    """Payoffs and efforts by size, among equals with b and c above 0.

    >>> from willing.models.stability.symmetric import symmetric
    >>> symmetric(linear(10, Fraction(1), Fraction(5))).stable
    (2, 3)
    """
    check_players(n)
    effort = tuple((k * k + n - k) * b / c for k in range(n + 1))
    inside = tuple(b * effort[k] - (k * b) ** 2 / (2 * c) for k in range(1, n + 1))
    outside = tuple(b * effort[k] - b**2 / (2 * c) for k in range(n))
    return Payoffs(inside, outside, effort, f"linear benefits, quadratic costs, {n} players")


def linear_payoff(
    benefits: Sequence[float], costs: Sequence[float]
) -> Callable[[int], tuple[Floats, Floats]]:
    """What each of these players gets in and out of every coalition of the others.

    `benefits`: what a unit of anybody's effort is worth to each; `costs`, above 0. What is returned
    is a `Payoff` of `coalitions`.
    """
    joint = subset_sums(benefits)
    alone = [b / c for b, c in zip(benefits, costs, strict=True)]
    effort = joint * subset_sums([1 / c for c in costs])
    effort += sum(alone) - subset_sums(alone)
    squared = joint**2

    def payoff(row: int) -> tuple[Floats, Floats]:
        box = effort.reshape(-1, 2, 1 << row)
        within = box[:, 1] * benefits[row]
        within -= squared.reshape(box.shape)[:, 1] * (0.5 / costs[row])
        without = box[:, 0] * benefits[row]
        without -= 0.5 * benefits[row] ** 2 / costs[row]
        return within, without

    return payoff


def subset_sums(amounts: Sequence[float]) -> Floats:
    """The sum of each coalition's amounts; shape (2^n,).

    >>> subset_sums([1.0, 10.0])
    array([ 0.,  1., 10., 11.])
    """
    found = np.zeros(1)
    for amount in amounts:
        found = np.concatenate([found, found + amount])
    return found
