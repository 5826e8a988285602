"""How often does a member's vote decide, if every coalition of the others is equally likely?

Penrose (1946), "The elementary statistics of majority voting"; Banzhaf (1965), "Weighted voting
doesn't work". With eta_i the coalitions of the others that i turns from losing to winning,

    absolute    beta_i = eta_i / 2^(n-1)
    normalised  beta_i / sum_j beta_j
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def banzhaf(swings: Sequence[int]) -> tuple[Fraction, ...]:
    """The absolute index: the probability of being decisive.

    >>> banzhaf([3, 1, 1])
    (Fraction(3, 4), Fraction(1, 4), Fraction(1, 4))
    """
    others = 1 << (len(swings) - 1)
    return tuple(Fraction(swing, others) for swing in swings)


def banzhaf_normalised(swings: Sequence[int]) -> tuple[Fraction, ...]:
    """Each member's share of all swings.

    >>> banzhaf_normalised([3, 1, 1])
    (Fraction(3, 5), Fraction(1, 5), Fraction(1, 5))
    """
    total = sum(swings)
    return tuple(Fraction(swing, total) for swing in swings)
