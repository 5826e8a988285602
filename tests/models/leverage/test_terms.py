"""The terms of a scenario's talks: defaults are marked, origins kept, mistakes told."""

from __future__ import annotations

from typing import Any

import pytest

from willing.errors import InputError
from willing.models.leverage.terms import read_terms
from willing.reference.talks import TERMS
from willing.scenario.scenario import Scenario


def scenario(question: dict[str, Any] | None = None, **talks: Any) -> Scenario:
    base = {"id": "force", "date": "2025-03-05", "beneficiary": "UKR", "adversary": "RUS"}
    events = {"us_backstop": {"p": 0.5}}
    return Scenario.model_validate(
        {"initiative": base | (question or {}), "events": events, "talks": talks}
    )


def test_without_talks_everything_is_a_marked_default() -> None:
    found = read_terms(scenario())
    assert found.parties == ("UKR", "RUS")
    assert len(found.terms) == 9
    for name, term in found.terms.items():
        assert term.source == "default"
        assert term.span == TERMS[name.partition(":")[0]].default


def test_the_origin_of_every_number() -> None:
    found = read_terms(
        scenario(
            patience={"UKR": 0.9, "RUS": {"value": [0.9, 0.95], "source": "analyst (me)"}},
            links={"deal": {"values": {"USA": 1, "UKR": [-1, 0]}, "source": "data:X"}},
            delay={"drift": 0.01},
            source="analyst (team)",
        )
    ).terms
    assert found["patience:UKR"].source == found["drift"].source == "analyst (team)"
    assert found["patience:RUS"].source == "analyst (me)"
    assert found["link:deal:UKR"].span == (-1, 0)
    assert found["link:deal:USA"].source == "data:X"
    assert found["risk:UKR"].source == "default"


def test_the_adversary_comes_second_whatever_the_order() -> None:
    assert read_terms(scenario(parties=["RUS", "USA"])).parties == ("USA", "RUS")


def test_a_link_may_be_left_out() -> None:
    given = scenario(links={"one": {"values": {"UKR": 1}}, "two": {"values": {"UKR": 1}}})
    assert tuple(read_terms(given, without=["one"]).links) == ("two",)
    with pytest.raises(InputError, match="no link `three`; there are one, two"):
        read_terms(given, without=["three"])
    with pytest.raises(InputError, match="there are none"):
        read_terms(scenario(), without=["three"])


@pytest.mark.parametrize(
    ("question", "talks", "said"),
    [
        ({"adversary": ""}, {}, "nobody to bargain with; name the adversary"),
        ({"beneficiary": ""}, {}, "name the beneficiary, or two `parties`"),
        ({}, {"parties": ["UKR", "UKR"]}, "nobody bargains with itself"),
        ({}, {"patience": {"UKR": 1.0}}, r"talks\.patience\.UKR: 1 is no patience"),
        ({}, {"absent": "us_backstp"}, "did you mean `us_backstop`"),
        ({}, {"links": {"a": {"values": {"UKR": 1}, "event": "x"}}}, "unknown event `x`"),
    ],
)
def test_what_is_refused(question: dict[str, Any], talks: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_terms(scenario(question, **talks))
