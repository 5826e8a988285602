"""Who brings success, and which few decide it? The game of success of a scenario, solved."""

from __future__ import annotations

from typing import Unpack

from willing.models.formation.coalitions import Coalitions, coalitions
from willing.models.formation.game import all_sets, make_game
from willing.models.formation.pivots import free_targets
from willing.models.formation.shapley import Shapley, shapley
from willing.models.formation.trial import Options, make_trial
from willing.scenario.scenario import Scenario


def success_game(
    scenario: Scenario, *, seed: int, **options: Unpack[Options]
) -> tuple[Shapley | None, Coalitions | None]:
    """The Shapley value of success, and the minimal sufficient and blocking sets.

    None where nothing is required, nobody is free to choose, or the given holds in none of the
    worlds of the game. Options as for `formation`.
    """
    trial = make_trial(scenario, seed, **options)
    game = make_game(trial, free_targets(trial))
    if game is None:
        return None, None
    table = all_sets(game) if game.order is None else None
    return shapley(game, table), coalitions(game, table)
