"""Sections: what headings, labels and list introductions tell about the lines below them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from willing.documents.article import Article, Paragraph
from willing.extraction.clauses import Sentence
from willing.extraction.evidence import side_of as side_of_stance
from willing.extraction.headings import TICKS, stance_of_heading
from willing.extraction.mentions import Mention, find_mentions
from willing.extraction.patterns import compile_pattern
from willing.extraction.text import fold, lower, sentences
from willing.extraction.words import rows
from willing.reference.user import NO_USER, UserNames
from willing.reference.vocabulary import Stance

_SIDE_IN = re.compile(
    r"who(?:'s| is| are)? in(?:\W*$|,| and\b)|who's on board|\bon board\b|\bin favou?r\b"
    r"|who(?:'s| is) joining|who will (?:join|contribute)|who supports|who backs"
    r"|^(?:ready|willing|prepared) to\b"
    r"|^(?:the |likely |possible |confirmed |current |new )*(?:supporters|backers|members"
    r"|participants|contributors|joiners|signatories)\b.{0,12}$"
)
_SIDE_OUT = re.compile(
    r"who(?:'s| is| are)? (?:staying |opting )?out(?:\W*$|,| and\b)|\bopting out\b|\bholdouts?\b"
    r"|\bnot joining\b|\bstaying (?:out|away|at home)\b"
    r"|^(?:the )?(?:absent\w*|s[ck]eptics|opponents)\b"
    r"|who(?:'s| is) (?:not|holding back)|who (?:refuses|opposes)|^against\b"
)
_INTRO = re.compile(
    r"\b(?P<likely>likely|possible|potential|probable|prospective|expected|candidate)?\s*"
    r"(?:members?|participants?|contributors?|countries|nations|states|partners|candidates"
    r"|signatories|backers|supporters)\b[^.]{0,60}(?:include|including|are|:|–|-)\s*[:–-]?\s*$"
)
_INTRO_ENDS = ("include", "including", "are", ":", "–", "-")
_BEFORE_NAME = re.compile(r"[\s\W]{0,4}|\s*,?\s*(?:and|&|or)?\s*(?:the\s+)?|[\W]{0,3}the\s+")
_ITEM_END = re.compile(r"\)?\s*(?:\([^)]{0,120}\))?\s*(?:[:,;–—-]|$)")
_BARE_END = re.compile(
    r"\)?\s*+(?:\([^)]{0,120}\)\s*+)?"
    r"(?:[:–-]?\s*+[$€£]?\d[\d.,]*+\s*+(?:[mb]illion\s*+)?(?:[a-z]+\s*+)?)?[.,;]?\s*+"
)
_LABEL_END = re.compile(r"\)?\s*(?:\([^)]{0,120}\))?\s*(?:(?::|\s[–—-]|\s\||\s?\.{2,}|\s?…)\s)")


LONGEST_SENTENCE = 2_000
"""Characters; what is longer is no sentence (tables run together, attacks) and is not read."""


_FILED: dict[str, Stance] = {"in": "in", "out": "out"}


@dataclass(frozen=True, slots=True)
class Section:
    """What stands above a paragraph.

    `side` is "in", "out" or "" by its heading; `listed` the stance that a label's own words, a
    list's introduction or the heading gives its items; `label` the mentions that name whom the
    paragraph is about.
    """

    side: str = ""
    listed: Stance | None = None
    label: tuple[Mention, ...] = ()

    @property
    def files(self) -> str:
        """The side under which a list files whom the paragraph is about; "" for plain prose."""
        return self.side if self.label else ""


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


def sections(
    article: Article,
    mentions: tuple[Mention, ...],
    user: UserNames = NO_USER,
    topic: frozenset[str] = frozenset(),
    *,
    strict: bool = False,
) -> list[Section]:
    """The section of each paragraph, in order. `topic`: the words of the initiatives' names.

    `strict`: a list of bare names counts only under a heading that holds one of these.
    """
    starts = [mention.start for mention in mentions]
    found: list[Section] = []
    listed: Stance | None = None
    heading: str | None = None
    headed: Stance | None = None
    above: Stance | None = None
    for paragraph in article.paragraphs:
        if paragraph.heading != heading:
            heading, listed, above = paragraph.heading, None, None
            headed = _headed(heading or "", topic, strict=strict)
        at = bisect_left(starts, paragraph.start)
        near = mentions[at : at + 20]
        says = (None if strict else TICKS.get(paragraph.text[:1])) or above or headed
        bare = _bare_names(paragraph, near) if says else ()
        if bare and says:
            found.append(Section(_sided(says), says, bare))
            continue
        side, label = side_of(heading), _label(paragraph, near, user)
        intro = _intro(paragraph.text)
        own = label and paragraph.start <= label[0].start < paragraph.end
        filed = listed or (_FILED.get(side) if own else None)
        found.append(
            Section(side, (said_in_label(paragraph, label) or filed) if label else None, label)
        )
        if intro:
            listed = "lean_in" if intro["likely"] else "in"
        elif not label:
            listed, above = None, _headed(paragraph.text, topic, strict=strict)
    return found


def _headed(text: str, topic: frozenset[str], *, strict: bool) -> Stance | None:
    says = stance_of_heading(text, topic)
    return None if says and strict and topic.isdisjoint(lower(fold(text)).split()) else says


def _sided(stance: Stance) -> str:
    side = side_of_stance(stance)
    return "" if side == "undecided" else side


def _intro(text: str) -> re.Match[str] | None:
    """The words that introduce a list, where a paragraph ends with such."""
    end = lower(fold(text.rstrip()[-12:]))
    return _INTRO.search(lower(fold(text))) if end.endswith(_INTRO_ENDS) else None


def _label(
    paragraph: Paragraph, mentions: tuple[Mention, ...], user: UserNames
) -> tuple[Mention, ...]:
    """Whom a paragraph is about: "Finland: Having joined ..."; a section headed "Finland"."""
    opening = _opening(paragraph, mentions)
    if opening:
        rest = paragraph.text[opening[-1].end - paragraph.start :]
        listed = side_of(paragraph.heading) and _ITEM_END.match(rest)
        if _LABEL_END.match(rest) or listed:
            return opening
    heading = paragraph.heading or ""
    named = find_mentions(heading, None, user) if 0 < len(heading) <= 40 else ()
    if len(named) == 1 and len(heading) - len(named[0].text) <= 4:
        return named
    return ()


def _bare_names(paragraph: Paragraph, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The names of a paragraph that holds nothing else."""
    names = _opening(paragraph, mentions)
    if names and _BARE_END.fullmatch(paragraph.text, names[-1].end - paragraph.start):
        return names
    return ()


