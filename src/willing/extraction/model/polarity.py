"""Polarity: what do the rules read where a proposal's quote stands?

The rules miss much, and what they do read is mostly so. Where they find the same actor clearly on
the other side, or these very words to be another actor's, the proposal does not stand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

from willing.documents.article import Article, Paragraph
from willing.extraction.decide import IN, OUT
from willing.extraction.model.reach import BACK, Reach
from willing.extraction.model.scene import Scene
from willing.extraction.rules import read_statements
from willing.extraction.statement import Statement
from willing.reference.countries import country_name
from willing.reference.initiative import Initiative

CLEAR = 0.55
"""From this confidence on, what the rules find counts against a proposal. It is the lowest that
they give to one plain cue in a sentence that does not name the initiative."""


def side_of(stance: str) -> str:
    """The side of a stance: "in", "out", or "undecided" between them.

    >>> side_of("lead"), side_of("lean_out"), side_of("undecided")
    ('in', 'out', 'undecided')
    """
    return "in" if stance in IN else "out" if stance in OUT else "undecided"


@dataclass(frozen=True, slots=True)
class Place:
    """A proposal that is looked at: who, on what, on which side, and where its quote stands."""

    code: str
    initiative: Initiative
    stance: str
    start: int
    end: int


def contradicted(scene: Scene, place: Place, reach: Reach) -> str:
    """Why the rules speak against a proposal; "" where they do not."""
    found = _read_there(scene, place, (place.initiative,))
    own = [one for one in found if one.actor == place.code]
    against = [one for one in own if _opposite(one, place.stance)]
    for_it = any(side_of(one.stance) == side_of(place.stance) for one in own)
    if against and not for_it and not _of_another_matter(scene, place):
        return f"the rules read {against[0].stance} in these words, not {place.stance}"
    named = reach.place == "quote" and reach.acting
    others = [one for one in found if one.actor != place.code and _meets(one, place)]
    if others and not own and not named:
        return f"the rules read these words as {country_name(others[0].actor, scene.user)}'s"
    return ""


def _opposite(one: Statement, stance: str) -> bool:
    """Whether a statement is clearly on the other side; one that offers a part is on neither."""
    divided = one.contribution and one.no_contribution
    sides = {side_of(one.stance), side_of(stance)}
    return sides == {"in", "out"} and one.confidence >= CLEAR and not divided


def _of_another_matter(scene: Scene, place: Place) -> bool:
    """Whether the rules, told of every initiative, give these words to another one."""
    others = tuple(one for one in scene.initiatives if one.id != place.initiative.id)
    if not others:
        return False
    found = _read_there(scene, place, (place.initiative, *others))
    own = [one for one in found if one.actor == place.code]
    return bool(own) and not any(one.initiative == place.initiative.id for one in own)


def _read_there(
    scene: Scene, place: Place, initiatives: tuple[Initiative, ...]
) -> tuple[Statement, ...]:
    """The rules' statements whose quotes lie in the sentences of the proposal's quote."""
    numbers = scene.sentences_at(place.start, place.end)
    around = range(max(0, numbers[0] - BACK), numbers[-1] + 1)
    shift, stop = scene.span(around)
    small = _cut(scene, around, shift, stop)
    begin, end = scene.span(numbers)
    found = read_statements(small, initiatives, trusting=True, user=scene.user)
    moved = (
        replace(one, quote_start=one.quote_start + shift, quote_end=one.quote_end + shift)
        for one in found
    )
    return tuple(one for one in moved if one.quote_start < end and one.quote_end > begin)


def _cut(scene: Scene, numbers: range, shift: int, stop: int) -> Article:
    """A small article of a few sentences, under the headings that they stand under."""
    article = scene.article
    paragraphs: list[Paragraph] = []
    for index, run in groupby(numbers, key=lambda number: scene.sentences[number].paragraph):
        of_it = list(run)
        start, end = scene.span(range(of_it[0], of_it[-1] + 1))
        heading = article.paragraphs[index].heading
        text = article.text[start:end]
        paragraphs.append(Paragraph(text, start - shift, end - shift, heading))
    return replace(
        article, text=article.text[shift:stop], paragraphs=tuple(paragraphs), dropped=(), notes=()
    )


def _meets(one: Statement, place: Place) -> bool:
    """Whether a statement's quote and the proposal's have words in common."""
    return one.quote_start < place.end and one.quote_end > place.start
