"""From the coalition that forms in each world to the force that stands there in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack

import numpy as np

from willing.models.deterrence.presence import Presence, presence
from willing.models.formation.bits import LANES, unpacked
from willing.models.formation.fixed_points import joined_rows
from willing.models.formation.plan import GRAIN
from willing.models.formation.sums import total
from willing.models.formation.tally import member_counts
from willing.models.formation.trial import Options, Trial, make_trial, over_blocks
from willing.models.formation.worlds import Block
from willing.scenario.scenario import Scenario


def assembled(
    scenario: Scenario, weights: Mapping[str, float], *, seed: int, **options: Unpack[Options]
) -> Presence:
    """The worlds of the formation model: what each unit of a kind counts for is in `weights`.

    The coalition is that of the least fixed point; options as for `formation`. Raises `InputError`.
    """
    trial = make_trial(scenario, seed, **options)
    blocks = list(over_blocks(trial, lambda block: _presence(trial, block, weights)))
    worlds = trial.worlds
    return presence(
        np.concatenate([block.force for block in blocks])[:worlds],
        np.concatenate([block.members for block in blocks])[:worlds],
        {
            event: np.concatenate([block.events[event] for block in blocks])[:worlds]
            for event in trial.plan.events
        },
        np.concatenate([block.counted for block in blocks])[:worlds],
    )


def _presence(trial: Trial, block: Block, weights: Mapping[str, float]) -> Presence:
    plan = trial.plan
    active = trial.engine.settle(plan, trial.program, block, rising=True)
    force = np.zeros(LANES * block.words)
    for kind, weight in weights.items():
        rows = plan.rows.of_kind.get(kind, ())
        force += total(active, rows, block.amounts) * (weight / GRAIN)
    return Presence(
        force=force,
        members=member_counts(joined_rows(plan, active)).astype(np.int64),
        events={
            event: unpacked(row) for event, row in zip(plan.events, block.happened, strict=True)
        },
        counted=unpacked(block.kept),
    )
