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
from willing.models.holding import Bools
from willing.models.plan import Plan, make_plan
from willing.models.tally import successes
from willing.models.worlds import Draws, happen
from willing.scenario.scenario import Scenario

Measure = Literal["success", "members"]
Counts = NDArray[np.int64]


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

    def add(self, inside: Counts, outside: Counts) -> None:
        """Count one block of worlds."""
        difference = inside - outside
        self.inside += int(inside.sum())
        self.outside += int(outside.sum())
        self.squares += int((difference * difference).sum())


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
    for draws, happened in blocks(plan, seed, worlds, setting, conditions, block):
        used += draws.count
        base = least(plan, draws, happened, setting.offers)
        for target in targets:
            sums[target].add(*_sides(plan, draws, happened, base, setting, target, measure))
    if not used:
        raise InputError(f"--given {' and '.join(given)}: holds in none of the {worlds} worlds")
    found = [_swing(target, plan, sums[target], used, measure) for target in targets]
    return tuple(sorted(found, key=lambda swing: (-abs(swing.swing), swing.target)))


def _targets(plan: Plan, setting: Forced) -> list[str]:
    free = {o.actor for row, o in enumerate(plan.offers) if row not in setting.offers}
    return [*sorted(free), *(event for event in plan.events if event not in setting.events)]


def _sides(
    plan: Plan,
    draws: Draws,
    happened: Mapping[str, Bools],
    base: Bools,
    setting: Forced,
    target: str,
    measure: Measure,
) -> tuple[Counts, Counts]:
    """The measure in each world with the target in and with it out: shapes (worlds,).

    Only worlds that forcing changes are settled again: where the event went the other way, where
    a pledge of the actor is not active (forced in) or is (forced out). Forced in, all that was
    active stays so.
    """
    unforced = _measured(Reached(plan, draws, happened, base), target, measure)
    sides = []
    for on in (True, False):
        side = unforced.copy()
        if target in plan.events:
            changed = happened[target] != on
        else:
            changed = np.logical_or.reduce(base[list(plan.rows.by[target])] != on, axis=0)
        if changed.any():
            known = base[:, changed] if on and target not in plan.events else None
            some = draws.kept(changed)
            side[changed] = _forced(plan, some, setting, target, measure, on=on, known=known)
        sides.append(side)
    return sides[0], sides[1]


def _forced(
    plan: Plan,
    draws: Draws,
    setting: Forced,
    target: str,
    measure: Measure,
    *,
    on: bool,
    known: Bools | None,
) -> Counts:
    """The measure in each world with the target forced on or off: shape (worlds,)."""
    extra = read_forced(plan, {target: on})
    happened = happen(plan, draws.events, {**setting.events, **extra.events}, draws.count)
    active = least(plan, draws, happened, {**extra.offers, **setting.offers}, known)
    return _measured(Reached(plan, draws, happened, active), target, measure)


def _measured(reached: Reached, target: str, measure: Measure) -> Counts:
    """Success (0 or 1), or the number of members other than the target: shape (worlds,)."""
    if measure == "success":
        return successes(reached).astype(np.int64)
    if target in reached.plan.events:
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
