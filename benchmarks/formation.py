"""How many worlds a second does the formation model settle, against plainer ways of doing it?

    python benchmarks/formation.py              about seven minutes on two cores
    python benchmarks/formation.py --quick      about a minute and a half; rougher

For 10, 30, 60 and 200 actors, in two variants: `independent` (no blocs, fixed amounts) and
`correlated` (blocs with common factors, random amounts). The rivals get the same plan:

- `NumPy, plain`: boolean arrays over worlds, a `numpy.random.Generator`, a loop to both fixed
  points;
- `Mesa`: one model per world, whose agents step until nothing changes; only the least fixed point.
  Without `pip install mesa` this row is missing.

Both count success and members; `formation` counts events, pairs, rounds and percentiles besides.
Every round runs all of them in turn, so that a slow machine slows all; ratios are taken within a
round, and only they are worth quoting. All must agree within Monte Carlo error, and the engines of
Willing to the last bit, or the run stops. What a user waits for comes after: a new scenario, a new
process, the command. Results go to `formation.json`, the plot to `formation.svg`, beside this
file; `--quick` writes them only with `--out FOLDER`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import json
import math
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache, partial
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np

from willing.models.formation.bits import count, unpacked
from willing.models.formation.fixed_points import joined_rows
from willing.models.formation.formation import formation
from willing.models.formation.pivots import swings
from willing.models.formation.plan import Fork, Offer, Plan, make_plan
from willing.models.formation.tally import member_counts
from willing.models.formation.trial import make_trial, over_blocks
from willing.models.formation.worlds import Block
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
from willing.scenario.files import dump_scenario
from willing.scenario.scenario import LogNormal, Scenario

HERE = Path(__file__).parent
SIZES = (10, 30, 60, 200)
VARIANTS = ("independent", "correlated")
FAR = 5.0
"""So many standard errors apart, two implementations do not compute the same: by chance once in
two million comparisons, and there are about 250."""

NORMAL = NormalDist()

# ---- scenarios ----------------------------------------------------------------------------------

EVENTS: Mapping[str, Any] = {
    "ceasefire": 0.5,
    "elections": 0.4,
    "un_mandate": 0.35,
    "us_backstop": {"if": "ceasefire", "then": 0.65, "else": 0.35},
    "nato_framework": {"if": "us_backstop and not elections", "then": 0.6, "else": 0.2},
    "invitation_by_host": {"if": "ceasefire or un_mandate", "then": 0.8, "else": 0.45},
    "joint_fund": {
        "if": "us_backstop",
        "then": 0.7,
        "else": {"if": "un_mandate", "then": 0.5, "else": 0.3},
    },
}
KINDS: Mapping[str, int] = {
    "ground_troops": 1000,
    "air": 12,
    "training": 200,
    "finance": 150,
    "logistics": 1,
}
"""The kinds that are pledged, with the usual amount; the first two are core."""

REQUIRED = {"ground_troops": 0.45, "finance": 0.35}
"""What is required, as a part of all that is offered: success is neither rare nor sure."""

BLOCS = ("EU", "NATO", "Nordic", "Pacific", "Gulf")


def make_scenario(actors: int, variant: str, seed: int = 1) -> Scenario:
    """A scenario with so many actors, the same on every machine.

    A tenth of the actors lead, without conditions; the others have one to five pledges, most of
    them with a condition on events, on others, on how many join, or on what comes together. One
    actor in ten also waits for its own parliament.
    """
    chance = random.Random(f"{seed} {actors}")
    names = [f"state_{number:03}" for number in range(actors)]
    leads = names[: max(actors // 10, 2)]
    events = {event: {"p": p} for event, p in EVENTS.items()}
    correlated = variant == "correlated"
    made = {}
    offered = dict.fromkeys(KINDS, 0)
    for number, name in enumerate(names):
        parliament = f"parliament_{name}" if number % 10 == 9 else ""
        if parliament:
            events[parliament] = {"p": round(chance.uniform(0.4, 0.9), 2)}
        pledges = []
        for kind in pledged(chance):
            middle = max(1, round(KINDS[kind] * chance.choice((0.5, 1, 1, 1.5, 2.5))))
            offered[kind] += middle
            when = "" if name in leads else condition(chance, names, leads)
            pledges.append(
                {
                    "kind": kind,
                    "amount": spread(chance, middle) if correlated else middle,
                    "stance": stance(chance, lead=name in leads),
                    "when": " and ".join(f"({part})" for part in (when, parliament) if part),
                }
            )
        blocs = sorted(chance.sample(BLOCS, chance.choice((0, 1, 1, 2))))
        made[name] = {"pledges": pledges, "blocs": blocs if correlated else []}
    return Scenario.model_validate(
        {
            "initiative": {
                "id": "stabilisation",
                "date": "2024-05-01",
                "core": ["ground_troops", "air"],
                "requires": {kind: offered[kind] * part for kind, part in REQUIRED.items()},
            },
            "events": events,
            "actors": made,
        }
    )


def pledged(chance: random.Random) -> list[str]:
    """The kinds that an actor pledges: nearly always a core one."""
    core = ["ground_troops"] if chance.random() < 0.75 else ["air"]
    return core + [kind for kind in list(KINDS)[1:] if kind not in core and chance.random() < 0.45]


def stance(chance: random.Random, *, lead: bool) -> str | float:
    if lead:
        return chance.choice(("lead", "in"))
    if chance.random() < 0.3:
        return round(chance.uniform(0.3, 0.95), 2)
    return chance.choice(("in", "in", "lean_in", "lean_in", "undecided", "lean_out", "out"))


def spread(chance: random.Random, middle: int) -> Any:
    if chance.random() < 0.5:
        return [round(middle / 2), middle, 2 * middle]
    return {"p10": middle / 2, "p50": middle, "p90": middle * 2.5}


def condition(chance: random.Random, names: list[str], leads: list[str]) -> str:
    """A condition such as analysts write them; empty for one pledge in five."""
    actors = len(names)
    some = chance.sample(list(EVENTS), 2)
    other = chance.choice(leads if chance.random() < 0.6 else names)
    others = f"members() >= {chance.randint(2, max(3, actors // 2))}"
    troops = f"total(ground_troops) >= {chance.randint(1, 5) * 60 * actors}"
    return chance.choice(
        (
            "",
            some[0],
            f"{some[0]} or {some[1]}",
            f"{some[0]} and not elections" if some[0] != "elections" else some[1],
            f"joined({other})",
            f"joined({other}, ground_troops) or {some[0]}",
            f"supports({other}) and {others}",
            others,
            f"({some[0]} or {some[1]}) and {others}",
            troops,
            f"{some[0]} or {troops}",
        )
    )


# ---- what is compared ---------------------------------------------------------------------------


@dataclass(slots=True)
class Counts:
    """Worlds, those that succeed, and those with 0, 1, ... members, at each fixed point."""

    worlds: int
    success: int
    members: Any
    success_greatest: int | None = None
    members_greatest: Any = None

    def __iadd__(self, other: Counts) -> Counts:
        self.worlds += other.worlds
        self.success += other.success
        self.members = self.members + other.members
        if self.success_greatest is not None:
            self.success_greatest += other.success_greatest or 0
            self.members_greatest = self.members_greatest + other.members_greatest
        return self


Count = Callable[[int, int], Counts]
"""From a number of worlds and a seed."""


def by_willing(scenario: Scenario, **options: Any) -> Count:
    """`formation` itself."""

    def work(worlds: int, seed: int) -> Counts:
        found = formation(scenario, seed=seed, worlds=worlds, **options)
        assert found.success is not None
        assert found.success_greatest is not None
        return Counts(
            worlds,
            round(found.success.p * worlds),
            worlds * np.array(found.members.distribution),
            round(found.success_greatest.p * worlds),
            worlds * np.array(found.members_greatest.distribution),
        )

    return work


def by_kernel(scenario: Scenario) -> Count:
    """Drawn, settled and counted by the compiled engine, with no more counts than the rivals'."""

    def work(worlds: int, seed: int) -> Counts:
        trial = make_trial(scenario, seed, worlds=worlds, engine="compiled", workers=1)
        engine, plan, program = trial.engine, trial.plan, trial.program

        def one(block: Block) -> Counts:
            found = []
            least = engine.settle(plan, program, block, rising=True)
            for active in (least, engine.settle(plan, program, block, rising=False, known=least)):
                found.append(count(engine.succeeds(plan, block, active) & block.kept))
                members = member_counts(joined_rows(plan, active))[unpacked(block.kept)]
                found.append(np.bincount(members, minlength=len(plan.actors) + 1))
            return Counts(count(block.kept), *found)

        size = len(plan.actors) + 1
        counts = Counts(0, 0, np.zeros(size), 0, np.zeros(size))
        for found in over_blocks(trial, one):
            counts += found
        return counts

    return work


