"""The indices with unions of larger weighted games: chances in two levels, by quadrature.

Every other union joins as one with chance p, every companion within the union with chance s. With
H(y) the chance that the other unions lose with y from this one, member i decides with probability

    E[H(Y_-i)] - E[H(Y_-i + w_i)],   Y_-i = what the companions of i bring.

Over all p and s this is the Owen value (Owen 1977, by his multilinear extension of 1972); at
p = s = 1/2 it is the Banzhaf-Owen value. It is linear in the distributions of either level, so
that each is averaged over its nodes first; nodes and bound as in `quadrature`. One distribution of
all unions serves every union, taken out of it again, and the nodes p <= 1/2 and 1 - p, whose
members that stay out weigh what those at p bring.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from willing.models.power.game import dual_quota
from willing.models.power.quadrature import ROUNDING, Integral, bound, nodes_for, rule
from willing.scenario.rules import Count

Floats = NDArray[np.float64]
Unions = Sequence[Sequence[int]]

MOST_CELLS = 30_000_000
"""The largest weight of a union, and the largest quota."""

MOST_WORK = 20_000_000_000
"""Cells over all unions, their members and nodes: a quarter of a minute at the most."""


def can_integrate(weighted: Count, unions: Unions) -> bool:
    """Whether the quadrature stays within the limits."""
    weights = [sum(weighted.weights[row] for row in union) for union in unions]
    if max(weighted.quota, dual_quota(weighted), *weights) > MOST_CELLS:
        return False
    outer = len(unions) * weighted.total * nodes_for(len(unions) - 1)
    inner = sum(
        2 * len(union) * (weight + 1) * nodes_for(len(union) - 1)
        for union, weight in zip(unions, weights, strict=True)
    )
    return outer + inner <= MOST_WORK


def owen(weighted: Count, unions: Unions) -> Integral:
    """The Owen value of every member."""
    between, within = len(unions) - 1, max(map(len, unions)) - 1
    values = _values(weighted, unions, lambda degree: rule(nodes_for(degree)))
    error = bound(between, nodes_for(between)) + bound(within, nodes_for(within))
    error += abs(sum(values) - 1) + ROUNDING
    return Integral(values, error, max(nodes_for(between), nodes_for(within)))


def banzhaf_owen(weighted: Count, unions: Unions) -> Integral:
    """The Banzhaf-Owen value of every member."""
    half = np.array([0.5]), np.array([1.0])
    return Integral(_values(weighted, unions, lambda _: half), ROUNDING * len(unions), 1)


def _values(
    weighted: Count, unions: Unions, nodes: Callable[[int], tuple[Floats, Floats]]
) -> tuple[float, ...]:
    """The chance of deciding, averaged over the nodes for a polynomial of such a degree."""
    from willing.models.power import compiled

    weights = weighted.weights
    heavy = [sum(weights[row] for row in union) for union in unions]
    found = [0.0] * len(weights)
    losing = _losing(weighted, heavy, *nodes(len(unions) - 1))
    for union, weight_of_all, chances in zip(unions, heavy, losing, strict=True):
        mine = sorted(weights[row] for row in union if weights[row])
        by_weight = dict.fromkeys(mine, 0.0)
        for s, share in zip(*nodes(len(union) - 1), strict=True):
            mass = np.diff(compiled.below(mine, weight_of_all + 1, float(s)), prepend=0.0)
            for weight in by_weight:
                by_weight[weight] += share * compiled.swayed(mass, chances, weight, float(s))
        for row in union:
            found[row] = float(by_weight.get(weights[row], 0.0))
    return tuple(found)


def _losing(weighted: Count, heavy: Sequence[int], chances: Floats, shares: Floats) -> list[Floats]:
    """H(y) of each union, averaged over the nodes: y = 0 ... the weight of the union."""
    from willing.models.power import compiled

    q, dual = weighted.quota, dual_quota(weighted)
    rising = sorted(weight for weight in heavy if weight)
    found = [np.zeros(weight + 1) for weight in heavy]
    for p, share in zip(chances, shares, strict=True):
        if p > 0.5:
            continue
        below = compiled.below(rising, max(q, dual), float(p))
        for losing, weight in zip(found, heavy, strict=True):
            if weight:
                at_p = compiled.without(below[:q], weight, float(p))
                at_other = 1 - compiled.without(below[:dual], weight, float(p))[::-1]
                losing += share * (at_p if p == 0.5 else at_p + at_other)
    return found
