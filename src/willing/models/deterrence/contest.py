"""Who wins a war of these forces: contest success functions.

The ratio form, p = a^m / (a^m + d^m), is Tullock's (1980), "Efficient rent seeking"; the difference
form, p = 1 / (1 + exp(m (d - a) / s)), Hirshleifer's (1989), "Conflict and rent-seeking success
functions: ratio vs. difference models of relative success". In the first a side without any force
never wins; in the second it may. The difference is taken in units s of the attacker's force, so
that m means about the same in both: at equal forces the slopes of p in a / d are m / 4.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

Contest = Literal["ratio", "difference"]


def attacker_wins(attack: Floats, defence: Floats, decisiveness: Floats, form: Contest) -> Floats:
    """P(the attacker wins), elementwise; forces of 0 or more, the attack's above 0.

    >>> two, one = np.array([2.0]), np.array([1.0])
    >>> attacker_wins(two, one, one, "ratio").round(4).tolist()
    [0.6667]
    >>> attacker_wins(two, one, one, "difference").round(4).tolist()
    [0.6225]
    """
    ratio = defence / attack
    if form == "difference":
        return logistic(decisiveness * (1 - ratio))
    defended = ratio > 0
    odds = -decisiveness * np.log(np.where(defended, ratio, 1.0))
    return np.where(defended, logistic(odds), 1.0)


def logistic(x: Floats) -> Floats:
    """1 / (1 + e^-x), without overflow.

    >>> logistic(np.array([-1e4, 0.0, np.inf])).tolist()
    [0.0, 0.5, 1.0]
    """
    small = np.exp(-np.abs(x))
    found: Floats = np.where(x >= 0, 1.0, small) / (1 + small)
    return found
