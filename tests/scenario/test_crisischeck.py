"""The crisis of a scenario: what is wrong with it, and that it is written as it was read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from willing.reference.crisis import PARAMETERS
from willing.scenario.check import check
from willing.scenario.files import dump_scenario, load_scenario
from willing.scenario.scenario import Scenario


def scenario(adversary: str = "RUS", **crisis: Any) -> Scenario:
    base = {
        "initiative": {"id": "force", "date": "2025-03-05", "adversary": adversary},
        "events": {"truce": {"p": 0.5}},
        "actors": {"GBR": {"pledges": [{"kind": "air", "stance": "lead"}]}},
    }
    return Scenario.model_validate(base | {"crisis": crisis})


def errors(**crisis: Any) -> list[tuple[str, str, str]]:
    found = check(scenario(**crisis))
    return [(one.place, one.message, one.mend) for one in found if one.severity == "error"]


@pytest.mark.parametrize("name", PARAMETERS)
def test_every_default_and_end_is_allowed(name: str) -> None:
    meaning = PARAMETERS[name]
    if meaning.default is not None:
        assert errors(parameters={name: meaning.default}) == []
        assert list(meaning.default) == sorted(meaning.default)
    wrong = meaning.low - 1
    ((place, message, mend),) = errors(parameters={name: [wrong, max(meaning.low, 1)]})
    assert place == f"crisis.parameters.{name}"
    assert f"{wrong:g} is below" in message
    assert "or more" in mend


def test_what_is_wrong_is_told_with_its_place() -> None:
    assert errors(parameters={"provocations": 1}) == [
        ("crisis.parameters.provocations", "no parameter `provocations`",
         "did you mean `provocation`?"),
    ]  # fmt: skip
    ((place, message, _),) = errors(settlement="truc")
    assert (place, message) == ("crisis.settlement", "unknown event `truc`")
    ((place, _, _),) = errors(weights={"air": 1e10})
    assert place == "crisis.weights.air"
    ((place, message, _),) = errors(parameters={"adversary_force": 0})
    assert (place, message) == ("crisis.parameters.adversary_force", "0 is no force")
    ((_, message, _),) = errors(parameters={"adversary_stake": 1e10})
    assert message == "1e+10 is above 1e+09"


def test_a_crisis_needs_the_force_of_an_adversary() -> None:
    at = "crisis.parameters.adversary_force"

    def told(adversary: str, **crisis: Any) -> list[str]:
        return [p.message for p in check(scenario(adversary, **crisis)) if p.place == at]

    assert told("", settlement="truce") == ["no force is known: there is no adversary"]
    assert told("gang", contest="difference") == ["no force of gang is known"]
    assert told("gang", parameters={"adversary_force": 500}) == told("RUS", contest="ratio") == []
    assert told("") == told("gang") == []


def test_an_event_that_the_crisis_names_is_used() -> None:
    assert any("nothing depends on" in one.message for one in check(scenario(adversary="")))
    assert check(scenario(settlement="truce")) == []


def test_it_is_written_as_it_was_read(tmp_path: Path) -> None:
    written = scenario(
        settlement="truce",
        contest="difference",
        weights={"air": 2},
        parameters={
            "provocation": [0, 1],
            "peace": 0.5,
            "adversary_stake": {"value": [0, 1, 2], "source": "analyst (me)"},
        },
        game='EFG 2 R "G" { "A" }\nt "" 1 "over" { 1 }\n',
    )
    dump_scenario(written, tmp_path / "s.yaml")
    assert load_scenario(tmp_path / "s.yaml", check=True) == written


def test_the_usual_events_are_used_by_a_crisis():
    question = {"id": "force", "date": "2025-03-05", "adversary": "RUS"}
    events = {"ceasefire": {"p": 0.4}, "idle": {"p": 0.5}}
    found = check(Scenario.model_validate({"initiative": question, "events": events}))
    idle = [problem.place for problem in found if "nothing depends on" in problem.message]
    assert idle == ["events.idle"]
