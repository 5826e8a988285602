"""From counts over worlds to the nouns of the formation model."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from willing.models.chance import Chance, chance
from willing.models.formation.bits import Grains
from willing.models.formation.event_chances import exact_chance
from willing.models.formation.forcing import Forced
from willing.models.formation.joining import (
    ActorJoins,
    AssuranceGap,
    EventSplit,
    KindTotal,
    MemberCount,
    PledgeActive,
    Side,
)
from willing.models.formation.plan import Fork, Plan, depends_on, parents
from willing.models.formation.tally import Tally, mean_units
from willing.reference.vocabulary import unit_of
from willing.scenario.conditions import Condition
from willing.scenario.pledges import Amount
from willing.scenario.scenario import LogNormal, Scenario

PERCENTS = (5, 10, 25, 50, 75, 90, 95)
"""Percentiles of the sums by kind."""


def success(tally: Tally) -> Chance | None:
    """P(every requirement is met); None where the initiative states none."""
    return chance(int(tally.success[0, 0]), tally.worlds) if tally.plan.requires else None


def _mean_members(tally: Tally) -> float:
    return sum(n * int(count) for n, count in enumerate(tally.members)) / tally.worlds


def gap(low: Tally, high: Tally) -> AssuranceGap:
    """What the greatest fixed point has over the least."""
    more = int(high.success[0, 0] - low.success[0, 0])
    found = chance(more, low.worlds) if low.plan.requires else None
    return AssuranceGap(
        found.p if found else None,
        found.se if found else None,
        _mean_members(high) - _mean_members(low),
    )


def members(tally: Tally) -> MemberCount:
    """How many join."""
    shares = tuple(int(count) / tally.worlds for count in tally.members)
    mean = _mean_members(tally)
    variance = sum(share * (n - mean) ** 2 for n, share in enumerate(shares))
    return MemberCount(mean, sqrt(variance / tally.worlds), shares)


def actors(low: Tally, high: Tally) -> tuple[ActorJoins, ...]:
    """Who joins and who supports, in the plan's order."""
    return tuple(
        ActorJoins(
            actor=actor,
            p_joins=chance(int(low.joined[row, 0]), low.worlds),
            p_supports=chance(int(low.supported[row, 0]), low.worlds),
            p_joins_greatest=chance(int(high.joined[row, 0]), high.worlds),
            p_supports_greatest=chance(int(high.supported[row, 0]), high.worlds),
            wave=_wave(low, row),
            p_first=int(low.waves[row, 0]) / low.worlds,
            blocs=low.plan.factors[actor],
        )
        for row, actor in enumerate(low.plan.actors)
    )


def _wave(tally: Tally, row: int) -> float | None:
    """The mean round in which an actor joins, counted from 1."""
    rounds = tally.waves[row].tolist()
    number = sum(rounds)
    return sum(n * count for n, count in enumerate(rounds, 1)) / number if number else None


def tipping(tally: Tally) -> tuple[str, ...]:
    """The actors that ever join: by the round in which they do, then by how often."""
    found = []
    for row, actor in enumerate(tally.plan.actors):
        wave = _wave(tally, row)
        if wave is not None:
            found.append((wave, -int(tally.joined[row, 0]), actor))
    return tuple(actor for _, _, actor in sorted(found))


def pledges(low: Tally, high: Tally) -> tuple[PledgeActive, ...]:
    """What becomes of each pledge, in the plan's order."""
    found = []
    for row, offer in enumerate(low.plan.offers):
        active, offered = int(low.active[row, 0]), low.offered[row]
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
                p_active_greatest=chance(int(high.active[row, 0]), high.worlds),
                pending=int(low.pending[row, 0]) / low.worlds,
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
    return tuple(_total(tally, row, kind) for row, kind in enumerate(tally.plan.kinds))


def _total(tally: Tally, row: int, kind: str) -> KindTotal:
    worlds, required = tally.worlds, tally.plan.requires.get(kind)
    met = int(tally.met[row, 0])
    p5, p10, p25, p50, p75, p90, p95 = tally.percentiles(row, PERCENTS)
    return KindTotal(
        kind=kind,
        unit=unit_of(kind),
        mean=mean_units(tally.totals[row][0], worlds),
        p5=p5,
        p10=p10,
        p25=p25,
        p50=p50,
        p75=p75,
        p90=p90,
        p95=p95,
        required=required,
        p_met=None if required is None else chance(met, worlds),
        shortfall=None if required is None else mean_units(tally.missing[row], worlds),
        shortfall_if_missed=(
            None
            if required is None or met == worlds
            else mean_units(tally.missing[row], worlds - met)
        ),
    )


def split(
    scenario: Scenario,
    tally: Tally,
    event: str,
    setting: Forced,
    given: Sequence[Condition],
    *,
    matters: bool,
) -> EventSplit:
    """The worlds with one event beside those without it."""
    side = 1 + tally.plan.event_row[event]
    exact = exact_chance(tally.plan, event, setting.events, given)
    return EventSplit(
        event=event,
        title=scenario.events[event].title,
        p=int(tally.happened[0, side]) / tally.worlds if exact is None else exact,
        exact=exact is not None,
        matters=matters,
        happens=_side(tally, side, happens=True),
        fails=_side(tally, side, happens=False),
    )


def mattering(plan: Plan) -> frozenset[str]:
    """The events that a pledge hangs on, directly or through another event."""
    found = {event for offer in plan.offers for event in depends_on(offer.when, "event")}
    for name in reversed(list(plan.events)):
        fork = plan.events[name]
        if name in found and isinstance(fork, Fork):
            found |= set(parents(fork))
    return frozenset(found)


def _side(tally: Tally, side: int, *, happens: bool) -> Side | None:
    """The worlds where the event happens, or those left over."""

    def among(counts: Sequence[int] | Grains) -> int:
        return int(counts[side]) if happens else int(counts[0]) - int(counts[side])

    worlds, plan = among(tally.happened[0]), tally.plan
    if not worlds:
        return None
    joined = [among(row) for row in tally.joined]
    return Side(
        worlds=worlds,
        success=chance(among(tally.success[0]), worlds) if plan.requires else None,
        members=sum(joined) / worlds,
        totals={
            k: mean_units(among(t), worlds) for k, t in zip(plan.kinds, tally.totals, strict=True)
        },
        joins={a: n / worlds for a, n in zip(plan.actors, joined, strict=True)},
    )
