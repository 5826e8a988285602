"""Hints: which of many patterns can match a stretch at all, told by one automaton.

A pattern names groups of word beginnings (`patterns.hints`); unless a stretch holds one of each
group, the pattern cannot match, and its expression need not be tried.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Item = TypeVar("Item")
Groups = tuple[tuple[str, ...], ...]


class Hinted(Generic[Item]):
    """Items, each with its groups of hints, to be asked which of them may match a stretch."""

    def __init__(self, items: Iterable[tuple[Item, Groups]]) -> None:
        from ahocorasick_rs import AhoCorasick

        self._items: list[Item] = []
        self._rest: list[tuple[frozenset[int], ...]] = []
        self._unhinted: list[int] = []
        numbers: dict[str, int] = {}
        first: dict[int, list[int]] = defaultdict(list)
        for index, (item, groups) in enumerate(items):
            numbered = [
                frozenset(numbers.setdefault(hint, len(numbers)) for hint in group)
                for group in sorted(groups, key=lambda group: (len(group), -min(map(len, group))))
            ]
            self._items.append(item)
            self._rest.append(tuple(numbered[1:]))
            if not numbered:
                self._unhinted.append(index)
            for hint in numbered[0] if numbered else ():
                first[hint].append(index)
        self._first = first
        self._automaton: AhoCorasick = AhoCorasick(list(numbers))

    def that_may_match(self, low: str) -> list[Item]:
        """The items whose hints all stand in a lower-case stretch, in their order."""
        met = {hit[0] for hit in self._automaton.find_matches_as_indexes(low, overlapping=True)}
        found = set(self._unhinted)
        for hint in met:
            for index in self._first.get(hint, ()):
                if all(not met.isdisjoint(group) for group in self._rest[index]):
                    found.add(index)
        return [self._items[index] for index in sorted(found)]
