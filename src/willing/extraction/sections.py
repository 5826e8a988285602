"""Sections: what headings, labels and list introductions tell about the lines below them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from willing.documents.article import Article, Paragraph
from willing.extraction.clauses import Sentence
from willing.extraction.mentions import Mention, find_mentions
from willing.extraction.text import fold, lower, sentences
from willing.reference.user import NO_USER, UserNames
from willing.reference.vocabulary import Stance

_SIDE_IN = re.compile(
    r"who(?:'s| is| are)? in\b|who's on board|\b(?:the )?(?:supporters|backers|members|participants"
    r"|contributors|joiners|signatories)\b|\bon board\b|\bin favou?r\b|who(?:'s| is) joining"
    r"|who will (?:join|contribute)|who supports|who backs"
)
_SIDE_OUT = re.compile(
    r"who(?:'s| is| are)? (?:staying |opting )?out\b|\bopting out\b|\bholdouts?\b|\bnot joining\b"
    r"|\bstaying (?:out|away)\b|\babsent\b|\bsceptics\b|\bskeptics\b|\bopponents\b"
    r"|who(?:'s| is) not|who refuses|who opposes|\bagainst\b"
)
_INTRO = re.compile(
    r"\b(?P<likely>likely|possible|potential|probable|prospective|expected|candidate)?\s*"
    r"(?:members?|participants?|contributors?|countries|nations|states|partners|candidates"
    r"|signatories|backers|supporters)\b[^.]{0,60}(?:include|including|are|:|–|-)\s*[:–-]?\s*$"
)
_LABEL_END = re.compile(r"\s*(?:\([^)]{0,120}\))?\s*(?::|\s[–—-])\s")


LONGEST_SENTENCE = 2_000
"""Characters; what is longer is no sentence (tables run together, attacks) and is not read."""


@dataclass(frozen=True, slots=True)
class Section:
    """What stands above a paragraph.

    `side` is "in", "out" or "" by its heading; `listed` the stance that a list's introduction
    gives its items; `label` the mentions that name whom the paragraph is about.
    """

    side: str = ""
    listed: Stance | None = None
    label: tuple[Mention, ...] = ()


def side_of(heading: str | None) -> str:
    """The side that a heading files actors under: "in", "out" or "".

    >>> side_of("Who’s In?"), side_of("Who is staying out?"), side_of("Why Not NATO?")
    ('in', 'out', '')
    """
    low = lower(fold(heading or ""))
    into, out = bool(_SIDE_IN.search(low)), bool(_SIDE_OUT.search(low))
    if into == out:
        return ""
    return "in" if into else "out"


def sections(article: Article, mentions: tuple[Mention, ...]) -> list[Section]:
    """The section of each paragraph, in order."""
    found: list[Section] = []
    listed: Stance | None = None
    heading: str | None = None
    for paragraph in article.paragraphs:
        if paragraph.heading != heading:
            heading, listed = paragraph.heading, None
        label = _label(paragraph, mentions)
        intro = _INTRO.search(lower(fold(paragraph.text)))
        found.append(Section(side_of(heading), listed if label else None, label))
        if intro:
            listed = "lean_in" if intro["likely"] else "in"
        elif not label:
            listed = None
    return found


def _label(paragraph: Paragraph, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Whom a paragraph is about: "Finland: Having joined ..."; a section headed "Finland"."""
    inside = [m for m in mentions if paragraph.start <= m.start < paragraph.end]
    opening = [m for m in inside if m.start - paragraph.start <= 4][:1]
    if opening:
        rest = paragraph.text[opening[0].end - paragraph.start :]
        if _LABEL_END.match(rest) and opening[0].kind in ("name", "group", "organisation"):
            return tuple(opening)
    heading = paragraph.heading or ""
    named = find_mentions(heading) if 0 < len(heading) <= 40 else ()
    if len(named) == 1 and len(heading) - len(named[0].text) <= 4:
        return named
    return ()


def article_sentences(article: Article, mentions: tuple[Mention, ...]) -> list[Sentence]:
    """Every sentence of the article's paragraphs with its own mentions, in order."""
    found: list[Sentence] = []
    at = 0
    for index, paragraph in enumerate(article.paragraphs):
        for number, (start, end) in enumerate(sentences(paragraph.text)):
            if end - start > LONGEST_SENTENCE:
                continue
            begin, stop = paragraph.start + start, paragraph.start + end
            while at < len(mentions) and mentions[at].start < begin:
                at += 1
            own = []
            k = at
            while k < len(mentions) and mentions[k].end <= stop:
                own.append(_shift(mentions[k], begin))
                k += 1
            found.append(
                Sentence(
                    article.text[begin:stop],
                    begin,
                    index,
                    number == 0,
                    paragraph.heading or "",
                    tuple(own),
                )
            )
    return found


def _shift(mention: Mention, by: int) -> Mention:
    return Mention(
        mention.start - by, mention.end - by, mention.text, mention.codes, mention.kind,
        mention.role, mention.person, mention.current,
    )  # fmt: skip


def title_mentions(article: Article, user: UserNames = NO_USER) -> tuple[Mention, ...]:
    """The mentions in an article's title, for pronouns that have nothing else to stand for."""
    return find_mentions(article.title, article.date, user)
