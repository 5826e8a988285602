"""Several issues as dimensions: scales, saliences, capabilities, and who is absent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willing.errors import InputError
from willing.models.bargaining.inputs import Input, exact
from willing.models.bargaining.issue import make_issue
from willing.models.bargaining.spatial_model.joined import joined
from willing.models.bargaining.spatial_model.spatial_inputs import from_inputs, only
from willing.models.bargaining.spatial_model.spatial_model import spatial_model


def issue(name, positions, saliences, capabilities, low=0, high=100, actors="ABCD"):
    actors = tuple(actors)[: len(positions)]
    return exact(make_issue(name, actors, positions, saliences, capabilities, low=low, high=high))


TROOPS = issue("troops", [90, 15, 50], [0.5, 0.4, 0.2], [60, 45, 30])
YEARS = issue("years", [2025, 2050, 2030], [0.5, 0.6, 0.3], [60, 45, 30], 2025, 2050)


def test_scales_are_stretched_and_told_by_dimension():
    found = joined("pact", [TROOPS, YEARS])
    one = found.inputs.issue
    assert (one.name, one.dims, one.actors) == ("pact", ("troops", "years"), ("A", "B", "C"))
    assert one.positions == ((90, 0), (15, 100), (50, 20))
    assert one.scales == ((0, 100), (2025, 2050))
    assert spatial_model(one).states[0].positions[1] == (15, 2050)
    assert not found.remarks


def test_saliences_of_one_in_total_stay_and_larger_ones_are_divided():
    one = joined("pact", [TROOPS, YEARS]).inputs.issue
    assert one.saliences == ((0.5, 0.5), (0.4, 0.6), (0.2, 0.3))
    eager = issue("troops", [90, 15, 50], [1, 0.5, 0.2], [60, 45, 30])
    found = joined("pact", [eager, YEARS])
    assert found.inputs.issue.saliences[0] == pytest.approx((1 / 1.5, 0.5 / 1.5))
    assert found.inputs.issue.saliences[2] == pytest.approx((0.2 / 1.5, 0.3 / 1.5))
    assert "saliences are divided by 1.5" in found.remarks[0]
    assert found.inputs.issue.text == found.remarks[0]


@settings(max_examples=50)
@given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=1, max_size=5))
def test_totals_never_pass_one_and_proportions_stay(columns):
    columns[0][0] = 0.7
    issues = [
        issue(f"i{k}", [0, 50, 100], column, [1, 2, 3])
        for k, column in enumerate(columns)
        if any(column)
    ]
    rows = joined("pact", issues).inputs.issue.saliences
    given_ = [column for column in columns if any(column)]
    share = rows[0][0] / 0.7
    for row in range(3):
        assert sum(rows[row]) <= 1 + 1e-10
        assert rows[row] == pytest.approx([share * column[row] for column in given_])


def test_one_issue_is_what_it_is_alone():
    assert joined("troops", [TROOPS]).inputs == from_inputs(TROOPS)


def test_a_capability_is_that_of_all_issues_or_their_mean():
    weaker = issue("years", [0, 50, 100], [0.1] * 3, [60, 25, 30])
    found = joined("pact", [TROOPS, weaker])
    assert found.inputs.issue.capabilities == (60, 35, 30)
    assert found.remarks == ("capabilities that differ between issues, the mean is taken: B",)
    nobody = tuple(Input((1.0,), source="default") for _ in "ABC")
    left_out = replace(YEARS, capabilities=nobody)
    assert joined("pact", [TROOPS, left_out]).inputs.issue.capabilities == (60, 45, 30)
    all_left_out = replace(TROOPS, capabilities=nobody)
    assert joined("pact", [all_left_out, left_out]).inputs.issue.capabilities == (1, 1, 1)


def test_capabilities_given_in_different_ways_are_refused():
    unsure = replace(YEARS, capabilities=(Input((50, 70)), *YEARS.capabilities[1:]))
    with pytest.raises(InputError, match="A: capability: given in different ways"):
        joined("pact", [TROOPS, unsure])
    again = replace(TROOPS, capabilities=(Input((30, 50)), *TROOPS.capabilities[1:]))
    assert joined("pact", [again, unsure]).inputs.capabilities[0].numbers == (40, 60)


def test_who_is_absent_has_no_salience_and_stands_at_the_others_mean():
    wider = issue("cost", [0, 40, 100, 10], [0.3, 0.2, 0.1, 0.5], [60, 45, 30, 20])
    found = joined("pact", [TROOPS, wider])
    one = found.inputs.issue
    assert one.actors == ("A", "B", "C", "D")
    mean = (90 * 30 + 15 * 18 + 50 * 6) / 54
    assert one.positions[3] == pytest.approx((mean, 10))
    assert one.saliences[3] == (0, 0.5)
    assert found.remarks[-1].endswith("at the others' mean: D on troops")
    last = spatial_model(one)
    assert last.outcome[0] is not None


def test_some_dimensions_alone():
    found = joined("pact", [TROOPS, YEARS]).inputs
    assert only(found, ["years"]).issue.dims == ("years",)
    assert only(found, ["years"]).issue.scales == ((2025, 2050),)
    assert only(found, ["years", "troops"]).issue.positions[1] == (100, 15)
    with pytest.raises(InputError, match="no dimension `yeers`; did you mean"):
        only(found, ["yeers"])


@pytest.mark.parametrize(
    ("issues", "message"),
    [
        ([], "no issue is there"),
        ([TROOPS, TROOPS], "`troops` is listed twice"),
        ([issue("a", [0, 1], [1, 1], [1, 1])] * 1, "2 are listed; the model takes 3 to 250"),
        ([issue(f"i{k}", [0, 1, 2], [1] * 3, [1] * 3) for k in range(51)], "51 are listed"),
    ],
)
def test_what_is_refused(issues, message):
    with pytest.raises(InputError, match=message):
        joined("pact", issues)
