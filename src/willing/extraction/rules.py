"""The rule reader: an article and the initiatives in, statements out. Deterministic and offline.

Steps, each in a module of its own and testable alone: mentions, sections, sentences and clauses,
parties (attribution), cues, scope, focus, and at the end one place that decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from willing.documents.article import Article
from willing.extraction.attribution import Discourse, Party, find_actor, parties, resolve
from willing.extraction.clauses import Sentence
from willing.extraction.decide import CLEARLY, Evidence, decide
from willing.extraction.focus import Focus, choose, focus_on, other_matter
from willing.extraction.lexicon import Cue, lexicon
from willing.extraction.mentions import Mention, find_mentions
from willing.extraction.quotes import make_statement, quote_span
from willing.extraction.scope import (
    conditions_in, hedged, historical, in_the_past, kinds_in, negated, normative, years_in,
)  # fmt: skip
from willing.extraction.sections import Section, article_sentences, sections, title_mentions
from willing.extraction.statement import Statement
from willing.extraction.voices import Voice, open_quotes, voice_of
from willing.reference.countries import is_state
from willing.reference.initiative import Initiative
from willing.reference.user import NO_USER, UserNames
from willing.reference.vocabulary import Stance

_OWN_ACTS = ("join", "send", "back", "lead", "refuse")
_HEDGE: dict[Stance, Stance] = {"in": "lean_in", "lead": "lean_in"}
_MIRROR: dict[Stance, Stance] = {
    "lead": "out", "in": "out", "lean_in": "lean_out", "undecided": "undecided",
    "lean_out": "lean_in", "out": "in", "oppose": "in",
}  # fmt: skip
_HYPOTHESIS = re.compile(r"[\W]*if\b")
_ELLIPSIS = re.compile(
    r"^\s+(?:has|have|does|do|did|will|would|is|are|was|were|had)(?P<neg>n't|\s+not)?\s*[.,;!]?\s*$"
)
_NOR = re.compile(r"^\W*(?:and |but )?(?:nor|neither)\s+(?:has|have|does|do|did|will|would|is|are)\b")
_SO = re.compile(r"^\W*(?:and )?so\s+(?:has|have|does|do|did|will|would|is|are)\b")
_NO = re.compile(r"^\W*no\b[\W]")
_YES = re.compile(r"^\W*yes\b[\W]")


@dataclass(slots=True)
class _State:
    """What the reader keeps in mind while it goes through an article.

    `strict`: the article speaks of several matters, so a sentence counts only where it is clear
    that it speaks of the initiative.
    """

    article: Article
    focuses: list[Focus]
    main: Focus
    strict: bool
    years: frozenset[str]
    mind: Discourse = field(default_factory=Discourse)
    evidence: list[Evidence] = field(default_factory=list)
    last: Evidence | None = None
    question: bool = False
    context: str = ""
    heading: str = ""
    quotes: list[tuple[int, int, Voice]] = field(default_factory=list)
    place: int = 0


def read_statements(
    article: Article,
    initiatives: Sequence[Initiative],
    *,
    main: Initiative | None = None,
    user: UserNames = NO_USER,
) -> tuple[Statement, ...]:
    """All statements of an article on the given initiatives, in the order of the text.

    `main` (default: the first) is what the article is about where it does not say otherwise.
    """
    if not initiatives:
        return ()
    focuses = [focus_on(initiative) for initiative in initiatives]
    chosen = main or initiatives[0]
    state = _State(
        article,
        focuses,
        next(f for f in focuses if f.initiative.id == chosen.id),
        len(focuses) > 1 or chosen.inferred,
        frozenset().union(*(years_in(" ".join((i.id, *i.names))) for i in initiatives)),
    )
    mentions = find_mentions(article.text, article.date, user)
    _set_scene(state, title_mentions(article, user))
    above = sections(article, mentions)
    paragraph = -1
    for sentence in article_sentences(article, mentions):
        section = above[sentence.paragraph]
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            _enter(state, section, sentence)
        _read_sentence(state, sentence, section)
    by_initiative = {f.initiative.id: f.initiative for f in focuses}
    made = [
        make_statement(article, decision, by_initiative[decision.best.initiative])
        for decision in decide(state.evidence)
    ]
    return tuple(sorted(made, key=lambda s: (s.quote_start, s.actor, s.initiative)))


def _set_scene(state: _State, title: tuple[Mention, ...]) -> None:
    """Whom a page is about before its first sentence: its title, and the letterhead."""
    opening = state.article.paragraphs[0].text if state.article.paragraphs else ""
    head = find_mentions(opening, state.article.date) if len(opening) < 60 else ()
    if len(head) == 1 and head[0].kind == "seat":
        state.mind.home = head[0].codes
    _head(state, title)
    state.mind.title = state.mind.person


def _head(state: _State, named: tuple[Mention, ...]) -> None:
    """Who is named first in a title or heading is in mind below it."""
    for mention in named[:1]:
        if len(mention.codes) == 1:
            state.mind.note(Party(0, 0, mention.text, mention.codes, person=mention.person))


def _enter(state: _State, section: Section, sentence: Sentence) -> None:
    """Begin a paragraph: its label, and the speakers of quotations that run on."""
    state.mind.label = None
    state.quotes = []
    if section.label:
        codes = tuple(dict.fromkeys(c for m in section.label for c in m.codes))
        state.mind.label = Party(0, 0, section.label[0].text, codes)
    paragraph = state.article.paragraphs[sentence.paragraph]
    if paragraph.heading and paragraph.heading != state.heading:
        _head(state, find_mentions(paragraph.heading, state.article.date))
    state.heading = paragraph.heading or ""
    state.quotes = [
        (paragraph.start + start, paragraph.start + end, Voice())
        for start, end in open_quotes(paragraph.text)
    ]


def _read_sentence(state: _State, sentence: Sentence, section: Section) -> None:
    around = parties(sentence)
    voice = _running_voice(state, sentence, voice_of(sentence, around))
    state.place = sentence.start
    if section.listed and sentence.first:
        _listed(state, sentence, section)
    asked, state.question = state.question, sentence.is_question
    skip = (
        voice.nonstate
        or (_HYPOTHESIS.match(sentence.low) and not conditions_in(sentence.low))
        or sentence.is_question
        or historical(sentence, _year(state.article), state.years)
    )
    if not skip:
        around = [_resolved(party, around, state, voice, sentence) for party in around]
        if asked:
            _answer(state, sentence, around, voice, section)
        found = _read_cues(state, sentence, around, voice, section)
        if not found:
            _ellipsis(state, sentence, around, section)
    _remember(state, sentence, around)


def _year(article: Article) -> int | None:
    return article.date.year if article.date else None


def _running_voice(state: _State, sentence: Sentence, voice: Voice) -> Voice:
    """Inside a quotation that runs over sentences, its speaker speaks on."""
    begin, end = sentence.start, sentence.start + len(sentence.text)
    for index, (start, stop, speaker) in enumerate(state.quotes):
        if start < end and stop > begin:
            if voice.party is not None or voice.nonstate:
                state.quotes[index] = (start, stop, voice)
            elif start < begin or speaker.party or speaker.nonstate:
                return speaker
    return voice


def _resolved(
    party: Party, around: list[Party], state: _State, voice: Voice, sentence: Sentence
) -> Party:
    if party.kind != "pronoun":
        return party
    if party.voice == "we":
        return _we(party, around, state, voice)
    apart = ("relative", "condition")
    main = [p for p in around if sentence.clauses[sentence.clause_at(p.start)].link not in apart]
    return resolve(party, main, state.mind) or party


def _we(party: Party, around: list[Party], state: _State, voice: Voice) -> Party:
    """ "We" is the speaker; "our two nations" the two whose joint statement it is."""
    if "two" in party.text.lower():
        actors = [p for p in around if p.kind == "actor" and len(p.codes) == 2]
        codes = actors[-1].codes if actors else state.mind.plural.codes if state.mind.plural else ()
        return Party(party.start, party.end, party.text, codes) if codes else party
    speaker = voice.party if voice.party and voice.party.codes else state.mind.person
    codes = speaker.codes if speaker else state.mind.home
    if not codes:
        return party
    person = speaker.person if speaker else ""
    return Party(party.start, party.end, party.text, codes, person=person)


def _matches(sentence: Sentence) -> list[tuple[int, int, Cue]]:
    """The cues of a sentence, in order; a longer one swallows those inside it."""
    found = [
        (match.start(), match.end(), cue)
        for cue in lexicon().cues
        for match in cue.regex.finditer(sentence.low)
        if match.end() > match.start()
        and _end_fits(sentence, match.end(), cue)
        and not (cue.attach == "left" and _is_noun(sentence, match.start()))
    ]
    found.sort(key=lambda item: (item[0], -item[1]))
    blocked = [(s, e) for s, e, cue in found if cue.role == "block"]
    kept: list[tuple[int, int, Cue]] = []
    for start, end, cue in found:
        if cue.role == "block" or any(s <= start < e for s, e in blocked):
            continue
        inside = any(
            s <= start and end <= e and other.attach == cue.attach for s, e, other in kept
        )
        if not inside:
            kept.append((start, end, cue))
    return kept


_NOUN_OR_VERB = re.compile(
    r"(?:support|backing|offer|plan|plans|vote|pledge|call|block|promise|hope|interest|commitment"
    r"|contribution|back)\b"
)
_BEFORE_NOUN = re.compile(
    r"(?:\b(?:a|an|the|of|for|in|its|their|his|her|our|no|more|further|strong|broad|political"
    r"|military|financial|logistical|diplomatic|public|popular|moral|western|with|without|any"
    r"|little|much|some|whose|new|continued|own)|'s|s')\s$"
)


def _is_noun(sentence: Sentence, start: int) -> bool:
    """Whether a word that may be verb or noun ("support for", "its offer") is a noun here."""
    low = sentence.low
    if not _NOUN_OR_VERB.match(low, start):
        return False
    if _BEFORE_NOUN.search(low[:start]):
        return True
    word = _NOUN_OR_VERB.match(low, start)
    joined = re.search(r"\b(?:and|or) $", low[:start]) is not None
    return joined and word is not None and bool(re.match(r" (?:for|from|of|to)\b", low[word.end() :]))


def _end_fits(sentence: Sentence, end: int, cue: Cue) -> bool:
    """`left_end` cues ("is out") count only where the clause ends after them."""
    return cue.attach != "left_end" or not sentence.low[end:].strip(" .,;!\"')")[:1].isalnum()


def _read_cues(
    state: _State, sentence: Sentence, around: list[Party], voice: Voice, section: Section
) -> bool:
    """Turn the cues of a sentence into evidence; true if there was any."""
    governed: dict[tuple[str, int], Evidence] = {}
    found = False
    for start, end, cue in _matches(sentence):
        actor = find_actor(sentence, cue, (start, end), around, state.mind)
        if actor is None or not actor.codes:
            continue
        clause = sentence.clause_at(start)
        if sentence.clauses[clause].link == "condition" and cue.role not in ("veto",):
            continue
        for code in actor.codes:
            key = (code, clause)
            if key in governed and cue.role != "veto" and cue.attach.startswith("left"):
                continue
            evidence = _evidence(
                state, sentence, section, (start, end, cue), actor, code, voice, around
            )
            if evidence is not None:
                governed[key] = evidence
                state.evidence.append(evidence)
                state.last = evidence
                found = True
    _bare_conditions(state, sentence, around, governed)
    return found


def _evidence(
    state: _State,
    sentence: Sentence,
    section: Section,
    match: tuple[int, int, Cue],
    actor: Party,
    code: str,
    voice: Voice,
    around: list[Party],
) -> Evidence | None:
    start, end, cue = match
    index = sentence.clause_at(start)
    clause = sentence.clauses[index]
    low = sentence.low[clause.start : clause.end]
    focus, relevance = choose(
        state.focuses, sentence.low[start : clause.end] + " " + low, sentence.low, state.context,
        state.main,
    )  # fmt: skip
    on_it = relevance >= CLEARLY or bool(section.side and state.mind.label)
    if other_matter(low, focus) or (state.strict and not on_it):
        return None
    if not on_it and cue.role == "back" and cue.attach == "right":
        return None
    if not is_state(code) and _inside_name(focus, sentence, actor):
        return None
    left = actor.end if actor.end <= start else clause.start
    stance, notes = _polarity(state, sentence, cue, start, left)
    if stance is None:
        return None
    offers = kinds_in(sentence.low[start:end] if cue.attach == "inside" else low)
    quoted = quote_span(sentence, actor, (start, end), around)
    if stance in ("in", "lead", "lean_in"):
        offered, refused = offers.named, offers.refused
    elif stance in ("out", "lean_out"):
        offered, refused = (), tuple(dict.fromkeys((*offers.named, *offers.refused)))
    else:
        offered, refused = (), offers.refused
    return Evidence(
        actor=code,
        actor_text=actor.text,
        person=actor.person,
        initiative=focus.initiative.id,
        stance=stance,
        role=cue.role,
        start=sentence.start + quoted[0],
        end=sentence.start + quoted[1],
        place=state.place + start,
        offered=offered if cue.role != "lead" or offers.named else (),
        refused=refused,
        conditions=conditions_in(sentence.low) if stance not in ("oppose",) else (),
        speaker=_speaker(actor, voice),
        voice=actor.voice if actor.voice in ("outgoing", "incoming") else "",
        side=section.side,
        past=in_the_past(sentence, start),
        relevance=relevance,
        trace=(f"cue: {cue.pattern} ({cue.says})", *notes),
    )


def _inside_name(focus: Focus, sentence: Sentence, actor: Party) -> bool:
    """Whether an organisation stands only in the initiative's own name ("a NATO-led mission")."""
    return any(
        match.start() <= actor.start < match.end()
        for match in focus.aliases.finditer(sentence.low)
    )


