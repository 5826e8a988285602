"""Plain lists of words, from `data/word_lists.csv`."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one data file of the reader (`cues`, `lists`, `conditions`, `markers`, ...)."""
    path = files("willing.extraction") / "data" / f"{name}.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    return {row["list"]: frozenset(row["words"].split()) for row in rows("word_lists")}


def word_list(name: str) -> frozenset[str]:
    """The words of one list."""
    return _lists()[name]
