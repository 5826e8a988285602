"""Exact probabilities of events that hang on each other, where they are few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from willing.models.draws import Floats
from willing.models.formation.bits import Bools, packed, unpacked
from willing.models.formation.holding import of_events
from willing.models.formation.plan import Fork, Plan, depends_on, parents
from willing.scenario.conditions import Condition

MOST = 12
"""Up to so many events are enumerated: 4,096 combinations."""


def exact_chance(
    plan: Plan, event: str, forced: Mapping[str, bool], given: Sequence[Condition]
) -> float | None:
    """P(event | given), with the forced events forced; None where too many events are involved.

    Enumerates every combination of the events that `event` and `given` hang on, and adds up
    their probabilities by the chain rule.
    """
    wanted = {event, *(name for part in given for name in depends_on(part, "event"))}
    involved = _ancestry(plan, wanted, forced)
    if len(involved) > MOST:
        return None
    size = max(len(involved), 6)  # a word has 64 combinations
    grid = np.indices((2,) * size).reshape(size, -1).astype(np.bool_)
    happened = dict(zip(involved, grid, strict=False))
    weight = np.full(grid.shape[1], 0.5 ** (size - len(involved)))
    for name in involved:
        weight *= _weight(plan, name, happened, forced)
    for part in given:
        weight = weight * _where(part, happened)
    mass = float(weight.sum())
    return float((weight * happened[event]).sum()) / mass if mass > 0 else None


def _weight(
    plan: Plan, name: str, happened: Mapping[str, Bools], forced: Mapping[str, bool]
) -> Floats:
    """P(the event goes as in each combination | the events that it hangs on)."""
    p = float(forced[name]) if name in forced else _probability(plan.events[name], happened)
    return np.where(happened[name], p, 1.0 - p)


def _probability(chance: float | Fork, happened: Mapping[str, Bools]) -> float | Floats:
    """The probability of an event in each combination of those that it hangs on."""
    if not isinstance(chance, Fork):
        return chance
    return np.where(
        _where(chance.condition, happened),
        _probability(chance.then, happened),
        _probability(chance.otherwise, happened),
    )


def _where(condition: Condition, happened: Mapping[str, Bools]) -> Bools:
    """The combinations in which a condition on events holds."""
    words = {name: packed(where) for name, where in happened.items()}
    found = of_events(condition, words)
    size = next(iter(happened.values())).size
    return unpacked(np.broadcast_to(found, (size // 64,)))


def _ancestry(plan: Plan, wanted: set[str], forced: Mapping[str, bool]) -> list[str]:
    """The wanted events and all that they hang on, each after those; forced ones hang on none."""
    involved = set(wanted)
    for name in reversed(list(plan.events)):
        chance = plan.events[name]
        if name in involved and name not in forced and isinstance(chance, Fork):
            involved |= set(parents(chance))
    return [name for name in plan.events if name in involved]
