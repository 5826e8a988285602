"""How far do the last positions vary with what is not known: distributions over draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.bargaining.distribution import Distribution
from willing.models.bargaining.spatial_model.engine import play_many
from willing.models.bargaining.spatial_model.options import Compat
from willing.models.bargaining.spatial_model.play import chances
from willing.models.bargaining.spatial_model.sensitivity import (
    Sensitivity,
    sensitivities,
    unsure,
)
from willing.models.bargaining.spatial_model.spatial_inputs import (
    SpatialDraws,
    SpatialInputs,
    drawn,
)
from willing.models.bargaining.spatial_model.spatial_issue import SpatialIssue, affinities

Floats = NDArray[np.float64]

BLOCK = 512
MOST_DRAWS = 1_000_000
MOST_NUMBERS = 100_000_000
"""Draws times actors times dimensions: last positions are kept, 8 bytes each."""

PERCENTS = np.arange(1, 100) / 100


@dataclass(frozen=True, slots=True)
class Spread:
    """Over the draws, on the scale of the issue. `outcome`: of the mean of the last positions
    weighted by capability and salience, by dimension. `actors`: of each actor's last position, by
    dimension. `turns`: the mean number of turns. `sensitivities`: of the outcome to each uncertain
    input, the strongest first.
    """

    draws: int
    seed: int
    outcome: tuple[Distribution, ...]
    actors: tuple[tuple[Distribution, ...], ...]
    turns: float
    sensitivities: tuple[Sensitivity, ...]


def spatial_spread(
    inputs: SpatialInputs,
    *,
    seed: int,
    draws: int,
    compat: Compat = "",
    turns: int | None = None,
    tell: Callable[[int], None] = lambda _draws: None,
) -> Spread:
    """The distribution of where actors end.

    Stochastic transitions draw by actor, turn and draw, also with `compat`. `tell` hears how many
    draws each block had. Raises `InputError` for too many draws, or one that KTAB would lose.
    """
    issue = inputs.issue
    size = issue.size * len(issue.dims)
    most = min(MOST_DRAWS, MOST_NUMBERS // size)
    if not 1 <= draws <= most:
        raise InputError(f"draws: {draws} is not from 1 to {most:,}, which is what memory holds")
    last = np.empty((draws, issue.size, len(issue.dims)))
    outcome, given, played = np.empty((draws, len(issue.dims))), [], 0
    for start in range(0, draws, BLOCK):
        count = min(BLOCK, draws - start)
        some = drawn(inputs, seed, start, count)
        found = play_many(
            some.positions,
            some.saliences,
            some.capabilities,
            np.array(affinities(issue)),
            issue.options,
            compat=compat,
            turns=turns,
            chances=chances(issue, seed, start, count) if issue.options.stochastic else None,
        )
        last[start : start + count] = found.last
        outcome[start : start + count] = _outcome(some, found.last)
        given.append(unsure(inputs, some))
        played += int(found.turns.sum())
        tell(count)
    return Spread(
        draws=draws,
        seed=seed,
        outcome=tuple(
            _distribution(issue, k, dim, outcome[:, k], seed) for k, dim in enumerate(issue.dims)
        ),
        actors=tuple(
            tuple(
                _distribution(issue, k, actor, last[:, row, k], seed)
                for k in range(len(issue.dims))
            )
            for row, actor in enumerate(issue.actors)
        ),
        turns=played / draws,
        sensitivities=sensitivities(inputs, np.concatenate(given), outcome),
    )


def _outcome(some: SpatialDraws, last: Floats) -> Floats:
    """Weighted means of the last positions (draws, dimensions); plain where nobody cares."""
    weights = some.saliences * some.capabilities[:, :, None]
    total = weights.sum(axis=1)
    weights = np.where(total[:, None] > 0, weights, 1.0)
    found: Floats = (weights * last).sum(axis=1) / weights.sum(axis=1)
    return found


def _distribution(
    issue: SpatialIssue, dim: int, title: str, values: Floats, seed: int
) -> Distribution:
    values = issue.lows[dim] + issue.widths[dim] * values
    quantiles = np.quantile(values, PERCENTS, method="inverted_cdf")
    mean, sd = float(values.mean()), float(values.std())
    return Distribution(title, len(values), seed, mean, sd, tuple(quantiles.tolist()))
