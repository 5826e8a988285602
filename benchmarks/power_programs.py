"""One index of one body by one program, timed: `power.py` runs this file in processes of its own.

Reads {"program", "index", "members", "rule", "unions", "quick"} as JSON from the standard input and
writes {"seconds", "memory", "values", "changed"}: CPU seconds of the fastest of several runs, the
peak of resident memory in MB, and whether the caller's weights were written over. Each program is
called as its own documentation does, without what it computes besides.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

LONG_ENOUGH = 0.3
"""Seconds after which a call is not repeated; others share the machine, so the fastest counts."""

Weights = list[int]
Index = Callable[[Weights, int], Sequence[float]]


def powerindices_banzhaf(weights: Weights, quota: int) -> Sequence[float]:
    from powerindices import compute_pbi

    return compute_pbi(quota, weights)


def powerindices_shapley(weights: Weights, quota: int) -> Sequence[float]:
    from powerindices import compute_ssi

    return compute_ssi(quota, weights)


def powerindex_banzhaf(weights: Weights, quota: int) -> Sequence[float]:
    from powerindex import Game

    game = Game(quota, weights)
    game.calc_banzhaf()  # calc() would compute two other indices as well
    return game.banzhaf


def powerindex_shapley(weights: Weights, quota: int) -> Sequence[float]:
    from powerindex import Game

    game = Game(quota, weights)
    game.calc_shapley_shubik()
    return game.shapley_shubik


def powerindex_calc_banzhaf(weights: Weights, quota: int) -> Sequence[float]:
    from powerindex import Game

    game = Game(quota, weights)
    game.calc()
    return game.banzhaf


def powerindex_calc_shapley(weights: Weights, quota: int) -> Sequence[float]:
    from powerindex import Game

    game = Game(quota, weights)
    game.calc()
    return game.shapley_shubik


def tucoopy_banzhaf(weights: Weights, quota: int) -> Sequence[float]:
    from tucoopy.power.banzhaf import banzhaf_index_weighted_voting

    return banzhaf_index_weighted_voting(weights, quota)


def tucoopy_shapley(weights: Weights, quota: int) -> Sequence[float]:
    from tucoopy.power.shapley_shubik import shapley_shubik_index_weighted_voting

    return shapley_shubik_index_weighted_voting(weights, quota)


PEERS: dict[tuple[str, str], Index] = {
    ("powerindices", "banzhaf"): powerindices_banzhaf,
    ("powerindices", "shapley_shubik"): powerindices_shapley,
    ("powerindex", "banzhaf"): powerindex_banzhaf,
    ("powerindex", "shapley_shubik"): powerindex_shapley,
    ("powerindex, calc()", "banzhaf"): powerindex_calc_banzhaf,
    ("powerindex, calc()", "shapley_shubik"): powerindex_calc_shapley,
    ("tucoopy", "banzhaf"): tucoopy_banzhaf,
    ("tucoopy", "shapley_shubik"): tucoopy_shapley,
}


def ours(question: dict[str, Any]) -> Callable[[], Sequence[float] | None]:
    """`willing`: all that `power` answers besides the index. "index alone": as the peers do."""
    from willing.models.power.indices import power
    from willing.scenario.rules import Count, read_rule

    members, index = question["members"], question["index"]
    rule = read_rule(question["rule"], members)
    if question["program"] == "willing, index alone":
        assert isinstance(rule, Count)
        return lambda: alone(rule, index)
    every = {"both": ["banzhaf", "shapley_shubik"], "all": None}
    wanted = every.get(index, [index])
    return lambda: (
        power(members, rule, unions=question.get("unions"), indices=wanted)
        .indices["banzhaf" if index in every else index]
        .values
    )


def alone(rule: Any, index: str) -> Sequence[float]:
    from willing.models.power import counting, quadrature
    from willing.models.power.banzhaf import banzhaf
    from willing.models.power.shapley_shubik import shapley_shubik

    if index == "banzhaf":
        return tuple(map(float, banzhaf(counting.count(rule).swings)))
    if counting.can_count_by_size(rule):
        return tuple(map(float, shapley_shubik(counting.count_by_size(rule))))
    return quadrature.shapley_shubik(rule).values


def theirs(question: dict[str, Any], given: Weights) -> Callable[[], Sequence[float]]:
    index = PEERS[question["program"], question["index"]]
    weights, quota = list(question["rule"]["weights"].values()), question["rule"]["quota"]

    def run() -> Sequence[float]:
        given[:] = weights
        return index(given, quota)

    return run


def main() -> None:
    question = json.load(sys.stdin)
    given: Weights = []
    is_ours = question["program"].startswith("willing")
    run = ours(question) if is_ours else theirs(question, given)
    if is_ours or question["quick"]:
        run()  # loads what is loaded when first used
    fastest, spent = float("inf"), 0.0
    while spent < LONG_ENOUGH:
        start = time.process_time()
        values = run()
        seconds = time.process_time() - start
        fastest, spent = min(fastest, seconds), spent + seconds
    answer = {
        "seconds": fastest,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
        "values": None if values is None else list(map(float, values)),
        "changed": not is_ours and given != list(question["rule"]["weights"].values()),
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
