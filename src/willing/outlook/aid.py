"""Aid in the worlds of the formation model: donors stop where the scenario's events say so."""

from __future__ import annotations

from typing import Unpack

from willing.errors import InputError
from willing.models.aid.pauses import paused
from willing.models.aid.relief import Relief, aid
from willing.models.aid.setting import Setting, read_setting
from willing.models.deterrence.presence import Presence
from willing.models.formation.trial import Options
from willing.outlook.presence import assembled
from willing.scenario.scenario import Scenario


def aid_of(
    scenario: Scenario, setting: Setting, *, seed: int, **options: Unpack[Options]
) -> Relief:
    """What the scenario's pauses leave open; options as for `formation`. Raises `InputError`."""
    return _in_worlds(scenario, setting, assembled(scenario, {}, seed=seed, **options), seed)


def relief_of(scenario: Scenario, there: Presence, *, seed: int) -> Relief:
    """The same as the scenario itself asks for it, in worlds that are there already."""
    question = scenario.initiative
    try:
        setting = read_setting(scenario.aid, on=question.date, recipient=question.beneficiary)
        return _in_worlds(scenario, setting, there, seed)
    except InputError as error:
        raise InputError(f"aid: {error}") from None


def _in_worlds(scenario: Scenario, setting: Setting, there: Presence, seed: int) -> Relief:
    pauses = paused(scenario.aid.pause, there.events, there.worlds)
    return aid(setting, pauses, seed=seed, counted=there.counted)