def _polarity(
    state: _State, sentence: Sentence, cue: Cue, start: int, left: int
) -> tuple[Stance | None, tuple[str, ...]]:
    """What a cue says once negation and modality are heeded."""
    if cue.role == "same":
        if state.last is None or state.last.stance is None:
            return None, ()
        return state.last.stance, ("scope: the same as said before",)
    if cue.attach == "left" and cue.role in _OWN_ACTS and normative(sentence, start, left):
        return None, ()
    if cue.attach in ("left", "left_end") and negated(sentence, start, left):
        return cue.negated, (f"scope: negated, {cue.negated}",)
    stance = cue.says
    if cue.role in ("join", "send", "back", "lead") and stance in _HEDGE:
        if hedged(sentence, start, left):
            return _HEDGE[stance], ("scope: hedged by a modal",)
    return stance, ()


def _speaker(actor: Party, voice: Voice) -> str | None:
    if actor.voice == "incoming":
        return None
    if actor.person:
        return actor.person
    spoken = voice.party
    if spoken is not None and spoken.codes == actor.codes and not spoken.person:
        return None
    return voice.name or None


def _bare_conditions(
    state: _State, sentence: Sentence, around: list[Party], governed: dict[tuple[str, int], Evidence]
) -> None:
    """A sentence that only sets a condition adds it to whoever is its subject."""
    labels = conditions_in(sentence.low)
    if not labels or _HYPOTHESIS.match(sentence.low):
        return
    done = {code for code, _ in governed}
    subjects = [p for p in around if p.kind == "actor" and p.subject and p.codes]
    if not subjects and state.last is not None and not governed:
        _add_condition(state, sentence, state.last.actor, state.last.actor_text, labels)
        return
    for party in subjects[:1]:
        for code in party.codes:
            if code not in done:
                _add_condition(state, sentence, code, party.text, labels)


