"""Tokens: a sentence as a row of words in which whoever may act is one token.

A party becomes `@actor`, `@pronoun`, `@nonstate` or `@unnamed`, a name of the initiative (or "the
plan") `@initiative`, a number `#`. Other words stay; each has also a class under which words of
one sort are alike: a kind of contribution, a day, a meeting, a verb of speech.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from willing.extraction.attribution import Party
from willing.extraction.clauses import Sentence
from willing.extraction.focus import Focus
from willing.extraction.lexicon import spans_of
from willing.extraction.scope import plain_kinds
from willing.extraction.senses import negates
from willing.extraction.words import word_list

_WORD = re.compile(r"[^\W_]+(?:[.'-][^\W_]+)*|[;:,()\"?!–—]|\.(?=\s|$|\")")
_SUFFIX = re.compile(r"(?:ingly|edly|ings?|edly|ed|es|ly|s|e)$")
_DAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august"
    r"|september|october|november|december|today|yesterday|tomorrow"
)
_STOP = frozenset(";.?!")
_LISTING = frozenset([",", "and", "or", "nor", "&", "(", ")", "the"])
_PREDICATES = word_list("predicates")
"""Words with which a predicate begins: what stands before them is no mere list."""

PLAIN = word_list("sign_plain")
"""Words so plain that they tell nothing by themselves, only in a row with others."""


@dataclass(slots=True)
class Token:
    """A word or a party at `start:end` of its sentence; `stem` and `sort` are what it counts as.

    `telling` marks a party and a word that is not plain, `denies` a word of negation. Not frozen,
    though nothing changes it: a page has thousands, and a frozen one takes four times as long.
    """

    word: str
    stem: str
    sort: str
    start: int
    end: int
    party: Party | None = None
    telling: bool = True
    denies: bool = False


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A crude stem, enough to bring the forms of one word together.

    >>> stem("refused"), stem("refuses"), stem("plans"), stem("is")
    ('refus', 'refus', 'plan', 'is')
    """
    cut = _SUFFIX.sub("", word)
    return cut if len(cut) >= 3 else word


def tokens(sentence: Sentence, around: Sequence[Party], focuses: Sequence[Focus]) -> list[Token]:
    """The tokens of a sentence, in order; each party and each name of an initiative is one."""
    low = sentence.low
    sorts = _sorts(low)
    found: list[Token] = []
    at = 0
    for start, end, name, party in _spans(sentence, around, focuses):
        _add_words(found, low, at, start, sorts)
        found.append(Token(name, name, name, start, end, party, party is not None))
        at = end
    _add_words(found, low, at, len(low), sorts)
    return found


def _add_words(found: list[Token], low: str, start: int, end: int, sorts: dict[int, str]) -> None:
    """Add the words of a stretch; `sorts` names the class of the word at a place."""
    for match in _WORD.finditer(low, start, end):
        begin, stop = match.span()
        word, form, sort, telling, denies = _known(match[0])
        if begin in sorts and sort == form and word != "#":
            sort = sorts[begin]
        found.append(Token(word, form, sort, begin, stop, None, telling, denies))


@lru_cache(maxsize=65_536)
def _known(text: str) -> tuple[str, str, str, bool, bool]:
    """What is known of a word wherever it stands: `Token`'s word, stem, sort, telling, denies."""
    if text[0].isdigit():
        return "#", "#", "#", False, False
    form = stem(text)
    plain = text in PLAIN or form in PLAIN or not text[0].isalpha()
    return text, form, "@day" if _DAY.fullmatch(text) else form, not plain, negates(text)


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


def _sorts(low: str) -> dict[int, str]:
    """The class of the word that begins at each place, where it has one."""
    found = dict.fromkeys([start for start, _ in spans_of("speech", low)], "@speech")
    found |= dict.fromkeys([start for start, _ in spans_of("meeting", low)], "@meeting")
    return found | dict.fromkeys([kind.start for kind in plain_kinds(low)], "@kind")


def right_of(row: Sequence[Token], index: int, most: int = 16) -> list[Token]:
    """What follows a token up to the end of its clause or to the next actor, that one included.

    An actor that only goes on with a list ("Peru and, less noisily, Chile") ends nothing.
    """
    return _up_to_an_actor(row[index + 1 : index + 1 + most], aside=2)


def left_of(row: Sequence[Token], index: int, most: int = 10) -> list[Token]:
    """What stands before a token, back to the last end of a clause or actor, that one included."""
    return _up_to_an_actor(row[max(0, index - most) : index][::-1], aside=1)[::-1]


@dataclass(slots=True)
class Near:
    """An actor's token with what stands to the left and to the right of it and is about it."""

    index: int
    token: Token
    left: list[Token]
    right: list[Token]

    @property
    def start(self) -> int:
        """Where that begins in the sentence."""
        return (self.left[0] if self.left else self.token).start

    @property
    def end(self) -> int:
        """Where that ends in the sentence."""
        return (self.right[-1] if self.right else self.token).end


def near(row: Sequence[Token], index: int) -> Near:
    """What is near the token at `index`."""
    return Near(index, row[index], left_of(row, index), right_of(row, index))


def _up_to_an_actor(row: Sequence[Token], *, aside: int) -> list[Token]:
    """Tokens up to the end of a clause, or to an actor after more than `aside` words of prose."""
    found: list[Token] = []
    telling = 0
    for token in row:
        if token.stem in _STOP:
            break
        found.append(token)
        if token.party is not None and _bounds(token.party):
            if telling > aside:
                break
            telling = 0
        elif token.sort not in _LISTING:
            telling += 3 if token.word in _PREDICATES else 1
    return found


def _bounds(party: Party) -> bool:
    return party.subject and party.kind in ("actor", "nonstate", "unnamed")
