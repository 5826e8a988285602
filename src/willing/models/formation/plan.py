"""A scenario made ready for the formation model: checked names, a fixed order, plain numbers.

Everything here is in an order that depends on names alone (actors and kinds sorted, events after
those that they hang on), so that listing the actors in another order changes no result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from willing.errors import InputError
from willing.models.stances import willing_probability
from willing.reference.capability import default_amount
from willing.reference.countries import is_state
from willing.reference.groups import blocs
from willing.reference.vocabulary import KINDS, PRESENCE, SUPPORT, unit_of
from willing.scenario.conditions import Condition, names, parse, waits_for_others
from willing.scenario.pledges import Amount, highest, pledge_ids
from willing.scenario.scenario import LARGEST, Branch, LogNormal, Pledge, Scenario

GRAIN = 1_000_000
"""Amounts are counted in millionths of their unit: sums are then exact, whatever their order."""

ALTOGETHER = 9e12
"""The largest sum of all amounts: in grains it still fits into 64 bits."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Offer:
    """A pledge made ready: `id` is `ACTOR.kind`; of several of the kind `ACTOR.kind#1`, `#2` ...

    `waits` tells whether the condition speaks of other actors (and not of events alone).
    """

    id: str
    actor: str
    kind: str
    core: bool
    p_willing: float
    amount: Amount
    amount_origin: str
    when: Condition
    when_text: str
    waits: bool


@dataclass(frozen=True, slots=True)
class Fork:
    """A probability that hangs on other events."""

    condition: Condition
    then: float | Fork
    otherwise: float | Fork