def _add_condition(
    state: _State, sentence: Sentence, code: str, text: str, labels: tuple[str, ...]
) -> None:
    state.evidence.append(
        Evidence(
            code, text, "", state.main.initiative.id, None, "back", sentence.start,
            sentence.start + len(sentence.text), state.place, conditions=labels,
            trace=(f"condition: {', '.join(labels)}",),
        )  # fmt: skip
    )


def _listed(state: _State, sentence: Sentence, section: Section) -> None:
    """An item under "likely members include" has that stance, whatever else is said of it."""
    paragraph = state.article.paragraphs[sentence.paragraph]
    for mention in section.label:
        for code in mention.codes:
            state.evidence.append(
                Evidence(
                    code, mention.text, "", state.main.initiative.id, section.listed, "back",
                    paragraph.start, paragraph.end, sentence.start, side=section.side,
                    trace=(f"list: introduced as {section.listed}",),
                )  # fmt: skip
            )


def _answer(
    state: _State, sentence: Sentence, around: list[Party], voice: Voice, section: Section
) -> None:
    """ "No." to a reported question is an answer."""
    stance: Stance | None = None
    if _NO.match(sentence.low):
        stance = "out"
    elif _YES.match(sentence.low):
        stance = "in"
    speaker = voice.party or next((p for p in around if p.codes and p.person), None)
    if stance is None or speaker is None or not speaker.codes:
        return
    kinds = kinds_in(state.context).named
    state.evidence.append(
        Evidence(
            speaker.codes[0], speaker.text, speaker.person, state.main.initiative.id, stance,
            "refuse" if stance == "out" else "join", sentence.start,
            sentence.start + len(sentence.text), state.place, side=section.side,
            offered=kinds if stance == "in" else (), refused=kinds if stance == "out" else (),
            speaker=_speaker(speaker, voice), trace=(f"answer: {stance}",),
        )  # fmt: skip
    )