# ---- the plain NumPy way ------------------------------------------------------------------------

CHUNK = 4096
"""Worlds in one array: as many as this way does best at once."""


def by_numpy(plan: Plan) -> Count:
    """Both fixed points, all worlds of a chunk at once."""

    def work(worlds: int, seed: int) -> Counts:
        rng = np.random.default_rng(seed)
        size = len(plan.actors) + 1
        counts = Counts(0, 0, np.zeros(size), 0, np.zeros(size))
        for start in range(0, worlds, CHUNK):
            counts += chunk(plan, rng, min(CHUNK, worlds - start))
        return counts

    return work


def chunk(plan: Plan, rng: np.random.Generator, worlds: int) -> Counts:
    happened: dict[str, Any] = {}
    for event, chance in plan.events.items():
        happened[event] = rng.random(worlds) < probability(chance, happened)
    willing = draw_willing(plan, rng, worlds)
    amounts = [draw_amount(offer, rng, worlds) for offer in plan.offers]
    nobody = np.zeros_like(willing)
    for row, offer in enumerate(plan.offers):
        if not offer.waits:  # a condition on events alone is the same in every step
            willing[row] &= holds(offer.when, offer.actor, Seen(plan, nobody, amounts, happened))
    success, members = [], []
    for active in (nobody, willing):
        while True:
            seen = Seen(plan, active, amounts, happened)
            step = willing.copy()
            for row, offer in enumerate(plan.offers):
                if offer.waits:
                    step[row] &= holds(offer.when, offer.actor, seen)
            if np.array_equal(step, active):
                break
            active = step
        success.append(int(succeeded(plan, seen).sum()))
        members.append(np.bincount(seen.members(), minlength=len(plan.actors) + 1))
    return Counts(worlds, success[0], members[0], success[1], members[1])


