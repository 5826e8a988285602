"""Questions about stability: what is read, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.models.sharing.games import RANDOM
from willing.errors import InputError
from willing.models.stability.document import plain
from willing.models.stability.question import read_question, stable

OWN = {"benefit": {"A": 3, "B": 2}, "cost": {"A": 1, "B": 1}}
TABLE = {"nobody": [0, 0], "A": [-1, 2], "B": [2, -1], "A B": {"B": 1, "A": 1}}
BARRETT = {"model": "barrett", "n": 10, "a": 100, "b": 1, "c": 0.25}


def test_all_forms_are_answered():
    assert stable(read_question(BARRETT)).stable == (4,)
    assert stable(read_question(BARRETT | {"model": "cournot"})).stable == ()
    assert stable(read_question(OWN | {"model": "linear"})).players == ("A", "B")
    found = stable(read_question({"payoffs": TABLE, "players": ["A", "B"], "coalition": "A B"}))
    assert found.asked.members == ("A", "B")
    assert not found.asked.internal
    assert found.nothing_holds  # who is in alone pays for both
    assert found.none == (0.0, 0.0)
    empty = {"payoffs": TABLE | {"": TABLE["nobody"]}, "players": ["A", "B"]}
    del empty["payoffs"]["nobody"]
    assert stable(read_question(empty)).none == (0.0, 0.0)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "no game is described"),
        ({"model": "barret"}, "did you mean `barrett`"),
        ({"model": 3}, "`3` is no model"),
        ({"model": []}, "is no model"),
        ({"model": "barrett", "n": 3}, "`a` is missing"),
        (BARRETT | {"n": 1}, "write a number of players"),
        (BARRETT | {"n": 10**9}, "2 to 2,000"),
        (BARRETT | {"n": True}, "write a number of players"),
        (BARRETT | {"n": 3.5}, "write a number of players"),
        (BARRETT | {"b": 0}, "b: 0 is not above 0"),
        (BARRETT | {"c": float("inf")}, "`inf` is no amount"),
        (BARRETT | {"d": 1}, "`d`: no such field"),
        ({"benefit": {"A": 1}}, "`cost` is missing"),
        ({"cost": {"A": 1}}, "`benefit` is missing"),
        (OWN | {"model": "barrett"}, "it is linear"),
        (OWN | {"cost": {"A": 0, "B": 1}}, "effort must cost something"),
        (OWN | {"cost": {"A": 1}}, "no amount for B"),
        (OWN | {"benefit": 3}, "a list of names is missing"),
        (OWN | {"benefit": {"A": -1, "B": 1}}, "-1 is below 0"),
        (OWN | {"coalition": ["C"]}, "`C` is no player"),
        (OWN | {"coalition": [["A"]]}, "is no player"),
        (OWN | {"coalition": 7}, "`7` is no coalition"),
        ({"payoffs": []}, "write the payoffs by coalition"),
        ({"payoffs": {"A": {"A": 1}}}, "none for the coalition of nobody"),
        ({"payoffs": {"nobody": {"A": 1}, "A": [1], "A,": [2]}}, "`` is no player"),
        ({"payoffs": {"nobody": {"A": 1}, "": [1], "A": [2]}}, "listed twice"),
        ({"payoffs": {"nobody": {"A": 1}, "A": [1, 2]}}, "2 amounts for 1 players"),
        ({"payoffs": {"nobody": {f"p{i}": 1 for i in range(13)}}}, "beyond the limit of 12"),
        ({"payoffs": TABLE}, None),
    ],
)
def test_what_is_impossible_is_said_with_place_and_mend(data, said):
    if said is None:
        assert read_question(data).players == ("B", "A")  # in the order of the first by name
        return
    with pytest.raises(InputError) as caught:
        read_question(data)
    assert said in str(caught.value)


scalars = st.none() | st.booleans() | st.integers(-5, 5) | st.floats() | st.sampled_from(
    ["A", "B", "A B", "", "1/3", "nobody", "linear", "barrett"]
)  # fmt: skip
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["A", "B", "A B", 1, None, ""]), inner, max_size=4)
    ),
    max_leaves=8,
)


@RANDOM
@given(
    st.dictionaries(
        st.sampled_from(
            ["model", "n", "a", "b", "c", "benefit", "cost", "payoffs", "players", "coalition"]
        ),
        anything,
        max_size=5,
    )
)
def test_no_file_brings_it_down(data):
    try:
        plain(stable(read_question(data)), "title")
    except InputError as error:
        assert str(error)
