"""Who gets a share, if only minimal winning coalitions form, all alike, and share equally?

Deegan and Packel (1978), "A new index of power for simple n-person games". With M the minimal
winning coalitions,

    delta_i = 1 / |M| sum_{S in M, i in S} 1 / |S|
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def deegan_packel(by_size: Sequence[Sequence[int]], minimal: int) -> tuple[Fraction, ...]:
    """The index from how many minimal winning coalitions of s members each is in, s = 0 ... n.

    >>> deegan_packel([[0, 0, 2, 0], [0, 0, 1, 0], [0, 0, 1, 0]], 2)
    (Fraction(1, 2), Fraction(1, 4), Fraction(1, 4))
    """
    return tuple(
        sum((Fraction(number, s) for s, number in enumerate(sizes) if number), Fraction()) / minimal
        for sizes in by_size
    )
