"""The likeliest blocking sets against all of them."""

from __future__ import annotations

from itertools import product
from math import comb, prod
from typing import Any

import pytest
from hypothesis import assume, given, settings

from tests.models.bodies_made import bodies, holds
from willing.models.bodies.blocking import blocking_sets
from willing.models.votes import Ballot
from willing.scenario.rules import read_rule

LEVELS = ("yes", "abstain", "no")
SHORT = {"not_yes": 1, "no": 2}


def every_minimal(tree: dict[str, Any], ballots: dict[str, Ballot]) -> dict[tuple[int, ...], float]:
    """All minimal ways to fall short, 0 yes, 1 not yes, 2 no by member, with their chances."""
    members = list(ballots)

    def fails(levels: tuple[int, ...]) -> bool:
        return not holds(tree, {m: LEVELS[v] for m, v in zip(members, levels, strict=True)})

    found = {}
    for levels in product(range(3), repeat=len(members)):
        raised = [(*levels[:i], v - 1, *levels[i + 1 :]) for i, v in enumerate(levels) if v]
        if fails(levels) and not any(map(fails, raised)):
            found[levels] = prod(
                sum(ballots[m][v:]) if v else 1.0 for m, v in zip(members, levels, strict=True)
            )
    return {levels: p for levels, p in found.items() if p > 0}


@given(bodies())
@settings(max_examples=200, deadline=None)
def test_all_of_them_against_every_way_to_fall_short(
    case: tuple[dict[str, Any], dict[str, Ballot]],
) -> None:
    tree, ballots = case
    assume(holds(tree, dict.fromkeys(ballots, "yes")))
    members = list(ballots)
    expected = every_minimal(tree, ballots)
    found = blocking_sets(read_rule(tree, members), members, [*ballots.values()], most=1000)
    assert found.complete
    for one in found.sets:
        short = {holdout.member: SHORT[holdout.ballot] for holdout in one.holdouts}
        assert one.p == pytest.approx(expected[tuple(short.get(m, 0) for m in members)])
    assert sum(one.alike for one in found.sets) == len(expected)
    total = sum(one.p * one.alike for one in found.sets)
    assert total == pytest.approx(sum(expected.values()))
    chances = [one.p for one in found.sets]
    assert chances == pytest.approx(sorted(chances, reverse=True))


def test_the_security_council() -> None:
    """One permanent member's no; or seven that do not vote yes, of whatever kind."""
    members = [f"p{n}" for n in range(5)] + [f"e{n}" for n in range(10)]
    tree = {
        "all": [
            {"weights": dict.fromkeys(members, 1), "quota": 9, "counts": "yes"},
            {"weights": dict.fromkeys(members[:5], 1), "quota": 5, "counts": "not_no"},
        ]
    }
    ballots = [(0.7, 0.2, 0.1)] * 5 + [(0.6, 0.4, 0.0)] * 10
    found = blocking_sets(read_rule(tree, members), members, ballots, most=20)
    assert [(h.member, h.ballot) for h in found.sets[0].holdouts] == [("p0", "no")]
    assert (found.sets[0].p, found.sets[0].alike) == (0.1, 5)
    assert {len(one.holdouts) for one in found.sets[1:]} == {7}
    assert sum(one.alike for one in found.sets[1:]) == comb(15, 7)
    assert found.sets[1].p == pytest.approx(0.4**7)


def test_a_body_too_large_to_go_through_gives_one_likely_set() -> None:
    members = [f"m{n}" for n in range(120)]
    ballots = [(0.9 - n / 1000, 0.05, 0.05 + n / 1000) for n in range(120)]
    tree = {"weights": dict.fromkeys(members, 1), "quota": 61, "counts": "yes"}
    found = blocking_sets(read_rule(tree, members), members, ballots)
    assert not found.complete
    (only,) = found.sets
    assert len(only.holdouts) == 60
    assert {holdout.member for holdout in only.holdouts} == set(members[60:])


def test_what_cannot_be_stopped_or_never_passes_has_no_blockers() -> None:
    certain = read_rule({"weights": {"A": 1, "B": 1}, "quota": 1, "counts": "yes"}, "AB")
    sure = [(1.0, 0.0, 0.0), (0.5, 0.0, 0.5)]
    assert blocking_sets(certain, "AB", sure).sets == ()
    never = read_rule({"weights": {"A": 1, "B": 1}, "quota": 3, "counts": "yes"}, "AB")
    assert blocking_sets(never, "AB", [(0.5, 0.0, 0.5)] * 2).sets == ()
