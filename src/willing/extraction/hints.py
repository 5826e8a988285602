"""Hints: which of many patterns can match a stretch at all, told by one automaton.

A pattern names groups of word beginnings (`patterns.hints`); unless a stretch holds one of each
group, the pattern cannot match, and its expression need not be tried.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Item = TypeVar("Item")
Groups = tuple[tuple[str, ...], ...]


class Hints:
    """All hints of one or of several `Hinted`, looked for in one pass over a stretch."""

    def __init__(self, groups: Iterable[Groups]) -> None:
        from ahocorasick_rs import AhoCorasick

        words = dict.fromkeys(hint for item in groups for group in item for hint in group)
        self.numbers = {hint: number for number, hint in enumerate(words)}
        self._automaton: AhoCorasick = AhoCorasick(list(words))
        self.met_in = lru_cache(maxsize=256)(self._met_in)
        """The numbers of the hints that stand in a lower-case stretch."""

    def _met_in(self, low: str) -> frozenset[int]:
        hits = self._automaton.find_matches_as_indexes(low, overlapping=True)
        return frozenset([hit[0] for hit in hits])


class Hinted(Generic[Item]):
    """Items, each with its groups of hints, to be asked which of them may match a stretch.

    `among` are hints shared with others, which are then looked for only once.
    """

    def __init__(self, items: Sequence[tuple[Item, Groups]], among: Hints | None = None) -> None:
        self._hints = among or Hints(groups for _, groups in items)
        self._items = [item for item, _ in items]
        self._unhinted = {index for index, (_, groups) in enumerate(items) if not groups}
        self._first: dict[int, list[tuple[int, list[frozenset[int]]]]] = defaultdict(list)
        numbers = self._hints.numbers
        for index, (_, groups) in enumerate(items):
            rarest_first = sorted(groups, key=lambda group: (-min(map(len, group)), len(group)))
            numbered = [frozenset(numbers[hint] for hint in group) for group in rarest_first]
            for hint in numbered[0] if numbered else ():
                self._first[hint].append((index, numbered[1:]))

    def that_may_match(self, low: str) -> list[Item]:
        """The items whose hints all stand in a lower-case stretch, in their order."""
        met = self._hints.met_in(low)
        found = self._unhinted.copy()
        for hint in self._first.keys() & met:
            for index, others in self._first[hint]:
                for group in others:
                    if met.isdisjoint(group):
                        break
                else:
                    found.add(index)
        return [self._items[index] for index in sorted(found)]
