"""Many draws of an issue at once: compiled code on several threads."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.bargaining.spatial_model.options import Compat, Options
from willing.models.bargaining.spatial_model.play import FAILURES, MOST_TURNS, coded, scaled

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SLICE = 64
"""Draws that a thread takes at a time."""


@dataclass(frozen=True, slots=True)
class Played:
    """Last positions (draws, actors, dimensions) from 0 to 1, and how many turns: (draws,)."""

    last: Floats
    turns: Ints


def play_many(
    positions: Floats,
    saliences: Floats,
    capabilities: Floats,
    affinity: Floats,
    options: Options,
    *,
    compat: Compat = "",
    turns: int | None = None,
    chances: Floats | None = None,
    workers: int | None = None,
) -> Played:
    """The turns of every draw: positions from 0 to 1 and saliences (draws, actors, dimensions),
    capabilities (draws, actors), chances of stochastic transitions (draws, turns, actors).

    Raises `InputError` for the first draw that fails.
    """
    from willing.models.bargaining.spatial_model import kernel

    draws, n, dims = positions.shape
    capabilities = scaled(capabilities, compat)
    if chances is None:
        chances = np.zeros((draws, MOST_TURNS, n))
    chosen = coded(options, compat)
    last, counts = np.empty_like(positions), np.empty(draws, dtype=np.int64)

    def part(start: int) -> None:
        path, told = np.empty((MOST_TURNS + 1, n, dims)), kernel.room(1, n, dims)
        for draw in range(start, min(start + SLICE, draws)):
            count = kernel.play(
                positions[draw], saliences[draw], capabilities[draw], affinity, chosen, turns or 0,
                chances[draw], path, told,
            )  # fmt: skip
            counts[draw], last[draw] = count, path[max(count, 0)]

    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool:
        for _ in pool.map(part, range(0, draws, SLICE)):
            pass
    failed = np.flatnonzero(counts < 0)
    if failed.size:
        first = int(failed[0])
        raise InputError(f"draw {first + 1}: {FAILURES[int(counts[first])]}")
    return Played(last, counts)
