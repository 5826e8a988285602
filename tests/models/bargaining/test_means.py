"""Compromise, median and Nash: their definitions, their optima, and what must hold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.models.bargaining.issues import issues
from willing.errors import InputError
from willing.models.bargaining.compromise import compromise, compromises
from willing.models.bargaining.issue import Issue, make_issue
from willing.models.bargaining.median import median, medians, votes
from willing.models.bargaining.nash import nash, nash_outcomes

LOSSES = ("linear", "quadratic")


def shuffled(issue, random):
    order = list(range(issue.size))
    random.shuffle(order)
    by_actor = ("actors", "positions", "saliences", "capabilities")
    return replace(
        issue, **{field: tuple(getattr(issue, field)[row] for row in order) for field in by_actor}
    )


def changed(issue, field, row, by):
    values = list(getattr(issue, field))
    values[row] += by
    return replace(issue, **{field: tuple(values)})


def one(issue: Issue):
    return np.array([issue.positions]), np.array([issue.weights])


# Each model as a function from an issue to its outcome.
MODELS = {
    "compromise": lambda issue: compromise(issue).outcome,
    "median": lambda issue: median(issue).outcome,
    "nash": lambda issue: nash(issue).outcome,
    "quadratic": lambda issue: nash(issue, loss="quadratic").outcome,
}


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
@settings(max_examples=50, deadline=None)
@given(issue=issues(), random=st.randoms(), unit=st.floats(0.01, 100))
def test_order_and_units_do_not_matter(model, issue, random, unit):
    found = model(issue)
    richer = replace(issue, capabilities=tuple(unit * c for c in issue.capabilities))
    mirrored = replace(issue, positions=tuple(100 - x for x in issue.positions))
    assert model(shuffled(issue, random)) == pytest.approx(found, abs=1e-6)
    assert model(richer) == pytest.approx(found, abs=1e-6)
    if model is not MODELS["median"] or median(issue).midpoint == found:
        assert model(mirrored) == pytest.approx(100 - found, abs=1e-5)


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
@settings(max_examples=50, deadline=None)
@given(issue=issues(), row=st.integers(0, 7), by=st.floats(0, 50))
def test_an_actor_that_moves_up_pulls_nothing_down(model, issue, row, by):
    assume(row < issue.size and issue.positions[row] + by <= 100)
    assert model(changed(issue, "positions", row, by)) >= model(issue) - 1e-6


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
@settings(max_examples=50, deadline=None)
@given(issue=issues())
def test_the_outcome_lies_among_those_that_count(model, issue):
    counted = [x for x, w in zip(issue.positions, issue.weights, strict=True) if w > 0]
    assert min(counted) - 1e-6 <= model(issue) <= max(counted) + 1e-6


@settings(max_examples=60, deadline=None)
@given(issues())
def test_levers_are_the_derivatives(issue):
    found = compromise(issue)
    assert sum(lever.share for lever in found.levers) == pytest.approx(1)
    for row, lever in enumerate(found.levers):
        assert lever.actor == issue.actors[row]
        for field, slope in (
            ("positions", lever.share),
            ("saliences", lever.salience),
            ("capabilities", lever.capability),
        ):
            step = 1e-6 * max(1.0, getattr(issue, field)[row])
            up = compromise(changed(issue, field, row, step)).outcome
            down = compromise(changed(issue, field, row, -step)).outcome
            if sum(issue.weights) > 0.01:
                assert (up - down) / (2 * step) == pytest.approx(slope, abs=1e-3, rel=1e-3)


@settings(max_examples=50, deadline=None)
@given(issues())
def test_variants_are_the_compromise_with_less_known(issue):
    ones = (1.0,) * issue.size
    found = compromise(issue)
    alike = replace(issue, capabilities=ones)
    assert found.by_salience == compromise(alike).outcome
    assert found.by_capability == compromise(replace(issue, saliences=ones)).outcome
    assert found.unweighted == pytest.approx(np.mean(issue.positions))


@settings(max_examples=80, deadline=None)
@given(issues(whole=True))
def test_the_median_beats_every_other_position(issue):
    found = median(issue)
    for other in issue.positions:
        assert votes(issue, found.outcome, other) >= -1e-9
        nearer = sum(
            w
            for x, w in zip(issue.positions, issue.weights, strict=True)
            if abs(x - found.outcome) < abs(x - other)
        )
        farther = sum(
            w
            for x, w in zip(issue.positions, issue.weights, strict=True)
            if abs(x - found.outcome) > abs(x - other)
        )
        assert nearer >= farther - 1e-9
    assert found.below <= 0.5 + 1e-9
    assert found.above <= 0.5 + 1e-9


def test_a_split_weight_is_told():
    issue = make_issue("issue", "ABCD", [0, 40, 60, 100], [1] * 4, [1, 2, 2, 1])
    found = median(issue)
    assert (found.outcome, found.midpoint, found.actors) == (40, 50, ("B",))
    assert median(replace(issue, capabilities=(1, 2, 2, 1.1))).midpoint == 60


def test_who_has_no_weight_is_no_median():
    issue = make_issue("issue", "ABC", [0, 50, 100], [1, 0, 1], [1, 9, 1])
    assert (median(issue).outcome, median(issue).midpoint) == (0, 50)


@pytest.mark.parametrize("loss", LOSSES)
@settings(max_examples=40, deadline=None)
@given(issue=issues())
def test_no_other_position_has_a_higher_nash_product(loss, issue):
    x, w = np.array(issue.positions), np.array(issue.weights)
    power = 1 if loss == "linear" else 2

    def product(o):
        gains = np.maximum(1 - (np.abs(o - x) / 100) ** power, 1e-12)
        return float(w @ np.log(gains)) / w.sum()

    best = product(nash(issue, loss=loss).outcome)
    assert all(product(o) <= best + 1e-9 for o in np.linspace(0, 100, 501))


@settings(max_examples=60, deadline=None)
@given(issues())
def test_with_a_reference_point_nobody_is_worse_off(issue):
    assume(issue.reference is not None)
    found = nash(issue, failure="reference")
    for gain, weight in zip(found.gains, issue.weights, strict=True):
        assert gain >= -1e-9 or weight == 0
    sides = {
        np.sign(x - issue.reference)
        for x, w in zip(issue.positions, issue.weights, strict=True)
        if w > 0
    }
    if len(sides) > 1:
        assert found.outcome == pytest.approx(issue.reference)
        assert not found.agreed


@settings(max_examples=40, deadline=None)
@given(issues())
def test_the_softer_the_failure_the_more_it_is_a_compromise(issue):
    """log(L + g) is near log L + g / L: weights decide, nobody has a veto."""
    assume(issue.reference is not None)
    found = nash(issue, failure="soft", loss="quadratic")
    x, w = np.array(issue.positions), np.array(issue.weights)
    r = issue.reference

    def product(o):
        gains = 1 + ((r - x) / 100) ** 2 - ((o - x) / 100) ** 2
        return float(w @ np.log(np.maximum(gains, 1e-12))) / w.sum()

    best = product(found.outcome)
    assert all(product(o) <= best + 1e-9 for o in np.linspace(0, 100, 501))


def test_two_actors_divide_in_proportion():
    """Without fear of the far end the logarithms give each its share: a textbook division."""
    issue = make_issue("pie", "AB", [0, 100], [1, 1], [1, 3])
    assert nash(issue).outcome == pytest.approx(75, abs=1e-5)


def test_a_missing_reference_point_is_told():
    issue = make_issue("pie", "AB", [0, 100], [1, 1], [1, 3])
    with pytest.raises(InputError, match="reference"):
        nash(issue, failure="reference")


@settings(max_examples=40, deadline=None)
@given(st.lists(issues(most=4), min_size=1, max_size=1))
def test_many_draws_give_what_each_gives(several):
    (issue,) = several
    x, w = one(issue)
    x, w = np.repeat(x, 3, axis=0), np.repeat(w, 3, axis=0)
    assert compromises(x, w) == pytest.approx([compromise(issue).outcome] * 3)
    assert medians(x, w).tolist() == [median(issue).outcome] * 3
    assert nash_outcomes(x, w, 0, 100) == pytest.approx([nash(issue).outcome] * 3, abs=1e-6)
