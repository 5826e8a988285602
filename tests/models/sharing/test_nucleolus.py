"""The nucleolus against Kohlberg's criterion and closed forms; the core against one program."""

from __future__ import annotations

import random
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.models.sharing import oracle
from tests.models.sharing.games import FEW, RANDOM, amounts, fractions, game_of, games, names
from willing.models.sharing import nucleolus as module
from willing.models.sharing.airport import airport
from willing.models.sharing.bankruptcy import bankruptcy
from willing.models.sharing.convexity import is_convex
from willing.models.sharing.core import core
from willing.models.sharing.excess import objection
from willing.models.sharing.nucleolus import nucleolus, prenucleolus
from willing.models.sharing.shapley import shapley
from willing.models.sharing.weighted import weighted


@FEW
@given(games(amounts=fractions))
def test_excesses_of_the_prenucleolus_are_balanced(drawn):
    game, worths = drawn
    found = prenucleolus(game)
    assert found.exact
    assert oracle.is_prenucleolus(worths, found.values, game.size)


@RANDOM
@given(games())
def test_the_nucleolus_gives_nobody_less_than_alone(drawn):
    game, worths = drawn
    found = nucleolus(game)
    alone = [worths[1 << row] for row in range(game.size)]
    if sum(alone) > worths[-1]:
        assert found is None
        return
    assert found.exact
    assert sum(found.values) == worths[-1]
    assert all(value >= least for value, least in zip(found.values, alone, strict=True))


@FEW
@given(games(most=4), st.randoms(use_true_random=False))
def test_no_imputation_has_smaller_excesses(drawn, rng):
    """Imputations nearby and far away have lexicographically larger excesses."""
    game, worths = drawn
    found = nucleolus(game)
    if found is None:
        return
    least = sorted(oracle.excess(worths, found.values).values(), reverse=True)
    alone = [worths[1 << row] for row in range(game.size)]
    for size in (1, 10, 1000):
        shifts = [Fraction(rng.randint(-9, 9), size) for _ in alone]
        shifts[0] -= sum(shifts)
        other = [value + shift for value, shift in zip(found.values, shifts, strict=True)]
        if all(x >= floor for x, floor in zip(other, alone, strict=True)) and any(shifts):
            assert sorted(oracle.excess(worths, other).values(), reverse=True) > least


@RANDOM
@given(amounts, st.integers(0, 100))
def test_the_nucleolus_of_a_bankruptcy_is_the_talmud_rule(claims, percent):
    claims = [Fraction(claim) for claim in claims]
    estate = sum(claims) * percent / 100
    found = nucleolus(bankruptcy(names(len(claims)), claims, estate))
    assert list(found.values) == oracle.talmud(claims, estate)


@RANDOM
@given(games(least=1, amounts=fractions))
def test_the_core_is_that_of_one_program(drawn):
    game, worths = drawn
    if game.size == 1:
        assert prenucleolus(game).values == (worths[1],)
        return
    found = core(game)
    assert found.exact
    assert float(found.margin) == pytest.approx(oracle.least_margin(worths, game.size), abs=1e-6)
    values = prenucleolus(game).values
    worst = objection(game, values)
    assert worst.gain == found.margin == max(oracle.excess(worths, values).values())
    assert found.empty == (worst.gain > 0)


@FEW
@given(games(), st.integers(1, 9), st.lists(st.integers(-20, 20), min_size=5, max_size=5))
def test_scale_and_own_amounts_carry_over(drawn, factor, own):
    """Covariance under strategic equivalence."""
    game, worths = drawn
    other = game_of(
        game.players, [factor * w + oracle.payoff(own, s) for s, w in enumerate(worths)]
    )
    for value in (shapley, lambda game: prenucleolus(game).values):
        moved = [factor * x + a for x, a in zip(value(game), own, strict=False)]
        assert list(value(other)) == moved


@FEW
@given(games(), st.randoms(use_true_random=False))
def test_order_changes_nothing(drawn, rng):
    game, worths = drawn
    order = rng.sample(range(game.size), game.size)
    moved = [worths[sum(1 << order[row] for row in range(game.size) if s >> row & 1)]
             for s in range(1 << game.size)]  # fmt: skip
    other = game_of(game.players, moved)
    for value in (shapley, lambda game: prenucleolus(game).values):
        assert [value(game)[row] for row in order] == list(value(other))


@RANDOM
@given(games(least=2, most=5, amounts=st.integers(0, 9).map(Fraction)))
def test_convex_games_have_the_shapley_value_in_the_core(drawn):
    game, worths = drawn
    convex = all(
        worths[s | t] + worths[s & t] >= worths[s] + worths[t]
        for s in range(len(worths))
        for t in range(len(worths))
    )
    assert is_convex(game) == convex
    if convex:
        assert not core(game).empty
        assert objection(game, shapley(game)).gain <= 0


def test_squares_are_convex_and_additive_games_have_one_core_point():
    squares = game_of(names(6), [Fraction(s.bit_count() ** 2) for s in range(64)])
    assert is_convex(squares)
    assert prenucleolus(squares).values == (Fraction(6),) * 6
    own = [Fraction(x) for x in (3, -1, 0, 7)]
    additive = game_of(names(4), [oracle.payoff(own, s) for s in range(16)])
    assert prenucleolus(additive).values == nucleolus(additive).values == tuple(own)
    assert (core(additive).empty, core(additive).margin) == (False, 0)


@pytest.mark.parametrize("seed", range(2))
def test_fourteen_players(seed):
    rng = random.Random(seed)
    n = 14
    weights = [Fraction(rng.randint(1, 40)) for _ in range(n)]
    claims = [Fraction(rng.randint(1, 400), 10) for _ in range(n)]
    estate = sum(claims) * rng.randint(1, 9) / 10
    found = nucleolus(bankruptcy(names(n), claims, estate))
    assert found.exact
    assert list(found.values) == oracle.talmud(claims, estate)
    for game in (weighted(names(n), weights, sum(weights) * 3 / 5), airport(names(n), claims)):
        found = prenucleolus(game)
        assert found.exact
        worths = [int(worth) * game.unit for worth in game.worths]
        assert max(oracle.excess(worths, found.values).values()) == core(game).margin


def test_where_fractions_fail_floats_are_given_and_said(monkeypatch):
    game = game_of("AB", [Fraction(x) for x in (0, 1, 2, 5)])
    monkeypatch.setattr(module, "solve", lambda equations: None)
    found = prenucleolus(game)
    assert not found.exact
    assert "about" in found.method
    assert np.allclose([float(value) for value in found.values], [2, 3])
