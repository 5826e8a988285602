"""Polarity: what do the rules read where a proposal's quote stands?

The rules miss much, and what they do read is mostly so. Where they find the same actor clearly on
the other side, or these very words to be another actor's, the proposal does not stand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

from willing.documents.article import Article, Paragraph
from willing.extraction.evidence import side_of
from willing.extraction.model.reach import BACK, Reach
from willing.extraction.model.scene import Scene
from willing.extraction.rules import read_statements
from willing.extraction.statement import Statement
from willing.reference.countries import country_name
from willing.reference.initiative import Initiative

CLEAR = 0.4
"""From this confidence on, what the rules find counts against a proposal. On the labelled passages
89% of the true statements pass the whole check, and 21% of those with their stance turned round; at
0.55 it would be 92% and 33%."""


@dataclass(frozen=True, slots=True)
class Place:
    """A proposal that is looked at: who, on what, on which side, and where its quote stands."""

    code: str
    initiative: Initiative
    stance: str
    start: int
    end: int


def contradicted(scene: Scene, place: Place, reach: Reach) -> str:
    """Why the rules speak against a proposal; "" where they do not.

    They read the quote's sentences, and the quote by itself, which may be the half of a sentence
    that says the contrary.
    """
    whole = _found(scene, place, scene.span(scene.sentences_at(place.start, place.end)))
    for found in (whole, _found(scene, place, (place.start, place.end))):
        own = [one for one in found if one.actor == place.code]
        here = [one for one in own if one.initiative == place.initiative.id]
        if own and not here:
            return f"the rules read these words on {own[0].initiative}"
        against = next((one for one in here if _opposite(one, place.stance)), None)
        if against and not any(side_of(one.stance) == side_of(place.stance) for one in here):
            return f"the rules read {against.stance} in these words, not {place.stance}"
    others = [one for one in whole if one.actor != place.code and _meets(one, place)]
    mine = any(one.actor == place.code for one in whole)
    if others and not mine and reach.place != "quote":
        return f"the rules read these words as {country_name(others[0].actor, scene.user)}'s"
    return ""


def _opposite(one: Statement, stance: str) -> bool:
    """Whether a statement is clearly on the other side; one that offers a part is on neither."""
    divided = one.contribution and one.no_contribution
    sides = {side_of(one.stance), side_of(stance)}
    return sides == {"in", "out"} and one.confidence >= CLEAR and not divided


def _found(scene: Scene, place: Place, span: tuple[int, int]) -> tuple[Statement, ...]:
    """The rules' statements in a span: on any of the article's initiatives, that one in front.

    Where they give the actor nothing then, on that one alone, taken for granted.
    """
    others = [one for one in scene.initiatives if one.id != place.initiative.id]
    found = _read(scene, span, (place.initiative, *others))
    if others and not any(one.actor == place.code for one in found):
        found = _read(scene, span, (place.initiative,))
    return found


def _read(
    scene: Scene, span: tuple[int, int], initiatives: tuple[Initiative, ...]
) -> tuple[Statement, ...]:
    """The rules' statements that lie in a span of the text, read with the sentences before it."""
    small, shift = _cut(scene, *span)
    found = read_statements(small, initiatives, trusting=True, user=scene.user)
    moved = (
        replace(one, quote_start=one.quote_start + shift, quote_end=one.quote_end + shift)
        for one in found
    )
    return tuple(one for one in moved if one.quote_start < span[1] and one.quote_end > span[0])


def _cut(scene: Scene, start: int, end: int) -> tuple[Article, int]:
    """A small article of a span and the sentences before it, and where it begins in the whole."""
    article = scene.article
    first = scene.sentences_at(start, end)[0]
    run = range(max(0, first - BACK), first)
    shift = scene.starts[run[0]] if run else start
    paragraphs: list[Paragraph] = []
    for index, same in groupby(run, key=lambda number: scene.sentences[number].paragraph):
        numbers = list(same)
        part = scene.span(range(numbers[0], numbers[-1] + 1))
        paragraphs.append(_part(article, index, part, shift))
    if paragraphs and article.text[paragraphs[-1].end + shift : start] in (" ", ""):
        start = paragraphs.pop().start + shift
    own = scene.sentences[first].paragraph
    paragraphs.append(_part(article, own, (start, end), shift))
    text = article.text[shift:end]
    small = replace(article, text=text, paragraphs=tuple(paragraphs), dropped=(), notes=())
    return small, shift


def _part(article: Article, index: int, span: tuple[int, int], shift: int) -> Paragraph:
    """A part of a paragraph of the article, under its heading, as one of the small article's."""
    start, end = span
    heading = article.paragraphs[index].heading
    return Paragraph(article.text[start:end], start - shift, end - shift, heading)


def _meets(one: Statement, place: Place) -> bool:
    """Whether a statement's quote and the proposal's have words in common."""
    return one.quote_start < place.end and one.quote_end > place.start
