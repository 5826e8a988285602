"""Does a player add more, the larger the coalition that it joins?

Shapley (1971), "Cores of convex games": v is convex where v(S + i + j) - v(S + i) - v(S + j) + v(S)
is never below 0. The core is then not empty and has the Shapley value in it.
"""

from __future__ import annotations

from willing.models.sharing.game import Game


def is_convex(game: Game) -> bool:
    """Whether the game is convex; a cost game: whether costs are concave.

    >>> from fractions import Fraction
    >>> from willing.models.sharing.airport import airport
    >>> is_convex(airport("ABC", [Fraction(1), Fraction(2), Fraction(3)]))
    True
    """
    for second in range(1, game.size):
        for first in range(second):
            box = game.worths.reshape(-1, 2, 1 << (second - first - 1), 2, 1 << first)
            together = box[:, 1, :, 1] - box[:, 1, :, 0] - box[:, 0, :, 1] + box[:, 0, :, 0]
            if (together < 0).any():
                return False
    return True
