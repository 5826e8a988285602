"""`willing bargain --model exchange`: what it shows, writes and refuses."""

from __future__ import annotations

import csv
import json

import pytest

TABLE = """\
issue,actor,position,salience,power
troops,FRA,90,0.9,10
troops,DEU,40,0.4,8
troops,POL,0,0.3,6
money,FRA,0,0.4,10
money,DEU,100,0.8,8
money,POL,80,0.9,6
"""

SCENARIO = """\
initiative: {id: force, date: 2025-03-05}
actors: {FRA: {}, DEU: {}}
issues:
  role:
    scale: {2025: now, 2050: late}
    positions: {FRA: 2050, DEU: 2025}
    salience: {FRA: 0.9, DEU: 0.3}
  money:
    scale: {0: none, 10: all}
    positions: {FRA: 10, DEU: 0}
    salience: {FRA: 0.3, DEU: 0.9}
"""

MODEL = ("--model", "exchange")


@pytest.fixture
def files(folder):
    (folder / "table.csv").write_text(TABLE, encoding="utf-8")
    (folder / "force.yaml").write_text(SCENARIO, encoding="utf-8")
    return folder


def test_what_is_shown(run, files):
    shown = run("bargain", "table.csv", *MODEL, "--draws", "40").stdout
    for part in (
        "table: exchange of positions, equal gains",
        "3 actors, 2 issues, 1 round, 40 draws; saliences and capabilities vary by 5% either way.",
        "One run, chaotic",
        "Who gains",
        "Who exchanges with whom",
        "On what the outcomes hang",
        "The first exchanges of the one run",
        "France",
    ):
        assert part in shown


def test_the_json_and_the_files(run, files):
    wanted = ("--trace", "t.csv", "--exchanges", "e.csv", "-o", "a.json", "--rounds", "2")
    run("bargain", "table.csv", *MODEL, "--draws", "30", *wanted)
    answer = json.loads((files / "a.json").read_text("utf-8"))
    assert answer["model"] == "exchange"
    assert answer["exact"] is True
    assert answer["draws"] == 30
    assert set(answer["distributions"]) == {"troops", "money"}
    assert len(answer["exchanges_by_round"]) == 2
    with (files / "t.csv").open(encoding="utf-8") as file:
        turns = list(csv.DictReader(file))
    assert list(turns[0]) == ["turn", "actor", "dim", "position"]
    assert len(turns) == 3 * 3 * 2
    votes = answer["one_run"]["rounds"][0]["votes"]
    for row in turns:
        if row["turn"] == "1":
            assert float(row["position"]) == votes[row["actor"]][row["dim"]]
    with (files / "e.csv").open(encoding="utf-8") as file:
        swaps = list(csv.DictReader(file))
    rounds = answer["one_run"]["rounds"]
    assert len(swaps) == sum(len(one["exchanges"]) for one in rounds)
    assert float(swaps[0]["gain"]) == rounds[0]["exchanges"][0]["gains"][0]


def test_the_same_seed_the_same_answer(run, files):
    command = (
        "bargain",
        "table.csv",
        *MODEL,
        "--draws",
        "20",
        "--json",
        "--option",
        "gains=random",
    )
    assert run(*command).stdout == run(*command).stdout
    assert run(*command).stdout != run(*command, "--seed", "2").stdout


def test_a_scenario_on_its_own_scales(run, files):
    found = json.loads(run("bargain", "force.yaml", *MODEL, "--draws", "20", "--json").stdout)
    assert [one["scale"] for one in found["issues"]] == [[2025, 2050], [0, 10]]
    assert 2025 <= found["one_run"]["outcome"]["role"] <= 2050
    # both give way entirely on the other's issue
    assert found["one_run"]["outcome"] == {"role": 2050, "money": 0}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--issue", "troops"), "--issue: exchange takes all issues together"),
        (("--tornado",), "--tornado: not an option of exchange"),
        (("--compat", "ktab"), "--compat: not an option of exchange"),
        (("--actor", "FRA"), "--actor: not an option of exchange"),
        (("--option", "VotingRule=Cubic"), "no option of exchange has this name"),
        (("--option", "noise=-1"), "no share"),
        (("--draws", "2000000"), "is not from 1 to 100,000"),
        (("--exact", "--option", "gains=random"), "random gains are drawn in floats"),
        (("--trace", "x.csv", "--exchanges", "x.csv"), "the same file"),
    ],
)
def test_what_is_refused(run, files, options, said):
    found = run("bargain", "table.csv", *MODEL, *options, code=2)
    assert said in found.stderr
    assert not (files / "x.csv").exists()


def test_options_of_exchange_alone(run, files):
    for option in (("--exact",), ("--exchanges", "e.csv")):
        found = run("bargain", "table.csv", "--issue", "troops", *option, code=2)
        assert f"{option[0]}: not an option of forecast" in found.stderr


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("one.csv", "\n".join(TABLE.splitlines()[:4]), "one.csv: issues: only one issue is there"),
        (
            "off.csv",
            TABLE.replace("POL,80", "POL,180"),
            "off.csv:7: column `position` of money: 180",
        ),
        ("empty.csv", "", "empty.csv: an empty table"),
        ("one.yaml", SCENARIO.split("  money")[0], "one.yaml: issues: only one issue is there"),
        ("d.txt", "#A\ta\n#D\ta\tb\t1\t1\t1\n", "d.txt:2: issue `b` is not listed"),
    ],
)
def test_bad_files(run, folder, name, text, said):
    (folder / name).write_text(text, encoding="utf-8")
    found = run("bargain", name, *MODEL, code=2)
    assert said in found.stderr
    assert "Traceback" not in found.stderr
