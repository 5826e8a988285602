"""Decide: everything that is claimed of one actor becomes one statement, by the guideline's rules.

The weights say whether a position is taken and which; the rules that follow are the guideline's:
a veto outweighs all; a list heading ("Who's out?") fixes the side; who excludes one kind and
commits another is in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from willing.extraction.evidence import IN, OUT, Evidence, side_of, taking
from willing.extraction.weighing import (
    SIDES,
    Asked,
    DetailFound,
    Weighed,
    detail_values,
    details_of,
    likeliest,
)
from willing.extraction.weights import claim_weights
from willing.reference.vocabulary import CONDITIONS, KINDS, STANCES, Stance

_LIKELY = 0.5
_VETO_LEAST = 0.3


@dataclass(frozen=True, slots=True)
class Least:
    """From which chances on a reading counts.

    `stated`: that a position is stated and its side read rightly; `read`: the same where the rules
    read something of the actor. `offers`, `refuses`, `waits`: that a kind is offered or refused, a
    condition waited for; so much less, `eased`, does where the rules read something in its
    sentence.
    """

    stated: float
    read: float
    offers: float
    refuses: float
    waits: float
    eased: float


IN_PASSAGES = Least(stated=0.4, read=0.25, offers=0.4, refuses=0.55, waits=0.35, eased=0.0)
"""For a text that is known to be about its initiative: where the F1 of sides, and of kinds and
conditions, was best on passages left out of the fit; of values that do as well for sides, those
that read less where nothing is stated.
"""

ON_PAGES = Least(stated=0.6, read=0.35, offers=0.5, refuses=0.6, waits=0.5, eased=0.05)
"""For whole pages, of which most sentences are about something else."""

INFERRED = replace(ON_PAGES, stated=0.75)
"""For initiatives that a page itself names: nobody has said that it is about them."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the evidence on one actor and one initiative comes to.

    `best` carries the quote, `beside` are the pieces that say which kinds are offered or refused.
    """

    best: Evidence
    beside: tuple[Evidence, ...]
    stance: Stance
    offered: tuple[str, ...]
    refused: tuple[str, ...]
    conditions: tuple[str, ...]
    veto: bool
    confidence: float
    trace: tuple[str, ...]


def decide(
    weighed: Sequence[Weighed],
    added: Sequence[Evidence] = (),
    least: Least = IN_PASSAGES,
) -> list[Decision]:
    """A decision for each actor that takes a position, in the order given.

    `added` is evidence that only adds conditions to what an actor says.
    """
    found = []
    for item in weighed:
        said = item.claims[0].evidence
        more = [e for e in added if (e.actor, e.initiative) == (said.actor, said.initiative)]
        taken = _take(item, more, least)
        if taken is not None:
            found.append(taken)
    details = _details(found, least)
    return list(map(_decision, found, details))


class Details(NamedTuple):
    """The kinds offered, those refused, the conditions waited for, and where each of them is told:
    its place in the text and its name.
    """

    offered: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    told: frozenset[tuple[int, str]] = frozenset()


@dataclass(slots=True)
class _Taken:
    """The position that an actor takes, with what tells it and the rule that decided.

    `given`: the kinds that it offers in spite of others that it excludes.
    """

    item: Weighed
    told: list[Evidence]
    added: list[Evidence]
    stance: Stance
    rule: str
    veto: bool = False
    given: frozenset[str] = frozenset()


def _take(item: Weighed, added: list[Evidence], least: Least) -> _Taken | None:
    vetoes = _vetoes(item)
    read = any(claim.pieces for claim in item.claims)
    if item.sure < (least.read if read else least.stated) and not vetoes:
        return None
    told = _told(item)
    if vetoes:
        return _Taken(item, told, added, "oppose", "rule: a veto outweighs all", veto=True)
    side = next((e.side for e in told if e.side), "")
    taken = _Taken(item, told, added, item.stance, "rule: what the words weigh")
    _heed_limits(taken)
    taken.stance, taken.rule = _heed_heading(taken.stance, taken.rule, side, told)
    return taken


def _decision(taken: _Taken, details: Details) -> Decision:
    item, told, stance = taken.item, taken.told, taken.stance
    offered, refused, conditions, _ = details
    best = _quotable(item, told, stance, details)
    named = {*offered, *refused} - {*best.offered, *best.refused}
    beside = tuple([e for e in told if not e.past and ({*e.offered, *e.refused} & named)])
    return Decision(
        best, beside, stance, tuple([k for k in offered if k not in refused]), refused,
        conditions, taken.veto, _confidence(item, stance), _trace(taken),
    )  # fmt: skip


def _told(item: Weighed) -> list[Evidence]:
    """The claims that state something, as evidence with the step that their signs weigh most."""
    least = min(_LIKELY, max([states for states, _ in item.chances]))
    found: list[Evidence] = []
    for claim, (states, steps) in zip(item.claims, item.chances, strict=True):
        if states < least:
            continue
        step = likeliest(steps)
        side = side_of(step)
        same = [piece for piece in claim.pieces if side_of(piece.stance) == side]
        found += same or [taking(claim.evidence, step)]
    return found


def _vetoes(item: Weighed) -> list[Evidence]:
    """Pieces that tell of a veto, unless what the actor says as a whole is plainly in favour."""
    if item.states < _VETO_LEAST:
        return []
    found = [
        piece
        for claim in item.claims
        for piece in claim.pieces
        if piece.role == "veto" and piece.stance == "oppose"
    ]
    if not found:
        return []
    return found if sum([item.steps[i] for i in SIDES["out"]]) >= _VETO_LEAST else []


def _heed_heading(
    stance: Stance, rule: str, side: str, telling: list[Evidence]
) -> tuple[Stance, str]:
    """A heading that files an actor under "in" or "out" fixes the side."""
    if side == "out" and stance in IN:
        own = [item.stance for item in telling if item.stance in OUT]
        if own:
            return min(own, key=STANCES.index), "rule: filed under 'out'"
        return ("lean_out" if stance != "in" else "out"), "rule: filed under 'out'"
    if side == "in" and stance in OUT:
        return "lean_in", "rule: filed under 'in'"
    return stance, rule


def _heed_limits(taken: _Taken) -> None:
    """Who excludes one kind of contribution and commits another is in; who signals one, leans."""
    if taken.stance not in ("out", "lean_out"):
        return
    refused = {kind for e in taken.told if e.stance in OUT for kind in e.refused}
    giving = [e for e in taken.told if e.stance in IN and e.role != "weighed" and not e.past]
    offered = {kind for e in giving for kind in e.offered} - refused
    if not refused or not offered:
        return
    taken.given = frozenset(offered)
    if any(e.stance in ("in", "lead") and set(e.offered) & offered for e in giving):
        taken.stance, taken.rule = "in", "rule: excludes one kind, commits another"
    else:
        taken.stance, taken.rule = "lean_in", "rule: excludes one kind, signals another"


_AS_SURE = 0.05
"""Pieces of which it is so nearly as likely that they state something are as good to quote."""


def _quotable(
    item: Weighed, told: Sequence[Evidence], stance: Stance, details: Details
) -> Evidence:
    """The piece that says what was decided; of those as sure the one whose sentence tells most of
    what is offered, refused and waited for, then the most telling.
    """
    if len(told) == 1:
        return told[0]
    same = [e for e in told if e.stance == stance] or [
        e for e in told if side_of(e.stance) == side_of(stance)
    ]
    stated = sorted(
        (claim.sentence, states)
        for claim, (states, _) in zip(item.claims, item.chances, strict=True)
    )
    starts = [begin for (begin, _), _ in stated]
    names: defaultdict[int, set[str]] = defaultdict(set)
    for place, name in details.told:
        names[bisect_right(starts, place)].add(name)

    def states_of(e: Evidence) -> float:
        (begin, end), states = stated[bisect_right(starts, e.start) - 1]
        return states if begin <= e.start < end else 0.0

    surest = max(map(states_of, same or told))

    def telling(e: Evidence) -> tuple[bool, int, float, float, int]:
        states = states_of(e)
        covered = len(names[bisect_right(starts, e.start)])
        return states >= surest - _AS_SURE, covered, states, e.weight, e.place

    return max(same or told, key=telling)


def _details(taken: Sequence[_Taken], least: Least) -> list[Details]:
    """The kinds that each offers, those it refuses, and the conditions it waits for.

    What counts of one counts of all who are named together with it, as one list or by one group's
    name, and take the same side.
    """
    named = [_named(one) for one in taken]
    meant = {
        _together(one, asked, detail)
        for one, found in zip(taken, named, strict=True)
        for asked, details in found.items()
        for detail in details
        if detail.chance >= getattr(least, asked) - (least.eased if detail.read else 0.0)
    }
    return [
        _in_order(one, {
            asked: [detail for detail in details if _together(one, asked, detail) in meant]
            for asked, details in found.items()
        })
        for one, found in zip(taken, named, strict=True)
    ]  # fmt: skip


def _named(taken: _Taken) -> dict[Asked, list[DetailFound]]:
    """Every detail of an actor's claims, by what is asked of it; none of who is against it all."""
    if taken.stance == "oppose":
        return {}
    kinds = list(detail_values(taken.item, "offers"))
    return {
        "offers": details_of(kinds, "offers"),
        "refuses": details_of(kinds, "refuses"),
        "waits": details_of(detail_values(taken.item, "waits"), "waits"),
    }


