"""Which coalition objects to an allocation, and how much could it gain on its own?

The core (Gillies 1959) holds the payoffs that share v(N) and at which no coalition S has an excess
v(S) - x(S) above 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from willing.models.sharing.game import FITS, Game, sums, whole_units


@dataclass(frozen=True, slots=True)
class Objection:
    """The coalition with the largest excess (a proper one), and the excess: above 0 it gains."""

    coalition: int
    gain: Fraction


def objection(game: Game, payoffs: Sequence[Fraction]) -> Objection | None:
    """The strongest objection to payoffs in the game inside; None with a single player.

    >>> from willing.models.sharing.game import make_game
    >>> game = make_game("AB", {1: Fraction(1), 2: Fraction(2), 3: Fraction(5)})
    >>> objection(game, [Fraction(4), Fraction(1)])
    Objection(coalition=2, gain=Fraction(1, 1))
    """
    if game.size == 1:
        return None
    excess, unit = excesses(game, payoffs)
    strongest = 1 + int(np.argmax(excess[1:-1]))
    return Objection(strongest, int(excess[strongest]) * unit)


def excesses(game: Game, payoffs: Sequence[Fraction]) -> tuple[NDArray[Any], Fraction]:
    """The excess of every coalition, exactly, in whole numbers of a unit; shape (2^n,)."""
    whole, parts = whole_units([payoff / game.unit for payoff in payoffs])
    of_payoffs = sums(whole)
    worths = game.worths
    if int(np.abs(worths).max()) * parts + sum(map(abs, whole)) >= FITS:
        worths, of_payoffs = worths.astype(object), of_payoffs.astype(object)
    return worths * parts - of_payoffs, game.unit / parts
