"""What knowing an unknown would do, against what can be worked out by hand or by drawing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_outlook_tree import holds, scenario
from willing.outlook.information import by_statement
from willing.outlook.joint import joint
from willing.reference.constants import Constants

CONSTANTS = Constants()


def test_the_move_of_an_event_is_that_of_the_two_sides():
    found = {one.target: one for one in joint(scenario(), seed=1, worlds=100_000).unknowns}
    ceasefire = found["ceasefire"]
    good = 0.63 * (0.3 * holds(9000, True) + 0.7 * holds(9000, False))
    assert ceasefire.without == 0
    assert ceasefire.with_it == pytest.approx(good, abs=0.01)
    assert ceasefire.move == pytest.approx(2 * 0.4 * 0.6 * good, abs=0.005)
    assert ceasefire.by_statement == 1
    assert found["GBR.ground_troops"].without == 0


def test_the_largest_move_comes_first_and_chance_alone_is_left_out():
    unknowns = joint(scenario(), seed=1, worlds=20_000).unknowns
    moves = [one.move for one in unknowns]
    assert moves == sorted(moves, reverse=True)
    assert all(one.move > 2 * one.se for one in unknowns)
    assert "idle" not in {
        one.target
        for one in joint(
            scenario(events={"ceasefire": {"p": 0.4}, "idle": {"p": 0.5}}), seed=7, worlds=20_000
        ).unknowns[:3]
    }


def test_a_world_or_two_are_no_evidence():
    """One world on a side says nothing of how far that side varies."""
    events = {"ceasefire": {"p": 0.4}} | {f"idle_{n}": {"p": 0.15} for n in range(20)}
    for seed in range(5):
        unknowns = joint(scenario(events=events), seed=seed, worlds=12).unknowns
        assert sum(one.target.startswith("idle") for one in unknowns) <= 4


def test_an_actor_is_told_once():
    two = {
        "GBR": {
            "pledges": [
                {"kind": "ground_troops", "amount": 9000, "stance": 0.6},
                {"kind": "air", "amount": 4, "stance": 0.6},
            ]
        }
    }
    found = joint(scenario(actors=two), seed=1, worlds=5000).unknowns
    assert [one.target.partition(".")[0] for one in found].count("GBR") == 1


@pytest.mark.parametrize(("p", "sd"), [(0.5, 0.855), (0.2, 0.855), (0.9, 1.5), (0.5, 0.1)])
def test_what_a_statement_tells_is_what_drawing_says(p, sd):
    rng = np.random.default_rng(11)
    from scipy.stats import norm

    latent = norm.ppf(p) * sd + sd * rng.standard_normal(400_000)
    step = np.searchsorted(CONSTANTS.cut_points, latent + rng.standard_normal(400_000))
    moved = 0.0
    for label in range(7):
        heard = step == label
        if heard.any():
            moved += heard.mean() * abs((latent[heard] > 0).mean() - p)
    assert by_statement(p, sd, CONSTANTS) == pytest.approx(moved / (2 * p * (1 - p)), abs=0.006)


@given(st.floats(0.01, 0.99), st.floats(0.05, 5))
@settings(deadline=None, max_examples=60)
def test_a_statement_tells_no_more_than_all(p, sd):
    assert 0 <= by_statement(p, sd, CONSTANTS) <= 1
    assert by_statement(p, sd, CONSTANTS) == pytest.approx(
        by_statement(1 - p, sd, CONSTANTS), abs=0.01
    )


def test_nothing_is_left_to_tell_of_what_is_sure():
    assert by_statement(0.0, 1.0, CONSTANTS) == by_statement(1.0, 1.0, CONSTANTS) == 0
