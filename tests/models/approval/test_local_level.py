"""The filter against one large normal distribution, and what theory promises of the level."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.models.approval.made import joint, poll
from willing.models.approval.local_level import Scales, Start, log_likelihood, smoothed
from willing.models.approval.series import series_of
from willing.reference.leaders import DESIGN_EFFECT

SCALES = Scales(daily=0.02, noise=0.06, house=0.08)
START = Start(0.1, 1.0)

POLLS = st.lists(
    st.builds(
        poll,
        st.integers(0, 400),
        st.floats(0.02, 0.98),
        st.sampled_from("ABC"),
        st.integers(50, 5000),
    ),
    min_size=1,
    max_size=7,
)


@settings(max_examples=60, deadline=None)
@given(POLLS, st.floats(0.001, 0.2), st.floats(0.0, 0.3), st.floats(0.0, 0.3))
def test_it_is_the_conditional_normal(polls, daily, noise, house):
    series = series_of(polls)
    scales = Scales(daily, noise, house)
    days = np.unique([*series.days, series.days[-1] + 3, series.days[-1] + 40]).astype(float)
    found = smoothed(series, scales, START, days)
    means, cov, density = joint(series, scales, START, days)
    assert log_likelihood(series, scales, START) == pytest.approx(density, abs=1e-6)
    np.testing.assert_allclose(found.means, means[: len(days)], atol=1e-7)
    np.testing.assert_allclose(found.sds**2, np.diag(cov)[: len(days)], rtol=1e-5, atol=1e-10)
    centring = np.eye(len(series.names)) - 1 / len(series.names)
    np.testing.assert_allclose(found.houses, centring @ means[len(days) :], atol=1e-7)
    spread = np.diag(centring @ cov[len(days) :, len(days) :] @ centring)
    np.testing.assert_allclose(found.house_sds**2, spread, atol=1e-9)


@settings(max_examples=40, deadline=None)
@given(POLLS, POLLS.map(lambda polls: polls[0]), st.randoms())
def test_one_more_poll_never_leaves_more_open(polls, another, shuffled):
    day = np.array([float(max(one.date for one in [*polls, another]).toordinal())])
    before = smoothed(series_of(polls), SCALES, START, day)
    # the start is that of the first poll: keep it the same
    first = min(polls, key=lambda one: one.date)
    if another.date < first.date:
        another = another.model_copy(update={"date": first.date})
    after = smoothed(series_of([*polls, another]), SCALES, START, day)
    assert after.sds[0] <= before.sds[0] + 1e-9
    mixed = [*polls, another]
    shuffled.shuffle(mixed)
    again = smoothed(series_of(mixed), SCALES, START, day)
    assert again.means.tolist() == after.means.tolist()


def test_houses_sum_to_zero_and_are_drawn_together():
    polls = [poll(day, 0.5 + (0.05 if day % 2 else -0.05), "AB"[day % 2]) for day in range(20)]
    series = series_of(polls)
    day = series.days[-1:].astype(float)
    wide = smoothed(series, Scales(0.02, 0.06, 0.5), START, day)
    narrow = smoothed(series, Scales(0.02, 0.06, 0.02), START, day)
    assert wide.houses.sum() == pytest.approx(0, abs=1e-9)
    assert wide.houses[0] < narrow.houses[0] < 0 < narrow.houses[1] < wide.houses[1]
    assert wide.houses[1] == pytest.approx(0.2, abs=0.02)


def test_two_polls_on_one_day_of_one_house_are_one_of_both_samples():
    scales = Scales(0.02, 0.0, 0.08)
    both = smoothed(series_of([poll(0, 0.6), poll(0, 0.6)]), scales, START, np.array([1e6 - 1e6]) +
                    series_of([poll(0, 0.6)]).days)  # fmt: skip
    one = smoothed(series_of([poll(0, 0.6, sample=2001)]), scales, START,
                   series_of([poll(0, 0.6)]).days.astype(float))  # fmt: skip
    assert both.means[0] == pytest.approx(one.means[0], abs=1e-3)
    assert both.sds[0] == pytest.approx(one.sds[0], rel=1e-3)


def test_the_interval_holds_what_it_promises():
    """Series simulated from the model: 80% intervals of the level, over 400 series of 3 polls."""
    rng = np.random.default_rng(5)
    held = []
    for _ in range(400):
        days = np.sort(rng.integers(0, 150, 3))
        level = rng.normal(START.mean, START.sd) + np.cumsum(
            SCALES.daily * np.sqrt(np.diff(days, prepend=days[0])) * rng.normal(size=3)
        )
        houses = dict(zip("AB", SCALES.house * rng.normal(size=2), strict=True))
        polls = []
        for day, mean in zip(days.tolist(), level, strict=True):
            house = "AB"[rng.integers(2)]
            seen = mean + houses[house] + SCALES.noise * rng.normal()
            effective = int(1000 / DESIGN_EFFECT)
            share = rng.binomial(effective, 1 / (1 + np.exp(-seen))) / effective
            polls.append(poll(day, share, house))
        series = series_of(polls)
        found = smoothed(series, SCALES, START, series.days[-1:].astype(float))
        held.append(abs(level[-1] - found.means[0]) < 1.2816 * found.sds[0])
    assert np.mean(held) == pytest.approx(0.8, abs=0.06)


def test_shares_at_the_ends_are_no_trouble():
    series = series_of([poll(0, 0.0, sample=10), poll(1, 1.0, sample=1)])
    assert np.isfinite(series.values).all()
    assert (series.variances > 0).all()
