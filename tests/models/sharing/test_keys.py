"""Plain keys: proportions, caps, mixes, and whole numbers that still sum to the total."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.models.sharing.games import RANDOM
from willing.errors import InputError
from willing.models.sharing.keys import by_key, in_whole_units, mixed

weights = st.lists(st.integers(0, 30).map(Fraction), min_size=1, max_size=6)


@RANDOM
@given(weights, st.integers(0, 500), st.data())
def test_shares_are_in_proportion_below_the_caps(given_weights, total, data):
    caps = data.draw(
        st.lists(
            st.none() | st.integers(0, 300).map(Fraction),
            min_size=len(given_weights),
            max_size=len(given_weights),
        )
    )
    try:
        shares = by_key(Fraction(total), given_weights, caps)
    except InputError:
        able = [cap for cap, weight in zip(caps, given_weights, strict=True) if weight]
        assert None not in able
        assert sum(able) < total
        return
    assert sum(shares) == total
    rates = set()
    for share, weight, cap in zip(shares, given_weights, caps, strict=True):
        assert cap is None or share <= cap
        if weight and share != cap:
            rates.add(share / weight)
    assert len(rates) <= 1
    for share, weight, cap in zip(shares, given_weights, caps, strict=True):
        if share == cap and weight and rates:
            assert share / weight <= min(rates)


@RANDOM
@given(st.lists(st.integers(0, 400).map(lambda x: Fraction(x, 7)), min_size=1, max_size=8))
def test_whole_numbers_keep_the_total_and_are_less_than_one_away(shares):
    shares[0] += -sum(shares) % 1
    whole = in_whole_units(shares)
    assert sum(whole) == sum(shares)
    assert all(abs(a - b) < 1 and a.denominator == 1 for a, b in zip(whole, shares, strict=True))


def test_a_mix_is_the_mean_of_the_keys_shares():
    keys = {"gdp": [Fraction(30), Fraction(10)], "people": [Fraction(1), Fraction(1)]}
    assert mixed({"gdp": Fraction(3), "people": Fraction(1)}, keys) == (
        Fraction(11, 16),
        Fraction(5, 16),
    )


def test_caps_that_leave_something_over_are_refused():
    with pytest.raises(InputError, match="10 of 30 is left over"):
        by_key(Fraction(30), [Fraction(1), Fraction(1)], [Fraction(10), Fraction(10)])
    with pytest.raises(InputError, match="5 of 5 is left over"):
        by_key(Fraction(5), [Fraction(0)])
