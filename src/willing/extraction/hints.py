"""Hints: which of many patterns can match a stretch at all, told by its words.

A pattern names groups of words or their beginnings, in one way or several (`ways`). Unless
a stretch holds one of each group of some way, in order and near each other, the pattern cannot
match, and its expression need not be tried.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from willing.extraction.memo import Memo
from willing.extraction.ways import PLAIN, Way, Ways

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
        self.common = {h: uses * _commonness(h) for h, uses in Counter(_all_of(ways)).items()}
        """A guess at how often each hint is met in texts: what many items ask for is common."""
        for hint in self.common:
            run = max(_RUN.findall(hint.rstrip("*")), key=_rarity, default="")
            known = self._beginnings if hint.endswith(f"{run}*") else self._whole
            if run:
                self.numbers[hint] = known.setdefault(run, len(self._whole) + len(self._beginnings))
        self._met_by = Memo(self._numbers_in)
        self.places_in = lru_cache(maxsize=64)(self._places_in)
        """The numbers of the hints that stand in a lower-case stretch, and at which of its words:
        the first is bit 0.
        """

    def _places_in(self, low: str) -> Mapping[int, int]:
        found: dict[int, int] = {}
        place = 1
        for numbers in map(self._met_by.__getitem__, low.split()):
            if numbers is None:
                continue
            for number in numbers:
                found[number] = found.get(number, 0) | place
            place <<= 1
        return found

    def _numbers_in(self, text: str) -> tuple[int, ...] | None:
        """The numbers of the hints that a text without blanks meets; None for a dash, which stands
        between words as a blank does.
        """
        if not text.strip("-"):
            return None
        return tuple({number for run in _RUN.findall(text) for number in self._numbers_of(run)})

    def _numbers_of(self, run: str) -> Iterator[int]:
        """The numbers of the hints that a run meets: itself, and what it begins with."""
        if run in self._whole:
            yield self._whole[run]
        for length in range(1, len(run) + 1):
            if run[:length] in self._beginnings:
                yield self._beginnings[run[:length]]


def _all_of(ways: Iterable[Ways]) -> Iterator[str]:
    return (hint for item in ways for way in item for group in way for hint in group.hints)


def _commonness(hint: str) -> float:
    """A guess at how often a hint is met: plain words most, long ones least, beginnings more."""
    word = hint.rstrip("*")
    return (1000 if word in PLAIN else 1) * (3 if word != hint else 1) * 1.3 ** -len(word)


def _rarity(run: str) -> tuple[bool, int]:
    return not run.isalnum(), len(run)


class _Row(NamedTuple):
    """A way of an item to match: its groups in order, as numbers of hints, each with how many words
    on from the one before it may stand; `others` are all but the rarest, rarer ones first.
    """

    item: int
    others: list[frozenset[int]]
    groups: list[tuple[frozenset[int], int]]


class Families:
    """Families of items that are asked for together, each item with its ways to match."""

    def __init__(self, families: Sequence[Sequence[Ways]], hints: Hints) -> None:
        self._hints = hints
        self._unhinted: set[int] = set()
        self._rarest: defaultdict[int, list[_Row]] = defaultdict(list)
        self._count = len(families)
        self._places: list[tuple[int, int]] = []
        for family, members in enumerate(families):
            for place, ways in enumerate(members):
                for way in ways:
                    self._add(len(self._places), way)
                self._places.append((family, place))
        self._asked = frozenset(self._rarest)
        self.that_may_match = lru_cache(maxsize=64)(self._that_may_match)
        """For each family the places of those items of which a way may match a lower-case stretch,
        in order.
        """

    def _add(self, item: int, way: Way) -> None:
        """Note a way to match under its group that is rarest."""
        numbers, common = self._hints.numbers, self._hints.common
        groups: list[tuple[frozenset[int], int]] = []
        often: list[float] = []
        between = 0
        for group in way:
            between += group.within
            if all(hint in numbers for hint in group.hints):
                groups.append((frozenset(map(numbers.__getitem__, group.hints)), between))
                often.append(sum(map(common.__getitem__, group.hints)))
                between = 0
        if not groups:
            self._unhinted.add(item)
            return
        rarest, *rest = sorted(range(len(groups)), key=often.__getitem__)
        others = [groups[at][0] for at in rest]
        for number in groups[rarest][0]:
            self._rarest[number].append(_Row(item, others, groups))

    def _that_may_match(self, low: str) -> list[list[int]]:
        places = self._hints.places_in(low)
        met = frozenset(places)
        found = self._unhinted.copy()
        for number in self._asked & met:
            for item, others, groups in self._rarest[number]:
                for group in others:
                    if met.isdisjoint(group):
                        break
                else:
                    if not others or _in_order(groups, met, places):
                        found.add(item)
        by_family: list[list[int]] = [[] for _ in range(self._count)]
        for item in sorted(found):
            family, place = self._places[item]
            by_family[family].append(place)
        return by_family


def _in_order(
    groups: Sequence[tuple[frozenset[int], int]], met: frozenset[int], places: Mapping[int, int]
) -> bool:
    """Whether one of each group stands in order, none too far from the one before."""
    reach = -1  # every place
    for numbers, within in groups:
        here = 0
        for number in numbers & met:
            here |= places[number]
        for _ in range(within):
            reach |= reach << 1
        reach &= here
        if not reach:
            return False
    return True


class Hinted(Generic[Item]):
    """The items of one family, asked which of them may match a stretch."""

    def __init__(self, items: Sequence[Item], families: Families, family: int = 0) -> None:
        self._items, self._families, self._family = items, families, family

    def that_may_match(self, low: str) -> list[Item]:
        """The items of which a way may match a lower-case stretch, in their order."""
        return [self._items[at] for at in self._families.that_may_match(low)[self._family]]
