"""Which position beats every other in a vote: the weighted median.

Black (1948), "On the rationale of group decision-making": with single-peaked preferences the median
of the voters, here weighted by w_i = c_i s_i, loses to no other position. It is also the position
with the least weighted distance to all, so that no other gets more of the votes

    v(j, k) = sum_i w_i (|x_i - x_k| - |x_i - x_j|)

that Bueno de Mesquita counts. Where exactly half of the weight lies on either side every position
between two actors ties; the lower of them is the outcome here, and the midpoint is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from math import fsum

import numpy as np
from numpy.typing import NDArray

from willing.models.bargaining.issue import Issue

Floats = NDArray[np.float64]

EVEN = 1e-12
"""Half of the weight, to rounding."""


@dataclass(frozen=True, slots=True)
class Median:
    """The weighted median, and who stands there.

    `midpoint` differs from `outcome` where the weight is split exactly in half. `below` and
    `above`: the share of the weight on either side of the outcome.
    """

    outcome: float
    midpoint: float
    actors: tuple[str, ...]
    below: float
    above: float


def median(issue: Issue) -> Median:
    """The weighted median of an issue.

    >>> from willing.models.bargaining.issue import make_issue
    >>> found = median(make_issue("role", "ABC", [0, 40, 100], [1, 1, 1], [3, 1, 2]))
    >>> found.outcome, found.midpoint, found.actors
    (0.0, 20.0, ('A',))
    """
    rows = sorted((x, w) for x, w in zip(issue.positions, issue.weights, strict=True) if w > 0)
    total = fsum(w for _, w in rows)
    half = total / 2
    reached = list(accumulate(w for _, w in rows))
    place = next(k for k, below in enumerate(reached) if below >= half - EVEN * total)
    x, upper = rows[place][0], rows[place][0]
    if reached[place] <= half + EVEN * total and place + 1 < len(rows):
        upper = rows[place + 1][0]
    return Median(
        outcome=x,
        midpoint=(x + upper) / 2,
        actors=tuple(a for a, y in zip(issue.actors, issue.positions, strict=True) if y == x),
        below=fsum(w for y, w in rows if y < x) / total,
        above=fsum(w for y, w in rows if y > x) / total,
    )


def votes(issue: Issue, one: float, other: float) -> float:
    """v(one, other): by how much the weighted votes for one position exceed those for another.

    >>> from willing.models.bargaining.issue import make_issue
    >>> votes(make_issue("role", "AB", [0, 100], [1, 1], [3, 1]), 0, 50)
    100.0
    """
    return fsum(
        w * (abs(x - other) - abs(x - one))
        for x, w in zip(issue.positions, issue.weights, strict=True)
    )


def medians(positions: Floats, weights: Floats) -> Floats:
    """The weighted median of every draw: shapes (draws, actors) to (draws,)."""
    order = np.argsort(positions, axis=-1, kind="stable")
    below = np.cumsum(np.take_along_axis(weights, order, axis=-1), axis=-1)
    reached = below >= (0.5 - EVEN) * below[:, -1:]
    first = np.take_along_axis(order, reached.argmax(axis=-1)[:, None], axis=-1)
    return np.take_along_axis(positions, first, axis=-1)[:, 0]
