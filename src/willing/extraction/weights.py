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
from heapq import nlargest
from importlib.resources import files

from willing.extraction.sign_words import in_words
from willing.reference.vocabulary import STANCES, Stance

UNIT = 100.0
"""The file's weights are in hundredths."""


@dataclass(frozen=True, slots=True)
class Weights:
    """`rows` maps a name to its weights: for stating anything, then for each step.

    The entry "" holds the constants. Steps are in the order of `STANCES`.
    """

    rows: Mapping[str, tuple[float, ...]]

    def weigh(self, values: Mapping[str, float]) -> tuple[float, tuple[float, ...]]:
        """The chance that a position is stated, and the chances of the steps if it is."""
        rows = self.rows
        return _chances(
            [rows[""], *([w * x for w in rows[name]] for name, x in values.items() if name in rows)]
        )

    def weigh_signs(self, signs: Iterable[str]) -> tuple[float, tuple[float, ...]]:
        """The same for signs, which count once each."""
        rows = self.rows
        return _chances([rows[""], *(rows[sign] for sign in signs if sign in rows)])

    def telling(self, signs: Iterable[str], stance: Stance, most: int = 5) -> tuple[str, ...]:
        """The signs that speak most for a stance, in words, strongest first, with their weights."""
        index = 1 + STANCES.index(stance)
        found = nlargest(
            most,
            (
                (self.rows[sign][0] + self.rows[sign][index], sign)
                for sign in signs
                if sign in self.rows
            ),
        )
        return tuple(f"{in_words(sign)} {weight:+.2f}" for weight, sign in found)


def _chances(rows: Sequence[Sequence[float]]) -> tuple[float, tuple[float, ...]]:
    states, *steps = (float(sum(column)) for column in zip(*rows, strict=True))
    return logistic(states), _softmax(steps)


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


def _softmax(sums: Sequence[float]) -> tuple[float, ...]:
    top = max(sums)
    exps = [math.exp(x - top) for x in sums]
    total = sum(exps)
    return tuple(x / total for x in exps)


@lru_cache(maxsize=1)
def claim_weights() -> Weights:
    """The weights of the signs of a claim."""
    return _weights("claim")


@lru_cache(maxsize=1)
def actor_weights() -> Weights:
    """The weights of what an actor's claims come to."""
    return _weights("actor")


@lru_cache(maxsize=8)
def detail_weights(which: str) -> Mapping[str, float]:
    """The weights of the signs of a detail: "offers", "refuses" (kinds) or "waits" (conditions)."""
    return {name: row[0] / UNIT for name, row in _file()[which].items()}


def chance(weights: Mapping[str, float], values: Mapping[str, float]) -> float:
    """The chance that a log-linear model gives to named values; "" is its constant."""
    return logistic(weights[""] + sum(weights.get(name, 0.0) * x for name, x in values.items()))


@lru_cache(maxsize=1)
def _file() -> dict[str, dict[str, list[int]]]:
    path = files("willing.extraction") / "data" / "weights.json"
    found: dict[str, dict[str, list[int]]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _weights(which: str) -> Weights:
    table = _file()[which]
    return Weights({name: tuple(w / UNIT for w in row) for name, row in table.items()})
