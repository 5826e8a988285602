"""Sixty-four worlds in a machine word: yes and no in many worlds at once.

World w is bit w % 64 of word w // 64, the lowest bit first. One instruction on a word decides for
64 worlds what it would decide for one; numbers (amounts) take one *lane* per world.
"""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Grains = NDArray[np.int64]
Bools = NDArray[np.bool_]

LANES = 64
"""Worlds in one word."""

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
