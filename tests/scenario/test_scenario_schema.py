"""The published JSON Schemas say what the nouns say."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from pydantic import ValidationError
from scenario_strategies import scenarios

from willing.reference.initiative import Initiative
from willing.scenario.files import plain
from willing.scenario.scenario import Scenario
from willing.scenario.schema import initiatives_schema, scenario_schema

SCENARIO = Draft202012Validator(scenario_schema())
INITIATIVES = Draft202012Validator(initiatives_schema())
HEAD: dict[str, Any] = {"id": "patrol", "date": "2024-01-15"}


def as_json(data: dict[str, Any]) -> Any:
    """What an editor sees: text keys, dates as text."""
    return json.loads(json.dumps(data, default=str))


@pytest.mark.parametrize("validator", [SCENARIO, INITIATIVES], ids=["scenario", "initiatives"])
def test_the_schemas_are_schemas_and_their_examples_fit(validator: Draft202012Validator) -> None:
    Draft202012Validator.check_schema(validator.schema)
    assert validator.schema["$schema"].endswith("2020-12/schema")
    assert validator.schema["$id"].startswith("urn:willing:schema:")
    for example in validator.schema["examples"]:
        validator.validate(example)


def test_examples_are_what_the_program_reads() -> None:
    for example in SCENARIO.schema["examples"]:
        Scenario.model_validate(example)
    for example in INITIATIVES.schema["examples"]:
        assert [Initiative.model_validate(value) for value in example.values()]


@settings(max_examples=50, deadline=None)
@given(scenario=scenarios)
def test_valid_scenarios_fit(scenario: Scenario) -> None:
    SCENARIO.validate(as_json(plain(scenario)))


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"initiative": HEAD, "event": {}},
        {"initiative": HEAD | {"lead": "GBR"}},
        {"initiative": HEAD, "events": {"a": {"p": 1.5}}},
        {"initiative": HEAD, "events": {"a": {"p": {"if": "b", "then": 1}}}},
        {"initiative": HEAD, "events": {"a": {"p": {"if_": "b", "then": 1, "else": 0}}}},
        {"initiative": HEAD, "actors": {"GBR": {"pledges": [{"kind": "air"}]}}},
        {"initiative": HEAD, "actors": {"GBR": {"pledges": [{"kind": "air", "stance": "yes"}]}}},
        {"initiative": HEAD, "bodies": {"b": {"rule": "opt_in", "minimum": 0}}},
    ],
)
def test_refuses_what_the_program_refuses(wrong: dict[str, Any]) -> None:
    assert not SCENARIO.is_valid(wrong)
    if "if_" not in json.dumps(wrong):
        with pytest.raises(ValidationError):
            Scenario.model_validate(wrong)


def test_one_name_needs_no_list() -> None:
    SCENARIO.validate({"initiative": HEAD | {"leads": "GBR"}})
    INITIATIVES.validate({"x": {"name": "X", "leads": "GBR", "aliases": ["Y", "Z"]}})


@pytest.mark.parametrize("schema", [scenario_schema(), initiatives_schema()])
def test_every_field_and_noun_is_described(schema: dict[str, Any]) -> None:
    models = {"": schema, **schema["$defs"]}
    for name, model in models.items():
        assert model["description"], name
        for field, node in model.get("properties", {}).items():
            assert node.get("description"), f"{name}.{field}"


def test_fields_have_the_names_that_files_use() -> None:
    branch = SCENARIO.schema["$defs"]["Branch"]["properties"]
    assert set(branch) == {"if", "then", "else"}