@dataclass(frozen=True, slots=True)
class Rows:
    """Where the offers stand: rows by actor, by actor for core kinds and for others, by kind, by
    kind and actor.
    """

    by: Mapping[str, tuple[int, ...]]
    core: Mapping[str, tuple[int, ...]]
    other: Mapping[str, tuple[int, ...]]
    of_kind: Mapping[str, tuple[int, ...]]
    of_kind_by: Mapping[tuple[str, str], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Plan:
    """The scenario as the kernel sees it.

    `actors` sorted; `offers` sorted by actor and kind; `events` each after those that it hangs
    on, with its probability; `factors` the blocs of each actor; `kinds` pledged or required.
    """

    actors: tuple[str, ...]
    offers: tuple[Offer, ...]
    rows: Rows
    events: Mapping[str, float | Fork]
    factors: Mapping[str, tuple[str, ...]]
    kinds: tuple[str, ...]
    core: tuple[str, ...]
    requires: Mapping[str, float]
    loading: float
    actor_row: Mapping[str, int]
    event_row: Mapping[str, int]
    kind_row: Mapping[str, int]

    def rows_of(self, name: str) -> tuple[int, ...]:
        """The pledges that a name stands for: `ACTOR`, `ACTOR.kind`, or one pledge's own id."""
        actor = name.partition(".")[0]
        return tuple(
            row
            for row in self.rows.by.get(actor, ())
            if name in (actor, f"{actor}.{self.offers[row].kind}", self.offers[row].id)
        )


def grains(value: float) -> int:
    """A number of units in grains; what is beyond any sum is 2**62."""
    return round(min(value * GRAIN, 2.0**62))


def make_plan(scenario: Scenario) -> Plan:
    """Check the names in a scenario and make it ready.

    A state that pledges nothing may be waited for, in vain. Raises `InputError` for an unknown
    event, actor or kind in a condition, for a name that is an event's and an actor's, and for
    events that hang on each other in a circle, `ConditionError` for a condition that cannot be
    read.
    """
    core = scenario.initiative.core_kinds
    actors = tuple(sorted(scenario.actors))
    for name in sorted(scenario.actors.keys() & scenario.events.keys()):
        raise InputError(f"events.{name}: names an actor too; rename one of the two")
    offers = tuple(offer for actor in actors for offer in _offers(scenario, actor, core))
    kinds = {offer.kind for offer in offers} | set(scenario.initiative.requires)
    events = _events(scenario)
    plan = Plan(
        actors=actors,
        offers=offers,
        rows=_rows(offers),
        events=events,
        factors={actor: factors_of(scenario, actor) for actor in actors},
        kinds=tuple(sorted(kinds)),
        core=core,
        requires=dict(sorted(scenario.initiative.requires.items())),
        loading=scenario.constants.loading,
        actor_row={actor: row for row, actor in enumerate(actors)},
        event_row={event: row for row, event in enumerate(events)},
        kind_row={kind: row for row, kind in enumerate(sorted(kinds))},
    )
    for offer in offers:
        _check_names(offer, plan, declared=scenario.initiative.kinds)
    if sum(LARGEST if isinstance(o.amount, LogNormal) else highest(o.amount) for o in offers) > (
        ALTOGETHER
    ):
        raise InputError(f"the amounts add up to more than {ALTOGETHER:g}: write larger units")
    return plan


def factors_of(scenario: Scenario, actor: str) -> tuple[str, ...]:
    """The blocs whose common factors the actor shares: its own, else a state's default ones."""
    own = scenario.actors[actor].blocs
    return tuple(sorted(set(own if own is not None else blocs(actor, scenario.initiative.date))))


def amount_of(pledge: Pledge, actor: str) -> tuple[Amount, str]:
    """The amount of a pledge and its origin; an absent one comes from capability data.

    Kinds that count presence are 1, which is a definition and no assumption: origin `presence`.
    """
    if pledge.amount is not None:
        return pledge.amount, pledge.amount_source or "analyst"
    if unit_of(pledge.kind) == PRESENCE:
        return 1.0, PRESENCE
    return default_amount(actor, pledge.kind)


def depends_on(condition: Condition, role: str) -> Iterator[str]:
    """The names of this role (event, actor, kind) that a condition speaks of."""
    return (name.name for name in names(condition) if name.role == role)


def unknown(what: str, name: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    """The message for an unknown name, with the nearest known one."""
    choice = sorted(set(known))
    near = get_close_matches(name, choice, n=1)
    hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(choice) or 'none'}"
    return f"unknown {what} {name!r}: {hint}"


def _offers(scenario: Scenario, actor: str, core: tuple[str, ...]) -> list[Offer]:
    pledges = sorted(scenario.actors[actor].pledges, key=lambda pledge: pledge.kind)
    ids = pledge_ids(actor, pledges)
    offers = []
    for id_, pledge in zip(ids, pledges, strict=True):
        amount, origin = amount_of(pledge, actor)
        if highest(amount) > LARGEST:
            raise InputError(
                f"actors.{actor}.pledges ({pledge.kind}): an amount above {LARGEST:g}: "
                "write it in a larger unit"
            )
        when = parse(pledge.when)
        offers.append(
            Offer(
                id=id_,
                actor=actor,
                kind=pledge.kind,
                core=pledge.kind in core,
                p_willing=willing_probability(pledge, scenario),
                amount=amount,
                amount_origin=origin,
                when=when,
                when_text=pledge.when,
                waits=waits_for_others(when),
            )
        )
    return offers


def _rows(offers: tuple[Offer, ...]) -> Rows:
    return Rows(
        by=_grouped((offer.actor, row) for row, offer in enumerate(offers)),
        core=_grouped((offer.actor, row) for row, offer in enumerate(offers) if offer.core),
        other=_grouped((offer.actor, row) for row, offer in enumerate(offers) if not offer.core),
        of_kind=_grouped((offer.kind, row) for row, offer in enumerate(offers)),
        of_kind_by=_grouped(((offer.kind, offer.actor), row) for row, offer in enumerate(offers)),
    )


def _grouped(pairs: Iterable[tuple[Key, int]]) -> dict[Key, tuple[int, ...]]:
    groups: defaultdict[Key, list[int]] = defaultdict(list)
    for key, row in pairs:
        groups[key].append(row)
    return {key: tuple(rows) for key, rows in groups.items()}


def _check_names(offer: Offer, plan: Plan, declared: Sequence[str]) -> None:
    place = f"actors.{offer.actor}.pledges ({offer.kind}): when"
    for event in depends_on(offer.when, "event"):
        if event not in plan.events:
            raise InputError(f"{place}: {unknown('event', event, plan.events)}")
    for actor in depends_on(offer.when, "actor"):
        if actor not in plan.actors and not is_state(actor):
            raise InputError(f"{place}: {unknown('actor', actor, plan.actors)}")
    known = (*KINDS, SUPPORT, *plan.core, *declared, *plan.kinds)
    for kind in depends_on(offer.when, "kind"):
        if kind not in known:
            raise InputError(f"{place}: {unknown('kind', kind, known)}")


def _events(scenario: Scenario) -> dict[str, float | Fork]:
    """Each event's probability, every event after those that it hangs on."""
    forks = {name: _fork(name, event.p) for name, event in sorted(scenario.events.items())}
    needs = {name: sorted(set(parents(fork))) for name, fork in forks.items()}
    for name, needed in needs.items():
        for parent in needed:
            if parent not in forks:
                raise InputError(f"events.{name}.p: {unknown('event', parent, forks)}")
    try:
        order = list(TopologicalSorter(needs).static_order())
    except CycleError as error:
        circle = " -> ".join(error.args[1])
        raise InputError(
            f"events: {circle} hang on each other in a circle; give one of them a plain number"
        ) from None
    return {name: forks[name] for name in order}


def _fork(event: str, p: float | Branch) -> float | Fork:
    if not isinstance(p, Branch):
        return p
    condition = parse(p.if_)
    if waits_for_others(condition):
        raise InputError(
            f"events.{event}.p: {p.if_!r} may speak of events only: "
            "events do not depend on who joins"
        )
    return Fork(condition, _fork(event, p.then), _fork(event, p.else_))


def parents(fork: float | Fork) -> Iterator[str]:
    """The events that a probability hangs on."""
    if isinstance(fork, Fork):
        yield from depends_on(fork.condition, "event")
        yield from parents(fork.then)
        yield from parents(fork.otherwise)
