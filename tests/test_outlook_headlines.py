"""The headline numbers are those of the models, and so are their standard errors."""

from __future__ import annotations

import numpy as np
import pytest

from willing.errors import InputError
from willing.models.bodies.decision import decide
from willing.models.deterrence.deterrence import deterrence
from willing.models.deterrence.setting import read_setting
from willing.models.formation.formation import formation
from willing.models.formation.what_if import what_if
from willing.outlook.bodies import opted_in
from willing.outlook.headlines import Headline, headlines
from willing.outlook.joint import joint
from willing.outlook.presence import assembled
from willing.scenario.scenario import Scenario

CASE = {
    "initiative": {
        "id": "force",
        "date": "2025-03-05",
        "adversary": "RUS",
        "beneficiary": "UKR",
        "requires": {"ground_troops": 8000},
    },
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
        "NOR": {"pledges": [{"kind": "ground_troops", "amount": 500, "stance": 0.5}]},
    },
    "bodies": {
        "nato": {"rule": "consensus", "members": ["NATO"]},
        "club": {"rule": "opt_in", "minimum": 2},
        "pair": {"rule": "opt_in", "members": ["GBR", "FRA"], "minimum": 2},
        "open": {"rule": "opt_in"},
    },
}
SCENARIO = Scenario.model_validate(CASE)
OPTIONS = {"seed": 5, "worlds": 3000}


@pytest.mark.parametrize("asked", [{}, {"given": ["ceasefire"]}, {"forced": {"us_backstop": True}}])
def test_they_are_the_numbers_of_the_models(asked):
    options = {**OPTIONS, **asked}
    found = headlines(SCENARIO, **options)
    values = dict(zip(found.of, found.values.tolist(), strict=True))
    formed = formation(SCENARIO, **options)
    expected = {
        Headline("success"): formed.success.p,
        Headline("members"): formed.members.mean,
        Headline("total", "ground_troops"): next(
            t.mean for t in formed.totals if t.kind == "ground_troops"
        ),
        Headline("passes", "nato"): decide("nato", SCENARIO).p_pass,
    }
    expected |= {Headline("joins", a.actor): a.p_joins.p for a in formed.actors}
    for body in ("club", "pair"):
        decision = opted_in(decide(body, SCENARIO), SCENARIO, formed, worlds=3000, **asked)
        expected[Headline("passes", body)] = decision.p_pass
    setting = read_setting(SCENARIO)
    there = assembled(SCENARIO, setting.weights, **options)
    expected[Headline("holds")] = deterrence(setting, there, seed=5).shares.holds
    expected[Headline("together")] = joint(SCENARIO, **options).tree.good.value
    assert values == pytest.approx(expected, abs=1e-12)


def test_the_pulls_give_the_standard_errors():
    found = headlines(SCENARIO, seed=2, worlds=40_000)
    errors = np.sqrt((found.pulls**2).sum(axis=1))
    formed = formation(SCENARIO, seed=2, worlds=40_000)
    by = dict(zip(found.of, errors.tolist(), strict=True))
    assert by[Headline("success")] == pytest.approx(formed.success.se, rel=0.3)
    assert by[Headline("joins", "NOR")] == pytest.approx((0.25 / 40_000) ** 0.5, rel=0.3)
    assert by[Headline("passes", "nato")] == 0
    assert np.allclose(found.pulls.sum(axis=1), 0, atol=1e-12)


def test_a_difference_of_pulls_gives_the_error_of_a_difference():
    options = {"seed": 2, "worlds": 40_000}
    sides = [headlines(SCENARIO, **options, forced={"ceasefire": on}) for on in (False, True)]
    plain = headlines(SCENARIO, **options)
    expected = what_if(SCENARIO, **options, forced={"ceasefire": True}).success
    row = plain.of.index(Headline("success"))
    off = sides[1].pulls[row] - plain.pulls[row]
    assert sides[1].values[row] - plain.values[row] == pytest.approx(expected.difference)
    assert np.sqrt((off**2).sum()) == pytest.approx(expected.se, rel=0.3)


def test_what_is_not_there_is_no_number():
    bare = Scenario.model_validate(
        {"initiative": {"id": "x", "date": "2025-03-05"}, "actors": {"NOR": {}}}
    )
    found = headlines(bare, seed=1, worlds=100)
    assert [headline.number for headline in found.of] == ["members", "joins"]
    chosen = found.only([Headline("holds"), Headline("members")])
    assert np.isnan(chosen.values[0])
    assert chosen.values[1] == 0


def test_what_is_given_must_hold_somewhere():
    with pytest.raises(InputError, match="holds in none"):
        headlines(SCENARIO, **OPTIONS, given=["ceasefire", "not ceasefire"])
