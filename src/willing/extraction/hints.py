"""Hints: which of many patterns can match a stretch at all, told by its words.

A pattern names groups of words or their beginnings, in one way or several (`patterns.hints`);
unless a stretch holds one of each group of some way, the pattern cannot match, and its expression
need not be tried.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Generic, TypeVar

from willing.extraction.patterns import Groups, Ways

Item = TypeVar("Item")

_RUN = re.compile(r"\w+|[^\w\s.,;:'\"()-]")
"""A run of letters and digits, or a mark that is rare."""


class Hints:
    """The hints of families of items, each item with its ways to match, looked for together: one
    pass over a stretch tells which items of any family may match it.

    Of a hint with marks in it ("co-operat*") only a rare mark, or else the longest run, is looked
    for; a hint without either is none.
    """

    def __init__(self, families: Sequence[Sequence[Ways]]) -> None:
        self._numbers: dict[str, int] = {}
        self._whole: dict[str, int] = {}
        self._beginnings: dict[str, int] = {}
        items = [ways for family in families for ways in family]
        every = (group for ways in items for groups in ways for group in groups)
        self._uses = Counter(hint for group in every for hint in group)
        for hint in self._uses:
            run = max(_RUN.findall(hint.rstrip("*")), key=_rarity, default="")
            known = self._beginnings if hint.endswith(f"{run}*") else self._whole
            if run:
                at = len(self._whole) + len(self._beginnings)
                self._numbers[hint] = known.setdefault(run, at)
        self.starts = list(accumulate(map(len, families), initial=0))
        """Items are numbered through all families: where each begins, and where the last ends."""
        self._unhinted: set[int] = set()
        self._first: defaultdict[int, list[tuple[int, list[frozenset[int]]]]] = defaultdict(list)
        for item, ways in enumerate(items):
            for groups in ways:
                self._add(item, groups)
        self._asked = frozenset(self._first)
        self._met_by = lru_cache(maxsize=65_536)(self._numbers_in)
        self.that_may_match = lru_cache(maxsize=256)(self._that_may_match)
        """The numbers of the items that may match a lower-case stretch, in order."""

    def _add(self, item: int, groups: Groups) -> None:
        """Note a way to match under the group that is rarest: of which fewest ways make use."""
        told = [group for group in groups if all(hint in self._numbers for hint in group)]
        if not told:
            self._unhinted.add(item)
            return
        told.sort(key=lambda group: sum(map(self._uses.__getitem__, group)))
        first, *others = [frozenset(map(self._numbers.__getitem__, group)) for group in told]
        for hint in first:
            self._first[hint].append((item, others))

    def _that_may_match(self, low: str) -> list[int]:
        met = frozenset().union(*map(self._met_by, low.split()))
        found = self._unhinted.copy()
        for hint in self._asked & met:
            for item, others in self._first[hint]:
                for group in others:
                    if met.isdisjoint(group):
                        break
                else:
                    found.add(item)
        return sorted(found)

    def _numbers_in(self, text: str) -> tuple[int, ...]:
        """The numbers of the hints that a text without blanks meets."""
        return tuple({number for run in _RUN.findall(text) for number in self._met_in(run)})

    def _met_in(self, run: str) -> Iterator[int]:
        """The hints that a run meets: itself, and what it begins with."""
        if run in self._whole:
            yield self._whole[run]
        for length in range(1, len(run) + 1):
            if run[:length] in self._beginnings:
                yield self._beginnings[run[:length]]


def _rarity(run: str) -> tuple[bool, int]:
    return not run.isalnum(), len(run)


class Hinted(Generic[Item]):
    """The items of one family, asked which of them may match a stretch."""

    def __init__(self, items: Sequence[Item], hints: Hints, family: int = 0) -> None:
        self._items, self._hints = items, hints
        self._start, self._end = hints.starts[family : family + 2]

    def that_may_match(self, low: str) -> list[Item]:
        """The items of which a way may match a lower-case stretch, in their order."""
        found = self._hints.that_may_match(low)
        begin = bisect_left(found, self._start)
        stop = bisect_left(found, self._end, begin)
        return [self._items[number - self._start] for number in found[begin:stop]]
