"""The Nash solution: closed forms, the game whose limit it is, and what its axioms promise."""

from __future__ import annotations

from itertools import pairwise
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from tests.models.leverage.made import Player, offers_by_turns
from willing.models.leverage.nash import nash
from willing.models.leverage.weights import first_weight

SHARE = st.floats(0.02, 0.98)
RISK = st.one_of(st.just(0.0), st.floats(0.0, 0.95))
NOTHING = st.floats(0.0, 3.0)
SURPLUS = st.floats(0.01, 3.0)


def solve(weight, nothing, total, risk):
    """In one world."""
    return nash(
        np.array([weight]), np.array(nothing)[:, None], np.array([total]), np.array(risk)[:, None]
    ).item()


@given(SHARE, NOTHING, NOTHING, SURPLUS)
def test_without_aversion_to_risk_each_takes_its_share_of_the_gain(weight, one, two, surplus):
    found = solve(weight, (one, two), one + two + surplus, (0.0, 0.0))
    assert found == pytest.approx(one + weight * surplus)


@given(SHARE, RISK, RISK, SURPLUS)
def test_with_nothing_to_lose_aversion_lowers_the_weight(weight, first, second, total):
    mine, other = weight * (1 - first), (1 - weight) * (1 - second)
    found = solve(weight, (0.0, 0.0), total, (first, second))
    assert found == pytest.approx(total * mine / (mine + other), abs=1e-9)


@given(SHARE, NOTHING, NOTHING, SURPLUS, RISK, RISK)
def test_it_maximises_the_product_of_the_gains(weight, one, two, surplus, first, second):
    total = one + two + surplus

    def gain(wealth, nothing, risk):
        return (wealth ** (1 - risk) - nothing ** (1 - risk)) / (1 - risk)

    def loss(y):
        mine, other = gain(y, one, first), gain(total - y, two, second)
        if mine <= 0 or other <= 0:
            return float("inf")
        return -weight * log(mine) - (1 - weight) * log(other)

    found = solve(weight, (one, two), total, (first, second))
    assert one <= found <= one + surplus
    best = minimize_scalar(loss, bounds=(one, one + surplus), method="bounded")
    assert loss(found) <= best.fun + 1e-9


@given(SHARE, NOTHING, NOTHING, SURPLUS, RISK, RISK, st.floats(0.01, 100.0))
def test_a_unit_changes_nothing(weight, one, two, surplus, first, second, unit):
    total = one + two + surplus
    found = solve(weight, (one, two), total, (first, second))
    scaled = solve(weight, (one * unit, two * unit), total * unit, (first, second))
    assert scaled == pytest.approx(found * unit, rel=1e-8)


@given(SHARE, NOTHING, NOTHING, SURPLUS, RISK, RISK)
def test_who_is_called_first_changes_nothing(weight, one, two, surplus, first, second):
    total = one + two + surplus
    found = solve(weight, (one, two), total, (first, second))
    mirrored = solve(1 - weight, (two, one), total, (second, first))
    assert found + mirrored == pytest.approx(total)


def test_where_there_is_nothing_to_gain_each_keeps_what_it_has():
    assert solve(0.3, (0.5, 0.5), 0.8, (0.5, 0.2)) == 0.5
    assert solve(0.3, (0.5, 0.5), 1.0, (0.5, 0.2)) == 0.5


def test_worlds_do_not_touch_each_other():
    rng = np.random.default_rng(5)
    worlds = 20_000
    weight, nothing = rng.uniform(0.05, 0.95, worlds), rng.uniform(0, 1, (2, worlds))
    total = nothing.sum(axis=0) + rng.uniform(-0.2, 1, worlds)
    risk = rng.uniform(0, 0.95, (2, worlds)) * (rng.uniform(size=worlds) < 0.7)
    together = nash(weight, nothing, total, risk)
    for i in range(0, worlds, 997):
        alone = solve(weight[i], nothing[:, i], total[i], risk[:, i])
        assert together[i] == pytest.approx(alone, abs=1e-10)


@pytest.mark.parametrize(
    ("players", "total"),
    [
        ((Player(0.1, 0.9), Player(0.2, 0.95)), 1.0),
        ((Player(0.1, 0.9, risk=0.5), Player(0.2, 0.95, risk=0.3)), 1.0),
        ((Player(0.0, 0.97, risk=0.8), Player(0.3, 0.9)), 1.4),
    ],
)
def test_offers_by_turns_end_there_as_they_follow_each_other_faster(players, total):
    weight = first_weight(np.array([[p.patience] for p in players]), np.ones((2, 1))).item()
    nothing, risk = [p.fighting for p in players], [p.risk for p in players]
    limit = solve(weight, nothing, total, risk)
    errors = [
        abs(offers_by_turns(total, players, period, int(600 / period)) - limit)
        for period in (0.2, 0.1, 0.05)
    ]
    assert errors[0] < 0.01
    for coarse, fine in pairwise(errors):
        assert 1.8 < coarse / fine < 2.2
