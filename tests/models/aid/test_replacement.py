"""Who pays how much of a hole: against bisection, and what the theory promises."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from willing.models.aid.breaking import breaking
from willing.models.aid.replacement import replaced, uncapped

SIZES = st.floats(0.01, 100)
DONORS = st.lists(
    st.tuples(SIZES, st.floats(0, 50), st.floats(0, 60)), min_size=2, max_size=8
)  # weight, head start, room


def pay(hole, donors):
    """One world."""
    weights, start, room = (np.array([column]) for column in zip(*donors, strict=True))
    return replaced(np.array([float(hole)]), weights, start, room)[0]


def by_bisection(hole, donors):
    """The same by halving the level sixty times in plain Python."""

    def parts(level):
        return [min(max(w * level - b, 0.0), r) for w, b, r in donors]

    low, high = 0.0, max((b + r) / w for w, b, r in donors)
    if sum(parts(high)) <= hole:
        return parts(high)
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(parts(middle)) < hole else (low, middle)
    return parts(high)


@given(SIZES, DONORS)
def test_it_is_the_level_that_bisection_finds(hole, donors):
    assert pay(hole, donors) == pytest.approx(by_bisection(hole, donors), rel=1e-7, abs=1e-7)


@given(SIZES, DONORS)
def test_what_is_paid_and_what_stays_open_are_the_hole(hole, donors):
    paid, room = pay(hole, donors), sum(r for _, _, r in donors)
    assert paid.sum() == pytest.approx(min(hole, room), rel=1e-9, abs=1e-9)
    assert all(0 <= part <= r for part, (_, _, r) in zip(paid, donors, strict=True))


@given(SIZES, DONORS, st.data())
def test_removing_a_donor_never_lowers_anothers_burden(hole, donors, data):
    gone = data.draw(st.integers(0, len(donors) - 1))
    before = np.delete(pay(hole, donors), gone)
    after = pay(hole, [one for place, one in enumerate(donors) if place != gone])
    assert (after >= before - 1e-9 * (1 + hole)).all()


@given(SIZES, DONORS, st.data())
def test_the_order_of_donors_changes_nothing(hole, donors, data):
    order = data.draw(st.permutations(range(len(donors))))
    expected = pay(hole, donors)[list(order)]
    assert pay(hole, [donors[i] for i in order]) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(SIZES, DONORS, st.floats(1e-3, 1e3))
def test_money_in_another_unit_is_the_same_money(hole, donors, factor):
    larger = [(w, b * factor, r * factor) for w, b, r in donors]
    expected = factor * pay(hole, donors)
    assert pay(hole * factor, larger) == pytest.approx(expected, rel=1e-7, abs=1e-9 * factor)


@given(SIZES, DONORS)
def test_a_larger_hole_lowers_nobodys_part(hole, donors):
    assert (pay(2 * hole, donors) >= pay(hole, donors) - 1e-9 * (1 + hole)).all()


@given(SIZES, DONORS, st.booleans())
def test_without_caps_it_is_as_with_endless_room(hole, donors, head):
    endless = [(w, b * head, np.inf) for w, b, _ in donors]
    weights, start, _ = (np.array([column]) for column in zip(*endless, strict=True))
    found = uncapped(np.array([float(hole)]), weights, start)[0]
    assert found == pytest.approx(pay(hole, endless), rel=1e-9, abs=1e-9)
    assert found.sum() == pytest.approx(hole)


def test_without_caps_and_head_starts_it_is_in_proportion() -> None:
    donors = [(1.0, 0.0, np.inf), (3.0, 0.0, np.inf), (0.0, 0.0, np.inf)]
    assert pay(8.0, donors) == pytest.approx([2.0, 6.0, 0.0])


def test_what_a_cap_leaves_over_goes_to_those_who_have_room() -> None:
    assert pay(8.0, [(3.0, 0.0, 3.0), (1.0, 0.0, 100.0)]) == pytest.approx([3.0, 5.0])


def test_those_who_gave_least_come_first() -> None:
    donors = [(10.0, 4.0, np.inf), (10.0, 1.0, np.inf)]
    assert pay(2.0, donors) == pytest.approx([0.0, 2.0])
    assert pay(5.0, donors) == pytest.approx([1.0, 4.0])


def test_where_nobody_is_asked_nobody_pays() -> None:
    assert pay(5.0, [(0.0, 0.0, 3.0), (0.0, 0.0, 3.0)]) == pytest.approx([0.0, 0.0])


@given(DONORS)
def test_each_is_at_its_cap_from_its_hole_on_and_not_before(donors):
    names = [f"d{i}" for i in range(len(donors))]
    found = breaking(names, *(np.array(column) for column in zip(*donors, strict=True)))
    rooms = dict(zip(names, (r for _, _, r in donors), strict=True))
    assert found.largest == pytest.approx(sum(rooms.values()))
    holes = [hole for _, hole in found.order]
    assert holes == sorted(holes)
    for name, hole in found.order:
        if rooms[name] > 0.01 and hole > 0.01:
            place = names.index(name)
            assert pay(hole * (1 + 1e-9), donors)[place] == pytest.approx(rooms[name], rel=1e-6)
            assert pay(hole * 0.99, donors)[place] < rooms[name]
