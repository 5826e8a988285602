"""How often does a member decide, if the other unions and its own companions choose at random?

Owen (1982), "Modification of the Banzhaf-Coleman index for games with a priori unions": the
Banzhaf value in two levels. With m unions, n_k members in the union of i and eta_i(t, u) as in
`unions`,

    psi_i = sum_{t, u} eta_i(t, u) / (2^(m-1) 2^(n_k-1))
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from willing.models.power.unions import UnionSwings


def banzhaf_owen(swings: Sequence[UnionSwings]) -> tuple[Fraction, ...]:
    """The Banzhaf-Owen value of every member."""
    return tuple(
        Fraction(int(one.counts.sum()), 1 << (one.unions - 1 + one.own - 1)) for one in swings
    )
