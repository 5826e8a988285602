"""Attribution: who is meant, and whose word it is.

A *party* is something that can be a subject: a list of names ("Canada, Australia and Finland"),
a pronoun, somebody who does not speak for a state (opposition, analysts, polls), or nobody in
particular ("several countries"). The actor of
a cue is the nearest party on the side where the cue's file says that it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from willing.extraction.clauses import Sentence
from willing.extraction.lexicon import Cue, lexicon, spans_of
from willing.extraction.mentions import Mention

PartyKind = Literal["actor", "pronoun", "nonstate", "unnamed"]


@dataclass(slots=True)
class Party:
    """A possible subject at `start:end` of a sentence. `codes` is empty unless it is an actor.

    `subject` is false where the words around show a place, an object or an addressee.
    `person` is the leader named, `text` the words. `stands_alone` is false for a name that only
    qualifies another ("the NATO members").
    """

    start: int
    end: int
    text: str
    codes: tuple[str, ...]
    kind: PartyKind = "actor"
    subject: bool = True
    person: str = ""
    voice: str = ""
    stands_alone: bool = True


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


_JOIN = re.compile(
    r"(?:\s*,?\s*(?:and|or|nor|&|along with|as well as|together with|plus|like|then|both|even|also"
    r"|alongside|followed by|not to mention)\s+|\s*,\s*|\s*/\s*)"
    r"(?:also\s+|later\s+|even\s+|then\s+|now\s+|both\s+)?(?:the\s+|its\s+)?"
    r"(?:(?:prime minister|president|chancellor|foreign minister|defence minister"
    r"|defense minister|premier|republic of)\s+)?"
)
FILLER = re.compile(
    r"(?:[\s,'-]|\b(?:the|s|of|for|and|new|foreign|defence|defense|prime|outgoing|incoming|interim"
    r"|acting|deputy|first|affairs|national|security|mp|minister-president)\b)*"
)
_OBLIQUE = re.compile(
    r"(?:\b(?:in|at|to|for|of|with|against|from|on|near|between|over|across|into|inside|by|via"
    r"|towards?|behind|than|among|within|about|around|through|outside|beyond|off|onto|under|amid"
    r"|leaving|left|visit(?:ed|ing|s)?|outgunned)\s+)(?:the\s+|both\s+|all\s+|neighbou?ring\s+"
    r"|war-torn\s+|post-war\s+|eastern\s+|western\s+|northern\s+|southern\s+|central\s+)*$"
)
_OBJECT = re.compile(
    r"\b(?:support|back|help|assist|aid|defend|protect|arm|attack|invade|bomb|secure|join|follow"
    r"|leav|mak|keep|giv|send|provok|deter|counter|contain|isolat|punish|pressur|accus|blam|thank"
    r"|prais|criticis|criticiz|meet|met|told|tell|ask|urg|reassur|cost|forc|let|bring|brought"
    r"|target|hit|strik|visit|enter|rebuild|weaken|strengthen|embolden|tak|took|abandon|betray"
    r"|exclud|includ|bypass|involv|concern|affect|rescu|outgun|against|call|contact|convinc"
    r"|persuad)(?:s|e|es|ed|d|ing)?\s+(?:the\s+|both\s+|all\s+)?$"
)
_MEMBER_OF = re.compile(
    r"(?:'s)?[\s-]+(?:foreign |defence |defense |finance |interior |energy |trade )?"
    r"(?:member|members|nations?|countries|country|states?|allies|ally|territory|soil"
    r"|summit|framework|command|membership|partners?|vetoes|veto|treaty|charter|headquarters"
    r"|treaties|accession|delegation|expansion|enlargement|aspirant|candidate|mandate"
    r"|governments?|capitals|leaders|ministers|ambassadors|diplomats|troops|forces|soldiers"
    r"|missions?|peacekeep\w+|scheme|press offices?|press office|budget|funds?|law|rules"
    r"|institutions|sources|commissioners?|parliament)\b"
)
_FRONTED = re.compile(r"^[\W]*(?:for|from|in|with)\s+(?:the\s+)?$")
_PLACE_AFTER = re.compile(
    r"'?s?\s+(?:summit|meeting|conference|session|talks|agreement|accords?|airport|declaration"
    r"|forum|gathering|peace conference|security conference|street|region|war|crisis)\b"
)
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z .'-]+|[A-Z][a-z]+)(?:,\s*[^–—:(]{0,30})?(?:\s*\([^)]*\))?\s*(?:[–—:]|--?)\s"
)
_PRONOUN = re.compile(
    r"(?<![\w-])(?:(?P<both>both (?:hosts?|leaders|countries|nations|states|sides|governments"
    r"|capitals)|the two (?:countries|nations|states|leaders|governments|allies|hosts)?|those two"
    r"|these two|the pair|the duo|both)|(?P<they>they|all (?:two|three|four|five|six|seven|of them)"
    r"|these (?:nations|countries|states|three)"
    r"|those (?:nations|countries|states)|the (?:three|four|five) (?:countries|nations|states)"
    r"|their (?:governments?|leaders|leadership|parliaments?|countries|capitals))"
    r"|(?P<we>we|our (?:country|government|two nations|nation|two countries|armed forces|troops"
    r"|soldiers|parliament|countries|nations|ships)|i)(?=\s|')"
    r"|(?P<him>him|them(?!selves))(?=\s+(?:something|plenty))"
    r"|(?P<he>he|she|(?:his|her) (?:country|government|office|administration|cabinet|nation"
    r"|ministry|ministers?|army|military|spokes\w+|party's government))"
    r"|(?P<it>it(?=\s+(?:will|would|has|had|is|was|does|did|could|may|might|won't|wouldn't|isn't"
    r"|hasn't|doesn't|can|cannot|can't|should|must|also|wants?|plans?|intends?|supports?|opposes?"
    r"|refus\w+|reject\w+|declin\w+|agreed|said|says|ruled|offer\w*|pledged?|joined|remains?"
    r"|arms|needs?|sees?|\w+s|\w+ed)\b)|its (?:leadership|government|leaders?|parliament"
    r"|president|prime minister|premier|army|military|cabinet|foreign minister|foreign ministry"
    r"|defence minister|defense minister|defence ministry|ministers?|navy|armed forces|authorities"
    r"|troops|soldiers|ambassador|lawmakers|chancellor|economy ministry|spokes\w+|own)"
    r"|the (?:country|kingdom|republic|island|government|cabinet|(?:prime )?minister|premier"
    r"|president|chancellor|foreign ministry|defence ministry|defense ministry|foreign minister"
    r"|defence minister|defense minister|ministry|administration|taoiseach|bloc|alliance"
    r"|economy ministry|parliament|spokes\w+|president-elect|new government|outgoing government"
    r"|incoming government|latter)))(?![\w-])"
)
_OFFICE = re.compile(r"(?i)the (?:prime minister|premier|president|chancellor|taoiseach)")
_EXPLETIVE = re.compile(
    r"it (?:is|was|remains?|would be|will be|has been) (?:\w+ ){0,2}(?:that|whether|to|if|how)\b"
)
_TO_WHOM = re.compile(
    r"\s+(?:(?:the|its|their|his|her|all|other|fellow|both|ally|allies|neighbou?r|partner)\s+)*"
)
_LIST_NEXT = re.compile(r"\s*(?:,|\(|:|such as|including|like|among)")
_INCOMING = re.compile(r"\b(?:incoming|designate|-elect|likely next|next)\b")
_VERB_NEXT = re.compile(
    r"\s+(?:also |already |now |still )?(?:have|has|are|were|will|would|could|may|might|should|did"
    r"|do|had|say|said|want|support|back|oppose|agreed|joined|signed|\w+ed|\w{4,}s)\b"
)


def parties(sentence: Sentence, people: Sequence[Party] = ()) -> list[Party]:
    """Every party of a sentence, in order; `people` are those whom the page has introduced."""
    low = sentence.low
    found = [*people]
    found += [_from_group(sentence, group) for group in _groups(sentence)]
    taken = [(p.start, p.end) for p in found]
    found += [
        Party(start, end, low[start:end], (), "nonstate")
        for start, end in spans_of("nonstate", low)
    ]
    found += [
        Party(start, end, low[start:end], (), "unnamed")
        for start, end in spans_of("unnamed", low)
        if _stands_alone(low, start, end, taken)
    ]
    for match in _PRONOUN.finditer(low):
        if not _within(taken, match.start()) and not _EXPLETIVE.match(low, match.start()):
            start, end = match.span()
            kind = match.lastgroup or ""
            subject = kind == "both" or not _OBLIQUE.search(low, 0, start)
            text = sentence.text[start:end]
            found.append(Party(start, end, text, (), "pronoun", subject, voice=kind))
    return sorted(found, key=lambda party: (party.start, party.end))


def _within(spans: list[tuple[int, int]], place: int) -> bool:
    return any(start <= place < end for start, end in spans)


def _stands_alone(low: str, start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    """Whether "countries", "leaders" and the like are a subject, and no part of a list of names."""
    after = low[end : end + 20]
    if _LIST_NEXT.match(after):
        return False
    if any(begin - end <= 3 and start - stop <= 8 for begin, stop in taken):
        return False
    return bool(_VERB_NEXT.match(after)) and not _OBLIQUE.search(low, 0, start)


def _groups(sentence: Sentence) -> list[list[Mention]]:
    """Mentions that stand in one list, together."""
    groups: list[list[Mention]] = []
    for mention in sentence.mentions:
        between = sentence.low[groups[-1][-1].end : mention.start] if groups else ""
        if groups and (_JOIN.fullmatch(between) or _apposed(groups[-1][-1], between, mention)):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _apposed(before: Mention, between: str, after: Mention) -> bool:
    """Whether two names are one: "French President Emmanuel Macron", "Baltic States (Estonia"."""
    if before.codes == after.codes:
        left = lexicon().lists["office"].sub(" ", between) if len(between) < 50 else between
        return not re.search(r"[.;:]", between) and FILLER.fullmatch(left) is not None
    return set(after.codes) <= set(before.codes) and between.strip() in ("(", ":", "–", "-")


def _from_group(sentence: Sentence, group: list[Mention]) -> Party:
    low, first, last = sentence.low, group[0], group[-1]
    codes = tuple(dict.fromkeys(code for mention in group for code in mention.codes))
    person = next((m.person for m in group if m.person), "")
    text = sentence.text[first.start : last.end]
    if all(m.kind == "leader" and not m.current and not m.elect for m in group):
        return Party(first.start, last.end, text, (), "nonstate")
    alone = last.kind != "organisation" or not _MEMBER_OF.match(low[last.end :])
    return Party(
        first.start,
        last.end,
        text,
        codes,
        subject=_can_act(sentence, group),
        person=person,
        voice=_voice(low, first),
        stands_alone=alone,
    )


def _voice(low: str, mention: Mention) -> str:
    if mention.elect:
        return "incoming"
    before = low[max(0, mention.start - 28) : mention.start]
    if "outgoing" in before and re.search(r"\boutgoing\b", before):
        return "outgoing"
    return "incoming" if _INCOMING.search(before) else ""


def _can_act(sentence: Sentence, group: list[Mention]) -> bool:
    """Whether the words around allow this list to be a subject."""
    low, first, last = sentence.low, group[0], group[-1]
    before, after = low[: first.start], low[last.end :]
    dated = sentence.first and first.start == 0 and first.kind in ("capital", "seat")
    if dated and _DATELINE.match(sentence.text):
        return False
    if all(m.kind in ("adjective", "demonym") for m in group) and not _has_head(after):
        people = before.endswith("the ") and _VERB_NEXT.match(after) is not None
        return last.kind == "demonym" or people
    if first.kind in ("capital", "seat") and _PLACE_AFTER.match(after):
        return False
    if last.kind == "organisation" and _MEMBER_OF.match(after):
        return False
    if after.startswith("'s") and not _has_head(after[2:]) and last.kind != "leader":
        return False
    if first.kind != "leader" and _OBJECT.search(before):
        return False
    if _FRONTED.match(before) and re.match(r"[\w\s',-]{0,40}?,|\s+come|\s+comes|\s+staff", after):
        return first.kind not in ("capital",) or before.strip().startswith("for")
    return not _OBLIQUE.search(before)


def _has_head(after: str) -> bool:
    """Whether an adjective goes on to an office, a government or a unit that acts for the state."""
    lists = lexicon().lists
    window = after[:45]
    for name in ("office", "unit"):
        head = lists[name].search(window)
        if head and re.fullmatch(r"(?:\s+[\w-]+){0,2}?\s+", window[: head.start()]):
            return True
    return False


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
    voice = "incoming" if re.match(r"(?i)the (?:new|incoming) ", party.text) else chosen.voice
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
    if cue.attach in ("right", "right_near", "suffix", "inside"):
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
        near = {
            "right": 0 <= party.start - end <= 45,
            "right_near": 0 <= party.start - end <= 5,
            "suffix": party.end == start,
            "inside": party.start < end and party.end > start,
        }[cue.attach]
        if near:
            return party
    return None


def _to_the_left(
    sentence: Sentence, start: int, around: list[Party], mind: Discourse
) -> Party | None:
    here = sentence.clause_at(start)
    for party in reversed([p for p in around if p.end <= start]):
        if not party.subject:
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
    for match in lexicon().lists["addressee"].finditer(before):
        if _TO_WHOM.fullmatch(before[match.end() :]):
            return True
    return False
