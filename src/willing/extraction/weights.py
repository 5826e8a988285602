"""Weights: what each sign counts for, fitted on labelled passages and kept in one data file.

Two log-linear models read the signs of a claim: whether it states a position at all, and which of
the seven steps it is. Two more of the same form read what all claims of one actor come to. The
weights are integers in hundredths; `tools/fit_reader.py` makes the file anew.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate, chain, repeat
from operator import mul

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

    `places` maps a name to its row in `table`; row 0, the name "", holds the constants. `names`
    has the name of each row, `speaking` what each speaks for a step all in all, a row per step.
    Rows beyond those names are of what has no weight; the last of them is of unknown names.
    """

    places: Mapping[str, int]
    names: Sequence[str]
    table: NDArray[np.float64]
    speaking: NDArray[np.float64]

    def row(self, name: str) -> tuple[float, ...]:
        """The weights of one name; of an unknown one, KeyError."""
        return tuple(self.table[self.places[name]].tolist())

    def weigh(self, items: Sequence[Mapping[str, float]]) -> list[Chances]:
        """For each item its chance that a position is stated, and those of the steps if it is.

        An item's named values count as often as they say; unknown names count nothing.
        """
        zeros = repeat(len(self.table) - 1)
        rows = [[0, *map(self.places.get, item, zeros)] for item in items]
        times = list(chain.from_iterable([(1.0, *item.values()) for item in items]))
        return self._chances(rows, times)

    def weigh_signs(self, items: Sequence[Sequence[int]]) -> list[Chances]:
        """The same for signs by their rows, which count once each."""
        return self._chances([(0, *signs) for signs in items])

    def _chances(
        self, rows: Sequence[Sequence[int]], times: Sequence[float] | None = None
    ) -> list[Chances]:
        if not rows:
            return []
        weights = self.table.take(np.fromiter(chain.from_iterable(rows), dtype=np.intp), axis=0)
        if times is not None:
            weights *= np.array(times)[:, None]
        starts = [0, *accumulate(map(len, rows[:-1]))]
        sums = np.add.reduceat(weights, starts, axis=0)
        states = 1.0 / (1.0 + np.exp(-np.maximum(sums[:, 0], -700.0)))
        steps = np.exp(sums[:, 1:] - sums[:, 1:].max(axis=1, keepdims=True))
        steps /= steps.sum(axis=1, keepdims=True)
        return list(zip(states.tolist(), map(tuple, steps.tolist()), strict=True))

    def telling(self, signs: Sequence[int], stance: Stance, most: int = 5) -> tuple[str, ...]:
        """The signs that speak most for a stance, in words, strongest first, with their weights."""
        speaking = self.speaking[STANCES.index(stance)]
        rows = np.array(signs, dtype=np.intp)
        rows = rows[rows < len(self.names)]
        strongest = rows[np.argsort(-speaking.take(rows), kind="stable")[:most]]
        told = zip(strongest.tolist(), speaking.take(strongest).tolist(), strict=True)
        return tuple([f"{in_words(self.names[row])} {weight:+.2f}" for row, weight in told])


def logistic(x: float) -> float:
    """1 / (1 + exp(-x)), for any x.

    >>> logistic(0.0), logistic(-1000.0)
    (0.5, 0.0)
    """
    return 1.0 / (1.0 + math.exp(-x)) if x > -700 else 0.0


def logit(p: float) -> float:
    """The inverse, kept within plus or minus 7."""
    p = min(max(p, 1e-3), 1 - 1e-3)
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


def chance(weights: Mapping[str, float], values: Mapping[str, float]) -> float:
    """The chance that a log-linear model gives to named values; "" is its constant."""
    found = map(weights.get, values, repeat(0.0))
    return logistic(weights[""] + sum(map(mul, found, values.values())))


@lru_cache(maxsize=1)
def _file() -> dict[str, dict[str, list[int]]]:
    path = files("willing.extraction") / "data" / "weights.json"
    found: dict[str, dict[str, list[int]]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def weights_from(table: Mapping[str, Sequence[float]], unweighed: Sequence[str] = ()) -> Weights:
    """Weights given in hundredths, as the file has them; "" must be among the names.

    Names that are `unweighed` have rows of zeros after all others, and so have unknown names.
    """
    names = ["", *(name for name in table if name)]
    rows = [table[name] for name in names] + [(0,) * len(table[""])] * (len(unweighed) + 1)
    weights = np.array(rows, dtype=np.float64) / UNIT
    places = {name: place for place, name in enumerate(names)}
    return Weights(places, names, weights, (weights[:, :1] + weights[:, 1:]).T.copy())
