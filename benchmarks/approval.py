"""How long do leaders take? Best of several runs.

python benchmarks/approval.py        a few seconds on one core
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

import numpy as np

from willing.models.approval.approval import START, approval
from willing.models.approval.scales import estimate
from willing.models.approval.series import series_of
from willing.scenario.leaders import Leader, Poll

WORLDS = 100_000
FIRST = dt.date(2022, 1, 1)


def best(label: str, run: Callable[[], object], times: int) -> None:
    """Print the shortest of several runs."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    print(f"{label:58} {1000 * min(seconds):9.1f} ms", flush=True)


def polls(count: int, houses: int) -> tuple[Poll, ...]:
    """A made-up walk, seen by houses in turn."""
    rng = np.random.default_rng(1)
    levels = np.cumsum(rng.normal(0, 0.02, count)) + rng.normal(0, 0.1, count)
    return tuple(
        Poll(date=FIRST + dt.timedelta(n), share=1 / (1 + np.exp(-level)), house=f"H{n % houses}")
        for n, level in enumerate(levels.tolist())
    )


def main() -> None:
    """Measure the estimates, then the fans."""
    for count, houses in ((12, 3), (100, 5), (1000, 20)):
        series = series_of(polls(count, houses))
        best(f"{count} polls by {houses} houses: estimates", lambda s=series: estimate(s, START), 3)
    leader = Leader(polls=polls(3, 2), threshold=0.4)
    chances = np.random.default_rng(1).dirichlet([1, 1, 1], WORLDS).T
    best(
        f"{WORLDS:,} worlds, 12 months: fans, mixture, survival",
        lambda: approval(
            leader, "x", asked=dt.date(2022, 2, 1), seed=1, chances=chances, worlds=WORLDS
        ),
        3,
    )


if __name__ == "__main__":
    main()
