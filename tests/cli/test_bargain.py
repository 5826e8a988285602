"""`willing bargain`: tables and scenarios, the answer, the trace, and what is refused."""

from __future__ import annotations

import csv
import json

import pytest
from openpyxl import Workbook

TABLE = """\
actor,capability,position,salience
Netherlands,0.08,4,80
Belgium,0.08,7,40
Luxembourg,0.03,4,20
Germany,0.16,4,80
France,0.16,10,60
Italy,0.16,10,60
UK,0.16,10,90
Ireland,0.05,7,10
Denmark,0.05,4,100
Greece,0.08,7,70
"""

UNSURE = """\
actor,capability,position,salience
FRA,16,"[60, 80, 100]",0.8
DEU,16,40,"[0.4, 0.8]"
POL,"{p10: 4, p50: 8, p90: 16}",10,0.9
"""

SCENARIO = """\
initiative: {id: force, date: 2025-03-05}
actors: {FRA: {}, DEU: {}, POL: {}}
issues:
  role:
    scale: {0: none, 50: training mission, 100: deterrent force}
    positions: {FRA: deterrent force, DEU: 40, POL: [0, 10, 30]}
    salience: {FRA: 0.9, DEU: 0.5, POL: 0.8}
    capability: {FRA: 3, DEU: 3, POL: 2}
    status_quo: 0
"""

MODELS = ("forecast", "compromise", "median", "nash", "expected_utility")


