"""The talks in the worlds of the crisis: what fights without a deal, what stands behind one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from willing.errors import InputError
from willing.models.deterrence.fighting import fighting
from willing.models.deterrence.setting import read_setting
from willing.models.leverage.leverage import leverage
from willing.models.leverage.standing import Standing
from willing.models.leverage.terms import read_terms
from willing.outlook.leverage import SWITCHED, leverage_of
from willing.outlook.presence import assembled
from willing.scenario.scenario import Scenario

WORLDS = 1500


def scenario(**parts):
    return Scenario.model_validate(
        {
            "initiative": {
                "id": "force", "date": "2025-03-05", "requires": {"ground_troops": 5000},
                "beneficiary": "UKR", "adversary": "RUS",
            },
            "events": {
                "ceasefire": {"p": 0.4},
                "us_backstop": {"p": {"if": "ceasefire", "then": 0.5, "else": 0.1}},
            },
            "actors": {
                "GBR": {
                    "pledges": [
                        {"kind": "ground_troops", "amount": [40_000, 60_000, 90_000],
                         "stance": "lead", "when": "ceasefire"},
                    ]
                },
                "POL": {
                    "pledges": [
                        {"kind": "ground_troops", "amount": 30_000, "stance": "in",
                         "when": "us_backstop"},
                    ]
                },
            },
        }
        | parts
    )  # fmt: skip


def ask(of=None, **options):
    return leverage_of(of or scenario(), **({"seed": 3, "worlds": WORLDS} | options))


def test_it_is_the_model_on_both_settings_of_the_settlement():
    of = scenario()
    crisis = read_setting(of)
    off, on = (
        assembled(of, crisis.weights, seed=3, worlds=WORLDS, forced={"ceasefire": value})
        for value in (False, True)
    )
    found = fighting(crisis, off, on, seed=3)
    standing = Standing(
        found.rows, found.wins, found.holds, found.costs[[2, 0]], found.stakes[[2, 0]],
        found.settlement[[2, 0]], on.events,
    )  # fmt: skip
    by_hand = leverage(read_terms(of), standing, seed=3)
    assert ask().sides == by_hand.sides
    assert ask().waiting == by_hand.waiting


def test_worlds_that_are_there_already_give_the_same_answer():
    of = scenario()
    crisis = read_setting(of)
    options = {"forced": {"POL": True}, "given": ["us_backstop"], "worlds": WORLDS}
    there = assembled(of, crisis.weights, seed=3, **options)
    found = ask(of, presence=there, setting=crisis, **options)
    assert found == ask(of, **options)
    assert found.worlds == int(there.counted.sum()) < WORLDS


def test_the_absent_power_is_switched_in_the_same_worlds():
    found = ask()
    with_it, without = found.forced
    assert with_it.worlds == without.worlds == WORLDS
    assert with_it.shares[0].mean > without.shares[0].mean + 0.05
    backed = ask(forced={"us_backstop": True})
    assert backed.sides[0].share == with_it.shares[0]
    assert backed.given[1].worlds == 0


def test_worlds_that_count_late_are_switched_too():
    of = scenario()
    crisis = read_setting(of)
    there = assembled(of, crisis.weights, seed=3, worlds=SWITCHED + 100)
    late = replace(there, counted=np.arange(there.worlds) >= SWITCHED)
    found = ask(of, presence=late, setting=crisis)
    assert [case.worlds for case in found.forced] == [100, 100]
    assert found.worlds == 100


def test_the_sides_shares_hang_on_crisis_and_talks_alike():
    names = {bar.name for bar in ask().tornado}
    assert {"defence_advantage", "beneficiary_war_cost", "patience:RUS"} <= names


def test_how_likely_a_deal_holds_may_come_from_elsewhere():
    sure = ask(holds=np.ones(WORLDS))
    assert sure.on_paper == sure.sides[0].share
    assert sure.sides[1].deal.mean != ask().sides[1].deal.mean
    with pytest.raises(InputError, match="holds: 7 worlds, and 1,500 that count"):
        ask(holds=np.ones(7))


def test_a_third_party_bargains_with_the_coalitions_stakes():
    parameters = {"coalition_war_cost": 0.1, "beneficiary_war_cost": 3.0}
    parts = {"crisis": {"parameters": parameters}}
    own = ask(scenario(**parts))
    other = ask(scenario(**parts, talks={"parties": ["USA", "RUS"]}))
    assert other.sides[0].party == "USA"
    assert other.sides[0].share.mean > own.sides[0].share.mean


def test_without_any_event_it_is_played_as_things_stand():
    found = ask(scenario(events={}, actors={}))
    assert (found.given, found.forced) == ((), ())
    assert found.worlds == WORLDS


def test_a_link_that_hangs_on_an_event_and_is_left_out():
    links = {"minerals": {"values": {"UKR": -0.2, "USA": 0.3}, "event": "us_backstop"}}
    found = ask(scenario(talks={"links": links}))
    assert found.links[0].worlds == found.given[0].worlds
    assert ask(scenario(talks={"links": links}), without=["minerals"]).sides == ask().sides
