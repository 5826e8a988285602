"""Attribution: who is meant, and whose word it is.

A *party* is something that can be a subject: a list of names ("Canada, Australia and Finland"),
a pronoun, somebody who does not speak for a state (opposition, analysts, polls), or nobody in
particular ("several countries"). The actor of
a cue is the nearest party on the side where the cue's file says that it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Literal

from willing.extraction.before import is_object, is_oblique, words_before
from willing.extraction.clauses import Sentence
from willing.extraction.lexicon import Cue, regex_of, spans_of
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
_MEMBER_OF = re.compile(
    r"(?:'s)?[\s-]+(?:foreign |defence |defense |finance |interior |energy |trade )?"
    r"(?:member|members|nations?|countries|country|states?|allies|ally|territory|soil"
    r"|summit|framework|command|membership|partners?|vetoes|veto|treaty|charter|headquarters"
    r"|treaties|accession|delegation|expansion|enlargement|aspirant|candidate|mandate"
    r"|governments?|capitals|leaders|ministers|ambassadors|diplomats|troops|forces|soldiers"
    r"|missions?|peacekeep\w+|scheme|press offices?|press office|budget|funds?|law|rules"
    r"|institutions|sources|commissioners?|parliament)\b"
)
_REALM = r"(?:(?:federal|islamic) )?(?:republic|kingdom|state|sultanate|grand duchy) of (?:the )?"
_HEADED = re.compile(
    r"(?<![\w-])(?:the )?(?:(?:(?:foreign|defence|defense|prime|federal|interim|outgoing|incoming"
    r"|new|deputy|vice|national|islamic|caretaker|military) )*"
    r"(?:(?:government|cabinet|parliament|authorities|leadership|ministry) (?:of|in)"
    r"|(?:governments|presidents?|premiers?|ministers?|chancellors?|leaders?|monarch|king|queen|emir"
    rf"|crown prince|heads? of (?:state|government)|representatives?) of) (?:the )?(?:{_REALM})?"
    rf"|{_REALM})$"
)
"""An office or a realm before a name."""
_NO_LONGER = ("former ", "late ", "ex-", "secretary of ")
_FRONTED = re.compile(r"^[\W]*(?:for|from|in|with)\s+(?:the\s+)?$")
_FRONTED_ENDS = re.compile(r"[\w\s',-]{0,40}?,|\s+come|\s+comes|\s+staff")
_PLACE_AFTER = re.compile(
    r"'?s?\s+(?:summit|meeting|conference|session|talks|agreement|accords?|airport|declaration"
    r"|forum|gathering|peace conference|security conference|street|region|war|crisis)\b"
)
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z .'-]+|[A-Z][a-z]+)(?:,\s*[^–—:(]{0,30})?(?:\s*\([^)]*\))?\s*(?:[–—:]|--?)\s"
)
_PRONOUN = re.compile(
    r"[^\w-](?=(?:both|the|those|these|they|all|their|we|our|i|him|them|he|she|his|her|its?)\b)"
    r"(?:(?P<both>both (?:hosts?|leaders|countries|nations|states|sides|governments"
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
_NEW_ONE = re.compile(r"(?i)the (?:new|incoming) ")
_EXPLETIVE = re.compile(
    r"it (?:is|was|remains?|would be|will be|has been) (?:\w+ ){0,2}(?:that|whether|to|if|how)\b"
)
_TO_WHOM = re.compile(
    r"\s+(?:(?:the|its|their|his|her|all|other|fellow|both|ally|allies|neighbou?r|partner)\s+)*"
)
_STOP = re.compile(r"[.;:]")
_FEW_WORDS = re.compile(r"(?:\s+[\w-]+){0,2}?\s+")
_LIST_NEXT = re.compile(r"\s*(?:,|\(|:|such as|including|like|among)")
_OUTGOING = re.compile(r"\boutgoing\b")
_SOON = ("incoming", "designate", "-elect", "next")
_INCOMING = re.compile(r"\b(?:incoming|designate|-elect|likely next|next)\b")
_VERB_NEXT = re.compile(
    r"\s+(?:also |already |now |still )?(?:have|has|are|were|will|would|could|may|might|should|did"
    r"|do|had|say|said|want|support|back|oppose|agreed|joined|signed|\w+ed|\w{4,}s)\b"
)


def parties(sentence: Sentence, people: Sequence[Party] = ()) -> list[Party]:
    """Every party of a sentence, in order; `people` are those whom the page has introduced."""
    low = sentence.low
    nonstate = spans_of("nonstate", low)
    found = [*people]
    found += [_from_group(sentence, group, nonstate) for group in _groups(sentence)]
    taken = [(p.start, p.end) for p in found]
    found += [Party(start, end, low[start:end], (), "nonstate") for start, end in nonstate]
    found += [
        Party(start, end, low[start:end], (), "unnamed")
        for start, end in spans_of("unnamed", low)
        if _stands_alone(low, start, end, taken)
    ]
    found += _pronouns(sentence, taken)
    found.sort(key=_SPAN)
    return found


_SPAN = attrgetter("start", "end")


def _pronouns(sentence: Sentence, taken: list[tuple[int, int]]) -> Iterator[Party]:
    """The pronouns of a sentence, and what stands for one: "the two countries".

    Each has a blank or a mark before it, the first of a sentence too once one is put there.
    """
    low = sentence.low
    for match in _PRONOUN.finditer(" " + low):
        start, end = match.start(), match.end() - 1
        if _within(taken, start) or _within(taken, end - 1) or _EXPLETIVE.match(low, start):
            continue
        kind = match.lastgroup or ""
        subject = kind == "both" or not is_oblique(words_before(low, start))
        yield Party(start, end, sentence.text[start:end], (), "pronoun", subject, voice=kind)


def _within(spans: list[tuple[int, int]], place: int) -> bool:
    return any(start <= place < end for start, end in spans)


def _stands_alone(low: str, start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    """Whether "countries", "leaders" and the like are a subject, and no part of a list of names."""
    if not _VERB_NEXT.match(low, end, end + 20) or _LIST_NEXT.match(low, end, end + 20):
        return False
    if any(begin - end <= 3 and start - stop <= 8 for begin, stop in taken):
        return False
    return not is_oblique(words_before(low, start))


def _groups(sentence: Sentence) -> list[list[Mention]]:
    """Mentions that stand in one list, together."""
    groups: list[list[Mention]] = []
    last: Mention | None = None
    for mention in sentence.mentions:
        if last is not None and _together(last, sentence.low[last.end : mention.start], mention):
            groups[-1].append(mention)
        else:
            groups.append([mention])
        last = mention
    return groups


def _together(before: Mention, between: str, after: Mention) -> bool:
    return _JOIN.fullmatch(between) is not None or _apposed(before, between, after)


def _apposed(before: Mention, between: str, after: Mention) -> bool:
    """Whether two names are one: "French President Emmanuel Macron", "Baltic States (Estonia"."""
    if before.codes == after.codes:
        left = regex_of("<office>").sub(" ", between) if len(between) < 50 else between
        return FILLER.fullmatch(left) is not None and not _STOP.search(between)
    return between.strip() in ("(", ":", "–", "-") and set(after.codes) <= set(before.codes)


def _from_group(
    sentence: Sentence, group: list[Mention], nonstate: Sequence[tuple[int, int]]
) -> Party:
    low, first, last = sentence.low, group[0], group[-1]
    if _is_former(group):
        text = sentence.text[first.start : last.end]
        return Party(first.start, last.end, text, (), "nonstate")
    codes = first.codes
    if len(group) > 1:
        codes = tuple(dict.fromkeys([code for mention in group for code in mention.codes]))
    person = next((m.person for m in group if m.person), "")
    alone = last.kind != "organisation" or not _MEMBER_OF.match(low, last.end)
    start = _head_start(low, first, nonstate)
    return Party(
        start,
        last.end,
        sentence.text[start : last.end],
        codes,
        subject=_can_act(sentence, group, start, alone),
        person=person,
        voice=_voice(low, first),
        stands_alone=alone,
    )


def _head_start(low: str, first: Mention, nonstate: Sequence[tuple[int, int]]) -> int:
    """Where a name begins with the office or the realm before it: "the president of Kenya".

    An office that does not speak for the state, or no longer does, is none.
    """
    if first.kind not in ("name", "capital") or not low.endswith(
        (" of ", " in ", " the "), 0, first.start
    ):
        return first.start
    head = _HEADED.search(low, max(0, first.start - 60), first.start)
    if head is None or low.endswith(_NO_LONGER, 0, head.start()):
        return first.start
    if any(end + 1 >= head.start() and start < first.start for start, end in nonstate):
        return first.start
    return head.start()


def _is_former(group: list[Mention]) -> bool:
    """Whether only people are named who are out of office."""
    return group[0].kind == "leader" and all(
        m.kind == "leader" and not m.current and not m.elect for m in group
    )


def _qualifies(group: list[Mention]) -> bool:
    """Whether only adjectives and names of peoples stand here: "French and Polish"."""
    qualifying = ("adjective", "demonym")
    return group[0].kind in qualifying and all(m.kind in qualifying for m in group)


def _voice(low: str, mention: Mention) -> str:
    if mention.elect:
        return "incoming"
    before = low[max(0, mention.start - 28) : mention.start]
    if "outgoing" in before and _OUTGOING.search(before):
        return "outgoing"
    soon = any(word in before for word in _SOON) and _INCOMING.search(before)
    return "incoming" if soon else ""


def _can_act(sentence: Sentence, group: list[Mention], start: int, alone: bool) -> bool:
    """Whether the words around allow this list to be a subject; `alone`: it stands alone.

    `start` is where it begins with an office before it.
    """
    low, first, last = sentence.low, group[0], group[-1]
    dated = sentence.first and first.start == 0 and first.kind in ("capital", "seat")
    if dated and _DATELINE.match(sentence.text):
        return False
    if _qualifies(group) and not _has_head(low, last.end):
        people = low.endswith("the ", 0, first.start) and _VERB_NEXT.match(low, last.end)
        return last.kind == "demonym" or bool(people)
    if not alone or (first.kind in ("capital", "seat") and _PLACE_AFTER.match(low, last.end)):
        return False
    owns = last.kind != "leader" and low.startswith("'s", last.end)
    if owns and not _has_head(low, last.end + 2):
        return False
    words = words_before(low, start)
    if first.kind != "leader" and is_object(words):
        return False
    if not is_oblique(words):
        return True
    if _FRONTED.match(low, 0, first.start) and _FRONTED_ENDS.match(low, last.end):
        return first.kind != "capital" or words[0].startswith("for")
    return False


def _has_head(low: str, place: int) -> bool:
    """Whether an adjective goes on to an office, a government or a unit that acts for the state."""
    window = low[place : place + 45]
    if not window[:1].isspace():
        return False
    for heads in ("<office>", "<unit>"):
        head = regex_of(heads).search(window)
        if head and _FEW_WORDS.fullmatch(window, 0, head.start()):
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
