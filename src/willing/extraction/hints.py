"""Hints: which of many patterns can match a stretch at all, told by its words.

A pattern names groups of words or their beginnings, in one way or several (`patterns.hints`);
unless a stretch holds one of each group of some way, the pattern cannot match, and its expression
need not be tried.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Generic, TypeVar

from willing.extraction.patterns import Groups, Ways

Item = TypeVar("Item")

_RUN = re.compile(r"\w+|[^\w\s.,;:'\"()-]")
"""A run of letters and digits, or a mark that is rare."""


class Hints:
    """The hints of many items, looked for in one pass over a stretch.

    Of a hint with marks in it ("co-operat*") only a rare mark, or else the longest run, is looked
    for; a hint without either is none.
    """

    def __init__(self, ways: Iterable[Ways]) -> None:
        self.numbers: dict[str, int] = {}
        self._whole: dict[str, int] = {}
        self._beginnings: dict[str, int] = {}
        self.uses = Counter(_all_of(ways))
        """How often each hint is made use of, which tells how common it is in texts."""
        for hint in self.uses:
            run = max(_RUN.findall(hint.rstrip("*")), key=_rarity, default="")
            known = self._beginnings if hint.endswith(f"{run}*") else self._whole
            if run:
                self.numbers[hint] = known.setdefault(run, len(self._whole) + len(self._beginnings))
        self._met_by = lru_cache(maxsize=65_536)(self._numbers_in)
        self.met_in = lru_cache(maxsize=64)(self._met_in)
        """The numbers of the hints that stand in a lower-case stretch."""

    def _met_in(self, low: str) -> frozenset[int]:
        return frozenset().union(*map(self._met_by, low.split()))

    def _numbers_in(self, text: str) -> tuple[int, ...]:
        """The numbers of the hints that a text without blanks meets."""
        return tuple({number for run in _RUN.findall(text) for number in self._numbers_of(run)})

    def _numbers_of(self, run: str) -> Iterator[int]:
        """The numbers of the hints that a run meets: itself, and what it begins with."""
        if run in self._whole:
            yield self._whole[run]
        for length in range(1, len(run) + 1):
            if run[:length] in self._beginnings:
                yield self._beginnings[run[:length]]


def _all_of(ways: Iterable[Ways]) -> Iterator[str]:
    return (hint for item in ways for groups in item for group in groups for hint in group)


def _rarity(run: str) -> tuple[bool, int]:
    return not run.isalnum(), len(run)


class Families:
    """Families of items that are asked for together, each item with its ways to match.

    Items are numbered through all families: `starts` says where each family begins, and where the
    last one ends.
    """

    def __init__(self, families: Sequence[Sequence[Ways]], hints: Hints) -> None:
        self._hints = hints
        self.starts = list(accumulate(map(len, families), initial=0))
        self._unhinted: set[int] = set()
        self._first: defaultdict[int, list[tuple[int, list[frozenset[int]]]]] = defaultdict(list)
        items = [ways for family in families for ways in family]
        for item, ways in enumerate(items):
            for groups in ways:
                self._add(item, groups)
        self._asked = frozenset(self._first)
        self.that_may_match = lru_cache(maxsize=64)(self._that_may_match)
        """The numbers of the items of which a way may match a lower-case stretch, in order."""

    def _add(self, item: int, groups: Groups) -> None:
        """Note a way to match under the group that is rarest."""
        numbers, uses = self._hints.numbers, self._hints.uses
        told = [group for group in groups if all(hint in numbers for hint in group)]
        if not told:
            self._unhinted.add(item)
            return
        told.sort(key=lambda group: sum(map(uses.__getitem__, group)))
        first, *others = [frozenset(map(numbers.__getitem__, group)) for group in told]
        for hint in first:
            self._first[hint].append((item, others))

    def _that_may_match(self, low: str) -> list[int]:
        met = self._hints.met_in(low)
        found = self._unhinted.copy()
        for hint in self._asked & met:
            for item, others in self._first[hint]:
                for group in others:
                    if met.isdisjoint(group):
                        break
                else:
                    found.add(item)
        return sorted(found)


class Hinted(Generic[Item]):
    """The items of one family, asked which of them may match a stretch."""

    def __init__(self, items: Sequence[Item], families: Families, family: int = 0) -> None:
        self._items, self._families = items, families
        self._start, self._end = families.starts[family : family + 2]

    def that_may_match(self, low: str) -> list[Item]:
        """The items of which a way may match a lower-case stretch, in their order."""
        found = self._families.that_may_match(low)
        begin = bisect_left(found, self._start)
        stop = bisect_left(found, self._end, begin)
        return [self._items[number - self._start] for number in found[begin:stop]]
