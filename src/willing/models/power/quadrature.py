"""The Shapley-Shubik index by quadrature, with a bound on its error.

Owen (1972): if every other member joins with probability p, and p is uniform on [0, 1], then i is
pivotal with probability phi_i,

    phi_i = int_0^1 P(q - w_i <= W_-i(p) <= q - 1) dp.

The integrand is a polynomial of degree n - 1. On the ellipse with foci 0 and 1 the sum
|p| + |1 - p| is the same everywhere, cosh u, so that it is at most cosh(u)^(n-1) there; Gauss and
Legendre's rule with m nodes then errs by at most

    (32 / 15) cosh(u)^(n-1) exp(-2 m u) / (1 - exp(-2 u))        for every u > 0

(Trefethen 2013, "Approximation Theory and Approximation Practice", theorem 19.3), and by nothing
with 2 m >= n. For p > 1/2 the dual game at 1 - p is taken, which keeps the removal of a member
stable and takes the same distribution of W as the node 1 - p. That the values sum to 1 is a free
audit of the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cosh, exp, inf, log, log1p

import numpy as np
from numpy.typing import NDArray

from willing.models.power.game import dual_quota
from willing.scenario.rules import Count

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TOLERANCE = 2e-10
"""What the bound on the error is brought below by the number of nodes."""

ROUNDING = 1e-13
"""What rounding may add: sums of a million probabilities, each to 1e-16, signs mixed."""

FEW = 30_000_000
"""Members times quota times nodes up to which NumPy is used."""

MOST_CELLS = 30_000_000
"""The largest quota: 240 MB, and as much again for each of two large weights."""

MOST_WORK = 30_000_000_000
"""Cells that change, over all members and nodes: a quarter of a minute at the most."""

NEGLIGIBLE = 1e-16
"""Mass that may be left out after each member, by Hoeffding's bound."""


@dataclass(frozen=True, slots=True)
class Integral:
    """Values, the bound on the error of each, and the nodes used."""

    values: tuple[float, ...]
    error: float
    nodes: int


def nodes_for(degree: int, tolerance: float = TOLERANCE) -> int:
    """How many nodes bring the bound below the tolerance for such a polynomial."""
    nodes = 1
    while bound(degree, nodes) > tolerance:
        nodes += 1
    return nodes


def bound(degree: int, nodes: int) -> float:
    """What Gauss and Legendre's rule may err by on such a polynomial, a probability on [0, 1].

    >>> bound(3, 2), bound(189, 48) < 1e-10
    (0.0, True)
    """
    if degree < 2 * nodes:
        return 0.0
    best = inf
    for step in range(1, 200):
        u = step / 50
        size = degree * log(cosh(u)) - 2 * nodes * u - log1p(-exp(-2 * u))
        best = min(best, size)
    return min(1.0, 32 / 15 * exp(min(best, 0.0)))


def rule(nodes: int) -> tuple[Floats, Floats]:
    """Nodes and weights of Gauss and Legendre's rule on [0, 1]."""
    at, weights = np.polynomial.legendre.leggauss(nodes)
    return (at + 1) / 2, weights / 2


def can_integrate(weighted: Count) -> bool:
    """Whether the quadrature stays within the limits."""
    quotas = weighted.quota, dual_quota(weighted)
    if max(quotas) > MOST_CELLS:
        return False
    rising = np.array(sorted(weight for weight in weighted.weights if weight), dtype=np.int64)
    work = 0
    for p in rule(nodes_for(len(rising) - 1))[0]:
        span = band(rising, quotas, float(p)) if p <= 0.5 else None
        work += 0 if span is None else int((span[1] - span[0] + 1).clip(0).sum())
    return work <= MOST_WORK


def band(rising: Ints, quotas: tuple[int, int], p: float) -> tuple[Ints, Ints] | None:
    """The weights, from and to, that the first j members bring together, all but negligibly.

    By Hoeffding's bound (1963). None where neither quota is near: nobody is pivotal.
    """
    weights = np.minimum(rising, max(quotas))
    together = np.cumsum(weights)
    spread = np.sqrt(np.cumsum(weights.astype(np.float64) ** 2) * (-log(NEGLIGIBLE) / 2))
    mean, reach = p * float(together[-1]), float(spread[-1])
    if not any(q - weights[-1] - reach < mean < q + reach for q in quotas):
        return None
    lows = np.maximum(np.ceil(p * together - spread), 0).astype(np.int64)
    highs = np.minimum(np.floor(p * together + spread).astype(np.int64), together)
    return np.minimum(lows, max(quotas)), np.minimum(highs, max(quotas) - 1)


def shapley_shubik(weighted: Count) -> Integral:
    """The Shapley-Shubik index of a weighted game of any size within the limits."""
    rising = sorted(weight for weight in weighted.weights if weight)
    distinct = sorted(set(rising))
    number = nodes_for(len(rising) - 1)
    at, weight_of = rule(number)
    below = at <= 0.5  # node k and node m - 1 - k are p and 1 - p, with the same weight
    quotas = weighted.quota, dual_quota(weighted)
    found = pivotal(rising, distinct, quotas, [float(p) for p in at[below]])
    twice = weight_of[below] * np.where(at[below] == 0.5, 0.5, 1.0)
    total = np.einsum("p,pqw->w", twice, found)
    by_weight = dict(zip(distinct, map(float, total), strict=True)) | {0: 0.0}
    values = tuple(by_weight[weight] for weight in weighted.weights)
    audit = abs(sum(values) - 1)
    return Integral(values, bound(len(rising) - 1, number) + audit + ROUNDING, number)


def pivotal(
    rising: Sequence[int],
    distinct: Sequence[int],
    quotas: tuple[int, int],
    chances: Sequence[float],
) -> Floats:
    """P(a member of each weight is pivotal), each other one joining with chance p <= 1/2.

    One distribution of W serves both quotas. Shape (chances, quotas, distinct weights).
    """
    if len(rising) * max(quotas) * len(chances) > FEW:
        from willing.models.power import compiled

        return compiled.pivotal(rising, distinct, quotas, chances)
    found = []
    for p in chances:
        below = _below(rising, max(quotas), p)
        found.append([_pivots(below[:q], distinct, p) for q in quotas])
    return np.array(found)


def _below(rising: Sequence[int], cells: int, p: float) -> Floats:
    """P(W <= y) for y < cells."""
    mass = np.zeros(cells)
    mass[0] = 1.0
    for weight in rising:
        joined = p * mass[: max(cells - weight, 0)]
        mass *= 1 - p
        if joined.size:
            mass[weight:] += joined
    return np.cumsum(mass)


def _pivots(below: Floats, distinct: Sequence[int], p: float) -> list[float]:
    """P(q - w <= W_-i <= q - 1) from F, as in `counting`, with signs that carry (p / (1 - p))^k."""
    found = []
    for weight in distinct:
        further = below[: max(below.size - weight, 0)][::-1][::weight]
        with np.errstate(under="ignore"):
            signs = (-p / (1 - p)) ** np.arange(further.size)
        found.append(float((below[-1] - (signs @ further) / (1 - p)) / (1 - p)))
    return found
