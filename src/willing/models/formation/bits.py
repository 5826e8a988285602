"""Sixty-four worlds in a machine word: yes and no in many worlds at once.

World w is bit w % 64 of word w // 64, the lowest bit first. One instruction on a word decides for
64 worlds what it would decide for one; numbers (amounts) take one *lane* per world.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from willing.models.draws import LANES as LANES

Words = NDArray[np.uint64]
Grains = NDArray[np.int64]
Bools = NDArray[np.bool_]

ALL = ~np.uint64(0)
"""The word that says yes in all of its worlds."""


def none(*shape: int) -> Words:
    """Words that say no everywhere."""
    return np.zeros(shape, dtype=np.uint64)


def every(*shape: int) -> Words:
    """Words that say yes everywhere."""
    return np.full(shape, ALL)


def first(worlds: int, words: int) -> Words:
    """Words that say yes in the first `worlds` worlds: shape (words,).

    >>> [f"{word:b}" for word in first(66, 2)[1:].tolist()]
    ['11']
    """
    return packed(np.arange(words * LANES) < worlds)


def packed(lanes: Bools) -> Words:
    """From one truth value per world, shape (..., 64 words), to words, shape (..., words)."""
    found = np.packbits(lanes, axis=-1, bitorder="little").view(np.uint64)
    return found if sys.byteorder == "little" else found.byteswap()


def unpacked(words: Words) -> Bools:
    """From words, shape (..., words), to one truth value per world, shape (..., 64 words)."""
    plain = words if sys.byteorder == "little" else words.byteswap()
    octets = np.ascontiguousarray(plain).view(np.uint8)
    return np.unpackbits(octets, axis=-1, bitorder="little").view(np.bool_)


def count(words: Words) -> int:
    """In how many worlds the words say yes."""
    return int(np.bitwise_count(words).sum(dtype=np.int64))


def counts(rows: Words) -> Grains:
    """The same row by row: shape (rows, words) to (rows,)."""
    found: Grains = np.bitwise_count(rows).sum(axis=-1, dtype=np.int64)
    return found


def counter(rows: Iterable[Words], words: int) -> Words:
    """How many of the rows say yes in each world, as binary digits: shape (digits, words), the
    lowest digit first.
    """
    digits: list[Words] = []
    for row in rows:
        carry = row
        for place, digit in enumerate(digits):
            digits[place], carry = digit ^ carry, digit & carry
        if carry.any():
            digits.append(carry)
    return np.array(digits, dtype=np.uint64).reshape(len(digits), words)


def reaches(digits: Words, least: int) -> Words:
    """Where a number, as `counter` gives it, is at least so large: shape (words,)."""
    words = digits.shape[1]
    if least <= 0:
        return every(words)
    if least >> len(digits):
        return none(words)
    more, equal = none(words), every(words)
    for place in range(len(digits) - 1, -1, -1):
        if least >> place & 1:
            equal &= digits[place]
        else:
            more |= equal & digits[place]
            equal &= ~digits[place]
    return more | equal


def numbers(digits: Words) -> Grains:
    """The numbers that `counter` gives, one per world: shape (64 words,)."""
    found = np.zeros(digits.shape[1] * LANES, dtype=np.int64)
    for place, digit in enumerate(digits):
        found += unpacked(digit).astype(np.int64) << place
    return found


def dot(x: Words, y: Words, kept: Words) -> int:
    """The sum over the kept worlds of the product of two numbers given as binary digits."""
    total = 0
    for i, one in enumerate(x):
        here = one & kept
        for j, other in enumerate(y):
            total += count(here & other) << i + j
    return total


def total(x: Words, kept: Words) -> int:
    """The sum over the kept worlds of a number given as binary digits."""
    return sum(count(digit & kept) << place for place, digit in enumerate(x))
