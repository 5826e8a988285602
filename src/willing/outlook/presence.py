"""From the coalition that forms in each world to the force that stands there in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Unpack

import numpy as np
from numpy.typing import NDArray

from willing.models.deterrence.presence import Presence, presence
from willing.models.formation.bits import LANES, unpacked
from willing.models.formation.fixed_points import joined_rows
from willing.models.formation.plan import GRAIN
from willing.models.formation.sums import total
from willing.models.formation.tally import member_counts
from willing.models.formation.trial import Options, Trial, make_trial, over_blocks
from willing.models.formation.worlds import Block
from willing.scenario.scenario import Scenario

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Worlds:
    """The worlds of the formation model one by one, in their order, at the least fixed point.

    `enough`: where everything that is required comes together (everywhere, where nothing is), shape
    (worlds,). `willing`: by the id of the pledge, where its actor is willing, conditions aside.
    """

    presence: Presence
    enough: Bools
    willing: Mapping[str, Bools]


def assembled(
    scenario: Scenario, weights: Mapping[str, float], *, seed: int, **options: Unpack[Options]
) -> Presence:
    """The worlds of the formation model: what each unit of a kind counts for is in `weights`.

    The coalition is that of the least fixed point; options as for `formation`. Raises `InputError`.
    """
    trial = make_trial(scenario, seed, **options)
    blocks = over_blocks(
        trial, lambda block: _presence(trial, block, weights, _active(trial, block))
    )
    return _joined(trial, list(blocks))


def worlds_of(
    scenario: Scenario, weights: Mapping[str, float], *, seed: int, **options: Unpack[Options]
) -> Worlds:
    """The same with what else is known of each world. Raises `InputError`."""
    trial = make_trial(scenario, seed, **options)
    blocks = list(over_blocks(trial, lambda block: _world(trial, block, weights)))
    return Worlds(
        presence=_joined(trial, [block.presence for block in blocks]),
        enough=np.concatenate([block.enough for block in blocks])[: trial.worlds],
        willing={
            offer.id: np.concatenate([block.willing[offer.id] for block in blocks])[: trial.worlds]
            for offer in trial.plan.offers
        },
    )


def _active(trial: Trial, block: Block) -> NDArray[np.uint64]:
    return trial.engine.settle(trial.plan, trial.program, block, rising=True)


def _joined(trial: Trial, blocks: list[Presence]) -> Presence:
    """The blocks as one, without what was drawn beyond the last world."""
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


def _world(trial: Trial, block: Block, weights: Mapping[str, float]) -> Worlds:
    active = _active(trial, block)
    return Worlds(
        presence=_presence(trial, block, weights, active),
        enough=unpacked(trial.engine.succeeds(trial.plan, block, active)),
        willing={
            offer.id: unpacked(row)
            for offer, row in zip(trial.plan.offers, block.willing, strict=True)
        },
    )


def _presence(
    trial: Trial, block: Block, weights: Mapping[str, float], active: NDArray[np.uint64]
) -> Presence:
    plan = trial.plan
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
