"""How often is a member in the coalitions that provide what nobody can be kept from?

The public good index of Holler (1982), "Forming coalitions and measuring voting power"; Holler and
Packel (1983). With m_i the minimal winning coalitions that i is in,

    h_i = m_i / sum_j m_j
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def holler_packel(minimal: Sequence[int]) -> tuple[Fraction, ...]:
    """The index from how many minimal winning coalitions each member is in.

    >>> holler_packel([2, 1, 1])
    (Fraction(1, 2), Fraction(1, 4), Fraction(1, 4))
    """
    total = sum(minimal)
    return tuple(Fraction(number, total) for number in minimal)
