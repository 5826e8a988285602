"""Claims: every place where an actor may be taking a position, with the signs of whether it does.

The rules read cues into evidence; a claim is one actor in one sentence with whatever evidence
there is of it, none included: what the words around it come to is weighed afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from willing.extraction.attribution import Party
from willing.extraction.cue_reading import CARRIES, speaker_of
from willing.extraction.details import Detail, conditions_near, kinds_near
from willing.extraction.evidence import CLEARLY, Evidence
from willing.extraction.focus import Focus, choose
from willing.extraction.quotes import quote_span
from willing.extraction.scope import kinds_in
from willing.extraction.signs import Scene, mention_of, rule_signs, signs_of
from willing.extraction.state import State
from willing.extraction.tokens import Near, near
from willing.reference.names import forums


@dataclass(frozen=True, slots=True)
class Claim:
    """One actor in one sentence. `evidence` has no stance yet; `pieces` is what rules read.

    `sentence` is the span of its sentence in the article.
    `clear` tells that the words around speak of the initiative, or follow shortly on such.
    `barred` tells that it cannot count by itself: a question, a hypothesis, history, the word of
    somebody who speaks for no state, "it" where that would be whom the initiative is for.
    `kinds` and `conditions` are what the sentence names of them.
    """

    evidence: Evidence
    pieces: tuple[Evidence, ...]
    signs: tuple[str, ...]
    sentence: tuple[int, int]
    clear: bool = True
    barred: bool = False
    kinds: tuple[Detail, ...] = ()
    conditions: tuple[Detail, ...] = ()


def claims_in(state: State, scene: Scene, new: Sequence[Evidence]) -> list[Claim]:
    """The claims of a sentence: one for each actor of each party; `new` is what the rules read."""
    found: list[Claim] = []
    for index, token in enumerate(scene.row):
        party = token.party
        if party is None or party.kind != "actor":
            continue
        here = near(scene.row, index)
        for code in (code for code in party.codes if code not in forums()):
            pieces = tuple(e for e in new if e.actor == code and e.stance is not None)
            found.append(_claim(state, scene, here, party, code, pieces))
    told = {claim.evidence.actor for claim in found}
    told |= forums()
    others = [e.actor for e in new if e.stance is not None and e.actor not in told]
    found += [
        _unnamed(scene, [e for e in new if e.actor == code]) for code in dict.fromkeys(others)
    ]
    return found


def _unnamed(scene: Scene, pieces: Sequence[Evidence]) -> Claim:
    """A claim of somebody whom the sentence does not name: an answer, an item of a list."""
    start = scene.sentence.start
    told = tuple(piece for piece in pieces if piece.stance is not None)
    return Claim(
        evidence=replace(told[0], stance=None, role="weighed"),
        pieces=told,
        signs=("not named", *rule_signs(told)),
        sentence=(start, start + len(scene.sentence.text)),
    )


def _claim(
    state: State,
    scene: Scene,
    here: Near,
    party: Party,
    code: str,
    pieces: tuple[Evidence, ...],
) -> Claim:
    focus, relevance = _focus(state, scene, here, pieces)
    start = scene.sentence.start
    target = code in state.targets[focus.initiative.id]
    signs = signs_of(scene, here, focus, pieces, state.said.get(code, ""), target=target)
    return Claim(
        evidence=_bare(scene, here, party, code, focus),
        pieces=pieces,
        signs=(*signs, *state.title.get(code, ())),
        sentence=(start, start + len(scene.sentence.text)),
        clear=bool(pieces)
        or relevance >= CLEARLY
        or (focus is state.main and state.apart <= CARRIES),
        barred=bool(scene.skipped)
        or (
            not pieces
            and (scene.sentence.is_question or (target and not mention_of(scene.sentence, party)))
        ),
        kinds=kinds_near(scene, here, focus),
        conditions=conditions_near(scene, here),
    )


def _focus(
    state: State, scene: Scene, here: Near, pieces: Sequence[Evidence]
) -> tuple[Focus, float]:
    """The initiative that the words around an actor are about, and how clearly they are."""
    if pieces:
        named = (f for f in state.focuses if f.initiative.id == pieces[0].initiative)
        return next(named), pieces[0].relevance
    low = scene.sentence.low
    return choose(state.focuses, low[here.start : here.end], low, state.context, state.main)


def _bare(scene: Scene, here: Near, party: Party, code: str, focus: Focus) -> Evidence:
    """What a claim says beside its stance: the kinds after the actor, the speaker, the quote."""
    sentence = scene.sentence
    offers = kinds_in(sentence.low, party.start, here.end)
    quoted = quote_span(sentence, party, (party.start, here.end), list(scene.around))
    return Evidence(
        actor=code,
        actor_text=party.text,
        person=party.person,
        initiative=focus.initiative.id,
        stance=None,
        role="weighed",
        start=sentence.start + quoted[0],
        end=sentence.start + quoted[1],
        place=sentence.start + party.start,
        offered=offers.named,
        refused=offers.refused,
        speaker=speaker_of(party, scene.voice),
        voice=party.voice if party.voice in ("outgoing", "incoming") else "",
        side=scene.section.files,
    )
