"""The stability of every coalition against its definition, with and without payments."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.models.sharing.games import RANDOM, names
from tests.models.stability import oracle
from willing.models.stability import coalitions
from willing.models.stability.coalitions import stability
from willing.models.stability.linear import linear_payoff
from willing.models.stability.listed import listed


@st.composite
def tables(draw, most=4):
    """Whole payoffs of every player in every coalition."""
    n = draw(st.integers(1, most))
    row = st.lists(st.integers(-4, 4), min_size=n, max_size=n)
    return n, draw(st.lists(row, min_size=2**n, max_size=2**n))


def as_file(n, payoffs):
    players = names(n)
    return {
        " ".join(p for row, p in enumerate(players) if s >> row & 1): list(map(int, payoffs[s]))
        for s in range(1 << n)
    }


def solve(n, payoffs, **options):
    rows = {name: row for row, name in enumerate(names(n))}
    return stability(names(n), listed(as_file(n, payoffs), rows), **options)


@RANDOM
@given(tables())
def test_every_coalition_is_judged_by_the_definition(drawn):
    n, payoffs = drawn
    judged = {s: oracle.holds(payoffs, s, n) for s in range(1 << n)}
    totals = [sum(row) for row in payoffs]
    holds, paid = [0] * (n + 1), [0] * (n + 1)
    for s, (internal, external, surplus) in judged.items():
        asked = solve(n, payoffs, asked=s).asked
        closed = all(judged[s | 1 << row][2] <= 0 for row in range(n) if not s >> row & 1)
        assert (asked.internal, asked.external) == (internal, external)
        assert asked.surplus == surplus
        assert asked.potential == (surplus >= 0 and closed)
        assert list(asked.payoffs) == payoffs[s]
        assert sum(asked.transfers) == pytest.approx(0)
        if totals[s] != totals[0]:
            holds[s.bit_count()] += internal and external
            paid[s.bit_count()] += surplus >= 0 and closed
    found = solve(n, payoffs)
    assert list(found.stable.by_size) == holds
    assert list(found.potential.by_size) == paid
    idle = {s for s in judged if s and totals[s] == totals[0]}
    trivial = {s for s in idle if s.bit_count() == 1}
    assert found.nothing_holds == (
        any(judged[s][0] and judged[s][1] for s in idle) or (judged[0][1] and not trivial)
    )
    assert [one.total for one in found.stable.listed] == sorted(
        (one.total for one in found.stable.listed), reverse=True
    )


@RANDOM
@given(tables(), st.randoms(use_true_random=False))
def test_with_payments_members_get_at_least_what_leaving_brings(drawn, rng):
    n, payoffs = drawn
    s = rng.randrange(1, 1 << n)
    one = solve(n, payoffs, asked=s).asked
    if one.surplus >= 0:
        for row in range(n):
            if s >> row & 1:
                gets = one.payoffs[row] + one.transfers[row]
                assert gets >= payoffs[s ^ 1 << row][row] - 1e-9


@RANDOM
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=1, max_size=5))
def test_linear_payoffs_are_those_of_best_answers(players):
    benefits, costs = zip(*players, strict=True)
    n = len(players)
    payoff = linear_payoff([float(b) for b in benefits], [float(c) for c in costs])
    for row in range(n):
        within, without = payoff(row)
        for s in range(1 << n):
            expected = oracle.linear_payoffs(benefits, costs, s)[row]
            half = within if s >> row & 1 else without
            others = half[s >> (row + 1), s & ((1 << row) - 1)]
            assert others == pytest.approx(expected)


def test_order_and_scale_change_nothing():
    rng = random.Random(3)
    benefits, costs = ([rng.uniform(1, 9) for _ in range(7)] for _ in range(2))
    order = rng.sample(range(7), 7)
    players = names(7)
    found = stability(players, linear_payoff(benefits, costs))
    moved = stability(
        [players[row] for row in order],
        linear_payoff([1e6 * benefits[row] for row in order], [costs[row] for row in order]),
    )
    assert {frozenset(one.members) for one in found.potential.listed} == {
        frozenset(one.members) for one in moved.potential.listed
    }
    assert found.stable.by_size == moved.stable.by_size
    assert found.full.gap_closed == moved.full.gap_closed == 1


def test_twenty_equals_and_only_some_listed():
    found = stability(names(20), linear_payoff([1.0] * 20, [1.0] * 20))
    assert found.stable.by_size == (0, 0, 190, 1140, *[0] * 17)
    assert len(found.stable.listed) == coalitions.MOST_LISTED
    assert {len(one.members) for one in found.stable.listed} == {3}


def test_nothing_to_gain():
    found = solve(2, np.zeros((4, 2), dtype=int))
    assert found.full.gap_closed is None
    assert (found.stable.number, found.nothing_holds) == (0, True)
