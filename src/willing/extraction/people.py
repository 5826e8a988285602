"""People: who is introduced on the page itself, by office or as somebody who speaks for no state.

"Dutch Defence Minister Ruben Brekelmans" speaks for the Netherlands on the rest of the page, also
as "Mr Brekelmans"; "opposition leader Ana Diaz" speaks for nobody, however often she is quoted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from willing.extraction.clauses import Sentence
from willing.extraction.lexicon import regex_of, spans_of
from willing.extraction.parties import FILLER, Party, PartyKind

_PART = r"[A-ZÀ-ÞŠŽČĆŁŚŻ][\w'’-]++"
_NAME = re.compile(
    rf"{_PART}(?:\s+(?:van der|van den|van|de la|de|der|von|al|bin|el|da|dos|ten|Al|El))?"
    rf"(?:\s+{_PART}){{1,2}}"
)
_TITLE = re.compile(r"Mrs?|Ms|Dr|Sir|Dame|Lord|Lady|Gen|General|Admiral")
_TITLED = re.compile(rf"\b(?:{_TITLE.pattern})\.?\s+({_PART})")
_LAST = re.compile(rf"(?<!\w){_PART}")
_POSSESSIVE = re.compile(r"['’]s?$")
_AFTER = re.compile(r"\s*,\s*(?:who\s+(?:is|leads|heads)\s+)?(?:the\s+|a\s+|an\s+)?")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody introduced on the page; `codes` is empty for those who speak for no state."""

    name: str
    codes: tuple[str, ...]


def introduce(sentence: Sentence, known: dict[str, Person]) -> None:
    """Note the people whom a sentence introduces, under their last names."""
    for match in _NAME.finditer(sentence.text):
        start, end = match.span()
        if not _is_named(sentence, start, end):
            codes = _codes_of(sentence, start, end)
            if codes is not None:
                known[_last_name(match[0])] = Person(match[0], codes)


def _is_named(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name that is known anyway stands at `start:end`."""
    return any(m.start < end and m.end > start for m in sentence.mentions)


def _last_name(name: str) -> str:
    return _POSSESSIVE.sub("", name.split()[-1])


def _codes_of(sentence: Sentence, start: int, end: int) -> tuple[str, ...] | None:
    """For whom a name at `start:end` speaks; () for no state; None where nothing is said of it."""
    low = sentence.low
    apart = _AFTER.match(low, end)
    if _speaks_for_none(low, start, end):
        return ()
    for mention in sentence.mentions:
        if len(mention.codes) != 1 or mention.person:
            continue
        if 0 < start - mention.end <= 60 and _is_office(low[mention.end : start]):
            return mention.codes
        if apart and 0 <= mention.start - end <= 60:
            between = low[apart.end() : mention.start]
            following = low[mention.end : mention.end + 40]
            office_then = _is_office(between) and bool(re.search(r"\b(?:of|for)\b", between))
            if office_then or (not between.strip() and _opens_with_office(following)):
                return mention.codes
    return None


def _speaks_for_none(low: str, start: int, end: int) -> bool:
    for begin, stop in spans_of("nonstate", low):
        before = 0 <= start - stop <= 25 and not re.search(
            r"[,;:.]|\b(?:said|says|told|and|but|for|to)\b", low[stop:start]
        )
        after = 0 <= begin - end <= 30 and _AFTER.match(low, end) is not None
        if before or after:
            return True
    return False


def _is_office(between: str) -> bool:
    """Whether only an office stands between a state's name and a person's."""
    left = regex_of("<office>").sub(" ", between)
    return left != between and FILLER.fullmatch(left) is not None


def _opens_with_office(after: str) -> bool:
    head = regex_of("<office>").search(after)
    return head is not None and FILLER.fullmatch(after[: head.start()]) is not None


def people_in(sentence: Sentence, known: dict[str, Person]) -> list[Party]:
    """Parties of a sentence that are people introduced before, or strangers with a title."""
    text = sentence.text
    found: dict[int, Party] = {}
    for match in _LAST.finditer(text) if any(last in text for last in known) else ():
        start, last = match.start(), _last_name(match[0])
        person = known.get(last)
        if person is not None and not _is_named(sentence, start, start + 1):
            kind: PartyKind = "actor" if person.codes else "nonstate"
            name = person.name if person.codes else ""
            found[start] = Party(start, start + len(last), last, person.codes, kind, person=name)
    for match in _TITLED.finditer(text) if _TITLE.search(text) else ():
        place = match.start(1)
        if place not in found and not _is_named(sentence, place, place + 1):
            found[place] = Party(place, match.end(1), match[1], (), "unnamed")
    return list(found.values())
