"""P(pass) against enumeration of all ballots, against published games, and against sampling."""

from __future__ import annotations

from math import prod, sqrt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willing.models.rules import in_words
from willing.models.votes import (
    SAMPLES,
    Ballot,
    exact_pass,
    exact_swings,
    make_poll,
    sample,
    sampled_pass,
    sampled_swings,
)
from willing.scenario.rules import read_rule

from .bodies_made import ballot, bodies, enumerated

COIN = (0.5, 0.0, 0.5)
SLACK = 1e-4
"""For chances so near to 0 or 1 that five standard errors are less than a few samples."""


def passing(tree: dict[str, Any], ballots: dict[str, Ballot]) -> float:
    return exact_pass(make_poll(read_rule(tree, list(ballots)), len(ballots)), [*ballots.values()])


def equal(members: str | list[str], quota: float, counts: str) -> dict[str, Any]:
    return {"weights": dict.fromkeys(members, 1), "quota": quota, "counts": counts}


@given(bodies())
@settings(max_examples=150, deadline=None)
def test_every_rule_against_all_ballots(case: tuple[dict[str, Any], dict[str, Ballot]]) -> None:
    tree, ballots = case
    poll = make_poll(read_rule(tree, list(ballots)), len(ballots))
    assert poll.feasible
    assert passing(tree, ballots) == pytest.approx(enumerated(tree, ballots), abs=1e-12)
    for member, (yes, abstain, no) in zip(
        ballots, exact_swings(poll, [*ballots.values()]), strict=True
    ):
        sure = {**ballots, member: (1.0, 0.0, 0.0)}
        neither = {**ballots, member: (0.0, 1.0, 0.0)}
        against = {**ballots, member: (0.0, 0.0, 1.0)}
        assert yes == pytest.approx(enumerated(tree, sure), abs=1e-12)
        assert abstain == pytest.approx(enumerated(tree, neither), abs=1e-12)
        assert no == pytest.approx(enumerated(tree, against), abs=1e-12)
        assert yes >= abstain - 1e-12 >= no - 2e-12  # monotone: a yes never hurts


@given(st.lists(ballot, min_size=1, max_size=200))
@settings(max_examples=30, deadline=None)
def test_consensus_is_the_product(ballots: list[Ballot]) -> None:
    names = [f"m{number}" for number in range(len(ballots))]
    poll = make_poll(read_rule(equal(names, len(names), "not_no"), names), len(names))
    assert poll.cells == 2
    assert exact_pass(poll, ballots) == pytest.approx(prod(1 - b[2] for b in ballots), abs=1e-12)


@given(bodies())
@settings(max_examples=15, deadline=None)
def test_sampling_agrees(case: tuple[dict[str, Any], dict[str, Ballot]]) -> None:
    tree, ballots = case
    poll = make_poll(read_rule(tree, list(ballots)), len(ballots))
    p = exact_pass(poll, [*ballots.values()])
    drawn = sample([*ballots.values()], list(ballots), seed=1)
    assert abs(sampled_pass(poll, drawn) / SAMPLES - p) <= 5 * sqrt(p * (1 - p) / SAMPLES) + SLACK
    exact = exact_swings(poll, [*ballots.values()])
    for found, expected in zip(sampled_swings(poll, drawn), exact, strict=True):
        assert found == pytest.approx(expected, abs=5 * 0.5 / sqrt(SAMPLES))


def test_the_council_of_six() -> None:
    """Council of the EEC, 1958: weights 4, 4, 4, 2, 2, 1, quota 12. Winning: 14 of 64 coalitions;
    swings 10, 10, 10, 6, 6, 0 (Brams and Affuso 1976; Felsenthal and Machover 1998, table 5.3.1).
    Luxembourg never mattered.
    """
    weights = {"DEU": 4, "FRA": 4, "ITA": 4, "BEL": 2, "NLD": 2, "LUX": 1}
    tree = {"weights": weights, "quota": 12, "counts": "yes"}
    poll = make_poll(read_rule(tree, list(weights)), 6)
    assert exact_pass(poll, [COIN] * 6) == 14 / 64
    assert [(yes - no) * 32 for yes, _, no in exact_swings(poll, [COIN] * 6)] == [
        10,
        10,
        10,
        6,
        6,
        0,
    ]


