"""Pauses in worlds, and what they cost the others."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from tests.models.aid.made import FOUR, setting
from willing.errors import InputError
from willing.models.aid.document import plain
from willing.models.aid.keys import key_weights
from willing.models.aid.pauses import paused
from willing.models.aid.relief import aid
from willing.models.aid.setting import read_setting
from willing.reference.aid import KEYS
from willing.reference.economy import EUR_USD, gdp
from willing.scenario.aid import Aid, Gift

ONE = {"USA": np.ones(1, dtype=np.bool_)}


def key_of(found, name):
    return next(one for one in found.keys if one.key == name)


def test_a_hole_by_gdp_is_shared_as_gdp_is() -> None:
    found = key_of(aid(setting(cap_pct_gdp=100), ONE, seed=1), "gdp")
    economies = {code: gdp(code, 2023) for code in ("DEU", "FRA", "GBR")}
    total = sum(economies.values())
    for cost in found.costs:
        part = economies[cost.donor] / total
        assert cost.billions.mean == pytest.approx(45 * part)  # 90 in 24 months: 45 a year
        euros = economies[cost.donor] / 1e9 / EUR_USD[2023]
        assert cost.percent.mean == pytest.approx(100 * 45 * part / euros)
        assert cost.at_cap == 0
    assert found.open.mean == 0


def test_the_eu_key_leaves_others_out_and_knows_its_members() -> None:
    found = key_of(aid(setting(cap_pct_gdp=100), ONE, seed=1), "eu_budget")
    assert {cost.donor: cost.billions.mean for cost in found.costs}["GBR"] == 0
    assert {donor for donor, _ in found.breaking.order} == {"DEU", "FRA"}


def test_all_give_the_same_share_once_the_laggards_have_caught_up() -> None:
    found = key_of(aid(setting(cap_pct_gdp=100), ONE, seed=1), "equal_share")
    assert len({round(cost.after, 9) for cost in found.costs}) == 1


def test_caps_hold_and_nothing_gets_lost() -> None:
    found = aid(setting(cap_pct_gdp=0.3), ONE, seed=1)
    for one in found.keys:
        assert all(cost.after <= 0.3 + 1e-9 for cost in one.costs)
        paid = sum(cost.billions.mean for cost in one.costs)
        assert paid + one.open.mean == pytest.approx(45)
        assert one.open.mean == pytest.approx(max(45 - one.breaking.largest, 0))


def test_a_donor_that_stops_is_not_asked() -> None:
    both = {"USA": np.array([True, True]), "GBR": np.array([True, False])}
    found = aid(setting(), both, seed=1)
    assert found.p.p == 1 and found.pauses[1].p.p == 0.5
    gbr = next(cost for cost in key_of(found, "gdp").costs if cost.donor == "GBR")
    alone = aid(setting(), ONE, seed=1)
    expected = next(cost for cost in key_of(alone, "gdp").costs if cost.donor == "GBR")
    assert gbr.billions.mean == pytest.approx(expected.billions.mean)


def test_the_hole_is_expected_over_the_worlds_that_count() -> None:
    where = np.array([True, False, False, False, True])
    counted = np.array([True, True, True, True, False])
    found = aid(setting(), {"USA": where}, seed=1, counted=counted)
    assert found.worlds == 4 and found.p.p == 0.25
    assert found.monthly.mean == pytest.approx(90 / 24 / 4)
    assert found.if_paused.mean == pytest.approx(90 / 24)


def test_uncertain_amounts_spread_and_certain_ones_do_not() -> None:
    many = {"USA": np.ones(4000, dtype=np.bool_)}
    wide = setting(donors=FOUR | {"USA": {"military": [60, 120]}}, growth=[-2, 0, 4])
    found = aid(wide, many, seed=3)
    assert found.if_paused.p10 == pytest.approx(66 / 24, rel=0.02)
    assert found.if_paused.p90 == pytest.approx(114 / 24, rel=0.02)
    again = aid(wide, many, seed=3)
    assert plain(again) == plain(found)
    sure = aid(setting(), many, seed=3)
    assert sure.if_paused.p10 == sure.if_paused.p90 == pytest.approx(90 / 24)


def test_certain_worlds_by_pattern_are_as_worlds_one_by_one() -> None:
    rng = np.random.default_rng(5)
    pauses = {"USA": rng.random(300) < 0.6, "DEU": rng.random(300) < 0.3}
    found = aid(setting(), pauses, seed=1)
    nearly = aid(setting(growth=[0, 1e-12]), pauses, seed=1)
    for one, other in zip(found.keys, nearly.keys, strict=True):
        assert one.open.mean == pytest.approx(other.open.mean, rel=1e-6)
        for mine, theirs in zip(one.costs, other.costs, strict=True):
            assert mine.billions.mean == pytest.approx(theirs.billions.mean, rel=1e-6, abs=1e-9)


def test_nobody_stops() -> None:
    found = aid(setting(), {"USA": np.zeros(5, dtype=np.bool_)}, seed=1)
    assert found.p.p == 0 and found.keys == () and found.if_paused is None


def test_donors_without_gdp_are_one_error_that_says_what_to_do() -> None:
    fields = {"donors": FOUR | {"TWN": {"financial": 2}, "PRK": {"financial": 2}}}
    with pytest.raises(InputError, match=r"no GDP is known of Taiwan, North Korea; .*--exempt TWN"):
        aid(setting(**fields), ONE, seed=1)
    aid(setting(**fields, exempt=["TWN", "PRK"]), ONE, seed=1)
    aid(setting(**fields, gdp={"TWN": 757, "PRK": 16}, keys=["gdp"]), ONE, seed=1)


def test_a_small_donor_without_gdp_is_left_out_unless_it_is_asked() -> None:
    fields = {"donors": FOUR | {"TWN": {"financial": 1}}}
    found = setting(**fields)
    assert found.unknown == ("TWN",) and found.little == ()
    relief = aid(found, ONE, seed=1)
    assert "TWN" not in {cost.donor for key in relief.keys for cost in key.costs}
    assert plain(relief)["assumptions"]["gdp_unknown"] == ["TWN"]
    with pytest.raises(InputError, match="no GDP is known of Taiwan"):
        aid(setting(**fields, ask=["TWN"]), ONE, seed=1)


def test_where_only_donors_without_gdp_are_left_it_is_an_error() -> None:
    few = {"USA": {"military": 100}, "TWN": {"financial": 0.1}}
    with pytest.raises(InputError, match="no GDP is known of Taiwan"):
        aid(setting(donors=few), ONE, seed=1)


def test_who_gave_next_to_nothing_is_not_asked_unless_somebody_says_so() -> None:
    fields = {"donors": FOUR | {"CHN": {"financial": 0.004}}, "cap_pct_gdp": 100}
    found = setting(**fields)
    assert found.little == ("CHN",)
    left = {cost.donor: cost.billions.mean for cost in aid(found, ONE, seed=1).keys[0].costs}
    assert "CHN" not in left
    asked = aid(setting(**fields, ask=["CHN"]), ONE, seed=1).keys[0].costs
    paid = {cost.donor: cost.billions.mean for cost in asked}
    assert paid["CHN"] / paid["DEU"] == pytest.approx(gdp("CHN", 2023) / gdp("DEU", 2023))


def test_one_kind_leaves_out_nobody_who_gave_another() -> None:
    noun = Aid.model_validate({"donors": FOUR | {"JPN": {"financial": 8}}, "months": 24})
    found = read_setting(noun, on=dt.date(2025, 3, 1), kind="military")
    assert found.little == ()


def test_without_a_cap_each_is_asked_what_the_key_says() -> None:
    capped, free = (aid(setting(cap_pct_gdp=cap), ONE, seed=1) for cap in (0.3, 100))
    for one, other in zip(capped.keys, free.keys, strict=True):
        for mine, theirs in zip(one.costs, other.costs, strict=True):
            assert mine.uncapped == pytest.approx(theirs.billions.mean)
            assert mine.uncapped_percent == pytest.approx(theirs.percent.mean)
    assert capped.alike and not free.alike


def test_many_uncertain_worlds_say_what_the_first_with_a_pause_do(monkeypatch) -> None:
    """The hole is told over all worlds, who fills it over the first ones: nearly the same."""
    from willing.models.aid import relief

    noun = setting(growth=[-2, 0, 4], donors=FOUR | {"USA": {"military": [60, 120]}})
    where = {"USA": np.random.default_rng(7).random(8000) < 0.5}
    whole = aid(noun, where, seed=3)
    monkeypatch.setattr(relief, "FILLED", 1000)
    first = aid(noun, where, seed=3)
    assert (first.p, first.monthly, first.if_paused) == (whole.p, whole.monthly, whole.if_paused)
    for one, other in zip(first.keys, whole.keys, strict=True):
        assert one.open.mean == pytest.approx(other.open.mean, rel=0.05)
        assert one.open != other.open


def test_the_unions_institutions_are_asked_for_nothing() -> None:
    found = aid(setting(donors=FOUR | {"eu": {"financial": 50}}), ONE, seed=1)
    assert all(cost.donor != "eu" for one in found.keys for cost in one.costs)
    without = aid(setting(donors=FOUR | {"eu": {"financial": 50}}), {"eu": ONE["USA"]}, seed=1)
    assert without.monthly.mean == pytest.approx(50 / 24)


def test_dollars_need_no_rate_and_euros_state_one() -> None:
    dollars = setting(unit="usd_bn")
    assert dollars.rate.spread == (1.0,) and dollars.currency == "USD"
    assert setting().rate.spread == (EUR_USD[2023],)
    assert "European Central Bank" in setting().rate.source
    with pytest.raises(InputError, match="need no rate"):
        setting(unit="usd_bn", eur_usd=1.08)


def test_millions_are_thousandths_of_billions() -> None:
    thousand = {d: {k: 1000 * v for k, v in kinds.items()} for d, kinds in FOUR.items()}
    one, other = (
        aid(setting(), ONE, seed=1),
        aid(setting(donors=thousand, unit="eur_mn"), ONE, seed=1),
    )
    assert other.monthly.mean == pytest.approx(one.monthly.mean)


@pytest.mark.parametrize("key", KEYS)
def test_weights_are_of_those_who_are_asked_alone(key: str) -> None:
    from willing.models.aid.drawn import central

    noun = setting()
    asked = np.array([[False, True, False, True]])
    weights, start = key_weights(key, noun, central(noun), asked)
    assert (weights[~asked] == 0).all() and (start >= 0).all()


def test_dated_rows_are_cut_to_the_last_months() -> None:
    rows = [
        Gift(donor="USA", month="2024-01", allocated=10),
        Gift(donor="USA", month="2024-12", allocated=2),
        Gift(donor="DEU", month="2024-11", allocated=1, committed=3),
    ]
    whole = read_setting(Aid(table=tuple(rows)), on=dt.date(2025, 1, 1))
    assert whole.months == 12 and whole.allocated["USA", ""] == (12,)
    last = read_setting(Aid(table=tuple(rows)), on=dt.date(2025, 1, 1), months=2)
    assert last.allocated["USA", ""] == (2,) and list(last.by_month) == ["2024-11", "2024-12"]
    assert last.committed == {("DEU", ""): (3,)}


def test_promises_stand_in_whichever_month_they_were_made() -> None:
    rows = [Gift(donor="USA", month="2022-01", committed=30, allocated=4)]
    rows += [Gift(donor="USA", month=f"2024-{month:02d}", allocated=1) for month in range(1, 13)]
    rows += [Gift(donor="DEU", month="2024-12", allocated=1)]
    found = read_setting(Aid(table=tuple(rows)), on=dt.date(2025, 1, 1), months=12)
    relief = aid(found, ONE, seed=1)
    first = relief.standing.donors[0]
    assert (first.donor, first.amount, first.committed, first.open) == ("USA", 12, 30, 14)
    assert relief.ahead[-1].missing == pytest.approx(12) and relief.ahead[-1].kept == 0


def test_without_months_there_are_shares_and_no_hole() -> None:
    noun = read_setting(Aid(donors=FOUR), on=dt.date(2025, 1, 1))
    assert aid(noun, {}, seed=1).standing.total == 120
    with pytest.raises(InputError, match="over how many months"):
        aid(noun, ONE, seed=1)


def test_pauses_follow_events() -> None:
    events = {"a": np.array([True, True, False]), "b": np.array([True, False, False])}
    found = paused({"USA": "not a", "DEU": "a and not b or b"}, events, 3)
    assert found["USA"].tolist() == [False, False, True]
    assert found["DEU"].tolist() == [True, True, False]
    with pytest.raises(InputError, match="unknown event `c`"):
        paused({"USA": "c"}, events, 3)
    with pytest.raises(InputError, match="event names"):
        paused({"USA": "members() >= 2"}, events, 3)