def succeeded(plan: Plan, seen: Seen) -> Any:
    enough = [seen.total(kind) >= required for kind, required in plan.requires.items()]
    return np.logical_and.reduce(enough)


def draw_willing(plan: Plan, rng: np.random.Generator, worlds: int) -> Any:
    """Where each pledge's actor is willing: shape (offers, worlds)."""
    factors = {
        bloc: rng.standard_normal(worlds)
        for bloc in sorted({bloc for blocs in plan.factors.values() for bloc in blocs})
    }
    willing = np.empty((len(plan.offers), worlds), dtype=np.bool_)
    for actor, rows in plan.rows.by.items():
        blocs = plan.factors[actor]
        if not blocs:
            uniform = rng.random(worlds)
            for row in rows:
                willing[row] = uniform < plan.offers[row].p_willing
            continue
        own = math.sqrt(1 - plan.loading**2) * rng.standard_normal(worlds)
        latent = own + plan.loading / math.sqrt(len(blocs)) * sum(factors[b] for b in blocs)
        for row in rows:
            willing[row] = latent > -NORMAL.inv_cdf(plan.offers[row].p_willing)
    return willing


def draw_amount(offer: Offer, rng: np.random.Generator, worlds: int) -> Any:
    amount = offer.amount
    if isinstance(amount, LogNormal):
        return rng.lognormal(*log_normal(amount), worlds)
    if isinstance(amount, tuple):
        return rng.triangular(*amount, worlds)
    return amount


def log_normal(amount: LogNormal) -> tuple[float, float]:
    wide = 2 * NORMAL.inv_cdf(0.9)
    return math.log(amount.p50), math.log(amount.p90 / amount.p10) / wide


def probability(chance: float | Fork, happened: Mapping[str, Any]) -> Any:
    if not isinstance(chance, Fork):
        return chance
    here = of_events(chance.condition, happened)
    then, otherwise = (probability(way, happened) for way in (chance.then, chance.otherwise))
    return np.where(here, then, otherwise)


def of_events(part: Condition, happened: Mapping[str, Any]) -> Any:
    match part:
        case EventRef(name):
            return happened[name]
        case Not(event):
            return np.logical_not(happened[event.name])
        case And(parts):
            return np.logical_and.reduce([of_events(one, happened) for one in parts])
        case Or(parts):
            return np.logical_or.reduce([of_events(one, happened) for one in parts])
    raise TypeError(part)


@dataclass(slots=True)
class Seen:
    """What everybody sees in one step; sums are made when first asked for."""

    plan: Plan
    active: Any
    amounts: list[Any]
    happened: Mapping[str, Any]
    kept: dict[str, Any] = field(default_factory=dict)

    def any_of(self, rows: tuple[int, ...]) -> Any:
        if len(rows) == 1:
            return self.active[rows[0]]
        return np.logical_or.reduce(self.active[list(rows)], axis=0)

    def joined(self, actor: str) -> Any:
        key = f"joined {actor}"
        if key not in self.kept:
            self.kept[key] = self.any_of(self.plan.rows.core.get(actor, ()))
        return self.kept[key]

    def members(self) -> Any:
        if "members" not in self.kept:
            number = np.zeros(self.active.shape[1], dtype=np.int64)
            for actor in self.plan.rows.core:
                number += self.joined(actor)
            self.kept["members"] = number
        return self.kept["members"]

    def total(self, kind: str) -> Any:
        key = f"total {kind}"
        if key not in self.kept:
            self.kept[key] = self.sum_of(self.plan.rows.of_kind.get(kind, ()))
        return self.kept[key]

    def sum_of(self, rows: tuple[int, ...]) -> Any:
        total = np.zeros(self.active.shape[1])
        for row in rows:
            total += self.active[row] * self.amounts[row]
        return total


