"""Gridlock where positions are ranges: world by world, and against the exact chance."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.models.winset.oracle import cases, consensus, majority, setting_of
from willing.errors import InputError
from willing.models.winset.one_issue import one_issue
from willing.models.winset.setting import make_setting
from willing.models.winset.tally import farthest
from willing.models.winset.uncertain import uncertain
from willing.scenario.rules import read_rule


@settings(max_examples=60, deadline=None)
@given(cases(), st.sampled_from(["yes", "abstain", "no"]))
def test_a_world_has_the_gridlock_of_its_positions(case, silent):
    setting = setting_of(*case, silent=silent)
    ideals = np.array([[np.nan if ideal is None else ideal[0]] for ideal in setting.ideals])
    lower, upper = farthest(setting, ideals)[0], -farthest(setting, -ideals)[0]
    found = one_issue(setting).gridlock
    if found is None:
        assert max(lower, 0) > min(upper, 10)
    else:
        assert (max(lower, 0), min(upper, 10)) == (found.low, found.high)


def test_the_chance_of_gridlock_is_that_of_the_triangle():
    ideals = {"A": (4,), "B": (9,)}
    setting = setting_of(consensus("AB"), ideals, (4,), ranges={"A": (2, 4, 8)})
    found = uncertain(setting, seed=7)
    assert found.locked.low <= 1 / 3 <= found.locked.high
    assert found.none == 0
    assert found.upper == (9, 9, 9)
    assert found.lower[0] == pytest.approx(2 + np.sqrt(0.1 * 6 * 2), abs=0.05)


def test_ranges_of_no_width_are_points():
    ideals = {"A": (4,), "B": (9,), "C": (6,)}
    setting = setting_of(majority("ABC", 3), ideals, (5,), ranges={"A": (4, 4, 4)})
    found = uncertain(setting, seed=1, worlds=10)
    assert (found.lower, found.upper, found.locked.p) == ((4, 4, 4), (9, 9, 9), 1.0)


def test_the_seed_decides_and_the_order_of_members_does_not():
    ideals = {"A": (4,), "B": (9,), "C": (6,)}
    ranges = {"A": (1, 4, 6), "C": (5, 6, 10)}
    tree = majority("ABC", 2)
    first = uncertain(setting_of(tree, ideals, (5,), ranges=ranges), seed=1)
    turned = {name: ideals[name] for name in "CBA"}
    assert uncertain(setting_of(tree, turned, (5,), ranges=ranges), seed=1) == first
    assert uncertain(setting_of(tree, ideals, (5,), ranges=ranges), seed=2) != first


def test_large_bodies_have_fewer_worlds():
    names = [f"m{i}" for i in range(1_000)]
    ideals = {name: (i % 10,) for i, name in enumerate(names)}
    setting = setting_of(majority(names, 501), ideals, (5,), ranges={"m0": (0, 0, 9)})
    assert uncertain(setting, seed=1).worlds == 2_000
    without = replace(setting, ranges=())
    assert uncertain(without, seed=1, worlds=3).lower == (4, 4, 4)


@pytest.mark.parametrize(
    ("ranges", "said"),
    [
        ({"A": (5, 4, 6)}, r"members.A: \[5, 4, 6\] must rise"),
        ({"A": (4, 4, 11)}, "members.A: 11 lies outside the scale"),
        ({"A": (4, float("nan"), 5)}, "members.A: this is no position"),
    ],
)
def test_ranges_that_say_nothing_are_refused(ranges, said):
    with pytest.raises(InputError, match=said):
        setting_of(majority("A", 1), {"A": (4,)}, (5,), ranges=ranges)


def test_ranges_belong_to_one_issue():
    rule = read_rule(majority("A", 1), "A")
    with pytest.raises(InputError, match="positions on two issues are points"):
        make_setting({"A": [4, 4]}, rule, [5, 5], ranges={"A": (1, 2, 3)})
