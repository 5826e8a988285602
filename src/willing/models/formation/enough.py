"""Do enough of certain actors join? For a group that takes a minimum of its own members."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Unpack

from willing.models.chance import Chance, chance
from willing.models.formation.bits import count, counter, reaches
from willing.models.formation.fixed_points import joined_rows
from willing.models.formation.trial import Options, Trial, make_trial, none_left, summed
from willing.models.formation.worlds import Block
from willing.scenario.scenario import Scenario


@dataclass(slots=True)
class _Counts:
    worlds: int = 0
    enough: int = 0

    def merge(self, other: _Counts) -> None:
        """Add the counts of later worlds."""
        self.worlds += other.worlds
        self.enough += other.enough

    def plain(self) -> Any:
        """The counts as numbers."""
        return [self.worlds, self.enough]

    def restore(self, plain: Any) -> None:
        """Take over counts written down by `plain`."""
        self.worlds, self.enough = plain


def enough_join(
    scenario: Scenario, among: Collection[str], least: int, *, seed: int, **options: Unpack[Options]
) -> Chance:
    """P(at least `least` of the actors `among` join), at the least fixed point; options as for
    `formation`, whose worlds they are.
    """
    trial = make_trial(scenario, seed, **options)
    name = f"at least {least} of {', '.join(sorted(among))}"
    found = summed(trial, name, _Counts(), lambda block: _counts(trial, block, among, least))
    if not found.worlds:
        raise none_left(trial)
    return chance(found.enough, found.worlds)


def _counts(trial: Trial, block: Block, among: Collection[str], least: int) -> _Counts:
    plan = trial.plan
    active = trial.engine.settle(plan, trial.program, block, rising=True)
    joined = joined_rows(plan, active)
    rows = [joined[row] for row, actor in enumerate(plan.actors) if actor in among]
    enough = reaches(counter(rows, active.shape[1]), least)
    return _Counts(worlds=count(block.kept), enough=count(enough & block.kept))
