"""Who gets what of an estate that does not cover the claims?

O'Neill (1982), "A problem of rights arbitration from the Talmud". A coalition can be sure of what
is left when everyone else is paid in full: v(S) = max(0, E - sum of the claims outside S).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from willing.errors import InputError
from willing.models.sharing.game import Game, sums, whole_game, whole_units


def bankruptcy(players: Sequence[str], claims: Sequence[Fraction], estate: Fraction) -> Game:
    """The bankruptcy game. Raises `InputError` where the estate covers all claims.

    >>> game = bankruptcy("ABC", [Fraction(x) for x in (100, 200, 300)], Fraction(200))
    >>> [str(game.worth(coalition)) for coalition in (0b011, 0b110, 0b111)]
    ['0', '100', '200']
    """
    if estate > sum(claims):
        raise InputError(
            f"estate: {float(estate):g} covers all claims ({float(sum(claims)):g}): "
            "there is nothing to divide; everybody is paid in full"
        )
    (*whole, left), denominator = whole_units([*claims, estate])
    worths = np.maximum(left - sums(whole)[::-1], 0)
    words = f"an estate of {float(estate):,g} with claims of {float(sum(claims)):,g}"
    return whole_game(players, worths, Fraction(1, denominator), words=words)