def holds(part: Condition, me: str, seen: Seen) -> Any:
    """Where a condition of the actor `me` holds."""
    rows = seen.plan.rows
    match part:
        case And(parts):
            if not parts:
                return True
            return np.logical_and.reduce([holds(one, me, seen) for one in parts])
        case Or(parts):
            return np.logical_or.reduce([holds(one, me, seen) for one in parts])
        case Joined(actor, None):
            return seen.joined(actor)
        case Joined(actor, kind):
            return seen.any_of(rows.of_kind_by.get((kind or "", actor), ()))
        case Supports(actor):
            return seen.any_of(rows.by[actor])
        case Members(at_least, _):
            return seen.members() - seen.joined(me) >= at_least
        case Total(kind, at_least, _):
            own = seen.sum_of(rows.of_kind_by.get((kind, me), ()))
            return seen.total(kind) - own >= at_least
    return of_events(part, seen.happened)


# ---- the agent-based way ------------------------------------------------------------------------


@cache
def mesa_version() -> str:
    """The installed version of Mesa, or nothing."""
    try:
        return str(importlib.import_module("mesa").__version__)
    except ImportError:
        return ""


def by_mesa(plan: Plan) -> Count:
    """The least fixed point: a model per world, whose agents step until nothing changes."""
    coalition = coalition_model()

    def work(worlds: int, seed: int) -> Counts:
        counts = Counts(worlds, 0, np.zeros(len(plan.actors) + 1))
        for world in range(worlds):
            model = coalition(plan, rng=seed * 1_000_003 + world)
            model.settle()
            counts.success += model.succeeds()
            counts.members[model.members()] += 1
        return counts

    return work


@cache
def coalition_model() -> Any:
    """The model as a user of Mesa 3 would write it."""
    mesa: Any = importlib.import_module("mesa")

    class Actor(mesa.Agent):
        """An actor that looks at the others and decides on each of its pledges."""

        def __init__(self, model: Any, name: str) -> None:
            super().__init__(model)
            self.name = name
            self.core = model.plan.core
            self.pledges = [model.plan.offers[row] for row in model.plan.rows.by.get(name, ())]
            blocs = model.plan.factors[name]
            latent = model.random.gauss(0, 1)
            if blocs:
                loading = model.plan.loading
                common = sum(model.factors[bloc] for bloc in blocs) / math.sqrt(len(blocs))
                latent = math.sqrt(1 - loading**2) * latent + loading * common
            probability = NORMAL.cdf(latent)
            self.wants = [probability > 1 - pledge.p_willing for pledge in self.pledges]
            self.amounts = [model.draw(pledge.amount) for pledge in self.pledges]
            self.active = [False] * len(self.pledges)

        @property
        def joined(self) -> bool:
            return any(
                active and pledge.core
                for active, pledge in zip(self.active, self.pledges, strict=True)
            )

        def given(self, kind: str) -> float:
            return sum(
                amount
                for active, pledge, amount in zip(
                    self.active, self.pledges, self.amounts, strict=True
                )
                if active and pledge.kind == kind
            )

        def offers(self, kind: str) -> bool:
            return any(
                active and pledge.kind == kind
                for active, pledge in zip(self.active, self.pledges, strict=True)
            )

        def step(self) -> None:
            for place, pledge in enumerate(self.pledges):
                if self.wants[place] and not self.active[place] and self.holds(pledge.when):
                    self.active[place] = self.model.changed = True

        def holds(self, part: Condition) -> bool:
            model = self.model
            match part:
                case And(parts):
                    return all(self.holds(one) for one in parts)
                case Or(parts):
                    return any(self.holds(one) for one in parts)
                case EventRef(name):
                    return bool(model.happened[name])
                case Not(event):
                    return not model.happened[event.name]
                case Joined(actor, None):
                    return bool(model.by_name[actor].joined)
                case Joined(actor, kind):
                    return bool(model.by_name[actor].offers(kind))
                case Supports(actor):
                    return any(model.by_name[actor].active)
                case Members(at_least, _):
                    return bool(model.members() - self.joined >= at_least)
                case Total(kind, at_least, _):
                    return bool(model.total(kind) - self.given(kind) >= at_least)

    class Coalition(mesa.Model):
        """One world."""

        def __init__(self, plan: Plan, rng: int) -> None:
            super().__init__(rng=rng)
            self.plan = plan
            self.changed = True
            self.happened: dict[str, bool] = {}
            for event, chance in plan.events.items():
                self.happened[event] = self.random.random() < self.chance(chance)
            blocs = sorted({bloc for blocs in plan.factors.values() for bloc in blocs})
            self.factors = {bloc: self.random.gauss(0, 1) for bloc in blocs}
            self.by_name = {name: Actor(self, name) for name in plan.actors}

        def chance(self, chance: float | Fork) -> float:
            while isinstance(chance, Fork):
                here = of_events(chance.condition, self.happened)
                chance = chance.then if here else chance.otherwise
            return chance

        def draw(self, amount: Any) -> float:
            if isinstance(amount, LogNormal):
                return self.random.lognormvariate(*log_normal(amount))
            if isinstance(amount, tuple):
                low, mode, high = amount
                return self.random.triangular(low, high, mode)
            return float(amount)

        def members(self) -> int:
            return sum(actor.joined for actor in self.agents)

        def total(self, kind: str) -> float:
            return sum(actor.given(kind) for actor in self.agents)

        def step(self) -> None:
            self.changed = False
            self.agents.shuffle_do("step")

        def settle(self) -> None:
            while self.changed:
                self.step()

        def succeeds(self) -> bool:
            return all(self.total(kind) >= bound for kind, bound in self.plan.requires.items())

    return Coalition


