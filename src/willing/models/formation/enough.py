"""Do enough of certain actors join? For a group that takes a minimum of its own members."""

from __future__ import annotations

from collections.abc import Collection
from typing import Unpack

from willing.models.chance import Chance, chance
from willing.models.formation.bits import count, counter, reaches
from willing.models.formation.fixed_points import joined_rows
from willing.models.formation.trial import Counts, Options, Trial, make_trial, none_left, summed
from willing.models.formation.worlds import Block
from willing.scenario.scenario import Scenario


def enough_join(
    scenario: Scenario, among: Collection[str], least: int, *, seed: int, **options: Unpack[Options]
) -> Chance:
    """P(at least `least` of the actors `among` join), at the least fixed point; options as for
    `formation`, whose worlds they are.
    """
    trial = make_trial(scenario, seed, **options)
    name = f"at least {least} of {', '.join(sorted(among))}"
    found = summed(trial, name, Counts([0, 0]), lambda block: _counts(trial, block, among, least))
    worlds, enough = found.numbers
    if not worlds:
        raise none_left(trial)
    return chance(enough, worlds)


def _counts(trial: Trial, block: Block, among: Collection[str], least: int) -> Counts:
    """Worlds, and those in which enough join."""
    plan = trial.plan
    active = trial.engine.settle(plan, trial.program, block, rising=True)
    joined = joined_rows(plan, active)
    rows = [joined[row] for row, actor in enumerate(plan.actors) if actor in among]
    enough = reaches(counter(rows, active.shape[1]), least)
    return Counts([count(block.kept), count(enough & block.kept)])
