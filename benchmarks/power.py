"""How long does voting power take, against the packages that people use?

    python benchmarks/power.py                     Willing alone: about a minute on one core
    python benchmarks/power.py --peers PYTHON      and the others: about a quarter of an hour

PYTHON is the interpreter of an environment in which the others are installed:

    python -m venv peers && peers/bin/pip install powerindices powerindex tucoopy

Every index of every body is a process of its own, limited in time and memory, and all programs
take turns on a body; the fastest of the rounds counts, in CPU seconds, compiled code loaded. Each
answer is compared with Willing's. Small games with known answers come last: which program has them
right? With --peers the results go to `power.json` beside this file.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import random
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from math import comb
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CASES = HERE.parent / "tests" / "published" / "power.json"
RESULTS = HERE / "power.json"

ROUNDS = 3
"""Of what takes less than `SLOW`; the rest runs once."""

SLOW = 5.0
MOST_MEMORY = 8 << 30
"""Bytes of address space for one process."""

SIDES = ("banzhaf", "shapley_shubik")
PEERS = ("powerindices", "powerindex", "tucoopy")
ABSOLUTE = ("willing", "willing, index alone", "powerindices")
"""Programs whose Banzhaf index is the absolute one; the others have it normalised."""

TEN = [10, 10, 10, 10, 5, 5, 5, 3, 3, 2]
"""Votes in the Council of the Communities from 1981 to 1985; 45 of 63 carried."""

ELECTORS = [54, 40, 30, 28, 19, 19, 17, 16, 16, 15, 14, 13, 12, 11, 11, 11, 11, 10, 10, 10, 10, 10,
            9, 9, 8, 8, 8, 7, 7, 6, 6, 6, 6, 6, 6, 5, 5, 4, 4, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3,
            3]  # fmt: skip
"""The Electoral College of 2024, from California to the states of three."""

PEOPLE = [1849, 1517, 1323, 1078, 833, 423, 401, 262, 242, 236, 234, 231, 213, 202, 143, 132, 125,
          121, 119, 86, 64, 47, 42, 30, 21, 15, 12]  # fmt: skip
"""The EU's members' shares of its population in 2025, in hundredths of a percent."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body, its rule as a tree, and its unions, if any."""

    name: str
    members: tuple[str, ...]
    rule: dict[str, Any]
    unions: tuple[tuple[str, ...], ...] | None = None


@dataclass(frozen=True, slots=True)
class Small:
    """A game with known answers for its first member; Banzhaf absolute and normalised."""

    name: str
    weights: tuple[int, ...]
    quota: int
    banzhaf: Fraction
    normalised: Fraction
    shapley_shubik: Fraction


@dataclass(frozen=True, slots=True)
class Run:
    """One index of one body by one program; `said` is why there are no seconds."""

    body: str
    program: str
    index: str
    seconds: float | None
    memory: int | None
    difference: float | None
    said: str


