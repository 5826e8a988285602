"""The whole answer: worlds with the absent power and without, what adds up, what is refused."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from tests.models.leverage.made import FIRST, SECOND, standing, terms
from willing.errors import InputError
from willing.models.leverage.document import plain
from willing.models.leverage.leverage import leverage
from willing.models.leverage.terms import drawn
from willing.scenario.talks import Link

WORLDS = 4000
SPANS = {
    "patience_UKR": (0.9, 0.95, 0.99), "patience_RUS": (0.9, 0.99), "risk_UKR": (0.0, 0.5),
    "drift": (-0.01, 0.02), "cost_RUS": (0.0, 0.02),
}  # fmt: skip


def worlds(**given):
    rng = np.random.default_rng(3)
    usual = {"wins": rng.uniform(0.2, 0.8, WORLDS), "backstop": rng.uniform(size=WORLDS) < 0.3}
    return standing(**{"worlds": WORLDS, "holds": 0.8, **usual, **given})


def ask(there=None, of=None, **options):
    of = of or terms(absent="backstop", **SPANS)
    return leverage(of, there or worlds(), seed=7, **options)


def test_shares_sum_to_one():
    found = ask()
    one, other = (side.share for side in found.sides)
    assert one.mean + other.mean == pytest.approx(1)
    assert one.p10 + other.p90 == pytest.approx(1)
    assert one.median + other.median == pytest.approx(1)
    assert found.sides[0].weight.mean + found.sides[1].weight.mean == pytest.approx(1)
    assert found.low.mean < one.mean < found.high.mean
    assert found.on_paper.mean > one.mean


def test_worlds_with_the_absent_power_and_without_are_all_worlds():
    found = ask()
    with_it, without = found.given
    assert with_it.worlds + without.worlds == found.worlds == WORLDS
    mean = sum(case.worlds * case.shares[0].mean for case in found.given) / WORLDS
    assert mean == pytest.approx(found.sides[0].share.mean)
    assert found.forced == ()
    there = worlds()
    stronger = replace(there, wins=there.wins / 2)
    found = ask(there, switched=(stronger, there))
    assert found.forced[0].shares[0].mean > found.forced[1].shares[0].mean
    assert found.forced[1].shares[0] == found.sides[0].share


def test_what_moves_nothing_today_is_no_bar():
    found = ask()
    names = [bar.name for bar in found.tornado]
    assert set(names) == {"patience:UKR", "patience:RUS", "risk:UKR"}
    swings = [bar.swing for bar in found.tornado]
    assert swings == sorted(swings, reverse=True)
    patience = next(bar for bar in found.tornado if bar.name == "patience:UKR")
    assert patience.share_high > found.sides[0].share.mean > patience.share_low


def test_a_world_is_the_same_whatever_other_worlds_there_are():
    of = terms(**SPANS)
    every = drawn(of, np.arange(WORLDS), 7)
    some = np.arange(5, WORLDS, 13)
    few = drawn(of, some, 7)
    assert all(np.array_equal(few[name], every[name][some]) for name in every)
    more = drawn(terms({"extra": {FIRST: (0.0, 1.0)}}, **SPANS), some, 7)
    assert all(np.array_equal(few[name], more[name]) for name in few)


def test_where_there_is_no_deal_nothing_is_said_of_it():
    found = ask(worlds(settlement=(-1.0, -1.0)), terms(absent="nothing"))
    assert found.exists.p == 0.0
    assert found.low is found.on_paper is found.sides[0].share is None
    assert found.given[0].exists is None
    assert found.given[1].exists == 0.0
    assert found.waiting[0].now is None
    assert found.waiting[0].options == 0.0
    json.dumps(plain(found), allow_nan=False)


def test_it_is_plain_data_in_the_end():
    links = {"relief": Link(values={SECOND: (0.1, 0.2), "USA": 0.1}, event="backstop")}
    found = plain(ask(of=terms(links, absent="backstop", **SPANS), months=12))
    assert json.loads(json.dumps(found, allow_nan=False)) == json.loads(json.dumps(found))
    assert [package["links"] for package in found["packages"]] == [("relief",), ()]
    assert found["links"][0]["values"]["USA"] == pytest.approx(0.1)
    assert found["delay"]["months"] == 12
    assert {term["name"] for term in found["terms"]} >= {"link:relief:RUS", "drift"}


def test_what_is_refused():
    with pytest.raises(InputError, match="seed"):
        leverage(terms(), worlds(), seed=-1)
    with pytest.raises(InputError, match="wins"):
        ask(worlds(wins=2.0))
    with pytest.raises(InputError, match="121 months"):
        ask(months=121)
    short = replace(worlds(), events={"backstop": np.array([True])})
    with pytest.raises(InputError, match="different numbers of worlds"):
        ask(short)
