"""The talks of a scenario: what is wrong with them, and that they are written as they were read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from willing.reference.talks import MOST_LINKS, TERMS
from willing.scenario.check import check
from willing.scenario.files import dump_scenario, load_scenario
from willing.scenario.redraft import redraft
from willing.scenario.scenario import Scenario
from willing.scenario.schema import scenario_schema

TALKS: dict[str, Any] = {
    "parties": ["UKR", "RUS"],
    "patience": {"UKR": [0.9, 0.95], "RUS": {"value": 0.97, "source": "analyst (me)"}},
    "risk": {"UKR": 0.2},
    "power": {"RUS": [1, 2, 3]},
    "links": {"minerals": {"values": {"UKR": [-0.2, 0], "USA": 0.3}, "event": "truce"}},
    "delay": {"drift": [-0.01, 0.02], "cost": {"UKR": 0.02}},
    "source": "analyst",
}


def scenario(question: dict[str, Any] | None = None, **talks: Any) -> Scenario:
    base = {"id": "force", "date": "2025-03-05", "beneficiary": "UKR", "adversary": "RUS"}
    return Scenario.model_validate(
        {
            "initiative": base | (question or {}),
            "events": {"truce": {"p": 0.5}},
            "actors": {"GBR": {"pledges": [{"kind": "air", "stance": "lead"}]}},
            "talks": talks,
        }
    )


def errors(question: dict[str, Any] | None = None, **talks: Any) -> list[tuple[str, str, str]]:
    found = check(scenario(question, **talks))
    return [(one.place, one.message, one.mend) for one in found if one.severity == "error"]


def test_nothing_is_wrong_with_good_talks_and_their_event_is_used() -> None:
    assert check(scenario(**TALKS)) == []
    assert any("nothing depends on" in one.message for one in check(scenario()))
    assert check(scenario(absent="truce")) == []


def test_without_talks_nobody_needs_two_parties() -> None:
    assert errors({"adversary": "", "beneficiary": ""}) == []


@pytest.mark.parametrize("name", ["patience", "risk", "power"])
def test_every_default_is_allowed_and_no_number_out_of_range(name: str) -> None:
    meaning = TERMS[name]
    assert meaning.default is not None
    for number in (*meaning.default, meaning.low, meaning.high):
        assert errors(**{name: {"UKR": number}}) == []
    for number in (meaning.low - 0.01, meaning.high + 0.01):
        ((place, message, mend),) = errors(**{name: {"UKR": number}})
        assert place == f"talks.{name}.UKR"
        assert message == f"{number:g} is no {name}"
        assert meaning.words in mend


@pytest.mark.parametrize(
    ("talks", "place", "message"),
    [
        ({"parties": ["UKR", "UKR"]}, "talks.parties", "UKR twice"),
        ({"parties": ["UKR"]}, "talks.parties", "two bargain, not 1"),
        ({"parties": ["UKR", "USA"]}, "talks.parties", "nobody of these is the adversary"),
        ({"parties": ["Ukrain", "RUS"]}, "talks.parties[0]", "unknown actor `Ukrain`"),
        ({"patience": {"FRA": 0.9}}, "talks.patience.FRA", "`FRA` does not bargain"),
        ({"patience": {"UKR": -0.9}}, "talks.patience.UKR", "-0.9 is no patience"),
        ({"patience": {"UKR": [0.9, 1]}}, "talks.patience.UKR", "1 is no patience"),
        ({"delay": {"cost": {"UKR": -1}}}, "talks.delay.cost.UKR", "-1 is no cost"),
        ({"delay": {"drift": 2}}, "talks.delay.drift", "2 is no drift"),
        ({"links": {"x": {"values": {}}}}, "talks.links.x.values",
         "a link that is worth nothing to anybody"),
        ({"links": {"a b": {"values": {"UKR": 1}}}}, "talks.links.a b",
         "`a b` cannot name a link"),
        ({"links": {"x": {"values": {"USS": 1}}}}, "talks.links.x.values.USS",
         "unknown actor `USS`"),
        ({"links": {"x": {"values": {"USA": 1e9}}}}, "talks.links.x.values.USA", "beyond 1e+06"),
        ({"links": {"x": {"values": {"USA": 1}, "event": "truc"}}}, "talks.links.x.event",
         "unknown event `truc`"),
        ({"absent": "usa"}, "talks.absent", "unknown event `usa`"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(
    talks: dict[str, Any], place: str, message: str
) -> None:
    ((found_place, found_message, mend),) = errors(**talks)
    assert (found_place, found_message) == (place, message)
    assert mend


def test_talks_need_two_who_bargain() -> None:
    ((_, message, mend),) = errors({"beneficiary": ""}, risk={"RUS": 0.1})
    assert "nobody bargains with the adversary" in message
    assert "name the beneficiary" in mend
    ((_, message, _),) = errors({"adversary": ""}, risk={"UKR": 0.1})
    assert message == "nobody to bargain with"


def test_so_many_links_and_no_more() -> None:
    links = {f"link_{i}": {"values": {"UKR": 1}} for i in range(MOST_LINKS + 1)}
    ((place, message, _),) = errors(links=links)
    assert (place, message) == ("talks.links", f"{MOST_LINKS + 1} links")


def test_they_are_written_as_they_were_read(tmp_path: Path) -> None:
    written = scenario(**TALKS)
    path = tmp_path / "scenario.yaml"
    dump_scenario(written, path)
    assert load_scenario(path) == written
    dump_scenario(scenario(), path)
    assert "talks" not in path.read_text(encoding="utf-8")


def test_a_new_draft_keeps_them() -> None:
    assert redraft(scenario(**TALKS), scenario()).talks == scenario(**TALKS).talks


def test_the_schema_says_what_they_may_hold() -> None:
    import jsonschema

    schema = scenario_schema()
    plain = json.loads(json.dumps({"initiative": {"id": "x", "date": "2025-01-01"}}))
    jsonschema.validate(plain | {"talks": TALKS}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(plain | {"talks": {"patients": {}}}, schema)
    for model in ("Talks", "Link", "Delay"):
        fields = schema["$defs"][model]["properties"].values()
        assert all(field.get("description") for field in fields)
