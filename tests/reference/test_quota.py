"""Quotas as shares: the least weight that is such a share, and no other text."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willing.reference.quota import as_number, quota_of

WEIGHTS = st.lists(
    st.decimals(0, 40, places=1, allow_nan=False).map(Fraction), min_size=1, max_size=7
)
SHARES = {
    "half": (Fraction(1, 2), False),
    "more than half": (Fraction(1, 2), True),
    "65%": (Fraction(65, 100), False),
    "2/3": (Fraction(2, 3), False),
    "more than 2/3": (Fraction(2, 3), True),
    "12.5 %": (Fraction(1, 8), False),
    "100%": (Fraction(1), False),
}


@pytest.mark.parametrize("text", SHARES)
@given(weights=WEIGHTS)
def test_a_coalition_reaches_the_quota_if_it_has_the_share(
    text: str, weights: list[Fraction]
) -> None:
    share, above = SHARES[text]
    quota = quota_of(text, weights)
    assert quota is not None
    for size in range(len(weights) + 1):
        for coalition in combinations(weights, size):
            weight, wanted = sum(coalition, Fraction(0)), share * sum(weights)
            assert (weight >= quota) == (weight > wanted if above else weight >= wanted)


@pytest.mark.parametrize("text", ["", "most", "65", "1/0", "-1/2", "65%%", "half half", "1e3%"])
def test_other_texts_are_no_share(text: str) -> None:
    assert quota_of(text, [Fraction(1)]) is None


@given(st.decimals(0, 10**6, places=3, allow_nan=False).map(Fraction))
def test_a_decimal_stays_what_it_is(exact: Fraction) -> None:
    assert Fraction(repr(as_number(exact))) == exact