def _ellipsis(
    state: _State, sentence: Sentence, around: list[Party], section: Section
) -> None:
    """ "Sweden has not.", "Nor has Peru", "So will Chile": the words before, said or denied."""
    last = state.last
    if last is None or last.stance is None:
        return
    subjects = [p for p in around if p.kind == "actor" and p.codes]
    if not subjects:
        return
    match = _ELLIPSIS.match(sentence.low[subjects[-1].end :])
    if match:
        stance = _MIRROR[last.stance] if match["neg"] else last.stance
    elif _NOR.match(sentence.low) or _SO.match(sentence.low):
        stance = last.stance
    else:
        return
    for party in subjects:
        for code in party.codes:
            state.evidence.append(
                Evidence(
                    code, party.text, party.person, last.initiative, stance, "same",
                    sentence.start, sentence.start + len(sentence.text), state.place,
                    offered=last.offered if stance == last.stance else (),
                    refused=last.refused if stance == last.stance else last.offered,
                    side=section.side, trace=("ellipsis: as said before",),
                )  # fmt: skip
            )


def _remember(state: _State, sentence: Sentence, around: list[Party]) -> None:
    """Keep the subjects and the words of this sentence in mind for the next one."""
    for party in around:
        if party.kind == "actor" and party.subject and party.codes:
            state.mind.note(party)
    leads = {e.actor: None for e in state.evidence if e.stance == "lead"}
    state.mind.leads = tuple(leads)
    state.context = sentence.low if sentence.mentions or not state.context else (
        state.context[-200:] + " " + sentence.low
    )