@pytest.fixture
def files(folder):
    for name, text in (("eu10.csv", TABLE), ("unsure.csv", UNSURE), ("role.yaml", SCENARIO)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("file", ["eu10.csv", "unsure.csv", "role.yaml"])
def test_every_model_on_every_file(run, files, model, file):
    shown = run("bargain", file, "--model", model, "--draws", "40").stdout
    assert "All models side by side" in shown
    assert "Past error" in shown
    found = json.loads(run("bargain", file, "--model", model, "--draws", "40", "--json").stdout)
    assert found["model"] == model
    assert {"forecast", "compromise", "median"} <= set(found["models"])
    assert found["errors"]["compromise"] == 23.36
    assert "DEU III" in found["errors_source"]
    assert ("distributions" in found) == (file != "eu10.csv")


def test_the_published_case(run, files):
    words = ("--model", "expected_utility", "--reading", "scholz_code", "--scale", "4", "10")
    result = run("bargain", "eu10.csv", *words, "--trace", "rounds.csv", "--json")
    found = json.loads(result.stdout)["result"]
    (path,) = found["readings"].values()
    assert [round(median, 2) for median in path["medians"][:4]] == [7.0, 8.42, 9.61, 9.96]
    assert found["compromise"] == pytest.approx(7.389956, abs=1e-6)
    first = path["moves"][0]
    assert (first["actor"], first["toward"], first["kind"]) == ("Belgium", "France", "compromise")
    assert "meets France part of the way" in first["why"]
    with (files / "rounds.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["turn", "actor", "dim", "position"]
    assert len(rows) == 11 * 10
    assert rows[0] == {"turn": "0", "actor": "Netherlands", "dim": "eu10", "position": "4.0"}
    again = {(int(row["turn"]), row["actor"]): float(row["position"]) for row in rows}
    assert [again[turn, "Belgium"] for turn in range(11)] == [
        positions[1] for positions in path["positions"]
    ]


def test_by_default_a_band_over_all_readings(run, files):
    found = json.loads(run("bargain", "eu10.csv", "--model", "expected_utility", "--json").stdout)
    readings = found["result"]["readings"]
    assert list(readings) == ["scholz_code", "literal", "order_least", "bdm94_like"]
    outcomes = [path["outcome"] for path in readings.values()]
    assert found["result"]["band"] == [min(outcomes), max(outcomes)]
    shown = run("bargain", "eu10.csv", "--model", "expected_utility").stdout
    assert "by reading; the compromise is" in shown


def test_the_same_seed_the_same_answer(run, files):
    def ask(*words):
        return run("bargain", "unsure.csv", "--draws", "500", "--json", *words).stdout

    assert ask() == ask("--seed", "1")
    assert ask() != ask("--seed", "2")


def test_sensitivities_and_levers(run, files):
    words = ("--model", "compromise", "--tornado", "--sobol", "--actor", "POL", "--draws", "100")
    shown = run("bargain", "unsure.csv", *words).stdout
    assert "Which input moves the outcome most" in shown
    assert "Shares of the variance" in shown
    assert "What Poland could do" in shown
    found = json.loads(run("bargain", "unsure.csv", *words, "--json").stdout)
    assert {bar["field"] for bar in found["tornado"]} == {"position", "salience", "capability"}
    assert len(found["sobol"]["shares"]) == 3
    assert found["levers"]["actor"] == "POL"


def test_a_workbook(run, files):
    book = Workbook()
    for row in csv.reader(TABLE.splitlines()):
        book.active.append(row)
    book.save(files / "eu10.xlsx")
    of_book, of_text = (
        json.loads(run("bargain", name, "--json").stdout) for name in ("eu10.xlsx", "eu10.csv")
    )
    assert of_book == of_text


def test_errors_are_known_after_ten_turns_only(run, files):
    words = ("bargain", "eu10.csv", "--model", "expected_utility", "--json", "--rounds")
    ten, three = (json.loads(run(*words, rounds).stdout)["errors"] for rounds in ("10", "3"))
    assert set(ten) - set(three) == {name for name in ten if name.startswith("expected_utility")}
    assert len(ten) > len(three) > 0


def test_labels_of_the_scale(run, files):
    shown = run("bargain", "role.yaml", "--model", "median").stdout
    assert "from 0 (none) to 100 (deterrent force); without an agreement 0" in shown
    assert "Germany" in shown


def test_the_answer_in_a_file(run, files):
    result = run("bargain", "eu10.csv", "-o", "answer.json")
    assert result.stdout == ""
    assert json.loads((files / "answer.json").read_text())["issue"] == "eu10"


REFUSED = [
    (("none.csv",), "none.csv: cannot read the table"),
    (
        ("unsure.csv", "--trace", "t.csv"),
        "--trace: only expected_utility, spatial_model and exchange have turns",
    ),
    (("role.yaml", "--issue", "roll"), "role.yaml: issues: no issue `roll`; did you mean `role`"),
    (("role.yaml", "--scale", "0", "10"), "says its own scale"),
    (("eu10.csv", "--scale", "5", "10"), "eu10.csv:2: column `position`: 4 is off the scale"),
    (("eu10.csv", "--scale", "10", "5"), "it must rise"),
    (("eu10.csv", "--actor", "Frankreich"), "eu10.csv: actor `Frankreich`"),
    (("eu10.csv", "--sobol"), "eu10.csv: no input is uncertain"),
    (("eu10.csv", "--model", "oracle"), "oracle"),
    (("eu10.csv", "--rounds", "0"), "--rounds"),
    (("unsure.csv", "--draws", "0"), "--draws"),
    (
        ("eu10.csv", "--model", "expected_utility", "--trace", "a", "-o", "a"),
        "--trace, --output: the same file",
    ),
]


@pytest.mark.parametrize(("words", "said"), REFUSED, ids=[" ".join(r[0]) for r in REFUSED])
def test_what_is_refused(run, files, words, said):
    before = set(files.iterdir())
    result = run("bargain", *words, code=2)
    assert result.stdout == ""
    assert said in " ".join(result.stderr.split())
    assert set(files.iterdir()) == before


def test_nothing_is_written_where_something_is_wrong(run, files):
    words = ("--model", "expected_utility", "--trace", "t.csv", "-o", "a.json", "--actor", "nobody")
    run("bargain", "eu10.csv", *words, code=2)
    assert not (files / "t.csv").exists()
    assert not (files / "a.json").exists()
