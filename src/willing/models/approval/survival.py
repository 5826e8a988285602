"""Does approval stay above a threshold on every day of a month?

Given both ends of a month, a random walk is a Brownian bridge between them, and

    P(never below c | a, b) = 1 - exp(-2 (a - c)(b - c) / s^2)        for a, b > c, else 0

with s^2 the variance of the month (the reflection principle; Karatzas and Shreve 1991, "Brownian
Motion and Stochastic Calculus", section 4.3). So no day between the months is missed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def stays_above(before: Floats, after: Floats, variance: Floats, threshold: float) -> Floats:
    """The probability in each world, (worlds,); levels and threshold in log odds."""
    above = np.maximum(before - threshold, 0.0) * np.maximum(after - threshold, 0.0)
    found: Floats = -np.expm1(-2 * above / variance)
    return found
