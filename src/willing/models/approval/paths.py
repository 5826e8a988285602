"""Approval in the months to come, in every world.

    mu_0 = mean + sd z_0                      what the polls leave open
    ln s = ln daily + spread z_s              how fast approval moves is open too
    mu_m = mu_(m-1) + s sqrt(days) z_m        a month has 30.4 days

Levels in log odds; every z is standard normal, keyed by the leader and its own name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.models.draws import normals

Floats = NDArray[np.float64]

MONTH = 365.25 / 12
"""Days."""


@dataclass(frozen=True, slots=True)
class Now:
    """Where approval stands and how fast it moves, in log odds; see above."""

    mean: float
    sd: float
    daily: float
    daily_spread: float


@dataclass(frozen=True, slots=True)
class Walk:
    """One month of all worlds: the level at its beginning and at its end, and the variance of the
    steps between; each (worlds,). No outcome is in it.
    """

    month: int
    before: Floats
    after: Floats
    variance: Floats


def walks(now: Now, leader: str, months: int, seed: int, worlds: int) -> Iterator[Walk]:
    """The months 1 ... `months`, one after the other.

    The same seed gives the same worlds, however many months are asked for.
    """
    level = started(now, leader, seed, worlds)
    pace = np.full(worlds, now.daily)
    if now.daily_spread > 0:
        pace *= np.exp(now.daily_spread * normals(seed, f"leader:{leader}:pace", 0, worlds))
    step = pace * MONTH**0.5
    for month in range(1, months + 1):
        then = level + step * normals(seed, f"leader:{leader}:month:{month}", 0, worlds)
        yield Walk(month, level, then, step**2)
        level = then


def started(now: Now, leader: str, seed: int, worlds: int) -> Floats:
    """The level on the day that is asked for, before any outcome: shape (worlds,)."""
    return now.mean + now.sd * normals(seed, f"leader:{leader}:level", 0, worlds)
