"""Parties: who is named in a sentence, and who of them can be a subject.

A *party* is something that can be a subject: a list of names ("Canada, Australia and Finland"),
a pronoun, somebody who does not speak for a state (opposition, analysts, polls), or nobody in
particular ("several countries").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from willing.extraction.before import is_object, is_oblique, words_before
from willing.extraction.clauses import Sentence
from willing.extraction.lexicon import regex_of, spans_of
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
    r"[^\w-](?=(?:both|the|those|these|they|all|their|we|our|my|i|him|them|he|she|his|her|its?)\b)"
    r"(?:(?P<both>both (?:hosts?|leaders|countries|nations|states|sides|governments"
    r"|capitals)|the two (?:countries|nations|states|leaders|governments|allies|hosts)?|those two"
    r"|these two|the pair|the duo|both)|(?P<they>they|all (?:two|three|four|five|six|seven|of them)"
    r"|these (?:nations|countries|states|three)"
    r"|those (?:nations|countries|states)|the (?:three|four|five) (?:countries|nations|states)"
    r"|their (?:governments?|leaders|leadership|parliaments?|countries|capitals))"
    r"|(?P<we>we|my (?:country|government)|our (?:country|government|two nations|nation"
    r"|two countries|armed forces|air force|troops|soldiers|battalions?|brigades?|parliament|ships?"
    r"|planes|aircraft|jets|pilots|army|navy|police|officers|ministers|athletes|countries|nations"
    r"|answer|position|vote|signature|contribution|share)|i)(?=\s|')"
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
_EXPLETIVE = re.compile(
    r"it (?:is|was|remains?|would be|will be|has been) (?:\w+ ){0,2}(?:that|whether|to|if|how)\b"
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
