"""Who and what is pivotal? The coalition with and without each actor and event, forced.

The same worlds are settled twice (common random numbers): once with the actor in (all its pledges
active) or the event happening, once with it out. The difference is the *swing*. Where the
initiative states requirements it is a difference in P(success), else in the expected number of
other members, and the result says which. The *cascade* is what securing it sets off: how many
others join in addition to those who would as things stand.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from math import sqrt
from typing import Any, Literal, Unpack

import numpy as np

from willing.models.formation.bits import Bools, Words, count, counter, counts, dot, total
from willing.models.formation.fixed_points import joined_rows
from willing.models.formation.plan import Plan
from willing.models.formation.trial import Options, Trial, make_trial, none_left, summed, within
from willing.models.formation.worlds import Block, force
from willing.scenario.pledges import highest
from willing.scenario.scenario import Scenario

MOST_TARGETS = 200
"""So many actors and events are asked about; of more, those that may bring most."""

WORK = 100_000_000
LEAST_WORLDS = 1 << 11
"""Targets times pledges (and events) times worlds at most, but not fewer than 2,048 worlds: half a
second for thirty actors, and errors of at most a few thousandths."""

Measure = Literal["success", "members"]
Role = Literal["actor", "event"]


@dataclass(frozen=True, slots=True)
class Swing:
    """What one actor or event decides.

    `with_it` and `without` are P(success), or the expected number of (other) members, as
    `measure` says, over so many `worlds`; `swing` is their difference, `se` the standard error of
    the paired difference.
    `cascade`: expected further joiners, other than the target itself, when it is secured, and
    `cascade_se` its standard error. `shapley`: its Shapley value of success (None where nothing is
    required, or it is no player), and `shapley_se` the standard error of that.
    """

    target: str
    role: Role
    measure: Measure
    worlds: int
    with_it: float
    without: float
    swing: float
    se: float
    cascade: float
    cascade_se: float
    shapley: float | None = None
    shapley_se: float | None = None


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


@dataclass(slots=True)
class _All:
    """The sums of all targets over so many worlds."""

    of: dict[str, _Sums]
    worlds: int = 0

    def merge(self, other: _All) -> None:
        """Add the sums of other worlds."""
        self.worlds += other.worlds
        for target, more in other.of.items():
            self.of[target].merge(more)

    def plain(self) -> Any:
        """The sums as lists and numbers."""
        return [self.worlds, {target: astuple(sums) for target, sums in self.of.items()}]

    def restore(self, plain: Any) -> None:
        """Take over sums written down by `plain`."""
        self.worlds, of = plain
        self.of = {target: _Sums(*sums) for target, sums in of.items()}


def swings(scenario: Scenario, *, seed: int, **options: Unpack[Options]) -> tuple[Swing, ...]:
    """The swing and the cascade of every actor with a pledge and of every event, the largest
    swing first.

    Options as for `formation`; what is forced already has no swing of its own. The worlds are
    those in which `given` holds before anything is forced for a swing; so many at most that all
    is done in bounded time.
    """
    trial = make_trial(scenario, seed, **options)
    measure: Measure = "success" if trial.plan.requires else "members"
    targets = free_targets(trial)[:MOST_TARGETS]
    trial = within(trial, len(targets), WORK, LEAST_WORLDS)
    sums = _All({target: _Sums() for target in targets})
    summed(trial, "pivots", sums, lambda block: _block(trial, block, targets, measure))
    if not sums.worlds:
        raise none_left(trial)
    swung = [_swing(target, trial.plan, sums, measure) for target in targets]
    return tuple(sorted(swung, key=lambda swing: (-abs(swing.swing), swing.target)))


def free_targets(trial: Trial) -> list[str]:
    """The actors with a pledge, and the events, that are not forced already.

    Events first, then actors by what they are expected to bring of what is required.
    """
    setting, plan = trial.setting, trial.plan
    free = {offer.actor for row, offer in enumerate(plan.offers) if row not in setting.offers}
    events = [event for event in plan.events if event not in setting.events]
    return [*events, *sorted(free, key=lambda actor: (-_weight(plan, actor), actor))]


def _weight(plan: Plan, actor: str) -> float:
    """What an actor may bring of what is required, as a share; of core kinds, where nothing is."""
    weight = 0.0
    for row in plan.rows.by.get(actor, ()):
        offer = plan.offers[row]
        required = plan.requires.get(offer.kind, 0.0)
        if required > 0:
            weight += offer.p_willing * highest(offer.amount) / required
        elif offer.core:
            weight += offer.p_willing
    return weight


def _block(trial: Trial, block: Block, targets: list[str], measure: Measure) -> _All:
    """The sums of each target in one block of worlds."""
    as_is = _settled(trial, block)
    sums = {target: _sums(trial, block, as_is, target, measure) for target in targets}
    return _All(sums, count(block.kept))


@dataclass(frozen=True, slots=True)
class _Settled:
    """A block of worlds settled: active pledges, who joins, and where it succeeds."""

    active: Words
    joined: Words
    succeeded: Words


def _sums(trial: Trial, block: Block, as_is: _Settled, target: str, measure: Measure) -> _Sums:
    inside = _forced(trial, block, as_is, target, on=True)
    outside = _forced(trial, block, as_is, target, on=False)
    found, kept = _Sums(), block.kept
    others = np.arange(len(trial.plan.actors)) != trial.plan.actor_row.get(target, -1)
    found.further, found.further_squares = _more(inside, as_is, others, kept)
    if measure == "success":
        found.inside = count(inside.succeeded & kept)
        found.outside = count(outside.succeeded & kept)
        found.squares = count((inside.succeeded ^ outside.succeeded) & kept)
    else:
        found.inside = int(counts(inside.joined[others] & kept).sum())
        found.outside = int(counts(outside.joined[others] & kept).sum())
        _, found.squares = _more(inside, outside, others, kept)
    return found


def _more(one: _Settled, other: _Settled, rows: Bools, kept: Words) -> tuple[int, int]:
    """How many more of these actors join in one than in the other: the sum over worlds, and that
    of the squares.
    """
    changed = rows & (one.joined != other.joined).any(axis=1)
    new, old = one.joined[changed], other.joined[changed]
    more = counter(new & ~old, kept.size)
    less = counter(old & ~new, kept.size)
    squares = dot(more, more, kept) - 2 * dot(more, less, kept) + dot(less, less, kept)
    return total(more, kept) - total(less, kept), squares


def _forced(trial: Trial, block: Block, as_is: _Settled, target: str, *, on: bool) -> _Settled:
    """The block with the target forced on or off.

    Forced in, all that was active stays so; where an actor was out anyway, nothing changes.
    """
    plan = trial.plan
    if target in plan.events:
        changed = force(plan, block, {**trial.setting.events, target: on}, {})
        if np.array_equal(changed.happened, block.happened):
            return as_is
        return _settled(trial, changed)
    rows = [row for row in plan.rows.by[target] if row not in trial.setting.offers]
    if not on and not as_is.active[rows].any():
        return as_is
    changed = force(plan, block, {}, dict.fromkeys(rows, on))
    return _settled(trial, changed, as_is.active if on else None)


def _settled(trial: Trial, block: Block, known: Words | None = None) -> _Settled:
    plan = trial.plan
    active = trial.engine.settle(plan, trial.program, block, rising=True, known=known)
    return _Settled(active, joined_rows(plan, active), trial.engine.succeeds(plan, block, active))


def _swing(target: str, plan: Plan, all_: _All, measure: Measure) -> Swing:
    sums, worlds = all_.of[target], all_.worlds
    difference = (sums.inside - sums.outside) / worlds
    cascade = sums.further / worlds
    return Swing(
        target=target,
        role="event" if target in plan.events else "actor",
        measure=measure,
        worlds=worlds,
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
