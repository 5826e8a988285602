"""Reach: is an actor named where a quote stands, or near enough for the quote to mean it?

In the quote, in its sentence, or (by "it", "the country", "we", or without another subject) in
one of the sentences just before it, nobody else acting in between, or in the heading above.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from willing.extraction.lexicon import regex_of
from willing.extraction.model.scene import Named, Scene
from willing.reference.countries import country_name

BACK = 3
"""Sentences before the quote's own in which a pronoun's actor is looked for."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How an actor is reached: `text` is what the passage calls it, `place` where."""

    text: str
    place: Literal["quote", "sentence", "before"]


def reach(scene: Scene, code: str, start: int, end: int) -> Reach | str:
    """How the actor of this code is meant by the quote at `start:end`, or why it is not."""
    numbers = scene.sentences_at(start, end)
    near = [one for number in numbers for one in _of(scene.named_in(number), code)]
    inside = [one for one in near if start <= one.start and one.end <= end]
    others, anaphor = _subjects(scene, code, start, end)
    if inside:
        if all(_spoken_to(scene, one) for one in near):
            return f"{_name(scene, code)} is only spoken to there"
        return Reach(inside[0].text, "quote")
    if others and not anaphor:
        return f"the quote speaks of {_name(scene, others[0])}"
    if near:
        return Reach(near[0].text, "sentence")
    return _before(scene, code, numbers) or f"{_name(scene, code)} is not named near the quote"


def _before(scene: Scene, code: str, numbers: range) -> Reach | str | None:
    """The actor in the sentences before or in a heading, where the quote's own allow it."""
    begin, stop = scene.span(numbers)
    others, anaphor = _subjects(scene, code, begin, stop)
    if others and not anaphor:
        return f"the quote's sentence speaks of {_name(scene, others[0])}"
    for number in reversed(range(max(0, numbers[0] - BACK), numbers[0])):
        for one in _of(scene.named_in(number), code):
            return Reach(one.text, "before")
        nearer, _ = _subjects(scene, code, *scene.span(range(number, number + 1)))
        if nearer:
            return f"{_name(scene, nearer[0])} is named nearer to the quote"
    for mention in scene.headline(numbers[0]):
        if code in mention.codes:
            return Reach(mention.text, "before")
    return None


def _subjects(scene: Scene, code: str, start: int, end: int) -> tuple[list[str], bool]:
    """Other actors that are a subject within a span, and whether a pronoun stands there."""
    within = list(scene.parties_within(start, end))
    others = [
        party.codes[0]
        for party in within
        if party.kind == "actor" and party.subject and party.codes and code not in party.codes
    ]
    return others, any(party.kind == "pronoun" for party in within)


def _spoken_to(scene: Scene, one: Named) -> bool:
    """Whether somebody is only called upon: in "urged Chile to join" Chile has said nothing."""
    number = scene.sentences_at(one.start, one.end)[0]
    sentence = scene.sentences[number]
    at = one.start - sentence.start
    before = sentence.low[max(0, at - 40) : at]
    return any(
        before[match.end() :].strip() in ("", "the", "on", "on the", "its ally", "both")
        for match in regex_of("<addressee>").finditer(before)
    )


def _of(named: Iterable[Named], code: str) -> Iterator[Named]:
    return (one for one in named if code in one.codes)


def _name(scene: Scene, code: str) -> str:
    return country_name(code, scene.user)
