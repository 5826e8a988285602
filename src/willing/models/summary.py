"""From counts over worlds to the nouns of the formation model."""

from __future__ import annotations

from collections.abc import Sequence

from willing.models.chance import Chance, chance
from willing.models.event_chances import exact_chance
from willing.models.forcing import Forced
from willing.models.joining import (
    ActorJoins,
    AssuranceGap,
    EventSplit,
    KindTotal,
    MemberCount,
    PledgeActive,
    Side,
)
from willing.models.plan import Amount, Fork, Plan, depends_on, parents
from willing.models.tally import Tally, mean_units
from willing.reference.vocabulary import unit_of
from willing.scenario.conditions import Condition
from willing.scenario.scenario import LogNormal, Scenario


def success(tally: Tally) -> Chance | None:
    """P(every requirement is met); None where the initiative states none."""
    return chance(tally.success, tally.worlds) if tally.plan.requires else None


def _mean_members(tally: Tally) -> float:
    return sum(n * int(count) for n, count in enumerate(tally.members)) / tally.worlds


def gap(low: Tally, high: Tally) -> AssuranceGap:
    """What the greatest fixed point has over the least."""
    success = (high.success - low.success) / low.worlds if low.plan.requires else None
    return AssuranceGap(success, _mean_members(high) - _mean_members(low))


def members(tally: Tally) -> MemberCount:
    """How many join."""
    shares = tuple(int(count) / tally.worlds for count in tally.members)
    return MemberCount(_mean_members(tally), shares)


def actors(low: Tally, high: Tally) -> tuple[ActorJoins, ...]:
    """Who joins and who supports, in the plan's order."""
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


def pledges(low: Tally, high: Tally) -> tuple[PledgeActive, ...]:
    """What becomes of each pledge, in the plan's order."""
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


def totals(tally: Tally) -> tuple[KindTotal, ...]:
    """The sums by kind, and whether they reach what is required."""
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


def split(
    scenario: Scenario, tally: Tally, event: str, setting: Forced, given: Sequence[Condition]
) -> EventSplit:
    """The worlds with one event beside those without it."""
    row = list(tally.plan.events).index(event)
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
