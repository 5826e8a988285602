"""Claims: every place where an actor may be taking a position, with the signs of whether it does.

The rules read cues into evidence; a claim is one actor in one sentence with whatever evidence
there is of it, none included: what the words around it come to is weighed afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from willing.extraction.clauses import Sentence
from willing.extraction.cue_reading import CARRIES, speaker_of
from willing.extraction.details import NONE_NAMED, Details, conditions_near, kinds_near
from willing.extraction.evidence import Evidence
from willing.extraction.focus import Focus, choose_clearly
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
    `clear` tells that the words around speak of the initiative, or follow shortly on such.
    `barred` tells that it cannot count by itself: a question, a hypothesis, history, the word of
    somebody who speaks for no state, "it" where that would be whom the initiative is for.
    `kinds` and `conditions` tell what the sentence names of them, looked for when asked: most
    actors take no position.
    """

    evidence: Evidence
    pieces: tuple[Evidence, ...]
    signs: tuple[int, ...]
    flags: frozenset[str]
    sentence: tuple[int, int]
    clear: bool = True
    barred: bool = False
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


def claims_in(state: State, scene: Scene, new: Sequence[Evidence]) -> list[Claim]:
    """The claims of a sentence: one for each actor of each party; `new` is what the rules read."""
    told = [e for e in new if e.stance is not None]
    found: list[Claim] = []
    read = {e.actor for e in told}
    for index, party in scene.row.parties.items():
        if party.kind != "actor":
            continue
        codes = [code for code in party.codes if code not in forums()]
        if codes:
            standing = _standing(scene, near(scene.row, index))
            beside = bool(read.difference(party.codes))
            for code in codes:
                pieces = tuple([e for e in told if e.actor == code])
                found.append(_claim(state, scene, standing, code, pieces, beside=beside))
    return found + unnamed(scene.sentence, scene.signs, told, found)


def unnamed(
    sentence: Sentence, signs: SignNumbers, new: Sequence[Evidence], named: Sequence[Claim]
) -> list[Claim]:
    """Claims of those whom the sentence does not name: an answer, an item of a list.

    `new` is what the rules read of the sentence, `named` the claims of those whom it names,
    `signs` has the numbers of signs.
    """
    told = [e for e in new if e.stance is not None]
    if not told:
        return []
    known = {claim.evidence.actor for claim in named} | forums()
    others = dict.fromkeys([e.actor for e in told if e.actor not in known])
    return [
        _unnamed(sentence, signs, tuple([e for e in told if e.actor == code])) for code in others
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
    *,
    beside: bool,
) -> Claim:
    sentence, here = scene.sentence, standing.here
    party = here.party
    focus, clear = _focus(state, scene, here, pieces)
    target = code in state.targets[focus.initiative.id]
    said = state.said.get(code, "")
    found = signs_of(
        scene, standing.ground, party, focus, pieces, said, target=target, beside=beside
    )
    signs = (*found, *state.title.get(code, ()))
    return Claim(
        evidence=_bare(scene, standing, code, focus),
        pieces=pieces,
        signs=signs,
        flags=scene.signs.flags_in(signs),
        sentence=(sentence.start, sentence.start + len(sentence.text)),
        clear=clear or (focus is state.main and state.apart <= CARRIES),
        barred=bool(scene.skipped)
        or (not pieces and (sentence.is_question or (target and not mention_of(sentence, party)))),
        kinds=Details(partial(kinds_near, scene, here, focus)),
        conditions=standing.conditions,
    )


def _focus(
    state: State, scene: Scene, here: Near, pieces: Sequence[Evidence]
) -> tuple[Focus, bool]:
    """The initiative that the words around an actor are about, and whether they clearly are."""
    if pieces:
        named = (f for f in state.focuses if f.initiative.id == pieces[0].initiative)
        return next(named), True
    low = scene.sentence.low
    return choose_clearly(state.focuses, low[here.start : here.end], low, state.context, state.main)


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
