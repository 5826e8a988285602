"""Published allocations, and coalitions that hold, as printed."""

from __future__ import annotations

from fractions import Fraction

import pytest

from willing.models.sharing.question import read_question
from willing.models.sharing.sharing import share
from willing.models.stability.question import read_question as read_stability
from willing.models.stability.question import stable


def shares(data, rule):
    return [str(value) for value in share(read_question(data)).allocations[rule].shares]


@pytest.mark.parametrize(
    ("estate", "expected"),
    [
        (100, ["100/3", "100/3", "100/3"]),
        (200, ["50", "75", "75"]),
        (300, ["50", "100", "150"]),
    ],
)
def test_the_marriage_contract_of_the_talmud(estate, expected):
    """Aumann and Maschler (1985), Journal of Economic Theory 36: Mishna, Kethubot 93a."""
    data = {"claims": {"A": 100, "B": 200, "C": 300}, "estate": estate}
    assert shares(data, "nucleolus") == expected


def test_a_nucleolus_of_a_textbook():
    """T. S. Ferguson, Game Theory (UCLA), part IV, section 4: (8/3, 2/3, 5/3)."""
    data = {"worth": {"A": -1, "B": 0, "C": 1, "A B": 3, "A C": 4, "B C": 2, "A B C": 5}}
    assert shares(data, "nucleolus") == ["8/3", "2/3", "5/3"]


def test_one_left_glove_and_two_right_ones():
    """A glove market, as in Shapley (1959) and textbooks: 2/3, 1/6, 1/6; the core is (1, 0, 0)."""
    data = {"worth": {"L": 0, "R": 0, "S": 0, "L R": 1, "L S": 1, "R S": 0, "L R S": 1}}
    assert shares(data, "shapley") == ["2/3", "1/6", "1/6"]
    assert shares(data, "nucleolus") == ["1", "0", "0"]


def test_the_security_council_as_a_game():
    """Shapley and Shubik (1954) for fifteen members: 421/2145 and 4/2145."""
    permanent = {f"P{row}": 7 for row in range(5)}
    elected = {f"E{row}": 1 for row in range(10)}
    data = {"weights": permanent | elected, "quota": 39}
    assert shares(data, "shapley") == ["421/2145"] * 5 + ["4/2145"] * 10
    assert shares(data, "nucleolus") == ["1/5"] * 5 + ["0"] * 10


def test_owen_values_of_three_unions():
    """PowerindexR 1.6 (CRAN), manual of `pi.owen`: [30; 28, 16, 5, 4, 3, 3] with three unions."""
    data = {
        "weights": {"p1": 28, "p2": 16, "p3": 5, "p4": 4, "p5": 3, "p6": 3},
        "quota": 30,
        "unions": [["p1"], ["p2", "p4", "p6"], ["p3", "p5"]],
    }
    assert shares(data, "owen") == ["1/3", "1/9", "1/6", "1/9", "1/6", "1/9"]


def test_three_with_a_simple_majority_have_no_core():
    """Von Neumann and Morgenstern (1944): any division of the prize can be bid away."""
    found = share(read_question({"weights": {"A": 1, "B": 1, "C": 1}, "quota": 2}))
    assert found.core.empty
    assert found.core.margin == Fraction(1, 3)


def test_self_enforcing_agreements():
    """Barrett (1994), Oxford Economic Papers 46, table 1: N=10, a=100, b=1, c=0.25."""
    data = {"model": "barrett", "n": 10, "a": 100, "b": 1, "c": 0.25}
    found = stable(read_stability(data))
    assert found.stable == (4,)
    four, none, full = found.sizes[4], found.sizes[0], found.sizes[10]
    assert round(float(four.inside), 1) == 472.2
    assert round(float(four.outside), 1) == 474.9
    assert round(float(none.outside), 1) == 472.0
    assert round(float(full.inside), 1) == 487.8
