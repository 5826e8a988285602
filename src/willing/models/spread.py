"""A number over worlds: its mean, and how far it varies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spread:
    """The mean over the worlds, and their 10th, 50th and 90th percentile."""

    mean: float
    p10: float
    median: float
    p90: float


def spread(values: Floats) -> Spread:
    """Over the worlds, at least one of them: shape (worlds,).

    >>> spread(np.array([0.0, 1.0, 2.0])).median
    1.0
    """
    low, median, high = np.percentile(values, (10, 50, 90)).tolist()
    return Spread(float(values.mean()), low, median, high)


def spread_if_any(values: Floats) -> Spread | None:
    """The same; None where there is no world."""
    return spread(values) if len(values) else None


def other(one: Spread) -> Spread:
    """What is left to the other of two that divide 1."""
    return Spread(1 - one.mean, 1 - one.p90, 1 - one.median, 1 - one.p10)
