"""Who joins in each world, when each one's joining may hang on the others'.

A pledge is active where its actor is willing and its condition holds. No condition can fall when
somebody joins, so the step "everyone looks at who is in and decides" is monotone, and it has a
least and a greatest fixed point (Tarski 1955, "A lattice-theoretical fixpoint theorem and its
applications", Pacific Journal of Mathematics 5). The least is reached from nobody: each joins
when its condition already holds (Granovetter 1978, "Threshold models of collective behavior",
AJS 83). The greatest is reached from everybody: each stays when its condition still holds.

This is the reading in NumPy; `kernel` says the same in compiled code, for many worlds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial, reduce
from itertools import chain

import numpy as np

from willing.models.formation.bits import (
    Grains,
    Words,
    counter,
    counts,
    none,
    packed,
    reaches,
)
from willing.models.formation.holding import OfOthers, holds
from willing.models.formation.plan import Plan, grains
from willing.models.formation.program import Program
from willing.models.formation.sums import total
from willing.models.formation.worlds import Amounts, Block
from willing.scenario.conditions import Joined, Members, Supports, Total


@dataclass(frozen=True, slots=True)
class Reached:
    """How far things have come in a block of worlds; each aggregate is computed once.

    `active`: shape (offers, words).
    """

    plan: Plan
    amounts: Amounts
    active: Words
    _known: dict[tuple[str, str], Words] = field(default_factory=dict)
    _sums: dict[str, Grains] = field(default_factory=dict)

    def joined(self, actor: str, kind: str | None = None) -> Words:
        """Where the actor joins (by any core pledge), or its pledge of this kind is active."""
        rows = self.plan.rows
        if kind is None:
            return self._any("core", actor, rows.core.get(actor, ()))
        return self._any(f"kind {kind}", actor, rows.of_kind_by.get((kind, actor), ()))

    def supports(self, actor: str) -> Words:
        """Where any pledge of the actor is active."""
        return self._any("any", actor, self.plan.rows.by.get(actor, ()))

    def members(self) -> Words:
        """How many actors join, as binary digits: shape (digits, words)."""
        key = ("members", "")
        if key not in self._known:
            joined = (self.joined(actor) for actor in self.plan.rows.core)
            self._known[key] = counter(joined, self.active.shape[1])
        return self._known[key]

    def total(self, kind: str) -> Grains:
        """The sum of the active pledges of a kind, in grains: shape (64 words,)."""
        key = f"total {kind}"
        if key not in self._sums:
            self._sums[key] = total(self.active, self.plan.rows.of_kind.get(kind, ()), self.amounts)
        return self._sums[key]

    def own(self, actor: str, kind: str) -> Grains:
        """The actor's own part of that sum."""
        rows = self.plan.rows.of_kind_by.get((kind, actor), ())
        return total(self.active, rows, self.amounts)

    def _any(self, what: str, actor: str, rows: tuple[int, ...]) -> Words:
        key = (what, actor)
        if key not in self._known:
            nobody = none(self.active.shape[1])
            self._known[key] = reduce(np.bitwise_or, (self.active[row] for row in rows), nobody)
        return self._known[key]


def settle(
    plan: Plan,
    program: Program,  # noqa: ARG001 (what the kernel needs)
    block: Block,
    *,
    rising: bool,
    known: Words | None = None,
    waves: Grains | None = None,
) -> Words:
    """The least fixed point (`rising`) or the greatest: active pledges, shape (offers, words).

    `known`: pledges that are known to be active there; it saves work and changes nothing.
    `waves`, shape (actors, rounds), for the least: adds the number of worlds in which each actor
    joins in each round (later rounds count as the last).
    """
    sure = block.on if known is None else block.on | known
    willing = block.willing | sure
    active = none(*willing.shape) if known is None else known.copy()
    active = active if rising else willing.copy()
    happened = dict(zip(plan.events, block.happened, strict=True))
    rows, number = list(range(len(plan.offers))), 0
    joined = joined_rows(plan, none(*active.shape))
    while True:
        reached = Reached(plan, block.amounts, active)
        step = active.copy()
        for row in rows:
            open_ = willing[row] & ~active[row] if rising else active[row] & ~sure[row]
            if not open_.any():
                continue
            others = partial(_of_others, plan.offers[row].actor, reached)
            agreed = holds(plan.offers[row].when, happened, others) | sure[row]
            step[row] = active[row] | (open_ & agreed) if rising else active[row] & agreed
        if waves is not None:
            before, joined = joined, joined_rows(plan, step)
            waves[:, min(number, waves.shape[1] - 1)] += counts(joined & ~before & block.kept)
        if np.array_equal(step, active):
            return active
        active, number = step, number + 1
        rows = [row for row in rows if plan.offers[row].waits]


def joined_rows(plan: Plan, active: Words) -> Words:
    """Where each actor joins: shape (actors, words)."""
    return _any_of(plan.rows.core, plan, active)


def supporting_rows(plan: Plan, active: Words) -> Words:
    """Where each actor supports, by a pledge that is not of a core kind: shape (actors, words)."""
    return _any_of(plan.rows.other, plan, active)


def _any_of(rows: Mapping[str, tuple[int, ...]], plan: Plan, active: Words) -> Words:
    """Where any of an actor's pledges among these is active: shape (actors, words)."""
    found = none(len(plan.actors), active.shape[1])
    if rows:
        actors = [plan.actor_row[actor] for actor in rows]
        starts = np.cumsum([0, *map(len, rows.values())][:-1])
        found[actors] = np.bitwise_or.reduceat(active[[*chain(*rows.values())]], starts, axis=0)
    return found


def _of_others(actor: str, reached: Reached, part: OfOthers) -> Words:
    match part:
        case Joined(other, kind):
            return reached.joined(other, kind)
        case Supports(other):
            return reached.supports(other)
        case Members():
            members, fewest = reached.members(), part.fewest
            return reaches(members, fewest) & ~reached.joined(actor) | reaches(members, fewest + 1)
        case Total(kind, at_least, strict):
            rest = reached.total(kind) - reached.own(actor, kind)
            return packed(rest >= grains(at_least) + strict)
