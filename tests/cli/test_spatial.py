"""`willing bargain --model spatial_model`: KTAB's files and ours, the traces, what is refused."""

from __future__ import annotations

import csv
import json

import pytest

from willing.models.bargaining.spatial_model.ktab_xml import read_ktab_xml

KTAB = """\
l'accord,Three actors; one dimension,3,1,
Actor,Description,Influence,Scope Position,Scope Salience,
Alpha,hawk,60,90.0,70.0,
Beta,dove,45,15.0,80.0,
Gamma,broker,30,50.0,35.0,
"""

TABLE = """\
actor,capability,position,salience
FRA,16,"[60, 80, 100]",0.8
DEU,16,40,"[0.4, 0.8]"
POL,8,10,0.9
"""

SCENARIO = """\
initiative: {id: force, date: 2025-03-05}
actors: {FRA: {}, DEU: {}, POL: {}}
issues:
  role:
    scale: {2025: now, 2050: late}
    positions: {FRA: 2050, DEU: 2035, POL: 2025}
    salience: {FRA: 0.9, DEU: 0.5, POL: 0.8}
    capability: {FRA: 3, DEU: 3, POL: 2}
"""

SEVERAL = """\
initiative: {id: force, date: 2025-03-05}
actors: {FRA: {}, DEU: {}, POL: {}, ITA: {}}
issues:
  troops:
    scale: {0: none, 50000: many}
    positions: {FRA: 40000, DEU: 10000, POL: [20000, 30000], ITA: 5000}
    salience: {FRA: 0.9, DEU: 0.5, POL: 0.8, ITA: 0.3}
    capability: {FRA: 3, DEU: 3, POL: 2, ITA: 2}
  years:
    scale: {2025: now, 2050: late}
    positions: {FRA: 2050, DEU: now, POL: 2025}
    salience: {FRA: 0.9, DEU: 0.5, POL: 0.8}
    capability: {FRA: 3, DEU: 3, POL: 2}
  cost:
    scale: {0: none, 10: all}
    positions: {FRA: 1, DEU: 9}
    salience: {FRA: 0.2}
"""

WIDE = """\
actor,capability,troops position,troops salience,years position,years salience
FRA,3,80,0.5,100,0.5
DEU,3,20,0.25,0,0.25
POL,2,50,0.4,0,0.4
"""

MODEL = ("--model", "spatial_model")


