"""Scope: what the words around a cue do to it.

Negation, modality, conditions and kinds of contribution, each judged inside the cue's own clause.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from willing.extraction.clauses import Sentence
from willing.extraction.lexicon import (
    conditions_that_may_match,
    kinds_that_may_match,
    markers_that_may_match,
)
from willing.extraction.memo import Memo
from willing.reference.vocabulary import CONDITIONS

_WORD = re.compile(r"[\w'-]+")
_NEGATOR = re.compile(
    r"(?:not|never|no|neither|nor|cannot|hardly|scarcely|without|fail|fails|failed|unable"
    r"|[a-z]+n't)$"
)
FALSE_NEGATION = re.compile(
    r"not (?:only|just|merely|least|yet clear)\b|(?:no|without) doubt|no sooner|no matter"
)
"""Words of negation that deny nothing."""

_IS_CONDITION = re.compile(
    r"[^.;:]{0,25}\b(?:as|is|was|remains|be)\s+(?:a|an|the)?\s*(?:pre)?(?:condition|requisite"
    r"|prerequisite|essential|indispensable|required)\b"
)
_INVERTED = re.compile(r"[\W]*(?:and |but )?(?:nor|neither|under no circumstances|at no point)\b")
_MODAL = re.compile(r"\b(?:may|might|could|possibly|perhaps|maybe|probably|potentially)\b")
_NORM = re.compile(r"\b(?:should|ought|must)\b")
_HISTORY = re.compile(
    r"\b(?:previously|formerly|once|earlier|historic(?:al)?ly|at the time|back then|in the past"
    r"|famously|a decade ago|decades ago|years ago|last year|used to)\b"
)
_YEAR = re.compile(
    r"\b(?:in|of|since|from|until|by|late|early|november|december|january|february|march|april"
    r"|may|june|july|august|september|october)\s+((?:19|20)\d\d)\b"
)
_ANY_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DOUBLE = re.compile(
    r"(?:\bnot|\bnever|n't|\bwithout)\s+(?:\w+\s+)?(?:exclud|rul\w+ out|refus|declin|oppos)"
)
_RULES_OUT = re.compile(
    r"\b(?:no|not|without|nor|never|neither|exclud\w+|out|than|of|any|refus\w+|declin\w+)$"
)
"""How a word ends that is the last of those that rule a kind out."""
_NO_KIND = re.compile(
    r"(?:\b(?:no|not|without(?! \w+ing\b)|nor|never|neither|exclud\w+|rul\w+ out|rather than"
    r"|instead of|short of|stop short of|any|but not|refus\w+|declin\w+)\s+)"
    r"(?:(?!but\b|yet\b|instead\b|only\b|though\b|that\b)[\w'-]+\s+){0,3}?$"
)
_WHERE = (
    r"[\w'-]*(?:\s+(?:there|in|on|to|into|inside|at|from|of)(?:\s+(?!and\s|but\s)[\w'-]+){1,3}?)?"
)
_IS = r"(?:\s+(?:would|will|could|can|may))?\s+(?:is|are|was|were|be|remains?|remained)"
_FIRMLY = r"(?:\s+(?:still|firmly|again|also|simply|completely|definitely|therefore|currently))?"
_ENDS = r"(?=\s*(?:[.,;!?)]|$|and\b|but\b))"
_KIND_NOT = re.compile(
    rf"{_WHERE}(?:[,:]?\s+no(?:t|ne)?(?!\.\s*\d)(?=[.,;!?)]|\s*$|[\"'](?!\w))"
    rf"|{_IS}{_FIRMLY}\s+(?:out\s+of\s+the\s+question|off\s+the\s+(?:table|agenda)|no\s+option"
    rf"|impossible|inconceivable|unthinkable|(?:ruled\s+out|excluded){_ENDS})"
    rf"|{_IS}(?:n't|\s+not)\s+(?:an\s+option|on\s+offer|on\s+the\s+(?:table|agenda|list|cards)"
    rf"|(?:foreseen|planned|envisaged|being\s+considered|under\s+consideration|included){_ENDS}))"
)
"""How a kind is ruled out after it is named: "troops, no", "boots are out of the question"."""
_DOUBTED = re.compile(r"(?:\b(?:not|neither|never|if|whether|unless)\b|n't\b)[^.;:]*$")
"""Words before a kind that turn what rules it out afterwards into something else."""


class Offers(NamedTuple):
    """Kinds named in a stretch of text: offered by it, and ruled out by it whatever its stance."""

    named: tuple[str, ...]
    refused: tuple[str, ...]


_NO_OFFERS = Offers((), ())


def negated(sentence: Sentence, start: int, left: int) -> bool:
    """Whether a negator between `left` (the subject's end) and the cue at `start` reaches it.

    Two negators cancel. "not only" negates nothing.
    """
    stretch = sentence.low[left:start]
    clause = sentence.clauses[sentence.clause_at(start)]
    if clause.start > left:
        stretch = sentence.low[clause.start : start]
    negators = _negators(stretch) if any(map(_may_negate.__getitem__, stretch.split())) else 0
    return negators % 2 == 1 if negators else _inverted(sentence.low, clause.start)


def _negators(stretch: str) -> int:
    """How many of the last words of a stretch negate what follows."""
    words = _WORD.findall(FALSE_NEGATION.sub("", stretch))[-6:]
    return sum(_NEGATOR.match(word) is not None for word in words)


@Memo
def _may_negate(text: str) -> bool:
    """Whether a word of negation stands in a text without blanks."""
    return any(map(_NEGATOR.match, _WORD.findall(text)))


@lru_cache(maxsize=256)
def _inverted(low: str, start: int) -> bool:
    """Whether a clause begins with its negation: "nor will Peru", "under no circumstances"."""
    return _INVERTED.match(low, start) is not None


def hedged(sentence: Sentence, start: int, left: int) -> bool:
    """Whether "may", "could", "perhaps" and the like stand between the subject and the cue."""
    return bool(_MODAL.search(sentence.low[max(left, start - 40) : start]))


def normative(sentence: Sentence, start: int, left: int) -> bool:
    """Whether it says what somebody should do, which is nobody's commitment."""
    return bool(_NORM.search(sentence.low[max(left, start - 25) : start]))


def historical(sentence: Sentence, year: int | None, known: frozenset[str]) -> bool:
    """Whether the sentence tells of another time: a year two or more before the article's.

    `known` are years that belong to the initiative itself ("Iraq 2003").
    """
    if year is None or not ("19" in sentence.low or "20" in sentence.low):
        return False
    years = [match[1] for match in _YEAR.finditer(sentence.low)]
    return any(int(y) <= year - 2 and y not in known for y in years)


def years_in(text: str) -> frozenset[str]:
    """The years that a name carries."""
    return frozenset(_ANY_YEAR.findall(text))


def in_the_past(sentence: Sentence, start: int) -> bool:
    """Whether the cue tells of an earlier position ("once in favour")."""
    before = sentence.low[max(0, start - 40) : start]
    return bool(_HISTORY.search(before))


class KindFound(NamedTuple):
    """A kind of contribution named at `start:end` of a stretch, ruled out there or not.

    `loose`: by words that only may mean it.
    """

    kind: str
    start: int
    end: int
    ruled_out: bool
    loose: bool

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end


@lru_cache(maxsize=1024)
def plain_kinds(low: str) -> tuple[KindFound, ...]:
    """Every kind of contribution that plain words name in a stretch of lower-case text."""
    return _kinds(low, loose=False)


@lru_cache(maxsize=256)
def find_kinds(low: str) -> list[tuple[str, list[KindFound]]]:
    """The same by kind, in the order of their names, with what loose words may mean besides."""
    found: dict[str, list[KindFound]] = {}
    for kind in (*plain_kinds(low), *_kinds(low, loose=True)):
        found.setdefault(kind.kind, []).append(kind)
    return sorted(found.items())


def _kinds(low: str, *, loose: bool) -> tuple[KindFound, ...]:
    return tuple(
        [
            KindFound(words.name, *match.span(), ruled_out(low, *match.span()), loose)
            for words in kinds_that_may_match(low, loose=loose)
            for match in words.regex.finditer(low)
        ]
    )


def kinds_in(low: str, start: int = 0, end: int | None = None) -> Offers:
    """Kinds named in a stretch of lower-case text, or in a part of it, in the vocabulary's order.

    >>> kinds_in("no troops but logistics and political support")
    Offers(named=('logistics', 'political'), refused=('ground_troops',))
    """
    kinds = plain_kinds(low)
    if not kinds:
        return _NO_OFFERS
    stop = len(low) if end is None else end
    named: dict[str, None] = {}
    refused: dict[str, None] = {}
    for kind, begin, finish, out, _ in kinds:
        if start <= begin and finish <= stop:
            (refused if out else named)[kind] = None
    return Offers(tuple(named), tuple([kind for kind in refused if kind not in named]))


def ruled_out(low: str, start: int, end: int) -> bool:
    """Whether a kind named at `start:end` is excluded, by the words before it or after it.

    >>> low = "instructors yes, troops no"
    >>> ruled_out(low, 0, 11), ruled_out(low, 17, 23)
    (False, True)
    >>> ruled_out("does not exclude troops", 17, 23)
    False
    """
    return _ruled_out_before(low, start) or (
        _KIND_NOT.match(low, end) is not None
        and _DOUBTED.search(low, max(0, start - 40), start) is None
    )


def _ruled_out_before(low: str, place: int) -> bool:
    before = low[:place]
    if not any(map(_may_rule_out.__getitem__, before.rsplit(None, 4)[-4:])):
        return False
    match = _NO_KIND.search(before)
    return match is not None and not _DOUBLE.search(low[max(0, match.start() - 12) : place])


@Memo
def _may_rule_out(word: str) -> bool:
    return _RULES_OUT.search(word) is not None


Mark = Literal["alone", "marked", "denied", "plain"]


class ConditionFound(NamedTuple):
    """A condition named at `start:end` of a stretch, `loose` by words that only may mean it.

    `mark`: "alone" where the phrase says by itself that something hangs on it, "marked" with an
    "if" or "once" beside it, "denied" with an "even if", else "plain".
    """

    label: str
    start: int
    end: int
    mark: Mark
    loose: bool

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end


@lru_cache(maxsize=1024)
def plain_conditions(low: str) -> tuple[ConditionFound, ...]:
    """Every condition that plain words name in a stretch of lower-case text, marked or not."""
    return _conditions(low, loose=False)


@lru_cache(maxsize=1024)
def find_conditions(low: str) -> tuple[ConditionFound, ...]:
    """The same, then what loose words may mean besides."""
    return plain_conditions(low) + _conditions(low, loose=True)


def _conditions(low: str, *, loose: bool) -> tuple[ConditionFound, ...]:
    named = [
        (words, match)
        for words in conditions_that_may_match(low, loose=loose)
        for match in words.regex.finditer(low)
    ]
    if not named:
        return ()
    markers = _markers_in(low)
    found = []
    for words, match in named:
        mark, by_loose = _mark(low, match, words.alone, markers)
        found.append(ConditionFound(words.name, *match.span(), mark, words.loose or by_loose))
    return tuple(found)


@lru_cache(maxsize=64)
def _markers_in(low: str) -> list[tuple[int, int, bool, bool]]:
    """Where a stretch has words that make a condition: start, end, whether they hold, loose."""
    return [
        (match.start(), match.end(), marker.holds, marker.loose)
        for marker in markers_that_may_match(low)
        for match in marker.regex.finditer(low)
    ]


def _mark(
    low: str, match: re.Match[str], alone: bool, markers: list[tuple[int, int, bool, bool]]
) -> tuple[Mark, bool]:
    """How a phrase is marked as a condition, and whether only loose words mark it."""
    near = [m for m in markers if m[0] <= match.start() and match.start() - m[1] <= 60]
    inside = [m for m in markers if match.start() <= m[0] < match.end()]
    if _IS_CONDITION.match(low, match.end()):
        near = [(match.start(), match.end(), True, False)]
    if alone:
        return "alone", False
    some = near or inside
    if not some:
        return "plain", False
    sure = [m for m in some if not m[3]] or some
    last = max((m[1], m[1] - m[0], m[2], m[3]) for m in sure)
    return ("marked" if last[2] else "denied"), last[3]


def conditions_in(low: str) -> tuple[str, ...]:
    """Condition labels in a stretch of lower-case text.

    A label needs a marker before it ("only if", "once", "depends on", "demands"), within the
    stretch, and one that holds ("even if" does not); some phrases are their own.

    >>> conditions_in("only if parliament approves and after a ceasefire")
    ('ceasefire', 'parliament_approval')
    """
    named = plain_conditions(low)
    found = {c.label for c in named if not c.loose and c.mark in ("alone", "marked")}
    return tuple([label for label in CONDITIONS if label in found]) if found else ()
