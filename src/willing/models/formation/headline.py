"""Is it enough, and how many join? The two headline numbers alone, for sensitivities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Unpack

from willing.models.chance import Chance, chance
from willing.models.formation.bits import count, counts
from willing.models.formation.fixed_points import joined_rows
from willing.models.formation.trial import Options, Trial, make_trial, none_left, summed
from willing.models.formation.worlds import Block
from willing.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Headline:
    """P(success) (None where nothing is required) and the mean number of members, at the least
    fixed point.
    """

    success: Chance | None
    members: float


@dataclass(slots=True)
class _Counts:
    worlds: int = 0
    success: int = 0
    members: int = 0

    def merge(self, other: _Counts) -> None:
        """Add the counts of later worlds."""
        self.worlds += other.worlds
        self.success += other.success
        self.members += other.members

    def plain(self) -> Any:
        """The counts as numbers."""
        return [self.worlds, self.success, self.members]

    def restore(self, plain: Any) -> None:
        """Take over counts written down by `plain`."""
        self.worlds, self.success, self.members = plain


def headline(scenario: Scenario, *, seed: int, **options: Unpack[Options]) -> Headline:
    """The headline numbers; options as for `formation`, whose numbers they are."""
    trial = make_trial(scenario, seed, **options)
    name = f"headline at loading {trial.plan.loading:g}"
    found = summed(trial, name, _Counts(), lambda block: _counts(trial, block))
    if not found.worlds:
        raise none_left(trial)
    return Headline(
        success=chance(found.success, found.worlds) if trial.plan.requires else None,
        members=found.members / found.worlds,
    )


def _counts(trial: Trial, block: Block) -> _Counts:
    active = trial.engine.settle(trial.plan, trial.program, block, rising=True)
    joined = joined_rows(trial.plan, active)
    succeeded = trial.engine.succeeds(trial.plan, block, active)
    return _Counts(
        worlds=count(block.kept),
        success=count(succeeded & block.kept),
        members=int(counts(joined & block.kept).sum()),
    )
