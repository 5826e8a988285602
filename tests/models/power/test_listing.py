"""Minimal winning coalitions, listed, against all coalitions."""

from __future__ import annotations

from itertools import combinations
from math import comb
from typing import Any

from hypothesis import given, settings

from tests.models.power.bodies import bodies
from willing.models.power.game import Game, make_game
from willing.models.power.listing import minimal_winning
from willing.scenario.rules import read_rule


def by_definition(game: Game) -> set[tuple[str, ...]]:
    rows = range(game.size)
    winning = [set(c) for k in rows for c in combinations(rows, k + 1) if game.wins(set(c))]
    minimal = [c for c in winning if not any(game.wins(c - {row}) for row in c)]
    return {tuple(game.members[row] for row in sorted(c)) for c in minimal}


@given(bodies())
@settings(max_examples=100, deadline=None)
def test_all_of_them_and_no_other(body: tuple[list[str], dict[str, Any]]) -> None:
    members, tree = body
    game = make_game(members, read_rule(tree, members))
    found = minimal_winning(game)
    assert found is not None
    assert len(found) == len(set(found))
    assert set(found) == by_definition(game)
    assert [len(c) for c in found] == sorted(len(c) for c in found)


def test_the_security_council_has_210() -> None:
    """Five permanent members and any four of the ten others."""
    names = [f"m{n}" for n in range(15)]
    weights = {name: 7 if n < 5 else 1 for n, name in enumerate(names)}
    found = minimal_winning(make_game(names, read_rule({"weights": weights, "quota": 39}, names)))
    assert found is not None
    assert len(found) == comb(10, 4) == 210
    assert all(set(names[:5]) <= set(coalition) for coalition in found)


def test_too_many_are_not_listed() -> None:
    names = [f"m{n}" for n in range(30)]
    rule = read_rule({"weights": dict.fromkeys(names, 1), "quota": 15}, names)
    assert minimal_winning(make_game(names, rule)) is None
    assert minimal_winning(make_game(names[:4], read_rule({"weights": dict.fromkeys(names[:4], 1),
        "quota": 2}, names[:4])), most=5) is None  # fmt: skip
