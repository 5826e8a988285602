"""What exchanges of positions say of past issues: those of a proposal together."""

from __future__ import annotations

import pytest

from willing.history.case import Case
from willing.history.exchanges import DRAWS, exchanged
from willing.history.rivals import rivals
from willing.history.sample import mean
from willing.models.bargaining.compromise import compromise
from willing.models.bargaining.issue import make_issue

TROOPS = make_issue("troops", "ABC", [0, 100, 50], [0.9, 0.3, 0.5], [1, 1, 1])
MONEY = make_issue("money", "ABC", [0, 100, 40], [0.3, 0.9, 0.5], [1, 1, 1])
ALONE = make_issue("alone", "ABC", [0, 100, 40], [0.3, 0.9, 0.5], [1, 1, 1])
APART = make_issue("apart", "XYZ", [0, 100, 40], [0.3, 0.9, 0.5], [1, 1, 1])

CASES = (
    Case(TROOPS, "pact", 10.0),
    Case(MONEY, "pact", None),
    Case(ALONE, "other", 20.0),
    Case(APART, "third", 20.0),
    Case(make_issue("more", "UVW", [0, 9, 40], [1, 1, 1], [1, 1, 1]), "third", 1.0),
)


def test_issues_of_a_proposal_are_exchanged_among() -> None:
    found = exchanged(CASES, seed=1)
    assert set(found) == {TROOPS, MONEY}  # also the one that has no outcome
    votes, wishes = found[TROOPS]
    assert len(votes.points) == len(wishes.points) == DRAWS
    start = compromise(TROOPS).outcome
    assert mean(votes) < mean(wishes) < start  # A cares more, and has its way
    assert found[TROOPS][0].points.tolist() == exchanged(CASES, seed=1)[TROOPS][0].points.tolist()


def test_the_compromise_stands_in_elsewhere() -> None:
    by_name = {rival.name: rival for rival in rivals(1, CASES)}
    for name in ("exchange of positions", "exchange, next round"):
        predict = by_name[name].learn(())
        assert mean(predict(ALONE)) == pytest.approx(compromise(ALONE).outcome)
        assert mean(predict(TROOPS)) < compromise(TROOPS).outcome
    predict = by_name["spatial model"].learn(())
    assert 0 <= mean(predict(ALONE)) <= 100
    two = make_issue("two", "AB", [0, 100], [1, 1], [1, 1])
    assert mean(predict(two)) == compromise(two).outcome  # it takes three
