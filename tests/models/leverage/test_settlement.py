"""The deal in a world: Fearon's range, who gets what, and what never lowers a share."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.models.leverage.made import FIRST, SECOND, Player, deal, offers_by_turns, standing
from willing.errors import InputError
from willing.models.deterrence.bargaining_range import bargaining_range
from willing.models.leverage.settlement import fighting_on
from willing.models.leverage.standing import checked

CHANCE = st.floats(0.02, 0.98)
COST = st.floats(0.0, 0.8)
HOLDS = st.floats(0.05, 1.0)
RISK = st.floats(0.0, 0.9)
PATIENCE = st.floats(0.5, 0.99)
BRINGS = st.floats(-0.2, 0.2)


@st.composite
def talks(draw):
    """A world, what links bring, and terms."""
    there = {
        "wins": draw(CHANCE),
        "costs": (draw(COST), draw(COST)),
        "holds": draw(HOLDS),
        "settlement": (draw(BRINGS), draw(BRINGS)),
        "stakes": (draw(st.floats(0.5, 2.0)), draw(st.floats(0.5, 2.0))),
    }
    given_ = {
        "risk_UKR": draw(RISK), "risk_RUS": draw(RISK),
        "patience_UKR": draw(PATIENCE), "patience_RUS": draw(PATIENCE),
    }  # fmt: skip
    return there, (draw(BRINGS), draw(BRINGS)), given_


def found(case):
    there, brings, given_ = case
    return deal(standing(**there), brings, **given_)


def share(case):
    one = found(case)
    return one.share.item() if one.exists.item() else None


@given(CHANCE, COST, COST)
def test_the_range_is_fearons(p, first, second):
    assume(first + second > 1e-6)
    one = deal(standing(p, (first, second)))
    known = bargaining_range(p, second, first)  # of the adversary's share
    assert one.low.item() == pytest.approx(1 - known.high)
    assert one.high.item() == pytest.approx(1 - known.low)
    assert one.exists.item()


@given(CHANCE, COST, COST, PATIENCE, PATIENCE)
def test_neutral_to_risk_each_takes_its_weight_of_what_war_would_waste(p, one, two, first, second):
    made = deal(standing(p, (one, two)), patience_UKR=first, patience_RUS=second)
    assume(made.exists.item())
    weight = np.log(second) / (np.log(first) + np.log(second))
    split = 1 - p - one + weight * (one + two)
    assert made.share.item() == pytest.approx(min(max(split, 0.0), 1.0))
    assert made.weight.item() == pytest.approx(weight)


@given(talks())
def test_a_deal_is_better_for_both_than_fighting_on(case):
    one = found(case)
    if one.exists.item():
        assert one.low.item() <= one.share.item() <= one.high.item()
        assert (one.worth >= one.fight - 1e-9).all()
    else:
        assert np.isnan(one.share).all()
        assert np.array_equal(one.worth, one.fight)


@given(talks())
def test_shares_sum_to_one_whoever_is_called_first(case):
    """With a deal that surely holds nothing but the names tells the two apart."""
    there, brings, given_ = case
    there = there | {"holds": 1.0, "settlement": (0.0, 0.0)}
    mirrored = there | {
        name: tuple(reversed(there[name])) for name in ("costs", "stakes")
    } | {"wins": 1 - there["wins"]}  # fmt: skip
    swapped = {
        name.replace(FIRST, "?").replace(SECOND, FIRST).replace("?", SECOND): value
        for name, value in given_.items()
    }
    one, other = share((there, brings, given_)), share((mirrored, brings[::-1], swapped))
    assert (one is None) == (other is None)
    if one is not None:
        assert one + other == pytest.approx(1)


@given(talks(), st.floats(0.1, 10.0), st.floats(0.1, 10.0))
def test_units_of_either_utility_change_nothing(case, first, second):
    there, brings, given_ = case
    units = (first, second)
    scaled = there | {
        name: tuple(value * unit for value, unit in zip(there[name], units, strict=True))
        for name in ("costs", "stakes", "settlement")
    }
    more = tuple(value * unit for value, unit in zip(brings, units, strict=True))
    one, other = share(case), share((scaled, more, given_))
    assume(one is not None and other is not None)
    assert other == pytest.approx(one, abs=1e-7)


@given(talks(), st.floats(0.0, 1.0))
def test_less_to_lose_by_war_never_lowers_the_own_share(case, less):
    """Neutral to risk: costs are also what wealth above a lost war is measured from."""
    there, brings, given_ = case
    there, given_ = there | {"holds": 1.0}, given_ | {"risk_UKR": 0.0, "risk_RUS": 0.0}
    mine, other = there["costs"]
    before = share((there, brings, given_))
    after = share((there | {"costs": (mine * (1 - less), other)}, brings, given_))
    assume(before is not None and after is not None)
    assert after >= before - 1e-9


@given(talks(), st.floats(0.0, 0.5))
def test_a_better_chance_in_war_never_lowers_the_own_share(case, better):
    there, brings, given_ = case
    there = there | {"holds": 1.0}
    one = share((there, brings, given_))
    other = share((there | {"wins": there["wins"] * (1 - better)}, brings, given_))
    assume(one is not None and other is not None)
    assert other >= one - 1e-9


@given(talks(), st.floats(0.0, 0.009))
def test_more_patience_never_lowers_the_own_share(case, more):
    there, brings, given_ = case
    patient = given_ | {"patience_UKR": given_["patience_UKR"] + more}
    one, other = share(case), share((there, brings, patient))
    assume(one is not None and other is not None)
    assert other >= one - 1e-9


@given(talks(), st.floats(0.0, 1.0))
def test_more_aversion_to_risk_never_raises_the_own_share(case, more):
    there, brings, given_ = case
    risk = given_["risk_UKR"]
    averse = given_ | {"risk_UKR": risk + more * (0.9 - risk)}
    one, other = share(case), share((there, brings, averse))
    assume(one is not None and other is not None)
    assert other <= one + 1e-8


@given(talks(), st.floats(0.0, 0.5))
def test_what_a_deal_brings_besides_widens_the_range(case, more):
    there, brings, given_ = case
    before, after = found(case), found((there, (brings[0] + more, brings[1]), given_))
    assert after.low.item() <= before.low.item()
    assert after.exists.item() >= before.exists.item()


def test_a_deal_that_never_holds_is_war_put_off():
    one = deal(standing(0.4, (0.2, 0.1), holds=0.0))
    assert not one.exists.item()
    assert one.low.item() == pytest.approx(one.high.item()) == pytest.approx(0.6)


def test_a_deal_that_may_not_hold_is_worth_more_on_paper():
    one = deal(standing(0.4, (0.2, 0.2), holds=0.5))
    assert one.kept.item() == pytest.approx(0.8)
    assert one.low.item() == pytest.approx(1 - 0.4 - 0.5 * 0.2)
    assert one.high.item() == pytest.approx(1 - 0.4 + 0.5 * 0.2)


def test_war_is_a_lottery_that_the_averse_value_less():
    half, none = np.array([0.25]), np.zeros((2, 1))
    assert fighting_on(half, none, none + 0.5).ravel().tolist() == pytest.approx([0.5625, 0.0625])


def test_giving_in_bounds_what_a_weak_side_loses():
    """The game by turns, in which the weak side may leave with nothing at any time."""
    there = standing(0.9, (0.7, 0.05))
    one = deal(there, patience_UKR=0.9, patience_RUS=0.97)
    assert one.share.item() == 0.0
    fights = [0.1, 0.9]  # wealth above a lost war
    free = tuple(map(Player, fights, (0.9, 0.97)))
    total, period, turns = 1.75, 0.02, 30_000
    assert offers_by_turns(total, free, period, turns) - 0.7 < -0.3
    bound = (replace(free[0], leaves=0.7), free[1])
    assert offers_by_turns(total, bound, period, turns) - 0.7 == pytest.approx(0.0, abs=0.01)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"wins": 1.2}, "wins: give one probability"),
        ({"holds": float("nan")}, "holds: give one probability"),
        ({"costs": (float("inf"), 0.0)}, "costs: give a number"),
        ({"costs": (-0.1, 0.0)}, "costs 0 or more"),
        ({"stakes": (0.0, 1.0)}, "stakes must be above 0"),
    ],
)
def test_worlds_that_are_none(wrong, said):
    with pytest.raises(InputError, match=said):
        checked(standing(**wrong))
    with pytest.raises(InputError, match="no world at all"):
        checked(standing(worlds=1).first(0))
