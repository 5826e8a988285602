"""P(pass) where members share moods: ballots hang together through common factors.

Behind a member's ballot stands a latent leaning z, standard normal; it votes no below the quantile
of P(no), yes above that of 1 - P(yes). Of its variance `loading`^2 is shared, in equal parts, with
those that are in the same blocs: z = sum over blocs of (loading / sqrt(k)) F + sqrt(1 - shared) e.
Each member's own chances stay as they were, and given the factors F ballots are independent.

P(pass) is then an integral over the factors: members vote one after the other as in `votes`, the
score's distribution is kept for every node of the factors in play, and a factor is integrated out
as soon as the last member that shares it has voted. The number of nodes grows until two results
agree to 1e-6; the difference is the stated error.

A few nodes are those of Gauss and Hermite, best where P(pass) bends gently; beyond, the trapezoidal
rule, which resolves a steep body (many members, a high loading) with fewer nodes and converges as
fast (Trefethen and Weideman 2014). Even and odd numbers of nodes take turns: two even ones without
a node at 0 would agree on 1/2 for every steep majority that turns near there.

One-factor models: Vasicek (1987); with several factors the same, Owen and Steck (1962).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import product
from math import prod, sqrt

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from numpy.typing import NDArray

from willing.models.draws import Floats, exponential, normals, uniforms
from willing.models.normal import cumulatives, quantile
from willing.models.votes import (
    Ballot,
    Chances,
    Poll,
    accepted,
    cast,
    moves,
    start,
    targets,
)

SMALLEST, LARGEST = 1e-300, 1 - 1e-16
"""Between these a probability has a quantile."""

COMPILED = 5_000
"""Cells of a grid above which the compiled code is loaded."""

Factors = tuple[str, ...]

NODES = (7, 10, 13, 20, 27, 36, 49, 66, 89, 120, 161, 216, 289, 388, 521, 700, 941, 1264)
"""Nodes of each factor, tried in this order; odd and even ones take turns."""

GAUSSIAN = 13
"""Up to so many are those of Gauss and Hermite."""

REACH = 6.5
"""The trapezoidal rule ends so many standard deviations out, beyond which lies 1e-10."""

UNSEEN = 6e-7
"""What lies beyond the outermost of ten nodes, on one side: no error is stated below it."""

ENOUGH = 1e-6
"""Numbers of nodes are tried until two of them agree to this."""

MOST_WORK = 1_800_000_000
"""Cells of the grid times nodes times members: some ten seconds."""

QUICK = 3_000_000
"""As much is done unasked: a fraction of a second."""

MOST_CELLS = 4_000_000
"""Cells times nodes that are held at once: 32 MB."""


@dataclass(frozen=True, slots=True)
class Common:
    """The loading of each member on each common factor, in the members' order."""

    loads: tuple[Mapping[str, float], ...]


def common_factors(blocs: Sequence[Sequence[str]], loading: float) -> Common:
    """The common factors of members with these blocs.

    A bloc with one member in the body moves that member alone and is no common factor.

    >>> common_factors([["eu", "nato"], ["eu"], []], 0.4).loads[1]
    {'eu': 0.4}
    """
    if not loading:
        return Common(({},) * len(blocs))
    sharers = Counter(bloc for own in blocs for bloc in own)
    return Common(
        tuple({b: loading / sqrt(len(own)) for b in own if sharers[b] > 1} for own in blocs)
    )


def given_factors(ballot: Ballot, shared: Floats, loading: float) -> Chances:
    """A member's chances of yes, abstention and no for each value of its shared part."""
    yes, _, no = ballot
    own = sqrt(1 - loading**2)
    bounds = quantile(np.clip(np.array([no, 1 - yes]), SMALLEST, LARGEST))
    p_no = np.zeros_like(shared) if no <= 0 else cumulatives((bounds[0] - shared) / own)
    p_yes = np.zeros_like(shared) if yes <= 0 else 1 - cumulatives((bounds[1] - shared) / own)
    if ballot[1] <= 0:
        return p_yes, np.zeros_like(shared), 1 - p_yes
    return p_yes, np.maximum(1 - p_yes - p_no, 0.0), p_no


def leanings(names: Sequence[str], common: Common, seed: int, count: int) -> NDArray[np.float32]:
    """Sampled leanings z of the members, one row each: shape (members, count)."""
    drawn = {name: normals(seed, f"mood:{name}", 0, count) for name in _names(common)}
    found = np.empty((len(names), count), dtype=np.float32)
    for row, (member, load) in enumerate(zip(names, common.loads, strict=True)):
        own = -quantile(uniforms(seed, f"ballot:{member}", 0, count))
        leaning = sqrt(1 - _loading(load) ** 2) * own
        for name, weight in load.items():
            leaning += weight * drawn[name]
        found[row] = leaning
    return found


def ballots_at(leaning: NDArray[np.float32], ballots: Sequence[Ballot]) -> NDArray[np.int8]:
    """How the members vote at sampled leanings, as `votes.sample` does: same shape."""
    cast_ballots = np.empty(leaning.shape, dtype=np.int8)
    for row, (yes, _, no) in enumerate(ballots):
        low, high = quantile(np.clip(np.array([no, 1 - yes]), SMALLEST, LARGEST))
        cast_ballots[row] = (leaning[row] <= high).astype(np.int8) + (leaning[row] < low)
    return cast_ballots


def pass_by_quadrature(
    poll: Poll, ballots: Sequence[Ballot], common: Common, most_work: int = MOST_WORK
) -> tuple[float, float] | None:
    """P(pass) and its error, or None where that takes more than `most_work`."""
    before: float | None = None
    for nodes in NODES:
        if work(poll, common, nodes) > most_work:
            return None
        found = _integrated(poll, ballots, common, nodes)
        if before is not None and abs(found - before) <= ENOUGH:
            return min(found, 1.0), max(abs(found - before), UNSEEN)
        before = found
    return None


