"""Voices: who says what stands in a sentence, in quotation marks or out of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from willing.extraction.clauses import Sentence
from willing.extraction.lexicon import spans_of
from willing.extraction.parties import Party

_ACCORDING_WORDS = ("according to", "in the view of", "in the words of")
_ACCORDING = re.compile(rf"\b(?:{'|'.join(_ACCORDING_WORDS)})\s+(?:the\s+|a\s+|an\s+)?$")
_SAID_AFTER = re.compile(r"[\s,]*(?:,[^,]{1,60},\s*)?(?:[\w-]+\s+){0,3}?$")
_PASSIVE = re.compile(r"\b(?:was|were|been|being)\s+(?:\w+ly\s+)?$")
_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w'’.-]++\s+){1,3}[A-ZÀ-Þ][\w'’-]++")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a sentence. `party` is None for the author; `nonstate` for no state's voice."""

    party: Party | None = None
    nonstate: bool = False
    name: str = ""


AUTHOR = Voice()
"""The voice of the page itself."""


def voice_of(sentence: Sentence, around: list[Party]) -> Voice:
    """Who says this sentence: the party beside a verb of speech, outside quotation marks."""
    low = sentence.low
    verbs = spans_of("speech", low)
    if sentence.quoted:
        verbs = [verb for verb in verbs if not _inside(sentence, verb[0])]
        around = [p for p in around if not _inside(sentence, p.start)]
    if not verbs:
        return AUTHOR
    according = any(words in low for words in _ACCORDING_WORDS)
    for party in around:
        if party.kind not in ("actor", "nonstate"):
            continue
        accorded = according and _ACCORDING.search(low, 0, party.start) is not None
        for start, end in verbs if party.subject or accorded else ():
            before = party.end <= start and _says(low, party.end, start)
            after = 0 <= party.start - end <= 3
            if before or after or accorded:
                if party.kind == "nonstate":
                    return Voice(party, nonstate=True, name=party.text)
                return Voice(party, name=party.person or party.text)
    name = _unknown_name(sentence, verbs)
    return Voice(name=name) if name else AUTHOR


def _says(low: str, end: int, verb: int) -> bool:
    """Whether a party that ends there is the subject of a verb of speech: not "Peru was told"."""
    between = low[end:verb]
    return _SAID_AFTER.match(between) is not None and _PASSIVE.search(between) is None


def told_of(speaker: Party, around: Sequence[Party]) -> Party | None:
    """Of whom a speaker tells: the first who may act in what is said, which mostly stands before
    its speaker where anybody does.
    """
    others = [p for p in around if p.subject and (p.end <= speaker.start or p.start >= speaker.end)]
    return min(others, key=lambda p: (p.start > speaker.start, p.start), default=None)


def _inside(sentence: Sentence, place: int) -> bool:
    return any(start <= place < end for start, end in sentence.quoted)


def _unknown_name(sentence: Sentence, verbs: Sequence[tuple[int, int]]) -> str:
    """A capitalised name before a verb of speech that is nobody we know."""
    for start, _ in verbs:
        names = list(_NAME.finditer(sentence.text, 0, start))
        if names and start - names[-1].end() <= 30:
            return names[-1][0]
    return ""
