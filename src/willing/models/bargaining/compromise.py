"""Where do actors meet who pull with capability times salience: the compromise model.

Van den Bos (1991), "Dutch EC Policy Making"; Achen (2006), "Institutional realism and bargaining
models", in Thomson et al. (eds), "The European Union Decides", who shows it to be a first-order
approximation of the Nash bargaining solution when everyone fears failure alike. With w_i = c_i s_i
and W their sum,

    o = sum_i w_i x_i / W
    do/dx_i = w_i / W,  do/ds_i = c_i (x_i - o) / W,  do/dc_i = s_i (x_i - o) / W.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np
from numpy.typing import NDArray

from willing.models.bargaining.issue import Issue

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lever:
    """By how much the outcome moves with an actor's inputs, at the margin.

    `share` is w_i / W, the outcome's move for one unit of the actor's position. `salience` and
    `capability`: points of the scale for one unit of each.
    """

    actor: str
    share: float
    salience: float
    capability: float


@dataclass(frozen=True, slots=True)
class Compromise:
    """The weighted mean, the same with less known, and everyone's levers.

    `by_salience` takes all capabilities as equal, `by_capability` all saliences, `unweighted`
    both; None where the remaining weights are all zero.
    """

    outcome: float
    by_salience: float | None
    by_capability: float | None
    unweighted: float
    levers: tuple[Lever, ...]


def compromise(issue: Issue) -> Compromise:
    """The compromise of an issue.

    >>> from willing.models.bargaining.issue import make_issue
    >>> found = compromise(make_issue("role", ["A", "B"], [0, 100], [1, 0.5], [1, 6]))
    >>> found.outcome, found.by_capability, found.unweighted
    (75.0, 85.71428571428571, 50.0)
    >>> found.levers[0]
    Lever(actor='A', share=0.25, salience=-18.75, capability=-18.75)
    """
    outcome = _mean(issue.positions, issue.weights)
    assert outcome is not None
    return Compromise(
        outcome=outcome,
        by_salience=_mean(issue.positions, issue.saliences),
        by_capability=_mean(issue.positions, issue.capabilities),
        unweighted=fsum(issue.positions) / issue.size,
        levers=tuple(_levers(issue, outcome)),
    )


def compromises(positions: Floats, weights: Floats) -> Floats:
    """The compromise of every draw: shapes (draws, actors) to (draws,)."""
    found: Floats = (weights * positions).sum(axis=-1) / weights.sum(axis=-1)
    return found


def _mean(values: Sequence[float], weights: Sequence[float]) -> float | None:
    total = fsum(weights)
    if not total > 0:
        return None
    return fsum(w * x for w, x in zip(weights, values, strict=True)) / total


def _levers(issue: Issue, outcome: float) -> list[Lever]:
    total = fsum(issue.weights)
    rows = zip(issue.actors, issue.positions, issue.saliences, issue.capabilities, strict=True)
    return [
        Lever(actor, c * s / total, c * (x - outcome) / total, s * (x - outcome) / total)
        for actor, x, s, c in rows
    ]
