"""Games of success whose answers are known, or found by trying every set of players."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from willing.models.formation.engine import Name
from willing.models.formation.game import Game, make_game
from willing.models.formation.pivots import free_targets
from willing.models.formation.trial import make_trial
from willing.scenario.scenario import Scenario

from ..cases import pledge, scenario
from .oracle import Oracle

Players = frozenset[str]

EEC_1958 = {"deu": 4, "fra": 4, "ita": 4, "bel": 2, "nld": 2, "lux": 1}
"""The Council of the European Economic Community, 12 of 17 votes (Felsenthal and Machover 1998,
"The Measurement of Voting Power", section 5.3).
"""


def weighted(quota: float, weights: dict[str, float], p: float = 1.0) -> Scenario:
    """A weighted game: each player brings its weight, with probability p."""
    return scenario(
        {name: [pledge("ground_troops", p, "", weight)] for name, weight in weights.items()},
        requires={"ground_troops": quota},
    )


def mixed() -> Scenario:
    """Four actors and two events: one helps, the other hurts, and each has another chance where
    the first happens.
    """
    return scenario(
        {
            "ann": {
                "blocs": ["north"],
                "pledges": [pledge("ground_troops", 0.8, "truce", [1, 3, 4])],
            },
            "bob": {
                "blocs": ["north"],
                "pledges": [
                    pledge("ground_troops", 0.7, "joined(ann) or not storm", 2),
                    pledge("logistics", 0.9, "supports(dan)", 1),
                ],
            },
            "cid": [pledge("ground_troops", 0.6, "members() >= 1", {"p10": 1, "p50": 2, "p90": 4})],
            "dan": [
                pledge("ground_troops", 0.5, "total(ground_troops) > 3", 3),
                pledge("logistics", 0.5, "truce or not storm", 1),
            ],
        },
        events={"truce": 0.6, "storm": {"p": {"if": "truce", "then": 0.2, "else": 0.7}}},
        requires={"ground_troops": 4},
    )


def game_of(
    case: Scenario, seed: int, worlds: int, exact: bool | None = None, engine: Name = "numpy"
) -> Game:
    trial = make_trial(case, seed, worlds=worlds, engine=engine)
    game = make_game(trial, free_targets(trial), exact=exact)
    assert game is not None
    return game


def sets_of(players: Sequence[str]) -> list[Players]:
    return [
        frozenset(some) for size in range(len(players) + 1) for some in combinations(players, size)
    ]


def winning(case: Scenario, seed: int, worlds: int, players: Sequence[str]) -> list[set[Players]]:
    """Which sets of players succeed, in each world."""
    oracle, found = Oracle(case, seed), []
    for number in range(worlds):
        wins = set()
        for present in sets_of(players):
            world = oracle.world(number, absent=set(players) - present)
            if oracle.succeeds(world, oracle.least(world)):
                wins.add(present)
        found.append(wins)
    return found
