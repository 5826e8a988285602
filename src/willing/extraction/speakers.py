"""Speakers: who speaks in the quotations of a paragraph.

A quotation may run over several sentences, and its speaker may be named only after it, at its end
or in the sentence that follows: "“We lack crews. So we stay out.” Oslo's minister was blunt."
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from willing.extraction.clauses import Sentence
from willing.extraction.lexicon import regex_of
from willing.extraction.parties import Party, parties
from willing.extraction.people import Person, introduce, people_in
from willing.extraction.voices import AUTHOR, Voice, voice_of

_START, _END = attrgetter("start"), attrgetter("end")
_QUOTATION = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»")
_MARKS = ('"', "“", "«")
_STOPPED = re.compile(r"[.!?…]\s")
_WORDS = (
    r"(?:words?|sentences?|remarks?|reply|answer|message|voice|statement|quote|verdict|line|note)"
)
_POINTS_BACK = re.compile(
    rf"(?:(?:that|this|these|those)\s+(?:was|were|is|are)\s+(?:how|all(?:\s+that)?"
    rf"|the\s+{_WORDS}\s+(?:of|from|by))?|(?:so|thus|such\s+(?:was|were|is))"
    rf"(?:\s+(?:said|spoke|wrote|r[au]ns?|reads?)\b(?:\s+[\w'-]+){{0,9}}?)?|with\s+(?:that|this|these|those)(?:\s+{_WORDS})?,?"
    rf"|the\s+(?:speaker|{_WORDS})(?:\s+[\w'-]+){{0,9}}?\s+(?:was|is|of|from|by|in)"
    r"(?:\s+(?!not\b)[\w'-]+,?){0,3}?)\s+(?:the\s+)?"
)
"""What stands before a name where a sentence tells that the words before it are its words."""
_SOUNDS = re.compile(
    r"(?:'s)?(?:\s+[\w'-]+){0,5}?\s+"
    r"(?:(?:was|is|were|sounded|seemed|looked|remained)\s+(?:[\w-]+\s+)?(?:blunt|frank|clear|firm"
    r"|adamant|plain|brief|categorical|unequivocal|terse|curt|bored|in\s+no\s+mood|speaking"
    r"|applauded)|left\s+(?:nobody|no\s+one|no\s+(?:room|doubt))|did\s+not\s+(?:hide|mince)"
    r"|made\s+(?:no\s+secret|it\s+clear|clear)|minced\s+no|summed\s+up|put\s+it|explained|with\s+these)\b"
)
"""What follows somebody in office who is said to have just spoken."""


@dataclass(slots=True)
class Quotation:
    """A stretch of an article in quotation marks, and whose voice it is, as far as is known."""

    start: int
    end: int
    voice: Voice = AUTHOR


def quotations(
    sentences: Sequence[Sentence], text: str, start: int, known: dict[str, Person]
) -> list[Quotation]:
    """The quotations of a paragraph that run over sentences or open it, with their speakers.

    The paragraph is `text` and begins at `start` of its article; `known` are the people introduced.
    """
    if not any(mark in text for mark in _MARKS):
        return []
    found = [
        Quotation(start + match.start(), start + match.end())
        for match in _QUOTATION.finditer(text)
        if not match.start() or _STOPPED.search(match[0])
    ]
    for quotation in found:
        quotation.voice = _voice_after(quotation, sentences, known, opens=quotation.start == start)
    return found


def running_voice(quotations: Sequence[Quotation], sentence: Sentence, voice: Voice) -> Voice:
    """Inside a quotation that runs over sentences, its speaker speaks on."""
    begin, end = sentence.start, sentence.start + len(sentence.text)
    for quotation in quotations[bisect_right(quotations, begin, key=_END) :]:
        if quotation.start >= end:
            break
        if voice.party is not None or voice.nonstate:
            quotation.voice = voice
        elif quotation.start < begin or quotation.voice is not AUTHOR:
            return quotation.voice
    return voice


def _voice_after(
    quotation: Quotation, sentences: Sequence[Sentence], known: dict[str, Person], *, opens: bool
) -> Voice:
    """Whose quotation it is by the sentence in which it ends; if it `opens` its paragraph, also by
    the one that follows.
    """
    after = bisect_left(sentences, quotation.end, key=_START)
    if not after:
        return AUTHOR
    last = sentences[after - 1]
    if last.start + len(last.text) > quotation.end + 1:
        if last.start <= quotation.start:  # its own sentence says so when it is read
            return AUTHOR
        return voice_of(last, _around(last, known))
    follows = opens and after < len(sentences)
    return _presented(sentences[after], known) if follows else AUTHOR


def _around(sentence: Sentence, known: dict[str, Person]) -> list[Party]:
    introduce(sentence, known)
    return parties(sentence, people_in(sentence, known))


def _presented(sentence: Sentence, known: dict[str, Person]) -> Voice:
    """Whose words a sentence says that those before it were."""
    around = _around(sentence, known)
    named = [p for p in around if p.kind in ("actor", "nonstate")]
    if not named:
        return AUTHOR
    first = named[0]
    if not _POINTS_BACK.fullmatch(sentence.low, 0, first.start) and (
        len(named) > 1 or not _opens_with(sentence, first)
    ):
        return AUTHOR
    return Voice(first, first.kind == "nonstate", first.person or first.text)


def _opens_with(sentence: Sentence, party: Party) -> bool:
    """Whether a sentence opens with somebody in office who is said to have just spoken."""
    if party.start > len("the ") or not party.subject or not _SOUNDS.match(sentence.low, party.end):
        return False
    office = regex_of("<office>").search(sentence.low, party.start, party.end + 30)
    return bool(party.person) or office is not None