@pytest.fixture
def files(folder):
    for name, text in (("ktab.csv", KTAB), ("table.csv", TABLE), ("role.yaml", SCENARIO),
                       ("several.yaml", SEVERAL), ("wide.csv", WIDE)):  # fmt: skip
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_ktabs_own_run(run, files):
    shown = run("bargain", "ktab.csv", *MODEL, "--compat", "ktab", "--trace", "turns.csv").stdout
    assert "l'accord: the Spatial Model of Politics" in shown
    assert "as KTAB runs it, defects included" in shown
    assert "Nobody moved" in shown
    with (files / "turns.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["turn", "actor", "dim", "position"]
    places = {(row["turn"], row["actor"]): float(row["position"]) for row in rows}
    assert len(rows) == 9
    assert all(places[turn, "Alpha"] == 90 for turn in "012")
    assert {row["dim"] for row in rows} == {"Scope"}


def test_the_mended_run_says_why(run, files):
    found = json.loads(run("bargain", "ktab.csv", *MODEL, "--json").stdout)
    assert found["model"] == "spatial_model"
    assert found["compat"] is None
    assert found["turns"] == 3
    moves = [one for one in found["choices"] if one["start"] != one["end"]]
    assert moves
    assert all("would beat" in move["why"] for move in moves)
    assert "Who moved, and why" in run("bargain", "ktab.csv", *MODEL).stdout


@pytest.mark.parametrize("file", ["table.csv", "role.yaml"])
def test_our_own_files(run, files, file):
    found = json.loads(run("bargain", file, *MODEL, "--draws", "40", "--json").stdout)
    assert {one["actor"] for one in found["actors"]} == {"FRA", "DEU", "POL"}
    assert found["draws"] == 40
    ((low, high),) = found["scales"].values()
    for one in found["distributions"].values():
        assert low <= one["interval_80"][0] <= one["interval_80"][1] <= high


def traced(path):
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {(row["turn"], row["actor"], row["dim"]): float(row["position"]) for row in rows}


def test_the_issues_of_a_scenario_are_dimensions(run, files):
    words = ("bargain", "several.yaml", *MODEL, "--draws", "20")
    result = run(*words, "--trace", "t.csv", "--json")
    found = json.loads(result.stdout)
    assert found["dims"] == ["troops", "years"]
    assert found["scales"] == {"troops": [0, 50000], "years": [2025, 2050]}
    assert "issues that lack something are left out: cost" in result.stderr
    assert "saliences are divided by 1.8" in result.stderr
    assert "at the others' mean: ITA on years" in found["description"]
    places = traced(files / "t.csv")
    assert {dim for _, _, dim in places} == {"troops", "years"}
    assert places["0", "FRA", "troops"] == 80
    assert places["0", "FRA", "years"] == 100
    assert len(places) == (found["turns"] + 1) * 4 * 2


@pytest.mark.parametrize(
    ("issues", "dims"), [(["years", "troops"], ["years", "troops"]), (["years"], ["years"])]
)
def test_some_issues_are_chosen(run, files, issues, dims):
    words = [word for issue in issues for word in ("--issue", issue)]
    for file in ("several.yaml", "wide.csv"):
        found = json.loads(run("bargain", file, *MODEL, *words, "--draws", "5", "--json").stdout)
        assert found["dims"] == dims


def test_a_wide_table_is_several_issues(run, files):
    run("bargain", "wide.csv", *MODEL, "--save-ktab", "ktab2.csv", "--trace", "a.csv")
    run("bargain", "ktab2.csv", *MODEL, "--trace", "b.csv")
    assert traced(files / "a.csv") == traced(files / "b.csv")
    chosen = run("bargain", "ktab2.csv", *MODEL, "--issue", "years", "--json").stdout
    assert json.loads(chosen)["dims"] == ["years"]


@pytest.mark.parametrize("model", ["compromise", "forecast", "median", "expected_utility"])
def test_the_other_models_read_ktabs_files(run, files, model):
    found = json.loads(run("bargain", "ktab.csv", "--model", model, "--json").stdout)
    assert found["issue"] == "Scope"
    assert found["models"]["compromise"] == pytest.approx(54.7458, abs=1e-4)


def test_the_seed_of_the_file_counts_unless_one_is_given(run, files):
    words = ("bargain", "ktab.csv", *MODEL, "--option", "StateTransitions=Stochastic", "--json",
             "--compat", "ktab")  # fmt: skip
    run(*words[:-3], "--save-ktab", "ktab.xml")
    seeds = [json.loads(run(*words, *more).stdout)["seed"] for more in ((), ("--seed", "7"))]
    assert seeds == [0xD67CC16FE69C185C, 7]
    issue = read_ktab_xml(files / "ktab.xml").issue
    assert issue.options.stochastic
    assert issue.seed == 0xD67CC16FE69C185C


def test_what_is_saved_is_what_was_read(run, files):
    said = run("bargain", "ktab.csv", *MODEL, "--save-ktab", "again.xml").stderr
    assert "KTAB will lose the run for an apostrophe in the name of the issue" in said
    first, second = (
        json.loads(run("bargain", file, *MODEL, "--json").stdout)
        for file in ("ktab.csv", "again.xml")
    )
    assert first == second


def test_pictures(run, files):
    result = run("bargain", "ktab.csv", *MODEL, "--pictures", "drawn", "-o", "out.json")
    names = sorted(path.name for path in (files / "drawn").iterdir())
    assert names[-2:] == ["positions.svg", "power.svg"]
    assert names[0] == "bargains-1.svg"
    for path in (files / "drawn").iterdir():
        svg = path.read_text(encoding="utf-8")
        assert svg.startswith("<svg")
        assert "var(" not in svg
        assert "Alpha" in svg or path.name == "power.svg"
    assert "out.json: the answer" in result.stderr
    assert not result.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((*MODEL, "--option", "VotingRule=Loud"), "write one of Binary"),
        ((*MODEL, "--option", "VotingRule"), "NAME=VALUE"),
        ((*MODEL, "--save-ktab", "one.txt"), r"end the name in one of them"),
        ((*MODEL, "--tornado"), "--tornado: not an option of spatial_model"),
        ((*MODEL, "--compat", "ktab", "--option", "BigRAdjust=Full"), "KTAB always stops"),
        ((*MODEL, "--draws", "9999999"), "1,000,000"),
        (("--model", "median", "--compat", "ktab"), "--compat: not an option of median"),
        (("--model", "median", "--scale", "0", "50"), "--scale"),
        (("--issue", "Pace"), "no dimension `Pace`"),
        ((*MODEL, "--issue", "Pace"), "ktab.csv: no dimension `Pace`"),
        ((*MODEL, "--scale", "0", "50"), "one of KTAB's"),
        (("--issue", "Scope", "--issue", "Pace"), "forecast takes one issue at a time"),
        ((*MODEL, "--save-ktab", "t.csv"), "the same file"),
        ((*MODEL, "-o", "ktab.csv"), "ktab.csv: it would be written over"),
        ((*MODEL, "-o", "ktab.csv/o.json"), "o.json: cannot be written"),
        ((*MODEL, "--pictures", "table.csv"), "cannot be written"),
        ((*MODEL, "-o", "."), "a folder; name a file in it"),
    ],
)
def test_what_is_refused(run, files, words, message):
    result = run("bargain", "ktab.csv", *words, "--trace", "t.csv", code=2)
    assert message in result.stderr or "--trace: only" in result.stderr
    assert not (files / "t.csv").exists()


def test_nothing_is_written_where_the_file_is_bad(run, files):
    (files / "bad.csv").write_text(KTAB.replace("45,15.0", "45,150"), encoding="utf-8")
    result = run("bargain", "bad.csv", *MODEL, "--trace", "t.csv", "-o", "o.json", code=2)
    assert "bad.csv:4: position on Scope: 150 is off the scale" in result.stderr
    assert not (files / "t.csv").exists()
    assert not (files / "o.json").exists()
