"""Ellipsis: what "Sweden has not.", "Nor has Malta", "so did Chile" and "Peru likewise" leave out.

What was said last is said of somebody else too, or denied of them.
"""

from __future__ import annotations

import re

from willing.extraction.before import last_run, words_before
from willing.extraction.clauses import Sentence
from willing.extraction.evidence import IN, Evidence
from willing.extraction.parties import Party
from willing.extraction.sections import Section
from willing.extraction.state import State
from willing.reference.vocabulary import Stance

_AUX = "has|have|had|does|do|did|will|would|is|are|was|were|can|could|may|might"
_AUXILIARIES = frozenset(_AUX.split("|"))
_AFTER = re.compile(
    rf"\s+(?:{_AUX})(?P<neg>n't|\s+not)?(?:\s+(?:so|too|either|likewise|as well|the same))?"
    r"\s*(?=[.,;:!–—-]|$|in\b|on\b|last\b|as\b|but\b)"
)
_ALSO = re.compile(r"\s*,?\s+(?:also|too|likewise|as well|similarly|the same)\s*[.,;!]?\s*$")
_ALSO_ENDS = ("also", "too", "likewise", "well", "similarly", "same")
_FIRST = re.compile(r"\W*(?:(?:but |and |though )?(?P<not>not)|nor)\s+(?:the\s+)?$")
_OPENINGS = {"so": "so", "as": "so", "nor": "nor", "neither": "nor"}

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
    if not state.evidence:
        return
    told = {e.actor for e in state.evidence[state.heard :] if not e.aside}
    for party in around:
        last = _said_before(state, sentence.start + party.start)
        if last is None or last.stance is None or party.kind != "actor":
            continue
        stance = _left_out(sentence, party, last.stance)
        if stance is None:
            continue
        for code in [code for code in party.codes if code not in told]:
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
    for evidence in reversed(state.evidence):
        if evidence.stance is not None and evidence.place < place:
            return evidence
    return None


def _left_out(sentence: Sentence, party: Party, last: Stance) -> Stance | None:
    """What is said of a party that has no predicate of its own; None where it has one."""
    low, start, end = sentence.low, party.start, party.end
    opening = _opening(low, start)
    if opening == "so":
        return last
    if opening == "nor" or (opening == "not" and len(low[end:].split()) <= 4):
        return MIRROR[last] if last in IN else last
    follows = _AFTER.match(low, end) if party.subject else None
    if follows:
        return MIRROR[last] if follows["neg"] else last
    if not low.rstrip().rstrip(".,;!").rstrip().endswith(_ALSO_ENDS):
        return None
    return last if _ALSO.match(low, end) and len(low[:start].split()) <= 3 else None


def _opening(low: str, place: int) -> str:
    """The word before a place that opens what is left out: "so", "nor", "not"; "" for none.

    >>> _opening("so does the peru", 12), _opening("neither has peru", 12), _opening("it has ", 7)
    ('so', 'nor', '')
    """
    words = words_before(low, place)
    if words[-1:] == ["the"]:
        words.pop()
    if len(words) > 1 and words[-1] in _AUXILIARIES:
        return _OPENINGS.get(last_run(words[-2]), "")
    first = _FIRST.match(low, 0, place) if words and words[-1].endswith(("not", "nor")) else None
    return "" if first is None else "not" if first["not"] else "nor"
