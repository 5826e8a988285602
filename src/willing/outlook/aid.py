"""Aid in the worlds of the formation model: donors stop where the scenario's events say so."""

from __future__ import annotations

from typing import Unpack

from willing.models.aid.pauses import paused
from willing.models.aid.relief import Relief, aid
from willing.models.aid.setting import Setting
from willing.models.formation.trial import Options
from willing.outlook.presence import assembled
from willing.scenario.scenario import Scenario


def aid_of(
    scenario: Scenario, setting: Setting, *, seed: int, **options: Unpack[Options]
) -> Relief:
    """What the scenario's pauses leave open; options as for `formation`. Raises `InputError`."""
    there = assembled(scenario, {}, seed=seed, **options)
    pauses = paused(scenario.aid.pause, there.events, there.worlds)
    return aid(setting, pauses, seed=seed, counted=there.counted)
