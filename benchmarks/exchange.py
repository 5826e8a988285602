"""How long a round of position exchange takes, by actors and issues.

    python benchmarks/exchange.py [--out FOLDER]

Random agendas: positions in tens, saliences in twentieths. The goal is a round of 15 actors and 13
issues in 0.05 seconds on one core; the program decide takes 0.9 to 1.5 seconds for such a one (the
Paris climate conference; measured elsewhere, on a machine of this class).
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

from willing.models.bargaining.exchange.cells import Cells
from willing.models.bargaining.exchange.engine import play_compiled, play_exactly, play_in_python

SIZES = ((10, 6), (11, 7), (15, 13), (25, 6), (30, 20), (50, 20))
MOST_IN_PYTHON = 200
"""Actors times issues that are also played in plain Python, in floats and in decimals."""

GOAL = {(15, 13): 0.05}
DECIDE = {(15, 13): 0.9}


def agenda(n: int, m: int) -> Cells:
    """An agenda of n actors and m issues, all of them in all."""
    rng = np.random.default_rng(n * 1000 + m)
    shape = (1, n, m)
    positions = 10.0 * rng.integers(0, 11, shape)
    saliences = 0.05 * rng.integers(2, 21, shape)
    capabilities = np.repeat(0.05 * rng.integers(1, 21, (1, n, 1)), m, axis=2)
    return Cells(positions, saliences, capabilities, np.ones((n, m), dtype=np.bool_))


def seconds(what: Callable[[], object], times: int) -> float:
    """CPU seconds of one call, the least of several."""
    found = []
    for _ in range(times):
        start = time.process_time()
        what()
        found.append(time.process_time() - start)
    return min(found)


def in_decimals(cells: Cells) -> object:
    """One exact round."""
    tables = [
        [[Decimal(str(round(x, 2))) for x in row] for row in table[0].tolist()]
        for table in (cells.positions, cells.saliences, cells.capabilities)
    ]
    return play_exactly(cells, tables, 1, mended=False)


def measured() -> list[dict[str, Any]]:
    """A row for each size."""
    rows = []
    play_compiled(agenda(3, 2), 1, mended=False)
    for n, m in SIZES:
        cells = agenda(n, m)
        row: dict[str, Any] = {"actors": n, "issues": m}
        row["exchanges"] = int(play_compiled(cells, 1, mended=False).counts.sum())
        row["compiled"] = seconds(
            lambda cells=cells: play_compiled(cells, 1, mended=False, workers=1), 5
        )
        if n * m <= MOST_IN_PYTHON:
            row["python"] = seconds(lambda cells=cells: play_in_python(cells, 1, mended=False), 2)
            row["decimals"] = seconds(lambda cells=cells: in_decimals(cells), 2)
        if (n, m) in GOAL:
            row["goal"], row["decide_elsewhere"] = GOAL[n, m], DECIDE[n, m]
        rows.append(row)
        print("  ".join(f"{name} {value:.4g}" for name, value in row.items()), flush=True)
    return rows


def main() -> None:
    """Measure, and write what was seen where that is asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path)
    out: Path | None = parser.parse_args().out
    rows = measured()
    if out is not None:
        (out / "exchange.json").write_text(json.dumps(rows, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
