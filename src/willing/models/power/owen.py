"""How often is a member pivotal, if unions join one after the other and members within them too?

Owen (1977), "Values of games with a priori unions": the Shapley value in two levels. With m
unions, n_k members in the union of i and eta_i(t, u) as in `unions`,

    phi_i = sum_{t, u} eta_i(t, u) u! (m-1-u)! / m!  t! (n_k-1-t)! / n_k!
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import factorial

from willing.models.power.unions import UnionSwings


def owen(swings: Sequence[UnionSwings]) -> tuple[Fraction, ...]:
    """The Owen value of every member."""
    return tuple(_value(one) for one in swings)


def _value(one: UnionSwings) -> Fraction:
    number = sum(
        swings
        * factorial(u) * factorial(one.unions - 1 - u)
        * factorial(t) * factorial(one.own - 1 - t)
        for t, row in enumerate(one.counts.tolist())
        for u, swings in enumerate(row)
    )  # fmt: skip
    return Fraction(number, factorial(one.unions) * factorial(one.own))
