"""Turn after turn, until hardly anybody moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import count, repeat

import numpy as np
from numpy.typing import NDArray

from willing.models.bargaining.spatial_model.options import Compat
from willing.models.bargaining.spatial_model.spatial_issue import SpatialIssue, affinities
from willing.models.bargaining.spatial_model.turn import Draw, Turn, turn
from willing.models.bargaining.spatial_model.twister import uniforms_of
from willing.models.bargaining.spatial_model.view import View, look
from willing.models.draws import uniforms

Floats = NDArray[np.float64]

FEWEST_TURNS, MOST_TURNS = 2, 100

STILL = 0.02
"""A turn with less than this share of the first turn's movement is the last."""

GUARD = 1e-4
"""Added to the first turn's movement, on a scale of 1."""

LARGEST = 100.0
"""Capabilities are scaled so that this is the largest: their unit does not matter."""


def play(
    issue: SpatialIssue, compat: Compat, seed: int | None, turns: int | None
) -> Iterator[tuple[View, Turn | None]]:
    """The view of every state with the turn that leads on from it, None after the last."""
    x = np.array(issue.positions) / 100.0
    q, s = x, np.array(issue.saliences)
    c = np.array(issue.capabilities)
    if not compat:
        c = c * (LARGEST / c.max())
    weights = np.array(affinities(issue))
    draws = _draws(issue, compat, seed)
    path = [x]
    while True:
        view = look(x, q, s, c, issue.options, compat)
        if len(path) > MOST_TURNS or (still(path) if turns is None else len(path) > turns):
            yield view, None
            return
        step = turn(view, next(draws))
        yield view, step
        x = step.after
        q = follow(q, x, weights)
        path.append(x)


def follow(q: Floats, x: Floats, weights: Floats) -> Floats:
    """Ideals: q_i <- sum_j a_ij x_j + (1 - sum_j a_ij) q_i."""
    total, rest = np.zeros_like(q), np.zeros(len(q))
    for place, column in enumerate(weights.T):
        total = total + column[:, None] * x[place]
        rest = rest + column
    return total + (1.0 - rest)[:, None] * q


def still(path: Sequence[Floats]) -> bool:
    """KTAB's rule: whether the last turn moved little beside the first."""
    if len(path) <= FEWEST_TURNS:
        return False
    return movement(path[-2], path[-1]) / (movement(path[0], path[1]) + GUARD) < STILL


def movement(before: Floats, after: Floats) -> float:
    """The sum over actors of how far each went."""
    total = 0.0
    for step in after - before:
        square = 0.0
        for side in step:
            square += side * side
        total += float(np.sqrt(square))
    return total


def _draws(issue: SpatialIssue, compat: Compat, seed: int | None) -> Iterator[Draw | None]:
    """What each turn draws with; ours do not depend on the order of the actors."""
    if seed is None:
        yield from repeat(None)
    elif compat:
        stream = uniforms_of(seed)
        yield from repeat(lambda _actor: next(stream))
    else:
        for number in count(1):
            yield partial(_draw, issue, seed, number)


def _draw(issue: SpatialIssue, seed: int, number: int, row: int) -> float:
    return float(uniforms(seed, chance_name(issue, row, number), 0, 1)[0])


def chance_name(issue: SpatialIssue, row: int, number: int) -> str:
    """What the draws of an actor's choice in a turn are keyed by."""
    return f"spatial:{issue.name}:{issue.actors[row]}:turn {number}"
