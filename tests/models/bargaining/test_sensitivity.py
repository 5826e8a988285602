"""Tornado, Sobol's indices and levers: against derivatives, closed forms and common sense."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from hypothesis import given, settings

from tests.models.bargaining.issues import issues
from tests.models.bargaining.test_uncertain import INPUTS
from willing.errors import InputError
from willing.models.bargaining.compromise import compromise
from willing.models.bargaining.inputs import Input, Inputs, exact
from willing.models.bargaining.levers import levers
from willing.models.bargaining.outcomes import Method
from willing.models.bargaining.readings import READINGS
from willing.models.bargaining.sobol import sobol
from willing.models.bargaining.tornado import tornado

LINEAR = Inputs(
    name="additive",
    actors=("A", "B", "C"),
    positions=(Input((0, 60)), Input((50, 80)), Input((50,))),
    saliences=(Input((1.0,)),) * 3,
    capabilities=(Input((1.0,)), Input((1.0,)), Input((2.0,))),
)
"""With fixed weights the compromise is a sum: the variance divides as (w_i * width)^2."""


def test_a_tornado_of_a_sum():
    bars = tornado(LINEAR, Method("compromise"))
    assert [(bar.actor, bar.field) for bar in bars] == [("A", "position"), ("B", "position")]
    assert [bar.swing for bar in bars] == pytest.approx([0.25 * 48, 0.25 * 24])
    assert (bars[0].low, bars[0].high) == pytest.approx((6, 54))


@settings(max_examples=20, deadline=None)
@given(issues(most=5))
def test_without_uncertain_inputs_everyone_gets_some_room(issue):
    bars = tornado(exact(issue), Method("compromise"))
    share = {lever.actor: lever.share for lever in compromise(issue).levers}
    for bar in bars:
        if bar.field == "position":
            assert bar.swing == pytest.approx(share[bar.actor] * (bar.high - bar.low), abs=1e-6)
    assert [bar.swing for bar in bars] == sorted((bar.swing for bar in bars), reverse=True)


def test_the_indices_of_a_sum():
    found = sobol(LINEAR, Method("compromise"), seed=4)
    assert [share.actor for share in found.shares] == ["A", "B"]
    shares = np.array([60.0**2, 30.0**2]) / (60**2 + 30**2)
    assert [share.first for share in found.shares] == pytest.approx(shares, abs=0.02)
    assert [share.total for share in found.shares] == pytest.approx(shares, abs=0.02)
    assert sobol(LINEAR, Method("compromise"), seed=4) == found


def test_the_indices_of_expected_utility():
    method = Method("expected_utility", READINGS["scholz_code"], 3)
    found = sobol(INPUTS, method, seed=1)
    assert len(found.shares) == len(INPUTS.uncertain)
    assert found.runs == 1024 * (len(INPUTS.uncertain) + 2)


def test_nothing_varies():
    never = Inputs(
        name="settled",
        actors=("A", "B"),
        positions=(Input((10,)), Input((10,))),
        saliences=(Input((0.5, 1.0)), Input((1.0,))),
        capabilities=(Input((1.0,)),) * 2,
    )
    assert sobol(never, Method("compromise"), seed=1).shares == ()


def test_sobol_says_what_it_needs(monkeypatch):
    with pytest.raises(InputError, match="no input is uncertain"):
        sobol(exact_of(LINEAR), Method("compromise"), seed=1)
    monkeypatch.setitem(sys.modules, "SALib.analyze.sobol", None)
    with pytest.raises(InputError, match=r"willing\[sensitivity\]"):
        sobol(LINEAR, Method("compromise"), seed=1)


def exact_of(inputs):
    from willing.models.bargaining.inputs import central

    return exact(central(inputs))


@settings(max_examples=25, deadline=None)
@given(issues(most=5))
def test_levers_of_the_compromise(issue):
    actor = issue.actors[0]
    found = levers(exact(issue), actor, Method("compromise"))
    of = compromise(issue)
    assert found.outcome == pytest.approx(of.outcome)
    share = {lever.actor: lever.share for lever in of.levers}
    for step in found.steps:
        assert step.gain > 0
        assert abs(step.outcome - found.wants) < abs(found.outcome - found.wants)
        if step.act == "persuade":
            at = issue.positions[issue.actors.index(step.who)]
            shift = share[step.who] * (found.wants - at)
            assert step.outcome == pytest.approx(of.outcome + shift, abs=1e-6)
    assert [step.gain for step in found.steps] == sorted(
        (step.gain for step in found.steps), reverse=True
    )


def test_who_overstates_is_best_off_with_a_mean():
    """Under a weighted mean an actor gains by overstating; under the median it does not."""
    inputs = Inputs(
        name="role",
        actors=("A", "B", "C"),
        positions=(Input((60,)), Input((40,)), Input((20,))),
        saliences=(Input((1.0,)),) * 3,
        capabilities=(Input((1.0,)),) * 3,
    )
    stated = [step for step in levers(inputs, "A", Method()).steps if step.act == "state"]
    assert [(step.end, step.outcome) for step in stated] == [(100, pytest.approx(160 / 3))]
    by_median = levers(inputs, "A", Method("median")).steps
    assert not [step for step in by_median if step.act == "state"]
    assert [step.who for step in by_median if step.act == "persuade"] == ["B", "C"]


def test_sobol_of_many_actors_over_many_turns_would_take_hours():
    row = (Input((0.5, 1.0)),) * 250
    names = tuple(f"A{place}" for place in range(250))
    inputs = Inputs("role", names, (Input((0,)), *(Input((9,)),) * 249), row, (Input((1,)),) * 250)
    slow = Method("expected_utility", rounds=100)
    with pytest.raises(InputError, match="too many for Sobol's indices of expected_utility"):
        sobol(inputs, slow, seed=1)


def test_a_stranger_has_no_levers():
    with pytest.raises(InputError, match="did you mean `POL`"):
        levers(INPUTS, "POLL", Method())
