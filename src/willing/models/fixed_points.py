"""Who joins in each world, when each one's joining may hang on the others'.

A pledge is active where its actor is willing and its condition holds. No condition can fall when
somebody joins, so the step "everyone looks at who is in and decides" is monotone, and it has a
least and a greatest fixed point (Tarski 1955, "A lattice-theoretical fixpoint theorem and its
applications", Pacific Journal of Mathematics 5). The least is reached from nobody: each joins
when its condition already holds (Granovetter 1978, "Threshold models of collective behavior",
AJS 83). The greatest is reached from everybody: each stays when its condition still holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial, reduce

import numpy as np

from willing.models.holding import Bools, OfOthers, holds
from willing.models.plan import Plan
from willing.models.worlds import Draws, Grains, grains
from willing.scenario.conditions import Joined, Members, Supports, Total


@dataclass(frozen=True, slots=True)
class Reached:
    """What has come about in a block of worlds; each aggregate is computed once.

    `active`: shape (offers, worlds); `happened`: events, each of shape (worlds,).
    """

    plan: Plan
    draws: Draws
    happened: Mapping[str, Bools]
    active: Bools
    _known: dict[tuple[str, str], Bools] = field(default_factory=dict)
    _sums: dict[str, Grains] = field(default_factory=dict)

    def joined(self, actor: str, kind: str | None = None) -> Bools:
        """Where the actor joins (by any core pledge), or its pledge of this kind is active."""
        return self._any(
            actor,
            f"joined {kind or ''}",
            [
                row
                for row, offer in enumerate(self.plan.offers)
                if offer.actor == actor and (offer.core if kind is None else offer.kind == kind)
            ],
        )

    def supports(self, actor: str) -> Bools:
        """Where any pledge of the actor is active."""
        rows = [row for row, offer in enumerate(self.plan.offers) if offer.actor == actor]
        return self._any(actor, "supports", rows)

    def members(self) -> Grains:
        """How many actors join: shape (worlds,)."""
        if "members" not in self._sums:
            count = np.zeros(self.draws.count, dtype=np.int64)
            for actor in self.plan.actors:
                count += self.joined(actor)
            self._sums["members"] = count
        return self._sums["members"]

    def total(self, kind: str) -> Grains:
        """The sum of the active pledges of a kind, in grains: shape (worlds,)."""
        key = f"total({kind})"
        if key not in self._sums:
            self._sums[key] = self._sum(
                [row for row, offer in enumerate(self.plan.offers) if offer.kind == kind]
            )
        return self._sums[key]

    def own(self, actor: str, kind: str) -> Grains:
        """The actor's own part of that sum."""
        return self._sum(
            [
                row
                for row, offer in enumerate(self.plan.offers)
                if offer.kind == kind and offer.actor == actor
            ]
        )

    def _sum(self, rows: list[int]) -> Grains:
        total = np.zeros(self.draws.count, dtype=np.int64)
        for row in rows:
            total += self.active[row] * self.draws.amounts[row]
        return total

    def _any(self, actor: str, what: str, rows: list[int]) -> Bools:
        key = (actor, what)
        if key not in self._known:
            nothing = np.zeros(self.draws.count, dtype=np.bool_)
            self._known[key] = reduce(np.logical_or, (self.active[row] for row in rows), nothing)
        return self._known[key]


def least(
    plan: Plan, draws: Draws, happened: Mapping[str, Bools], forced: Mapping[int, bool]
) -> Bools:
    """The least fixed point: active pledges, shape (offers, worlds).

    `forced`: rows of pledges that are active, or not, whatever their actor and condition say.
    """
    return _settle(plan, draws, happened, forced, from_everybody=False)


def greatest(
    plan: Plan, draws: Draws, happened: Mapping[str, Bools], forced: Mapping[int, bool]
) -> Bools:
    """The greatest fixed point: active pledges, shape (offers, worlds)."""
    return _settle(plan, draws, happened, forced, from_everybody=True)


def _settle(
    plan: Plan,
    draws: Draws,
    happened: Mapping[str, Bools],
    forced: Mapping[int, bool],
    from_everybody: bool,
) -> Bools:
    active = draws.willing.copy()
    waiting = []
    for row, offer in enumerate(plan.offers):
        if row in forced:
            active[row] = forced[row]
        elif offer.waits:
            waiting.append(row)
            active[row] &= from_everybody
        else:
            reached = Reached(plan, draws, happened, active)
            active[row] &= _decide(row, reached)
    moved = bool(waiting)
    while moved:  # each round moves at least one pledge in one direction, so this ends
        reached = Reached(plan, draws, happened, active)
        step = active.copy()
        for row in waiting:
            step[row] = draws.willing[row] & _decide(row, reached)
        moved = not np.array_equal(step, active)
        active = step
    return active


def _decide(row: int, reached: Reached) -> Bools:
    """Where the condition of one pledge holds, as far as things have come."""
    offer = reached.plan.offers[row]
    return holds(offer.when, reached.happened, partial(_of_others, offer.actor, reached))


def _of_others(actor: str, reached: Reached, part: OfOthers) -> Bools:
    match part:
        case Joined(other, kind):
            return reached.joined(other, kind)
        case Supports(other):
            return reached.supports(other)
        case Members(at_least, strict):
            others = reached.members() - reached.joined(actor)
            return others > at_least if strict else others >= at_least
        case Total(kind, at_least, strict):
            rest = reached.total(kind) - reached.own(actor, kind)
            bound = grains(at_least)
            return rest > bound if strict else rest >= bound
