"""Turn after turn, until hardly anybody moves: one run with all that is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.bargaining.spatial_model.options import CHOICES, Compat, Options, place
from willing.models.bargaining.spatial_model.spatial_issue import SpatialIssue, affinities
from willing.models.bargaining.spatial_model.twister import uniforms_of
from willing.models.draws import uniforms

if TYPE_CHECKING:
    from willing.models.bargaining.spatial_model.kernel import Told

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FEWEST_TURNS, MOST_TURNS = 2, 100

STILL = 0.02
"""A turn with less than this share of the first turn's movement is the last."""

GUARD = 1e-4
"""Added to the first turn's movement, on a scale of 1."""

LARGEST = 100.0
"""Capabilities are scaled so that this is the largest: their unit does not matter."""

FAILURES = {
    -1: "KTAB divides by zero where all actors are equally likely to win, and loses the run; leave "
    "compat out, and they are neutral to risk",
    -2: "KTAB stops where attitudes to risk make no difference (all actors agree, or stand at "
    "either end of the scale), and loses the run; leave compat out",
    -3: "PCEModel: KTAB gives up where its Markov process takes 1,000 rounds, and loses the run; "
    "leave compat out",
}


@dataclass(frozen=True, slots=True)
class Play:
    """Positions after every turn (turns + 1, actors, dimensions) from 0 to 1, whether they came to
    rest, and what is told of each turn.
    """

    path: Floats
    settled: bool
    told: Told


def play(issue: SpatialIssue, compat: Compat, seed: int | None, turns: int | None) -> Play:
    """One run; with `seed`, transitions are stochastic. Raises `InputError` where KTAB would lose
    it and is followed in that.
    """
    from willing.models.bargaining.spatial_model import kernel

    shape = issue.size, len(issue.dims)
    path, told = np.empty((MOST_TURNS + 1, *shape)), kernel.room(MOST_TURNS + 1, *shape)
    count = kernel.play(
        np.array(issue.positions) / 100.0,
        np.array(issue.saliences),
        scaled(np.array([issue.capabilities]), compat)[0],
        np.array(affinities(issue)),
        coded(issue.options, compat),
        turns or 0,
        _chances(issue, compat, seed)[0],
        path,
        told,
    )
    if count < 0:
        raise InputError(FAILURES[count])
    return Play(path[: count + 1], bool(kernel.still(path, count)), told)


def scaled(capabilities: Floats, compat: Compat) -> Floats:
    """Capabilities (draws, actors) of which the largest of each draw is 100, or KTAB's own."""
    if compat:
        return capabilities
    found: Floats = capabilities * (LARGEST / capabilities.max(axis=1, keepdims=True))
    return found


def coded(options: Options, compat: Compat) -> Ints:
    """The options in the order in which the kernel has them, and compat."""
    return np.array([*(place(name, options) for name in CHOICES), bool(compat)], dtype=np.int64)


def _chances(issue: SpatialIssue, compat: Compat, seed: int | None) -> Floats:
    """What the choices are drawn with: KTAB's stream in the order of the actors, or ours."""
    if seed is None:
        return np.zeros((1, MOST_TURNS, issue.size))
    if compat:
        stream = islice(uniforms_of(seed), MOST_TURNS * issue.size)
        return np.array(list(stream)).reshape(1, MOST_TURNS, issue.size)
    return chances(issue, seed, 0, 1)


def chances(issue: SpatialIssue, seed: int, start: int, count: int) -> Floats:
    """What the choices of all turns are drawn with, by the names of the actors: (draws, turns,
    actors).
    """
    found = np.empty((count, MOST_TURNS, issue.size))
    for number in range(MOST_TURNS):
        for row, actor in enumerate(issue.actors):
            name = f"spatial:{issue.name}:{actor}:turn {number + 1}"
            found[:, number, row] = uniforms(seed, name, start, count)
    return found
