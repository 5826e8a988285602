"""`willing backtest deu`: the table, the files, and what is refused."""

from __future__ import annotations

import csv
import json

import pytest

from tests.history.made import cases

HEAD = ["issue", "proposal", "voting", "reference_point", "outcome", "actor", "position"]
HEAD += ["salience", "power"]


def table(made) -> str:
    lines = [",".join(HEAD)]
    for case in made:
        issue = case.issue
        voting = "Unan" if issue.rule == "unanimity" else "QMV"
        reference = "" if issue.reference is None else issue.reference
        outcome = "" if case.outcome is None else case.outcome
        head = f"{issue.name},{case.proposal},{voting},{reference},{outcome}"
        lines += [
            f"{head},{actor},{x},{100 * s},{c}"
            for actor, x, s, c in zip(
                issue.actors, issue.positions, issue.saliences, issue.capabilities, strict=True
            )
        ]
    return "\n".join(lines) + "\n"


@pytest.fixture
def data(folder):
    (folder / "data.csv").write_text(table(cases(102, seed=2, open_=9)), encoding="utf-8")
    return folder


def test_the_table_and_all_the_files(run, data):
    done = run(
        "backtest", "deu", "data.csv", "--repeats", "1", "-o", "out/predictions.csv",
        "--plot", "calibration.svg", "--fit", "fitted.json",
    )  # fmt: skip
    assert "93 issues of 31 proposals" in done.stdout
    assert "weighted median" in done.stdout and "Coverage" in done.stdout
    assert "out/predictions.csv: forecasts of 9 issues without outcome" in done.stderr
    rows = list(csv.DictReader((data / "out" / "predictions.csv").read_text().splitlines()))
    assert len(rows) == 9 and len(rows[0]) == 101
    assert (data / "calibration.svg").read_text().startswith("<svg ")
    fitted = json.loads((data / "fitted.json").read_text())
    assert fitted["record"]["issues"] == 93 and fitted["record"]["data"] == "data.csv"
    assert fitted["coefficients"]["share"] > 0


def test_json_is_the_same_for_the_same_seed(run, data):
    words = ("backtest", "deu", "data.csv", "--repeats", "1", "--json", "--seed", "7")
    found = json.loads(run(*words).stdout)
    assert (found["issues"], found["seed"], found["repeats"]) == (93, 7, 1)
    assert {"name", "crps", "error", "behind", "coverage"} <= set(found["scores"][0])
    assert json.loads(run(*words).stdout) == found


def test_issues_without_outcome_alone_are_forecast_by_what_ships(run, data):
    (data / "open.csv").write_text(table(cases(20, seed=2, open_=20)), encoding="utf-8")
    done = run("backtest", "deu", "open.csv", "-o", "predictions.csv")
    assert "nothing is scored: 0 proposals" in done.stderr
    assert (data / "predictions.csv").read_text().count("\n") == 21
    for more in (("--plot", "x.svg"), ("--json",), ("--fit", "f.json")):
        run("backtest", "deu", "open.csv", "-o", "other.csv", *more, code=2)
    assert not (data / "other.csv").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere.csv",), "nowhere.csv: cannot read the table"),
        (("page.txt",), "no column `issue`"),
        (("data.csv", "--repeats", "0"), "0 is not in the range"),
        (("data.csv", "--seed", "-1"), "-1 is not in the range"),
        (("data.csv", "-o", "a.csv", "--plot", "a.csv"), "the same file"),
    ],
)
def test_what_is_refused(run, data, words, said):
    assert said in run("backtest", "deu", *words, code=2).stderr
