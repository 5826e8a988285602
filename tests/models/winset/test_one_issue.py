"""One issue: every outcome against the definition, pivots by formula, and what theory promises."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.models.winset.oracle import adopted, cases, consensus, majority, setting_of
from willing.models.winset.cuts import pivots
from willing.models.winset.one_issue import one_issue
from willing.models.winset.setting import make_setting
from willing.scenario.rules import read_rule

VOTES = st.sampled_from(["yes", "abstain", "no"])
QUARTERS = [Fraction(step, 4) for step in range(41)]
"""Between and on all points where a vote on whole numbers from 0 to 10 may change."""


@settings(max_examples=60, deadline=None)
@given(cases(), VOTES)
def test_the_winset_holds_what_would_be_adopted(case, silent):
    tree, ideals, quo = case
    found = one_issue(setting_of(*case, silent=silent))
    for outcome in QUARTERS:
        expected = adopted(tree, ideals, quo, (outcome,), silent)
        assert any(part.holds(outcome) for part in found.winset) == expected, outcome
    assert found.locked == (not found.winset)


@settings(max_examples=60, deadline=None)
@given(cases(), VOTES)
def test_the_gridlock_interval_holds_what_nothing_replaces(case, silent):
    tree, ideals, _ = case
    found = one_issue(setting_of(*case, silent=silent))
    for quo in QUARTERS[::2]:
        moves = [x for x in (quo - Fraction(1, 100), quo + Fraction(1, 100)) if 0 <= x <= 10]
        stable = not any(adopted(tree, ideals, (quo,), (x,), silent) for x in moves)
        inside = found.gridlock is not None and found.gridlock.holds(quo)
        # at the end of the scale nothing lies beyond
        assert inside == stable or (stable and quo in (0, 10)), quo


@settings(max_examples=60, deadline=None)
@given(cases(), VOTES)
def test_consent_adds_what_it_would(case, silent):
    tree, ideals, quo = case
    setting = setting_of(*case, silent=silent)
    found = one_issue(setting)
    for voter in found.voters:
        wider = sum(
            adopted(tree, ideals, quo, (x + Fraction(1, 8),), silent, consents=voter.member)
            for x in QUARTERS[:-1]
        )
        assert voter.adds == pytest.approx(wider / 4 - found.width)
        assert voter.adds >= 0


@settings(max_examples=60, deadline=None)
@given(cases(unknown=False))
def test_a_proposer_gets_the_nearest_that_passes(case):
    tree, ideals, quo = case
    found = one_issue(setting_of(*case))
    for voter in found.voters:
        reached = [x for x in QUARTERS if adopted(tree, ideals, quo, (x,))]
        best = min([*reached, quo[0]], key=lambda x: abs(x - voter.ideal))
        assert abs(voter.outcome - voter.ideal) <= abs(best - voter.ideal) + 1e-12
        assert abs(voter.outcome - voter.ideal) >= abs(best - voter.ideal) - 0.25
    assert found.outcomes[0] <= found.outcomes[1]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 100), min_size=1, max_size=9), st.data())
def test_the_pivots_of_a_majority_are_order_statistics(ideals, data):
    """Krehbiel (1998): with k of n needed, the k-th from either side."""
    k = data.draw(st.integers(1, len(ideals)))
    names = [f"m{i}" for i in range(len(ideals))]
    setting = make_setting(
        {n: [x] for n, x in zip(names, ideals, strict=True)},
        read_rule(majority(names, k), names),
        [50],
        space=[(0, 100)],
    )
    here, _ = pivots(setting)
    ordered = sorted(ideals)
    assert here.up.value == ordered[-k]
    assert here.down.value == ordered[k - 1]


@settings(max_examples=60, deadline=None)
@given(cases(unknown=False))
def test_unanimity_leaves_what_lies_between_the_outermost(case):
    _, ideals, quo = case
    xs = [x for (x,) in ideals.values()]
    for tree in (consensus(ideals), majority(ideals, len(ideals))):
        found = one_issue(setting_of(tree, ideals, quo))
        assert (found.gridlock.low, found.gridlock.high) == (min(xs), max(xs))
        assert found.locked == (min(xs) <= quo[0] <= max(xs))


@settings(max_examples=60, deadline=None)
@given(cases(), st.data())
def test_more_veto_players_never_widen_the_winset(case, data):
    """Tsebelis (2002), proposition 1.1."""
    tree, ideals, quo = case
    veto = data.draw(st.sampled_from(sorted(ideals)))
    before = one_issue(setting_of(tree, ideals, quo))
    after = one_issue(setting_of({"all": [tree, veto]}, ideals, quo))
    for part in after.winset:
        middle = (part.low + part.high) / 2
        assert any(wider.holds(middle) for wider in before.winset)
    assert after.width <= before.width
    if before.gridlock is not None:
        assert after.gridlock.low <= before.gridlock.low
        assert after.gridlock.high >= before.gridlock.high


@settings(max_examples=60, deadline=None)
@given(cases(), st.randoms())
def test_the_order_of_members_does_not_matter(case, random):
    tree, ideals, quo = case
    names = list(ideals)
    random.shuffle(names)
    first = one_issue(setting_of(*case))
    second = one_issue(setting_of(tree, {name: ideals[name] for name in names}, quo))
    assert (first.winset, first.gridlock) == (second.winset, second.gridlock)
    assert sorted(first.voters, key=str) == sorted(second.voters, key=str)


@settings(max_examples=60, deadline=None)
@given(cases(), st.sampled_from([1, 2, 8]), st.integers(-50, 50), st.booleans())
def test_shifting_stretching_and_turning_the_scale_moves_the_answer_along(
    case, factor, shift, turned
):
    tree, ideals, quo = case
    factor = -factor if turned else factor

    def moved(x):
        return factor * x + shift

    first = one_issue(setting_of(*case))
    ends = sorted(map(moved, (0, 10)))
    second = one_issue(
        make_setting(
            {name: ideal and [moved(ideal[0])] for name, ideal in ideals.items()},
            read_rule(tree, list(ideals)),
            [moved(quo[0])],
            space=[tuple(ends)],
        )
    )
    expected = sorted(sorted(map(moved, (part.low, part.high))) for part in first.winset)
    assert [[part.low, part.high] for part in second.winset] == expected
    if first.gridlock is None:
        assert second.gridlock is None
    else:
        expected = sorted(map(moved, (first.gridlock.low, first.gridlock.high)))
        assert [second.gridlock.low, second.gridlock.high] == expected


@settings(max_examples=60, deadline=None)
@given(cases(unknown=False), st.integers(1, 5))
def test_salience_does_not_matter_on_one_issue_unless_it_is_none(case, salience):
    _, ideals, _ = case
    first = one_issue(setting_of(*case))
    second = one_issue(setting_of(*case, salience={name: [salience] for name in ideals}))
    assert (first.winset, first.voters) == (second.winset, second.voters)
    idle = next(iter(ideals))
    setting = setting_of(*case, salience={idle: [0]})
    as_silent = replace(setting, ideals=(None, *setting.ideals[1:]))
    if len(ideals) > 1:
        assert one_issue(setting).winset == one_issue(as_silent).winset


def test_nobody_who_knows_what_it_wants_moves_nothing():
    setting = setting_of({"any": ["A", "B"]}, {"A": (5,), "B": None}, (5,), silent="yes")
    assert one_issue(setting).locked


def test_the_agenda_setter_of_romer_and_rosenthal():
    """Romer and Rosenthal (1978): the setter gets the point at which the median is indifferent."""
    ideals = {"low": (20,), "median": (40,), "high": (55,), "setter": (90,)}
    tree = {"all": ["setter", majority(["low", "median", "high"], 2)]}
    setting = setting_of(tree, ideals, (10,), top=100)
    assert one_issue(setting).voters[3].outcome == 70
    assert one_issue(replace(setting, status_quo=(30.0,))).voters[3].outcome == 50
    assert one_issue(replace(setting, status_quo=(50.0,))).voters[3].outcome == 50


def test_decimals_are_taken_as_written():
    setting = setting_of(consensus("AB"), {"A": (0.3,), "B": (0.7,)}, (0.1,))
    (part,) = one_issue(setting).winset
    assert (part.low, part.high, part.high_in) == (0.1, 0.5, True)