def _opening(paragraph: Paragraph, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The names with which a paragraph opens, one or a list."""
    found: list[Mention] = []
    at = paragraph.start
    for mention in mentions:
        if mention.start < paragraph.start:
            continue
        between = paragraph.text[at - paragraph.start : mention.start - paragraph.start]
        if mention.start >= paragraph.end or not _BEFORE_NAME.fullmatch(between.lower()):
            break
        if mention.kind not in ("name", "group", "organisation"):
            break
        found.append(mention)
        at = mention.end
    return tuple(found)


def said_in_label(paragraph: Paragraph, label: tuple[Mention, ...]) -> Stance | None:
    """What stands behind a label in a word or two: "Norway: for", "Peru: no decision yet"."""
    if not label or not paragraph.start <= label[-1].start < paragraph.end:
        return None
    rest = lower(fold(paragraph.text[label[-1].end - paragraph.start :]))
    colon = _LABEL_END.match(rest)
    if colon is None:
        return None
    for regex, stance in _label_words():
        if regex.match(rest, colon.end()):
            return stance
    return None


@lru_cache(maxsize=1)
def _label_words() -> tuple[tuple[re.Pattern[str], Stance], ...]:
    found = [(row["phrase"], row["says"]) for row in rows("label_words")]
    found.sort(key=lambda item: -len(item[0]))
    return tuple((compile_pattern(phrase), says) for phrase, says in found)  # type: ignore[misc]


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
        mention.start - by,
        mention.end - by,
        mention.text,
        mention.codes,
        mention.kind,
        mention.role,
        mention.person,
        mention.current,
        mention.elect,
    )
