"""Conditions in the form that the kernel runs: one small program for all pledges.

Each condition is a run of operations in postfix order. An operation pushes a word of truth values
(or, for AND and OR, joins the topmost two): a new scenario needs no new machine code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from willing.models.formation.bits import Grains
from willing.models.formation.plan import Offer, Plan, depends_on, grains
from willing.scenario.conditions import (
    And,
    Condition,
    EventRef,
    Joined,
    Members,
    Not,
    Or,
    Supports,
    Total,
    parts_of,
)

Rows = NDArray[np.int32]

EVENT, NO_EVENT, JOINED, ANY, MEMBERS, TOTAL, AND, OR, YES, NO = range(10)
"""The operations and what follows each: the event's row; the same; the actor's row; the group of
pledges of which one is active; how many others at least; the kind's row and the place of the
bound. The last four stand alone."""


KIND_BITS = 20
ACTOR_BITS = 43


@dataclass(frozen=True, slots=True)
class Program:
    """What the kernel needs to know of a plan, as arrays.

    `ops`, shape (operations, 3): an operation and its arguments; those of pledge r are
    `ops[starts[r]:starts[r + 1]]`. `bounds`: what totals must reach, in grains. `groups`: pledges,
    those of group g being `groups[group_starts[g]:group_starts[g + 1]]`; the first groups are each
    actor's core pledges, in the order of the actors. `own`, shape (offers, kinds): the group of
    the pledges of this kind by the actor of that pledge, or -1 for a kind in no condition.
    `owner`, `kind`: the rows of each pledge's actor and kind. `waits`: whether a pledge waits for
    others. `listens`: bits for what a condition speaks of: 0 members, then kinds, then actors
    (several may share a bit). `in_totals`: the kinds that conditions sum. `depth`: the deepest
    that the stack gets.
    """

    ops: Rows
    starts: Rows
    bounds: Grains
    groups: Rows
    group_starts: Rows
    owner: Rows
    kind: Rows
    own: Rows
    waits: NDArray[np.bool_]
    listens: NDArray[np.uint64]
    in_totals: NDArray[np.bool_]
    depth: int


def make_program(plan: Plan) -> Program:
    """Compile the conditions of a plan."""
    maker = _Maker(plan)
    starts, depth = [0], 1
    for offer in plan.offers:
        ops = list(maker.compiled(offer.when, offer))
        maker.ops.extend(ops)
        starts.append(len(maker.ops))
        depth = max(depth, _depth(ops))
    in_totals = {op[1] for op in maker.ops if op[0] == TOTAL}
    own = np.full((len(plan.offers), len(plan.kinds)), -1, dtype=np.int32)
    for row, offer in enumerate(plan.offers):
        for kind, column in plan.kind_row.items():
            if column in in_totals:
                own[row, column] = maker.group(plan.rows.of_kind_by.get((kind, offer.actor), ()))
    return Program(
        ops=np.array(maker.ops, dtype=np.int32).reshape(-1, 3),
        starts=np.array(starts, dtype=np.int32),
        bounds=np.array(maker.bounds, dtype=np.int64),
        groups=np.array([row for group in maker.groups for row in group], dtype=np.int32),
        group_starts=np.cumsum([0, *map(len, maker.groups)], dtype=np.int32),
        owner=np.array([plan.actor_row[offer.actor] for offer in plan.offers], dtype=np.int32),
        kind=np.array([plan.kind_row[offer.kind] for offer in plan.offers], dtype=np.int32),
        own=own,
        waits=np.array([offer.waits for offer in plan.offers], dtype=np.bool_),
        listens=np.array([_listens(offer, plan) for offer in plan.offers], dtype=np.uint64),
        in_totals=np.array([row in in_totals for row in range(len(plan.kinds))], dtype=np.bool_),
        depth=depth,
    )


def _listens(offer: Offer, plan: Plan) -> int:
    bits = 0
    if any(isinstance(part, Members) for part in parts_of(offer.when)):
        bits |= 1
    for kind in depends_on(offer.when, "kind"):
        if kind in plan.kind_row:
            bits |= 1 << 1 + plan.kind_row[kind] % KIND_BITS
    for actor in depends_on(offer.when, "actor"):
        if actor in plan.actor_row:
            bits |= 1 << 1 + KIND_BITS + plan.actor_row[actor] % ACTOR_BITS
    return bits


def _depth(ops: list[tuple[int, int, int]]) -> int:
    height = deepest = 0
    for code, _, _ in ops:
        height += -1 if code in (AND, OR) else 1
        deepest = max(deepest, height)
    return deepest


@dataclass(slots=True)
class _Maker:
    """The program as it grows."""

    plan: Plan
    ops: list[tuple[int, int, int]] = field(default_factory=list)
    bounds: list[int] = field(default_factory=list)
    groups: list[tuple[int, ...]] = field(default_factory=list)
    known: dict[tuple[int, ...], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for actor in self.plan.actors:
            self.groups.append(self.plan.rows.core.get(actor, ()))

    def group(self, rows: tuple[int, ...]) -> int:
        """The number of a group of pledges."""
        if rows not in self.known:
            self.known[rows] = len(self.groups)
            self.groups.append(rows)
        return self.known[rows]

    def compiled(self, condition: Condition, offer: Offer) -> Iterator[tuple[int, int, int]]:
        """The operations of a condition."""
        plan = self.plan
        match condition:
            case And(parts) | Or(parts):
                joint = AND if isinstance(condition, And) else OR
                if not parts:
                    yield YES, 0, 0
                for number, part in enumerate(parts):
                    yield from self.compiled(part, offer)
                    if number:
                        yield joint, 0, 0
            case EventRef(name):
                yield EVENT, plan.event_row[name], 0
            case Not(EventRef(name)):
                yield NO_EVENT, plan.event_row[name], 0
            case Joined(actor, None):
                row = plan.actor_row.get(actor)
                yield (NO, 0, 0) if row is None else (JOINED, row, 0)
            case Joined(actor, kind):
                yield self._any(plan.rows.of_kind_by.get((kind or "", actor), ()))
            case Supports(actor):
                yield self._any(plan.rows.by.get(actor, ()))
            case Members():
                others = condition.fewest
                yield (MEMBERS, others, 0) if others <= len(plan.actors) else (NO, 0, 0)
            case Total(kind, at_least, strict):
                if kind in plan.kinds:
                    self.bounds.append(grains(at_least) + strict)
                    yield TOTAL, plan.kind_row[kind], len(self.bounds) - 1
                else:
                    yield (NO if strict or at_least > 0 else YES), 0, 0

    def _any(self, rows: tuple[int, ...]) -> tuple[int, int, int]:
        return (ANY, self.group(rows), 0) if rows else (NO, 0, 0)
