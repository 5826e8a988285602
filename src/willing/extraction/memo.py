"""Memo: what a function makes of each word, kept for the next time the word is met.

A plain table, where `functools.lru_cache` has a list beside it that each look-up puts in order
anew: for words, of which a text asks some hundreds, that list takes longer than the look-up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Made = TypeVar("Made")

_MOST = 65_536
"""So many words are kept; then the table begins anew."""


class Memo(dict[str, Made]):
    """What a function makes of a word, as `memo[word]`.

    >>> lengths = Memo(len)
    >>> lengths["refuse"], list(lengths)
    (6, ['refuse'])
    """

    def __init__(self, make: Callable[[str], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> Made:
        if len(self) >= _MOST:
            self.clear()
        made = self[word] = self._make(word)
        return made