SMALL = (
    Small("one decides alone", (5, 1, 1), 4, Fraction(1), Fraction(1), Fraction(1)),
    Small("one or both others", (4, 3, 3), 4, Fraction(3, 4), Fraction(3, 5), Fraction(2, 3)),
    Small("two idle", (2, 2, 1, 0, 0), 3, Fraction(1, 2), Fraction(1, 3), Fraction(1, 3)),
    Small("one idle", (3, 2, 0), 3, Fraction(1), Fraction(1), Fraction(1)),
    *(
        Small(
            f"{n} alike",
            (1,) * n,
            n // 2 + 1,
            Fraction(comb(n - 1, n // 2), 1 << (n - 1)),
            Fraction(1, n),
            Fraction(1, n),
        )
        for n in (64, 70, 171)
    ),
)


def weighted(name: str, weights: Sequence[int], quota: int, unions: int = 0) -> Body:
    """A weighted body of unnamed members, dealt out to so many unions."""
    members = tuple(f"m{row}" for row in range(len(weights)))
    tree = {"weights": dict(zip(members, weights, strict=True)), "quota": quota}
    dealt = tuple(members[first::unions] for first in range(unions))
    return Body(name, members, tree, dealt or None)


def council() -> Body:
    """15 of 27 states with 65% of the people, or 24 states."""
    people = weighted("EU qualified majority", PEOPLE, 6500)
    heads = dict.fromkeys(people.members, 1)
    both = {"all": [{"weights": heads, "quota": 15}, people.rule]}
    return Body(people.name, people.members, {"any": [both, {"weights": heads, "quota": 24}]})


def fund(unions: int = 0) -> Body:
    """The Board of Governors of the IMF, a simple majority."""
    rule = next(c for c in json.loads(CASES.read_text("utf-8")) if c["id"] == "imf_2022_simple")
    tree = rule["body"]["rule"]
    return weighted("IMF" + ", 24 unions" * bool(unions), tree["weights"], tree["quota"], unions)


def thousand() -> Body:
    """1,000 members of 1 to 1,020 votes, a simple majority."""
    rng = random.Random(1)
    weights = [rng.randint(1, 1020) for _ in range(1000)]
    return weighted("1,000 members", weights, sum(weights) // 2 + 1)


def plan() -> list[tuple[Body, Sequence[str], bool]]:
    """The bodies, what is asked of them, and whether the others can be asked the same."""
    return [
        (weighted("Council of ten", TEN, 45), SIDES, True),
        (weighted("EU by population", PEOPLE, 6500), SIDES, True),
        (council(), ("both", "all"), False),
        (weighted("Electoral College", ELECTORS, 270), SIDES, True),
        (fund(), SIDES, True),
        (fund(24), ("owen",), False),
        (thousand(), SIDES, True),
    ]


def ask(
    python: str, program: str, body: Body, index: str, limit: float, *, quick: bool
) -> dict[str, Any]:
    """Run `power_programs.py`; what it answers, or {"said": why not}."""
    question = {"program": program, "index": index, "quick": quick} | asdict(body)
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    try:
        ended = subprocess.run(
            [python, str(HERE / "power_programs.py")],
            input=json.dumps(question),
            capture_output=True,
            text=True,
            timeout=limit,
            check=False,
            env=environment,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY)),
        )
    except subprocess.TimeoutExpired:
        return {"said": f"no answer in {limit:g} s"}
    if ended.returncode:
        reason = (ended.stderr.strip().splitlines() or ["ended without a word"])[-1]
        return {"said": reason[:100]}
    answer: dict[str, Any] = json.loads(ended.stdout)
    return answer


def off(found: dict[str, Any], right: Sequence[float], index: str, program: str) -> float:
    """The largest difference from the right values."""
    wrong = found["values"]
    if index == "banzhaf" and program not in ABSOLUTE:
        right = [value / sum(right) for value in right]
    return max(abs(ours - theirs) for ours, theirs in zip(right, wrong, strict=True))


def measure(body: Body, index: str, programs: dict[str, str], limit: float) -> list[Run]:
    """All programs in turn, round by round; the fastest round of each."""
    fastest: dict[str, dict[str, Any]] = {}
    for number in range(ROUNDS):
        for program, python in programs.items():
            known = fastest.get(program, {"seconds": 0.0})
            if known.get("seconds", limit) > SLOW:
                continue
            found = ask(python, program, body, index, limit, quick=len(body.members) < 100)
            if number == 0 or found.get("seconds", limit) < known["seconds"]:
                fastest[program] = found
    right = fastest["willing"].get("values")
    runs = []
    for program, found in fastest.items():
        compared = right and program != "willing" and "values" in found
        difference = off(found, right, index, program) if compared else None
        said = found.get("said", "")
        seconds, memory = found.get("seconds"), found.get("memory")
        runs.append(Run(body.name, program, index, seconds, memory, difference, said))
    return runs


def show(runs: Sequence[Run]) -> None:
    """One line for each program, and how many times as long as `willing` it took."""
    base = next(run.seconds for run in runs if run.program == "willing")
    for run in runs:
        start = f"{run.body:20} {run.index:15} {run.program:20}"
        if run.seconds is None:
            print(f"{start} {run.said}", flush=True)
            continue
        ratio = f"{run.seconds / base:9.3g} x" if base else ""
        wrong = "" if run.difference is None else f"   differs by {run.difference:.1g}"
        took = f"{1000 * run.seconds:11.3f} ms {run.memory:5} MB"
        print(f"{start} {took} {ratio}{wrong}", flush=True)


def check(programs: dict[str, str], limit: float) -> list[dict[str, str]]:
    """What each program says of the small games."""
    rows = []
    for small in SMALL:
        body = weighted(small.name, small.weights, small.quota)
        for program, python in programs.items():
            said = {}
            for index in SIDES:
                found = ask(python, program, body, index, limit, quick=False)
                right = small.shapley_shubik
                if index == SIDES[0]:
                    right = small.banzhaf if program in ABSOLUTE else small.normalised
                said[index] = verdict(found, float(right))
            rows.append({"game": small.name, "program": program} | said)
            print(f"{small.name:34} {program:20} {said[SIDES[0]]:34} {said[SIDES[1]]}", flush=True)
    return rows


def verdict(found: dict[str, Any], right: float) -> str:
    """Right, or what was said instead."""
    if "said" in found:
        return str(found["said"])
    value = found["values"][0]
    told = "right" if abs(value - right) < 1e-9 else f"wrong: {value:.4g} for {right:.4g}"
    return told + ", changed the weights" * found["changed"]


def versions(python: str) -> dict[str, str]:
    """Of the packages, as installed there."""
    code = "import json, sys; from importlib.metadata import version as v; "
    code += "print(json.dumps({name: v(name) for name in sys.argv[1:]}))"
    listed = subprocess.run([python, "-c", code, *PEERS], capture_output=True, check=True)
    found: dict[str, str] = json.loads(listed.stdout)
    return found


def main() -> None:
    """Measure, compare, and keep the results."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--peers", metavar="PYTHON", help="the interpreter that has the others")
    parser.add_argument("--limit", type=float, default=60.0, help="seconds for one answer")
    given = parser.parse_args()
    runs: list[Run] = []
    for body, indices, comparable in plan():
        for index in indices:
            programs = {"willing": sys.executable}
            if comparable:
                programs["willing, index alone"] = sys.executable
            if comparable and given.peers:
                programs |= dict.fromkeys(PEERS, given.peers)
            found = measure(body, index, programs, given.limit)
            show(found)
            runs += found
    if given.peers:
        checked = dict.fromkeys(("powerindices", "powerindex, calc()", "tucoopy"), given.peers)
        document = {
            "date": dt.date.today().isoformat(),
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "versions": versions(given.peers),
            "limit_s": given.limit,
            "runs": [asdict(run) for run in runs],
            "small_games": check({"willing": sys.executable} | checked, given.limit),
        }
        RESULTS.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
