"""What does each player add, if unions join one after the other, and their members within them?

Owen (1977), "Values of games with a priori unions": the Shapley value in two levels. With m unions,
n_k players in the union of i, and D_i(t, u) the sum of v(R + T + i) - v(R + T) over R, u of the
other unions as a whole, and T, t of the companions of i,

    phi_i = sum_{t, u} u! (m-1-u)! / m!  t! (n_k-1-t)! / n_k!  D_i(t, u)
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import factorial

import numpy as np

from willing.models.sharing.game import Game, Ints, sizes, sums


def owen(game: Game, unions: Sequence[Sequence[int]]) -> tuple[Fraction, ...]:
    """The Owen value of every player, in the game inside; `unions` are rows, each row in one.

    >>> from willing.models.sharing.weighted import weighted
    >>> game = weighted("ABC", [Fraction(x) for x in (2, 1, 1)], Fraction(3))
    >>> [str(value) for value in owen(game, [[0], [1, 2]])]
    ['1/2', '1/4', '1/4']
    """
    found: dict[int, Fraction] = {}
    for union in unions:
        others = [sum(1 << row for row in other) for other in unions if other is not union]
        for row in union:
            companions = [1 << other for other in union if other != row]
            found[row] = _value(_added(game.worths, row, companions, others)) * game.unit
    return tuple(found[row] for row in range(game.size))


def _added(worths: Ints, row: int, companions: Sequence[int], others: Sequence[int]) -> Ints:
    """D_i(t, u), shape (companions + 1, other unions + 1)."""
    within, without = sums(companions).astype(np.int64), sums(others).astype(np.int64)
    before = within[:, None] | without[None, :]
    added = worths[before | 1 << row] - worths[before]
    found = np.zeros((len(companions) + 1, len(others) + 1), dtype=np.int64)
    np.add.at(found, (sizes(len(companions))[:, None], sizes(len(others))[None, :]), added)
    return found


def _value(added: Ints) -> Fraction:
    own, unions = added.shape
    number = sum(
        int(added[t, u])
        * factorial(u) * factorial(unions - 1 - u)
        * factorial(t) * factorial(own - 1 - t)
        for t in range(own)
        for u in range(unions)
    )  # fmt: skip
    return Fraction(number, factorial(unions) * factorial(own))
