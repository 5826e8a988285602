"""State: what the reader keeps in mind while it goes through an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from willing.documents.article import Article
from willing.extraction.attribution import Discourse
from willing.extraction.clauses import Sentence
from willing.extraction.evidence import CLEARLY, Evidence
from willing.extraction.focus import Focus, choose, several
from willing.extraction.mentions import Mention, find_mentions
from willing.extraction.parties import Party
from willing.extraction.people import Person
from willing.extraction.sections import Section
from willing.extraction.sign_numbers import SignNumbers
from willing.extraction.speakers import Quotation
from willing.extraction.text import fold, lower
from willing.reference.user import UserNames

_WE_ARE = re.compile(
    r"\bwe, the (?:\w+ ){0,3}?(?:leaders|ministers|heads|presidents|governments|representatives"
    r"|states|countries)(?: of state and government)? of "
)


@dataclass(slots=True)
class State:
    """What the reader keeps in mind while it goes through an article.

    `strict`: the article speaks of several matters, so a sentence counts only where it is clear
    that it speaks of the initiative. `project` holds what the initiative as a whole waits for.
    `apart` counts the sentences without any stance since one last did. `heard` is how much of
    the evidence came before the sentence in hand. `signs` has the numbers of signs, `title` those
    that the title gives of each actor. `topic` has the words of the initiatives' names.
    """

    article: Article
    focuses: list[Focus]
    main: Focus
    strict: bool
    years: frozenset[str]
    targets: dict[str, frozenset[str]]
    user: UserNames
    signs: SignNumbers
    topic: frozenset[str]
    mind: Discourse = field(default_factory=Discourse)
    evidence: list[Evidence] = field(default_factory=list)
    last: Evidence | None = None
    question: bool = False
    context: str = ""
    heading: str = ""
    said: dict[str, str] = field(default_factory=dict)
    title: dict[str, tuple[int, ...]] = field(default_factory=dict)
    apart: int = 99
    project: dict[str, Sentence] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    quotations: Sequence[Quotation] = ()
    place: int = 0
    heard: int = 0


def set_scene(state: State, title: tuple[Mention, ...]) -> None:
    """Whom a page is about before its first sentence: its title, and the letterhead."""
    opening = state.article.paragraphs[0].text if state.article.paragraphs else ""
    head = find_mentions(opening, state.article.date, state.user) if len(opening) < 60 else ()
    if len(head) == 1 and head[0].kind == "seat":
        state.mind.home = head[0].codes
    _head(state, title)
    titled = lower(fold(state.article.title))
    _turn(state, titled)
    if state.main.named(titled):
        state.apart = 0
    state.mind.title = state.mind.person


def _head(state: State, named: tuple[Mention, ...]) -> None:
    """Who is named first in a title or heading is in mind below it."""
    for mention in named[:1]:
        if len(mention.codes) == 1:
            state.mind.note(Party(0, 0, mention.text, mention.codes, person=mention.person))


def enter(state: State, section: Section, sentence: Sentence) -> None:
    """Begin a paragraph: its label, and whom its heading names."""
    if state.strict:
        state.main = state.focuses[0]
    state.mind.label = None
    if section.label:
        codes = tuple(dict.fromkeys(c for m in section.label for c in m.codes))
        state.mind.label = Party(0, 0, section.label[0].text, codes)
    paragraph = state.article.paragraphs[sentence.paragraph]
    if paragraph.heading:
        _turn(state, lower(fold(paragraph.heading)))
    if paragraph.heading and paragraph.heading != state.heading:
        _head(state, find_mentions(paragraph.heading, state.article.date, state.user))
    state.heading = paragraph.heading or ""


def _turn(state: State, low: str) -> None:
    """Of several initiatives, have the one at hand that a stretch of text speaks of, if any."""
    if several(state.focuses):
        chosen, score = choose(state.focuses, low, low, "", state.main)
        if score >= CLEARLY:
            state.main = chosen


def remember(state: State, sentence: Sentence, around: list[Party]) -> None:
    """Keep the subjects and the words of this sentence in mind for the next one."""
    for party in around:
        if party.kind == "actor" and party.subject and party.codes:
            state.mind.note(party)
    joint = _WE_ARE.search(sentence.low) if "we, the " in sentence.low else None
    if joint:
        state.mind.we = next((p.codes for p in around if 0 <= p.start - joint.end() <= 8), ())
    for evidence in state.evidence[state.heard :]:
        if evidence.stance is not None:
            state.said[evidence.actor] = evidence.stance
        if evidence.stance == "lead" and evidence.actor not in state.mind.leads:
            state.mind.leads = (*state.mind.leads, evidence.actor)
    state.heard = len(state.evidence)
    _turn(state, sentence.low)
    on_it = state.main.score(sentence.low) >= 1.0
    told = bool(state.evidence) and state.evidence[-1].place >= sentence.start
    state.apart = 0 if on_it else state.apart + (not told)
    state.context = (
        sentence.low
        if sentence.mentions or not state.context
        else (state.context[-200:] + " " + sentence.low)
    )
