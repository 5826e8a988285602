"""The well-known games against their definitions, units, listed worths, and best splits."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.models.sharing import oracle
from tests.models.sharing.games import RANDOM, amounts, game_of, games, names
from willing.errors import InputError
from willing.models.sharing.airport import airport
from willing.models.sharing.bankruptcy import bankruptcy
from willing.models.sharing.game import digits
from willing.models.sharing.listed import listed
from willing.models.sharing.shapley import shapley
from willing.models.sharing.structure import best_structure
from willing.models.sharing.supply import Supply, own_costs, supplied, supply_game
from willing.models.sharing.weighted import weighted


def chosen(values, coalition):
    return [value for row, value in enumerate(values) if coalition >> row & 1]


@RANDOM
@given(amounts, st.integers(1, 100))
def test_worths_are_what_the_definitions_say(values, percent):
    values = [Fraction(value, 3) for value in values]
    players, everybody = names(len(values)), (1 << len(values)) - 1
    part = sum(values) * percent / 100
    claims, costs = bankruptcy(players, values, part), airport(players, values)
    for s in range(1 << len(values)):
        assert claims.worth(s) == max(0, part - sum(chosen(values, everybody ^ s)))
        assert costs.worth(s) == max(chosen(values, s), default=0)
    if part:
        votes = weighted(players, values, part)
        assert all(
            votes.worth(s) == (sum(chosen(values, s)) >= part) for s in range(1 << len(values))
        )


@RANDOM
@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 90)), min_size=1, max_size=5
    ),
    st.integers(0, 20),
)
def test_a_need_is_met_at_the_least_cost(players, need):
    capacity, unit_cost, value = (
        tuple(map(Fraction, column)) for column in zip(*players, strict=True)
    )
    supply = Supply(Fraction(need), capacity, unit_cost, value)
    if sum(capacity) < need:
        with pytest.raises(InputError, match="capacity: all together can supply"):
            supply_game(names(len(players)), supply)
        return

    def least(s):
        """One unit after the other from the cheapest who still has one; None if out of reach."""
        units = sorted(u for c, u, _ in chosen(players, s) for _ in range(c))
        return None if len(units) < need else sum(units[:need])

    everybody = (1 << len(players)) - 1
    assert sum(supplied(supply)) == need
    assert sum(own_costs(supply)) == least(everybody)
    if least(everybody) > sum(value):
        with pytest.raises(InputError, match="value: meeting the need costs"):
            supply_game(names(len(players)), supply)
        return
    game = supply_game(names(len(players)), supply)
    for s in range(everybody + 1):
        gain = 0 if least(s) is None else max(0, sum(chosen(value, s)) - least(s))
        assert game.worth(s) == gain


@RANDOM
@given(games())
def test_the_best_split_is_the_best_of_all_partitions(drawn):
    game, worths = drawn
    groups, superadditive = best_structure(game)
    assert sum(groups) == game.everybody
    assert sum(worths[group] for group in groups) == oracle.best_split(worths, game.everybody)
    best = [oracle.best_split(worths, s) for s in range(len(worths))]
    assert superadditive == (best == worths)


@RANDOM
@given(games(), st.data())
def test_missing_coalitions_are_worth_the_best_of_their_parts(drawn, data):
    game, worths = drawn
    kept = data.draw(st.sets(st.integers(1, game.everybody)))
    table = {" ".join(chosen(game.players, s)): int(worths[s]) for s in kept}
    rows = {name: row for row, name in enumerate(game.players)}
    for form in ("worth", "cost"):
        found = listed(table, rows, form, missing="parts")
        sign = -1 if form == "cost" else 1
        every = [
            sign * worths[s] if s in kept else Fraction(0) if s.bit_count() < 2 else -float("inf")
            for s in range(game.everybody + 1)
        ]
        for s in range(1, game.everybody + 1):
            expected = worths[s] if s in kept else sign * oracle.best_split(every, s)
            assert found.worth(s) == expected


def test_amounts_are_exact_or_rounded_and_said():
    tenths = game_of("AB", [Fraction(0), Fraction(1, 10), Fraction(2, 10), Fraction(7, 10)])
    assert (tenths.unit, tenths.rounded) == (Fraction(1, 10), False)
    assert shapley(tenths) == (Fraction(3, 10), Fraction(4, 10))
    wide = [Fraction(0), Fraction(1, 3), Fraction(1, 10**12 + 39), Fraction(10**15)]
    rounded = game_of("AB", wide)
    assert rounded.rounded
    assert abs(rounded.worth(3) / 10**15 - 1) < Fraction(1, 10**14)
    large = airport(names(20), [Fraction(10**15) + row for row in range(20)])
    assert large.rounded
    assert int(abs(large.worths).max()).bit_length() <= digits(20) + 1
    assert abs(float(sum(shapley(large))) / -(10**15 + 19) - 1) < 1e-12


def test_what_is_no_game_is_refused():
    with pytest.raises(InputError, match="the empty coalition is worth 1"):
        game_of("A", [Fraction(1), Fraction(2)])
    with pytest.raises(InputError, match="estate: 4 covers all claims"):
        bankruptcy("AB", [Fraction(1), Fraction(2)], Fraction(4))
    for quota in (0, 4):
        with pytest.raises(InputError, match="quota:"):
            weighted("AB", [Fraction(1), Fraction(2)], Fraction(quota))
