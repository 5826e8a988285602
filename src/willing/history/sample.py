"""A forecast as weighted points, and its score.

The continuous ranked probability score (Matheson and Winkler 1976; Gneiting and Raftery 2007,
"Strictly proper scoring rules, prediction, and estimation", Journal of the American Statistical
Association 102) is the integral of (F(x) - 1{y <= x})^2, in the units of x; lower is better, and a
single point scores its distance. With X and X' drawn from the forecast

    CRPS = E|X - y| - E|X - X'| / 2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """Points in rising order and their weights, which sum to 1: both of shape (points,)."""

    points: Floats
    weights: Floats


def sample(points: Sequence[float] | Floats, weights: Sequence[float] | Floats = ()) -> Sample:
    """A sample of these points; of equal weights where none are given.

    >>> sample([3, 1], [1, 3]).weights.tolist()
    [0.75, 0.25]
    """
    found = np.asarray(points, dtype=np.float64)
    given = np.asarray(weights, dtype=np.float64) if len(weights) else np.ones(len(found))
    order = np.argsort(found, kind="stable")
    return Sample(found[order], given[order] / given.sum())


def mixture(one: Sample, share: float, other: Sample) -> Sample:
    """`share` of the one and the rest of the other."""
    return sample(
        np.concatenate((one.points, other.points)),
        np.concatenate((share * one.weights, (1 - share) * other.weights)),
    )


def mean(of: Sample) -> float:
    """The weighted mean."""
    return float(of.weights @ of.points)


def quantiles(of: Sample, probabilities: Floats) -> Floats:
    """The least point at or below which the weight reaches p: same shape."""
    below = np.cumsum(of.weights)
    places = np.searchsorted(below, probabilities - ROUNDING)
    return of.points[np.minimum(places, len(of.points) - 1)]


ROUNDING = 1e-12
"""What a sum of weights may fall short of a probability."""


def crps(of: Sample, outcome: float) -> float:
    """The score of a sample whose outcome is known.

    >>> crps(sample([40]), 50), crps(sample([0, 100]), 50)
    (10.0, 25.0)
    """
    up_to = np.cumsum(of.weights)
    half_spread = (of.weights * of.points) @ (2 * up_to - of.weights - 1)
    return float(of.weights @ np.abs(of.points - outcome) - half_spread)
