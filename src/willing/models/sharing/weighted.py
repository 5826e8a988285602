"""How should members of a weighted majority share what a majority decides on?

von Neumann and Morgenstern (1944), chapter 10: v(S) = 1 where the weight of S reaches the quota,
else 0. The Shapley value of this game is the index of Shapley and Shubik (1954).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from willing.errors import InputError
from willing.models.sharing.game import Game, sums, whole_game, whole_units


def weighted(players: Sequence[str], weights: Sequence[Fraction], quota: Fraction) -> Game:
    """The simple game [quota; weights]. Raises `InputError` for a quota that cannot be met.

    >>> weighted("ABC", [Fraction(x) for x in (2, 1, 1)], Fraction(3)).worths
    array([0, 0, 0, 1, 0, 1, 0, 1])
    """
    total = sum(weights)
    if not 0 < quota <= total:
        raise InputError(
            f"quota: {float(quota):g} is not above 0 and up to the total weight {float(total):g}; "
            "nothing would ever be decided, or everything"
        )
    (*whole, needed), _ = whole_units([*weights, quota])
    worths = (sums(whole) >= needed).astype(np.int64)
    words = f"one prize for {float(quota):,g} of a weight of {float(total):,g}"
    return whole_game(players, worths, Fraction(1), words=words)
