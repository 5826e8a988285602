"""Shapley values against all orders of the players, and against published power indices."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations, product
from math import sqrt
from typing import Any, get_args

import numpy as np
import pytest

from willing.models.draws import below
from willing.models.formation.engine import Name
from willing.models.formation.formation import formation
from willing.models.formation.game import (
    FEW_PLAYERS,
    MOST_PLAYERS,
    WORLDS,
    Game,
    all_sets,
    make_game,
    play,
)
from willing.models.formation.shapley import Shapley, shapley
from willing.models.formation.success import success_game
from willing.models.formation.trial import make_trial

from ..cases import patrol, pledge, scenario
from .games import EEC_1958, game_of, mixed, weighted, winning
from .scenarios import large

ENGINES: tuple[Name, ...] = get_args(Name)


def solved(game: Game) -> Shapley:
    return shapley(game, all_sets(game) if game.order is None else None)


def values(found: Shapley) -> dict[str, float]:
    return {share.player: share.value for share in found.shares}


def by_all_orders(wins: list[set[frozenset[str]]], players: tuple[str, ...]) -> dict[str, Fraction]:
    """Shapley (1953): the mean, over all orders, of what each brings when it comes."""
    gains = dict.fromkeys(players, 0)
    orders = list(permutations(players))
    for win in wins:
        for order in orders:
            present: frozenset[str] = frozenset()
            for player in order:
                larger = present | {player}
                gains[player] += (larger in win) - (present in win)
                present = larger
    return {player: Fraction(gain, len(orders) * len(wins)) for player, gain in gains.items()}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("seed", [1, 2])
def test_exact_values_are_those_of_all_orders(engine: Name, seed: int) -> None:
    game = game_of(mixed(), seed, 70, engine=engine)
    assert (game.method, game.worlds) == ("exact", 70)
    expected = by_all_orders(winning(mixed(), seed, 70, game.players), game.players)
    found = solved(game)
    assert values(found) == pytest.approx({p: float(x) for p, x in expected.items()})
    assert found.whole == pytest.approx(float(sum(expected.values())))
    assert found.orders == 0


SURE: list[tuple[float, dict[str, float], list[Fraction]]] = [
    (2, {"a": 1, "b": 1, "c": 1}, [Fraction(1, 3)] * 3),
    (5, dict.fromkeys("abcde", 1), [Fraction(1, 5)] * 5),
    (51, {"a": 49, "b": 48, "c": 3}, [Fraction(1, 3)] * 3),
    (
        12,
        dict(EEC_1958),
        [*[Fraction(14, 60)] * 3, *[Fraction(9, 60)] * 2, Fraction(0)],
    ),
]


@pytest.mark.parametrize(("quota", "weights", "expected"), SURE)
def test_published_indices(
    quota: float, weights: dict[str, float], expected: list[Fraction]
) -> None:
    """With sure players it is the index of Shapley and Shubik (1954). Majority and unanimity by
    symmetry; three parties of 49, 48 and 3 are equal; the EEC Council of 1958 in Felsenthal and
    Machover (1998), table 5.3.1.
    """
    found = solved(game_of(weighted(quota, weights), 1, 64))
    expected_values = dict(zip(weights, map(float, expected), strict=True))
    assert values(found) == pytest.approx(expected_values, abs=1e-12)
    assert all(share.se == pytest.approx(0, abs=1e-9) for share in found.shares)
    assert found.whole == 1


@pytest.mark.parametrize(("quota", "weights", "expected"), SURE)
def test_published_indices_by_sampling(
    quota: float, weights: dict[str, float], expected: list[Fraction]
) -> None:
    found = solved(game_of(weighted(quota, weights), 1, 8192, exact=False))
    assert (found.method, found.orders) == ("sampled", 256)
    share = {share.player: share for share in found.shares}
    for player, value in zip(weights, expected, strict=True):
        assert abs(share[player].value - value) <= 5 * share[player].se + 1e-12
    assert sum(values(found).values()) == pytest.approx(1)


@pytest.mark.parametrize("exact", [True, False])
@pytest.mark.parametrize("make", [mixed, lambda: weighted(2, dict.fromkeys("abcd", 1), 0.4)])
def test_shares_sum_to_the_whole(make: Any, exact: bool) -> None:
    game = game_of(make(), 3, 500, exact=exact)
    found = solved(game)
    assert sum(values(found).values()) == pytest.approx(found.whole)
    everybody = np.full((len(game.players), game.block.words), ~np.uint64(0))
    with_all, with_nobody = (
        int(np.bitwise_count(play(game, present)[1]).sum()) for present in (everybody, ~everybody)
    )
    assert found.whole == pytest.approx((with_all - with_nobody) / 500)


@pytest.mark.parametrize("exact", [True, False])
def test_a_dummy_gets_nothing(exact: bool) -> None:
    """Neither one who brings nothing, nor an event of which nobody speaks."""
    case = scenario(
        {
            "ann": [pledge("ground_troops", 0.7)],
            "bob": [pledge("ground_troops", 0.7, "rain")],
            "nil": [pledge("ground_troops", 1.0, "", 0), pledge("political", 1.0)],
        },
        events={"rain": 0.5, "comet": 0.5},
        requires={"ground_troops": 1},
    )
    found = {share.player: share for share in solved(game_of(case, 1, 640, exact=exact)).shares}
    for dummy in ("nil", "comet"):
        assert (found[dummy].value, found[dummy].se) == (0, 0)
    assert found["ann"].value > found["bob"].value > 0


@pytest.mark.parametrize("exact", [True, False])
def test_equals_get_the_same(exact: bool) -> None:
    names = ("a", "b", "c", "d")
    found = solved(game_of(weighted(2, dict.fromkeys(names, 1), 0.4), 7, 8192, exact=exact))
    whole = 1 - 0.6**4 - 4 * 0.4 * 0.6**3
    for share in found.shares:
        assert abs(share.value - whole / 4) <= 5 * share.se
        assert 0 < share.se < 0.01


def test_absent_events_are_false() -> None:
    """Without the storm ann succeeds alone; the storm, where it may come, costs half of that."""
    case = scenario(
        {"ann": [pledge("ground_troops", 1.0, "not storm")]},
        events={"storm": 0.5},
        requires={"ground_troops": 1},
    )
    for exact in (True, False):
        game = game_of(case, 1, 8192, exact=exact)
        found = {share.player: share for share in solved(game).shares}
        for player, value in {"ann": 0.75, "storm": -0.25}.items():
            assert abs(found[player].value - value) <= 5 * found[player].se
    assert solved(game).whole == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize("engine", ENGINES)
def test_sampled_against_exact(engine: Name) -> None:
    """Eight actors and events, in the same worlds."""
    case = patrol()
    actors = {code: actor for code, actor in case.actors.items() if code not in ("gus", "eve")}
    actors["fay"] = scenario({"fay": [pledge("ground_troops", 0.5, "not storm", 400)]}).actors[
        "fay"
    ]
    case = case.model_copy(update={"actors": actors})
    one, other = (
        solved(game_of(case, 1, 4096, exact=exact, engine=engine)) for exact in (True, False)
    )
    assert one.whole == other.whole
    sampled = {share.player: share for share in other.shares}
    assert len(one.shares) == 8
    for share in one.shares:
        assert abs(share.value - sampled[share.player].value) <= 5 * sampled[share.player].se


def expected_share(
    quota: float, weights: dict[str, float], p: dict[str, float]
) -> dict[str, float]:
    """The value in expectation: each player comes with its probability, in each order alike."""
    found = dict.fromkeys(weights, 0.0)
    orders = list(permutations(weights))
    for willing in product((False, True), repeat=len(weights)):
        comes = dict(zip(weights, willing, strict=True))
        chance = float(np.prod([p[name] if on else 1 - p[name] for name, on in comes.items()]))
        for order in orders:
            total = 0.0
            for player in order:
                before, total = total, total + weights[player] * comes[player]
                found[player] += chance * (before < quota <= total) / len(orders)
    return found


def test_standard_errors_are_honest() -> None:
    """Over 30 seeds each player's error in standard errors has a standard deviation near one."""
    weights = {"a": 4.0, "b": 3.0, "c": 2.0, "d": 1.0}
    p = {"a": 0.5, "b": 0.7, "c": 0.9, "d": 0.6}
    case = scenario(
        {name: [pledge("ground_troops", p[name], "", weight)] for name, weight in weights.items()},
        requires={"ground_troops": 6},
    )
    expected = expected_share(6, weights, p)
    for exact in (True, False):
        scores: dict[str, list[float]] = {name: [] for name in weights}
        for seed in range(30):
            for share in solved(game_of(case, seed, 2048, exact=exact)).shares:
                scores[share.player].append((share.value - expected[share.player]) / share.se)
        for found in scores.values():
            assert 0.6 < np.std(found) < 1.5
            assert abs(np.mean(found)) < 5 / sqrt(30)


