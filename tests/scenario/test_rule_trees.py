"""Rule trees that cannot be read, each with its place and its mend."""

from __future__ import annotations

from typing import Any

import pytest

from willing.errors import InputError
from willing.scenario.rules import read_rule


def equal(members: str, quota: float, counts: str) -> dict[str, Any]:
    return {"weights": dict.fromkeys(members, 1), "quota": quota, "counts": counts}


DEEP: dict[str, Any] = equal("A", 1, "yes")
for _ in range(30):
    DEEP = {"all": [DEEP]}


@pytest.mark.parametrize(
    ("tree", "message"),
    [
        ([], "no rule; write"),
        ({"all": []}, "list of rules is missing"),
        ({"all": "AB"}, "list of rules is missing"),
        ({"k": 3, "of": [equal("A", 1, "yes")]}, r"rule\.k: .* write 1 to 1"),
        ({"weights": {"A": 1}, "quota": 1, "counts": "maybe"}, "yes or not_no"),
        ({"weights": {"Z": 1}, "quota": 1, "counts": "yes"}, r"rule\.weights\.Z: `Z` is no member"),
        ({"weights": {"A": -1}, "quota": 1, "counts": "yes"}, r"weights\.A"),
        ({"weights": {"A": float("nan")}, "quota": 1, "counts": "yes"}, r"weights\.A"),
        ({"weights": {"A": "x"}, "quota": 1, "counts": "yes"}, "this is no number"),
        ({"weights": {"A": 1}, "counts": "yes"}, "the fields weights, counts"),
        ({"weights": {"A": 1}, "quota": 1, "against": -1}, r"rule\.against"),
        ({"weights": {"A": 1}, "quota": 1, "against": 0.5}, "a whole number"),
        ({"k": True, "of": ["A"]}, r"rule\.k"),
        ({"all": ["A", "Z"]}, r"rule\.all\[1\]: `Z` is no member"),
        ({"weights": [1], "quota": 1, "counts": "yes"}, "numbers by member"),
        ({"weights": {"A": 1e14, "B": 0.12345678}, "quota": 1}, "too many digits"),
        ({"any": [{"sum": 3}]}, r"rule\.any\[0\]: no rule has the fields sum"),
        ({"weights": {"A": 1}, "quota": "most"}, r"rule\.quota: `most` is no share"),
        (DEEP, "at most 20 deep"),
    ],
)
def test_rules_that_cannot_be_read(tree: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_rule(tree, "ABC")


@pytest.mark.parametrize(
    ("quota", "number"),
    [("65%", 6.5), ("2/3", 6.7), ("half", 5), ("more than half", 5.1), ("100%", 10)],
)
def test_a_quota_may_be_a_share(quota: str, number: float) -> None:
    weights = {"A": 5, "B": 3.2, "C": 1.8}
    assert read_rule({"weights": weights, "quota": quota}, "ABC") == read_rule(
        {"weights": weights, "quota": number}, "ABC"
    )
