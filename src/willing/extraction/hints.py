"""Hints: which of many patterns can match a stretch at all, told by its words.

A pattern names groups of words or their beginnings, in one way or several (`patterns.hints`);
unless a stretch holds one of each group of some way, the pattern cannot match, and its expression
need not be tried.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from willing.extraction.patterns import Ways

Item = TypeVar("Item")

_RUN = re.compile(r"\w+|[^\w\s.,;:'\"()-]")
"""A run of letters and digits, or a mark that is rare."""


class Hints:
    """All hints of one or of several `Hinted`, looked for in one pass over a stretch.

    Of a hint with marks in it ("co-operat*") only a rare mark, or else the longest run, is looked
    for; a hint without either is none.
    """

    def __init__(self, ways: Iterable[Ways]) -> None:
        self.numbers: dict[str, int] = {}
        self._whole: dict[str, int] = {}
        self._beginnings: dict[str, int] = {}
        for hint in dict.fromkeys(_all_of(ways)):
            run = max(_RUN.findall(hint.rstrip("*")), key=_rarity, default="")
            known = self._beginnings if hint.endswith(f"{run}*") else self._whole
            if run:
                self.numbers[hint] = known.setdefault(run, len(self._whole) + len(self._beginnings))
        self._met_by = lru_cache(maxsize=65_536)(self._numbers_of)
        self.met_in = lru_cache(maxsize=256)(self._met_in)
        """The numbers of the hints that stand in a lower-case stretch."""

    def _met_in(self, low: str) -> frozenset[int]:
        return frozenset().union(*map(self._met_by, _RUN.findall(low)))

    def _numbers_of(self, word: str) -> tuple[int, ...]:
        """The numbers of the hints that a word meets: itself, and what it begins with."""
        begun = [self._beginnings.get(word[:length]) for length in range(1, len(word) + 1)]
        return tuple(n for n in (self._whole.get(word), *begun) if n is not None)


def _all_of(ways: Iterable[Ways]) -> Iterator[str]:
    return (hint for item in ways for groups in item for group in groups for hint in group)


def _rarity(run: str) -> tuple[bool, int]:
    return not run.isalnum(), len(run)


class Hinted(Generic[Item]):
    """Items, each with the hints of its ways to match, asked which of them may match a stretch.

    `among` are hints shared with others, which are then looked for only once.
    """

    def __init__(self, items: Sequence[tuple[Item, Ways]], among: Hints | None = None) -> None:
        self._hints = among or Hints(ways for _, ways in items)
        self._items = [item for item, _ in items]
        self._unhinted: set[int] = set()
        self._first: dict[int, list[tuple[int, list[frozenset[int]]]]] = defaultdict(list)
        numbers = self._hints.numbers
        for index, (_, ways) in enumerate(items):
            for groups in ways:
                told = [group for group in groups if all(hint in numbers for hint in group)]
                if not told:
                    self._unhinted.add(index)
                    continue
                first, *others = [frozenset(map(numbers.__getitem__, group)) for group in told]
                for hint in first:
                    self._first[hint].append((index, others))
        self._asked = frozenset(self._first)

    def that_may_match(self, low: str) -> list[Item]:
        """The items of which a way may match a lower-case stretch, in their order."""
        met = self._hints.met_in(low)
        found = self._unhinted.copy()
        for hint in self._asked & met:
            for index, others in self._first[hint]:
                for group in others:
                    if met.isdisjoint(group):
                        break
                else:
                    found.add(index)
        return [self._items[index] for index in sorted(found)] if found else []