# ---- measuring ----------------------------------------------------------------------------------

ONE, TWO, COUNTS = "compiled, 1 worker", "compiled, 2 workers", "compiled, rivals' counts"
OURS, PLAIN, AGENTS = "Willing's NumPy", "NumPy, plain", "Mesa"
RATIOS = ((ONE, PLAIN), (COUNTS, PLAIN), (ONE, AGENTS), (ONE, OURS), (TWO, ONE))


@dataclass(frozen=True, slots=True)
class Effort:
    """About how many seconds one measurement takes, and in how many rounds and starts of processes.

    `few`: the fewest worlds of a call in NumPy; compiled it is four times as many, so that there
    are two blocks for two workers.
    """

    seconds: float
    rounds: int
    starts: int
    few: int


FULL = Effort(seconds=0.6, rounds=5, starts=3, few=8192)
QUICK = Effort(seconds=0.1, rounds=3, starts=1, few=4096)


@dataclass(frozen=True, slots=True)
class Speed:
    """Worlds per second of one implementation in each round, and per second of its own cores."""

    name: str
    worlds: int
    rates: list[float]
    cpu_rates: list[float]


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times as many worlds a second: the median of the rounds, and their range."""

    faster: str
    than: str
    middle: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Cell:
    """One scenario: its size, how often it succeeds, what was measured on it."""

    variant: str
    actors: int
    pledges: int
    events: int
    success: float
    success_greatest: float
    speeds: list[Speed]
    ratios: list[Ratio]


@dataclass(frozen=True, slots=True)
class Wait:
    """Seconds until something is there, in turn, and the goal."""

    what: str
    seconds: list[float]
    goal: float | None


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def implementations(scenario: Scenario) -> dict[str, Count]:
    plan = make_plan(scenario)
    found = {
        ONE: by_willing(scenario, engine="compiled", workers=1),
        TWO: by_willing(scenario, engine="compiled", workers=2),
        COUNTS: by_kernel(scenario),
        OURS: by_willing(scenario, engine="numpy"),
        PLAIN: by_numpy(plan),
    }
    return found | ({AGENTS: by_mesa(plan)} if mesa_version() else {})


def measure(actors: int, variant: str, effort: Effort) -> Cell:
    scenario = make_scenario(actors, variant)
    works = implementations(scenario)
    same_to_the_last_bit(scenario, works)
    sizes = {name: worlds_for(name, work, effort) for name, work in works.items()}
    rates: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    counts: dict[str, Counts] = {}
    for seed in range(1, effort.rounds + 1):
        for name, work in works.items():
            cpu, start = time.process_time(), time.perf_counter()
            found = work(sizes[name], seed)
            wall = time.perf_counter() - start
            rates[name].append((sizes[name] / wall, sizes[name] / (time.process_time() - cpu)))
            if name in counts:
                counts[name] += found
            else:
                counts[name] = found
    for name in works.keys() - {ONE}:
        agree(f"{variant}, {actors} actors: {name}", counts[name], counts[ONE])
    plan, most = make_plan(scenario), counts[ONE]
    return Cell(
        variant=variant,
        actors=actors,
        pledges=len(plan.offers),
        events=len(plan.events),
        success=most.success / most.worlds,
        success_greatest=(most.success_greatest or 0) / most.worlds,
        speeds=[
            Speed(name, sizes[name], *map(list, zip(*rates[name], strict=True))) for name in works
        ],
        ratios=[ratio(rates, *pair) for pair in RATIOS if set(pair) <= works.keys()],
    )


def worlds_for(name: str, work: Count, effort: Effort) -> int:
    """So many worlds, a power of two, take about so long; the first call warms."""
    worlds = 8 if name == AGENTS else effort.few if name in (OURS, PLAIN) else 4 * effort.few
    work(worlds, 0)
    while seconds(partial(work, worlds, 0)) < 0.6 * effort.seconds:
        worlds *= 2
    return worlds


def ratio(rates: Mapping[str, list[tuple[float, float]]], faster: str, than: str) -> Ratio:
    each = [a[0] / b[0] for a, b in zip(rates[faster], rates[than], strict=True)]
    return Ratio(faster, than, statistics.median(each), min(each), max(each))


def same_to_the_last_bit(scenario: Scenario, works: Mapping[str, Count]) -> None:
    """Engines and workers of Willing give the same result; the counts alone are its counts."""
    options: Any = {"seed": 5, "worlds": 20_000}
    found = formation(scenario, **options, engine="compiled", workers=1)
    for other in ({"engine": "compiled", "workers": 2}, {"engine": "numpy"}):
        if formation(scenario, **options, **other) != found:
            raise SystemExit(f"DISAGREE: {other} gives another result than one compiled worker")
    one, counts = (works[name](20_000, 5) for name in (ONE, COUNTS))
    if one.success != counts.success or not np.allclose(one.members, counts.members):
        raise SystemExit("DISAGREE: the counts alone are others than those of formation")


def agree(what: str, mine: Counts, theirs: Counts) -> None:
    """Raises `SystemExit` where success or members differ by more than chance allows.

    Of members the mean is compared, and the spread about it: without their correlation the actors
    would join as often, but not together.
    """
    sides = [("least", mine.success, mine.members, theirs.success, theirs.members)]
    if mine.success_greatest is not None and theirs.success_greatest is not None:
        greatest = (mine.success_greatest, mine.members_greatest)
        sides.append(("greatest", *greatest, theirs.success_greatest, theirs.members_greatest))
    for point, hits, members, their_hits, others in sides:
        outcomes = [np.array([mine.worlds - hits, hits])]
        outcomes.append(np.array([theirs.worlds - their_hits, their_hits]))
        places = np.arange(len(others))
        squares = (places - moments(others, places)[0]) ** 2
        for name, (here, there), values in (
            ("P(success)", outcomes, np.arange(2)),
            ("mean members", (members, others), places),
            ("variance of members", (members, others), squares),
        ):
            (a, var_a, n_a), (b, var_b, n_b) = moments(here, values), moments(there, values)
            error = math.sqrt((var_a * n_a + var_b * n_b) / (n_a + n_b) * (1 / n_a + 1 / n_b))
            if abs(a - b) > FAR * error + 1e-12:
                raise SystemExit(
                    f"DISAGREE: {what}: {name} at the {point} fixed point is {a:.5f}, and {b:.5f} "
                    f"by one compiled worker: {abs(a - b) / max(error, 1e-12):.1f} standard errors"
                )


def moments(histogram: Any, values: Any) -> tuple[float, float, float]:
    """Mean and variance of the values that a histogram counts, and their number."""
    number = float(histogram.sum())
    mean = float(histogram @ values) / number
    return mean, float(histogram @ (values - mean) ** 2) / number, number


# ---- what a user waits for ----------------------------------------------------------------------

SECOND = """
import sys
from pathlib import Path
from willing.models.formation import compiled
from willing.models.formation.formation import formation
from willing.scenario.scenario import Scenario
scenario = Scenario.model_validate_json(Path(sys.argv[1]).read_text())
formation(scenario, seed=1, worlds=10_000, engine="compiled")
"""


def waits(effort: Effort, *, compile_too: bool) -> list[Wait]:
    found = []
    for variant in VARIANTS:
        scenario = make_scenario(30, variant)
        for workers in (1, 2):
            options: Any = {"worlds": 100_000, "engine": "compiled", "workers": workers}
            decide = partial(swings, scenario, seed=1, **options)
            each = [seconds(decide) for _ in range(effort.starts)]
            what = f"pivotality, 100,000 worlds, {variant}, {named(workers)}"
            found.append(Wait(what, each, 0.5))
        unseen = [make_scenario(30, variant, seed) for seed in range(100, 100 + 3 * effort.starts)]
        each = [seconds(partial(formation, new, seed=1, worlds=10_000)) for new in unseen]
        found.append(Wait(f"new scenario, 10,000 worlds, {variant}", each, 0.05))
    with tempfile.TemporaryDirectory() as place:
        scenario = make_scenario(30, "correlated")
        plain, document = Path(place, "scenario.json"), Path(place, "scenario.yaml")
        plain.write_text(scenario.model_dump_json(by_alias=True), encoding="utf-8")
        dump_scenario(scenario, document)
        second = ["-c", SECOND, str(plain)]
        command = ["-m", "willing", "run", str(document), "--worlds", "100000"]
        for what, words, goal in (
            ("second process, 10,000 worlds", second, 1.0),
            ("`willing run`, 100,000 worlds", command, 2.0),
        ):
            started(words)  # from here on the cache is warm
            each = [seconds(partial(started, words)) for _ in range(effort.starts)]
            found.append(Wait(what, each, goal))
        if compile_too:
            empty = {"NUMBA_CACHE_DIR": str(Path(place, "cache"))}
            found.append(Wait("compilation", [seconds(lambda: started(second, **empty))], None))
    return found


def named(workers: int) -> str:
    return "1 worker" if workers == 1 else f"{workers} workers"


def started(words: list[str], **environment: str) -> None:
    """Run Python with these words, to its end."""
    command = [sys.executable, *words]
    ended = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if ended.returncode:
        raise SystemExit(f"{' '.join(words[:3])} failed:\n{ended.stderr}")


# ---- the report ---------------------------------------------------------------------------------

COLOURS = {
    ONE: "#0b5394",
    TWO: "#073763",
    COUNTS: "#3d85c6",
    OURS: "#6a7f94",
    PLAIN: "#b45309",
    AGENTS: "#a61c3c",
}
INK, FAINT = "#1b1f24", "#d4d8dd"
WIDTH, HEIGHT = 300, 320
LETTERS = 13
"""The least distance of two labels, in pixels."""


def row(cell: Cell) -> str:
    """A line of the table of ratios."""
    said = [
        f"{text(one.middle)} ({text(one.least)} to {text(one.most)})" if one else "not measured"
        for pair in RATIOS
        for one in [next((r for r in cell.ratios if (r.faster, r.than) == pair), None)]
    ]
    return f"| {cell.variant} | {cell.actors} | {cell.pledges} | {' | '.join(said)} |"


def text(number: float) -> str:
    return f"{number:,.0f}" if number >= 20 else f"{number:.1f}"


def head() -> str:
    titles = ["variant", "actors", "pledges", *(f"{faster} / {than}" for faster, than in RATIOS)]
    return f"| {' | '.join(titles)} |\n|---|--:|--:|{'--:|' * len(RATIOS)}"


def plot(cells: list[Cell]) -> dict[str, Any]:
    """Worlds a second against actors, both logarithmic, a panel for each variant."""
    points = [
        {
            "variant": cell.variant,
            "actors": cell.actors,
            "how": speed.name,
            "rate": statistics.median(speed.rates),
        }
        for cell in cells
        for speed in cell.speeds
    ]
    rates = [point["rate"] for point in points]
    domain = [10 ** math.floor(math.log10(min(rates))), 10 ** math.ceil(math.log10(max(rates)))]
    colour = {
        "field": "how",
        "type": "nominal",
        "scale": {"domain": list(COLOURS), "range": list(COLOURS.values())},
        "legend": None,
    }
    panels = []
    for place, variant in enumerate(VARIANTS):
        here = [point for point in points if point["variant"] == variant]
        panels.append(panel(variant, here, domain, colour, first=place == 0))
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": "white",
        "padding": 12,
        "title": {
            "text": "Worlds per second, both fixed points (Mesa: the least only)",
            "anchor": "start",
            "fontSize": 15,
            "offset": 12,
        },
        "hconcat": panels,
        "spacing": 24,
        "config": {
            "font": "system-ui, sans-serif",
            "view": {"stroke": None},
            "title": {"color": INK, "subtitleColor": INK},
            "axis": {
                "labelColor": INK, "titleColor": INK, "titleFontWeight": "normal",
                "labelFontSize": 12, "titleFontSize": 12, "gridColor": FAINT,
                "domain": False, "ticks": False, "labelPadding": 6,
            },
        },
    }  # fmt: skip


def panel(
    variant: str, points: list[Any], domain: list[float], colour: Any, *, first: bool
) -> dict[str, Any]:
    titles = {
        "independent": "independent stances, fixed amounts",
        "correlated": "blocs, random amounts",
    }
    x = {
        "field": "actors",
        "type": "quantitative",
        "scale": {"type": "log", "domain": [SIZES[0], SIZES[-1]]},
        "axis": {"title": "actors", "values": list(SIZES), "grid": False, "labelFlush": False},
    }
    y = {
        "field": "rate",
        "type": "quantitative",
        "scale": {"type": "log", "domain": domain},
        "axis": {
            "title": "worlds per second" if first else None,
            "format": "~s",
            "values": [
                10.0**n
                for n in range(round(math.log10(domain[0])), 1 + round(math.log10(domain[1])))
            ],
        },
    }
    labels = spaced([point for point in points if point["actors"] == SIZES[-1]], domain)
    return {
        "title": {
            "text": titles[variant],
            "anchor": "start",
            "frame": "group",
            "fontSize": 13,
            "fontWeight": "normal",
        },
        "width": WIDTH,
        "height": HEIGHT,
        "layer": [
            {
                "data": {"values": points},
                "mark": {"type": "line", "strokeWidth": 2, "point": {"size": 40}},
                "encoding": {"x": x, "y": y, "color": colour},
            },
            {
                "data": {"values": labels},
                "mark": {"type": "text", "align": "left", "dx": 10, "fontSize": 12},
                "encoding": {
                    "x": x,
                    "y": {**y, "field": "at"},
                    "text": {"field": "how"},
                    "color": colour,
                },
            },
        ],
    }


def spaced(points: list[Any], domain: list[float]) -> list[Any]:
    """The last point of each line with a height for its label, so that no two labels overlap."""
    low, high = map(math.log10, domain)
    step = LETTERS * (high - low) / HEIGHT
    ranked = sorted(points, key=lambda point: point["rate"])
    heights = [math.log10(point["rate"]) for point in ranked]
    for _ in range(100):
        for place in range(1, len(heights)):
            push = (step - heights[place] + heights[place - 1]) / 2
            if push > 0:
                heights[place - 1] -= push
                heights[place] += push
    return [{**point, "at": 10**height} for point, height in zip(ranked, heights, strict=True)]


def write(folder: Path, cells: list[Cell], waited: list[Wait]) -> None:
    import numba
    import vl_convert

    found = {
        "date": dt.date.today().isoformat(),
        "cores": len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count(),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "numba": numba.__version__,
        "mesa": mesa_version() or None,
        "cells": [asdict(cell) for cell in cells],
        "waits": [asdict(wait) for wait in waited],
    }
    folder.mkdir(parents=True, exist_ok=True)
    written = json.dumps(rounded(found), indent=1)
    (folder / "formation.json").write_text(written + "\n", encoding="utf-8")
    drawn = vl_convert.vegalite_to_svg(json.dumps(plot(cells)), vl_version="5.21")
    (folder / "formation.svg").write_text(drawn + "\n", encoding="utf-8")


def rounded(value: Any) -> Any:
    """Four digits of every number, which is more than the machine's noise leaves."""
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    return [rounded(item) for item in value] if isinstance(value, list) else value


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a minute and a half; rougher")
    parser.add_argument("--out", type=Path, help="where formation.json and formation.svg go")
    asked = parser.parse_args()
    effort = QUICK if asked.quick else FULL
    folder = asked.out or (None if asked.quick else HERE)
    if not mesa_version():
        print("Mesa is not installed, and its row is missing: pip install mesa", file=sys.stderr)
    warm = seconds(lambda: formation(make_scenario(10, "correlated"), seed=1, engine="compiled"))
    print(f"compiled code loaded, or compiled, and one run: {warm:.1f} s, in no ratio below\n")
    print(head(), flush=True)
    cells = []
    for variant in VARIANTS:
        for actors in SIZES:
            cells.append(measure(actors, variant, effort))
            print(row(cells[-1]), flush=True)
    print("\n| variant | actors | P(success) | greatest | worlds a second, in the same order |")
    print("|---|--:|--:|--:|---|")
    for cell in cells:
        rates = ", ".join(f"{s.name}: {statistics.median(s.rates):,.0f}" for s in cell.speeds)
        print(
            f"| {cell.variant} | {cell.actors} | {cell.success:.3f} "
            f"| {cell.success_greatest:.3f} | {rates} |"
        )
    print("\n| 30 actors | goal, s | seen, s | range |\n|---|--:|--:|--:|", flush=True)
    waited = waits(effort, compile_too=not asked.quick)
    for wait in waited:
        middle, goal = statistics.median(wait.seconds), wait.goal or "none"
        ends = f"{min(wait.seconds):.2f} to {max(wait.seconds):.2f}"
        print(f"| {wait.what} | {goal} | {middle:.2f} | {ends} |")
    if folder is not None:
        write(folder, cells, waited)
        print(f"\n{folder}: formation.json, formation.svg")


if __name__ == "__main__":
    main()
