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
from willing.models import summary
from willing.models.fixed_points import Reached, greatest, least
from willing.models.forcing import Forced, read_forced, read_given, where_given
from willing.models.holding import Bools
from willing.models.joining import Formation
from willing.models.plan import Plan, make_plan
from willing.models.tally import Tally
from willing.models.worlds import Draws, draw, happen
from willing.scenario.conditions import Condition
from willing.scenario.scenario import Scenario

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
        success=summary.success(low),
        success_greatest=summary.success(high),
        assurance_gap=summary.gap(low, high),
        members=summary.members(low),
        members_greatest=summary.members(high),
        actors=summary.actors(low, high),
        pledges=summary.pledges(low, high),
        totals=summary.totals(low),
        totals_greatest=summary.totals(high),
        by_event=tuple(
            summary.split(scenario, low, event, setting, conditions) for event in plan.events
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
