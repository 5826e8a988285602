"""Decide: many readings of one actor become one statement, by the guideline's rules.

The rules, in order: a veto outweighs all; a list heading ("Who's out?") fixes the side; leading
is leading; an exclusion with a commitment is `in`, with a mere signal `lean_in`; a change counts
from where it is told last; speakers or governments that differ keep statements of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from willing.extraction.lexicon import Role
from willing.reference.vocabulary import KINDS, STANCES, Stance

CLEARLY = 0.6
"""From this relevance on, the sentence itself speaks of the initiative, not only its context."""

IN: tuple[Stance, ...] = ("lead", "in", "lean_in")
OUT: tuple[Stance, ...] = ("lean_out", "out", "oppose")
_WEIGHT: dict[Role, float] = {
    "veto": 6, "lead": 5, "send": 4, "join": 4, "refuse": 4, "oppose": 4, "open": 3, "doubt": 3,
    "unsure": 2.5, "back": 2, "same": 2,
    "listed": 1.5, "block": 0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """One cue read in its scope: what an actor says, or is said, about one initiative.

    `stance` is None for evidence that only adds a condition. `place` orders evidence in the
    text; `voice` tells an outgoing or incoming government apart; `side` is the side that a list
    heading gives ("in", "out" or ""); `aside` that it stands in a relative clause ("which
    abstained").
    """

    actor: str
    actor_text: str
    person: str
    initiative: str
    stance: Stance | None
    role: Role
    start: int
    end: int
    place: int
    offered: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    speaker: str | None = None
    voice: str = ""
    side: str = ""
    past: bool = False
    aside: bool = False
    relevance: float = 1.0
    trace: tuple[str, ...] = ()

    @property
    def weight(self) -> float:
        """How much this piece tells: by its role, how clearly it is on the subject, when it was
        said, and whether the government that says it is on its way out.
        """
        weight = _WEIGHT[self.role] + min(self.relevance, 4.0) * 0.25
        weight -= 0.0 if self.relevance >= CLEARLY else 1.5
        weight -= 1.5 if self.aside else 0.0
        weight -= 1.5 if self.voice == "outgoing" else 0.0
        return weight * (0.3 if self.past else 1.0)


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


def decide(evidence: list[Evidence]) -> list[Decision]:
    """One decision per actor, initiative and voice, in the order of first appearance."""
    grouped: dict[tuple[str, str, str], list[Evidence]] = {}
    for item in sorted(evidence, key=lambda e: e.place):
        grouped.setdefault((item.actor, item.initiative, item.voice), []).append(item)
    _merge_voices(grouped)
    return [decision for items in grouped.values() if (decision := _decide_one(items)) is not None]


def _merge_voices(grouped: dict[tuple[str, str, str], list[Evidence]]) -> None:
    """An outgoing government's word joins the plain one; an incoming one stands by itself."""
    for key in [key for key in grouped if key[2] == "outgoing"]:
        plain = (*key[:2], "")
        grouped[plain] = sorted(grouped.get(plain, []) + grouped.pop(key), key=lambda e: e.place)
    for key in [key for key in grouped if key[2] == "incoming"]:
        plain = (*key[:2], "")
        if plain not in grouped:
            grouped[plain] = [replace(item, voice="") for item in grouped.pop(key)]


def _decide_one(items: list[Evidence]) -> Decision | None:
    telling = [item for item in items if item.stance is not None]
    if not telling:
        return None
    firm = any(item.stance in IN and not item.aside for item in telling)
    vetoes = [
        item
        for item in telling
        if item.role == "veto" and item.stance == "oppose" and not (firm and item.aside)
    ]
    best = max(telling, key=lambda e: (e.weight, e.place))
    stance, rule = _stance(telling, vetoes, best)
    side = next((item.side for item in telling if item.side), "")
    if not vetoes:
        stance, rule = _heed_heading(stance, rule, side, telling)
    best = _quotable(telling, stance, best)
    offered = _kinds(telling, "offered") if stance not in ("oppose",) else ()
    refused = _kinds(telling, "refused") if stance != "oppose" else ()
    told = {*offered, *refused} - {*best.offered, *best.refused}
    conditions = tuple(dict.fromkeys(c for item in items for c in item.conditions))
    trace = (*dict.fromkeys(t for item in items for t in item.trace), rule)
    beside = tuple(
        item for item in telling if not item.past and ({*item.offered, *item.refused} & told)
    )
    return Decision(
        best, beside, stance, tuple(k for k in offered if k not in refused), refused, conditions,
        bool(vetoes), _confidence(telling, best, stance), trace,
    )  # fmt: skip


def _stance(telling: list[Evidence], vetoes: list[Evidence], best: Evidence) -> tuple[Stance, str]:
    if vetoes:
        return "oppose", "rule: a veto outweighs all"
    current = [item for item in telling if not item.past] or telling
    leads = [item for item in current if item.stance == "lead"]
    positives = [item for item in current if item.stance in IN]
    negatives = [item for item in current if item.stance in OUT]
    if leads and not negatives:
        return "lead", "rule: leads"
    if positives and negatives:
        return _both(positives, negatives, best)
    assert best.stance is not None
    return best.stance, "rule: the most telling words"


def _both(
    positives: list[Evidence], negatives: list[Evidence], best: Evidence
) -> tuple[Stance, str]:
    """Offers and refusals side by side: limited participation, or a change of mind."""
    refused = {kind for item in negatives for kind in item.refused}
    offered = {kind for item in positives for kind in item.offered} - refused
    opposed = any(item.stance == "oppose" for item in negatives)
    if refused and not opposed and (offered or any(i.stance != "lead" for i in positives)):
        firm = any(item.stance == "in" for item in positives)
        return ("in", "rule: excludes one kind, commits another") if firm else (
            "lean_in", "rule: excludes one kind, signals another",
        )  # fmt: skip
    top = [i for i in (*positives, *negatives) if i.weight >= best.weight - 1.0]
    latest = max(top, key=lambda e: e.place)
    assert latest.stance is not None
    return latest.stance, "rule: the latest position counts"


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


def _quotable(telling: list[Evidence], stance: Stance, best: Evidence) -> Evidence:
    """The most telling piece that says what was decided."""
    same = [item for item in telling if item.stance == stance]
    return max(same, key=lambda e: (e.weight, e.place)) if same else best


def _kinds(telling: list[Evidence], name: str) -> tuple[str, ...]:
    found = {kind for item in telling if not item.past for kind in getattr(item, name)}
    return tuple(kind for kind in KINDS if kind in found)


def _confidence(telling: list[Evidence], best: Evidence, stance: Stance) -> float:
    """How sure this reading is: the cue's role, agreement of the pieces, and the subject named.

    The levels come from the share of readings that the labelled passages confirm, in broad
    steps, because a few dozen statements allow no finer ones.
    """
    confidence = 0.85 if best.role in ("veto", "lead", "send", "refuse", "oppose", "join") else 0.7
    if best.relevance < CLEARLY:
        confidence -= 0.15
    sides = {item.stance in IN for item in telling if item.stance != "undecided"}
    if len(sides) > 1:
        confidence -= 0.1
    if best.stance != stance:
        confidence -= 0.05
    return round(max(confidence, 0.3), 2)
