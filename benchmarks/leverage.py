"""How long do the talks take? Best of several runs.

python benchmarks/leverage.py        some seconds on one core
"""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from willing.models.leverage.leverage import leverage
from willing.models.leverage.nash import nash
from willing.models.leverage.standing import Standing
from willing.models.leverage.terms import drawn, read_terms
from willing.outlook.leverage import leverage_of
from willing.scenario.files import load_scenario

Floats = NDArray[np.float64]

WORLDS = 100_000
FEW = 500


def best(label: str, run: Callable[[], object], times: int) -> float:
    """Print the shortest of several runs, and give it in seconds."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    print(f"{label:58} {1000 * min(seconds):9.1f} ms", flush=True)
    return min(seconds)


def one_by_one(weight: Floats, nothing: Floats, total: Floats, risk: Floats) -> list[float]:
    """The same with SciPy's root finder, one world at a time."""
    found = []
    for a, (d, e), t, (r, s) in zip(weight, nothing.T, total, risk.T, strict=True):

        def slope(y: float, a=a, d=d, e=e, t=t, r=r, s=s) -> float:  # type: ignore[no-untyped-def]
            z = t - y
            mine = y**r * (y ** (1 - r) - d ** (1 - r)) / (1 - r)
            other = z**s * (z ** (1 - s) - e ** (1 - s)) / (1 - s)
            return float((1 - a) * mine - a * other)

        found.append(brentq(slope, d, t - e, xtol=1e-12))
    return found


def main() -> None:
    """Measure the solver against one world at a time, the model, and the whole answer."""
    rng = np.random.default_rng(1)
    weight, nothing = rng.uniform(0.1, 0.9, WORLDS), rng.uniform(0, 0.5, (2, WORLDS))
    total = nothing.sum(axis=0) + rng.uniform(0.05, 1, WORLDS)
    risk = rng.uniform(0.05, 0.9, (2, WORLDS))
    label = f"the Nash solution in {WORLDS:,} worlds, all averse to risk"
    kernel = best(label, lambda: nash(weight, nothing, total, risk), 5)
    few = (weight[:FEW], nothing[:, :FEW], total[:FEW], risk[:, :FEW])
    single = best(f"{FEW} of them, one at a time (SciPy's brentq)", lambda: one_by_one(*few), 3)
    apart = np.abs(nash(*few) - one_by_one(*few)).max()
    print(f"arrays are {single / FEW * WORLDS / kernel:,.0f} times as fast; apart by {apart:.0e}")
    scenario = load_scenario(Path(str(files("willing") / "demo" / "scenario.yaml")))
    terms = read_terms(scenario)
    standing = Standing(
        rows=np.arange(WORLDS),
        wins=rng.uniform(0.2, 0.8, WORLDS),
        holds=rng.uniform(0.3, 1.0, WORLDS),
        costs=rng.uniform(0.1, 0.6, (2, WORLDS)),
        stakes=rng.uniform(0.5, 2.0, (2, WORLDS)),
        settlement=rng.uniform(-0.2, 0.2, (2, WORLDS)),
        events={},
    )
    best(f"drawing the terms of {WORLDS:,} worlds", lambda: drawn(terms, standing.rows, 1), 3)
    best(
        "the model: shares, packages, delay, tornado", lambda: leverage(terms, standing, seed=1), 3
    )
    label = f"the example, {WORLDS:,} worlds, with coalition and crisis"
    best(label, lambda: leverage_of(scenario, seed=1, worlds=WORLDS), 2)


if __name__ == "__main__":
    main()
