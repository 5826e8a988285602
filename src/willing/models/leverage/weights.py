"""How much weight has each at the table? As much as it can wait.

Binmore, Rubinstein and Wolinsky (1986), "The Nash bargaining solution in economic modelling": as
offers by turns follow each other ever faster, their outcome becomes the Nash solution with weights
of 1 / r, where r = -ln(patience) is the rate at which a side discounts. Power beyond that
multiplies the weight.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def first_weight(patience: Floats, power: Floats) -> Floats:
    """The weight of the first of two, in (0, 1): shape (worlds,).

    `patience`, in (0, 1), and `power`, above 0, have shape (2, worlds).

    >>> first_weight(np.array([[0.81], [0.9]]), np.ones((2, 1))).round(4).tolist()
    [0.3333]
    """
    weights = power / -np.log(patience)
    found: Floats = weights[0] / weights.sum(axis=0)
    return found
