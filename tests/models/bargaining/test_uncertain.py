"""Uncertain inputs: their distributions, common random numbers, and what comes of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from willing.errors import InputError
from willing.models.bargaining.bargain import Question, bargain
from willing.models.bargaining.compromise import compromise
from willing.models.bargaining.distribution import BLOCK, LATTICE, distribution
from willing.models.bargaining.inputs import (
    FIELDS,
    Input,
    Inputs,
    central,
    check_inputs,
    drawn,
    spread,
)
from willing.models.bargaining.outcomes import Method
from willing.models.bargaining.readings import READINGS

INPUTS = Inputs(
    name="role",
    actors=("FRA", "DEU", "POL"),
    positions=(Input((60, 80, 100)), Input((40,)), Input((0, 10, 30), percentiles=True)),
    saliences=(Input((0.8,)), Input((0.4, 0.8)), Input((0.9,))),
    capabilities=(Input((16,)), Input((16,)), Input((4, 8, 16), percentiles=True)),
)
METHODS = [Method(model) for model in ("compromise", "median", "nash", "forecast")]
METHODS += [Method("expected_utility", READINGS["literal"], 3)]


def columns(inputs, seed=5, start=0, count=2000):
    some = drawn(inputs, seed, start, count)
    return dict(zip(FIELDS, (some.positions, some.saliences, some.capabilities), strict=True))


def test_the_distributions_are_those_that_are_written():
    some = columns(INPUTS, count=100_000)
    fra, deu, pol = some["position"].T
    assert (deu == 40).all()
    assert (fra.min(), fra.max()) == pytest.approx((60, 100), abs=0.3)
    assert np.mean(fra < 80) == pytest.approx(0.5, abs=0.01)
    assert np.quantile(fra, 0.125) == pytest.approx(70, abs=0.3)  # (70-60)^2 / (40*20)
    for percent, at in ((0.1, 0), (0.5, 10), (0.9, 30)):
        assert np.mean(pol <= at + 1e-9) == pytest.approx(percent, abs=0.01)
    assert pol.min() == 0
    assert np.quantile(some["salience"][:, 1], [0.25, 0.5]) == pytest.approx([0.5, 0.6], abs=0.01)
    power = some["capability"][:, 2]
    assert np.quantile(power, [0.1, 0.5, 0.9]) == pytest.approx([4, 8, 16], rel=0.03)


def test_each_input_has_draws_of_its_own_name():
    """Another actor, another order or another block: the draws of the others stay."""
    some = columns(INPUTS)
    order = [2, 0, 1]
    mixed = replace(
        INPUTS,
        **{
            field: tuple(getattr(INPUTS, field)[row] for row in order)
            for field in ("actors", "positions", "saliences", "capabilities")
        },
    )
    for field, values in columns(mixed).items():
        assert (values == some[field][:, order]).all()
    for field, values in columns(INPUTS, start=500, count=10).items():
        assert (values == some[field][500:510]).all()
    surer = replace(INPUTS, positions=(Input((80,)), *INPUTS.positions[1:]))
    assert (columns(surer)["position"][:, 2] == some["position"][:, 2]).all()
    assert (columns(INPUTS, seed=6)["position"][:, 0] != some["position"][:, 0]).any()


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.title)
def test_blocks_do_not_matter(method, monkeypatch):
    draws = 300
    whole = distribution(INPUTS, method, seed=3, draws=draws)
    monkeypatch.setattr("willing.models.bargaining.distribution.BLOCK", 64)
    assert distribution(INPUTS, method, seed=3, draws=draws) == whole
    assert len(whole) == (4 if method.model == "expected_utility" else 1)
    assert whole[-1].draws == draws
    assert list(whole[-1].quantiles) == sorted(whole[-1].quantiles)


def test_the_distribution_is_that_of_the_outcomes():
    (found,) = distribution(INPUTS, Method("compromise"), seed=3, draws=BLOCK + 100)
    some = drawn(INPUTS, 3, 0, BLOCK + 100)
    each = (some.positions * some.weights).sum(axis=1) / some.weights.sum(axis=1)
    step = 100 / LATTICE
    assert found.mean == pytest.approx(each.mean(), abs=step)
    assert found.sd == pytest.approx(each.std(), abs=step)
    for percent in (1, 10, 50, 90, 99):
        at = np.quantile(each, percent / 100, method="inverted_cdf")
        assert found.quantiles[percent - 1] == pytest.approx(at, abs=step)


def test_exact_inputs_are_not_drawn():
    exact = replace(
        INPUTS,
        positions=tuple(Input((one.middle,)) for one in INPUTS.positions),
        saliences=tuple(Input((one.middle,)) for one in INPUTS.saliences),
        capabilities=tuple(Input((one.middle,)) for one in INPUTS.capabilities),
    )
    assert exact.uncertain == ()
    assert bargain(exact, Question(model="compromise")).spreads == ()
    (certain,) = distribution(exact, Method("compromise"), seed=1, draws=50)
    outcome = compromise(central(exact)).outcome
    assert certain.sd == 0
    assert certain.mean == pytest.approx(outcome, abs=100 / LATTICE)


@pytest.mark.parametrize(
    ("field", "one", "said"),
    [
        ("positions", Input((60, 80, 101)), "FRA: position: 101 is off the scale"),
        ("positions", Input((80, 60)), "FRA: position: the numbers must rise"),
        ("saliences", Input((0.5, 1.5)), "FRA: salience"),
        ("capabilities", Input((0, 1, 2), percentiles=True), "p10 must be above 0"),
    ],
)
def test_ends_are_checked_too(field, one, said):
    wrong = replace(INPUTS, **{field: (one, *getattr(INPUTS, field)[1:])})
    with pytest.raises(InputError, match=said.replace("(", r"\(")):
        check_inputs(wrong)


def test_nobody_with_weight_is_an_error():
    idle = Input((0, 0.5, 1), percentiles=True)
    inputs = replace(INPUTS, saliences=(idle,) * 3)
    with pytest.raises(InputError, match="no actor has any weight"):
        distribution(inputs, Method("compromise"), seed=1, draws=20_000)


def test_the_ends_of_a_distribution_are_safe():
    ranks = np.array([0.0, 0.5, 1.0])
    for one, field in ((INPUTS.positions[2], "position"), (INPUTS.capabilities[2], "capability")):
        assert np.isfinite(spread(one, ranks, field, 0, 100)).all()


@pytest.mark.parametrize("draws", [0, -5, 10_000_001])
def test_draws_have_limits(draws):
    with pytest.raises(InputError, match="draws"):
        distribution(INPUTS, Method("compromise"), seed=1, draws=draws)


def test_what_would_take_hours_is_refused():
    crowd = 250
    inputs = Inputs(
        name="crowd",
        actors=tuple(f"a{row}" for row in range(crowd)),
        positions=tuple(Input((0, row / 10, 100)) for row in range(crowd)),
        saliences=(Input((1.0,)),) * crowd,
        capabilities=(Input((1.0,)),) * crowd,
    )
    method = Method("expected_utility", READINGS["literal"], 100)
    with pytest.raises(InputError, match="is not from 1 to 48,000, the limit for expected_utility"):
        distribution(inputs, method, seed=1, draws=48_001)
    with pytest.raises(InputError, match="1,000,000, the limit for forecast"):
        distribution(INPUTS, Method("forecast"), seed=1, draws=1_000_001)
