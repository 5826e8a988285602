"""Two issues: the grid, the rays and the directions against the definition and each other."""

from __future__ import annotations

from dataclasses import replace
from math import hypot

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.models.winset.oracle import adopted, cases, consensus, loss, majority, setting_of
from willing.errors import InputError
from willing.models.winset.grid import added, beats, grid_points
from willing.models.winset.hull import hull
from willing.models.winset.one_issue import one_issue
from willing.models.winset.rays import directions, extents, is_locked
from willing.models.winset.two_issues import two_issues
from willing.models.winset.uncovered import uncovered

VOTES = st.sampled_from(["yes", "abstain", "no"])
PLANE = cases(issues=2, most=5, top=8)


@st.composite
def weighted(draw):
    """A case on two issues with saliences of 0 to 3."""
    tree, ideals, quo = draw(PLANE)
    each = st.tuples(st.integers(0, 3), st.integers(0, 3))
    return tree, ideals, quo, {name: draw(each) for name in ideals}


@settings(max_examples=40, deadline=None)
@given(weighted(), VOTES)
def test_the_grid_holds_what_would_be_adopted(case, silent):
    tree, ideals, quo, salience = case
    setting = setting_of(tree, ideals, quo, 8, salience=salience, silent=silent)
    points = grid_points(setting, 9)
    expected = [
        adopted(tree, ideals, quo, tuple(map(int, point)), silent, salience) for point in points
    ]
    assert beats(setting, points).tolist() == expected


@settings(max_examples=40, deadline=None)
@given(weighted(), VOTES)
def test_consent_adds_what_it_would(case, silent):
    tree, ideals, quo, salience = case
    setting = setting_of(tree, ideals, quo, 8, salience=salience, silent=silent)
    points = grid_points(setting, 5)
    at = [tuple(map(int, point)) for point in points]
    for name, more in zip(ideals, added(setting, points), strict=True):
        counted = [
            adopted(tree, ideals, quo, x, silent, salience, consents=name)
            - adopted(tree, ideals, quo, x, silent, salience)
            for x in at
        ]
        moved = ideals[name] is not None and any(salience[name])
        assert more == (sum(counted) if moved else 0)


@settings(max_examples=40, deadline=None)
@given(weighted(), VOTES, st.floats(0, 6.28))
def test_rays_reach_as_far_as_proposals_pass(case, silent, angle):
    tree, ideals, quo, salience = case
    setting = setting_of(tree, ideals, quo, 8, salience=salience, silent=silent)
    steps = directions(setting, np.array([angle, 0.0, np.pi / 2]))
    reach = extents(setting, setting.status_quo, steps)
    for step, far in zip(steps, reach, strict=True):
        for share, expected in ((0.999, True), (1.001, False)):
            point = np.array(quo) + share * far * step
            if far > 1e-6 and (point >= 0).all() and (point <= 8).all():
                assert beats(setting, point[None, :])[0] == expected


@settings(max_examples=40, deadline=None)
@given(weighted(), VOTES)
def test_nothing_beats_what_is_locked_and_something_near_beats_the_rest(case, silent):
    tree, ideals, quo, salience = case
    setting = setting_of(tree, ideals, quo, 8, salience=salience, silent=silent)
    points = grid_points(setting, 33)
    if is_locked(setting, setting.status_quo):
        assert not beats(setting, points).any()
    else:
        around = directions(setting, np.linspace(0, 2 * np.pi, 2_881)[:-1])
        assert (extents(setting, setting.status_quo, around) > 0).any()


@settings(max_examples=40, deadline=None)
@given(cases(issues=2, most=5, top=8, unknown=False))
def test_unanimity_leaves_the_hull(case):
    """Inside the hull of the ideal points nothing passes, outside something does."""
    _, ideals, quo = case
    setting = setting_of(consensus(ideals), ideals, quo, 8)
    corners = two_issues(setting, side=3, examine=False).hull
    assert is_locked(setting, setting.status_quo) == _within(corners, quo)
    assert all(is_locked(setting, ideal) for ideal in ideals.values())


def _within(corners, point):
    if len(corners) == 1:
        return corners[0] == point
    if len(corners) == 2:
        (a, b), (c, d) = corners
        on_line = (c - a) * (point[1] - b) == (d - b) * (point[0] - a)
        return on_line and min(a, c) <= point[0] <= max(a, c) and min(b, d) <= point[1] <= max(b, d)
    edges = zip(corners, (*corners[1:], corners[0]), strict=True)
    return all((c - a) * (point[1] - b) - (d - b) * (point[0] - a) >= 0 for (a, b), (c, d) in edges)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=9))
def test_the_hull_is_convex_and_holds_all_points(points):
    corners = hull(points)
    assert set(corners) <= set(points)
    assert all(_within(corners, point) for point in points)


@settings(max_examples=40, deadline=None)
@given(cases(issues=2, most=5, top=8), st.data())
def test_more_veto_players_never_enlarge_the_winset(case, data):
    """Tsebelis (2002), proposition 1.1."""
    tree, ideals, quo = case
    veto = data.draw(st.sampled_from(sorted(ideals)))
    before = setting_of(tree, ideals, quo, 8)
    after = setting_of({"all": [tree, veto]}, ideals, quo, 8)
    points = grid_points(before, 17)
    assert (beats(after, points) <= beats(before, points)).all()
    assert is_locked(before, before.status_quo) <= is_locked(after, after.status_quo)


