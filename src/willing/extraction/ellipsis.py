"""Ellipsis: what "Sweden has not.", "Nor has Malta", "so did Chile" and "Peru likewise" leave out.

What was said last is said of somebody else too, or denied of them.
"""

from __future__ import annotations

import re

from willing.extraction.attribution import Party
from willing.extraction.clauses import Sentence
from willing.extraction.evidence import IN, Evidence
from willing.extraction.sections import Section
from willing.extraction.state import State
from willing.reference.vocabulary import Stance

_AUX = r"(?:has|have|had|does|do|did|will|would|is|are|was|were|can|could|may|might)"
_AFTER = re.compile(
    rf"\s+{_AUX}(?P<neg>n't|\s+not)?(?:\s+(?:so|too|either|likewise|as well|the same))?"
    r"\s*(?=[.,;:!–—-]|$|in\b|on\b|last\b|as\b|but\b)"
)
_ALSO = re.compile(r"\s*,?\s+(?:also|too|likewise|as well|similarly|the same)\s*[.,;!]?\s*$")
_NOT = re.compile(r"^\W*(?:but |and |though )?not\s+(?:the\s+)?$")
_NOR = re.compile(rf"(?:\b(?:nor|neither)\s+{_AUX}|^\W*nor)\s+(?:the\s+)?$")
_SO = re.compile(rf"\b(?:so|as)\s+{_AUX}\s+(?:the\s+)?$")

MIRROR: dict[Stance, Stance] = {
    "lead": "out",
    "in": "out",
    "lean_in": "lean_out",
    "undecided": "undecided",
    "lean_out": "lean_in",
    "out": "in",
    "oppose": "in",
}
"""The stance of one of whom the same is denied."""


def fill_in(state: State, sentence: Sentence, around: list[Party], section: Section) -> None:
    """Evidence for the actors of a sentence whose predicate is left out."""
    told = {e.actor for e in state.evidence[state.heard :] if not e.aside}
    for party in around:
        last = _said_before(state, sentence.start + party.start)
        if last is None or last.stance is None or party.kind != "actor":
            continue
        stance = _left_out(sentence, party, last.stance)
        if stance is None:
            continue
        for code in (code for code in party.codes if code not in told):
            state.evidence.append(
                Evidence(
                    code,
                    party.text,
                    party.person,
                    last.initiative,
                    stance,
                    "same",
                    sentence.start,
                    sentence.start + len(sentence.text),
                    sentence.start + party.start,
                    offered=last.offered if stance == last.stance else (),
                    refused=last.refused if stance == last.stance else last.offered,
                    side=section.files,
                    trace=("ellipsis: as said before",),
                )
            )


def _said_before(state: State, place: int) -> Evidence | None:
    """What was said last before a place, and said outright."""
    return next(
        (e for e in reversed(state.evidence) if e.stance is not None and e.place < place), None
    )


def _left_out(sentence: Sentence, party: Party, last: Stance) -> Stance | None:
    """What is said of a party that has no predicate of its own; None where it has one."""
    before, after = sentence.low[: party.start], sentence.low[party.end :]
    if ("nor" in before or "neither" in before) and _NOR.search(before):
        return MIRROR[last] if last in IN else last
    if _SO.search(before):
        return last
    if _NOT.match(before) and len(after.split()) <= 4:
        return MIRROR[last] if last in IN else last
    follows = _AFTER.match(after)
    if follows and party.subject:
        return MIRROR[last] if follows["neg"] else last
    return last if _ALSO.match(after) and len(before.split()) <= 3 else None
