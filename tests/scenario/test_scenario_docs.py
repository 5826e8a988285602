"""The page on the scenario file says what the program does: every block on it is run."""

from __future__ import annotations

import doctest
import importlib
import re
from pathlib import Path

import pytest

from willing.errors import ConditionError, ScenarioError
from willing.scenario.conditions import parse, unparse
from willing.scenario.files import check_file, load_scenario

PAGE = (Path(__file__).parents[2] / "docs" / "scenario-file.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.M | re.S)


def test_the_example_is_sound(tmp_path: Path) -> None:
    (example,) = blocks("yaml scenario")
    file = tmp_path / "strait-patrol.yaml"
    file.write_text(example, encoding="utf-8")
    scenario = load_scenario(file, check=True)
    assert [problem.message for problem in check_file(file)] == []
    assert scenario.initiative.core_kinds == ("naval",)


def test_the_python_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (example,), (code,) = blocks("yaml scenario"), blocks("python")
    Path("strait-patrol.yaml").write_text(example, encoding="utf-8")
    exec(compile(code, "scenario-file.md", "exec"), {})
    assert Path("strait-patrol.yaml").read_text() == example.replace("{p: 0.3,", "{p: 0.5,")


def test_the_conditions_are_conditions() -> None:
    (conditions,) = blocks("text conditions")
    for line in conditions.splitlines():
        assert parse(unparse(parse(line))) == parse(line)


def test_the_mistakes_are_mistakes() -> None:
    (mistakes,) = blocks("text mistakes")
    for line in mistakes.splitlines():
        text, position, says = re.fullmatch(r"(.*) -> (\d+): (.*)", line).groups()  # type: ignore[union-attr]
        with pytest.raises(ConditionError) as caught:
            parse(text)
        assert caught.value.position == int(position)
        assert says in caught.value.message


def test_the_problems_are_those_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shown, wrong = blocks("text problems"), blocks("yaml wrong")
    assert len(shown) == len(wrong) == 2
    for text, problems in zip(wrong, shown, strict=True):
        file = Path("wrong.yaml")
        file.write_text(text, encoding="utf-8")
        assert [p.describe(file) for p in check_file(file)] == problems.splitlines()
        with pytest.raises(ScenarioError):
            load_scenario(file, check=True)


@pytest.mark.parametrize(
    "module",
    ["conditions", "draft", "draftfile", "events", "members", "problems"],
)
def test_the_examples_in_the_code_are_true(module: str) -> None:
    found = doctest.testmod(importlib.import_module(f"willing.scenario.{module}"))
    assert found.attempted > 0
    assert found.failed == 0