def test_the_security_council() -> None:
    """848 of the 2^15 coalitions win; each permanent member swings in all of them, an elected
    one in 84 (Felsenthal and Machover 1998, section 3.2).
    """
    members = [f"P{n}" for n in range(5)] + [f"E{n}" for n in range(10)]
    tree = {"all": [equal(members, 9, "yes"), equal(members[:5], 5, "not_no")]}
    poll = make_poll(read_rule(tree, members), 15)
    assert exact_pass(poll, [COIN] * 15) == 848 / 2**15
    swings = [(yes - no) * 2**14 for yes, _, no in exact_swings(poll, [COIN] * 15)]
    assert swings == [848] * 5 + [84] * 10


def test_decimals_are_exact() -> None:
    tree = {"weights": {"A": 0.1, "B": 0.2, "C": 0.7}, "quota": 0.3, "counts": "yes"}
    yes, no = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)
    assert passing(tree, {"A": yes, "B": yes, "C": no}) == 1
    assert passing({**tree, "quota": 0.30000001}, {"A": yes, "B": yes, "C": no}) == 0


def test_a_share_of_the_members() -> None:
    """55% of 27 is 14.85: fifteen must vote yes."""
    members = [f"m{number}" for number in range(27)]
    rule = read_rule(equal(members, 14.85, "yes"), members)
    assert in_words(rule, members) == "at least 15 of the 27 members vote yes"


def test_rules_in_words() -> None:
    words = {
        "none of the 3 members votes no": equal("ABC", 3, "not_no"),
        "all of the 3 members vote yes": equal("ABC", 3, "yes"),
        "at least 2 of the 3 members do not vote no": equal("ABC", 2, "not_no"),
        "none of A, B votes no": equal("AB", 2, "not_no"),
        "members with 66.67% of the weight (3 of 4.5) vote yes": {
            "weights": {"A": 2, "B": 1.5, "C": 1}, "quota": 3, "counts": "yes",
        },
        "more of the 3 members vote yes than vote no": {**equal("ABC", 1, "yes"), "against": 1},
        "at least twice as many of A, B vote yes as vote no": {
            **equal("AB", 0, "yes"), "against": 2,
        },
        "the weight of the 3 members that vote yes, less 3 times the noes, is at least 2": {
            **equal("ABC", 2, "yes"), "against": 3,
        },
        "A does not vote no, or (B votes yes, and all of B, C vote yes)": {
            "any": [equal("A", 1, "not_no"), {"all": [equal("B", 1, "yes"), equal("BC", 2, "yes")]}]
        },
    }  # fmt: skip
    for sentence, tree in words.items():
        assert in_words(read_rule(tree, "ABC"), "ABC") == sentence


def test_members_may_stand_for_themselves() -> None:
    short = {"k": 2, "of": ["A", "B", {"all": ["C"]}], "counts": "not_no"}
    full = {"k": 2, "of": [equal("A", 1, "not_no"), equal("B", 1, "not_no"), equal("C", 1, "yes")]}
    ballots = {"A": (0.2, 0.3, 0.5), "B": (0.6, 0.1, 0.3), "C": (0.5, 0.4, 0.1)}
    assert passing(short, ballots) == pytest.approx(enumerated(full, ballots))


def test_a_grid_too_large_is_not_attempted() -> None:
    members = [f"m{number}" for number in range(60)]
    weights = {member: 10_007 * number + 3 for number, member in enumerate(members)}
    tree = {
        "all": [
            {"weights": weights, "quota": 9_000_000, "counts": counts}
            for counts in ("yes", "not_no")
        ]
    }
    assert not make_poll(read_rule(tree, members), 60).feasible
