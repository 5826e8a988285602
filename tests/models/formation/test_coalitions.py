"""Minimal sufficient and blocking sets against trying every set of players, world by world."""

from __future__ import annotations

from collections import Counter
from typing import get_args

import pytest

from willing.models.formation.coalitions import MOST_SETS, Coalition, Coalitions, coalitions
from willing.models.formation.engine import Name
from willing.models.formation.game import Game, all_sets

from ..cases import pledge, scenario
from .games import EEC_1958, Players, game_of, mixed, sets_of, weighted, winning

ENGINES: tuple[Name, ...] = get_args(Name)


def solved(game: Game) -> Coalitions:
    return coalitions(game, all_sets(game) if game.order is None else None)


def hits(found: tuple[Coalition, ...], worlds: int) -> dict[Players, int]:
    return {frozenset(one.players): round(one.p.p * worlds) for one in found}


def by_trying(
    wins: list[set[Players]], players: tuple[str, ...]
) -> tuple[Counter[Players], Counter[Players]]:
    """In how many worlds each set is minimal sufficient, and minimal blocking."""
    everybody = frozenset(players)
    sufficient: Counter[Players] = Counter()
    blocking: Counter[Players] = Counter()
    for win in wins:
        for some in sets_of(players):
            if some in win and not any(some - {player} in win for player in some):
                sufficient[some] += 1
            rest = everybody - some
            if some and rest not in win and all(rest | {player} in win for player in some):
                blocking[some] += 1
    return sufficient, blocking


def agree(found: dict[Players, int], expected: Counter[Players]) -> None:
    """The listed sets have the right numbers, and no other one has a larger number."""
    assert len(found) == min(len(expected), MOST_SETS)
    assert found == {some: expected[some] for some in found}
    left = [number for some, number in expected.items() if some not in found]
    assert not left or max(left) <= min(found.values())
    assert list(found.values()) == sorted(found.values(), reverse=True)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_against_every_set(engine: Name, seed: int) -> None:
    game = game_of(mixed(), seed, 80, engine=engine)
    found = solved(game)
    sufficient, blocking = by_trying(winning(mixed(), seed, 80, game.players), game.players)
    agree(hits(found.sufficient, 80), sufficient)
    agree(hits(found.blocking, 80), blocking)
    assert found.worlds == 80


@pytest.mark.parametrize("exact", [True, False])
def test_the_council_of_1958(exact: bool) -> None:
    """Felsenthal and Machover (1998), section 5.3: three large members, or two and both of
    medium size; Luxembourg never counts. So two that include a large one block.
    """
    large, medium = ("deu", "fra", "ita"), ("bel", "nld")
    found = solved(game_of(weighted(12, dict(EEC_1958)), 1, 4096, exact=exact))
    assert {frozenset(one.players) for one in found.sufficient} == {
        frozenset(large),
        *(frozenset({*medium, *large} - {out}) for out in large),
    }
    assert {frozenset(one.players) for one in found.blocking} == {
        *(frozenset({*large} - {out}) for out in large),
        *(frozenset({one, other}) for one in large for other in medium),
    }
    assert {one.p.p for one in (*found.sufficient, *found.blocking)} == {1}


@pytest.mark.parametrize("exact", [True, False])
def test_a_veto_player_blocks_alone(exact: bool) -> None:
    """Where the others cannot do without ann; they are two of whom one is enough."""
    case = weighted(4, {"ann": 3, "bob": 1, "cid": 1}, 0.5)
    found = solved(game_of(case, 1, 2048, exact=exact))
    blocking = hits(found.blocking, 2048)
    succeeds = sum(hits(found.sufficient, 2048).get(frozenset({"ann", x}), 0) for x in ("bob",))
    assert blocking[frozenset({"ann"})] == pytest.approx(2048 * 0.375, abs=5 * 22)
    assert blocking[frozenset({"bob", "cid"})] == pytest.approx(2048 * 0.125, abs=5 * 15)
    assert blocking[frozenset({"bob"})] == pytest.approx(2048 * 0.125, abs=5 * 15)
    assert succeeds == blocking[frozenset({"bob"})] + blocking[frozenset({"bob", "cid"})]


def test_an_event_that_hurts_is_in_no_minimal_set() -> None:
    case = scenario(
        {"ann": [pledge("ground_troops", 1.0, "not storm")]},
        events={"storm": 0.5},
        requires={"ground_troops": 1},
    )
    found = solved(game_of(case, 1, 640))
    assert hits(found.sufficient, 640) == {frozenset({"ann"}): 640}
    assert set(hits(found.blocking, 640)) == {frozenset({"ann"})}
    assert found.blocking[0].p.p == pytest.approx(0.5, abs=0.1)  # where the storm does not come


def test_what_succeeds_with_nobody_needs_nobody() -> None:
    case = weighted(0, {"ann": 1, "bob": 1}, 0.5)
    found = solved(game_of(case, 1, 64))
    assert hits(found.sufficient, 64) == {frozenset(): 64}
    assert found.blocking == ()


@pytest.mark.parametrize("engine", ENGINES)
def test_sampled_against_exact(engine: Name) -> None:
    """The sets that random orders come upon most often are those that carry most probability."""
    exact, sampled = (
        solved(game_of(mixed(), 1, 4096, exact=exact, engine=engine)) for exact in (True, False)
    )
    assert (exact.method, sampled.method) == ("exact", "sampled")
    for one, other in ((exact.sufficient, sampled.sufficient), (exact.blocking, sampled.blocking)):
        assert other[:5] == one[:5]
        assert len(other) <= MOST_SETS
