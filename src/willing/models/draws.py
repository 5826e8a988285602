"""What the models share: random draws that depend on nothing but seed, world and a name.

A counter-based generator (Philox 4x64; Salmon, Moraes, Dror and Shaw 2011, "Parallel random
numbers: as easy as 1, 2, 3") is keyed by the seed and a hash of the variable's *name* and its
counter is the world's number. The draw of world 7 for `event:ceasefire` is therefore the same
whatever else is drawn, in which order, in blocks of whatever size, on however many machines; and
a scenario with one actor more leaves all others' draws as they were (common random numbers).
"""

from __future__ import annotations

from hashlib import blake2b
from math import log

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.normal import quantile

Floats = NDArray[np.float64]

WORDS_PER_COUNT = 4
"""Philox 4x64 yields four words for each value of its counter."""

Z90 = 1.2815515655446004
"""The 90th percentile of the standard normal."""


def variable_key(name: str) -> int:
    """The 64-bit key of a variable: a BLAKE2 hash of its name.

    >>> hex(variable_key("event:ceasefire"))[:6]
    '0x45d7'
    """
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")


def checked_seed(seed: int) -> int:
    """The seed itself; raises `InputError` unless 0 <= seed < 2**64."""
    if not 0 <= seed < 1 << 64:
        raise InputError(f"seed {seed}: must be a whole number from 0 to 2**64 - 1")
    return seed


def uniforms(seed: int, name: str, start: int, count: int) -> Floats:
    """Draws of the variable `name` in worlds `start` ... `start + count - 1`: shape (count,).

    Uniform on the open interval (0, 1), on a lattice of 2**52 points: never 0, never 1.
    """
    key = checked_seed(seed) | variable_key(name) << 64
    first, skip = divmod(start, WORDS_PER_COUNT)
    words = np.random.Philox(counter=first, key=key).random_raw(skip + count)[skip:]
    return ((words >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52


def normals(seed: int, name: str, start: int, count: int) -> Floats:
    """Standard normal draws, by the inverse of the distribution function: shape (count,)."""
    return quantile(uniforms(seed, name, start, count))


def triangular(uniform: Floats, low: float, mode: float, high: float) -> Floats:
    """Inverse distribution function of the triangular distribution on [low, high].

    F(x) = (x - low)^2 / ((high - low)(mode - low)) up to the mode, and mirrored beyond it.
    """
    width = high - low
    if width <= 0:
        return np.full_like(uniform, low)
    rising = low + np.sqrt(uniform * width * (mode - low))
    falling = high - np.sqrt((1 - uniform) * width * (high - mode))
    return np.where(uniform * width < mode - low, rising, falling)


def lognormal_parameters(p10: float, p50: float, p90: float) -> tuple[float, float]:
    """(mu, sigma) of the log-normal read from three percentiles.

    The median is kept, mu = ln p50; sigma = ln(p90 / p10) / (2 z90), the least-squares slope of
    ln x on z. Where the two halves are of different widths on the log scale p10 and p90 are met
    only on average; their ratio always is.
    """
    return log(p50), log(p90 / p10) / (2 * Z90)


def lognormal(uniform: Floats, p10: float, p50: float, p90: float) -> Floats:
    """Inverse distribution function of the log-normal read from three percentiles."""
    mu, sigma = lognormal_parameters(p10, p50, p90)
    draws: Floats = np.exp(mu + sigma * quantile(uniform))
    return draws
