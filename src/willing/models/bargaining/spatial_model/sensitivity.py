"""On which uncertain inputs the last positions hang: rank correlations over draws.

Spearman 1904, "The proof and measurement of association between two things", American Journal of
Psychology 15; ranks, since single runs jump.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.models.bargaining.inputs import Field
from willing.models.bargaining.spatial_model.spatial_inputs import SpatialDraws, SpatialInputs

Floats = NDArray[np.float64]

SAME = 1e-9
"""Outcomes that differ by less, from 0 to 1, are one."""


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The rank correlation of an actor's input with the outcome on a dimension, from -1 to 1.

    `of`: the dimension of the position or salience; "" for a capability.
    """

    dim: str
    field: Field
    actor: str
    of: str
    correlation: float


def unsure(inputs: SpatialInputs, some: SpatialDraws) -> Floats:
    """The drawn values of the uncertain inputs (draws, inputs), for `sensitivities`."""
    tables = {"position": some.positions, "salience": some.saliences}
    columns = [
        some.capabilities[:, row] if k is None else tables[field][:, row, k]
        for field, row, k in _places(inputs)
    ]
    return np.stack(columns, axis=1) if columns else np.empty((len(some.positions), 0))


def sensitivities(inputs: SpatialInputs, given: Floats, outcome: Floats) -> tuple[Sensitivity, ...]:
    """Of every input that varies with every outcome that does, the strongest first.

    `given` (draws, inputs) as from `unsure`; `outcome` (draws, dimensions).
    """
    issue = inputs.issue
    correlations = _ranks(given).T @ _ranks(outcome)
    found = [
        Sensitivity(
            dim, field, issue.actors[row], "" if k is None else issue.dims[k], float(correlation)
        )
        for (field, row, k), line in zip(_places(inputs), correlations, strict=True)
        for dim, correlation in zip(issue.dims, line, strict=True)
        if correlation
    ]
    return tuple(sorted(found, key=lambda one: -abs(one.correlation)))


def _places(inputs: SpatialInputs) -> Iterator[tuple[Field, int, int | None]]:
    """The uncertain inputs: field, actor, and dimension where it has one."""
    for row, one in enumerate(inputs.capabilities):
        for k in range(len(inputs.issue.dims)):
            if not inputs.positions[row][k].certain:
                yield "position", row, k
            if not inputs.saliences[row][k].certain:
                yield "salience", row, k
        if not one.certain:
            yield "capability", row, None


def _ranks(values: Floats) -> Floats:
    """Ranks of columns, of mean 0 and length 1, equals at their mean; zeros where all are one."""
    found = np.zeros_like(values)
    for k, column in enumerate(values.T):
        if np.ptp(column) > SAME:
            _, place, count = np.unique(column, return_inverse=True, return_counts=True)
            rank = (np.cumsum(count) - (count - 1) / 2)[place]
            rank -= rank.mean()
            found[:, k] = rank / np.sqrt((rank**2).sum())
    return found
