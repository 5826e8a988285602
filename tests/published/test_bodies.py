"""Published power of bodies that ship, asked for by name and day."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import pytest

from willing.models.power.indices import Power, power
from willing.models.power.question import body_question
from willing.reference.bodyfile import read_bodies
from willing.reference.catalogue import own_bodies, shipped

COUNCIL = {
    "1960-01-01": {"DEU": "0.233", "NLD": "0.150", "LUX": "0.000"},
    "1975-01-01": {"GBR": "0.1786", "BEL": "0.0810", "IRL": "0.0571", "LUX": "0.0095"},
    "1990-01-01": {"ITA": "0.134", "ESP": "0.111", "GRC": "0.064", "DNK": "0.043", "LUX": "0.012"},
}
"""Shapley-Shubik indices: Felsenthal and Machover (1998), "The Measurement of Voting Power",
chapter 5, of the six, the nine and the twelve."""


def found(name: str, day: str, *indices: str) -> tuple[Power, dict[str, float]]:
    """The power in a body on a day; the first index by member."""
    question = body_question(name, dt.date.fromisoformat(day))
    measured = power(question.members, question.rule, indices=list(indices))
    values = measured.indices[indices[0]].values
    assert values is not None
    return measured, dict(zip(measured.members, values, strict=True))


@pytest.mark.parametrize("day", COUNCIL)
def test_the_council_of_the_communities(day):
    _, values = found("EU QMV", day, "shapley_shubik")
    for member, printed in COUNCIL[day].items():
        digits = len(printed.partition(".")[2])
        assert abs(values[member] - float(printed)) <= 0.5001 * 10**-digits


def test_luxembourg_could_decide_nothing_until_1972():
    assert found("EU QMV", "1972-12-31", "banzhaf")[1]["LUX"] == 0
    assert found("EU QMV", "1973-01-01", "banzhaf")[1]["LUX"] > 0


def test_the_us_federal_system_of_1954():
    """Shapley and Shubik (1954): House, Senate and President are as 5 : 5 : 2, one representative,
    one senator and the President as 2 : 9 : 350. There were 96 senators then.
    """
    entry = shipped()["us_legislation"]
    fields = {
        "chambers": {"Representative": 435, "Senator": 96, "Vice President": 1, "President": 1},
        "rule": entry.rules[0].rule,
    }
    with own_bodies(read_bodies({"congress": fields})):
        _, values = found("congress", "1954-01-01", "shapley_shubik")
    person = values["Representative 1"], values["Senator 1"], values["President"]
    assert [round(350 * value / values["President"]) for value in person] == [2, 9, 350]
    house, senate = 435 * person[0], 96 * person[1]
    assert [round(12 * value) for value in (house, senate, values["President"])] == [5, 5, 2]
    assert house + senate + person[2] + values["Vice President"] == pytest.approx(1)


@pytest.mark.parametrize("index", ["shapley_shubik", "banzhaf"])
def test_the_ranks_in_the_us_federal_system(index):
    """Powers (2019), "Power index rankings in bicameral legislatures and the US legislative
    system", Theory and Decision: President, senator, Vice President, representative; by Banzhaf
    the Vice President has as much as a senator.
    """
    _, values = found("US federal legislation", "2025-01-01", index)
    assert values["President"] > values["Senator 1"]
    assert values["Senator 1"] >= values["Vice President"] > values["Representative 1"]
    if index == "banzhaf":
        assert values["Senator 1"] == pytest.approx(values["Vice President"], rel=1e-12)


def test_the_fund_by_name_is_the_weighted_game():
    """The normalised Banzhaf index of the United States by the votes of 2 October 2022: 0.232608,
    as the program EPIC gives it.
    """
    measured, values = found("IMF", "2022-10-02", "banzhaf_normalised")
    assert sum(measured.swings or ()) > 0
    assert values["USA"] == pytest.approx(0.232608, abs=5e-7)
    question = body_question("IMF, 85%", dt.date(2022, 10, 2))
    assert question.rule.total - question.rule.weights[question.members.index("USA")] < (
        question.rule.quota
    )  # the United States alone can stop it


PROVINCES = {
    "Ontario": 14223942, "Quebec": 8501833, "British Columbia": 5000879, "Alberta": 4262635,
    "Manitoba": 1342153, "Saskatchewan": 1132505, "Nova Scotia": 969383, "New Brunswick": 775610,
    "Newfoundland and Labrador": 510550, "Prince Edward Island": 154331,
}  # fmt: skip
"""Statistics Canada, census of 2021; with the territories' 118,160 they are 36,991,981."""


def amends(provinces):
    """Constitution Act, 1982, s. 38(1)(b), in Python."""
    people = sum(PROVINCES[name] for name in provinces)
    return 3 * len(provinces) >= 2 * len(PROVINCES) and 2 * people >= sum(PROVINCES.values())


def test_seven_provinces_with_half_of_the_people():
    assert sum(PROVINCES.values()) + 118_160 == 36_991_981
    enough = [
        set(chosen)
        for size in range(11)
        for chosen in combinations(PROVINCES, size)
        if amends(chosen)
    ]
    measured, values = found("Canada 7/50", "2024-01-01", "banzhaf")
    assert measured.winning_coalitions == len(enough)
    for name in PROVINCES:
        swings = sum(name in chosen and not amends(chosen - {name}) for chosen in enough)
        assert values[name] == swings / 2**10
    assert values["Parliament of Canada"] == len(enough) / 2**10
