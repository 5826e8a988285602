"""From polls to fans: what few polls say, mixtures, survival, and what is refused."""

from __future__ import annotations

import datetime as dt
import json
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.models.approval.made import FIRST, leader, poll
from willing.errors import InputError
from willing.models.approval.approval import START, approval
from willing.models.approval.bands import PERCENTS, band_of, bins_of, counts_of
from willing.models.approval.document import plain
from willing.models.approval.effects import Drawn, drawn, effects_of
from willing.models.approval.fans import fans
from willing.models.approval.paths import Now, started, walks
from willing.models.approval.scales import FEW, Prior, estimate
from willing.models.approval.series import series_of, shares
from willing.reference.leaders import OUTCOMES, PROPERTIES

ASKED = FIRST + dt.timedelta(100)
ONE = leader(poll(90, 0.57), threshold=0.4)


def ask(given=ONE, id_="x", **options):
    return approval(given, id_, **{"asked": ASKED, "seed": 1, "worlds": 4000} | options)


def quantiles(band):
    return [band.p10, band.p25, band.median, band.p75, band.p90]


def test_one_poll_says_where_approval_is_and_nothing_of_how_fast_it_moves():
    found = ask()
    assert found.level.p10 < 0.57 < found.level.p90
    assert found.level.p90 - found.level.p10 > 0.08
    assert found.prior.p10 == pytest.approx(0.217, abs=0.001)
    assert not found.by_polls
    assert (found.daily, found.noise) == pytest.approx((0.5, 1.5))
    assert found.worth.before > found.worth.now > found.worth.with_another > 0
    (house,) = found.houses
    assert house.points == pytest.approx(0, abs=1e-9)
    older = ask(leader(poll(1, 0.57)))
    assert older.level.p90 - older.level.p10 > found.level.p90 - found.level.p10


def test_what_one_more_poll_is_worth_is_what_it_brings():
    found = ask(asked=FIRST + dt.timedelta(90))
    more = ask(leader(poll(90, 0.5), poll(90, 0.5, "B")), asked=FIRST + dt.timedelta(90))
    even = ask(leader(poll(90, 0.5)), asked=FIRST + dt.timedelta(90))
    assert more.worth.now == pytest.approx(even.worth.with_another, rel=0.01)
    poll_sd = np.sqrt(1.7 * 0.25 / 1000 * 1e4 + 2.25)
    assert found.worth.change == pytest.approx(1.2816 * np.sqrt(2) * poll_sd, rel=0.01)


def test_many_polls_change_the_pace():
    still = [poll(day, 0.5 + 0.001 * (day % 3)) for day in range(0, 100, 2)]
    wild = [poll(day, 0.5 + 0.2 * np.sin(day / 5)) for day in range(0, 100, 2)]
    calm, moving = (ask(leader(*polls), worlds=500) for polls in (still, wild))
    assert calm.by_polls and moving.by_polls
    assert calm.daily < 0.5 < moving.daily
    few = estimate(series_of(still[: FEW - 1]), START)
    assert (few.scales.daily, few.daily_spread) == (Prior().daily, Prior().daily_spread)
    many = estimate(series_of(wild), START)
    assert many.daily_spread < Prior().daily_spread


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 100), st.integers(1, 99), st.sampled_from("AB")),
             min_size=1, max_size=6, unique=True),
    st.randoms(),
)  # fmt: skip
def test_the_order_of_polls_and_their_unit_are_of_no_account(rows, shuffled):
    polls = [poll(day, percent / 100, house) for day, percent, house in rows]
    mixed = list(polls)
    shuffled.shuffle(mixed)
    other = [
        one.model_copy(update={"share": None, "percent": one.approving * 100}) for one in mixed
    ]
    first, second = (ask(leader(*given), worlds=200) for given in (polls, mixed))
    third = ask(leader(*other), worlds=200)
    assert first.fans == second.fans
    assert third.level.median == pytest.approx(first.level.median, abs=1e-12)


def test_percentiles_rise_and_mixtures_lie_between():
    chances = (0.2, 0.3, 0.5)
    found = ask(chances=chances)
    for fan in found.fans:
        assert len(fan.bands) == len(fan.survival) == 13
        for band in fan.bands:
            assert quantiles(band) == sorted(quantiles(band))
            assert band.p10 > 0 and band.p90 < 1
        assert list(fan.survival) == sorted(fan.survival, reverse=True)
    outcomes, mixed = [found.fan(name) for name in OUTCOMES], found.fan("mixed")
    assert [fan.p for fan in outcomes] == pytest.approx(chances)
    for month in range(13):
        each = np.array([quantiles(fan.bands[month]) for fan in outcomes])
        here = np.array(quantiles(mixed.bands[month]))
        assert (each.min(axis=0) - 1e-9 <= here).all() and (here <= each.max(axis=0) + 1e-9).all()
        by_hand = sum(p * fan.survival[month] for p, fan in zip(chances, outcomes, strict=True))
        assert mixed.survival[month] == pytest.approx(by_hand)


def test_a_sure_outcome_is_its_own_mixture():
    for row, name in enumerate(OUTCOMES):
        found = ask(chances=np.eye(3)[row], worlds=500)
        assert found.fan("mixed").bands == found.fan(name).bands
        assert found.fan("mixed").survival == pytest.approx(found.fan(name).survival)


