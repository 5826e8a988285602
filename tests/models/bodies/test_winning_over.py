"""Whom to win over, against every set of members."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.models.bodies_made import bodies, enumerated
from willing.models.bodies.winning_over import win_over
from willing.models.votes import Ballot, exact_pass, make_poll
from willing.scenario.rules import Rule, read_rule

YES = (1.0, 0.0, 0.0)
NEAR = 1e-9
"""P(pass) as near as this to a target is neither above nor below it."""


def found_by(
    rule: Rule, ballots: dict[str, Ballot], **how: Any
) -> tuple[tuple[str, ...] | None, float, float]:
    poll = make_poll(rule, len(ballots))
    found = win_over(
        rule, list(ballots), [*ballots.values()], lambda cast: exact_pass(poll, cast), **how
    )
    return found.members, found.p, found.cost


@given(
    bodies(),
    st.floats(0.05, 0.99),
    st.lists(st.sampled_from((1.0, 2.0, 0.5)), min_size=5, max_size=5),
)
@settings(max_examples=150, deadline=None)
def test_no_cheaper_set_reaches_the_target(
    case: tuple[dict[str, Any], dict[str, Ballot]], target: float, prices: list[float]
) -> None:
    tree, ballots = case
    costs = dict(zip(ballots, prices, strict=False))
    members, p, cost = found_by(read_rule(tree, list(ballots)), ballots, target=target, costs=costs)

    def reached(names: tuple[str, ...]) -> float:
        return enumerated(tree, {**ballots, **dict.fromkeys(names, YES)})

    every = [s for k in range(len(ballots) + 1) for s in combinations(ballots, k)]
    enough = [sum(costs[m] for m in s) for s in every if reached(s) >= target + NEAR]
    perhaps = [sum(costs[m] for m in s) for s in every if reached(s) >= target - NEAR]
    if members is None:
        assert not enough
        assert p == pytest.approx(max(map(reached, every)))
    else:
        assert p == pytest.approx(reached(members))
        assert cost == pytest.approx(sum(costs[m] for m in members))
        assert min(perhaps) <= cost + NEAR
        assert not enough or cost <= min(enough) + NEAR


def test_consensus_takes_the_least_willing() -> None:
    ballots = {"A": (0.5, 0.4, 0.1), "B": (0.1, 0.2, 0.7), "C": (0.9, 0.05, 0.05)}
    tree = {"weights": dict.fromkeys("ABC", 1), "quota": 3, "counts": "not_no"}
    rule = read_rule(tree, "ABC")
    assert found_by(rule, ballots, target=0.85) == (("B",), pytest.approx(0.9 * 0.95), 1.0)
    assert found_by(rule, ballots, target=0.9)[0] == ("A", "B")


def test_where_too_many_would_be_tried_they_are_added_one_by_one() -> None:
    ballots = {f"m{n}": (0.5 - n / 50, 0.3, 0.2 + n / 50) for n in range(9)}
    tree = {"weights": {m: n % 4 + 1 for n, m in enumerate(ballots)}, "quota": 15}
    rule = read_rule(tree | {"counts": "yes"}, list(ballots))
    poll = make_poll(rule, len(ballots))
    found = win_over(
        rule,
        list(ballots),
        [*ballots.values()],
        lambda cast: exact_pass(poll, cast),
        target=0.9,
        most_sets=1,
    )
    assert found.method == "greedy"
    assert found.members is not None
    assert found.p >= 0.9
    for left in found.members:  # none of them is superfluous
        others = {m: YES if m in found.members and m != left else b for m, b in ballots.items()}
        assert exact_pass(poll, [*others.values()]) < 0.9
