"""Shapley and Owen values against permutations, and what the axioms promise."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.models.sharing import oracle
from tests.models.sharing.games import RANDOM, amounts, fractions, game_of, games, names, partitions
from willing.models.sharing.airport import airport
from willing.models.sharing.owen import owen
from willing.models.sharing.shapley import shapley


@RANDOM
@given(games(least=1, amounts=fractions), st.data())
def test_values_are_averages_over_orders(drawn, data):
    game, worths = drawn
    assert list(shapley(game)) == oracle.shapley(worths, game.size)
    unions = data.draw(partitions(game.size))
    assert list(owen(game, unions)) == oracle.owen(worths, unions, game.size)


@RANDOM
@given(games(least=1, most=7, amounts=fractions), st.data())
def test_everything_is_shared_and_unions_of_one_or_of_all_change_nothing(drawn, data):
    game, worths = drawn
    values = shapley(game)
    assert sum(values) == worths[-1]
    rows = list(range(game.size))
    assert owen(game, [rows]) == owen(game, [[row] for row in rows]) == values
    unions = data.draw(partitions(game.size))
    shares = owen(game, unions)
    among = [sum(1 << row for row in union) for union in unions]
    quotient = [
        worths[sum(mask for place, mask in enumerate(among) if chosen >> place & 1)]
        for chosen in range(1 << len(unions))
    ]
    between = shapley(game_of(names(len(unions)), quotient))
    assert [sum(shares[row] for row in union) for union in unions] == list(between)


@RANDOM
@given(games(), games(), st.integers(-3, 5))
def test_values_of_sums_and_multiples(first, second, factor):
    (a, u), (b, v) = first, second
    if a.size == b.size:
        both = game_of(a.players, [x + factor * y for x, y in zip(u, v, strict=True)])
        parts = zip(shapley(a), shapley(b), strict=True)
        assert list(shapley(both)) == [x + factor * y for x, y in parts]


@RANDOM
@given(games(most=4), st.integers(-5, 9))
def test_a_dummy_gets_what_it_is_worth_alone(drawn, alone):
    game, worths = drawn
    larger = game_of(names(game.size + 1), [*worths, *(worth + alone for worth in worths)])
    assert shapley(larger) == (*shapley(game), Fraction(alone))


@RANDOM
@given(amounts)
def test_airport_costs_are_shared_step_by_step(costs):
    """Littlechild and Owen (1973): each step of the runway is shared by those who need it."""
    found = shapley(airport(names(len(costs)), [Fraction(cost) for cost in costs]))
    expected = [Fraction(0)] * len(costs)
    order = sorted(range(len(costs)), key=lambda row: costs[row])
    reached = 0
    for place, row in enumerate(order):
        for later in order[place:]:
            expected[later] += Fraction(costs[row] - reached, len(costs) - place)
        reached = costs[row]
    assert [-value for value in found] == expected
