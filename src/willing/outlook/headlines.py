"""The headline numbers of a scenario, with what each part of the worlds adds to them.

A number is a mean over the worlds that count: P(success), members, totals, P(joins), P(holds) among
those with a settlement. The worlds are in clusters, world for world the same ones for every
scenario with the same seed; how far the mean of a cluster is off gives the standard error of any
sum or difference of such numbers, of one scenario or of several (the delta method).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, Unpack

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.bodies.ballots import members_of
from willing.models.bodies.passing import pass_chance
from willing.models.deterrence.parameters import Parameter, Values, drawn
from willing.models.deterrence.payoffs import HOLDS
from willing.models.deterrence.played import settled
from willing.models.deterrence.presence import presence
from willing.models.deterrence.setting import Setting, ends, read_setting
from willing.models.formation.bits import LANES, Words, counter, none, reaches, unpacked
from willing.models.formation.fixed_points import joined_rows
from willing.models.formation.plan import GRAIN
from willing.models.formation.sums import total
from willing.models.formation.tally import member_counts
from willing.models.formation.trial import Options, Trial, make_trial, none_left, over_blocks
from willing.models.formation.worlds import Block
from willing.scenario.crisis import Crisis
from willing.scenario.rules import OPT_IN
from willing.scenario.scenario import Scenario

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

Number = Literal["success", "members", "total", "joins", "passes", "holds", "together"]

CLUSTERS = 128
"""So many clusters of worlds: the standard error is itself known to 6%."""

MOST_PLAYED = 1 << 16
"""The crisis is played in the first so many worlds: P(holds) is then known to 0.2%."""


@dataclass(frozen=True, slots=True)
class Headline:
    """Which number: P(success), the number of members, the total of a kind, P(an actor joins),
    P(a body passes it), P(the settlement holds), P(there is one, what is required comes together,
    and it holds); `name`: of what kind, actor or body.
    """

    number: Number
    name: str = ""


@dataclass(frozen=True, slots=True)
class Headlines:
    """The numbers, and by how much each cluster of worlds moves them.

    `values`: shape (headlines,). `pulls`: shape (headlines, clusters); they sum to 0, and the
    variance of a number is the sum of their squares.
    """

    of: tuple[Headline, ...]
    values: Floats
    pulls: Floats

    def only(self, wanted: Sequence[Headline]) -> Headlines:
        """Some of them, in this order; what is not among them is no number (NaN)."""
        rows = {headline: row for row, headline in enumerate(self.of)}
        values = np.full(len(wanted), np.nan)
        pulls = np.zeros((len(wanted), self.pulls.shape[1]))
        for place, headline in enumerate(wanted):
            if headline in rows:
                values[place] = self.values[rows[headline]]
                pulls[place] = self.pulls[rows[headline]]
        return Headlines(tuple(wanted), values, pulls)


@dataclass(slots=True)
class _Found:
    """The numbers found so far, with their pulls."""

    of: list[Headline] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    pulls: list[Floats] = field(default_factory=list)

    def mean(self, headline: Headline, sums: Floats, worlds: Floats) -> None:
        """A mean, from the sums in each cluster over so many worlds; linear in the clusters."""
        all_, size = worlds.sum(), len(worlds)
        value = float(sums.sum() / all_)
        scale = np.sqrt(size / max(size - 1, 1)) / all_
        self.certain(headline, value, (sums - value * worlds) * scale)

    def certain(self, headline: Headline, value: float, pulls: Floats) -> None:
        """A number that is the same in all worlds, or whose pulls are known."""
        self.of.append(headline)
        self.values.append(value)
        self.pulls.append(pulls)


@dataclass(frozen=True, slots=True)
class _Worlds:
    """The worlds one by one: bits in rows of `enough`, then of each actor joining, then of each
    body of those who opt in; the totals of kinds, and what a crisis is played with.
    """

    kept: Bools
    bits: Bools
    members: Floats
    totals: Floats
    force: Floats
    events: Mapping[str, Bools]


def headlines(scenario: Scenario, *, seed: int, **options: Unpack[Options]) -> Headlines:
    """The headline numbers at the least fixed point; options as for `formation`.

    A crisis is played where there is an adversary whose force is known, and a settlement in some
    world. Raises `InputError`.
    """
    trial = make_trial(scenario, seed, **options)
    setting = _setting(scenario)
    opting = _opting(scenario)
    weights = dict((setting and setting.weights) or {})
    parts = over_blocks(trial, lambda block: _block(trial, block, list(opting.values()), weights))
    worlds = _whole(list(parts), trial.worlds)
    if not worlds.kept.any():
        raise none_left(trial)
    found = _Found()
    _formed(found, trial, worlds, list(opting))
    _decided(found, scenario, len(_clustered(worlds.kept)), seed)
    if setting is not None:
        _deterred(found, setting, worlds, seed, required=bool(trial.plan.requires))
    return Headlines(tuple(found.of), np.array(found.values), np.array(found.pulls))


def _clustered(lanes: NDArray[np.generic]) -> Floats:
    """Sums over clusters of worlds that follow each other: shape (..., worlds) to (..., c)."""
    worlds = lanes.shape[-1]
    starts = np.unique(np.arange(CLUSTERS) * worlds // CLUSTERS)
    return np.add.reduceat(lanes, starts, axis=-1, dtype=np.float64)


def _formed(found: _Found, trial: Trial, worlds: _Worlds, opting: Sequence[str]) -> None:
    plan = trial.plan
    kept = _clustered(worlds.kept)
    bits = _clustered(worlds.bits & worlds.kept)
    if plan.requires:
        found.mean(Headline("success"), bits[0], kept)
    found.mean(Headline("members"), _clustered(worlds.members * worlds.kept), kept)
    for kind, lanes in zip(plan.requires, worlds.totals, strict=True):
        found.mean(Headline("total", kind), _clustered(lanes * worlds.kept), kept)
    names = [Headline("joins", actor) for actor in plan.actors]
    names += [Headline("passes", body) for body in opting]
    for headline, row in zip(names, bits[1:], strict=True):
        found.mean(headline, row, kept)


def _opting(scenario: Scenario) -> dict[str, tuple[frozenset[str] | None, int]]:
    """Each body of those who opt in that states a minimum: among whom (None: all), and it."""
    return {
        name: (
            frozenset(members_of(name, body, scenario)) if body.members else None,
            body.minimum,
        )
        for name, body in scenario.bodies.items()
        if body.rule == OPT_IN and body.minimum is not None
    }


def _decided(found: _Found, scenario: Scenario, clusters: int, seed: int) -> None:
    """P(pass) by ballots, which no world changes."""
    for name, body in scenario.bodies.items():
        if body.rule != OPT_IN:
            p = pass_chance(name, scenario, seed=seed)
            found.certain(Headline("passes", name), p, np.zeros(clusters))


def _setting(scenario: Scenario) -> Setting | None:
    """The crisis, None where there is none to speak of."""
    asked = scenario.crisis.model_copy(update={"settlement": "", "backstop": ""}) != Crisis()
    if scenario.crisis.game or not (asked or scenario.initiative.adversary):
        return None
    try:
        setting = read_setting(scenario)
    except InputError:
        return None
    return setting if setting.weights else None


def _deterred(
    found: _Found, setting: Setting, worlds: _Worlds, seed: int, *, required: bool
) -> None:
    """P(holds), a mean over the worlds with a settlement, where there are any; and all together."""
    few = _cut(worlds, MOST_PLAYED)
    there = presence(few.force, None, few.events, few.kept)
    with_settlement = settled(setting, there)
    rows = np.flatnonzero(with_settlement)
    if not len(rows):
        return
    drawn_here = _drawn(tuple(setting.parameters.items()), seed, there.worlds)
    values = {name: one[rows] for name, one in drawn_here.items()}
    holds = np.zeros(there.worlds)
    backstop = there.happened(setting.backstop)
    holds[rows] = ends(setting, values, there.force[rows], backstop[rows])[HOLDS]
    found.mean(Headline("holds"), _clustered(holds), _clustered(with_settlement))
    good = holds * few.bits[0] if required else holds
    found.mean(Headline("together"), _clustered(good), _clustered(few.kept))


@lru_cache(maxsize=2)
def _drawn(parameters: tuple[tuple[str, Parameter], ...], seed: int, worlds: int) -> Values:
    """The parameters of a crisis, kept for the next scenario with the same ones."""
    return drawn(dict(parameters), seed, 0, worlds)


def _block(
    trial: Trial,
    block: Block,
    opting: Sequence[tuple[frozenset[str] | None, int]],
    weights: Mapping[str, float],
) -> _Worlds:
    plan = trial.plan
    active = trial.engine.settle(plan, trial.program, block, rising=True)
    joined = joined_rows(plan, active)
    rows = [trial.engine.succeeds(plan, block, active), *joined]
    rows += [_enough(plan.actors, joined, among, least) for among, least in opting]

    def brought(kind: str) -> Floats:
        summed: Floats = total(active, plan.rows.of_kind.get(kind, ()), block.amounts) / GRAIN
        return summed

    force = np.zeros(LANES * block.words)
    for kind, weight in weights.items():
        force += weight * brought(kind)
    totals = [brought(kind) for kind in plan.requires]
    return _Worlds(
        kept=unpacked(block.kept),
        bits=unpacked(np.array(rows)),
        members=member_counts(joined).astype(np.float64),
        totals=np.array(totals).reshape(len(totals), LANES * block.words),
        force=force,
        events={e: unpacked(row) for e, row in zip(plan.events, block.happened, strict=True)},
    )


def _enough(
    actors: Sequence[str], joined: Words, among: frozenset[str] | None, least: int
) -> Words:
    """Where at least so many of them join."""
    words = joined.shape[1] if len(actors) else 0
    rows: Iterator[Words] = (
        row for actor, row in zip(actors, joined, strict=True) if among is None or actor in among
    )
    return reaches(counter(rows, words), least) if len(actors) else none(words)


def _whole(blocks: list[_Worlds], worlds: int) -> _Worlds:
    """The blocks as one, without what was drawn beyond the last world."""
    if len(blocks) == 1:
        return _cut(blocks[0], worlds)
    joined = _Worlds(
        kept=np.concatenate([one.kept for one in blocks]),
        bits=np.concatenate([one.bits for one in blocks], axis=1),
        members=np.concatenate([one.members for one in blocks]),
        totals=np.concatenate([one.totals for one in blocks], axis=1),
        force=np.concatenate([one.force for one in blocks]),
        events={e: np.concatenate([one.events[e] for one in blocks]) for e in blocks[0].events},
    )
    return _cut(joined, worlds)


def _cut(found: _Worlds, worlds: int) -> _Worlds:
    return _Worlds(
        kept=found.kept[:worlds],
        bits=found.bits[:, :worlds],
        members=found.members[:worlds],
        totals=found.totals[:, :worlds],
        force=found.force[:worlds],
        events={event: lanes[:worlds] for event, lanes in found.events.items()},
    )
