"""Is it enough, and how many join? The two headline numbers alone, for sensitivities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Unpack

from willing.models.chance import Chance, chance
from willing.models.formation.bits import count, counts
from willing.models.formation.fixed_points import joined_rows
from willing.models.formation.trial import Counts, Options, Trial, make_trial, none_left, summed
from willing.models.formation.worlds import Block
from willing.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Headline:
    """P(success) (None where nothing is required) and the mean number of members, at the least
    fixed point.
    """

    success: Chance | None
    members: float


def headline(scenario: Scenario, *, seed: int, **options: Unpack[Options]) -> Headline:
    """The headline numbers; options as for `formation`, whose numbers they are."""
    trial = make_trial(scenario, seed, **options)
    name = f"headline at loading {trial.plan.loading:g}"
    found = summed(trial, name, Counts([0, 0, 0]), lambda block: _counts(trial, block))
    worlds, success, members = found.numbers
    if not worlds:
        raise none_left(trial)
    return Headline(
        success=chance(success, worlds) if trial.plan.requires else None,
        members=members / worlds,
    )


def _counts(trial: Trial, block: Block) -> Counts:
    """Worlds, those of success, and members over all of them."""
    active = trial.engine.settle(trial.plan, trial.program, block, rising=True)
    joined = joined_rows(trial.plan, active)
    succeeded = trial.engine.succeeds(trial.plan, block, active)
    members = int(counts(joined & block.kept).sum())
    return Counts([count(block.kept), count(succeeded & block.kept), members])
