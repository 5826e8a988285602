"""Added issues: what opens a range, what closes one, every package, and who could pay."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.models.leverage.made import FIRST, SECOND, deal, standing, terms, values
from willing.models.leverage.links import link_effects, packages, payment, settled_with
from willing.scenario.talks import Link

CLOSED = {"wins": 0.5, "costs": (0.1, 0.1), "settlement": (0.0, -0.3)}
"""No range: what a settlement costs the second one is more than war would waste."""

VALUE = st.floats(-0.5, 0.5)


def world(**given_):
    return standing(**{**CLOSED, **given_})


def settled(there, of, links=None):
    drawn = values(of, there.worlds)
    return settled_with(there, of, drawn, of.links if links is None else links)


def test_a_link_opens_a_range_and_another_one_closes_it():
    relief = {"relief": {SECOND: 0.2}}
    of = terms(relief)
    assert not settled(world(), of, ()).exists.item()
    assert settled(world(), of).exists.item()
    (opens,) = link_effects(world(), of, values(of), settled(world(), of))
    assert (opens.opens, opens.closes) == (1.0, 0.0)
    of = terms(relief | {"minerals": {FIRST: -0.15, "USA": 0.3}})
    _, closes = link_effects(world(), of, values(of), settled(world(), of))
    assert (closes.opens, closes.closes) == (0.0, 1.0)
    assert closes.values == {FIRST: -0.15, "USA": 0.3}


def test_a_link_is_on_the_table_where_its_event_happens():
    there = standing(worlds=4, backstop=np.array([True, True, False, False]))
    of = terms({"guarantee": Link(values={FIRST: 0.1}, event="backstop")})
    with_it, without = settled(there, of), settled(there, of, ())
    changed = with_it.share != without.share
    assert changed.tolist() == [True, True, False, False]
    (found,) = link_effects(there, of, values(of, 4), with_it)
    assert found.worlds == 2
    assert found.share_with.mean == pytest.approx(found.share_without.mean - 0.05)


@given(st.lists(st.tuples(VALUE, VALUE), min_size=1, max_size=4))
def test_every_package_is_tried(pairs):
    of = terms({f"link_{i}": {FIRST: a, SECOND: b} for i, (a, b) in enumerate(pairs)})
    found = packages(world(), of, values(of))
    assert len(found) == 2 ** len(pairs)
    assert len({package.links for package in found}) == len(found)
    by_hand = {}
    for size in range(len(pairs) + 1):
        for chosen in combinations(range(len(pairs)), size):
            brings = tuple(sum(pairs[i][side] for i in chosen) for side in (0, 1))
            one = deal(world(), brings)
            by_hand[tuple(f"link_{i}" for i in chosen)] = float(one.exists.item())
    assert {package.links: package.exists for package in found} == by_hand
    assert found[0].exists == max(by_hand.values())


def test_the_best_package_leaves_out_what_costs_more_than_it_brings():
    of = terms({"good": {FIRST: 0.3, SECOND: -0.1}, "bad": {FIRST: 0.1, SECOND: -0.2}})
    best, *others = packages(standing(costs=(0.4, 0.4)), of, values(of))
    assert best.links == ("good",)
    assert sum(best.gain) == pytest.approx(0.8 + 0.2)
    assert sum(others[-1].gain) < sum(others[0].gain) < sum(best.gain)


def test_who_gains_may_pay_for_a_deal():
    of = terms({"minerals": {FIRST: -0.05, "USA": 0.3}})
    found = {package.links: package for package in packages(world(), of, values(of))}
    assert found[()].paid == 0.0
    assert (found[("minerals",)].exists, found[("minerals",)].paid) == (0.0, 1.0)
    of = terms({"minerals": {FIRST: -0.05, "USA": 0.1}})
    assert packages(world(), of, values(of))[-1].paid == 0.0


STEP = 0.1


@given(VALUE, VALUE, st.floats(0.2, 3.0), st.floats(0.2, 3.0), st.floats(0.0, 1.0))
def test_no_cheaper_payment_makes_a_range(first, second, one, two, holds):
    """Against a grid of payments to both."""
    there = world(stakes=(one, two), holds=holds, costs=(0.1 * one, 0.1 * two))
    before = deal(there, (first, second))
    least = payment(before, there.stakes).item()
    grid = np.arange(0.0, 4.0, STEP)
    to_first, to_second = (axis.ravel() for axis in np.meshgrid(grid, grid))
    low = np.maximum(before.least - to_first / one, 0.0)
    high = np.minimum(before.most + to_second / two, before.kept)
    enough = (to_first + to_second)[low <= high].min()
    assert enough - 2 * STEP - 1e-9 <= least <= enough + 1e-9
    assert not (before.exists.item() and least)