@settings(max_examples=30, deadline=None)
@given(weighted(), st.randoms(), st.sampled_from([1, 2, 4]), st.integers(-20, 20))
def test_order_and_units_do_not_matter(case, random, factor, shift):
    tree, ideals, quo, salience = case
    first = setting_of(tree, ideals, quo, 8, salience=salience)
    names = list(ideals)
    random.shuffle(names)
    shuffled = setting_of(tree, {n: ideals[n] for n in names}, quo, 8, salience=salience)
    moved = replace(
        first,
        ideals=tuple(p and tuple(factor * x + shift for x in p) for p in first.ideals),
        status_quo=tuple(factor * x + shift for x in quo),
        space=((shift, 8 * factor + shift),) * 2,
    )
    expected = beats(first, grid_points(first, 9)).tolist()
    locked = is_locked(first, first.status_quo)
    for other in (shuffled, moved):
        assert beats(other, grid_points(other, 9)).tolist() == expected
        assert is_locked(other, other.status_quo) == locked


@settings(max_examples=12, deadline=None)
@given(cases(issues=2, most=4, top=8, unknown=False))
def test_a_proposer_gets_the_best_that_passes(case):
    _, _, quo = case
    setting = setting_of(*case, 8)
    found = two_issues(setting, side=3)
    points = grid_points(setting, 41)
    passing = [*points[beats(setting, points)], np.array(quo)]
    for voter in found.voters:
        best = min(float(loss(voter.ideal, point)) for point in passing)
        mine = float(loss(voter.ideal, voter.outcome))
        assert mine <= best + 1e-9
        # what it gets is in the winset, at its border, or the status quo
        nearer = np.array(quo) + (1 - 1e-6) * (np.array(voter.outcome) - quo)
        assert voter.outcome == quo or beats(setting, nearer[None, :])[0]


@settings(max_examples=30, deadline=None)
@given(cases(issues=1, most=5, unknown=False), VOTES)
def test_an_issue_that_all_agree_on_drops_out_of_the_pivots(case, silent):
    """On the line through the ideal points two issues are one."""
    tree, ideals, quo = case
    line = setting_of(*case, silent=silent)
    plane = setting_of(
        tree,
        {name: (ideal[0], 4) for name, ideal in ideals.items()},
        (quo[0], 4),
        silent=silent,
    )
    part = [p for p in one_issue(line).winset if p.low == quo[0] and p.high > quo[0]]
    reach = extents(plane, plane.status_quo, directions(plane, np.array([0.0])))
    assert reach[0] * 10 == pytest.approx(part[0].width if part else 0.0)


def test_a_majority_of_three_has_no_stable_outcome():
    """McKelvey (1976), Plott (1967)."""
    ideals = {"A": (20, 70), "B": (45, 30), "C": (80, 60)}
    found = two_issues(setting_of(majority("ABC", 2), ideals, (48, 53), 100))
    assert not found.locked
    assert found.stable_share == 0
    assert not any(voter.stable for voter in found.voters)
    free = uncovered(found.setting, side=15)
    centre = np.mean(list(ideals.values()), axis=0)
    assert 0 < len(free) < 15 * 15
    assert all(hypot(x - centre[0], y - centre[1]) < 40 for x, y in free)


@settings(max_examples=20, deadline=None)
@given(cases(issues=2, most=4, top=4, unknown=False))
def test_the_uncovered_set_by_definition(case):
    setting = setting_of(*case, 4)
    tree, ideals, _ = case
    points = [(x, y) for x in range(0, 5, 2) for y in range(0, 5, 2)]
    win = {(a, b): adopted(tree, ideals, b, a) for a in points for b in points}
    expected = {
        x
        for x in points
        if not any(win[y, x] and all(win[z, x] for z in points if win[z, y]) for y in points)
    }
    assert set(uncovered(setting, side=3)) == expected


def test_the_winset_of_two_is_a_lens():
    """What two members prefer to a status quo at (0, 3): two discs of radius 5, 6 apart."""
    lens = 2 * 25 * np.arccos(6 / 10) - 6 / 2 * np.sqrt(100 - 36)
    setting = setting_of({"all": ["A", "B"]}, {"A": (6, 10), "B": (12, 10)}, (9, 6), 20)
    found = two_issues(setting, side=801)
    assert found.share * 400 == pytest.approx(lens, rel=0.01)
    x, y = np.array(found.outline).T
    area = abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2
    assert area == pytest.approx(lens, rel=0.001)


@pytest.mark.parametrize("side", [2, 1_002])
def test_other_grids_are_refused(side):
    setting = setting_of(majority("A", 1), {"A": (1, 1)}, (2, 2))
    with pytest.raises(InputError, match="write a number from 3"):
        two_issues(setting, side=side)


def test_the_uncovered_set_of_too_many_is_refused():
    names = [f"m{i}" for i in range(300)]
    setting = setting_of(
        majority(names, 151), {n: (i % 9, i % 7) for i, n in enumerate(names)}, (5, 5)
    )
    with pytest.raises(InputError, match="takes too long"):
        uncovered(setting)