def test_worlds_that_do_not_count_leave_the_mixture_alone():
    chances = np.zeros((3, 1000))
    chances[0, :400], chances[2, 400:800] = 1, 1
    found = ask(chances=chances, worlds=1000)
    assert [found.fan(name).p for name in OUTCOMES] == [0.5, 0, 0.5]
    now = Now(0.3, 0.1, 0.02, 0.5)
    held = Drawn(np.zeros(1000), np.ones(1000), np.ones(1000))
    effects = [(name, held) for name in OUTCOMES]
    options = {"months": 2, "threshold": None, "seed": 1, "worlds": 1000}
    *_, mixed = fans(now, effects, "x", chances=chances, **options)
    levels = started(now, "x", 1, 1000)[:800]
    direct = shares(np.quantile(levels, np.array(PERCENTS) / 100))
    np.testing.assert_allclose(quantiles(mixed.bands[0]), direct, atol=0.002)


def test_bands_are_the_percentiles_of_the_worlds():
    levels = np.random.default_rng(1).normal(0.4, 0.7, 50_000)
    found = band_of(counts_of(bins_of(levels)))
    direct = shares(np.quantile(levels, np.array(PERCENTS) / 100))
    np.testing.assert_allclose(quantiles(found), direct, atol=3e-4)
    far = band_of(counts_of(bins_of(np.array([-1e9, 1e9]))))
    assert 0 <= far.p10 < 1e-4 and 1 - 1e-4 < far.p90 <= 1


def test_an_effect_fades_to_what_lasts():
    effect = Drawn(np.array([0.4]), np.array([3.0]), np.array([0.25]))
    assert effect.after(0) == effect.after(1) == pytest.approx(0.4)
    assert effect.after(4) == pytest.approx(0.4 * (0.25 + 0.75 / 2))
    assert effect.after(1000) == pytest.approx(0.1)


def test_effects_have_an_origin_and_marked_defaults():
    given = leader(poll(1, 0.5), source="analyst (me)",
                   effects={"holds": {"points": [0, 5], "half_life": 3, "lasting": 0.2},
                            "falters": {"points": -5, "source": "data:X"}})  # fmt: skip
    holds, falters, no_deal = effects_of(given)
    assert holds.source == "analyst (me)"
    assert falters.source == "data:X; half_life and lasting default"
    assert no_deal.source.startswith("default")
    assert holds.spans["points"] == (0, 5)
    found = drawn(holds, "x", 1, 5000)
    assert found.change.min() >= 0 and found.change.max() <= 0.2
    assert found.change.mean() == pytest.approx(0.1, abs=0.003)
    assert set(found.half_life) == {3.0}


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_default_is_within_its_limits(outcome):
    for name, limits in PROPERTIES.items():
        span = OUTCOMES[outcome].of(name)
        assert list(span) == sorted(span)
        assert limits.low <= span[0] and span[-1] <= limits.high


def test_a_better_outcome_is_better_everywhere():
    good, bad = ({"points": points, "half_life": 3, "lasting": 0.5} for points in (5, -5))
    found = ask(leader(poll(90, 0.5), threshold=0.4, effects={"holds": good, "no_deal": bad}))
    best, as_it_is, worst = map(found.fan, ("holds", "as_it_is", "no_deal"))
    for month in range(1, 13):
        assert best.bands[month].median > as_it_is.bands[month].median > worst.bands[month].median
        assert best.survival[month] >= as_it_is.survival[month] >= worst.survival[month]


def test_the_same_seed_gives_the_same_worlds():
    assert ask() == ask()
    assert ask(seed=2) != ask()
    short, long = ask(months=3), ask(months=24)
    assert short.fan("holds").bands == long.fan("holds").bands[:4]
    now = Now(0.3, 0.1, 0.02, 0.5)
    few, many = (list(walks(now, "x", 3, 1, count)) for count in (50, 500))
    assert few[-1].after.tolist() == many[-1].after[:50].tolist()


@pytest.mark.parametrize("threshold", [0.0, 1.0])
def test_the_ends_of_the_threshold(threshold):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = ask(threshold=threshold, worlds=300)
    assert set(found.fan("holds").survival) == {1 - threshold}


def test_it_is_plain_data():
    found = plain(ask(chances=(0.2, 0.3, 0.5), worlds=300))
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert [fan["outcome"] for fan in found["fans"]] == ["as_it_is", *OUTCOMES, "mixed"]
    assert found["estimated"] is False


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"chances": (0.5, 0.5)}, "one for each outcome"),
        ({"chances": (0.5, 0.5, 0.5)}, "they must sum to 1"),
        ({"chances": (1.5, -0.5, 0)}, "negative"),
        ({"chances": (float("nan"), 0, 1)}, "no number"),
        ({"chances": np.zeros((3, 4000))}, "no world counts"),
        ({"chances": np.ones((3, 4))}, "shape"),
        ({"threshold": 1.2}, "a share from 0 to 1"),
        ({"threshold": float("nan")}, "a share from 0 to 1"),
        ({"months": 0}, "write 1 to 60"),
        ({"worlds": 0}, "write 1 to"),
        ({"seed": -1}, "seed"),
        ({"asked": FIRST}, "lies after 2025-01-01"),
        ({"given": leader()}, "no polls"),
        ({"given": leader(poll(1, 0.5), poll(1, 0.5))}, "the same poll as number 1"),
        ({"given": leader(*(poll(1, 0.5, f"H{n}") for n in range(21)))}, "more than 20 houses"),
    ],
)
def test_what_is_refused(options, said):
    with pytest.raises(InputError, match=said):
        ask(**options)
