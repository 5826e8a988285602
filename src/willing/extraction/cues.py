"""Cues: where a sentence uses words that tell a stance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from willing.extraction.clauses import Sentence
from willing.extraction.lexicon import Cue, cues_that_may_match

_NOUN_OR_VERB = re.compile(
    r"(?:support|backing|offer|plan|plans|vote|pledge|call|block|promise|hope|interest|commitment"
    r"|contribution|back|delay|pause|halt|freeze|block|pledge|host|chair|boycott|veto|sign|run)\b"
)
_AFTER_PREPOSITION = re.compile(r"\b(?:on|of|for|with|without|from|by|in)\s+(?:the\s+)?$")
_BEFORE_NOUN = re.compile(
    r"(?:\b(?:a|an|the|of|for|in|its|their|his|her|our|no|more|further|strong|broad|political"
    r"|military|financial|logistical|diplomatic|public|popular|moral|western|with|without|any"
    r"|little|much|some|whose|new|continued|own)|'s|s')\s$"
)
_JOINED = re.compile(r"\b(?:and|or) $")
_AFTER_NOUN = re.compile(r" (?:for|from|of|to)\b")


def _is_noun(sentence: Sentence, start: int) -> bool:
    """Whether a word that may be verb or noun ("support for", "its offer") is a noun here."""
    low = sentence.low
    word = _NOUN_OR_VERB.match(low, start)
    if word is None:
        return False
    if _BEFORE_NOUN.search(low, max(0, start - 20), start):
        return True
    named = next((m for m in sentence.mentions if m.end + 1 == start), None)
    if named is not None and (
        named.kind == "adjective"
        or low.startswith("backing", start)
        or _AFTER_PREPOSITION.search(low[: named.start])
    ):
        return True
    joined = low.endswith(("and ", "or "), 0, start) and _JOINED.search(low, 0, start)
    return bool(joined) and _AFTER_NOUN.match(low, word.end()) is not None


def _end_fits(sentence: Sentence, end: int, cue: Cue) -> bool:
    """`left_end` cues ("is out") count only where the clause ends after them."""
    return cue.attach != "left_end" or not sentence.low[end:].strip(" .,;!\"')")[:1].isalnum()


def find_cues(sentence: Sentence, own: Sequence[Cue] = ()) -> list[tuple[int, int, Cue]]:
    """The cues of a sentence, in order; a longer one swallows those inside it.

    `own` are cues made from the initiative's own name. Where an expression has a group, the cue is
    that group; the words of the lexicon have none.
    """
    found: list[tuple[int, int, Cue]] = []
    low = sentence.low
    for cue in (*cues_that_may_match(low), *(cue for cue in own if _may_match(cue, low))):
        for match in cue.regex.finditer(low):
            start, end = match.span(match.lastindex or 0)
            noun = cue.attach == "left" and _is_noun(sentence, start)
            if end > start and not noun and _end_fits(sentence, end, cue):
                found.append((start, end, cue))
    if not found:
        return []
    found.sort(key=lambda item: (item[0], -item[1]))
    blocked = [(s, e) for s, e, cue in found if cue.role == "block"]
    kept: list[tuple[int, int, Cue]] = []
    for start, end, cue in found:
        if cue.role == "block" or any(s <= start < e for s, e in blocked):
            continue
        inside = any(s <= start and end <= e and other.attach == cue.attach for s, e, other in kept)
        if not inside:
            kept.append((start, end, _of_those(cue, kept)))
    return kept


def _may_match(cue: Cue, low: str) -> bool:
    """Whether a part of each group of some way stands in a sentence."""
    return any(all(any(map(low.__contains__, group.hints)) for group in way) for way in cue.ways)


def _of_those(cue: Cue, before: list[tuple[int, int, Cue]]) -> Cue:
    """Say of those named what was said of all: "Eleven abstained, among them Peru"."""
    if not cue.pattern.startswith("(among") or not before:
        return cue
    said = before[-1][2]
    return replace(cue, role=said.role, says=said.says)
