"""`willing body`: what it prints, its JSON, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from .conftest import Run

SCENARIO = """
initiative: {id: patrol, date: 2025-03-05, leads: [FRA], core: [naval], title: River patrol}
actors:
  FRA: {pledges: [{kind: naval, stance: lead, amount: 2}]}
  HUN: {said: oppose}
bodies:
  nato: {rule: consensus, members: NATO}
  opt_in: {rule: opt_in, minimum: 1}
"""


@pytest.fixture
def scenario(tmp_path: Path) -> str:
    path = tmp_path / "scenario.yaml"
    path.write_text(SCENARIO)
    return str(path)


def test_one_body_in_full(run: Run) -> None:
    found = run("body", "EU", "--stance", "HUN=oppose", "--date", "2025-03-05")
    assert found.exit_code == 0
    for words in (
        "EU Council, unanimity: it passes if none of the 27 members votes no.",
        "It passes: very unlikely (18%)",
        "Who may vote no",
        "Who can stop it",
        "What a ballot decides",
        "What silence decides",
        "Whom to win over: Hungary (88% then).",
        "The no of any member alone defeats it.",
        "1 to pass it, 27 to stop it",
    ):
        assert words in found.stdout


def test_several_side_by_side(run: Run, scenario: str) -> None:
    found = run("body", "--scenario", scenario)
    assert found.exit_code == 0
    assert "Which body passes it?" in found.stdout
    for name in ("nato", "opt_in", "UN Security Council", "OSCE", "EU Council, qualified majority"):
        assert name in found.stdout
    assert "Who may vote no" not in found.stdout  # that is for one or two
    assert "name one to see it in full" in found.stdout


def test_the_document_is_as_the_schema_says(run: Run, scenario: str) -> None:
    found = run("body", "NATO", "EU QMV", "opt_in", "--scenario", scenario, "--json")
    document = json.loads(found.stdout)
    schema = json.loads(run("schema", "body").stdout)
    jsonschema.Draft202012Validator(schema).validate(document)
    assert [answer["decision"]["body"] for answer in document["bodies"]] == [
        "nato", "eu_council_qmv", "opt_in",
    ]  # fmt: skip
    first = document["bodies"][0]["decision"]
    assert first["win_over"]["members"] == ["HUN"]
    assert first["blocking"]["sets"][0]["holdouts"][0] == {
        "member": "HUN", "member_name": "Hungary", "ballot": "no",
    }  # fmt: skip


def test_the_document_in_a_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "found.json"
    assert run("body", "G7", "-o", str(path)).exit_code == 0
    assert json.loads(path.read_text())["bodies"][0]["decision"]["members"] == 7


def test_bodies_of_ones_own(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bodies.yaml"
    path.write_text("valley: {members: [Hamlet, Town, City], rule: majority, source: Charter}\n")
    found = run("body", "valley", "--bodies", str(path), "--vote", "City=no", "--json")
    decision = json.loads(found.stdout)["bodies"][0]["decision"]
    assert decision["ballots"][2] == decision["ballots"][2] | {"member": "Town", "no": 0.005}
    assert decision["ballots"][0] == decision["ballots"][0] | {"member": "City", "no": 1.0}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "name a body (NATO, EU QMV), or a scenario with --scenario FILE"),
        (("ATO",), "did you mean NATO?"),
        (("EU@1950-01-01",), "1950-01-01"),
        (("EU", "--stance", "USA=in"), "stance of `USA`: no member of these bodies"),
        (("EU", "--stance", "HUN=opose"), "did you mean `oppose`?"),
        (("EU", "--vote", "HUN=1,2,3"), "three chances that sum to 1"),
        (("EU", "--vote", "HUN"), "write MEMBER=yes"),
        (("EU", "--silent", "1"), "three chances that sum to 1"),
        (("EU", "--cost", "HUN=cheap"), "write TARGET=COST"),
        (("EU", "--cost", "USA=3"), "cost of `USA`: no member of these bodies"),
    ],
)
def test_what_is_refused(run: Run, arguments: tuple[str, ...], message: str) -> None:
    found = run("body", *arguments, code=2)
    assert message in found.stderr
    assert "Traceback" not in found.stderr
