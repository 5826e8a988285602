"""Which statements speak of which kind of contribution, from what date, with what weight?

**Kinds.** A statement that refuses a kind reads `out` on it. One that offers a kind reads its
stance on it, or `in` where it is out or leaning out on the whole ("no soldiers, but our ports").
On the core kinds that it does not name it reads its stance if it names no kind that it offers,
or if it is negative on the whole: a state that stays out and lends its ports is out for troops.
Who leads is in for what the initiative is about, whatever else is named as its gift.

**Which core kinds.** A coalition force has troops, aircraft and ships for core kinds, but "we are
in" promises no ships. So a statement without kinds reads on the initiative's default kind, on
the core kinds that the initiative requires, and on those that the same actor has itself named.

**Weight.** Admiralty grade of the source x grade of the claim x the reader's confidence (1 once
a person has accepted or corrected the reading). No grade counts as the best; "cannot be judged"
(F, 6) counts a half.

**Copies.** One story, with all its syndicated copies, gives an actor at most one reading of each
stance on each kind: the heaviest, at the date on which the first copy said it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from willing.extraction.statement import Statement
from willing.ledger.entry import Entry
from willing.reference.initiative import Initiative
from willing.reference.vocabulary import STANCES, Stance

SOURCE_WEIGHTS: Mapping[str, float] = {
    "": 1.0,
    "A": 1.0,
    "B": 0.9,
    "C": 0.7,
    "D": 0.5,
    "E": 0.2,
    "F": 0.5,
}
"""Weight by the Admiralty grade of the source: reliable (A) to unreliable (E), F unknown."""

CLAIM_WEIGHTS: Mapping[str, float] = {
    "": 1.0,
    "1": 1.0,
    "2": 0.9,
    "3": 0.7,
    "4": 0.4,
    "5": 0.1,
    "6": 0.5,
}
"""Weight by the Admiralty grade of the claim: confirmed (1) to improbable (5), 6 unknown."""

_NEGATIVE = frozenset({"oppose", "out", "lean_out"})
_REFUSING = frozenset({"out", "lean_out"})


@dataclass(frozen=True, slots=True)
class Signal:
    """One reading of one actor's willingness: a step of the scale, its weight and its day.

    `entries` are the statements behind it, in one article; its copies are not repeated.
    """

    date: dt.date
    stance: Stance
    weight: float
    entries: tuple[Entry, ...]


def weight(entry: Entry) -> float:
    """How much a statement counts, in [0, 1]."""
    reviewed = entry.verdict in ("accept", "correct")
    confidence = 1.0 if reviewed else min(1.0, max(0.0, entry.statement.confidence))
    return SOURCE_WEIGHTS[entry.source_grade] * CLAIM_WEIGHTS[entry.claim_grade] * confidence


def reads_on(statement: Statement, core: Collection[str]) -> dict[str, Stance]:
    """The step that a statement reads on each kind that it speaks of; `core` as in `core_read`."""
    stance = statement.stance
    offered: Stance = "in" if stance in _REFUSING else stance
    reads: dict[str, Stance] = {}
    leads = stance == "lead" and not set(core) & set(statement.contribution)
    if not statement.contribution or stance in _NEGATIVE or leads:
        reads |= dict.fromkeys(core, stance)
    reads |= dict.fromkeys(statement.contribution, offered)
    return reads | dict.fromkeys(statement.no_contribution, "out")


def core_read(entries: Iterable[Entry], initiative: Initiative) -> tuple[str, ...]:
    """The core kinds that one actor's statements without kinds read on."""
    named = {initiative.default_kind, *initiative.requires}
    for entry in entries:
        named.update(entry.statement.contribution, entry.statement.no_contribution)
    return tuple(kind for kind in initiative.core_kinds if kind in named)


def by_actor(
    entries: Iterable[Entry], initiative: Initiative, as_of: dt.date
) -> dict[str, list[Entry]]:
    """What counts of each actor on this initiative at this date, in a fixed order."""
    key = initiative.id or initiative.name
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        counts = entry.verdict != "reject" and not entry.superseded
        if counts and entry.statement.initiative == key and day(entry, as_of) <= as_of:
            found[entry.statement.actor].append(entry)
    return {actor: sorted(found[actor], key=lambda e: _order(e, as_of)) for actor in sorted(found)}


def day(entry: Entry, as_of: dt.date) -> dt.date:
    """The day of a statement: its own, else its article's, else the day that is asked about."""
    return entry.date or as_of


def signals(
    entries: Sequence[Entry], initiative: Initiative, as_of: dt.date
) -> dict[str, list[Signal]]:
    """One actor's readings by kind, each kind's in the order of their days."""
    core = core_read(entries, initiative)
    heard: dict[tuple[str, str, Stance], list[Entry]] = defaultdict(list)
    for entry in entries:
        story = entry.copy_group or entry.statement.article
        for kind, stance in reads_on(entry.statement, core).items():
            heard[kind, story, stance].append(entry)
    found: dict[str, list[Signal]] = defaultdict(list)
    for (kind, _, stance), said in heard.items():
        found[kind].append(_signal(stance, said, as_of))
    for of_kind in found.values():
        of_kind.sort(key=lambda s: (s.date, STANCES.index(s.stance), s.weight))
    return {kind: found[kind] for kind in sorted(found, key=_kind_order(initiative.core_kinds))}


def _signal(stance: Stance, said: Sequence[Entry], as_of: dt.date) -> Signal:
    """One reading of a story and its copies."""
    articles: dict[str, list[Entry]] = defaultdict(list)
    for entry in said:
        articles[entry.statement.article].append(entry)
    first = min(articles.values(), key=lambda told: max(day(e, as_of) for e in told))
    return Signal(
        date=max(day(entry, as_of) for entry in first),
        stance=stance,
        weight=max(weight(entry) for entry in said),
        entries=tuple(first),
    )


def _order(entry: Entry, as_of: dt.date) -> tuple[dt.date, str, int, str]:
    statement = entry.statement
    return day(entry, as_of), statement.article, statement.quote_start, statement.id


def _kind_order(core: Collection[str]) -> Callable[[str], tuple[int, str]]:
    places = {kind: place for place, kind in enumerate(core)}
    return lambda kind: (places.get(kind, len(places)), kind)
