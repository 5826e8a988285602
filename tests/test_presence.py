"""The force that stands there in each world is what the formation model says of it."""

from __future__ import annotations

import numpy as np
import pytest

from willing.errors import InputError
from willing.models.formation.formation import formation
from willing.outlook.presence import assembled
from willing.scenario.scenario import Scenario

SCENARIO = Scenario.model_validate(
    {
        "initiative": {"id": "force", "date": "2025-03-05", "requires": {"ground_troops": 5000}},
        "events": {"ceasefire": {"p": 0.4}, "us_backstop": {"p": 0.3}},
        "actors": {
            "GBR": {
                "pledges": [
                    {"kind": "ground_troops", "amount": [4000, 6000, 9000], "stance": "lead"},
                    {"kind": "air", "amount": 6, "stance": "in", "when": "us_backstop"},
                ]
            },
            "FRA": {
                "pledges": [
                    {
                        "kind": "ground_troops",
                        "amount": {"p10": 1000, "p50": 3000, "p90": 6000},
                        "stance": "in",
                        "when": "ceasefire and joined(GBR)",
                    }
                ]
            },
        },
    }
)
WORLDS = 5000


def test_force_members_and_events_are_those_of_the_formation():
    formed = formation(SCENARIO, seed=3, worlds=WORLDS)
    totals = {total.kind: total.mean for total in formed.totals}
    there = assembled(SCENARIO, {"ground_troops": 1, "air": 100}, seed=3, worlds=WORLDS)
    assert there.worlds == WORLDS
    assert there.force.mean() == pytest.approx(totals["ground_troops"] + 100 * totals["air"])
    assert there.members.mean() == pytest.approx(formed.members.mean)
    assert set(there.events) == {"ceasefire", "us_backstop"}
    assert there.events["ceasefire"].mean() == pytest.approx(0.4, abs=0.03)


def test_what_is_given_and_forced_is_so():
    weights = {"ground_troops": 1.0}
    options = {"seed": 3, "worlds": WORLDS}
    plain = assembled(SCENARIO, weights, **options)
    forced = assembled(SCENARIO, weights, forced={"ceasefire": True}, **options)
    assert forced.events["ceasefire"].all()
    assert (forced.force >= plain.force).all()
    given = assembled(SCENARIO, weights, given=["ceasefire"], **options)
    assert np.array_equal(given.counted, plain.events["ceasefire"])
    assert np.array_equal(given.force, plain.force)


def test_kinds_that_nobody_pledges_count_for_nothing():
    there = assembled(SCENARIO, {"naval": 1.0}, seed=3, worlds=100)
    assert not there.force.any()
    with pytest.raises(InputError):
        assembled(SCENARIO, {"naval": 1.0}, seed=3, worlds=100, forced={"armistice": True})
