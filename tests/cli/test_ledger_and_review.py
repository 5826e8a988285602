"""`willing ledger`, `review` and `explain`."""

from __future__ import annotations

import csv
import io
import json
import os
import select
import subprocess
import sys
import time

import pytest

from willing.cli import review
from willing.ledger.export import COLUMNS


def listed(run, *filters):
    return [
        json.loads(line) for line in run("ledger", "list", *filters, "--json").stdout.splitlines()
    ]


def id_of(run, actor):
    return listed(run, "--actor", actor, "--rejected")[0]["id"]


@pytest.mark.parametrize(
    ("filters", "actors"),
    [
        (("--actor", "norway"), {"NOR"}),
        (("--stance", "oppose"), {"IRN"}),
        (("--text", "PROVOCATION"), {"IRN"}),
        (("--article", "page"), {"GBR", "NOR", "DNK", "IRN"}),
        (("--since", "2024-03-12", "--until", "2024-03-12"), {"GBR", "NOR", "DNK", "IRN"}),
        (("--since", "2024-03-13"), set()),
        (("--initiative", "moon-base"), set()),
    ],
)
def test_filters(kept, filters, actors):
    assert {statement["actor"] for statement in listed(kept, *filters)} == actors


def test_the_list_is_readable(kept):
    text = kept("ledger").stdout
    assert "United Kingdom  lead" in text
    assert "2024-03-12, Four navies weigh a patrol" in text
    assert text.endswith("4 statements\n")


def test_a_bad_date_is_explained(kept):
    assert "write it as 2025-03-05" in kept("ledger", "list", "--since", "March", code=2).stderr


def test_show_sets_the_quote_in_its_paragraph(kept):
    text = " ".join(kept("ledger", "show", id_of(kept, "DNK")[:8]).stdout.split())
    assert "a mandate. »Denmark has ruled out" in text
    assert "paragraph 2, characters" in text


def test_export_csv_and_jsonl_hold_the_same(kept, folder):
    kept("ledger", "export", "-o", "all.csv")
    kept("ledger", "export", "-o", "all.jsonl")
    table = list(csv.DictReader(io.StringIO((folder / "all.csv").read_text(encoding="utf-8"))))
    records = [json.loads(line) for line in (folder / "all.jsonl").read_text().splitlines()]
    assert tuple(table[0]) == COLUMNS
    assert [row["quote"] for row in table] == [record["quote"] for record in records]
    assert kept("ledger", "export").stdout.splitlines()[0] == ",".join(COLUMNS)


def test_figures_and_initiatives(kept, folder):
    assert "37 attacks" in kept("ledger", "figures", "--article", "page").stdout
    (folder / "again.json").write_text(kept("ledger", "initiatives", "--json").stdout)
    assert kept("extract", "page.txt", "--initiatives", "again.json").stdout.endswith(
        "4 statements\n"
    )


def test_explain_names_the_cues(kept):
    text = kept("explain", id_of(kept, "DNK")).stdout
    assert "Read so because of" in text and "    - " in text
    (found,) = json.loads(kept("explain", id_of(kept, "DNK"), "--json").stdout)
    assert found["trace"] and found["place"].startswith("paragraph 2")


def test_an_unknown_statement(kept):
    assert "no statement" in kept("explain", "0000", code=4).stderr
    assert "hexadecimal" in kept("explain", "Norway", code=2).stderr


def test_reject_accept_and_undo(kept):
    id_ = id_of(kept, "NOR")
    kept("review", "reject", id_, "--reason", "too early", "--analyst", "Ada")
    assert listed(kept, "--actor", "NOR") == []
    (rejected,) = listed(kept, "--actor", "NOR", "--rejected")
    assert (rejected["analyst"], rejected["reason"]) == ("Ada", "too early")
    kept("review", "undo", id_)
    kept("review", "accept", id_[:6])
    assert listed(kept, "--actor", "NOR")[0]["verdict"] == "accept"
    history = kept("ledger", "show", id_).stdout
    assert history.index("reject, by Ada") < history.index("withdraw") < history.index("accept, by")


