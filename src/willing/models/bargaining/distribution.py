"""How far does the outcome vary with what is not known: its distribution over draws of the inputs.

Draws are made in blocks and counted on a lattice of the scale, so that memory does not grow with
their number; the same seed gives the same counts for any block and any number of threads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.bargaining.engine import play
from willing.models.bargaining.forecast import PERCENTS, forecast
from willing.models.bargaining.inputs import Inputs, drawn
from willing.models.bargaining.outcomes import Method, issues, outcomes
from willing.models.draws import uniforms

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LATTICE = 20_000
"""Outcomes are counted to this part of the scale."""

BLOCK = 4096
MOST_DRAWS = 10_000_000

MOST_FORECASTS = 1_000_000
"""Each takes half a millisecond."""

MOST_TURNS = 3e11
"""Draws times turns times pairs of actors: two hours on one core."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """The outcomes over the draws: mean, standard deviation, quantiles of 1% to 99%."""

    title: str
    draws: int
    seed: int
    mean: float
    sd: float
    quantiles: tuple[float, ...]

    @property
    def median(self) -> float:
        """The quantile of 50%."""
        return self.quantiles[49]

    @property
    def interval(self) -> tuple[float, float]:
        """The central 80%."""
        return self.quantiles[9], self.quantiles[89]


def distribution(
    inputs: Inputs,
    method: Method,
    *,
    seed: int,
    draws: int,
    tell: Callable[[int], None] = lambda _draws: None,
) -> tuple[Distribution, ...]:
    """The distribution of the outcome; for expected utility, one for each turn, turn 0 first.

    That of the forecast includes what it leaves open where all inputs are exact.

    `tell` hears how many draws each block had. Raises `InputError` for less than one draw, or more
    than 10 million, or as many as would take hours.
    """
    most = most_draws(inputs, method)
    if not 1 <= draws <= most:
        raise InputError(
            f"draws: {draws:,} is not from 1 to {most:,}, the limit for {method.title}"
        )
    tallies: list[_Tally] = []
    for start in range(0, draws, BLOCK):
        count = min(BLOCK, draws - start)
        found = _block(inputs, method, seed, start, count)
        tallies = tallies or [_Tally(inputs.low, inputs.high) for _ in found.T]
        for tally, column in zip(tallies, found.T, strict=True):
            tally.add(column)
        tell(count)
    return tuple(tally.distribution(method.title, seed) for tally in tallies)


def most_draws(inputs: Inputs, method: Method) -> int:
    """How many draws may be asked for."""
    if method.model == "forecast":
        return MOST_FORECASTS
    if method.model == "expected_utility":
        return min(MOST_DRAWS, int(MOST_TURNS / (method.rounds * len(inputs.actors) ** 2)))
    return MOST_DRAWS


def _block(inputs: Inputs, method: Method, seed: int, start: int, count: int) -> Floats:
    """Outcomes by draw and turn."""
    some = drawn(inputs, seed, start, count)
    if method.model == "forecast":
        ranks = uniforms(seed, f"issue:{inputs.name}:outcome", start, count)
        places = (ranks * len(PERCENTS)).astype(int)
        several = zip(issues(inputs, some), places, strict=True)
        return np.array([[forecast(one).quantiles[place]] for one, place in several])
    if method.model != "expected_utility":
        return outcomes(inputs, some, method)[:, None]
    return play(some.positions, some.weights, some.saliences, method.reading, method.rounds).medians


class _Tally:
    """Counts on the lattice, and whole-number moments of it: nothing depends on the blocks."""

    def __init__(self, low: float, high: float) -> None:
        self.low, self.high = low, high
        self.counts: Ints = np.zeros(LATTICE + 1, dtype=np.int64)

    def add(self, values: Floats) -> None:
        places = np.rint((values - self.low) / (self.high - self.low) * LATTICE).astype(np.int64)
        self.counts += np.bincount(np.clip(places, 0, LATTICE), minlength=LATTICE + 1)

    def distribution(self, title: str, seed: int) -> Distribution:
        points = np.linspace(self.low, self.high, LATTICE + 1)
        total = int(self.counts.sum())
        mean = float(self.counts @ points) / total
        variance = float(self.counts @ (points - mean) ** 2) / total
        below = np.cumsum(self.counts)
        ranks = np.ceil(np.arange(1, 100) * total / 100)
        quantiles = points[np.searchsorted(below, ranks)]
        return Distribution(title, total, seed, mean, sqrt(variance), tuple(quantiles.tolist()))
