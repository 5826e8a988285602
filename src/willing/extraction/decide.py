"""Decide: everything that is claimed of one actor becomes one statement, by the guideline's rules.

The weights say whether a position is taken and which; the rules that follow are the guideline's:
a veto outweighs all; a list heading ("Who's out?") fixes the side; who excludes one kind and
commits another is in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from willing.extraction.evidence import IN, OUT, Evidence, side_of
from willing.extraction.weighing import SIDES, Asked, Weighed, details_of, likeliest
from willing.extraction.weights import claim_weights
from willing.reference.vocabulary import CONDITIONS, KINDS, STANCES, Stance

LEAST = 0.3
"""From this chance on that a position is stated and its side is read rightly, it counts, in a text
that is known to be about the initiative: where the F1 of sides was best on passages left out of
the fit (`tools/fit_reader.py`).
"""

LEAST_ON_PAGES = 0.75
"""The same for whole pages, of which most sentences are about something else, where only the
weights speak: what the rules read as well counts from `LEAST` on there too.
"""

_LIKELY = 0.5
_VETO_LEAST = 0.3

LEAST_DETAIL, LEAST_DETAIL_ON_PAGES = 0.4, 0.5
"""From these chances on, a kind counts as offered or refused and a condition as waited for; on
whole pages too the first is enough where the rules read the sentence.
"""


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
    *,
    least: float = LEAST,
    least_detail: float = LEAST_DETAIL,
) -> list[Decision]:
    """A decision for each actor that takes a position, in the order given.

    `added` is evidence that only adds conditions to what an actor says; `least` the chance from
    which a position counts, `least_detail` that of its kinds and conditions.
    """
    found = []
    for item in weighed:
        said = item.claims[0].evidence
        more = [e for e in added if (e.actor, e.initiative) == (said.actor, said.initiative)]
        decision = _decide_one(item, more, least, least_detail)
        if decision is not None:
            found.append(decision)
    return found


def _decide_one(
    item: Weighed, added: Sequence[Evidence], least: float, least_detail: float
) -> Decision | None:
    told = _told(item)
    vetoes = _vetoes(item)
    if any(claim.pieces for claim in item.claims):
        least = LEAST
    if item.sure < least and not vetoes:
        return None
    stance: Stance = "oppose" if vetoes else item.stance
    rule = "rule: a veto outweighs all" if vetoes else "rule: what the words weigh"
    if not vetoes:
        side = next((e.side for e in told if e.side), "")
        stance, rule = _heed_limits(stance, rule, told)
        stance, rule = _heed_heading(stance, rule, side, told)
    offered = _details(item, "offers", KINDS, least_detail)
    refused = _details(item, "refuses", KINDS, least_detail)
    if stance == "oppose":
        offered, refused = (), ()
    best = _quotable(item, told, stance)
    named = {*offered, *refused} - {*best.offered, *best.refused}
    beside = tuple(e for e in told if not e.past and ({*e.offered, *e.refused} & named))
    waits = _details(item, "waits", CONDITIONS, least_detail)
    conditions = dict.fromkeys((*waits, *(c for e in added for c in e.conditions)))
    return Decision(
        best, beside, stance, tuple(k for k in offered if k not in refused), refused,
        tuple(conditions) if stance != "oppose" else (), bool(vetoes),
        _confidence(item, stance), _trace(item, told, added, stance, rule),
    )  # fmt: skip


def _told(item: Weighed) -> list[Evidence]:
    """The claims that state something, as evidence with the step that their signs weigh most."""
    most = max(states for states, _ in item.chances)
    found: list[Evidence] = []
    for claim, (states, steps) in zip(item.claims, item.chances, strict=True):
        if states < min(_LIKELY, most):
            continue
        step = likeliest(steps)
        same = [piece for piece in claim.pieces if side_of(piece.stance) == side_of(step)]
        found += same or [_with_kinds(replace(claim.evidence, stance=step))]
    return found


def _with_kinds(said: Evidence) -> Evidence:
    """Evidence whose kinds are offered or refused as its stance says."""
    if said.stance in OUT:
        both = tuple(dict.fromkeys((*said.offered, *said.refused)))
        return replace(said, offered=(), refused=both)
    return said if said.stance in IN else replace(said, offered=())


def _vetoes(item: Weighed) -> list[Evidence]:
    """Pieces that tell of a veto, unless what the actor says as a whole is plainly in favour."""
    against = sum(item.steps[i] for i in SIDES["out"])
    if item.states < _VETO_LEAST or against < _VETO_LEAST:
        return []
    return [
        piece
        for claim in item.claims
        for piece in claim.pieces
        if piece.role == "veto" and piece.stance == "oppose"
    ]


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


def _heed_limits(stance: Stance, rule: str, told: Sequence[Evidence]) -> tuple[Stance, str]:
    """Who excludes one kind of contribution and commits another is in; who signals one, leans."""
    refused = {kind for e in told if e.stance in OUT for kind in e.refused}
    giving = [e for e in told if e.stance in IN and e.role != "weighed" and not e.past]
    offered = {kind for e in giving for kind in e.offered} - refused
    if stance not in ("out", "lean_out") or not refused or not offered:
        return stance, rule
    if any(e.stance in ("in", "lead") and set(e.offered) & offered for e in giving):
        return "in", "rule: excludes one kind, commits another"
    return "lean_in", "rule: excludes one kind, signals another"


def _quotable(item: Weighed, told: Sequence[Evidence], stance: Stance) -> Evidence:
    """The most telling piece that says what was decided."""
    same = [e for e in told if e.stance == stance] or [
        e for e in told if side_of(e.stance) == side_of(stance)
    ]
    chance = {
        claim.sentence: states for claim, (states, _) in zip(item.claims, item.chances, strict=True)
    }

    def telling(e: Evidence) -> tuple[float, float, int]:
        states = max((p for (a, b), p in chance.items() if a <= e.start < b), default=0.0)
        return states, e.weight, e.place

    return max(same or told, key=telling)


def _details(item: Weighed, asked: Asked, order: Sequence[str], least: float) -> tuple[str, ...]:
    every = details_of(item, asked)
    read = details_of(_read_by_rules(item), asked)
    return tuple(
        name
        for name in order
        if every.get(name, 0.0) >= least or read.get(name, 0.0) >= LEAST_DETAIL
    )


def _read_by_rules(item: Weighed) -> Weighed:
    """The same with those claims only in which the rules read something."""
    both = zip(item.claims, item.chances, strict=True)
    kept = [(claim, chances) for claim, chances in both if claim.pieces]
    return replace(
        item, claims=tuple(c for c, _ in kept), chances=tuple(chances for _, chances in kept)
    )


def _confidence(item: Weighed, stance: Stance) -> float:
    """The chance that a position is stated and that its side is read rightly.

    The weights are fitted to labelled passages, so that readings of confidence 0.8 should be
    right four times in five on passages like those.
    """
    side = sum(item.steps[i] for i in SIDES[side_of(stance)])
    return round(max(0.05, item.states * side), 2)


def _trace(
    item: Weighed, told: Sequence[Evidence], added: Sequence[Evidence], stance: Stance, rule: str
) -> tuple[str, ...]:
    """The cues, the signs that told most, the chances, and the rule that decided."""
    best = max(range(len(item.claims)), key=lambda i: item.chances[i][0])
    signs = claim_weights().telling(item.claims[best].signs, stance)
    chance = item.steps[STANCES.index(stance)]
    steps = dict.fromkeys(t for e in (*told, *added) for t in e.trace)
    return (
        *steps,
        f"signs: {'; '.join(signs)}",
        f"weights: states a position {item.states:.2f}, {stance} {chance:.2f}",
        rule,
    )
