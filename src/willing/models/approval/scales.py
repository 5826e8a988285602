"""How fast does approval move, and how noisy are polls beside their sampling?

Both sds are estimated together, in their logarithms: by the greatest likelihood, or, with a prior,
by the greatest posterior density. What is left open is the inverse of the curvature there
(Laplace's approximation). With fewer than `FEW` polls the prior stands as it is: so few cannot
tell a change from an error.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from willing.models.approval.local_level import Scales, Start, log_likelihood
from willing.models.approval.series import Series
from willing.reference.leaders import (
    DAILY_MEDIAN,
    DAILY_SPREAD,
    HOUSE_SD,
    NOISE_MEDIAN,
    NOISE_SPREAD,
    POINT,
)

Floats = NDArray[np.float64]

FEW = 5
"""With fewer polls nothing is estimated."""

STEP = 1e-3
"""Of the finite differences, in logarithms."""


@dataclass(frozen=True, slots=True)
class Prior:
    """Medians of the daily sd and of the noise, in log odds, and the sds of their logarithms."""

    daily: float = DAILY_MEDIAN * POINT
    daily_spread: float = DAILY_SPREAD
    noise: float = NOISE_MEDIAN * POINT
    noise_spread: float = NOISE_SPREAD

    def log_density(self, daily: float, noise: float) -> float:
        """Of the logarithms of the two, up to a constant."""
        one = log(daily / self.daily) / self.daily_spread
        two = log(noise / self.noise) / self.noise_spread
        return -(one**2 + two**2) / 2


@dataclass(frozen=True, slots=True)
class Estimated:
    """The scales, the sd of the logarithm of the daily one, and whether polls have changed them."""

    scales: Scales
    daily_spread: float
    by_polls: bool


def estimate(
    series: Series,
    start: Start | None,
    prior: Prior | None = Prior(),
    house: float = HOUSE_SD * POINT,
) -> Estimated:
    """The scales of a series; without a prior by likelihood alone."""
    if prior is not None and len(series.days) < FEW:
        return Estimated(Scales(prior.daily, prior.noise, house), prior.daily_spread, False)

    def loss(logs: Floats) -> float:
        daily, noise = map(exp, np.clip(logs, -50, 50))
        found = log_likelihood(series, Scales(daily, noise, house), start)
        return -found - (prior.log_density(daily, noise) if prior else 0.0)

    from scipy.optimize import minimize

    first = (prior.daily, prior.noise) if prior else _guess(series)
    found = minimize(
        loss, np.log(first), method="Nelder-Mead", options={"xatol": 1e-6, "fatol": 1e-9}
    )
    daily, noise = map(exp, found.x)
    spread = _spread(loss, found.x, prior.daily_spread if prior else np.inf)
    return Estimated(Scales(daily, noise, house), spread, True)


def _guess(series: Series) -> tuple[float, float]:
    """Half of the movement from poll to poll to each."""
    half = float(np.std(np.diff(series.values))) / 2 or 1.0
    return half / float(np.mean(np.diff(series.days)) or 1.0) ** 0.5, half


def _spread(loss: Callable[[Floats], float], at: Floats, most: float) -> float:
    """The sd of the first logarithm, by the curvature in both; never more than before."""
    steps = np.eye(2) * STEP
    curvature = np.array(
        [
            [
                (loss(at + a + b) - loss(at + a - b) - loss(at - a + b) + loss(at - a - b))
                / (4 * STEP**2)
                for b in steps
            ]
            for a in steps
        ]
    )
    rest = curvature[0, 0] - curvature[0, 1] ** 2 / curvature[1, 1] if curvature[1, 1] > 0 else 0.0
    return float(min(most, rest**-0.5)) if rest > 0 else most
