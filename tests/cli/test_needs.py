"""`willing needs`, the horizon, and long runs that go on."""

from __future__ import annotations

import json

import pytest

from willing.cli import resuming
from willing.models.formation import trial

CHANGES = """\
changes:
  - {secure: un_mandate, cost: 3}
  - {secure: NOR.naval, cost: 2}
  - {lower: naval, to: 2, cost: 4}
"""


@pytest.fixture
def listed(folder):
    path = folder / "scenario.yaml"
    path.write_text(path.read_text() + CHANGES)
    return path


def test_needs_prints_answers_and_what_was_searched(run):
    text = run("needs", "scenario.yaml", "--worlds", "500", "--target", "0.6").stdout
    for part in ("P(success) now", "the target: 60%", "Searched exactly", "What would do it",
                 "Each change alone", "The scenario lists no changes"):  # fmt: skip
        assert part in text


@pytest.mark.parametrize("words", [("needs",), ("compare", "--to", "2024-06-01")])
def test_one_world_is_no_worlds(run, words):
    command, *rest = words
    assert "1 world, seed 1" in run(command, "scenario.yaml", *rest, "--worlds", "1").stdout


def test_needs_in_json_keeps_to_its_schema(run, folder, listed):
    from jsonschema import Draft202012Validator

    from willing.outlook.schema import needs_schema

    words = ("needs", "scenario.yaml", "--worlds", "500", "--seed", "4", "--target", "0.9")
    first = run(*words, "--json").stdout
    run(*words, "-o", "needs.json")
    assert (folder / "needs.json").read_text() == first
    found = json.loads(first)
    Draft202012Validator(needs_schema()).validate(found)
    assert found["listed"] and found["reached"]
    assert {made["words"] for made in found["candidates"]} == {
        "secure un_mandate", "secure NOR.naval", "lower naval to 2",
    }  # fmt: skip
    assert found["answers"][0]["cost"] == min(answer["cost"] for answer in found["answers"])


def test_costs_and_sorts_by_option(run, listed):
    words = ("needs", "scenario.yaml", "--worlds", "200", "--json", "--only", "secure")
    found = json.loads(run(*words, "--cost", "NOR=7", "--cost", "un_mandate=0.5").stdout)
    assert {made["target"]: made["cost"] for made in found["candidates"]} == {
        "NOR.naval": 7, "un_mandate": 0.5,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--target", "1.5"), "between 0 and 1"),
        (("--only", "bribe"), "secure, raise, drop, lower"),
        (("--cost", "NOR"), "TARGET=COST"),
        (("--cost", "NOR=-1"), "TARGET=COST"),
        (("--cost", "NRO=1"), "--cost NRO: unknown change"),
        (("--total", "navl"), "did you mean naval"),
        (("--set", "un_mandat"), "did you mean un_mandate"),
        (("--horizon", "2020-01-01"), "lies before"),
    ],
)
def test_what_cannot_be_asked_is_exit_code_2(run, listed, options, said):
    assert said in run("needs", "scenario.yaml", *options, code=2).stderr


def test_unknown_targets_are_found_with_their_line(run, folder, listed):
    listed.write_text(listed.read_text().replace("NOR.naval", "NOR.navl"))
    result = run("check", "scenario.yaml", code=2)
    assert "changes[1].secure: unknown event, actor or pledge `NOR.navl`" in result.stderr
    assert "did you mean `NOR.naval`" in result.stderr


def test_what_was_said_counts_less_at_a_horizon(run):
    def willing(*options):
        words = ("run", "scenario.yaml", "--worlds", "100", "--json", *options)
        found = json.loads(run(*words).stdout)
        return {pledge["id"]: pledge["p_willing"] for pledge in found["pledges"]}

    now, later = willing(), willing("--horizon", "2030-01-01")
    assert 0.5 < later["GBR.naval"] < now["GBR.naval"]


def test_a_long_run_goes_on_after_an_interruption(run, folder, monkeypatch):
    """Every answer is that of a run without interruption, and nothing is left behind."""
    monkeypatch.setattr(resuming, "LONG", 1000)
    monkeypatch.setattr(trial, "EVERY", -1.0)
    monkeypatch.setenv("WILLING_CACHE", str(folder / "cache"))
    words = ("run", "scenario.yaml", "--worlds", "40000", "-o", "outlook.json")
    saved, times = resuming.Kept.save, 0

    def stops(*given):
        nonlocal times
        saved(*given)
        times += 1
        if times == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(resuming.Kept, "save", stops)
    assert "the same command goes on from there" in run(*words, code=130).stderr
    assert not (folder / "outlook.json").exists()
    assert list((folder / "cache").rglob("*.json"))
    monkeypatch.setattr(resuming.Kept, "save", saved)
    run(*words)
    assert not list((folder / "cache").rglob("*.json"))
    resumed = (folder / "outlook.json").read_text()
    monkeypatch.setattr(resuming, "LONG", 10**9)
    run(*words)
    assert (folder / "outlook.json").read_text() == resumed
