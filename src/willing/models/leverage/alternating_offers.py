"""How much does the first offer matter? Rubinstein's game, with fighting in between.

Rubinstein (1982), "Perfect equilibrium in a bargaining model": offers by turns; each refusal costs
a period, and what is gained a period later counts for a factor of the patience. As long as they do
not agree both fight on (an inside option: Muthoo 1999, *Bargaining Theory with Applications*,
chapter 6), so that what they divide is the gain over fighting. Of it the one that offers first
takes

    (1 - p_2) / (1 - p_1 p_2)        which is 1 / (1 + p) where both are alike,

at once. As the period shrinks this becomes the weight of `weights`, whoever begins (Binmore,
Rubinstein and Wolinsky 1986). An outside option, which ends the talks, matters only where it is
better than that (Binmore, Shaked and Sutton 1989, "The outside option principle").
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def first_offer(patience: Floats, period: float = 1.0) -> Floats:
    """The share of the gain of the one that offers first, by who that is: shape (2, worlds).

    `patience`: what a month's wait leaves of a gain, in (0, 1), shape (2, worlds). `period`: months
    from one offer to the next. Both are neutral to risk.

    >>> first_offer(np.array([[0.9], [0.9]]))[0].round(4).tolist()
    [0.5263]
    """
    rates = -np.log(patience) * period
    found: Floats = np.expm1(-rates[::-1]) / np.expm1(-rates.sum(axis=0))
    return found
