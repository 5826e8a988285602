"""Who moves together? Groups of actors that join in the same worlds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from willing.models.formation.joining import Together
from willing.models.formation.tally import Tally

Floats = NDArray[np.float64]

CLOSE = 0.3
"""Groups are joined as long as the correlation between them is so large on average."""


def together(tally: Tally) -> Together:
    """How often each two actors join together, and the groups that move together.

    Only of actors that ever join.
    """
    if not tally.together.size:
        return Together((), (), ())
    counts = tally.together
    rows = np.flatnonzero(counts.diagonal())
    p = counts[np.ix_(rows, rows)] / tally.worlds
    actors = tuple(tally.plan.actors[row] for row in rows)
    groups = groups_of(correlations(p))
    return Together(
        actors=actors,
        p=tuple(tuple(row) for row in p.tolist()),
        groups=tuple(tuple(actors[i] for i in group) for group in groups),
    )


def correlations(p: Floats) -> Floats:
    """Correlation of the membership of each two: phi = (p_ij - p_i p_j) / (s_i s_j).

    0 for one that always joins, whose membership tells nothing about others.
    """
    single = p.diagonal()
    spread = np.sqrt(single * (1 - single))
    scale = np.outer(spread, spread)
    covariance = p - np.outer(single, single)
    found: Floats = np.divide(covariance, scale, out=np.zeros_like(p), where=scale > 0)
    return found


def groups_of(correlation: Floats) -> list[tuple[int, ...]]:
    """Groups of two or more by average linkage (Sokal and Michener 1958), the largest first.

    The two groups with the highest average correlation between their members become one, until
    it is below `CLOSE`.
    """
    groups: list[tuple[int, ...]] = [(row,) for row in range(len(correlation))]
    between = correlation.copy()
    np.fill_diagonal(between, -np.inf)
    while len(groups) > 1:
        i, j = divmod(int(np.argmax(between)), len(groups))
        if between[i, j] < CLOSE:
            break
        i, j = min(i, j), max(i, j)
        n, m = len(groups[i]), len(groups[j])
        joint = (n * between[i] + m * between[j]) / (n + m)
        between[i], between[:, i] = joint, joint
        between[i, i] = -np.inf
        between = np.delete(np.delete(between, j, axis=0), j, axis=1)
        groups[i] = tuple(sorted((*groups[i], *groups[j])))
        del groups[j]
    return sorted((group for group in groups if len(group) > 1), key=lambda g: (-len(g), g))
