"""Is there any way to share on which no coalition could improve?

The core (Gillies 1959) is not empty where the least margin t, over all ways to share v(N), at which
x(S) + t >= v(S) for every coalition S but the empty one and that of all, is at most 0 (Bondareva
1963, Shapley 1967). At the least margin the payoffs are the least core (Maschler, Peleg and Shapley
1979): above 0 it is what every coalition would have to be denied or charged for leaving; below 0,
by how much all could fall short before anybody left.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from willing.models.sharing.exact import solve
from willing.models.sharing.game import Game
from willing.models.sharing.levels import TOLERANCE, levels, zero_normalised
from willing.models.sharing.nucleolus import equations


@dataclass(frozen=True, slots=True)
class Core:
    """Whether the core is empty, its least margin, and the coalitions that bind there.

    `exact`: whether the margin was solved for in fractions.
    """

    empty: bool
    margin: Fraction
    binding: tuple[int, ...]
    exact: bool


def core(game: Game) -> Core:
    """The core, for two players or more.

    >>> from willing.models.sharing.weighted import weighted
    >>> found = core(weighted("ABC", [Fraction(1)] * 3, Fraction(2)))
    >>> found.empty, found.margin
    (True, Fraction(1, 3))
    """
    first = next(levels(game, floors=False))
    answer = solve(equations(game, [first]))
    margin = answer[-1] if answer else None
    close = TOLERANCE * float(max(np.abs(zero_normalised(game)).max(), 1))
    if margin is None or abs(float(margin) - first.margin) > 10 * close:
        nearly = Fraction(first.margin) * game.unit
        return Core(first.margin > 10 * close, nearly, first.fixes, exact=False)
    return Core(margin > 0, margin * game.unit, first.fixes, exact=True)
