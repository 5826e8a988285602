"""Where will it end, and how surely: the forecast that Willing shows by default.

A distribution, built on the shares of the weight c_i s_i whose mean is the compromise, and on where
258 issues between European governments did end (DEU III; Arregui and Perarnaud 2022, "A new dataset
on legislative decision-making in the European Union: the DEU III dataset", Journal of European
Public Policy 29). The log odds that the outcome lies at or below x
are pooled (Genest and Zidek 1986, "Combining probability distributions", Statistical Science 1)
from two sources, with weights fitted by the continuous ranked probability score:

1. the share of the weight at or below x: outcomes are often some actor's position, and the more so
   the more weight stands there; it counts more under unanimity and among many actors;
2. how far x is from the middle of what is disputed; it counts less where all stand at either end,
   so that nobody has proposed a middle.

The range is that of the positions and the reference point: no outcome in the record lies outside.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from willing.errors import InputError
from willing.models.bargaining.forecast_curve import (
    Curve,
    Traits,
    curve,
    jumps,
    mean,
    quantiles,
    reached,
    traits,
)
from willing.models.bargaining.issue import Issue
from willing.reference.forecast import Coefficients, fitted

PERCENTS = np.arange(1, 100) / 100
"""The probabilities of the quantiles."""

BINS = 20
"""Equal parts of the scale for the density."""

ALIKE = 1e-9
"""Positions within this share of the scale are the same."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """The distribution of an issue's outcome, on the issue's own scale.

    `quantiles`: those of 1% to 99%. `density`: the probability of each of 20 equal parts of the
    scale, the upper end belonging to the part above. `positions` and `at_positions`: the
    probability of ending exactly there, for each different position and for the ends of the range.
    `traits` are what it was conditioned on.
    """

    issue: str
    mean: float
    quantiles: tuple[float, ...]
    density: tuple[float, ...]
    positions: tuple[float, ...]
    at_positions: tuple[float, ...]
    traits: Traits

    @property
    def median(self) -> float:
        """The quantile of 50%."""
        return self.quantiles[49]

    def interval(self, percent: int = 80) -> tuple[float, float]:
        """The central interval of this even percentage, ends included.

        Raises `InputError` for any other percentage.
        """
        if percent % 2 or not 2 <= percent <= 98:
            raise InputError(f"interval: {percent}% is not an even percentage from 2 to 98")
        tail = (100 - percent) // 2
        return self.quantiles[tail - 1], self.quantiles[99 - tail]


def forecast(issue: Issue, *, coefficients: Coefficients | None = None) -> Forecast:
    """The forecast of an issue, by the coefficients that ship unless others are given.

    Where all positions and the reference point are the same, so is the outcome.

    >>> from willing.models.bargaining.issue import make_issue
    >>> issue = make_issue("role", "ABC", [0, 40, 100], [1, 1, 1], [3, 1, 2])
    >>> found = forecast(issue, coefficients=Coefficients(1, 0, 0, 1, 0, 1))
    >>> round(found.mean, 1), found.median
    (43.8, 40.0)
    >>> [round(end) for end in found.interval(80)]
    [0, 91]
    >>> [round(p, 2) for p in found.at_positions]
    [0.12, 0.14, 0.07]
    """
    of = traits(issue)
    if of.high - of.low <= ALIKE * issue.width:
        return _certain(issue, of)
    return _spread(issue, of, curve(issue, coefficients or fitted()))


def _spread(issue: Issue, of: Traits, line: Curve) -> Forecast:
    before = reached(line, np.nextafter(np.linspace(issue.low, issue.high, BINS + 1), -np.inf))
    before[0], before[-1] = 0.0, 1.0
    return Forecast(
        issue=issue.name,
        mean=mean(line),
        quantiles=tuple(quantiles(line, PERCENTS).tolist()),
        density=tuple(np.diff(before).tolist()),
        positions=tuple(line.knots.tolist()),
        at_positions=tuple(jumps(line).tolist()),
        traits=of,
    )


def _certain(issue: Issue, of: Traits) -> Forecast:
    part = min(int((of.low - issue.low) / issue.width * BINS), BINS - 1)
    return Forecast(
        issue=issue.name,
        mean=of.low,
        quantiles=(of.low,) * len(PERCENTS),
        density=tuple(float(place == part) for place in range(BINS)),
        positions=(of.low,),
        at_positions=(1.0,),
        traits=of,
    )
