"""Players, coalitions and amounts as a file writes them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willing.errors import InputError
from willing.models.players import (
    load,
    members,
    names_in,
    read_amounts,
    read_coalition,
    read_number,
)

ROWS = {"New Zealand": 0, "Japan": 1, "A": 2, "B": 3}


@pytest.mark.parametrize(
    ("text", "coalition"),
    [
        ("", 0),
        ("New Zealand", 1),
        ("New Zealand, Japan", 3),
        (" A ,B ", 12),
        ("B  A", 12),
        ("Japan A", 6),
    ],
)
def test_coalitions_are_names_with_spaces_or_commas_between(text, coalition):
    assert read_coalition(text, ROWS, "worth") == coalition
    assert members(coalition, tuple(ROWS)) == tuple(
        n for n in ROWS if n in names_in(text, ROWS, "")
    )


@given(st.integers(0, 15))
def test_a_coalition_written_with_commas_is_read_back(coalition):
    text = ",".join(members(coalition, tuple(ROWS)))
    assert read_coalition(text, ROWS, "worth") == coalition


@pytest.mark.parametrize("text", ["New Zealand A", "A, C", "A A", ",", 3, None, ["A"]])
def test_other_texts_are_refused(text):
    with pytest.raises(InputError, match="worth: "):
        read_coalition(text, ROWS, "worth")


@given(st.decimals(-(10**9), 10**9, places=4))
def test_amounts_are_exactly_what_is_written(value):
    assert read_number(float(value), "cost") == Fraction(str(value))
    assert read_number(f"{Fraction(value).numerator}/3", "cost") == Fraction(
        value
    ).numerator / Fraction(3)


@pytest.mark.parametrize(
    "value",
    [True, None, "12", "1/0", "1/1234567", "a/b", 10**16, -1e16, 1e-13, float("nan"), [1], {}],
)
def test_what_is_no_amount(value):
    with pytest.raises(InputError, match=r"cost: .* is no amount"):
        read_number(value, "cost")


def test_amounts_by_name_or_in_order():
    assert read_amounts({"B": 1, "A": 2}, ["A", "B"], "gdp") == (2, 1)
    assert read_amounts([2, 1], ["A", "B"], "gdp") == (2, 1)
    for value, said in (
        ({"A": 1}, "no amount for B"),
        ({"A": 1, "C": 2}, "`C` is no player"),
        ([1], "1 amounts for 2 players"),
        ("AB", "amounts by name are missing"),
        ([1, -1], r"gdp\[1\]: -1 is below 0"),
    ):
        with pytest.raises(InputError, match=said):
            read_amounts(value, ["A", "B"], "gdp")


def test_a_file_that_is_no_mapping(tmp_path):
    path = tmp_path / "game.yaml"
    path.write_text("- 1\n")
    with pytest.raises(InputError, match="this is no game"):
        load(path, "game")
    with pytest.raises(InputError, match="cannot read game"):
        load(tmp_path / "nowhere", "game")
