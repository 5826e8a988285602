"""Who and what is pivotal? The coalition with and without each actor and event, forced.

The same worlds are settled twice (common random numbers): once with the actor in (all its pledges
active) or the event happening, once with it out. The difference is the *swing*. Where the
initiative states requirements it is a difference in P(success), else in the expected number of
other members, and the result says which. The *cascade* is what securing it sets off: how many
others join in addition to those who would as things stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Literal, Unpack

import numpy as np

from willing.models.formation.bits import Grains, Words, count, unpacked
from willing.models.formation.fixed_points import joined_rows
from willing.models.formation.plan import Plan
from willing.models.formation.tally import member_counts
from willing.models.formation.trial import Options, Trial, make_trial, none_left, over_blocks
from willing.models.formation.worlds import Block, force
from willing.scenario.scenario import Scenario

Measure = Literal["success", "members"]
Role = Literal["actor", "event"]


@dataclass(frozen=True, slots=True)
class Swing:
    """What one actor or event decides.

    `with_it` and `without` are P(success), or the expected number of (other) members, as
    `measure` says; `swing` is their difference, `se` the standard error of the paired difference.
    `cascade`: expected further joiners, other than the target itself, when it is secured, and
    `cascade_se` its standard error.
    """

    target: str
    role: Role
    measure: Measure
    with_it: float
    without: float
    swing: float
    se: float
    cascade: float
    cascade_se: float


@dataclass(slots=True)
class _Sums:
    """Exact sums over worlds: of the measure in, out, and of the squared difference; of further
    joiners and their squares.
    """

    inside: int = 0
    outside: int = 0
    squares: int = 0
    further: int = 0
    further_squares: int = 0

    def merge(self, other: _Sums) -> None:
        """Add the sums of other worlds."""
        self.inside += other.inside
        self.outside += other.outside
        self.squares += other.squares
        self.further += other.further
        self.further_squares += other.further_squares


def swings(scenario: Scenario, *, seed: int, **options: Unpack[Options]) -> tuple[Swing, ...]:
    """The swing and the cascade of every actor with a pledge and of every event, the largest
    swing first.

    Options as for `formation`; what is forced already has no swing of its own. The worlds are
    those in which `given` holds before anything is forced for a swing.
    """
    trial = make_trial(scenario, seed, **options)
    measure: Measure = "success" if trial.plan.requires else "members"
    targets = free_targets(trial)
    sums, used = {target: _Sums() for target in targets}, 0
    for worlds, found in over_blocks(trial, lambda block: _block(trial, block, targets, measure)):
        used += worlds
        for target, more in found.items():
            sums[target].merge(more)
    if not used:
        raise none_left(trial)
    swung = [_swing(target, trial.plan, sums[target], used, measure) for target in targets]
    return tuple(sorted(swung, key=lambda swing: (-abs(swing.swing), swing.target)))


def free_targets(trial: Trial) -> list[str]:
    """The actors with a pledge, and the events, that are not forced already."""
    setting, plan = trial.setting, trial.plan
    free = {offer.actor for row, offer in enumerate(plan.offers) if row not in setting.offers}
    return [*sorted(free), *(event for event in plan.events if event not in setting.events)]


def _block(
    trial: Trial, block: Block, targets: list[str], measure: Measure
) -> tuple[int, dict[str, _Sums]]:
    """The sums of each target in one block of worlds."""
    base = trial.engine.settle(trial.plan, trial.program, block, rising=True)
    members = member_counts(trial, joined_rows(trial.plan, base))
    succeeded = trial.engine.succeeds(trial.plan, block, base)
    as_is = _Settled(base, succeeded, members)
    return count(block.kept), {
        target: _sums(trial, block, as_is, target, measure) for target in targets
    }


@dataclass(frozen=True, slots=True)
class _Settled:
    """A block of worlds settled: active pledges, success, and members in each world."""

    active: Words
    succeeded: Words
    members: Grains


def _sums(trial: Trial, block: Block, as_is: _Settled, target: str, measure: Measure) -> _Sums:
    inside = _forced(trial, block, as_is, target, on=True)
    outside = _forced(trial, block, as_is, target, on=False)
    kept = unpacked(block.kept)
    further = (_others(trial, inside, target) - _others(trial, as_is, target))[kept]
    found = _Sums(further=int(further.sum()), further_squares=int((further * further).sum()))
    if measure == "success":
        found.inside = count(inside.succeeded & block.kept)
        found.outside = count(outside.succeeded & block.kept)
        found.squares = count((inside.succeeded ^ outside.succeeded) & block.kept)
    else:
        with_it, without = (_others(trial, side, target)[kept] for side in (inside, outside))
        found.inside, found.outside = int(with_it.sum()), int(without.sum())
        found.squares = int(((with_it - without) ** 2).sum())
    return found


def _forced(trial: Trial, block: Block, as_is: _Settled, target: str, *, on: bool) -> _Settled:
    """The block with the target forced on or off.

    Forced in, all that was active stays so; where an actor was out anyway, nothing changes.
    """
    plan = trial.plan
    if target in plan.events:
        changed = force(plan, block, {**trial.setting.events, target: on}, {})
        if np.array_equal(changed.happened, block.happened):
            return as_is
        known = None
    else:
        rows = [row for row in plan.rows.by[target] if row not in trial.setting.offers]
        changed = force(plan, block, {}, dict.fromkeys(rows, on))
        known = as_is.active if on else None
        if not on and not as_is.active[rows].any():
            return as_is
    active = trial.engine.settle(plan, trial.program, changed, rising=True, known=known)
    return _Settled(
        active,
        trial.engine.succeeds(plan, changed, active),
        member_counts(trial, joined_rows(plan, active)),
    )


def _others(trial: Trial, settled: _Settled, target: str) -> Grains:
    """The number of members other than the target: shape (64 words,)."""
    if target in trial.plan.events:
        return settled.members
    rows = trial.plan.rows.core.get(target, ())
    if not rows:
        return settled.members
    own: Words = np.bitwise_or.reduce(settled.active[list(rows)], axis=0)
    return settled.members - unpacked(own)


def _swing(target: str, plan: Plan, sums: _Sums, worlds: int, measure: Measure) -> Swing:
    difference = (sums.inside - sums.outside) / worlds
    cascade = sums.further / worlds
    return Swing(
        target=target,
        role="event" if target in plan.events else "actor",
        measure=measure,
        with_it=sums.inside / worlds,
        without=sums.outside / worlds,
        swing=difference,
        se=_se(sums.squares, difference, worlds),
        cascade=cascade,
        cascade_se=_se(sums.further_squares, cascade, worlds),
    )


def _se(squares: int, mean: float, worlds: int) -> float:
    """The standard error of a mean from the sum of squares."""
    return sqrt(max(squares / worlds - mean**2, 0.0) / worlds)
