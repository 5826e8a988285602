"""All rules behind one function: what is told of a question, and what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.models.sharing.games import RANDOM
from willing.errors import InputError
from willing.models.sharing import sharing as module
from willing.models.sharing.document import plain
from willing.models.sharing.question import read_question
from willing.models.sharing.sharing import share

GAME = {
    "worth": {"A": 0, "B": 0, "C": 0, "A B": 6, "A C": 4, "B C": 2, "A B C": 8},
    "unions": [["B", "C"]],
    "keys": {"gdp": {"A": 3, "B": 1, "C": 0}},
}
NEED = {
    "need": 3,
    "capacity": {"A": 2, "B": 2, "C": 0},
    "unit_cost": {"A": 1, "B": 4, "C": 9},
    "value": {"A": 3, "B": 3, "C": 6},
    "keys": {"gdp": [1, 1, 4]},
}


def divide(data, *rules):
    return share(read_question(data), rules=rules or None)


def shares(found, rule):
    return [str(value) for value in found.allocations[rule].shares]


def test_every_rule_that_applies():
    found = divide(GAME)
    assert list(found.allocations) == [
        "shapley", "nucleolus", "prenucleolus", "owen", "equal", "gdp",
    ]  # fmt: skip
    assert all(sum(one.shares) == found.total == 8 for one in found.allocations.values())
    assert shares(found, "gdp") == ["6", "2", "0"]
    gdp = found.allocations["gdp"]
    assert (gdp.in_core, gdp.objection.gain) == (True, 0)
    equal = found.allocations["equal"]
    assert (equal.in_core, equal.objection.coalition) == (False, ("A", "B"))
    assert equal.objection.gain == Fraction(2, 3)
    assert (found.core.empty, found.superadditive, found.convex) == (False, True, False)
    assert found.split.groups == (("A", "B", "C"),)


def test_a_cost_game_is_the_same_with_signs_turned():
    costs = divide({"cost": {"A": 4, "B": 4, "A B": 6}, "keys": {"gdp": {"A": 3, "B": 1}}})
    assert costs.kind == "cost"
    assert shares(costs, "shapley") == shares(costs, "nucleolus") == ["3", "3"]
    gdp = costs.allocations["gdp"]
    assert shares(costs, "gdp") == ["9/2", "3/2"]
    assert (gdp.in_core, gdp.objection.coalition) == (False, ("A",))
    assert gdp.objection.gain == Fraction(1, 2)
    assert costs.convex and costs.superadditive


def test_where_a_need_is_met_payments_balance():
    found = divide(NEED)
    assert found.total == 12 - 6
    assert [int(x) for x in found.supplied] == [2, 1, 0]
    assert [int(x) for x in found.own_costs] == [2, 4, 0]
    for one in found.allocations.values():
        assert sum(one.transfers) == 0
        assert sum(one.burdens) == 6
        for row, value in enumerate((3, 3, 6)):
            assert one.shares[row] == value - one.burdens[row]
            assert one.transfers[row] == found.own_costs[row] - one.burdens[row]
    assert [str(x) for x in found.allocations["gdp"].burdens] == ["1", "1", "4"]


def test_an_empty_core_and_a_better_split_are_told():
    found = divide({"weights": {"A": 1, "B": 1, "C": 1, "D": 1}, "quota": 2}, "core", "nucleolus")
    assert found.core.empty
    assert (found.core.margin, found.superadditive) == (Fraction(1, 2), False)
    assert (len(found.split.groups), found.split.worth) == (2, 2)
    assert found.allocations["nucleolus"].in_core is False


def test_without_imputations_there_is_no_nucleolus():
    found = divide({"worth": {"A": 5, "B": 5, "A B": 6}})
    nucleolus = found.allocations["nucleolus"]
    assert nucleolus.shares is None
    assert "less than the sum" in nucleolus.method
    assert shares(found, "prenucleolus") == ["3", "3"]


def test_a_single_player_gets_everything():
    found = divide({"worth": {"A": 5}})
    assert found.core is None
    assert {shares(found, rule)[0] for rule in found.allocations} == {"5"}
    assert found.allocations["shapley"].in_core is None


def test_a_program_that_cannot_be_solved_is_told(monkeypatch):
    def give_up(game):
        raise ArithmeticError

    for name in ("prenucleolus", "nucleolus", "core"):
        monkeypatch.setattr(module, name, give_up)
    found = divide(GAME)
    assert found.core is None
    assert found.allocations["nucleolus"].shares is None
    assert "could not be solved" in found.allocations["nucleolus"].method
    plain(found, read_question(GAME))


def test_a_plain_total_is_shared_by_keys_alone():
    data = {
        "total": 100,
        "keys": {"gdp": {"A": 3, "B": 1}, "people": {"A": 1, "B": 1}},
        "mixes": {"half": {"gdp": 1, "people": 1}},
        "cap": {"A": 60},
    }
    found = divide(data)
    assert list(found.allocations) == ["equal", "gdp", "people", "half"]
    assert shares(found, "gdp") == ["60", "40"]
    assert shares(divide(data | {"cap": {}}), "half") == ["125/2", "75/2"]
    whole = divide(data | {"cap": {}, "whole": True})
    assert shares(whole, "half") == ["63", "37"]
    with pytest.raises(InputError, match="`shapley` needs a game"):
        divide(data, "shapley")
    with pytest.raises(InputError, match="gdp: 30 of 100 is left over"):
        divide(data | {"cap": {"A": 60, "B": 10}}, "gdp")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"worth": {"A": 1, "A B": 2}}, r"no worth for the coalition of B \(1 are missing\)"),
        ({"worth": {"A": 1, "B": 1, "B A": 2, "A B": 2}}, "this coalition is listed twice"),
        ({"worth": {"A": 1, "A A": 2}}, "`A` is twice in `A A`"),
        ({"worth": {"A": 1, "": 2}}, "the empty coalition is worth 2"),
        ({"worth": {"A": "x"}}, r"worth\.A: `x` is no amount"),
        ({"worth": {"A": float("nan")}}, "`nan` is no amount"),
        ({"worth": {"A": 1e300}}, "is no amount"),
        ({"worth": {"A": 1e-300}}, "is no amount"),
        ({"worth": {"A": "1/0"}}, "is no amount"),
        ({"worth": {"A": True}}, "`True` is no amount"),
        ({"worth": {1: 1}}, "`1` is no coalition"),
        ({"worth": [1]}, "worths by coalition are missing"),
        ({"worth": {}}, "nobody plays"),
        ({"worth": {"A": 1}, "players": ["A", "A"]}, "`A` is listed twice"),
        ({"worth": {"A": 1}, "players": ["B"]}, "`A` is no player"),
        ({"worth": {"A": 1}, "players": "A"}, "a list of names is missing"),
        ({"worth": {"A": 1}, "players": [3]}, r"players\[0\]: this is no name"),
        ({"worth": {"A": 1}, "players": [f"p{i}" for i in range(21)]}, "beyond the limit of 20"),
        ({"worth": {"A": 1}, "missing": "none"}, "missing: write error, zero, parts"),
        ({"worth": {"A": 1}, "cost": {"A": 1}}, "`worth` and `cost` are two games"),
        ({"wroth": {"A": 1}}, "did you mean `worth`"),
        ({}, "nothing is to be shared"),
        ({"worth": {"A": 1}, "quota": 1}, "`quota`: no such field"),
        ({"claims": {"A": 1}}, "`estate` is missing"),
        ({"claims": {"A": -1}, "estate": 0}, r"claims\.A: -1 is below 0"),
        ({"claims": [1], "estate": 0}, "amounts by name are missing"),
        ({"claims": {"A": 1}, "estate": 2}, "covers all claims"),
        ({"airport": {"A": 1}, "unions": ["A"]}, r"unions\[0\]: a list of names"),
        ({"airport": {"A": 1}, "unions": "A"}, "a list of lists"),
        ({"airport": {"A": 1}, "unions": [["B"]]}, "`B` is no player"),
        ({"airport": {"A": 1, "B": 1}, "unions": [["A"], ["A", "B"]]}, "in unions.0. too"),
        ({"airport": {"A": 1}, "keys": {"gdp": {"A": 0}}}, "every weight is 0"),
        ({"airport": {"A": 1}, "keys": {"core": {"A": 1}}}, "a rule has this name"),
        ({"airport": {"A": 1}, "keys": {"a,b": {"A": 1}}}, "is no name"),
        ({"airport": {"A": 1}, "keys": [1]}, "write up to 20 of them by name"),
        ({"airport": {"A": 1}, "keys": {"gdp": {"B": 1}}}, "`B` is no player"),
        ({"airport": {"A": 1, "B": 1}, "keys": {"gdp": {"B": 1}}}, "no amount for A"),
        ({"airport": {"A": 1, "B": 1}, "keys": {"gdp": [1]}}, "1 amounts for 2 players"),
        ({"airport": {"A": 1}, "mixes": {"half": {"gdp": 1}}}, "`gdp` is no key"),
        (
            {"airport": {"A": 1}, "keys": {"g": [1]}, "mixes": {"g": {"g": 1}}},
            "a key has this name",
        ),
        ({"airport": {"A": 1}, "keys": {"g": [1]}, "mixes": {"m": {"g": 0}}}, "every part is 0"),
        ({"airport": {"A": 1}, "mixes": {"m": []}}, "parts by key are missing"),
        ({"total": 1.5, "players": ["A"], "whole": True}, "not a whole number"),
        ({"total": 1, "players": ["A"], "whole": True, "cap": {"A": 0.5}}, "a cap is not a whole"),
        ({"total": 1, "players": ["A"], "whole": 1}, "write true"),
        ({"total": 1}, "a list of names is missing"),
        ({"total": -1, "players": ["A"]}, "-1 is below 0"),
        (NEED | {"need": 5}, "all together can supply 4 of the 5"),
        (NEED | {"value": [1, 1, 1]}, "meeting the need costs 6 and is worth 3"),
        (NEED | {"capacity": 3}, "players: a list of names is missing"),
        ({"weights": {"A": 1}, "quota": 0}, "quota: 0 is not above 0"),
    ],
)
def test_what_is_impossible_is_said_with_place_and_mend(change, said):
    with pytest.raises(InputError, match=said):
        read_question(change)


scalars = st.none() | st.booleans() | st.integers(-5, 5) | st.floats() | st.sampled_from(
    ["A", "B", "A B", "", "1/3", "gdp", "parts", ","]
)  # fmt: skip
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["A", "B", "A B", 1, None, ""]), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = [
    "worth", "cost", "missing", "claims", "estate", "airport", "weights", "quota", "need",
    "capacity", "unit_cost", "value", "total", "title", "players", "unions", "keys", "mixes",
    "cap", "whole",
]  # fmt: skip


@RANDOM
@given(st.dictionaries(st.sampled_from(FIELDS), anything, max_size=6))
def test_no_file_brings_it_down(data):
    try:
        question = read_question(data)
        plain(share(question), question)
    except InputError as error:
        assert str(error)
