"""How much of the variance of P(holds) comes from which parameter: Sobol's indices.

Sobol (2001), "Global sensitivity indices for nonlinear mathematical models". `first`: the share of
the variance that goes if this parameter alone becomes known, by the estimator of Saltelli et al.
(2010), "Variance based sensitivity analysis of model output"; `total`: the share that stays if all
others do, by that of Jansen (1999). Two matrices of ranks A and B and, for each factor, A with that
column of B: (factors + 2) runs a row. The coalition that assembles (its force and the events of one
world) is one factor among the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from willing.models.draws import uniforms

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Index:
    """A factor's indices, each with its standard error."""

    name: str
    first: float
    first_se: float
    total: float
    total_se: float


def sobol(
    factors: Sequence[str], model: Callable[[Floats], Floats], *, seed: int, rows: int
) -> tuple[Index, ...]:
    """The indices of a model, from ranks (rows, factors) to (rows,), in order of the total one.

    None where the model does not vary.

    >>> found = sobol(["a", "b"], lambda ranks: 3 * ranks[:, 0] + ranks[:, 1], seed=1, rows=4096)
    >>> [(index.name, round(index.total, 1)) for index in found]
    [('a', 0.9), ('b', 0.1)]
    """
    a, b = (
        np.stack([uniforms(seed, f"sobol:{side}:{name}", 0, rows) for name in factors], axis=1)
        for side in "ab"
    )
    at_a, at_b = model(a), model(b)
    variance = float(np.concatenate([at_a, at_b]).var())
    if variance <= 1e-18:
        return ()
    found = []
    for column, name in enumerate(factors):
        mixed = a.copy()
        mixed[:, column] = b[:, column]
        at = model(mixed)
        first = (at_b - at_b.mean()) * (at - at_a) / variance
        total = (at_a - at) ** 2 / (2 * variance)
        found.append(Index(name, *_mean(first), *_mean(total)))
    return tuple(sorted(found, key=lambda index: -index.total))


def _mean(terms: Floats) -> tuple[float, float]:
    return float(terms.mean()), float(terms.std()) / sqrt(len(terms))
