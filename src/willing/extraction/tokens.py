"""Tokens: a sentence as a row of words in which whoever may act is one word.

A party becomes `@actor`, `@pronoun`, `@nonstate` or `@unnamed`, a name of the initiative (or "the
plan") `@initiative`, a number `#`. Other words stay; each has also a class under which words of
one sort are alike: a kind of contribution, a day, a meeting, a verb of speech.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, compress, count
from typing import NamedTuple

from willing.extraction.clauses import Sentence
from willing.extraction.focus import Focus
from willing.extraction.lexicon import spans_of
from willing.extraction.memo import Memo
from willing.extraction.parties import Party
from willing.extraction.scope import plain_kinds
from willing.extraction.senses import negates
from willing.extraction.words import word_list

_WORD = re.compile(r"([^\W_]+(?:[.'-][^\W_]+)*|[;:,()\"?!–—]|\.(?=\s|$|\"))")
_SUFFIXES = ("ingly", "edly", "ings", "ing", "ed", "es", "ly", "s", "e")
"""Endings of the forms of a word, longer ones first."""

_DAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august"
    r"|september|october|november|december|today|yesterday|tomorrow"
)
_STOP = frozenset(";.?!")
_LISTING = frozenset([",", "and", "or", "nor", "&", "(", ")", "the"])
_PREDICATES = word_list("predicates")
"""Words with which a predicate begins: what stands before them is no mere list."""

_TURNING = frozenset(["to", "by", "not", "with", "in", '"'])
"""Plain words that do tell something where they stand near the actor."""

PLAIN = word_list("sign_plain")
"""Words so plain that they tell nothing by themselves, only in a row with others."""


@dataclass(slots=True)
class Row:
    """A sentence as a row of words and parties: each list has one entry for each place of it.

    `stems` and `sorts` are what the words count as. `telling` has the stems of parties and of
    words that are not plain, None for others; `near` also those of plain words that tell something
    next to an actor. `denies` marks words of negation; `prose` is how far a word makes of a list
    a piece of prose. A place stands at `starts` to `ends` of the sentence.
    `parties` has the party at a place; `stops` are the places at which a clause ends, `acting`
    those of parties that may act.
    """

    words: Sequence[str]
    stems: Sequence[str]
    sorts: tuple[str, ...]
    telling: Sequence[str | None]
    near: Sequence[str | None]
    denies: Sequence[bool]
    prose: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]
    parties: Mapping[int, Party]
    stops: Sequence[int]
    acting: Sequence[int]


class _Word(NamedTuple):
    """What is known of a word wherever it stands, as the lists of a row have it."""

    word: str
    stem: str
    sort: str
    telling: str | None
    near: str | None
    denies: bool
    prose: int
    stops: bool


def stem(word: str) -> str:
    """A crude stem, enough to bring the forms of one word together.

    >>> stem("refused"), stem("refuses"), stem("plans"), stem("is")
    ('refus', 'refus', 'plan', 'is')
    """
    for suffix in _SUFFIXES:
        if word.endswith(suffix):
            return word[: -len(suffix)] if len(word) - len(suffix) >= 3 else word
    return word


def tokens(sentence: Sentence, around: Sequence[Party], focuses: Sequence[Focus]) -> Row:
    """The row of a sentence; each party and each name of an initiative is one place of it."""
    low = sentence.low
    known: list[_Word] = []
    starts: list[int] = []
    ends: list[int] = []
    parties: dict[int, Party] = {}
    at = 0
    for start, end, name, party in _spans(sentence, around, focuses):
        _add_words(low[at:start], at, known, starts, ends)
        if party is not None:
            parties[len(known)] = party
        known.append(_named(name))
        starts.append(start)
        ends.append(end)
        at = end
    _add_words(low[at:], at, known, starts, ends)
    return _row(low, known, starts, ends, parties)


def _add_words(text: str, at: int, known: list[_Word], starts: list[int], ends: list[int]) -> None:
    """Add what is known of the words of a text that begins at a place, and where they stand."""
    gaps_and_words = _WORD.split(text)
    places = list(accumulate(map(len, gaps_and_words), initial=at))
    known += map(_known.__getitem__, gaps_and_words[1::2])
    starts += places[1:-1:2]
    ends += places[2::2]


@Memo
def _known(text: str) -> _Word:
    if text[0].isdigit():
        return _Word("#", "#", "#", None, None, False, 1, False)
    form = sys.intern(stem(text))
    plain = text in PLAIN or form in PLAIN or not text[0].isalpha()
    sort = "@day" if _DAY.fullmatch(text) else form
    return _Word(
        word=text,
        stem=form,
        sort=sort,
        telling=None if plain else form,
        near=None if plain and text not in _TURNING else form,
        denies=negates(text),
        prose=0 if sort in _LISTING else 3 if text in _PREDICATES else 1,
        stops=form in _STOP,
    )


@lru_cache(maxsize=16)
def _named(name: str) -> _Word:
    """What is known of a party or of an initiative, which alone tells nothing."""
    told = None if name == "@initiative" else name
    return _Word(name, name, name, told, told, False, 1, False)


def _row(
    low: str,
    known: Sequence[_Word],
    starts: Sequence[int],
    ends: Sequence[int],
    parties: Mapping[int, Party],
) -> Row:
    if not known:
        return Row((), (), (), (), (), (), (), (), (), {}, (), ())
    words, stems, sorts, telling, near, denies, prose, stops = zip(*known, strict=True)
    classed, weighty = list(sorts), list(prose)
    for start, name in _classes(low):
        at = bisect_left(starts, start)
        if starts[at : at + 1] == [start] and classed[at] == stems[at] and stems[at][0] not in "@#":
            classed[at] = name
            weighty[at] = weighty[at] or 1
    return Row(
        words, stems, tuple(classed), telling, near, denies, weighty, starts, ends, parties,
        list(compress(count(), stops)), [at for at, party in parties.items() if _acts(party)],
    )  # fmt: skip


def _classes(low: str) -> Iterator[tuple[int, str]]:
    """Where words that have a class begin, with its name; of two at one place the first holds."""
    for kind in plain_kinds(low):
        yield kind.start, "@kind"
    for name in ("meeting", "speech"):
        for start, _ in spans_of(name, low):
            yield start, f"@{name}"


def _spans(
    sentence: Sentence, around: Sequence[Party], focuses: Sequence[Focus]
) -> list[tuple[int, int, str, Party | None]]:
    """Parties and names of initiatives, without overlaps: a name holds what stands in it, then
    whoever comes first and is longer stays.
    """
    names = [span for focus in focuses for span in focus.places(sentence.low)]
    spans: list[tuple[int, int, str, Party | None]] = []
    taken = 0
    for party in sorted(around, key=lambda p: (p.start, -p.end)):
        start, end = party.start, party.end
        within = bool(names) and any(a <= start and end <= b for a, b in names)
        if start < taken or end <= start or within:
            continue
        spans.append((start, end, f"@{party.kind}", party))
        taken = end
    for start, end in (*names, *spans_of("anaphor", sentence.low)):
        if not any(a < end and b > start for a, b, _, _ in spans):
            spans.append((start, end, "@initiative", None))
    return sorted(spans, key=lambda span: span[0])


@dataclass(slots=True)
class Near:
    """A party at a place of its row, with what is near it and about it.

    That is the places from `first` up to `stop`, at `start` to `end` of the sentence.
    """

    index: int
    party: Party
    first: int
    stop: int
    start: int
    end: int


def near(row: Row, index: int) -> Near:
    """What is near the party at the place `index`."""
    first, stop = left_of(row, index), right_of(row, index)
    return Near(index, row.parties[index], first, stop, row.starts[first], row.ends[stop - 1])


def right_of(row: Row, index: int, most: int = 16) -> int:
    """Up to which place it goes on with whoever stands at `index`.

    That is to the end of the clause, or to the next who acts, that one included. An actor that
    only goes on with a list ("Peru and, less noisily, Chile") ends nothing.
    """
    stop = min(len(row.words), index + 1 + most)
    at = bisect_right(row.stops, index)
    if at < len(row.stops):
        stop = min(stop, row.stops[at])
    last = index
    for at in row.acting:
        if index < at < stop:
            if sum(row.prose[last + 1 : at]) > 2:
                return at + 1
            last = at
    return stop


def left_of(row: Row, index: int, most: int = 10) -> int:
    """From which place on it is about whoever stands at `index`: from the last end of a clause,
    or from the last who acts before it, that one included.
    """
    first = max(0, index - most)
    at = bisect_left(row.stops, index)
    if at:
        first = max(first, row.stops[at - 1] + 1)
    last = index
    for at in reversed(row.acting):
        if first <= at < index:
            if sum(row.prose[at + 1 : last]) > 1:
                return at
            last = at
    return first


def _acts(party: Party) -> bool:
    """Whether a party may act, so that words beyond it may be about it."""
    return party.subject and party.kind in ("actor", "nonstate", "unnamed")
