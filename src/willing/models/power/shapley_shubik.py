"""How often is a member the one that turns a growing coalition into a winning one?

Shapley and Shubik (1954), "A method for evaluating the distribution of power in a committee
system". All n! orders in which members may join are equally likely; with eta_i(s) the coalitions
of s others that i swings,

    phi_i = sum_s eta_i(s) s! (n-1-s)! / n! = sum_s eta_i(s) / (n C(n-1, s))

The least common multiple of these denominators is that of 1, ..., n (Farhi 2009), far below n!.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import comb, lcm
from operator import mul


def shapley_shubik(by_size: Sequence[Sequence[int]]) -> tuple[Fraction, ...]:
    """The index from each member's swings by size, s = 0 ... n - 1.

    >>> shapley_shubik([[0, 2, 1], [0, 1, 0], [0, 1, 0]])
    (Fraction(2, 3), Fraction(1, 6), Fraction(1, 6))
    """
    n = len(by_size)
    whole = lcm(*range(1, n + 1))
    orders = [whole // (n * comb(n - 1, s)) for s in range(n)]
    rows = list(map(tuple, by_size))
    known = {swings: Fraction(sum(map(mul, swings, orders)), whole) for swings in set(rows)}
    return tuple(known[swings] for swings in rows)
