"""Attribution: who is meant, and whose word it is.

A pronoun stands for a party before it, in its sentence or in what went before. The actor of a cue
is the nearest party on the side where the cue's file says that it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from willing.extraction.clauses import Sentence
from willing.extraction.lexicon import Cue, regex_of
from willing.extraction.parties import Party


@dataclass(slots=True)
class Discourse:
    """What earlier sentences left in mind, for pronouns and for sections on one actor."""

    single: Party | None = None
    plural: Party | None = None
    two: Party | None = None
    person: Party | None = None
    leads: tuple[str, ...] = ()
    label: Party | None = None
    home: tuple[str, ...] = ()
    title: Party | None = None
    we: tuple[str, ...] = ()

    def note(self, party: Party) -> None:
        """Remember a party that has just been the subject."""
        if len(party.codes) == 2:
            self.two = party
        if len(party.codes) > 1:
            self.plural = party
        elif party.codes:
            if self.single is not None and self.single.codes != party.codes:
                self.two = Party(0, 0, "", (*self.single.codes, *party.codes))
            self.single = party
        if party.person:
            self.person = party


_OFFICE = re.compile(r"(?i)the (?:prime minister|premier|president|chancellor|taoiseach)")
_NEW_ONE = re.compile(r"(?i)the (?:new|incoming) ")
_TO_WHOM = re.compile(
    r"\s+(?:(?:the|its|their|his|her|all|other|fellow|both|ally|allies|neighbou?r|partner)\s+)*"
)


def resolve(party: Party, before: list[Party], mind: Discourse) -> Party | None:
    """The party that a pronoun stands for, looking back in the sentence, then in the discourse."""
    if party.kind != "pronoun":
        return party
    actors = [p for p in before if p.kind == "actor" and p.subject and p.end <= party.start]
    chosen: Party | None
    if party.voice == "both":
        leads = Party(0, 0, "", mind.leads) if len(mind.leads) == 2 else None
        chosen = next((p for p in reversed(actors) if len(p.codes) == 2), None)
        hosts = leads if "host" in party.text.lower() else None
        chosen = chosen or hosts or mind.two or leads
    elif party.voice == "they" and any(
        p.kind == "unnamed" and p.end <= party.start for p in before
    ):
        return None
    elif party.voice == "they":
        chosen = next((p for p in reversed(actors) if len(p.codes) > 1), None)
        chosen = _with_later(chosen, actors) if chosen else mind.plural
        chosen = chosen or (actors[-1] if actors else mind.single)
        if mind.label and not (chosen and chosen in actors):
            chosen = mind.label
    elif party.voice in ("he", "him"):
        chosen = next((p for p in reversed(actors) if p.person), None) or (
            actors[-1] if actors and len(actors[-1].codes) == 1 else mind.person or mind.single
        )
    elif mind.title and mind.title.person and not actors and _OFFICE.match(party.text):
        chosen = mind.title
    else:
        single = [p for p in actors if len(p.codes) == 1]
        chosen = single[-1] if single else mind.label or mind.single
        if mind.home and not single and _OFFICE.match(party.text):
            chosen = Party(0, 0, "", mind.home)
        if chosen is None and mind.home:
            chosen = Party(0, 0, "", mind.home)
    if chosen is None:
        return None
    voice = "incoming" if _NEW_ONE.match(party.text) else chosen.voice
    return replace(party, codes=chosen.codes, person=chosen.person, kind="actor", voice=voice)


def _with_later(plural: Party, actors: list[Party]) -> Party:
    """Go on with a list after an aside: "Peru and Chile, for two, Cuba, they"."""
    later = actors[actors.index(plural) + 1 :]
    codes = dict.fromkeys((*plural.codes, *(code for party in later for code in party.codes)))
    return replace(plural, codes=tuple(codes))


def find_actor(
    sentence: Sentence, cue: Cue, span: tuple[int, int], around: list[Party], mind: Discourse
) -> Party | None:
    """The actor of a cue at `span`; None where nobody who speaks for a state is meant."""
    start, end = span
    if cue.attach in ("right", "right_near", "agent", "suffix", "inside"):
        return _beside(cue, span, around)
    if cue.attach in ("inside_first", "right_first"):
        low_bound = start if cue.attach == "inside_first" else end
        for party in around:
            if party.start >= low_bound and party.subject and party.kind == "actor":
                return party
        return None
    found = _to_the_left(sentence, start, around, mind)
    return found or _after_colon(sentence, end, around)


def _after_colon(sentence: Sentence, end: int, around: list[Party]) -> Party | None:
    """Who is meant in "Six states are ready to go: Peru, Chile and ...": the list that follows."""
    colon = sentence.low.find(": ", end)
    if colon < 0 or not any(p.kind in ("unnamed", "pronoun") for p in around if p.end <= end):
        return None
    listed = [p for p in around if p.kind == "actor" and p.start - colon <= 8 and p.start > colon]
    if not listed:
        return None
    codes = dict.fromkeys(c for p in around if p.start > colon for c in p.codes)
    return replace(listed[0], codes=tuple(codes))


def _beside(cue: Cue, span: tuple[int, int], around: list[Party]) -> Party | None:
    start, end = span
    for party in around:
        if party.kind != "actor" or not party.stands_alone:
            continue
        if cue.attach == "suffix":
            near = party.end == start
        elif cue.attach == "inside":
            near = party.start < end and party.end > start
        else:
            near = 0 <= party.start - end <= (45 if cue.attach == "right" else 5)
        if near:
            return party
    return None


def _to_the_left(
    sentence: Sentence, start: int, around: list[Party], mind: Discourse
) -> Party | None:
    here = sentence.clause_at(start)
    for party in reversed(around):
        if not party.subject or party.end > start:
            continue
        clause = sentence.clause_at(party.start)
        if clause != here and sentence.clauses[clause].link in ("condition", "relative"):
            continue
        if party.kind in ("nonstate", "unnamed"):
            return None
        if _is_addressee(sentence, party):
            return None
        found = resolve(party, around, mind)
        if found is not None:
            return found
    return None


def _is_addressee(sentence: Sentence, party: Party) -> bool:
    """Whether it is only spoken to: in "urged Germany to join" Germany has said nothing."""
    before = sentence.low[max(0, party.start - 40) : party.start]
    if not before[-1:].isspace():
        return False
    for match in regex_of("<addressee>").finditer(before):
        if _TO_WHOM.fullmatch(before[match.end() :]):
            return True
    return False
