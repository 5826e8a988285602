"""How much of the power to break a coalition is a member's alone?

Johnston (1978), "On the measurement of power: some reactions to Laver". A winning coalition with
c(S) > 0 critical members gives each of them 1 / c(S); the index is each member's share of this,

    j_i = sum_{S, i critical} 1 / c(S), divided by its sum over all members.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def johnston(criticals: Sequence[Sequence[int]]) -> tuple[Fraction, ...]:
    """The index from how often each member is one of c critical ones, c = 0 ... n.

    >>> johnston([[0, 1, 2, 0], [0, 0, 1, 0], [0, 0, 1, 0]])
    (Fraction(2, 3), Fraction(1, 6), Fraction(1, 6))
    """
    scores = [
        sum((Fraction(number, c) for c, number in enumerate(times) if c and number), Fraction())
        for times in criticals
    ]
    total = sum(scores, Fraction())
    return tuple(score / total for score in scores)
