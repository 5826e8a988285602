"""What does each player add on average, if all orders of joining are equally likely?

Shapley (1953), "A value for n-person games". With D_i(s) the sum of v(S + i) - v(S) over the
coalitions S of s others,

    phi_i = sum_s s! (n-1-s)! / n! D_i(s)
"""

from __future__ import annotations

from fractions import Fraction
from math import factorial

import numpy as np

from willing.models.sharing.game import Game, Ints, sizes


def shapley(game: Game) -> tuple[Fraction, ...]:
    """The Shapley value of every player, in the game inside (costs are negative).

    >>> from willing.models.sharing.game import make_game
    >>> shapley(make_game("AB", {1: Fraction(1), 2: Fraction(2), 3: Fraction(5)}))
    (Fraction(2, 1), Fraction(3, 1))
    """
    n = game.size
    weights = [factorial(s) * factorial(n - 1 - s) for s in range(n)]
    return tuple(
        Fraction(sum(w * int(d) for w, d in zip(weights, added, strict=True)), factorial(n))
        * game.unit
        for added in added_by_size(game.worths, n)
    )


def added_by_size(worths: Ints, n: int) -> list[Ints]:
    """D_i(s) for each player i; shape (n,) each."""
    size = sizes(n - 1)
    order = np.argsort(size, kind="stable")
    starts = np.searchsorted(size[order], np.arange(n))
    found = []
    for row in range(n):
        box = worths.reshape(-1, 2, 1 << row)
        added = (box[:, 1] - box[:, 0]).reshape(-1)
        found.append(np.add.reduceat(added[order], starts))
    return found
