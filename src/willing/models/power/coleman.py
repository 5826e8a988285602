"""How easily does the body act, and what can one member start or stop?

Coleman (1971), "Control of collectivities and the power of a collectivity to act". With eta_i the
swings of i and omega the winning coalitions of n members,

    power to act   omega / 2^n
    to prevent     eta_i / omega            of what would pass, the share that i can stop
    to initiate    eta_i / (2^n - omega)    of what would fail, the share that i can bring about
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def power_to_act(winning: int, members: int) -> Fraction:
    """The share of coalitions that win.

    >>> power_to_act(5, 3)
    Fraction(5, 8)
    """
    return Fraction(winning, 1 << members)


def coleman_prevent(swings: Sequence[int], winning: int) -> tuple[Fraction, ...]:
    """The power to prevent action.

    >>> coleman_prevent([3, 1, 1], 3)
    (Fraction(1, 1), Fraction(1, 3), Fraction(1, 3))
    """
    return tuple(Fraction(swing, winning) for swing in swings)


def coleman_initiate(swings: Sequence[int], winning: int) -> tuple[Fraction, ...]:
    """The power to initiate action.

    >>> coleman_initiate([3, 1, 1], 3)
    (Fraction(3, 5), Fraction(1, 5), Fraction(1, 5))
    """
    losing = (1 << len(swings)) - winning
    return tuple(Fraction(swing, losing) for swing in swings)
