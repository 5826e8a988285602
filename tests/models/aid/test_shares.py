"""Shares, concentration and dependence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.models.aid.made import setting
from willing.errors import InputError
from willing.models.aid.concentration import concentration
from willing.models.aid.hole import hole
from willing.models.aid.standing import standing

AMOUNTS = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=2), st.floats(0.01, 1e6), min_size=1, max_size=12
)


@given(AMOUNTS)
def test_shares_sum_to_one_and_the_index_has_its_range(amounts):
    found = concentration(amounts)
    assert sum(found.shares.values()) == pytest.approx(1)
    assert 1 / len(amounts) - 1e-12 <= found.herfindahl <= 1 + 1e-12
    assert 1 - 1e-9 <= found.equivalent <= len(amounts) + 1e-9


@given(AMOUNTS, st.floats(0.01, 100))
def test_money_in_another_unit_is_as_concentrated(amounts, factor):
    larger = {name: amount * factor for name, amount in amounts.items()}
    found = concentration(larger).herfindahl
    assert found == pytest.approx(concentration(amounts).herfindahl)


def test_equal_donors_count_as_so_many() -> None:
    assert concentration(dict.fromkeys("abcde", 7.0)).equivalent == pytest.approx(5)


def test_nothing_has_no_shares() -> None:
    with pytest.raises(InputError, match="nobody gives anything"):
        concentration({"a": 0.0})


def test_a_donors_part_by_kind_and_what_the_others_are_without_it() -> None:
    found = standing(setting(committed={"DEU": {"military": 14}, "FRA": {"military": 3}}))
    first, *_ = found.donors
    assert (first.donor, first.amount, first.share) == ("USA", 90, 0.75)
    assert first.by_kind == {"military": 0.75, "financial": 0.75}
    assert first.without == pytest.approx((10**2 + 5**2 + 15**2) / 30**2)
    by_donor = {one.donor: one for one in found.donors}
    assert (by_donor["DEU"].committed, by_donor["DEU"].open) == (14, 4)
    assert by_donor["FRA"].open == 0  # more delivered than promised: nothing is still to come
    assert by_donor["USA"].committed is None
    assert found.total == 120 and found.committed == 17


def test_one_kind_alone() -> None:
    noun = setting()
    assert standing(noun).by_kind["financial"].herfindahl == pytest.approx(0.75**2 + 0.25**2)


def test_promises_that_are_kept_put_the_hole_off() -> None:
    found = hole({"A": 2.0, "B": 1.0}, {"A": 5.0}, (1, 2, 3, 12))
    assert [one.missing for one in found] == [3, 6, 9, 36]
    assert [one.kept for one in found] == [1, 2, 4, 31]
