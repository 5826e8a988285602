"""Claims: every place where an actor may be taking a position, with the signs of whether it does.

The rules read cues into evidence; a claim is one actor in one sentence with whatever evidence
there is of it, none included: what the words around it come to is weighed afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial

from willing.extraction.clauses import Sentence
from willing.extraction.cue_reading import CARRIES, speaker_of
from willing.extraction.details import NONE_NAMED, Details, conditions_near, kinds_near
from willing.extraction.evidence import Evidence
from willing.extraction.focus import Focus, choose_clearly, means_both
from willing.extraction.quotes import quote_span
from willing.extraction.scope import Offers, kinds_in
from willing.extraction.sign_numbers import SignNumbers
from willing.extraction.signs import (
    Ground,
    Scene,
    ground_of,
    mention_of,
    rule_signs,
    signs_of,
)
from willing.extraction.state import State
from willing.extraction.tokens import Near, near
from willing.reference.names import forums


@dataclass(slots=True)
class Claim:
    """One actor in one sentence. `evidence` has no stance yet; `pieces` is what rules read.

    `signs` are numbers (`sign_numbers`), `flags` the names of those that are asked for by name.
    `sentence` is the span of its sentence in the article.
    `kinds` and `conditions` tell what the sentence names of them, looked for when asked: most
    actors take no position.
    """

    evidence: Evidence
    pieces: tuple[Evidence, ...]
    signs: tuple[int, ...]
    flags: frozenset[str]
    sentence: tuple[int, int]
    kinds: Details = NONE_NAMED
    conditions: Details = NONE_NAMED


@dataclass(slots=True)
class _Standing:
    """A party where it stands in its sentence, with what holds for each of its actors alike."""

    here: Near
    ground: Ground
    quoted: tuple[int, int]
    offers: Offers
    conditions: Details


def claims_in(state: State, scene: Scene, told: Sequence[Evidence]) -> list[Claim]:
    """The claims of a sentence that may count: one for each actor of each party.

    `told` is what the rules read.
    """
    found: list[Claim] = []
    read = {e.actor for e in told}
    named: set[str] = set()
    for index, party in scene.row.parties.items():
        codes = [c for c in party.codes if c not in forums()] if party.kind == "actor" else ()
        if codes:
            named.update(codes)
            beside = bool(read.difference(party.codes))
            found += _of_party(state, scene, near(scene.row, index), codes, told, beside=beside)
    return found + unnamed(scene.sentence, scene.signs, told, named)


def _of_party(
    state: State,
    scene: Scene,
    here: Near,
    codes: Sequence[str],
    told: Sequence[Evidence],
    *,
    beside: bool,
) -> list[Claim]:
    """The claims of the actors of one party."""
    standing: _Standing | None = None
    found = []
    for code in codes:
        read = [e for e in told if e.actor == code]
        for focus, clear in _focuses(state, scene, here, read):
            pieces = tuple([e for e in read if e.initiative == focus.initiative.id])
            target = code in state.targets[focus.initiative.id]
            if pieces or _may_count(state, scene, here, focus, clear=clear, target=target):
                standing = standing or _standing(scene, here)
                found.append(
                    _claim(
                        state, scene, standing, code, pieces, focus, target=target, beside=beside
                    )
                )
    return found


def _may_count(
    state: State, scene: Scene, here: Near, focus: Focus, *, clear: bool, target: bool
) -> bool:
    """Whether a claim of which the rules read nothing can count by itself.

    Not of "it" where that would be whom the initiative is for; and on a page on several matters
    not in a question, and only where the words around speak of the initiative, or follow shortly
    on such.
    """
    if (scene.sentence.is_question and state.strict) or (
        target and not mention_of(scene.sentence, here.party)
    ):
        return False
    return clear or not state.strict or (focus is state.main and state.apart <= CARRIES)


def unnamed(
    sentence: Sentence, signs: SignNumbers, told: Sequence[Evidence], named: Collection[str]
) -> list[Claim]:
    """Claims of those whom the sentence does not name: an answer, an item of a list.

    `told` is what the rules read of the sentence, `named` those whom it names; `signs` has the
    numbers of signs.
    """
    others = dict.fromkeys([e.actor for e in told if e.actor not in named])
    return [
        _unnamed(sentence, signs, tuple([e for e in told if e.actor == code]))
        for code in others
        if code not in forums()
    ]


def _unnamed(sentence: Sentence, signs: SignNumbers, pieces: tuple[Evidence, ...]) -> Claim:
    noted = [signs.number[""]("not named"), *rule_signs(signs.number, pieces)]
    found = tuple(filter(None, noted))
    return Claim(
        evidence=replace(pieces[0], stance=None, role="weighed"),
        pieces=pieces,
        signs=found,
        flags=signs.flags_in(found),
        sentence=(sentence.start, sentence.start + len(sentence.text)),
    )


def _standing(scene: Scene, here: Near) -> _Standing:
    party = here.party
    offers = kinds_in(scene.sentence.low, party.start, here.end)
    return _Standing(
        here,
        ground_of(scene, here, offers),
        quote_span(scene.sentence, party, (party.start, here.end), scene.around),
        offers,
        Details(partial(conditions_near, scene, here)),
    )


def _claim(
    state: State,
    scene: Scene,
    standing: _Standing,
    code: str,
    pieces: tuple[Evidence, ...],
    focus: Focus,
    *,
    target: bool,
    beside: bool,
) -> Claim:
    sentence, here = scene.sentence, standing.here
    party = here.party
    said = state.said.get(code, "")
    signs, flags = signs_of(
        scene, standing.ground, party, focus, pieces, said, target=target, beside=beside
    )
    titled = state.title.get(code, ())
    return Claim(
        evidence=_bare(scene, standing, code, focus),
        pieces=pieces,
        signs=signs + titled,
        flags=flags | scene.signs.flags_in(titled) if titled else flags,
        sentence=(sentence.start, sentence.start + len(sentence.text)),
        kinds=Details(partial(kinds_near, scene, here, focus)),
        conditions=standing.conditions,
    )


def _focuses(
    state: State, scene: Scene, here: Near, read: Sequence[Evidence]
) -> Sequence[tuple[Focus, bool]]:
    """The initiatives that the words around an actor are about, and whether they clearly are.

    `read` is what the rules read of the actor.
    """
    if read:
        named = {e.initiative for e in read}
        return [(focus, True) for focus in state.focuses if focus.initiative.id in named]
    low = scene.sentence.low
    near = low[here.start : here.end]
    if means_both(state.focuses, near):
        return [(focus, True) for focus in state.focuses]
    return [choose_clearly(state.focuses, near, low, state.context, state.main)]


def _bare(scene: Scene, standing: _Standing, code: str, focus: Focus) -> Evidence:
    """What a claim says beside its stance: the kinds after the actor, the speaker, the quote."""
    sentence, party = scene.sentence, standing.here.party
    return Evidence(
        actor=code,
        actor_text=party.text,
        person=party.person,
        initiative=focus.initiative.id,
        stance=None,
        role="weighed",
        start=sentence.start + standing.quoted[0],
        end=sentence.start + standing.quoted[1],
        place=sentence.start + party.start,
        offered=standing.offers.named,
        refused=standing.offers.refused,
        speaker=speaker_of(party, scene.voice),
        voice=party.voice if party.voice in ("outgoing", "incoming") else "",
        side=scene.section.files,
    )
