"""Samples and their score: against the integral that defines it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from willing.history.sample import crps, mean, mixture, quantiles, sample

points = st.lists(st.integers(0, 20), min_size=1, max_size=12)


@given(points, st.data())
def test_the_score_is_the_area_between_the_curves(xs: list[int], data: st.DataObject) -> None:
    weights = data.draw(st.lists(st.integers(1, 9), min_size=len(xs), max_size=len(xs)))
    y = data.draw(st.integers(0, 20))
    total = sum(weights)
    area = sum(  # both curves are flat between whole numbers
        (sum(w for x, w in zip(xs, weights, strict=True) if x <= at) / total - (y <= at)) ** 2
        for at in range(20)
    )
    assert crps(sample(xs, weights), y) == pytest.approx(area, abs=1e-9)


@given(points, st.integers(1, 99))
def test_a_quantile_is_the_least_point_that_reaches_p(xs: list[int], percent: int) -> None:
    found = quantiles(sample(xs), np.array([percent / 100]))[0]
    reached = [x for x in sorted(xs) if 100 * sum(y <= x for y in xs) >= percent * len(xs)]
    assert found == reached[0]


def test_a_mixture_has_the_mean_of_its_parts() -> None:
    one, other = sample([0, 10]), sample([40])
    mixed = mixture(one, 0.25, other)
    assert mean(mixed) == pytest.approx(0.25 * 5 + 0.75 * 40)
    assert mixed.weights.sum() == pytest.approx(1)


def test_the_true_distribution_scores_best_on_average() -> None:
    """The score is proper: no other forecast of a coin of 0.3 does better."""
    true = 0.7 * crps(sample([0, 1], [7, 3]), 0) + 0.3 * crps(sample([0, 1], [7, 3]), 1)
    for heads in (1, 2, 4, 5, 9):
        other = sample([0, 1], [10 - heads, heads])
        assert 0.7 * crps(other, 0) + 0.3 * crps(other, 1) > true
