"""Indirect: what is said without a cue of its own.

A condition that stands alone, an item of a list, an answer to a question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from willing.extraction.clauses import Sentence
from willing.extraction.cue_reading import speaker_of
from willing.extraction.evidence import Evidence
from willing.extraction.mentions import Mention
from willing.extraction.parties import Party
from willing.extraction.scope import conditions_in, kinds_in
from willing.extraction.sections import Section
from willing.extraction.state import State
from willing.extraction.voices import Voice
from willing.reference.vocabulary import Stance

HYPOTHESIS = re.compile(r"[\W]*if\b")
"""A sentence that begins so tells what would be, not what is."""

_NO = re.compile(r"^\W*no\b[\W]")
_YES = re.compile(r"^\W*yes\b[\W]")


def bare_conditions(
    state: State,
    sentence: Sentence,
    around: list[Party],
    governed: dict[tuple[str, int], int],
) -> None:
    """A sentence that only sets a condition adds it to whoever is its subject."""
    labels = conditions_in(sentence.low)
    if not labels or HYPOTHESIS.match(sentence.low):
        return
    done = {code for code, _ in governed}
    subjects = [p for p in around if p.kind == "actor" and p.subject and p.codes]
    opening = sentence.low[:25]
    if not governed and state.main.speaks(opening) and (not subjects or subjects[0].start > 25):
        state.project.update(dict.fromkeys(labels, sentence))
        return
    if not subjects and state.last is not None and not governed:
        _add_condition(state, sentence, state.last.actor, state.last.actor_text, labels)
        return
    for party in subjects[:1]:
        for code in party.codes:
            if code not in done:
                _add_condition(state, sentence, code, party.text, labels)


def _add_condition(
    state: State, sentence: Sentence, code: str, text: str, labels: tuple[str, ...]
) -> None:
    state.evidence.append(
        Evidence(
            code,
            text,
            "",
            state.main.initiative.id,
            None,
            "back",
            sentence.start,
            sentence.start + len(sentence.text),
            state.place,
            conditions=labels,
            trace=(f"condition: {', '.join(labels)}",),
        )
    )


def listed(
    state: State,
    names: Sequence[Mention],
    stance: Stance,
    span: tuple[int, int],
    files: str = "",
) -> None:
    """Take names that a list, a heading or a tick files as evidence of that stance.

    `span` is the stretch of the article that says so, `files` the side under which a heading
    files it.
    """
    for mention in names:
        for code in mention.codes:
            state.evidence.append(
                Evidence(
                    code,
                    mention.text,
                    "",
                    state.main.initiative.id,
                    stance,
                    "listed",
                    *span,
                    state.place,
                    side=files,
                    trace=(f"list: introduced as {stance}",),
                )
            )


def answer(
    state: State, sentence: Sentence, around: list[Party], voice: Voice, section: Section
) -> None:
    """Take "No." after a reported question as an answer."""
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
            speaker.codes[0],
            speaker.text,
            speaker.person,
            state.main.initiative.id,
            stance,
            "refuse" if stance == "out" else "join",
            sentence.start,
            sentence.start + len(sentence.text),
            state.place,
            side=section.files,
            offered=kinds if stance == "in" else (),
            refused=kinds if stance == "out" else (),
            speaker=speaker_of(speaker, voice),
            trace=(f"answer: {stance}",),
        )
    )


def of_the_project(state: State) -> None:
    """What the whole initiative waits for ("the force goes in after a truce") binds its leads."""
    for lead in {e.actor: e for e in state.evidence if e.stance == "lead"}.values():
        for label, sentence in state.project.items():
            state.place = sentence.start
            _add_condition(state, sentence, lead.actor, lead.actor_text, (label,))
