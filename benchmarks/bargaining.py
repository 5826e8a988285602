"""How fast is the expected-utility model over many draws, and how does it grow?

python benchmarks/bargaining.py         two minutes on one core
python benchmarks/bargaining.py --out . the same, with bargaining.json and bargaining.svg

Willing's compiled turns beside two replications in plain Python, in one process and in turn, by CPU
seconds of one thread: a careful one, below, that keeps what it needs twice, and the tests' oracle,
which writes the equations down one by one. All must end at the same positions, else the run stops.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from willing.models.bargaining.distribution import distribution
from willing.models.bargaining.engine import play_compiled
from willing.models.bargaining.inputs import Input, Inputs
from willing.models.bargaining.outcomes import Method
from willing.models.bargaining.readings import READINGS

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.models.bargaining import oracle

ACTORS = (5, 10, 20, 30, 60, 120)
ROUNDS = 10
TIMES = 40
MOST_BY_EQUATION = 30
READING = READINGS["scholz_code"]


def plain(x: list[float], w: list[float], s: list[float]) -> list[float]:
    """Ten turns of the reading `scholz_code`, as a careful programmer writes them in Python."""
    span = max(x) - min(x)
    for _ in range(ROUNDS):
        if max(x) - min(x) <= 1e-6 * span:
            break
        x = plain_turn(x, w, s, span)
    return x


def plain_turn(x: list[float], w: list[float], s: list[float], span: float) -> list[float]:
    n = len(x)
    security = [0.0] * n
    p = chances(x, w, [1.0] * n, span)
    for i in range(n):
        for j in range(n):
            if i != j:
                d = abs(x[i] - x[j]) / span
                security[i] += s[i] * (2 * p[j][i] - 1) * 2 * d + (1 - s[i]) * 2 * d
    low, high = min(security), max(security)
    stretched = [(2 * value - high - low) / (high - low) for value in security]
    r = [(1 - value / 3) / (1 + value / 3) for value in stretched]
    p = chances(x, w, r, span)
    after = list(x)
    for i in range(n):
        best = None
        for j in range(n):
            d = abs(x[i] - x[j]) / span
            if d <= 1e-9:
                continue
            success, failure = 2 - 4 * (0.5 - 0.5 * d) ** r[i], 2 - 4 * (0.5 + 0.5 * d) ** r[i]
            quiet = 2 - 4 * 0.5 ** r[i]
            own = success - s[j] * (1 - p[i][j]) * (success - failure) - quiet
            threat = success - s[i] * (1 - p[j][i]) * (success - failure) - quiet
            if own > 0 and threat > own:
                offer = (1, abs(x[j] - x[i]) / span, x[j])
            elif own < 0 and threat > -own:
                mean = (threat * x[j] - own * x[i]) / (threat - own)
                offer = (2, mean / span, x[i] - (x[j] - x[i]) * own / threat)
            elif own < 0 and threat > 0:
                offer = (3, abs(x[j] - x[i]) / span, x[j])
            else:
                continue
            if best is None or offer[:2] < best[:2]:
                best = offer
        if best is not None:
            after[i] = best[2]
    return after


def chances(x: list[float], w: list[float], r: list[float], span: float) -> list[list[float]]:
    n = len(x)
    far = [[w[k] * (abs(x[k] - x[j]) / span) ** r[k] for k in range(n)] for j in range(n)]
    votes = [
        [sum(v for v in map(float.__sub__, far[j], far[i]) if v > 0) for j in range(n)]
        for i in range(n)
    ]
    cast = 2 * sum(map(sum, votes))
    return [[votes[i][j] / cast for j in range(n)] for i in range(n)]


def seconds(run: Callable[[], object], times: int) -> float:
    """The least CPU time of several runs."""
    found = []
    for _ in range(times):
        start = time.process_time()
        run()
        found.append(time.process_time() - start)
    return min(found)


def cell(n: int) -> dict[str, Any]:
    """Draws per CPU-second of both, with n actors."""
    rng = np.random.default_rng(n)
    draws = max(64, 60_000 // n**2)
    x, s, c = rng.random((3, draws, n))
    x, w = 100 * x, c * s

    def compiled() -> np.ndarray:
        return play_compiled(x, w, s, READING, ROUNDS, workers=1).last

    few = max(1, min(draws, 3000 // n**3))
    rows = [(x[k].tolist(), w[k].tolist(), s[k].tolist()) for k in range(few)]
    slow = [plain(*row) for row in rows]
    assert np.allclose(compiled()[:few], slow, atol=1e-6), n
    ours = draws / seconds(compiled, TIMES)
    theirs = few / seconds(lambda: [plain(*row) for row in rows], 3)
    found = {"actors": n, "draws_per_second": ours, "plain": theirs, "ratio": ours / theirs}
    if n <= MOST_BY_EQUATION:
        ends: list[float] = []
        equations = seconds(lambda: ends.extend(oracle.play(*rows[0], READING, ROUNDS)[-1]), 1)
        assert np.allclose(ends, slow[0], atol=1e-6), n
        found |= {"by_equation": 1 / equations, "by_equation_ratio": ours * equations}
    return found


def whole_run(draws: int) -> dict[str, Any]:
    """Thirty actors with uncertain positions: seconds and memory of so many draws."""
    of = random.Random(1)
    inputs = Inputs(
        name="many",
        actors=tuple(f"a{row}" for row in range(30)),
        positions=tuple(Input(tuple(sorted(of.uniform(0, 100) for _ in "lmh"))) for _ in range(30)),
        saliences=tuple(Input((of.uniform(0.1, 1),)) for _ in range(30)),
        capabilities=tuple(Input((of.uniform(0.1, 1),)) for _ in range(30)),
    )
    start = time.perf_counter()
    distribution(inputs, Method("expected_utility", READING, ROUNDS), seed=1, draws=draws)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    return {"draws": draws, "seconds": time.perf_counter() - start, "MiB": memory}


def chart(cells: list[dict[str, Any]]) -> dict[str, Any]:
    rows = [
        {"actors": one["actors"], "draws": one[key], "code": label}
        for one in cells
        for key, label in (("draws_per_second", "Willing"), ("plain", "plain Python"))
    ]
    log = {"type": "log"}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": 360,
        "height": 240,
        "data": {"values": rows},
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {"field": "actors", "type": "quantitative", "scale": log, "title": "actors"},
            "y": {
                "field": "draws",
                "type": "quantitative",
                "scale": log,
                "title": "draws of ten turns per CPU-second",
            },
            "color": {"field": "code", "type": "nominal", "title": None},
        },
    }


def main() -> None:
    """Measure, print, and write the plot where a folder is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, help="where bargaining.json and bargaining.svg go")
    out = parser.parse_args().out
    cells = []
    for n in ACTORS:
        cells.append(cell(n))
        print("  ".join(f"{key} {value:,.1f}" for key, value in cells[-1].items()), flush=True)
    runs = [whole_run(draws) for draws in (10_000, 100_000)]
    for run in runs:
        print("{draws:8,} draws of 30 actors: {seconds:6.1f} s, {MiB} MiB".format(**run))
    if out is not None:
        import vl_convert

        text = json.dumps({"actors": cells, "runs": runs}, indent=1) + "\n"
        (out / "bargaining.json").write_text(text, encoding="utf-8")
        drawn = vl_convert.vegalite_to_svg(json.dumps(chart(cells)), vl_version="5.21")
        (out / "bargaining.svg").write_text(drawn + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