def _together(taken: _Taken, asked: Asked, detail: DetailFound) -> tuple[str | int, ...]:
    """What a detail has in common with that of others named together on the same side."""
    initiative = taken.item.claims[0].evidence.initiative
    return initiative, side_of(taken.stance), asked, detail.name, detail.place


def _in_order(taken: _Taken, found: Mapping[Asked, Sequence[DetailFound]]) -> Details:
    if not found:
        return Details()
    offers, refuses, waits = ({d.name for d in details} for details in found.values())
    added = [condition for e in taken.added for condition in e.conditions]
    return Details(
        tuple(sorted(taken.given | offers, key=KINDS.index)),
        tuple(sorted(refuses, key=KINDS.index)),
        tuple(dict.fromkeys((*sorted(waits, key=CONDITIONS.index), *added))),
        frozenset((d.place, d.name) for details in found.values() for d in details),
    )


def _confidence(item: Weighed, stance: Stance) -> float:
    """The chance that a position is stated and that its side is read rightly.

    The weights are fitted to labelled passages, so that readings of confidence 0.8 should be
    right four times in five on passages like those.
    """
    side = sum([item.steps[i] for i in SIDES[side_of(stance)]])
    return round(max(0.05, item.states * side), 2)


def _best_signs(item: Weighed) -> tuple[int, ...]:
    """The signs of the claim that most likely states a position."""
    states = [chance for chance, _ in item.chances]
    return item.claims[states.index(max(states))].signs


def _trace(taken: _Taken) -> tuple[str, ...]:
    """The cues, the signs that told most, the chances, and the rule that decided."""
    item, stance = taken.item, taken.stance
    chance = item.steps[STANCES.index(stance)]
    telling = claim_weights().telling(_best_signs(item), stance)
    steps = dict.fromkeys(t for e in (*taken.told, *taken.added) for t in e.trace)
    return (
        *steps,
        f"signs: {'; '.join(telling)}",
        f"weights: states a position {item.states:.2f}, {stance} {chance:.2f}",
        taken.rule,
    )
