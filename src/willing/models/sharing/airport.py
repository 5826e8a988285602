"""Who pays for something that serves those who need more of it and those who need less?

Littlechild and Owen (1973), "A simple expression for the Shapley value in a special case": a runway
long enough for the largest aircraft serves all. A coalition bears the highest cost among its
members: c(S) = max of c_i.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from willing.models.sharing.game import Game, sums, whole_game, whole_units


def airport(players: Sequence[str], costs: Sequence[Fraction]) -> Game:
    """The airport game of what each player would have to pay alone, 0 or more.

    >>> game = airport("ABC", [Fraction(x) for x in (1, 5, 3)])
    >>> game.worth(0b101), game.worth(0b111)
    (Fraction(3, 1), Fraction(5, 1))
    """
    whole, denominator = whole_units(costs)
    worths = sums(whole)[:1]
    for cost in whole:
        worths = np.concatenate([worths, np.maximum(worths, cost)])
    words = "what serves the member who needs most serves all (an airport game)"
    return whole_game(players, worths, Fraction(1, denominator), cost=True, words=words)
