"""How long does the crisis game take? Best of several runs.

python benchmarks/deterrence.py        about a quarter of a minute on one core
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable

import numpy as np

from willing.models.deterrence.agent_qre import agent_qre
from willing.models.deterrence.crisis import crisis_game
from willing.models.deterrence.deterrence import deterrence
from willing.models.deterrence.parameters import Parameter, drawn
from willing.models.deterrence.presence import presence
from willing.models.deterrence.setting import SOLVERS, Setting, ends
from willing.reference.crisis import PARAMETERS

WORLDS = 100_000
FEW = 200
SIZES = {"adversary_force": (240_000.0, 590_000.0), "beneficiary_force": (140_000.0, 340_000.0)}


def best(label: str, run: Callable[[], object], times: int) -> float:
    """Print the shortest of several runs, and give it in seconds."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"{label:58} {1000 * min(seconds):9.1f} ms   {memory:4} MB", flush=True)
    return min(seconds)


def main() -> None:
    """Measure the kernel, the tree in plain Python, and the whole answer."""
    parameters = {
        name: Parameter(name, meaning.default or SIZES[name])
        for name, meaning in PARAMETERS.items()
    }
    force = np.random.default_rng(1).uniform(5_000, 30_000, WORLDS)
    backstop = np.arange(WORLDS) % 3 == 0
    values = drawn(parameters, 1, 0, WORLDS)
    best(f"drawing {WORLDS:,} worlds", lambda: drawn(parameters, 1, 0, WORLDS), 5)
    kernel = 0.0
    for solver, words in SOLVERS.items():
        setting = Setting(parameters, solver=solver)

        def play(setting: Setting = setting) -> object:
            return ends(setting, values, force, backstop)

        seconds = best(f"{WORLDS:,} worlds: {words.partition(' (')[0]}", play, 3)
        kernel = kernel or seconds

    def by_tree() -> None:
        for world in range(FEW):
            one = {name: value[world : world + 1] for name, value in values.items()}
            game = crisis_game(one, force[world], backstop=bool(backstop[world]), contest="ratio")
            agent_qre(game, float(values["precision"][world]))

    tree = best(f"{FEW} worlds, one tree at a time", by_tree, 3)
    print(f"arrays are {tree / FEW * WORLDS / kernel:,.0f} times as fast as trees, per world")
    there = presence(force, events={"us_backstop": backstop})
    for solver in SOLVERS:
        setting = Setting(parameters, backstop="us_backstop", solver=solver)
        label = f"the whole answer, {WORLDS:,} worlds, {solver}"
        best(label, lambda setting=setting: deterrence(setting, there, seed=1), 2)


if __name__ == "__main__":
    main()
