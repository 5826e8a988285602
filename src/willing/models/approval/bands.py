"""Percentiles of approval over worlds, of one outcome or of several mixed by their chances.

Levels are counted into `BINS` narrow bins of log odds, so that a mixture is a sum of counts, and a
percentile of it lies between those of its parts. Within a bin counts are taken for even: an error
of less than `POINT` / 16 in log odds, a sixteenth of a percentage point.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.models.approval.series import shares
from willing.models.normal import quantile

Floats = NDArray[np.float64]

PERCENTS = (10, 25, 50, 75, 90)
BINS = 8192
WIDEST = 10.0
"""Log odds beyond which a share is nothing or everything: 0.005% or less."""

EDGES = np.linspace(-WIDEST, WIDEST, BINS + 1)


@dataclass(frozen=True, slots=True)
class Band:
    """Percentiles of a share in [0, 1]."""

    p10: float
    p25: float
    median: float
    p75: float
    p90: float


def bins_of(levels: Floats) -> NDArray[np.intp]:
    """The bin of each level, (worlds,)."""
    places = (np.clip(levels, -WIDEST, WIDEST) + WIDEST) * (BINS / (2 * WIDEST))
    return np.minimum(places.astype(np.intp), BINS - 1)


def counts_of(bins: NDArray[np.intp], weights: Floats | None = None) -> Floats:
    """The weight in each bin, (BINS,)."""
    return np.bincount(bins, weights=weights, minlength=BINS).astype(np.float64)


def band_of(counts: Floats) -> Band:
    """The percentiles of counts whose sum is positive."""
    below = np.concatenate([[0.0], np.cumsum(counts)])
    levels = np.interp(np.array(PERCENTS) / 100 * below[-1], below, EDGES)
    return Band(*shares(levels).tolist())


def normal_band(mean: float, sd: float) -> Band:
    """The percentiles of a share whose log odds are normal."""
    return Band(*shares(mean + sd * quantile(np.array(PERCENTS) / 100)).tolist())
