"""How long does the whole outlook of the shipped example take, and which part of it how long?

python benchmarks/outlook.py        about half a minute; 100,000 worlds
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

import willing.demo
from willing.models.bodies.decision import decide
from willing.models.formation.formation import formation
from willing.models.formation.pivots import swings
from willing.models.formation.success import success_game
from willing.outlook import run
from willing.outlook.issues import issue_forecasts
from willing.outlook.joint import joint
from willing.outlook.leaders import approvals_of
from willing.outlook.leverage import leverage_of
from willing.scenario.aid import Aid
from willing.scenario.files import load_scenario

WORLDS = 100_000
GOAL = 3.0
"""Seconds for everything, after start-up."""


def best(label: str, work: Callable[[], object], times: int = 3) -> float:
    """Print the first run and the shortest of the others, which is returned in seconds."""
    seconds = []
    for _ in range(times + 1):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    first, again = seconds[0], min(seconds[1:])
    print(f"{label:48} {first:7.2f} s  {again:7.2f} s  {memory:5} MB", flush=True)
    return again


def main() -> None:
    """Measure each part, then everything."""
    path = Path(willing.demo.__file__).with_name("scenario.yaml")
    scenario = load_scenario(path, check=True)
    print(f"{WORLDS:,} worlds of {path.name}: the first run, and the best of three more")
    best("who joins", lambda: formation(scenario, seed=1, worlds=WORLDS))
    best("on whom it hangs", lambda: swings(scenario, seed=1, worlds=WORLDS))
    best("who is needed, shares in success", lambda: success_game(scenario, seed=1, worlds=WORLDS))
    best("bodies", lambda: [decide(body, scenario, seed=1) for body in scenario.bodies])
    best("issues", lambda: issue_forecasts(scenario, seed=1))
    quiet = scenario.model_copy(update={"leaders": {}, "aid": Aid()})
    best("who gets what at the table", lambda: leverage_of(quiet, seed=1, worlds=WORLDS))
    best("leaders", lambda: approvals_of(scenario, np.full((3, WORLDS), 1 / 3), seed=1))
    best("all that follows, joined world by world", lambda: joint(scenario, seed=1, worlds=WORLDS))
    whole = best("the whole outlook", lambda: run(scenario, seed=1, worlds=WORLDS))
    print(f"{whole / GOAL:.2f} of the goal of {GOAL:g} s")


if __name__ == "__main__":
    main()
