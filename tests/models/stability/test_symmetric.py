"""Coalitions of equals: payoffs against numerical best answers, sizes against analysis."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.models.sharing.games import RANDOM
from tests.models.stability import oracle
from willing.errors import InputError
from willing.models.stability.barrett import barrett
from willing.models.stability.coalitions import stability
from willing.models.stability.cournot import cournot
from willing.models.stability.linear import linear, linear_payoff
from willing.models.stability.symmetric import Payoffs, symmetric
from willing.models.stability.threshold import threshold

positive = st.fractions(Fraction(1, 20), 40, max_denominator=20)


@pytest.mark.parametrize("model", [barrett, cournot])
@pytest.mark.parametrize("k", [1, 2, 4, 7])
@pytest.mark.parametrize("c", [0.25, 3.0])
def test_payoffs_are_those_of_best_answers(model, k, c):
    n, a, b = 7, 50, 2
    found = model(n, Fraction(a), Fraction(b), Fraction(c))
    member, outsider = oracle.barrett(n, k, a, b, c, leads=model is barrett)
    assert float(found.inside[k - 1]) == pytest.approx(member, rel=1e-6)
    if k < n:
        assert float(found.outside[k]) == pytest.approx(outsider, rel=1e-6)


@RANDOM
@given(st.integers(3, 30), positive, positive)
def test_two_or_three_hold_where_benefits_are_linear(n, b, c):
    found = symmetric(linear(n, b, c))
    assert found.stable == (2, 3)
    for one in found.sizes[1:]:
        assert one.stay == -(b**2 / c) * (one.size - 1) * (one.size - 3) / 2
    assert found.sizes[n].gap_closed == 1


@RANDOM
@given(st.integers(2, 20), positive, positive)
def test_the_least_coalition_that_contributes_holds(n, b, c):
    found = symmetric(threshold(n, b, c))
    least = ceil(c / b)
    if b >= c:
        assert found.stable == ()  # everybody contributes anyway
        assert found.sizes[0].effort == n
    elif least > n:
        assert found.stable == ()
        assert found.nothing_holds
    elif least * b > c:
        assert found.stable == (least,)
    elif least == c / b and least * b == c and least < n:
        assert least in found.stable


@RANDOM
@given(st.integers(2, 12), positive, positive, positive)
def test_leading_agreements_are_worth_most_to_members_when_all_are_in(n, a, b, c):
    for model in (barrett, cournot):
        found = symmetric(model(n, a, b, c))
        full = found.sizes[n]
        assert all(one.total <= full.total for one in found.sizes)
        assert found.sizes[n].effort == max(one.effort for one in found.sizes)
    assert symmetric(barrett(n, a, b, c)).stable  # a leader never does worse than one among equals


@RANDOM
@given(st.integers(2, 12), positive, positive, positive, positive)
def test_the_unit_of_account_does_not_matter(n, a, b, c, factor):
    for model in (barrett, cournot):
        one, other = symmetric(model(n, a, b, c)), symmetric(model(n, a, factor * b, factor * c))
        assert one.stable == other.stable
        assert [s.inside and factor * s.inside for s in one.sizes] == [
            s.inside for s in other.sizes
        ]


@pytest.mark.parametrize("n", [2, 5, 8])
def test_equals_by_size_are_equals_by_coalition(n):
    by_size = symmetric(linear(n, Fraction(3), Fraction(2)))
    found = stability([f"p{row}" for row in range(n)], linear_payoff([3.0] * n, [2.0] * n))
    assert {size for size, number in enumerate(found.stable.by_size) if number} == set(
        by_size.stable
    )
    assert found.full.total == pytest.approx(float(by_size.sizes[n].total))
    assert sum(found.none) == pytest.approx(float(by_size.sizes[0].total))


def test_a_tie_counts_as_stable_and_nothing_to_gain_as_idle():
    flat = Payoffs((Fraction(1),) * 3, (Fraction(1),) * 3, (Fraction(0),) * 4, "flat")
    found = symmetric(flat)
    assert (found.stable, found.nothing_holds) == ((), True)
    assert all(one.gap_closed is None for one in found.sizes)


def test_two_thousand_players_and_no_more():
    assert symmetric(threshold(2000, Fraction(1), Fraction(1500))).stable == (1500,)
    for n in (1, 2001):
        with pytest.raises(InputError, match="write 2 to 2,000"):
            threshold(n, Fraction(1), Fraction(2))