def test_what_is_forced_is_no_player() -> None:
    shares, sets = success_game(mixed(), seed=1, worlds=200, forced={"truce": True, "ann": True})
    assert shares is not None
    assert sets is not None
    assert {share.player for share in shares.shares} == {"bob", "cid", "dan", "storm"}
    assert shares.worlds == sets.worlds == 200


def test_only_the_worlds_of_what_is_given() -> None:
    """The whole is then P(success | truce): with nobody there is none."""
    shares, _ = success_game(mixed(), seed=1, worlds=500, given=["truce"])
    found = formation(mixed(), seed=1, worlds=500, given=["truce"])
    assert shares is not None
    assert found.success is not None
    assert shares.worlds == found.worlds_used < 500
    assert shares.whole == pytest.approx(found.success.p)


@pytest.mark.parametrize("exact", [True, False])
def test_few_worlds_are_not_sure(exact: bool) -> None:
    """64 worlds tell a probability of a half no better than to a sixteenth."""
    found = solved(game_of(weighted(1, {"ann": 1}, 0.5), 1, 64, exact=exact))
    assert found.shares[0].se == pytest.approx(0.5 / 8, rel=0.3)


def test_given_what_hardly_ever_happens() -> None:
    """No world is left among those of the game, though there are some among all."""
    case = scenario(
        {"ann": [pledge("ground_troops", 0.5)]},
        events={"comet": 0.0001},
        requires={"ground_troops": 1},
    )
    seed = next(
        seed for seed in range(50) if not game_worlds(seed, WORLDS) and game_worlds(seed, 1 << 16)
    )
    success_game(case, seed=seed, worlds=1 << 16, given=["comet"])


def game_worlds(seed: int, worlds: int) -> int:
    words = below(seed, "event:comet", 0.0001, 0, worlds // 64)
    return int(np.bitwise_count(words).sum())


def test_no_game() -> None:
    nothing = make_trial(scenario({"ann": [pledge("ground_troops", 0.5)]}), 1, worlds=10)
    assert make_game(nothing, ["ann"]) is None
    trial = make_trial(mixed(), 1, worlds=10)
    assert make_game(trial, []) is None
    crowd = make_game(trial, [f"actor{number}" for number in range(MOST_PLAYERS + 1)])
    assert crowd is not None
    assert len(crowd.players) == MOST_PLAYERS
    assert success_game(scenario({}), seed=1, worlds=10) == (None, None)


def test_many_players_are_sampled() -> None:
    game = game_of(large(1), 1, 256)
    assert len(game.players) > FEW_PLAYERS
    found = solved(game)
    assert found.method == "sampled"
    assert sum(values(found).values()) == pytest.approx(found.whole)
