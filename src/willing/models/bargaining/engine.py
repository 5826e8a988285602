"""Turns over many draws: which code does it, and with how many threads."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.models.bargaining.challenge import AGREED, Turn, turn
from willing.models.bargaining.median import medians
from willing.models.bargaining.readings import Reading

Floats = NDArray[np.float64]

FEW = 250_000
"""Up to so many draws times pairs nobody should wait for compiled code: 256 draws of 30 actors, of
which a turn takes a millisecond in NumPy."""

SLICE = 512
"""Draws that a thread takes at a time."""


@dataclass(frozen=True, slots=True)
class Played:
    """Medians and means (draws, turns + 1), last positions (draws, actors)."""

    medians: Floats
    means: Floats
    last: Floats


def play(
    positions: Floats,
    weights: Floats,
    saliences: Floats,
    reading: Reading,
    rounds: int,
    *,
    workers: int | None = None,
) -> Played:
    """So many turns of every draw, all inputs (draws, actors)."""
    if positions.size * positions.shape[1] <= FEW:
        return play_in_numpy(positions, weights, saliences, reading, rounds)
    return play_compiled(positions, weights, saliences, reading, rounds, workers=workers)


def turns(
    positions: Floats, weights: Floats, saliences: Floats, reading: Reading, rounds: int
) -> list[Turn]:
    """The turns of one draw, inputs (actors,); fewer than `rounds` where everyone agrees."""
    x, first = positions, float(np.ptp(positions))
    found: list[Turn] = []
    while len(found) < rounds:
        span = float(np.ptp(x))
        if span <= AGREED * first or first <= 0:
            break
        found.append(
            turn(x, weights, saliences, first if reading.span == "first" else span, reading)
        )
        x = found[-1].after
    return found


def play_in_numpy(
    positions: Floats, weights: Floats, saliences: Floats, reading: Reading, rounds: int
) -> Played:
    """A draw after the other, by `challenge.turn`."""
    draws = len(positions)
    middle, mean = np.empty((draws, rounds + 1)), np.empty((draws, rounds + 1))
    last = np.empty_like(positions)
    for draw, (x, w, s) in enumerate(zip(positions, weights, saliences, strict=True)):
        steps = [x, *(one.after for one in turns(x, w, s, reading, rounds))]
        steps += [steps[-1]] * (rounds + 1 - len(steps))
        path = np.stack(steps)
        middle[draw] = medians(path, np.broadcast_to(w, path.shape))
        mean[draw] = path @ w / w.sum()
        last[draw] = path[-1]
    return Played(middle, mean, last)


def play_compiled(
    positions: Floats,
    weights: Floats,
    saliences: Floats,
    reading: Reading,
    rounds: int,
    *,
    workers: int | None = None,
) -> Played:
    """The same by `kernel`, slices of the draws on several threads."""
    from willing.models.bargaining import kernel

    draws = len(positions)
    middle, mean = np.empty((draws, rounds + 1)), np.empty((draws, rounds + 1))
    last = np.empty_like(positions)
    chosen = choices(reading)

    def part(start: int) -> None:
        some = slice(start, start + SLICE)
        kernel.play(
            positions[some], weights[some], saliences[some], chosen, reading.status_quo,
            middle[some], mean[some], last[some],
        )  # fmt: skip

    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool:
        for _ in pool.map(part, range(0, draws, SLICE)):
            pass
    return Played(middle, mean, last)


def choices(reading: Reading) -> NDArray[np.int64]:
    """A reading's choices in the order in which the kernel has them."""
    return np.array(
        [
            reading.support == "all",
            reading.voters == "linear",
            reading.rival == "own",
            reading.drift == "median",
            reading.conflict == "open",
            reading.choice == "strongest",
            reading.among == "lowest",
            reading.middle == "mean",
            reading.span == "current",
            reading.capitulates,
        ],
        dtype=np.int64,
    )
