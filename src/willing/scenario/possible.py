"""Which pledges can ever become active? What stands in the way of those that cannot?

The most favourable world: every event with some chance comes true (or not, as wished), every
actor brings the most that it may. Starting from all pledges active, those whose condition fails
even so are struck out, until none is left to strike.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from willing.reference.vocabulary import PRESENCE, unit_of
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
)
from willing.scenario.scenario import Branch, LogNormal, Pledge, Scenario

PledgeKey = tuple[str, int]
"""An actor and the position of one of its pledges."""


@dataclass(frozen=True, slots=True)
class _World:
    """The most favourable world, as far as it is known."""

    scenario: Scenario
    active: frozenset[PledgeKey]

    def kinds(self, actor: str) -> set[str]:
        found = self.scenario.actors.get(actor)
        pledges = found.pledges if found else ()
        return {p.kind for i, p in enumerate(pledges) if (actor, i) in self.active}

    def joins(self, actor: str) -> bool:
        return bool(self.kinds(actor) & set(self.scenario.initiative.core_kinds))

    def total(self, kind: str, but: str) -> float:
        pledges = ((a, self.scenario.actors[a].pledges[i]) for a, i in self.active if a != but)
        return sum(largest(pledge) for _, pledge in pledges if pledge.kind == kind)


def obstacles(
    scenario: Scenario, conditions: Mapping[PledgeKey, Condition]
) -> dict[PledgeKey, str]:
    """For each pledge whose condition can never hold, why; `conditions` are the parsed `when`s."""
    world = _World(scenario, frozenset(conditions))
    found: dict[PledgeKey, str] = {}
    while True:
        failing = {
            key: reason
            for key in world.active
            if (reason := _obstacle(conditions[key], key[0], world)) is not None
        }
        if not failing:
            return found
        found |= failing
        world = _World(scenario, world.active - failing.keys())


def largest(pledge: Pledge) -> float:
    """The most that a pledge may bring; infinite where no bound is known."""
    match pledge.amount:
        case None:
            return 1.0 if unit_of(pledge.kind) == PRESENCE else math.inf
        case LogNormal():
            return math.inf
        case (_, _, high):
            return high
        case amount:
            return amount


def bounds(p: float | Branch) -> tuple[float, float]:
    """The smallest and the largest probability that an event may have."""
    if not isinstance(p, Branch):
        return (p, p)
    then, otherwise = bounds(p.then), bounds(p.else_)
    return (min(then[0], otherwise[0]), max(then[1], otherwise[1]))


def _obstacle(condition: Condition, own: str, world: _World) -> str | None:
    """Why the condition of a pledge of actor `own` fails in this world; None if it holds."""
    match condition:
        case And(parts):
            found = (_obstacle(part, own, world) for part in parts)
            return next((reason for reason in found if reason), None)
        case Or(parts):
            reasons = [_obstacle(part, own, world) for part in parts]
            return reasons[0] if all(reasons) else None
        case EventRef(name):
            event = world.scenario.events.get(name)
            return f"`{name}` has probability 0" if event and bounds(event.p)[1] == 0 else None
        case Not(EventRef(name)):
            event = world.scenario.events.get(name)
            return f"`{name}` has probability 1" if event and bounds(event.p)[0] == 1 else None
        case Joined(actor, None):
            return None if world.joins(actor) else f"{actor} has no core pledge that can hold"
        case Joined(actor, kind):
            pledged = kind in world.kinds(actor)
            return None if pledged else f"{actor} has no pledge of {kind} that can hold"
        case Supports(actor):
            return None if world.kinds(actor) else f"{actor} has no pledge that can hold"
        case Members(at_least, strict):
            others = sum(world.joins(actor) for actor in world.scenario.actors if actor != own)
            return _short(others, at_least, strict, "other actors can join")
        case Total(kind, at_least, strict):
            total = world.total(kind, own)
            return _short(total, at_least, strict, f"of {kind} is the most that the others offer")


def _short(most: float, at_least: float, strict: bool, what: str) -> str | None:
    enough = most > at_least if strict else most >= at_least
    return None if enough else f"{most:g} {what}"
