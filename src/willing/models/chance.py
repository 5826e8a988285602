"""A probability that was counted, with what the counting leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z95 = 1.959963984540054
"""The 97.5th percentile of the standard normal."""


@dataclass(frozen=True, slots=True)
class Chance:
    """A probability counted over worlds: `p`, its standard error, and its 95% interval.

    The interval is Wilson's (1927), which stays inside [0, 1] and is not empty at 0 and 1.
    """

    p: float
    se: float
    low: float
    high: float


def chance(hits: int, worlds: int) -> Chance:
    """The share of worlds that hit, with its uncertainty; `worlds` must be positive.

    >>> round(chance(0, 100).high, 3)
    0.037
    """
    p = hits / worlds
    shrink = 1 + Z95**2 / worlds
    middle = (p + Z95**2 / (2 * worlds)) / shrink
    half = Z95 / shrink * sqrt(p * (1 - p) / worlds + Z95**2 / (4 * worlds**2))
    low = max(0.0, middle - half) if hits else 0.0
    high = min(1.0, middle + half) if hits < worlds else 1.0
    return Chance(p, sqrt(p * (1 - p) / worlds), low, high)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number found over worlds, its standard error, and its 95% interval."""

    value: float
    se: float
    low: float
    high: float


def estimate(value: float, se: float) -> Estimate:
    """The number with its interval, taken for normal.

    >>> estimate(10.0, 1.0).high.__round__(2)
    11.96
    """
    return Estimate(value, se, value - Z95 * se, value + Z95 * se)
