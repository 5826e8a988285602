"""Who and what is pivotal? The coalition with and without each actor and event, forced.

The same worlds are settled twice (common random numbers): once with the actor in (all its pledges
active) or the event happening, once with it out. The difference is the *swing*. Where the
initiative states requirements it is a difference in P(success), else in the expected number of
other members, and the result says which.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.fixed_points import Reached, least
from willing.models.forcing import Forced, read_forced, read_given
from willing.models.formation import BLOCK, NOTHING, blocks
from willing.models.plan import Plan, make_plan
from willing.models.tally import successes
from willing.models.worlds import Draws, happen
from willing.scenario.scenario import Scenario

Measure = Literal["success", "members"]


@dataclass(frozen=True, slots=True)
class Swing:
    """The forced swing of one actor or event.

    `with_it` and `without` are P(success), or the expected number of (other) members, as
    `measure` says; `swing` is their difference, `se` the standard error of the paired difference.
    """

    target: str
    role: Literal["actor", "event"]
    measure: Measure
    with_it: float
    without: float
    swing: float
    se: float


@dataclass(slots=True)
class _Sums:
    """Exact sums over worlds of the measure in, out, and of the squared difference."""

    inside: int = 0
    outside: int = 0
    squares: int = 0


def swings(
    scenario: Scenario,
    *,
    seed: int,
    worlds: int = 10_000,
    forced: Mapping[str, bool] = NOTHING,
    given: Sequence[str] = (),
    block: int = BLOCK,
) -> tuple[Swing, ...]:
    """The swing of every actor with a pledge and of every event, the largest first.

    `forced` and `given` as for `formation`; what is forced already has no swing of its own. The
    worlds are those in which `given` holds before anything is forced for a swing.
    """
    plan = make_plan(scenario)
    setting = read_forced(plan, forced)
    conditions = read_given(plan, given)
    measure: Measure = "success" if plan.requires else "members"
    targets = _targets(plan, setting)
    sums = {target: _Sums() for target in targets}
    used = 0
    for draws, _ in blocks(plan, seed, worlds, setting, conditions, block):
        used += draws.count
        for target in targets:
            _add(sums[target], plan, draws, setting, target, measure)
    if not used:
        raise InputError(f"--given {' and '.join(given)}: holds in none of the {worlds} worlds")
    found = [_swing(target, plan, sums[target], used, measure) for target in targets]
    return tuple(sorted(found, key=lambda swing: (-abs(swing.swing), swing.target)))


def _targets(plan: Plan, setting: Forced) -> list[str]:
    free = {o.actor for row, o in enumerate(plan.offers) if row not in setting.offers}
    return [*sorted(free), *(event for event in plan.events if event not in setting.events)]


def _add(
    sums: _Sums, plan: Plan, draws: Draws, setting: Forced, target: str, measure: Measure
) -> None:
    inside = _outcome(plan, draws, setting, target, measure, on=True)
    outside = _outcome(plan, draws, setting, target, measure, on=False)
    difference = inside - outside
    sums.inside += int(inside.sum())
    sums.outside += int(outside.sum())
    sums.squares += int((difference * difference).sum())


def _outcome(
    plan: Plan, draws: Draws, setting: Forced, target: str, measure: Measure, *, on: bool
) -> NDArray[np.int64]:
    """The measure in each world with the target forced on or off: shape (worlds,)."""
    extra = read_forced(plan, {target: on})
    happened = happen(plan, draws.events, {**setting.events, **extra.events}, draws.count)
    active = least(plan, draws, happened, {**extra.offers, **setting.offers})
    reached = Reached(plan, draws, happened, active)
    if measure == "success":
        return successes(reached).astype(np.int64)
    if target in plan.events:
        return reached.members()
    return reached.members() - reached.joined(target)


def _swing(target: str, plan: Plan, sums: _Sums, worlds: int, measure: Measure) -> Swing:
    difference = (sums.inside - sums.outside) / worlds
    variance = max(sums.squares / worlds - difference**2, 0.0)
    return Swing(
        target=target,
        role="event" if target in plan.events else "actor",
        measure=measure,
        with_it=sums.inside / worlds,
        without=sums.outside / worlds,
        swing=difference,
        se=sqrt(variance / worlds),
    )
