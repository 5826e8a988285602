"""From the crisis to the chances of what befalls a leader, world by world."""

from __future__ import annotations

import numpy as np
import pytest

from willing.errors import InputError
from willing.models.deterrence.payoffs import HOLDS
from willing.models.deterrence.played import played
from willing.models.deterrence.setting import read_setting
from willing.outlook.leaders import outcome_chances
from willing.outlook.presence import assembled
from willing.scenario.crisis import Crisis
from willing.scenario.scenario import Scenario

BASE = {
    "initiative": {
        "id": "force",
        "date": "2025-04-11",
        "adversary": "RUS",
        "beneficiary": "UKR",
        "requires": {"ground_troops": 10_000},
    },
    "events": {"ceasefire": {"p": 0.3}, "us_backstop": {"p": 0.5}},
    "actors": {
        "GBR": {
            "pledges": [
                {"kind": "ground_troops", "stance": "lead", "amount": 8000, "when": "ceasefire"}
            ]
        }
    },
}
SCENARIO = Scenario.model_validate(BASE)


def test_the_chances_are_those_of_the_same_worlds():
    found = outcome_chances(SCENARIO, seed=3, worlds=1000)
    setting = read_setting(SCENARIO)
    presence = assembled(SCENARIO, setting.weights, seed=3, worlds=1000)
    crisis = played(setting, presence, seed=3)
    assert found.shape == (3, 1000)
    np.testing.assert_allclose(found.sum(axis=0), 1)
    ceasefire = presence.happened("ceasefire")
    assert (found[2] == np.where(ceasefire, 0, 1)).all()
    np.testing.assert_allclose(found[0, ceasefire], crisis.ends[HOLDS])


def test_worlds_that_are_not_given_have_no_chances():
    found = outcome_chances(SCENARIO, seed=3, worlds=1000, given=("ceasefire",))
    assert set(found[2]) == {0}
    assert 0.2 < (found.sum(axis=0) > 0).mean() < 0.4


def test_without_any_settlement_there_is_no_deal():
    found = outcome_chances(SCENARIO, seed=3, worlds=100, forced={"ceasefire": False})
    assert found.sum(axis=1).tolist() == [0, 0, 100]


def test_a_game_of_ones_own_has_other_ends():
    own = SCENARIO.model_copy(update={"crisis": Crisis(game="EFG 2 R")})
    with pytest.raises(InputError, match=r"crisis\.game"):
        outcome_chances(own, seed=1, worlds=100)


def test_an_initiative_without_amounts_needs_weights():
    bare = BASE | {"initiative": {"id": "x", "date": "2025-04-11", "adversary": "RUS",
                                  "core": ["political"]}, "actors": {}}  # fmt: skip
    with pytest.raises(InputError, match=r"crisis\.weights"):
        outcome_chances(Scenario.model_validate(bare), seed=1, worlds=100)