def takes(poll: Poll, common: Common) -> int:
    """Cells of the grid times nodes times members, for the least that can be done."""
    return work(poll, common, NODES[1])


def work(poll: Poll, common: Common, nodes: int) -> int:
    """The same with so many nodes for each factor."""
    steps: int = sum(nodes ** len(active) for active, row in _steps(common) if row is not None)
    return steps * poll.cells


def _integrated(poll: Poll, ballots: Sequence[Ballot], common: Common, nodes: int) -> float:
    """The integral with so many nodes for each factor; the most common ones in an outer loop."""
    points, weights = _rule(nodes)
    widest = max(len(active) for active, _ in _steps(common))
    outer: list[str] = []
    names = _names(common)
    while len(outer) < widest and nodes ** (widest - len(outer)) * poll.cells > MOST_CELLS:
        outer.append(names[len(outer)])
    vote = _voting(poll)
    total = 0.0
    for places in product(range(nodes), repeat=len(outer)):
        fixed = {name: float(points[p]) for name, p in zip(outer, places, strict=True)}
        within = _one_after_the_other(poll, ballots, common, fixed, (points, weights), vote)
        total += prod(float(weights[p]) for p in places) * within
    return total


def _rule(nodes: int) -> tuple[Floats, Floats]:
    """The places of so many nodes of a factor, and their weights, which sum to 1."""
    if nodes <= GAUSSIAN:
        points, weights = hermegauss(nodes)
    else:
        points = np.linspace(-REACH, REACH, nodes)
        weights = exponential(-0.5 * points**2)
    return points, weights / weights.sum()


def _one_after_the_other(
    poll: Poll,
    ballots: Sequence[Ballot],
    common: Common,
    fixed: Mapping[str, float],
    rule: tuple[Floats, Floats],
    vote: Callable[[Floats, int, Chances], Floats],
) -> float:
    """P(pass) at fixed values of some factors, the others integrated out on the way."""
    points, weights = rule
    scores = start(poll)
    held: Factors = ()
    for every, row in _steps(common):
        active = tuple(name for name in every if name not in fixed)
        scores = _spread(scores, held, active, points.size)
        if row is not None:
            shared = _shared(common.loads[row], active, fixed, points)
            chances = given_factors(ballots[row], shared, _loading(common.loads[row]))
            scores = vote(scores, row, chances)
        elif every[-1] not in fixed:
            rows = scores.reshape(-1, points.size, *scores.shape[1:])
            scores = np.tensordot(weights, rows, (0, 1))
            active = active[:-1]
        held = active
    return float((scores * accepted(poll)).sum())


def _voting(poll: Poll) -> Callable[[Floats, int, Chances], Floats]:
    """How one more ballot is cast: by NumPy, or compiled for large grids."""
    if poll.cells <= COMPILED:
        return partial(cast, poll)
    from willing.models.bodies import kernel

    @cache
    def leads(steps: tuple[tuple[int, ...], ...]) -> NDArray[np.int64]:
        return np.array([targets(poll, by) for by in steps])

    def vote(scores: Floats, row: int, ballot: Chances) -> Floats:
        ways = moves(poll, row, ballot)
        rows = np.ascontiguousarray(scores.reshape(scores.shape[0], -1))
        chances = np.array([np.broadcast_to(p, rows.shape[0]) for p in ways.values()])
        after = np.empty_like(rows)
        kernel.cast(rows, leads(tuple(ways)), chances, after)
        return after.reshape(scores.shape)

    return vote


def _spread(scores: Floats, held: Factors, active: Factors, nodes: int) -> Floats:
    """The same distribution at every node of the factors that come into play."""
    cells = scores.shape[1:]
    known = scores.reshape([nodes if name in held else 1 for name in active] + list(cells))
    return np.broadcast_to(known, (nodes,) * len(active) + cells).reshape(-1, *cells)


def _shared(
    load: Mapping[str, float], active: Factors, fixed: Mapping[str, float], points: Floats
) -> Floats:
    """The shared part of a member's leaning at every node of the factors in play."""
    total = np.array(sum(fixed.get(name, 0.0) * weight for name, weight in load.items()))
    for name in active:
        total = total[..., np.newaxis] + load.get(name, 0.0) * points
    return total.ravel()


def _steps(common: Common) -> Iterator[tuple[Factors, int | None]]:
    """Who votes next, with the factors in play; and None where the last of these is done.

    Factors that no chain of members joins are done one after the other; within those so joined
    that with the fewest members goes first.
    """
    left = {row: load for row, load in enumerate(common.loads) if load}
    yield from (((), row) for row, load in enumerate(common.loads) if not load)
    for names in _joined(common):
        active: Factors = ()
        for name in reversed(names):
            for row in [row for row, load in left.items() if name in load]:
                load = left.pop(row)
                active = tuple(known for known in names if known in active or known in load)
                yield active, row
            yield active, None
            active = active[:-1]


def _joined(common: Common) -> Iterator[list[str]]:
    """Sets of factors that members join, the most common factor of each first."""
    names = _names(common)
    while names:
        found = {names[0]}
        while True:
            more = {n for load in common.loads if found & load.keys() for n in load}
            if more <= found:
                break
            found |= more
        yield [name for name in names if name in found]
        names = [name for name in names if name not in found]


def _names(common: Common) -> list[str]:
    """All common factors, those of most members first."""
    sharers = Counter(name for load in common.loads for name in load)
    return sorted(sharers, key=lambda name: (-sharers[name], name))


def _loading(load: Mapping[str, float]) -> float:
    return sqrt(sum(weight**2 for weight in load.values()))
