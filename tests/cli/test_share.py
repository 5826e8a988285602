"""`willing share`: games and burdens from files, tables, JSON, and what is refused."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

GAME = {
    "title": "Three towns",
    "worth": {"A": 0, "B": 0, "C": 0, "A B": 6, "A C": 4, "B C": 2, "A B C": 9},
    "unions": [["B", "C"]],
}


@pytest.fixture
def ask(asking):
    return asking("share", "game.yaml")


def test_a_game_in_json(ask):
    found = ask(GAME, "--json")
    assert (found["title"], found["players"], found["total"]) == ("Three towns", [*"ABC"], 9.0)
    shapley = found["allocations"]["shapley"]
    assert shapley["exact"] == ["4", "3", "2"]
    assert shapley["shares"] == [4.0, 3.0, 2.0]
    assert shapley["in_core"]
    assert found["allocations"]["owen"]["exact"] == ["7/2", "13/4", "9/4"]
    assert sum(found["allocations"]["nucleolus"]["shares"]) == 9
    assert found["core"]["empty"] is False
    assert found["unions"] == [["B", "C"], ["A"]]
    equal = ask(GAME, "--json", "--rule", "equal")
    assert list(equal["allocations"]) == ["equal"]
    assert equal["core"] is None


def test_the_table_names_who_objects(ask):
    text = ask(GAME | {"keys": {"gdp": {"A": 0, "B": 1, "C": 8}}})
    assert text.startswith("Three towns: 9 to share; worths as listed.")
    row = next(line for line in text.splitlines() if line.strip().startswith("gdp "))
    assert row.split() == ["gdp", "no", "A,", "B", "5"]
    assert "The core is not empty: at some shares no coalition does better alone" in text
    assert "exact: linear programs" in text


def test_yaml_as_in_the_help(ask):
    text = ask(
        "need: 20000\n"
        "capacity: {FRA: 10000, GBR: 12000, DNK: 1000, NO: 0}\n"
        "unit_cost: {FRA: 0.1, GBR: 0.12, DNK: 0.1, NO: 0}\n"
        "value: {FRA: 900, GBR: 900, DNK: 200, NO: 600}\n"
    )
    assert "What each supplies, and is then paid by the others" in text
    assert next(line for line in text.splitlines() if "NO " in line)


def test_a_burden_by_keys(ask):
    data = {
        "total": 1000,
        "keys": {"gdp": {"FRA": 3, "DNK": 1}},
        "cap": {"FRA": 700},
        "whole": True,
    }
    found = ask(data, "--json")
    assert found["allocations"]["gdp"]["shares"] == [700.0, 300.0]
    assert "by largest remainders" in ask(data)
    assert "`shapley` needs a game" in ask(data, "--rule", "shapley", code=2)


def test_an_empty_core_and_a_better_split(ask):
    text = ask({"weights": {"A": 1, "B": 1, "C": 1, "D": 1}, "quota": 2})
    assert "The core is empty" in text
    assert "Apart they get most" in text
    text = ask({"cost": {"A": 1, "B": 1, "A B": 3}})
    assert "Apart they cost least: A; B, together 2." in text
    assert "none: all together get less" in text


def test_many_players_of_a_total(ask):
    text = ask({"total": 90, "players": [f"m{row}" for row in range(90)]})
    assert "30 more players are left out" in text


def test_into_a_file(run, folder, ask):
    assert ask(GAME, "-o", "out/shares.json") == ""
    assert json.loads((folder / "out" / "shares.json").read_text())["total"] == 9


def test_the_solver_prints_nothing(folder):
    """Compiled libraries write to the process's own output."""
    (folder / "game.json").write_text(json.dumps(GAME), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "willing", "share", "game.json", "--json"],
        cwd=folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout)["total"] == 9
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (GAME | {"worth": {"A": 1}, "players": ["A", "B"]}, "no worth for the coalition of B"),
        ("[1, 2]", "this is no game"),
        ("", "this is no game"),
        ("{", "not valid YAML or JSON"),
        ("worth: !!python/name:os.system x", "not valid YAML or JSON"),
        ("a: 1", "nothing is to be shared"),
        ("worth: {A: .nan}", "is no amount"),
    ],
)
def test_other_files_are_refused(ask, data, said):
    message = ask(data, code=2)
    assert said in message
    assert "game.yaml: " in message


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere.yaml",), "cannot read game"),
        (("page.txt", "--rule", "shapley"), ""),
        (("game.yaml", "--rule", ","), "nothing is asked for"),
        (("game.yaml", "--rule", "shaply"), "did you mean `shapley`"),
        (("game.yaml", "--rule", "owen"), "`owen` needs unions"),
    ],
)
def test_what_cannot_be_asked_for(run, folder, words, said):
    game = {name: value for name, value in GAME.items() if name != "unions"}
    (folder / "game.yaml").write_text(json.dumps(game), encoding="utf-8")
    assert said in run("share", *words, code=2).stderr
