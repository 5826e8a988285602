"""Weights: what each sign counts for, fitted on labelled passages and kept in one data file.

Two log-linear models read the signs of a claim: whether it states a position at all, and which of
the seven steps it is. Two more of the same form read what all claims of one actor come to. The
weights are integers in hundredths; `tools/fit_reader.py` makes the file anew.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate, chain, repeat
from operator import mul
from struct import Struct

import numpy as np
from numpy.typing import NDArray

from willing.extraction.sign_numbers import FLAGS, SignNumbers, known_signs
from willing.extraction.sign_words import in_words
from willing.reference.vocabulary import STANCES, Stance

UNIT = 100.0
"""The file's weights are in hundredths."""

Chances = tuple[float, tuple[float, ...]]
"""The chance that a position is stated, and those of the steps if it is."""


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Names with their weights: for stating anything, then for each step of `STANCES`.

    `places` maps a name to its row in `table`, which is in hundredths; row 0, the name "", holds
    the constants. `names` has the name of each row. Rows beyond those names are zeros, of what is
    noted without a weight.
    """

    places: Mapping[str, int]
    names: Sequence[str]
    table: NDArray[np.int16]

    def row(self, name: str) -> tuple[float, ...]:
        """The weights of one name; of an unknown one, KeyError."""
        return tuple((self.table[self.places[name]] / UNIT).tolist())

    def arranged(self, names: Sequence[str]) -> Weights:
        """The same weights, a row for each of these names in their order; zeros for unknown ones.

        The constants stay in row 0.
        """
        rows = np.zeros((1 + len(names), self.table.shape[1]), np.int16)
        for row, name in zip(rows, ["", *names], strict=True):
            if name in self.places:
                row[:] = self.table[self.places[name]]
        return _weights(["", *names], rows)

    def weigh(self, items: Sequence[Sequence[float]]) -> list[Chances]:
        """For each item its chance that a position is stated, and those of the steps if it is.

        An item has a number for each name, in the order of the rows: so often does that count.
        All are packed in one go: an array made float by float takes three times as long.
        """
        if not items:
            return []
        row = Struct(f"{len(items[0])}d").pack
        values = np.frombuffer(b"".join([row(*item) for item in items]))
        return _chances(values.reshape(len(items), -1) @ self.table[1:] + self.table[0])

    def weigh_signs(self, items: Sequence[Sequence[int]]) -> list[Chances]:
        """The same for signs by their rows, which count once each."""
        if not items:
            return []
        rows = [(0, *signs) for signs in items]
        weights = self.table.take(np.fromiter(chain.from_iterable(rows), dtype=np.intp), axis=0)
        starts = [0, *accumulate(map(len, rows[:-1]))]
        return _chances(np.add.reduceat(weights, starts, axis=0, dtype=np.int32))

    def telling(self, signs: Sequence[int], stance: Stance, most: int = 5) -> tuple[str, ...]:
        """The signs that speak most for a stance, in words, strongest first, with their weights."""
        rows = np.array([row for row in signs if row < len(self.names)], dtype=np.intp)
        found = self.table.take(rows, axis=0)
        speaking = found[:, 0] + found[:, 1 + STANCES.index(stance)]
        strongest = (-speaking).argsort(kind="stable")[:most]
        told = zip(rows[strongest].tolist(), speaking[strongest].tolist(), strict=True)
        return tuple([_with_weight(self.names[row], weight / UNIT) for row, weight in told])


@lru_cache(maxsize=32_768)
def _with_weight(sign: str, weight: float) -> str:
    """A sign in words, with its weight."""
    return f"{in_words(sign)} {weight:+.2f}"


def _chances(hundredths: NDArray[np.float64 | np.int32]) -> list[Chances]:
    """The chances that summed weights come to, a row for each item."""
    sums = hundredths / UNIT
    states = 1.0 / (1.0 + np.exp(-np.maximum(sums[:, 0], -700.0)))
    steps = np.exp(sums[:, 1:] - sums[:, 1:].max(axis=1, keepdims=True))
    steps /= steps.sum(axis=1, keepdims=True)
    return list(zip(states.tolist(), map(tuple, steps.tolist()), strict=True))


def logistic(x: float) -> float:
    """1 / (1 + exp(-x)), for any x.

    >>> logistic(0.0), logistic(-1000.0)
    (0.5, 0.0)
    """
    return 1.0 / (1.0 + math.exp(-x)) if x > -700 else 0.0


_LEAST = 1e-3


def logit(p: float) -> float:
    """The inverse, kept within plus or minus 7."""
    if p < _LEAST:
        p = _LEAST
    elif p > 1 - _LEAST:
        p = 1 - _LEAST
    return math.log(p / (1 - p))


@lru_cache(maxsize=1)
def claim_weights() -> Weights:
    """The weights of the signs of a claim."""
    return weights_from(_file()["claim"], _unweighed())


@lru_cache(maxsize=1)
def claim_signs() -> SignNumbers:
    """The signs of a claim that are known, numbered as the rows of `claim_weights`."""
    return known_signs([*claim_weights().names, *_unweighed()])


def _unweighed() -> list[str]:
    """Flags without a weight in a claim: what they come to is weighed with an actor's claims."""
    return [flag for flag in FLAGS if flag not in _file()["claim"]]


@lru_cache(maxsize=1)
def actor_weights() -> Weights:
    """The weights of what an actor's claims come to."""
    return weights_from(_file()["actor"])


@lru_cache(maxsize=8)
def detail_weights(which: str) -> Mapping[str, float]:
    """The weights of the signs of a detail: "offers", "refuses" (kinds) or "waits" (conditions)."""
    return {name: row[0] / UNIT for name, row in _file()[which].items()}


def chance(
    weights: Mapping[str, float], signs: Iterable[str], values: Mapping[str, float]
) -> float:
    """The chance that a log-linear model gives to signs, which count once each, and to named
    values; "" is its constant.
    """
    told = sum(map(weights.get, signs, repeat(0.0)))
    around = sum(map(mul, map(weights.get, values, repeat(0.0)), values.values()))
    return logistic(weights[""] + told + around)


@lru_cache(maxsize=1)
def _file() -> dict[str, dict[str, list[int]]]:
    path = files("willing.extraction") / "data" / "weights.json"
    found: dict[str, dict[str, list[int]]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def weights_from(table: Mapping[str, Sequence[int]], unweighed: Sequence[str] = ()) -> Weights:
    """Weights given in hundredths, as the file has them; "" must be among the names.

    Names that are `unweighed` have rows of zeros after all others.
    """
    names = ["", *(name for name in table if name)]
    rows = [table[name] for name in names] + [(0,) * len(table[""])] * len(unweighed)
    return _weights(names, np.array(rows, dtype=np.int16))


def _weights(names: Sequence[str], table: NDArray[np.int16]) -> Weights:
    places = {name: place for place, name in enumerate(names)}
    return Weights(places, names, table)
