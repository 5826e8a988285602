"""How fast is the Spatial Model of Politics, and how does it grow?

python benchmarks/spatial_model.py                half a minute on one core
python benchmarks/spatial_model.py --out FOLDER   the same, with spatial_model.json and .svg

Twenty turns on one dimension as KTAB runs them, by CPU seconds of one thread: the bare turns of a
draw, a run that tells every reason, and the goals, which are shares of what KTAB itself was seen to
take (built with -O2, without logging, on another machine of this class). Both must end at the same
positions, else the run stops.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from willing.models.bargaining.inputs import Input
from willing.models.bargaining.spatial_model.engine import play_many
from willing.models.bargaining.spatial_model.spatial_inputs import SpatialInputs, exactly
from willing.models.bargaining.spatial_model.spatial_issue import (
    SpatialIssue,
    affinities,
    make_spatial_issue,
)
from willing.models.bargaining.spatial_model.spatial_model import spatial_model
from willing.models.bargaining.spatial_model.spread import spatial_spread

TURNS = 20
KTAB = {10: 0.048, 20: 0.35, 40: 4.5, 80: 75.0}
"""CPU seconds of KTAB for twenty turns, by the number of actors."""

SHARES = {10: 10, 20: 30, 40: 60, 80: 100}
"""The goal: so many times as fast."""

ACTORS = (10, 20, 40, 80, 160, 250)
DRAWS = 10_000


def issue(n: int) -> SpatialIssue:
    """Actors with random positions, saliences and capabilities on one dimension."""
    x, s, c = np.random.default_rng(n).random((3, n))
    return make_spatial_issue(
        "benchmark",
        [f"A{row}" for row in range(n)],
        ["D"],
        100 * x[:, None],
        s[:, None].tolist(),
        100 * c,
    )


def bare(one: SpatialIssue) -> np.ndarray[Any, Any]:
    """The last positions of a draw."""
    return play_many(
        np.array([one.positions]) / 100,
        np.array([one.saliences]),
        np.array([one.capabilities]),
        np.array(affinities(one)),
        one.options,
        compat="ktab",
        turns=TURNS,
        workers=1,
    ).last[0]


def told(one: SpatialIssue) -> np.ndarray[Any, Any]:
    """The same of a run that tells every reason."""
    return np.array(spatial_model(one, compat="ktab", turns=TURNS).states[-1].positions) / 100


def seconds(run: Callable[[], object], times: int) -> float:
    """The shortest CPU time of several runs."""
    found = []
    for _ in range(times):
        start = time.process_time()
        run()
        found.append(time.process_time() - start)
    return min(found)


def measured() -> list[dict[str, Any]]:
    """One row for each number of actors."""
    rows = []
    bare(issue(3))
    for n in ACTORS:
        one = issue(n)
        row: dict[str, Any] = {"actors": n}
        times = 20 if n < 100 else 2
        assert np.abs(bare(one) - told(one)).max() < 1e-12
        row["bare"] = seconds(lambda one=one: bare(one), times)
        row["told"] = seconds(lambda one=one: told(one), times)
        if n in KTAB:
            row["ktab_elsewhere"] = KTAB[n]
            row["goal"] = KTAB[n] / SHARES[n]
        rows.append(row)
        print("  ".join(f"{name} {value:.5g}" for name, value in row.items()), flush=True)
    return rows


def draws() -> float:
    """CPU seconds for the draws of twenty actors, all their inputs uncertain."""
    one = exactly(issue(20))
    unsure = SpatialInputs(
        one.issue,
        tuple((Input((0.8 * x, x, min(1.2 * x, 100))),) for (x,) in one.issue.positions),
        tuple((Input((0.8 * s, min(1.2 * s, 1))),) for (s,) in one.issue.saliences),
        one.capabilities,
    )
    start = time.process_time()
    spatial_spread(unsure, seed=1, draws=DRAWS)
    return time.process_time() - start


def drawing(rows: list[dict[str, Any]]) -> str:
    """CPU seconds against actors, both on a logarithmic scale."""
    import vl_convert

    names = {"bare": "a draw", "told": "a run with reasons", "goal": "goal",
             "ktab_elsewhere": "KTAB, elsewhere"}  # fmt: skip
    values = [
        {"actors": row["actors"], "seconds": row[key], "what": name}
        for row in rows
        for key, name in names.items()
        if key in row
    ]
    log = {"type": "log"}
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": 420,
        "height": 260,
        "data": {"values": values},
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {"field": "actors", "type": "quantitative", "scale": log, "title": "Actors"},
            "y": {"field": "seconds", "type": "quantitative", "scale": log,
                  "title": "CPU seconds for 20 turns"},
            "color": {"field": "what", "type": "nominal", "title": None},
            "strokeDash": {"field": "what", "type": "nominal", "title": None},
        },
    }  # fmt: skip
    return str(vl_convert.vegalite_to_svg(json.dumps(spec), vl_version="5.21"))


def main() -> None:
    """Measure, and write what was seen where that is asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path)
    out: Path | None = parser.parse_args().out
    rows = measured()
    took = draws()
    print(f"{DRAWS:,} draws of 20 actors: {took:.1f} CPU s")
    if out is not None:
        seen = {"turns": TURNS, "rows": rows, "draws": DRAWS, "seconds_of_draws": took}
        (out / "spatial_model.json").write_text(json.dumps(seen, indent=1) + "\n", "utf-8")
        (out / "spatial_model.svg").write_text(drawing(rows), "utf-8")


if __name__ == "__main__":
    main()
