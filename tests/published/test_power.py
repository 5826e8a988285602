"""Published tables of voting power, to the digits as printed; `power.json` says where from."""

from __future__ import annotations

import datetime as dt
import json
from fractions import Fraction
from pathlib import Path

import pytest

from willing.models.power.indices import power
from willing.models.power.question import body_question, read_question

CASES = json.loads((Path(__file__).parent / "power.json").read_text(encoding="utf-8"))
DAY = dt.date(2025, 1, 1)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_table_is_reproduced_as_printed(case):
    assert case["source"]
    question = read_question(case["body"], DAY)
    found = power(
        question.members, question.rule, unions=question.unions, indices=list(case["published"])
    )
    for name, table in case["published"].items():
        values = dict(zip(found.members, found.indices[name].values, strict=True))
        for member, printed in zip(
            table.get("members", found.members), table["values"], strict=True
        ):
            if "." in printed:
                digits = len(printed.partition(".")[2])
                assert abs(values[member] - float(printed)) <= 0.5001 * 10**-digits, (name, member)
            else:
                assert values[member] == float(Fraction(printed)), (name, member)
    if "swings" in case:
        assert list(found.swings) == case["swings"]
        assert found.winning_coalitions == case["winning_coalitions"]


def test_the_security_council_by_name_is_the_weighted_game():
    """Felsenthal and Machover (1998): 848 of 32,768 coalitions win."""
    question = body_question("UNSC", dt.date(2020, 5, 1))
    found = power(question.members, question.rule)
    assert found.winning_coalitions == 848
    assert sorted(found.swings) == [84] * 10 + [848] * 5
    permanent = found.members.index("FRA")
    assert found.indices["shapley_shubik"].exact[permanent] == Fraction(421, 2145)


def test_the_council_of_the_27_is_counted_exactly():
    """Counted for the populations of 2025: 4,362,293 minimal winning, 3,589,760 blocking."""
    weights = [1849, 1517, 1323, 1078, 833, 423, 401, 262, 242, 236, 234, 231, 213, 202, 143, 132,
               125, 121, 119, 86, 64, 47, 42, 30, 21, 15, 12]  # fmt: skip
    states = {"weights": [1] * 27, "quota": 15}
    population = {"weights": weights, "quota": 6500}
    rule = {"any": [{"all": [states, population]}, {"weights": [1] * 27, "quota": 24}]}
    question = read_question({"members": [f"s{i}" for i in range(27)], "rule": rule}, DAY)
    found = power(question.members, question.rule)
    assert found.winning_coalitions == 17_742_527
    assert found.swings[0] == 14_068_989
    assert found.swings[-1] == 2_024_817
    assert found.minimal_winning_coalitions == 4_362_293
    assert found.minimal_blocking_coalitions == 3_589_760
    assert found.minimal_blocking_by_size[:5] == (0, 0, 0, 0, 514)
    assert sum(found.minimal_winning_by_size) == found.minimal_winning_coalitions
