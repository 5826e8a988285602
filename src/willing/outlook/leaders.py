"""From the crisis after a settlement to what it does to leaders: the chances of three outcomes."""

from __future__ import annotations

from typing import Unpack

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.approval.approval import Approval, approval
from willing.models.deterrence.payoffs import HOLDS
from willing.models.deterrence.played import Played, played, settled
from willing.models.deterrence.presence import Presence
from willing.models.deterrence.setting import Setting, read_setting
from willing.models.formation.trial import Options
from willing.outlook.presence import assembled
from willing.scenario.scenario import Scenario

Floats = NDArray[np.float64]


def outcome_chances(scenario: Scenario, *, seed: int, **options: Unpack[Options]) -> Floats:
    """The chances of a stable ceasefire, one that falters, and no deal: shape (3, worlds).

    World i is number i of every draw with this seed; a world that is not given has zeros. Options
    as for `formation`. Raises `InputError` where the crisis cannot be played.
    """
    if scenario.crisis.game:
        raise InputError("crisis.game: a game of your own says nothing of these outcomes")
    setting = read_setting(scenario)
    if not setting.weights:
        raise InputError(
            "crisis.weights: nothing that the initiative asks for has an amount; write what "
            "counts, such as weights: {ground_troops: 1}"
        )
    presence = assembled(scenario, setting.weights, seed=seed, **options)
    return chances_of(presence, _played(setting, presence, seed))


def chances_of(presence: Presence, crisis: Played | None) -> Floats:
    """The same from the worlds and the crisis in those that have a settlement (None: none has)."""
    found = np.zeros((3, presence.worlds))
    found[2] = presence.counted
    if crisis is not None:
        found[2, crisis.rows] = 0
        held = crisis.ends[HOLDS]
        found[0, crisis.rows] = held
        found[1, crisis.rows] = 1 - held
    return found


def approvals_of(
    scenario: Scenario, chances: Floats | None, *, seed: int, worlds: int = 10_000
) -> tuple[Approval, ...]:
    """Each leader's approval from the day that is asked for on, mixed by the outcomes' chances."""
    question = scenario.initiative
    drawn = worlds if chances is None else chances.shape[1]
    return tuple(
        approval(
            leader,
            id_,
            asked=question.horizon or question.date,
            seed=seed,
            chances=chances,
            worlds=drawn,
        )
        for id_, leader in scenario.leaders.items()
    )


def _played(setting: Setting, presence: Presence, seed: int) -> Played | None:
    if not settled(setting, presence).any() and presence.counted.any():
        return None
    return played(setting, presence, seed=seed)