def test_correct_and_grade(kept):
    id_ = id_of(kept, "NOR")
    kept(
        "review", "correct", id_, "--stance", "lean_in", "--contribution", "naval, air",
        "--conditions", "none", "--veto",
    )  # fmt: skip
    kept("review", "grade", id_, "--source", "b", "--claim", "2", env={"WILLING_ANALYST": "Bo"})
    (statement,) = listed(kept, "--actor", "NOR")
    assert statement["stance"] == "lean_in" and statement["original_stance"] == "in"
    assert statement["contribution"] == ["naval", "air"]
    assert statement["conditions"] == [] and statement["veto"] is True
    assert (statement["source_grade"], statement["claim_grade"]) == ("B", "2")
    assert statement["analyst"] == "Bo" and statement["verdict"] == "correct"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("correct", "ID"), "nothing to correct"),
        (("correct", "ID", "--conditions", "sunshine"), "conditions"),
        (("correct", "ID", "--date", "soon"), "is no date"),
        (("grade", "ID", "--source", "Z"), "no source grade"),
        (("grade", "ID"), "needs a grade"),
        ((), "no terminal"),
    ],
)
def test_what_cannot_be_meant_is_exit_code_2(kept, words, said):
    words = [id_of(kept, "NOR") if word == "ID" else word for word in words]
    assert said in kept("review", *words, code=2).stderr


def test_nothing_to_undo(kept):
    assert "no judgement to undo" in kept("review", "undo", id_of(kept, "NOR"), code=4).stderr


@pytest.fixture
def seated(kept, monkeypatch):
    monkeypatch.setattr(review, "interactive", lambda: True)
    return kept


def test_a_sitting_takes_one_key_a_statement(seated):
    result = seated("review", "--analyst", "Ada", input="a?rs" + "q")
    verdicts = {s["actor"]: s["verdict"] for s in listed(seated, "--rejected")}
    assert sorted(verdicts.values()) == ["accept", "none", "none", "reject"]
    assert "[1/4]" in result.stdout and "[4/4]" in result.stdout
    assert "2 judged by Ada, 1 left" in result.stdout
    assert "[1/2]" in seated("review", input="q").stdout


def test_a_sitting_corrects(seated):
    seated("review", "--actor", "NOR", input="cLean in\n\n\nnone\n\n")
    (statement,) = listed(seated, "--actor", "NOR")
    assert (statement["stance"], statement["conditions"]) == ("lean_in", [])
    assert "no value for it" in seated("review", "--actor", "GBR", input="cmaybe\n\n\n\n\nq").stderr
    assert listed(seated, "--actor", "GBR")[0]["verdict"] == "none"
    assert "Nothing corrected" in seated("review", "--actor", "GBR", input="c\n\n\n\n\nq").stdout


def test_undo_shows_the_statement_again(seated):
    result = seated("review", input="ruuq")
    assert result.stdout.count("[1/4]") == 2
    assert "nothing to undo" in result.stderr
    assert {s["verdict"] for s in listed(seated)} == {"none"}


def test_nothing_waits(seated):
    assert "Nothing waits" in seated("review", "--actor", "Chile").stdout


def test_control_c_keeps_what_was_judged(seated):
    seated("review", input="a\x03", code=130)
    assert [s["verdict"] for s in listed(seated)].count("accept") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_real_terminal(kept, folder):
    import pty

    ours, theirs = pty.openpty()
    code = "from willing.cli import main; main()"
    command = [sys.executable, "-c", code, "review", "--analyst", "T"]
    with subprocess.Popen(command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs) as child:
        try:
            os.close(theirs)
            shown = _until(ours, "q quit")
            os.write(ours, b"\x1b[A")
            shown += _until(ours, "q quit")
            os.write(ours, b"aa")
            shown += _until(ours, "q quit")
            shown += _until(ours, "q quit")
            os.write(ours, b"q")
            shown += _until(ours, "left")
            assert child.wait(timeout=20) == 0
        finally:
            child.kill()  # or a failed wait above would wait for ever
    os.close(ours)
    assert all(f"[{number}/4]" in shown for number in (1, 2, 3))
    assert "2 judged by T, 2 left" in shown
    assert [s["verdict"] for s in listed(kept)].count("accept") == 2


def _until(terminal, words):
    shown, end = "", time.monotonic() + 20
    while words not in shown:
        ready, _, _ = select.select([terminal], [], [], max(0, end - time.monotonic()))
        assert ready, shown
        shown += os.read(terminal, 4096).decode()
    return shown
