"""The rule reader: an article and the initiatives in, statements out. Deterministic and offline.

Steps, each in a module of its own and testable alone: mentions, sections, sentences and clauses,
parties, attribution, cues, scope, focus, and at the end one place that decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from willing.documents.article import Article
from willing.extraction.attribution import find_actor, resolve
from willing.extraction.claims import Claim, claims_in, unnamed
from willing.extraction.clauses import Sentence
from willing.extraction.cue_reading import read_cue
from willing.extraction.cues import find_cues
from willing.extraction.decide import IN_PASSAGES, INFERRED, ON_PAGES, decide
from willing.extraction.ellipsis import fill_in
from willing.extraction.evidence import Evidence
from willing.extraction.focus import Focus, focus_on, means_both, targets_of
from willing.extraction.headings import filed_names
from willing.extraction.indirect import HYPOTHESIS, answer, bare_conditions, listed, of_the_project
from willing.extraction.lexicon import Cue
from willing.extraction.making import make_statement
from willing.extraction.mentions import Mention, find_mentions
from willing.extraction.parties import Party, parties
from willing.extraction.people import introduce, people_in
from willing.extraction.scope import conditions_in, historical, years_in
from willing.extraction.sections import Section, article_sentences, sections
from willing.extraction.senses import find_senses
from willing.extraction.sign_numbers import SignNumbers
from willing.extraction.signs import Scene, title_signs
from willing.extraction.speakers import quotations, running_voice
from willing.extraction.state import State, enter, remember, set_scene
from willing.extraction.statement import Statement
from willing.extraction.text import fold, lower
from willing.extraction.tokens import tokens
from willing.extraction.voices import Voice, voice_of
from willing.extraction.weighing import weigh_actors, weigh_claims
from willing.extraction.weights import claim_signs
from willing.reference.initiative import Initiative
from willing.reference.user import NO_USER, UserNames

_ASK_MORE = frozenset(("target", "organisation"))


def read_statements(
    article: Article,
    initiatives: Sequence[Initiative],
    *,
    trusting: bool = False,
    user: UserNames = NO_USER,
) -> tuple[Statement, ...]:
    """All statements of an article on the given initiatives, in the order of the text.

    The first is what the article is about where it does not say otherwise.
    `trusting`: somebody has said that this article is about it, as with a passage cut out for its
    target; then a sentence counts unless it is plainly of another matter. On a whole page more is
    asked: a surer reading, and of organisations and those whom the initiative is for, words that
    the rules know.
    """
    if not initiatives:
        return ()
    state, claims = read_claims(article, initiatives, trusting=trusting, user=user)
    if not trusting:
        claims = _asking_more(claims)
    weighed = weigh_actors(claims, weigh_claims(claims))
    added = [evidence for evidence in state.evidence if evidence.stance is None]
    by_initiative = {initiative.id: initiative for initiative in initiatives}
    least = IN_PASSAGES if trusting else INFERRED if initiatives[0].inferred else ON_PAGES
    made = [
        make_statement(article, decision, by_initiative[decision.best.initiative], user)
        for decision in decide(weighed, added, least)
    ]
    return tuple(sorted(made, key=lambda s: (s.quote_start, s.actor, s.initiative)))


def _asking_more(claims: Sequence[Claim]) -> list[Claim]:
    """What counts on a whole page: of an actor of whom the rules read anything, only that."""
    read = {(c.evidence.actor, c.evidence.initiative) for c in claims if c.pieces}
    return [
        claim
        for claim in claims
        if claim.pieces
        or (
            (claim.evidence.actor, claim.evidence.initiative) not in read
            and not _ASK_MORE.intersection(claim.flags)
        )
    ]


def read_claims(
    article: Article,
    initiatives: Sequence[Initiative],
    *,
    trusting: bool = False,
    user: UserNames = NO_USER,
    signs: SignNumbers | None = None,
) -> tuple[State, list[Claim]]:
    """Every claim of an article that may count, in order, and what was kept in mind on the way.

    `signs` numbers the signs of claims: by default those with weights, and no others.
    """
    focuses = [focus_on(initiative) for initiative in initiatives]
    if not trusting:  # whoever keeps a list of initiatives gives it with every page
        lines = lower(fold(article.text)).splitlines()
        focuses[1:] = [focus for focus in focuses[1:] if any(map(focus.named, lines))]
    state = State(
        article,
        focuses,
        focuses[0],
        not trusting,
        frozenset().union(*(years_in(" ".join((i.id, *i.names))) for i in initiatives)),
        {i.id: targets_of(i, user) for i in initiatives},
        user,
        signs or claim_signs(),
        frozenset().union(*(focus.words for focus in focuses)),
    )
    mentions = find_mentions(article.text, article.date, user)
    in_title = find_mentions(article.title, article.date, user)
    set_scene(state, in_title)
    state.title = _title_signs(article.title, in_title, focuses, state.signs)
    above = sections(article, mentions, user, state.topic, strict=state.strict)
    claims: list[Claim] = []
    every = article_sentences(article, mentions)
    for number, own in groupby(every, key=attrgetter("paragraph")):
        section, paragraph, inside = above[number], article.paragraphs[number], list(own)
        enter(state, section, inside[0])
        state.quotations = quotations(inside, paragraph.text, paragraph.start, state.people)
        for sentence in inside:
            claims += _read_sentence(state, sentence, section)
    of_the_project(state)
    return state, claims


def _title_signs(
    title: str, mentions: tuple[Mention, ...], focuses: Sequence[Focus], numbers: SignNumbers
) -> dict[str, tuple[int, ...]]:
    """What the title says of each actor that it names."""
    if not mentions:
        return {}
    sentence = Sentence(title, 0, 0, False, "", mentions)
    row = tokens(sentence, parties(sentence), focuses)
    senses = find_senses(row.words)
    found: dict[str, tuple[int, ...]] = {}
    for index, party in row.parties.items():
        signs = title_signs(numbers, row, senses, index)
        found = dict.fromkeys(party.codes, signs) | found
    return found


def _read_sentence(state: State, sentence: Sentence, section: Section) -> list[Claim]:
    introduce(sentence, state.people)
    around = parties(sentence, people_in(sentence, state.people))
    voice = running_voice(state.quotations, sentence, voice_of(sentence, around))
    state.place = sentence.start
    before = len(state.evidence)
    if section.listed and sentence.first:
        paragraph = state.article.paragraphs[sentence.paragraph]
        span = paragraph.start, paragraph.end
        listed(state, section.label, section.listed, span, section.files)
    asked, state.question = state.question, sentence.is_question
    skipped = _skipped(state, sentence, voice)
    around = _resolved(around, state, voice, sentence)
    own = [focus.verb for focus in state.focuses if focus.verb is not None]
    cues = find_cues(sentence, own)
    if not skipped:
        if asked:
            answer(state, sentence, around, voice, section)
        _read_cues(state, sentence, around, voice, section, cues)
        _read_filed(state, sentence)
        fill_in(state, sentence, around, section)
    told = [e for e in state.evidence[before:] if e.stance is not None]
    actors = [party for party in around if party.kind == "actor"]
    if actors and not skipped:
        row = tokens(sentence, around, state.focuses)
        senses = find_senses(row.words)
        scene = Scene(
            sentence, section, voice, around, row, cues, senses, asked, state.apart, state.signs
        )
        claims = claims_in(state, scene, told)
    else:
        named = {code for party in actors for code in party.codes}
        claims = unnamed(sentence, state.signs, told, named)
    remember(state, sentence, around)
    return claims


def _read_filed(state: State, sentence: Sentence) -> None:
    """Take names that a sentence files ("against: Peru"), where it is about the initiative."""
    if sentence.is_question or (state.strict and state.apart):
        return
    for filed in filed_names(sentence, state.topic):
        span = sentence.start + filed.start, sentence.start + filed.end
        listed(state, filed.names, filed.stance, span)


def _skipped(state: State, sentence: Sentence, voice: Voice) -> str:
    """Why the rules pass a sentence over; "" where they read it."""
    if voice.nonstate:
        return "no state speaks"
    if HYPOTHESIS.match(sentence.low) and not conditions_in(sentence.low):
        return "hypothesis"
    return "history" if historical(sentence, _year(state.article), state.years) else ""


def _year(article: Article) -> int | None:
    return article.date.year if article.date else None


def _resolved(around: list[Party], state: State, voice: Voice, sentence: Sentence) -> list[Party]:
    """The parties of a sentence; a pronoun is whom it stands for, where that can be told."""
    pronouns = [index for index, party in enumerate(around) if party.kind == "pronoun"]
    if not pronouns:
        return around
    apart = ("relative", "condition")
    main = [p for p in around if sentence.clauses[sentence.clause_at(p.start)].link not in apart]
    found = around.copy()
    for index in pronouns:
        party = around[index]
        if party.voice == "we":
            found[index] = _we(party, around, state, voice)
        else:
            found[index] = resolve(party, main, state.mind) or party
    return found


def _we(party: Party, around: list[Party], state: State, voice: Voice) -> Party:
    """Who "we" are: the speaker; "our two nations" are the two whose joint statement it is."""
    if "two" in party.text.lower():
        actors = [p for p in around if p.kind == "actor" and len(p.codes) == 2]
        codes = actors[-1].codes if actors else state.mind.plural.codes if state.mind.plural else ()
        return Party(party.start, party.end, party.text, codes) if codes else party
    if state.mind.we:
        return Party(party.start, party.end, party.text, state.mind.we)
    speaker = voice.party if voice.party and voice.party.codes else state.mind.person
    codes = speaker.codes if speaker else state.mind.home
    if not codes:
        return party
    person = speaker.person if speaker else ""
    return Party(party.start, party.end, party.text, codes, person=person)


def _of_both(state: State, sentence: Sentence, start: int, evidence: Evidence) -> list[Evidence]:
    """The evidence of a cue at `start`, for each initiative where its clause tells of two."""
    clause = sentence.clauses[sentence.clause_at(start)]
    if not means_both(state.focuses, sentence.low[clause.start : clause.end]):
        return [evidence]
    return [replace(evidence, initiative=focus.initiative.id) for focus in state.focuses]


def _read_cues(
    state: State,
    sentence: Sentence,
    around: list[Party],
    voice: Voice,
    section: Section,
    cues: Sequence[tuple[int, int, Cue]],
) -> None:
    """Turn the cues of a sentence into evidence."""
    governed: dict[tuple[str, int], int] = {}
    for start, end, cue in cues:
        if sentence.is_question and (cue.role, cue.attach) != ("lead", "right"):
            continue
        actor = find_actor(sentence, cue, (start, end), around, state.mind)
        if actor is None or not actor.codes:
            continue
        clause = sentence.clause_at(start)
        if sentence.clauses[clause].link == "condition" and cue.role != "veto":
            continue
        for code in actor.codes:
            key = (code, clause)
            reach = governed.get(key)
            under = reach is not None and ", " not in sentence.low[reach:start]
            if under and cue.role != "veto" and cue.attach.startswith("left"):
                continue
            evidence = read_cue(
                state, sentence, section, (start, end, cue), actor, code, voice, around
            )
            if evidence is not None:
                governed[key] = end
                state.evidence += _of_both(state, sentence, start, evidence)
                state.last = evidence
    bare_conditions(state, sentence, around, governed)
