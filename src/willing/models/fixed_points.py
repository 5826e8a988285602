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
from numpy.typing import NDArray

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
        rows = self.plan.rows
        if kind is None:
            return self._any("core", actor, rows.core.get(actor, ()))
        return self._any(f"kind {kind}", actor, rows.of_kind_by.get((kind, actor), ()))

    def supports(self, actor: str) -> Bools:
        """Where any pledge of the actor is active."""
        return self._any("any", actor, self.plan.rows.by.get(actor, ()))

    def members(self) -> Grains:
        """How many actors join: shape (worlds,)."""
        if "members" not in self._sums:
            count = np.zeros(self.draws.count, dtype=np.int64)
            for actor in self.plan.rows.core:
                count += self.joined(actor)
            self._sums["members"] = count
        return self._sums["members"]

    def total(self, kind: str) -> Grains:
        """The sum of the active pledges of a kind, in grains: shape (worlds,)."""
        key = f"total {kind}"
        if key not in self._sums:
            self._sums[key] = self._sum(self.plan.rows.of_kind.get(kind, ()))
        return self._sums[key]

    def own(self, actor: str, kind: str) -> Grains:
        """The actor's own part of that sum."""
        return self._sum(self.plan.rows.of_kind_by.get((kind, actor), ()))

    def _sum(self, rows: tuple[int, ...]) -> Grains:
        total = np.zeros(self.draws.count, dtype=np.int64)
        for row in rows:
            total += self.active[row] * self.draws.amounts[row]
        return total

    def _any(self, what: str, actor: str, rows: tuple[int, ...]) -> Bools:
        key = (what, actor)
        if key not in self._known:
            nothing = np.zeros(self.draws.count, dtype=np.bool_)
            self._known[key] = reduce(np.logical_or, (self.active[row] for row in rows), nothing)
        return self._known[key]


def least(
    plan: Plan,
    draws: Draws,
    happened: Mapping[str, Bools],
    forced: Mapping[int, bool],
    known: Bools | None = None,
) -> Bools:
    """The least fixed point: active pledges, shape (offers, worlds).

    `forced`: rows of pledges that are active, or not, whatever their actor and condition say.
    `known`: pledges that are known to be active there; it saves rounds and changes nothing.
    """
    start = np.zeros_like(draws.willing) if known is None else known
    return _settle(plan, draws, happened, forced, start, rising=True)


def greatest(
    plan: Plan, draws: Draws, happened: Mapping[str, Bools], forced: Mapping[int, bool]
) -> Bools:
    """The greatest fixed point: active pledges, shape (offers, worlds)."""
    return _settle(plan, draws, happened, forced, draws.willing, rising=False)


def _settle(
    plan: Plan,
    draws: Draws,
    happened: Mapping[str, Bools],
    forced: Mapping[int, bool],
    start: Bools,
    *,
    rising: bool,
) -> Bools:
    """The fixed point that is reached when the pledges that wait for others begin at `start`."""
    active = start.copy()
    reached = Reached(plan, draws, happened, active)
    waiting = []
    for row, offer in enumerate(plan.offers):
        if row in forced:
            active[row] = forced[row]
        elif offer.waits:
            waiting.append(row)
        else:
            active[row] = draws.willing[row] & _decide(row, reached)
    if waiting:
        _move(plan, draws, happened, active, np.array(waiting), rising=rising)
    return active


def _move(
    plan: Plan,
    draws: Draws,
    happened: Mapping[str, Bools],
    arrived: Bools,
    waiting: NDArray[np.int64],
    *,
    rising: bool,
) -> None:
    """Let the waiting pledges move in `arrived`, round by round, until nothing does.

    Each round moves a pledge of every world that is left, always in one direction, so this ends.
    Worlds where nothing moved have arrived, and are set aside when they are the most; pledges
    that have moved in every world that is left need no second look.
    """
    active, worlds = arrived, np.arange(draws.count)
    number = draws.count
    while number:
        reached = Reached(plan, draws, happened, active)
        may_move = draws.willing[waiting] & (active[waiting] != rising)
        step = active.copy()
        for row in waiting[np.logical_or.reduce(may_move, axis=1)]:
            step[row] = draws.willing[row] & _decide(row, reached)
        moving = np.logical_or.reduce(step[waiting] != active[waiting], axis=0)
        number = int(np.count_nonzero(moving))
        active = step
        if 2 * number < moving.size:
            arrived[:, worlds] = active
            draws, worlds, active = draws.kept(moving), worlds[moving], active[:, moving]
            happened = {name: where[moving] for name, where in happened.items()}


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
