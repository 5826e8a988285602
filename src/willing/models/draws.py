"""What the models share: random draws that depend on nothing but seed, world and a name.

A counter-based generator (Philox 4x64; Salmon, Moraes, Dror and Shaw 2011, "Parallel random
numbers: as easy as 1, 2, 3") is keyed by the seed and a hash of the variable's *name* and its
counter tells the worlds. The draw of world 7 for `event:ceasefire` is therefore the same whatever
else is drawn, in which order, in blocks of whatever size, on however many machines; and a
scenario with one actor more leaves all others' draws as they were (common random numbers).

A uniform u = (n + 1/2) / 2^32 has 32 binary digits. Where its value is wanted (amounts, common
factors) the 32 bits of one world lie side by side. Where only u < p is asked (events,
willingness) the same digit of 64 worlds lies in one word (counter: number of the word, number of
four digits), so that 64 comparisons are one, and end as soon as the digits drawn decide: after
about eight of them.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from math import ceil, factorial, log

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.normal import quantile

Floats = NDArray[np.float64]
Words = NDArray[np.uint64]

DIGITS = 32
"""Binary digits of a uniform: a probability is kept to 1.2e-10."""

PER_COUNT = 4
"""Philox 4x64 yields four words for each value of its counter."""

LANES = 64
"""Worlds in one word of digits."""

HALVES = 8
"""Uniforms of two to a word in these four words."""

LN2 = 0.6931471805599453
SERIES = tuple(1 / factorial(n) for n in range(13, -1, -1))
"""Coefficients of the exponential series, the highest power first."""

Z90 = 1.2815515655446004
"""The 90th percentile of the standard normal."""


@lru_cache(maxsize=1 << 15)
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

    Uniform on the open interval (0, 1), on a lattice of 2**32 points: never 0, never 1.
    """
    counter, skip = divmod(start, HALVES)
    words = _philox(seed, name, counter).random_raw(-(-(skip + count) // 2))
    low, high = words & np.uint64(0xFFFFFFFF), words >> np.uint64(32)
    halves = np.stack((low, high), axis=1).ravel()[skip : skip + count]
    return (halves.astype(np.float64) + 0.5) * 2.0**-DIGITS


def normals(seed: int, name: str, start: int, count: int) -> Floats:
    """Standard normal draws, by the inverse of the distribution function: shape (count,)."""
    return quantile(uniforms(seed, name, start, count))


def lattice(p: float) -> int:
    """The number of points of the lattice that lie below p, so that u < p where n is less.

    >>> lattice(0.0), lattice(1.0) == 1 << DIGITS
    (0, True)
    """
    return min(max(ceil(p * 2.0**DIGITS - 0.5), 0), 1 << DIGITS)


def digits(seed: int, name: str, batch: int, first: int, words: int) -> Words:
    """Four binary digits, 4 `batch` ... 4 `batch` + 3 from the highest, of the uniforms of 64
    `words` worlds from word `first` on: shape (4, words).
    """
    drawn = _philox(seed, name, first, batch).random_raw(PER_COUNT * words)
    return np.ascontiguousarray(drawn.reshape(words, PER_COUNT).T)


def below(seed: int, name: str, p: float, first: int, words: int) -> Words:
    """Where the uniform of the variable is below p, with exactly that probability, 64 worlds to a
    word: shape (words,).

    The digits of p are compared from the highest on, as long as any world is undecided.
    """
    bound = lattice(p)
    if bound in (0, 1 << DIGITS):
        return np.full(words, np.uint64(0) if bound == 0 else ~np.uint64(0))
    less, open_ = np.zeros(words, dtype=np.uint64), np.full(words, ~np.uint64(0))
    for batch in range(DIGITS // PER_COUNT):
        for place, digit in enumerate(digits(seed, name, batch, first, words)):
            if bound >> (DIGITS - 1 - batch * PER_COUNT - place) & 1:
                less |= open_ & ~digit
                open_ &= digit
            else:
                open_ &= ~digit
        if not open_.any():
            break
    return less


def digit_uniforms(seed: int, name: str, first: int, words: int) -> Floats:
    """The values of the uniforms that `below` compares: shape (64 words,)."""
    values = np.zeros(LANES * words, dtype=np.uint32)
    for batch in range(DIGITS // PER_COUNT):
        octets = digits(seed, name, batch, first, words).astype("<u8", copy=False).view(np.uint8)
        for digit in np.unpackbits(octets, axis=1, bitorder="little"):
            values += values
            values += digit
    return (values.astype(np.float64) + 0.5) * 2.0**-DIGITS


def triangular(uniform: Floats, low: float, mode: float, high: float) -> Floats:
    """Inverse distribution function of the triangular distribution on [low, high].

    F(x) = (x - low)^2 / ((high - low)(mode - low)) up to the mode, and mirrored beyond it.
    """
    width = high - low
    if width <= 0:
        return np.full_like(uniform, low)
    rising = low + np.sqrt(uniform * (width * (mode - low)))
    falling = high - np.sqrt((1 - uniform) * (width * (high - mode)))
    return np.where(uniform * width < mode - low, rising, falling)


def at_rank(rank: Floats, span: tuple[float, ...]) -> Floats:
    """The value at a rank in [0, 1]: of a number, of `(low, high)`, uniform, or of `(low, mode,
    high)`, triangular.

    >>> at_rank(np.array([0.25]), (0.0, 2.0)).tolist(), at_rank(np.array([0.25]), (3.0,)).tolist()
    ([0.5], [3.0])
    """
    if len(span) == 3:
        return triangular(rank, *span)
    return span[0] + rank * (span[-1] - span[0])


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
    return exponential(mu + sigma * quantile(uniform))


def exponential(x: Floats) -> Floats:
    """e^x to about 1e-15, by its series: the same to the last bit on every machine.

    e^x = 2^k e^g with k the whole number nearest to x / ln 2 and |g| <= ln 2 / 2.
    """
    k = np.rint(x * (1.0 / LN2))
    g = x - k * LN2
    total = np.full_like(x, SERIES[0])
    for term in SERIES[1:]:
        total *= g
        total += term
    return np.ldexp(total, k.astype(np.int64))


def _philox(seed: int, name: str, *counter: int) -> np.random.Philox:
    key = checked_seed(seed) | variable_key(name) << 64
    return np.random.Philox(
        counter=sum(c << 64 * place for place, c in enumerate(counter)), key=key
    )
