"""How long do sharing and stability take? CPU time, best of several runs.

python benchmarks/sharing.py        about a quarter of a minute on one core
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from fractions import Fraction

from willing.models.sharing.airport import airport
from willing.models.sharing.core import core
from willing.models.sharing.game import Game
from willing.models.sharing.nucleolus import nucleolus
from willing.models.sharing.owen import owen
from willing.models.sharing.shapley import shapley
from willing.models.sharing.structure import best_structure
from willing.models.sharing.weighted import weighted
from willing.models.stability.coalitions import stability
from willing.models.stability.linear import linear_payoff


def best(label: str, run: Callable[[], object], times: int = 5) -> None:
    """Print the shortest of several runs, in CPU time: others may use the machine."""
    seconds = []
    for _ in range(times):
        start = time.process_time()
        run()
        seconds.append(time.process_time() - start)
    print(f"{label:<44} {1000 * min(seconds):9.1f} ms")


def games(n: int) -> dict[str, Game]:
    """A weighted majority and an airport of random members."""
    rng = random.Random(1)
    players = [f"p{row}" for row in range(n)]
    weights = [Fraction(rng.randint(1, 40)) for _ in players]
    costs = [Fraction(rng.randint(1, 400), 10) for _ in players]
    return {
        "weighted": weighted(players, weights, Fraction(10 * n)),
        "airport": airport(players, costs),
    }


def main() -> None:
    """All cases."""
    for n in (14, 20):
        halves = [list(range(n // 2)), *([row] for row in range(n // 2, n))]
        for name, game in games(n).items():
            best(f"{name}, {n}: Shapley", lambda game=game: shapley(game))
            best(f"{name}, {n}: Owen", lambda game=game, u=halves: owen(game, u))
            best(f"{name}, {n}: core", lambda game=game: core(game))
            best(f"{name}, {n}: nucleolus", lambda game=game: nucleolus(game))
            if n == 14:
                best(f"{name}, {n}: best split", lambda game=game: best_structure(game), 2)
    rng = random.Random(2)
    benefits, costs = ([rng.uniform(1, 10) for _ in range(20)] for _ in range(2))
    players = [f"p{row}" for row in range(20)]
    best("stability, 20", lambda: stability(players, linear_payoff(benefits, costs)))


if __name__ == "__main__":
    main()
