"""How long does voting power take? Best of several runs, after the compiled code is loaded.

python benchmarks/power.py        about half a minute on one core
"""

from __future__ import annotations

import json
import random
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from willing.models.power.indices import power
from willing.scenario.rules import Rule, read_rule

CASES = Path(__file__).parents[1] / "tests" / "published" / "power.json"
BOTH = ["banzhaf", "shapley_shubik"]

ELECTORS = [54, 40, 30, 28, 19, 19, 17, 16, 16, 15, 14, 13, 12, 11, 11, 11, 11, 10, 10, 10, 10, 10,
            9, 9, 8, 8, 8, 7, 7, 6, 6, 6, 6, 6, 6, 5, 5, 4, 4, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3,
            3]  # fmt: skip
"""The Electoral College of 2024, from California to the states of three."""

PEOPLE = [1849, 1517, 1323, 1078, 833, 423, 401, 262, 242, 236, 234, 231, 213, 202, 143, 132, 125,
          121, 119, 86, 64, 47, 42, 30, 21, 15, 12]  # fmt: skip
"""The EU's members' shares of its population in 2025, in hundredths of a percent."""


def body(weights: Sequence[int], quota: int) -> tuple[list[str], Rule]:
    """A weighted body of unnamed members."""
    members = [f"m{row}" for row in range(len(weights))]
    tree = {"weights": dict(zip(members, weights, strict=True)), "quota": quota}
    return members, read_rule(tree, members)


def best(label: str, run: Callable[[], object], times: int) -> None:
    """Print the shortest of several runs."""
    run()
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"{label:52} {1000 * min(seconds):10.2f} ms   {memory:4} MB", flush=True)


def main() -> None:
    """Measure the bodies of the theory page."""
    college = body(ELECTORS, 270)
    assert (len(ELECTORS), sum(ELECTORS)) == (51, 538)
    best("Electoral College, both", lambda: power(*college, indices=BOTH), 20)
    people = body(PEOPLE, 6500)
    best("EU by population, Banzhaf", lambda: power(*people, indices=BOTH[:1]), 20)
    best("EU by population, Shapley-Shubik", lambda: power(*people, indices=BOTH[1:]), 20)
    members = people[0]
    heads = dict.fromkeys(members, 1)
    tree = {
        "any": [
            {
                "all": [
                    {"weights": heads, "quota": 15},
                    {"weights": dict(zip(members, PEOPLE, strict=True)), "quota": 6500},
                ]
            },
            {"weights": heads, "quota": 24},
        ]
    }
    council = members, read_rule(tree, members)
    best("EU qualified majority, both, with minimal ones", lambda: power(*council, indices=BOTH), 5)
    best("EU qualified majority, all indices", lambda: power(*council), 3)
    fund = next(c for c in json.loads(CASES.read_text("utf-8")) if c["id"] == "imf_2022_simple")
    rule = fund["body"]["rule"]
    board = body(rule["weights"], rule["quota"])
    best("IMF, 190 members, Banzhaf", lambda: power(*board, indices=BOTH[:1]), 3)
    best("IMF, 190 members, Shapley-Shubik and swings", lambda: power(*board, indices=BOTH), 3)
    rng = random.Random(1)
    weights = [rng.randint(1, 1020) for _ in range(1000)]
    large = body(weights, sum(weights) // 2 + 1)
    best("1,000 members, Banzhaf", lambda: power(*large, indices=BOTH[:1]), 3)
    best("1,000 members, Shapley-Shubik and swings", lambda: power(*large, indices=BOTH), 3)


if __name__ == "__main__":
    main()
