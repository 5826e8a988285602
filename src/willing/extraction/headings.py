"""Headings: which stance the words above a list of names, or before its colon, give to each of it.

"Still deciding" over two lines of names, or "Against: Peru and Chile." in the middle of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from willing.extraction.clauses import Sentence
from willing.extraction.mentions import Mention
from willing.extraction.patterns import compile_pattern
from willing.extraction.text import fold, lower
from willing.extraction.words import rows, word_list
from willing.reference.vocabulary import Stance

TICKS: dict[str, Stance] = {**dict.fromkeys("✔✓✅☑", "in"), **dict.fromkeys("✘✗✖❌", "out")}
"""Signs before a name that say whether it is in."""

_LONGEST = 60
"""Characters of a heading; what is longer heads no list."""

_NUMBERED = re.compile(r"[\W\d]*+(?:[a-z][.)]\s+)?")
_WORD = re.compile(r"[\w'-]+")
_BETWEEN = re.compile(r"[\s,/&(]*+(?:(?:and|or|as well as|plus)\s+)?(?:the\s+)?\W{0,3}")
_END = re.compile(r"\)?\s*+(?:\([^)]{0,80}\)\s*+)?[.!]?[\"')\]]*+\s*+")
_HEAD = re.compile(r"(?:^|[.;|•·–—\n])\s*+([^:;|\n]{2,60}):\s+")


def stance_of_heading(text: str, topic: frozenset[str] = frozenset()) -> Stance | None:
    """The stance that a heading gives to the names below it, if any.

    Beside words that tell a stance it may hold only plain ones, and those of the `topic`: the
    words of the initiatives' names.

    >>> [stance_of_heading(h) for h in ("Not taking part", "3. No", "No decision yet", "Exports")]
    ['out', 'oppose', 'undecided', None]
    >>> stance_of_heading("Against gangs"), stance_of_heading("Against gangs", frozenset(["gangs"]))
    (None, 'oppose')
    """
    return _stance(text, topic) if 0 < len(text.strip()) <= _LONGEST else None


@lru_cache(maxsize=1024)
def _stance(text: str, topic: frozenset[str]) -> Stance | None:
    low = lower(fold(text.strip()))
    low = low[_NUMBERED.match(low).end() :].rstrip(" ?!.:*()")  # type: ignore[union-attr]
    for regex, says, whole in _heading_words():
        match = (regex.fullmatch if whole else regex.search)(low)
        if match:
            left = {*_WORD.findall(low[: match.start()]), *_WORD.findall(low[match.end() :])}
            return says if left <= _plain() | topic else None
    return None


@lru_cache(maxsize=1)
def _plain() -> frozenset[str]:
    return word_list("heading_plain")


@lru_cache(maxsize=1)
def _heading_words() -> list[tuple[re.Pattern[str], Stance | None, bool]]:
    """The words of headings, in the order of the file: "not taking part" before "taking part"."""
    return [
        (compile_pattern(row["words"]), row["says"] or None, row["whole"] == "yes")  # type: ignore[misc]
        for row in rows("headings")
    ]


class Filed(NamedTuple):
    """Names that a stretch of a sentence, `start:end`, files under a stance."""

    stance: Stance
    names: Sequence[Mention]
    start: int
    end: int


def filed_names(sentence: Sentence, topic: frozenset[str] = frozenset()) -> Iterator[Filed]:
    """The names that a sentence only files: "In favour: Peru and Chile; against: Cuba."."""
    if ":" not in sentence.text or not sentence.mentions:
        return
    heads = list(_HEAD.finditer(sentence.text))
    ends = [*[head.start() for head in heads[1:]], len(sentence.text)] if heads else []
    for head, end in zip(heads, ends, strict=True):
        says = stance_of_heading(head[1], topic)
        names = _names_only(sentence, head.end(), end) if says else []
        if says and names:
            yield Filed(says, names, head.start(1), names[-1].end)


def _names_only(sentence: Sentence, start: int, end: int) -> list[Mention]:
    """The names between two places, where nothing else stands there; none otherwise."""
    found: list[Mention] = []
    at = start
    for mention in sentence.mentions:
        if start <= mention.start < end:
            if not _BETWEEN.fullmatch(sentence.low, at, mention.start):
                return []
            found.append(mention)
            at = mention.end
    return found if found and _END.fullmatch(sentence.low, at, end) else []
