"""Who is in, with what, and is it enough? A coalition that forms by Monte Carlo over worlds.

In each world events happen or not, each actor is more or less willing, amounts are drawn; who
joins is then the least fixed point of everyone's conditions, and the greatest beside it shows
what coordination alone could add (see `fixed_points`, `worlds`). Granovetter (1978), "Threshold
models of collective behavior", is the case in which every condition is `members() >= k`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from willing.errors import InputError
from willing.models.chance import Chance, chance
from willing.models.chances import exact_chance
from willing.models.fixed_points import Reached, greatest, least
from willing.models.forcing import Forced, read_forced, read_given, where_given
from willing.models.holding import Bools
from willing.models.joining import (
    ActorJoins,
    AssuranceGap,
    EventSplit,
    Formation,
    KindTotal,
    MemberCount,
    PledgeActive,
    Side,
)
from willing.models.plan import Amount, Fork, Plan, depends_on, make_plan, parents
from willing.models.tally import Tally, mean_units
from willing.models.worlds import Draws, draw, happen
from willing.reference.vocabulary import unit_of
from willing.scenario.conditions import Condition
from willing.scenario.scenario import LogNormal, Scenario

BLOCK = 1 << 13
"""Worlds held in memory at once."""

NOTHING: Mapping[str, bool] = MappingProxyType({})


def formation(
    scenario: Scenario,
    *,
    seed: int,
    worlds: int = 10_000,
    forced: Mapping[str, bool] = NOTHING,
    given: Sequence[str] = (),
    block: int = BLOCK,
) -> Formation:
    """Form the coalition in `worlds` worlds and count.

    `forced` sets events (`{"ceasefire": True}`) and pledges (`{"POL.logistics": False}`, or all
    of an actor's: `{"POL": True}`) without redrawing anything else; `given` keeps the worlds
    where conditions on events hold. `block` bounds the memory and changes no result.

    Raises `InputError` for unknown names, for circular events and if no world is left.
    """
    plan = make_plan(scenario)
    setting = read_forced(plan, forced)
    conditions = read_given(plan, given)
    low, high = Tally(plan), Tally(plan)
    for draws, happened in blocks(plan, seed, worlds, setting, conditions, block):
        for tally, settle in ((low, least), (high, greatest)):
            active = settle(plan, draws, happened, setting.offers)
            tally.add(Reached(plan, draws, happened, active))
    if not low.worlds:
        raise InputError(
            f"--given {' and '.join(given)}: holds in none of the {worlds} worlds; "
            "give something more likely, draw more worlds, or force it by --set"
        )
    return Formation(
        seed=seed,
        worlds=worlds,
        worlds_used=low.worlds,
        given=tuple(given),
        forced=dict(sorted(forced.items())),
        core=plan.core,
        requires=plan.requires,
        success=_success(low),
        success_greatest=_success(high),
        assurance_gap=_gap(low, high),
        members=_members(low),
        members_greatest=_members(high),
        actors=_actors(low, high),
        pledges=_pledges(low, high),
        totals=_totals(low),
        totals_greatest=_totals(high),
        by_event=tuple(
            _split(scenario, low, row, setting, conditions) for row in range(len(plan.events))
        ),
    )


def blocks(
    plan: Plan,
    seed: int,
    worlds: int,
    setting: Forced,
    given: Sequence[Condition],
    block: int = BLOCK,
) -> Iterator[tuple[Draws, dict[str, Bools]]]:
    """The worlds, block by block: their draws and events, those alone where `given` holds."""
    if worlds < 1 or block < 1:
        raise InputError(f"worlds: {worlds} is too few: draw at least 1, better 10000")
    for start in range(0, worlds, block):
        count = min(block, worlds - start)
        draws = draw(plan, seed, start, count)
        happened = happen(plan, draws.events, setting.events, count)
        if given:
            kept = where_given(given, happened, count)
            draws = draws.kept(kept)
            happened = {name: where[kept] for name, where in happened.items()}
        yield draws, happened


def _success(tally: Tally) -> Chance | None:
    return chance(tally.success, tally.worlds) if tally.plan.requires else None


def _mean_members(tally: Tally) -> float:
    return sum(n * int(count) for n, count in enumerate(tally.members)) / tally.worlds


def _gap(low: Tally, high: Tally) -> AssuranceGap:
    success = (high.success - low.success) / low.worlds if low.plan.requires else None
    return AssuranceGap(success, _mean_members(high) - _mean_members(low))


def _members(tally: Tally) -> MemberCount:
    shares = tuple(int(count) / tally.worlds for count in tally.members)
    return MemberCount(_mean_members(tally), shares)


def _actors(low: Tally, high: Tally) -> tuple[ActorJoins, ...]:
    return tuple(
        ActorJoins(
            actor=actor,
            p_joins=chance(int(low.joined[row]), low.worlds),
            p_supports=chance(int(low.supported[row]), low.worlds),
            p_joins_greatest=int(high.joined[row]) / high.worlds,
            p_supports_greatest=int(high.supported[row]) / high.worlds,
            blocs=low.plan.factors[actor],
        )
        for row, actor in enumerate(low.plan.actors)
    )


def _pledges(low: Tally, high: Tally) -> tuple[PledgeActive, ...]:
    found = []
    for row, offer in enumerate(low.plan.offers):
        active, offered = int(low.active[row]), low.offered[row]
        found.append(
            PledgeActive(
                id=offer.id,
                actor=offer.actor,
                kind=offer.kind,
                core=offer.core,
                unit=unit_of(offer.kind),
                when=offer.when_text,
                p_willing=offer.p_willing,
                p_active=chance(active, low.worlds),
                p_active_greatest=int(high.active[row]) / high.worlds,
                pending=int(low.pending[row]) / low.worlds,
                amount=mean_units(offered, active) if active else None,
                expected=mean_units(offered, low.worlds),
                amount_text=amount_text(offer.amount),
                amount_origin=offer.amount_origin,
            )
        )
    return tuple(found)


def amount_text(amount: Amount) -> str:
    """An amount as it is written in a scenario.

    >>> amount_text((1000.0, 3000.0, 5000.0))
    '[1000, 3000, 5000]'
    """
    if isinstance(amount, LogNormal):
        return f"{{p10: {amount.p10:g}, p50: {amount.p50:g}, p90: {amount.p90:g}}}"
    if isinstance(amount, tuple):
        return f"[{', '.join(f'{value:g}' for value in amount)}]"
    return f"{amount:g}"


def _totals(tally: Tally) -> tuple[KindTotal, ...]:
    found = []
    for row, kind in enumerate(tally.plan.kinds):
        p10, p50, p90 = tally.percentiles(row)
        required = tally.plan.requires.get(kind)
        found.append(
            KindTotal(
                kind=kind,
                unit=unit_of(kind),
                mean=mean_units(tally.totals[row], tally.worlds),
                p10=p10,
                p50=p50,
                p90=p90,
                required=required,
                p_met=None if required is None else chance(int(tally.met[row]), tally.worlds),
            )
        )
    return tuple(found)


def _split(
    scenario: Scenario, tally: Tally, row: int, setting: Forced, given: Sequence[Condition]
) -> EventSplit:
    event = list(tally.plan.events)[row]
    exact = exact_chance(tally.plan, event, setting.events, given)
    return EventSplit(
        event=event,
        title=scenario.events[event].title,
        p=int(tally.happened[row]) / tally.worlds if exact is None else exact,
        exact=exact is not None,
        matters=event in mattering(tally.plan),
        happens=_side(tally, row, happens=True),
        fails=_side(tally, row, happens=False),
    )


def mattering(plan: Plan) -> frozenset[str]:
    """The events that a pledge hangs on, directly or through another event."""
    found = {event for offer in plan.offers for event in depends_on(offer.when, "event")}
    for name in reversed(list(plan.events)):
        fork = plan.events[name]
        if name in found and isinstance(fork, Fork):
            found |= set(parents(fork))
    return frozenset(found)


def _side(tally: Tally, row: int, *, happens: bool) -> Side | None:
    """The worlds where the event happens, or those left over."""
    worlds = int(tally.happened[row])
    success, joined = int(tally.event_success[row]), tally.event_joined[row]
    totals = tally.event_totals[row]
    if not happens:
        worlds, success = tally.worlds - worlds, tally.success - success
        joined = tally.joined - joined
        totals = [whole - part for whole, part in zip(tally.totals, totals, strict=True)]
    if not worlds:
        return None
    plan = tally.plan
    return Side(
        worlds=worlds,
        success=chance(success, worlds) if plan.requires else None,
        members=int(joined.sum()) / worlds,
        totals={k: mean_units(t, worlds) for k, t in zip(plan.kinds, totals, strict=True)},
        joins={a: int(n) / worlds for a, n in zip(plan.actors, joined, strict=True)},
    )
