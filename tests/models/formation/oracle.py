"""The formation model by its definition: one world at a time, in plain Python.

What both engines must agree with. Draws are Philox 4x64 as the paper writes it (`test_draws`),
a condition is evaluated on sets of pledges, and fixed points are reached by trying again and again.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from math import exp, log, sqrt
from statistics import NormalDist

from willing.models.stances import willing_probability
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
    parse,
)
from willing.scenario.noun import Probability
from willing.scenario.scenario import Branch, LogNormal, Pledge, Scenario

from ..test_draws import philox4x64

GRAIN = 10**6
NORMAL = NormalDist()


@cache
def key(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")


@lru_cache(maxsize=1 << 14)
def four(seed: int, name: str, counter: int) -> tuple[int, ...]:
    return tuple(philox4x64(counter, (seed, key(name))))


def by_digits(seed: int, name: str, world: int) -> float:
    """The uniform whose digits lie 64 worlds to a word: of events and willingness."""
    word, lane = divmod(world, 64)
    number = 0
    for batch in range(8):
        for digit in four(seed, name, word + 1 + (batch << 64)):
            number = 2 * number + (digit >> lane & 1)
    return (number + 0.5) / 2**32


def by_value(seed: int, name: str, world: int) -> float:
    """The uniform whose 32 digits lie side by side: of amounts and common factors."""
    eight, place = divmod(world, 8)
    word = four(seed, name, eight + 1)[place // 2]
    return ((word >> 32 * (place % 2) & 0xFFFFFFFF) + 0.5) / 2**32


@dataclass(frozen=True)
class Offer:
    """One pledge with its id and its condition as a tree."""

    id: str
    actor: str
    core: bool
    when: Condition
    pledge: Pledge

    @property
    def kind(self) -> str:
        return self.pledge.kind


@dataclass(frozen=True)
class World:
    """What chance decides; amounts in grains."""

    happens: dict[str, bool]
    willing: frozenset[str]
    amounts: dict[str, int]


Active = frozenset[str]


class Oracle:
    """The worlds of a scenario whose actors state their blocs and all amounts."""

    def __init__(self, case: Scenario, seed: int) -> None:
        self.case, self.seed = case, seed
        self.offers = {offer.id: offer for offer in self._offers()}
        self.drawn: dict[int, tuple[frozenset[str], dict[str, int]]] = {}

    def _offers(self) -> list[Offer]:
        core = self.case.initiative.core_kinds
        found = []
        for actor, noun in sorted(self.case.actors.items()):
            seen: list[str] = []
            for pledge in sorted(noun.pledges, key=lambda pledge: pledge.kind):
                seen.append(pledge.kind)
                several = [other.kind for other in noun.pledges].count(pledge.kind) > 1
                number = f"#{seen.count(pledge.kind)}" if several else ""
                name = f"{actor}.{pledge.kind}{number}"
                found.append(Offer(name, actor, pledge.kind in core, parse(pledge.when), pledge))
        return found

    def world(self, number: int, absent: Collection[str] = ()) -> World:
        """One world; `absent` events do not happen, and absent actors pledge nothing."""
        happens: dict[str, bool] = {}
        while len(happens) < len(self.case.events):
            for name, event in self.case.events.items():
                if name not in happens and all(parent in happens for parent in parents(event.p)):
                    p = probability(event.p, happens)
                    drawn = by_digits(self.seed, f"event:{name}", number) < p
                    happens[name] = drawn and name not in absent
        if number not in self.drawn:
            self.drawn[number] = (
                frozenset(name for name, o in self.offers.items() if self.willing(o, number)),
                {name: self.amount(offer, number) for name, offer in self.offers.items()},
            )
        willing, amounts = self.drawn[number]
        here = frozenset(name for name in willing if self.offers[name].actor not in absent)
        return World(happens, here, amounts)

    def willing(self, offer: Offer, number: int) -> bool:
        p = willing_probability(offer.pledge, self.case)
        if p in (0.0, 1.0):
            return p == 1.0
        loading = self.case.constants.loading
        own = by_digits(self.seed, f"actor:{offer.actor}", number)
        shared = set(self.case.actors[offer.actor].blocs or ())
        if not shared or not loading:
            return own < p
        latent = sqrt(1 - loading**2) * -NORMAL.inv_cdf(own)
        for bloc in shared:
            factor = NORMAL.inv_cdf(by_value(self.seed, f"bloc:{bloc}", number))
            latent += loading / sqrt(len(shared)) * factor
        return latent > -NORMAL.inv_cdf(p)

    def amount(self, offer: Offer, number: int) -> int:
        amount = offer.pledge.amount
        u = by_value(self.seed, f"amount:{offer.id}", number)
        if isinstance(amount, LogNormal):
            sigma = log(amount.p90 / amount.p10) / (NORMAL.inv_cdf(0.9) - NORMAL.inv_cdf(0.1))
            return round(min(amount.p50 * exp(sigma * NORMAL.inv_cdf(u)), 1e9) * 1000) * 1000
        if isinstance(amount, tuple):
            low, mode, high = amount
            if low == high:
                return round(low * GRAIN)
            if u * (high - low) < mode - low:
                return round((low + sqrt(u * ((high - low) * (mode - low)))) * GRAIN)
            return round((high - sqrt((1 - u) * ((high - low) * (high - mode)))) * GRAIN)
        assert amount is not None
        return round(amount * GRAIN)

    def rounds(self, world: World) -> list[Active]:
        """Who is in after each round of joining, until nothing changes."""
        found: list[Active] = [frozenset()]
        while len(found) < 2 or found[-1] != found[-2]:
            found.append(self.step(world, found[-1]))
        return found[1:]

    def least(self, world: World) -> Active:
        return self.rounds(world)[-1]

    def greatest(self, world: World) -> Active:
        active = world.willing
        while (after := self.step(world, active)) != active:
            active = after
        return active

    def step(self, world: World, active: Active) -> Active:
        return frozenset(
            name
            for name in world.willing
            if self.holds(self.offers[name].when, self.offers[name].actor, world, active)
        )

    def holds(self, condition: Condition, own: str, world: World, active: Active) -> bool:
        here = [self.offers[name] for name in active]
        match condition:
            case And(parts):
                return all(self.holds(part, own, world, active) for part in parts)
            case Or(parts):
                return any(self.holds(part, own, world, active) for part in parts)
            case Not(event):
                return not world.happens[event.name]
            case EventRef(name):
                return world.happens[name]
            case Joined(actor, None):
                return any(offer.core for offer in here if offer.actor == actor)
            case Joined(actor, kind):
                return any(offer.kind == kind for offer in here if offer.actor == actor)
            case Supports(actor):
                return any(offer.actor == actor for offer in here)
            case Members(at_least, strict):
                others = len({offer.actor for offer in here if offer.core} - {own})
                return others > at_least if strict else others >= at_least
            case Total(kind, at_least, strict):
                others = sum(
                    world.amounts[offer.id]
                    for offer in here
                    if offer.kind == kind and offer.actor != own
                )
                bound = round(at_least * GRAIN)
                return others > bound if strict else others >= bound

    def total(self, world: World, active: Active, kind: str) -> int:
        return sum(world.amounts[name] for name in active if self.offers[name].kind == kind)

    def succeeds(self, world: World, active: Active) -> bool:
        return all(
            self.total(world, active, kind) >= round(value * GRAIN)
            for kind, value in self.case.initiative.requires.items()
        )


def parents(p: Probability | Branch) -> list[str]:
    """The events that a probability hangs on."""
    if not isinstance(p, Branch):
        return []
    return [*_events(parse(p.if_)), *parents(p.then), *parents(p.else_)]


def _events(condition: Condition) -> list[str]:
    match condition:
        case And(parts) | Or(parts):
            return [name for part in parts for name in _events(part)]
        case Not(event):
            return [event.name]
        case EventRef(name):
            return [name]
    raise TypeError(condition)


def probability(p: Probability | Branch, happens: dict[str, bool]) -> float:
    """The probability of an event, given those that it hangs on."""
    if not isinstance(p, Branch):
        return p
    return probability(p.then if _on_events(parse(p.if_), happens) else p.else_, happens)


def _on_events(condition: Condition, happens: dict[str, bool]) -> bool:
    match condition:
        case And(parts):
            return all(_on_events(part, happens) for part in parts)
        case Or(parts):
            return any(_on_events(part, happens) for part in parts)
        case Not(event):
            return not happens[event.name]
        case EventRef(name):
            return happens[name]
    raise TypeError(condition)
