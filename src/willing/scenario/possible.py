"""Which pledges can ever become active? What stands in the way of those that cannot?

The most favourable world: every event with some chance comes true (or not, as wished), every
actor brings the most that it may. Starting from all pledges active, those whose condition fails
even so are struck out, until none is left to strike.
"""

from __future__ import annotations

import math
from collections import defaultdict
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


MAX_EVALUATIONS = 500_000
"""Conditions looked at before the search is called off: some seconds, far beyond real files."""


ROUNDING = 1e-9
"""Relative error that sums and differences of amounts may have."""


@dataclass(frozen=True, slots=True)
class _World:
    """The most favourable world, as far as it is known.

    `kinds`: of the active pledges, by actor; `joining`: actors with one of a core kind; `totals`:
    the most that an actor brings, by kind, and that all do.
    """

    scenario: Scenario
    kinds: Mapping[str, set[str]]
    joining: frozenset[str]
    totals: Mapping[tuple[str, str], float]
    overall: Mapping[str, float]


def obstacles(
    scenario: Scenario, conditions: Mapping[PledgeKey, Condition]
) -> dict[PledgeKey, str]:
    """For each pledge whose condition can never hold, why; `conditions` are the parsed `when`s.

    In scenarios of many thousand pledges that wait for each other in long chains the search stops
    early, and finds only some.
    """
    active = set(conditions)
    found: dict[PledgeKey, str] = {}
    for _ in range(1 + MAX_EVALUATIONS // (len(conditions) + 1)):
        world = _world(scenario, active)
        failing = {
            key: reason
            for key in active
            if (reason := _obstacle(conditions[key], key[0], world)) is not None
        }
        if not failing:
            break
        found |= failing
        active -= failing.keys()
    return found


def _world(scenario: Scenario, active: set[PledgeKey]) -> _World:
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    totals: defaultdict[tuple[str, str], float] = defaultdict(float)
    overall: defaultdict[str, float] = defaultdict(float)
    for actor, index in sorted(active):
        pledge = scenario.actors[actor].pledges[index]
        kinds[actor].add(pledge.kind)
        totals[actor, pledge.kind] += largest(pledge)
        overall[pledge.kind] += largest(pledge)
    core = set(scenario.initiative.core_kinds)
    joining = frozenset(actor for actor, own in kinds.items() if own & core)
    return _World(scenario, dict(kinds), joining, dict(totals), dict(overall))


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
            return None if actor in world.joining else f"{actor} has no core pledge that can hold"
        case Joined(actor, kind):
            pledged = kind in world.kinds.get(actor, ())
            return None if pledged else f"{actor} has no pledge of {kind} that can hold"
        case Supports(actor):
            return None if actor in world.kinds else f"{actor} has no pledge that can hold"
        case Members(at_least, strict):
            others = len(world.joining - {own})
            return _short(others, at_least, strict, "other actors can join")
        case Total(kind, at_least, strict):
            total = _total_of_others(world, kind, own)
            return _short(total, at_least, strict, f"of {kind} is the most that the others offer")


def _total_of_others(world: _World, kind: str, own: str) -> float:
    """The most that the others bring, or a hair more: rounding must not make it too little."""
    mine, overall = world.totals.get((own, kind), 0.0), world.overall.get(kind, 0.0)
    if math.isfinite(mine):
        return overall - mine + ROUNDING * overall
    return sum(t for (actor, of), t in world.totals.items() if of == kind and actor != own)


def _short(most: float, at_least: float, strict: bool, what: str) -> str | None:
    enough = most > at_least if strict else most >= at_least
    return None if enough else f"{most:g} {what}"
