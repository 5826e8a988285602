"""Who is in, with what, and is it enough? A coalition that forms by Monte Carlo over worlds.

In each world events happen or not, each actor is more or less willing, amounts are drawn; who
joins is then the least fixed point of everyone's conditions, and the greatest beside it shows
what coordination alone could add (see `fixed_points`, `worlds`). Granovetter (1978), "Threshold
models of collective behavior", is the case in which every condition is `members() >= k`.
"""

from __future__ import annotations

from typing import Unpack

import numpy as np

from willing.models.formation import summary
from willing.models.formation.joining import Formation
from willing.models.formation.tally import WAVES, Tallies, Tally, tally
from willing.models.formation.together import together
from willing.models.formation.trial import (
    NOTHING,
    Options,
    Trial,
    make_trial,
    none_left,
    summed,
)
from willing.models.formation.worlds import Block
from willing.scenario.scenario import Scenario


def formation(scenario: Scenario, *, seed: int, **options: Unpack[Options]) -> Formation:
    """Form the coalition in many worlds and count; for the options see `trial.Options`.

    Raises `InputError` for unknown names, for circular events and if no world is left.
    """
    trial = make_trial(scenario, seed, **options)
    plan = trial.plan
    counts = Tallies(Tally(plan), Tally(plan))
    summed(trial, "formation", counts, lambda block: _both(trial, block))
    low, high = counts.low, counts.high
    if not low.worlds:
        raise none_left(trial)
    matter = summary.mattering(plan)
    return Formation(
        seed=seed,
        worlds=trial.worlds,
        worlds_used=low.worlds,
        given=trial.given_text,
        forced=dict(sorted(options.get("forced", NOTHING).items())),
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
            summary.split(scenario, low, event, trial.setting, trial.given, matters=event in matter)
            for event in plan.events
        ),
        tipping=summary.tipping(low),
        together=together(low),
    )


def _both(trial: Trial, block: Block) -> Tallies:
    """The counts of one block at the least and at the greatest fixed point."""
    settle = trial.engine.settle
    waves = np.zeros((len(trial.plan.actors), WAVES), dtype=np.int64)
    least = settle(trial.plan, trial.program, block, rising=True, waves=waves)
    greatest = settle(trial.plan, trial.program, block, rising=False, known=least)
    return Tallies(tally(trial, block, least, waves), tally(trial, block, greatest))
