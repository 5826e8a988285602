"""`willing extract` over many documents: in parallel, resumable, with what failed and why."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.readers import Never, Quick
from willing.cli import many
from willing.cli.extraction import Extraction
from willing.cli.many import Tally, outcomes
from willing.cli.passages import Line
from willing.cli.sources import count, sources_in
from willing.reference.user import NO_USER

GIVEN = ("--initiatives", "initiatives.json")


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def words_of(table):
    return " ".join(table.split())


def passages(path: Path, texts) -> Path:
    rows = [json.dumps({"id": f"p{n}", "text": text}) + "\n" for n, text in enumerate(texts)]
    path.write_text("".join(rows), encoding="utf-8")
    return path


def patrol(number: int) -> str:
    return f"Norway will join the Azure Strait patrol with {number} frigates."


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr("willing.cli.readers.Rules", Quick)


@pytest.fixture
def archive(folder):
    """Pages in a folder and below it, passages, and some of both that cannot be read."""
    below = folder / "archive" / "2024"
    below.mkdir(parents=True)
    for number in range(4):
        (below.parent / f"page{number}.txt").write_text((folder / "page.txt").read_text())
        (below / f"note{number}.md").write_text(f"# Note\n\n{patrol(number)}\n")
    (below / "empty.txt").write_text("")
    passages(folder / "some.jsonl", [*map(patrol, range(12)), "", ""])
    return ("archive", "some.jsonl", "gone.html")


def test_the_number_of_processes_changes_nothing(run, archive, monkeypatch):
    here = run("extract", *archive, *GIVEN, "--json", "--jobs", 1, code=3)
    monkeypatch.setattr(many, "FEW", 3)
    for jobs in ("1", "2"):
        there = run("extract", *archive, *GIVEN, "--json", "--jobs", jobs, code=3)
        assert there.stdout == here.stdout
        assert there.stderr == here.stderr
    docs = [statement["doc"] for statement in lines(here.stdout)]
    assert list(dict.fromkeys(docs)) == [
        *(f"page{n}" for n in range(4)), *(f"note{n}" for n in range(4)),
        *(f"p{n}" for n in range(12)),
    ]  # fmt: skip


def test_few_documents_start_no_process(run, folder, monkeypatch):
    monkeypatch.setattr(many, "in_order", None)
    passages(folder / "few.jsonl", map(patrol, range(20)))
    assert len(lines(run("extract", "few.jsonl", *GIVEN, "--json").stdout)) == 20


def test_text_and_ledger_are_the_same_from_several_processes(run, folder, quick):
    passages(folder / "some.jsonl", map(patrol, range(10)))
    alone = run("extract", "some.jsonl", *GIVEN, "--ledger", "a.db").stdout
    shared = run("extract", "some.jsonl", *GIVEN, "--ledger", "b.db", "--jobs", 2).stdout
    assert shared == alone.replace("a.db", "b.db")
    kept = [run("ledger", "export", "--ledger", name).stdout for name in ("a.db", "b.db")]
    assert kept[0] == kept[1] and kept[0].count("Norway") >= 10


def test_documents_that_kill_hang_or_fail_are_told_and_the_others_read(run, folder, quick):
    passages(folder / "bad.jsonl", ["one", "die", "two", "hang", "three", "fail", "four", "die"])
    words = ("extract", "bad.jsonl", *GIVEN, "--json", "--jobs", 2, "--time-limit", 1)
    result = run(*words, "--failures", "failed.jsonl", code=3, allow_bugs=True)
    assert [s["quote"] for s in lines(result.stdout)] == ["one", "two", "three", "four"]
    assert [(f["source"], f["reason"]) for f in lines(Path("failed.jsonl").read_text())] == [
        ("bad.jsonl:2", "the process that read it died (exit code 5)"),
        ("bad.jsonl:4", "given up after 1 s; more may be allowed with --time-limit"),
        ("bad.jsonl:6", "a bug in Willing: ZeroDivisionError: in p5"),
        ("bad.jsonl:8", "the process that read it died (exit code 5)"),
    ]
    table = words_of(result.stderr.partition("4 could not be read")[2])
    assert "2 the process that read it died (exit code 5)" in table
    assert "bad.jsonl:2, bad.jsonl:8" in table


def test_failures_are_counted_by_reason_and_not_all_said(run, folder):
    bad = ["{", '{"text": ', "[1]"] * 20
    (folder / "bad.jsonl").write_text("\n".join(bad))
    result = run("extract", "bad.jsonl", "--failures", "failed.jsonl", "--jobs", 1, code=3)
    assert result.stderr.count("\nwilling: bad.jsonl:") == 9
    assert "60 could not be read" in result.stderr
    assert "20 expected an object" in words_of(result.stderr)
    assert "bad.jsonl:3, bad.jsonl:6, bad.jsonl:9 and 17 more" in result.stderr
    assert len(Path("failed.jsonl").read_text().splitlines()) == 60


def test_reasons_told_apart_are_few(run, folder, monkeypatch):
    monkeypatch.setattr("willing.cli.failures.REASONS", 2)
    (folder / "bad.jsonl").write_text("\n".join(["{", "[1]", '{"id": "a"}', '{"text": "\\ud800"}']))
    assert "2 other reasons" in words_of(run("extract", "bad.jsonl", code=3).stderr)


def test_one_failure_needs_no_table(run):
    result = run("extract", "gone.html", "page.txt", code=3)
    assert result.stderr == "willing: gone.html: there is no such file or folder\n"


def test_a_bug_can_be_traced(run, folder, quick):
    passages(folder / "bad.jsonl", ["fail"])
    words = ("extract", "bad.jsonl", "--jobs", 2)
    assert "readers.py" in run("--debug", *words, code=3, allow_bugs=True).stderr


def test_a_file_is_written_and_left_as_it_is_by_the_next_run(run, folder, quick):
    passages(folder / "some.jsonl", map(patrol, range(10)))
    printed = run("extract", "some.jsonl", *GIVEN, "--json").stdout
    words = ("extract", "some.jsonl", *GIVEN, "--out", "out.jsonl")
    assert run(*words).stdout == "10 statements, in out.jsonl\n"
    assert (folder / "out.jsonl").read_text() == printed
    again = run(*words)
    assert "10 documents read before and passed over" in again.stderr
    assert again.stdout == "0 statements, in out.jsonl\n"
    assert (folder / "out.jsonl").read_text() == printed
    assert run(*words, "--restart").stdout == "10 statements, in out.jsonl\n"
    assert (folder / "out.jsonl").read_text() == printed


def test_new_and_changed_documents_are_added(run, folder, quick):
    (folder / "in").mkdir()
    for name in "ac":
        (folder / "in" / f"{name}.txt").write_text(f"{name * 3} says a sentence of its own.")
    words = ("extract", "in", *GIVEN, "--out", "out.jsonl")
    run(*words)
    (folder / "in" / "b.txt").write_text("bbb says a sentence of its own.")
    (folder / "in" / "c.txt").write_text("ddd says a sentence of its own.")
    assert "1 document read before" in run(*words).stderr
    quotes = [s["quote"] for s in lines((folder / "out.jsonl").read_text())]
    assert quotes == ["aaa", "ccc", "bbb", "ddd"]


def test_a_file_that_is_not_to_be_gone_on_is_left_alone(run, folder, quick):
    (folder / "out.jsonl").write_text("mine\n")
    words = ("extract", "page.txt", "--out", "out.jsonl")
    assert "--restart overwrite it" in run(*words, code=2).stderr
    assert (folder / "out.jsonl").read_text() == "mine\n"
    run(*words, "--restart")
    assert "was begun with other initiatives" in run(*words, *GIVEN, code=2).stderr
    assert "cannot be written" in run("extract", "page.txt", "--out", "no/out", code=2).stderr
    assert "--restart is for" in run("extract", "page.txt", "--restart", code=2).stderr


def test_what_could_not_be_read_is_tried_again(run, folder, quick):
    (folder / "late.txt").write_text("")
    words = ("extract", "page.txt", "late.txt", "--out", "out.jsonl")
    run(*words, code=3)
    assert "late.txt" in run(*words, code=3).stderr
    (folder / "late.txt").write_text("Here it is now, a sentence.")
    assert "1 statement, in out.jsonl" in run(*words).stdout


def test_the_ledger_is_not_filled_twice(run, folder, monkeypatch):
    words = ("extract", "page.txt", *GIVEN, "--keep")
    assert "kept in willing.db" in run(*words).stdout
    monkeypatch.setattr("willing.cli.readers.Rules", Never)
    again = run(*words)
    assert "1 document read before and passed over" in again.stderr
    assert again.stdout == "0 statements, kept in willing.db\n"
    for other in (("--restart",), ("--date", "2024-05-01")):
        assert "read again" in run(*words, *other, code=3, allow_bugs=True).stderr
    assert "read again" in run("extract", "page.txt", "--keep", code=3, allow_bugs=True).stderr


def test_both_the_file_and_the_ledger_get_what_they_lack(run, folder, quick):
    passages(folder / "some.jsonl", map(patrol, range(5)))
    run("extract", "some.jsonl", *GIVEN, "--out", "out.jsonl")
    both = ("extract", "some.jsonl", *GIVEN, "--out", "out.jsonl", "--keep")
    assert run(*both).stdout == "5 statements, in out.jsonl, kept in willing.db\n"
    assert len((folder / "out.jsonl").read_text().splitlines()) == 5
    assert "5 documents read before" in run(*both).stderr


def test_passages_from_standard_input_are_gone_on_with(run, folder, quick):
    text = passages(folder / "some.jsonl", map(patrol, range(5))).read_text()
    words = ("extract", "-", "--passages", "--out", "out.jsonl")
    run(*words, input="".join(text.splitlines(keepends=True)[:3]))
    assert "3 documents read before" in run(*words, input=text).stderr
    docs = [s["doc"] for s in lines((folder / "out.jsonl").read_text())]
    assert docs == ["p0", "p1", "p2", "p3", "p4"]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_killed_run_is_gone_on_with_to_the_same_bytes(run, folder, quick, monkeypatch):
    passages(folder / "many.jsonl", map(patrol, range(1500)))
    words = ["extract", "many.jsonl", *GIVEN, "--out"]
    code = (
        "import willing.cli.readers as command; from tests.cli.readers import Quick;"
        "command.Rules = Quick; from willing.cli import main; main()"
    )
    done = folder / "out.jsonl.done"
    with subprocess.Popen(
        [sys.executable, "-c", code, *words, "out.jsonl", "--jobs", "2"], cwd=folder,
        stderr=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    ) as process:  # fmt: skip
        while process.poll() is None and (not done.exists() or done.stat().st_size < 2000):
            time.sleep(0.002)
        process.kill()
    assert process.returncode == -9
    monkeypatch.setattr(many, "FEW", 2000)  # the rest in this process, which is quicker
    with (folder / "out.jsonl").open("ab") as file:
        file.write(b'{"id": "torn')
    result = run(*words, "out.jsonl")
    assert "read before and passed over" in result.stderr
    run(*words, "whole.jsonl")
    assert (folder / "out.jsonl").read_bytes() == (folder / "whole.jsonl").read_bytes()
    assert done.read_bytes() == (folder / "whole.jsonl.done").read_bytes()


@pytest.mark.parametrize("jobs", [None, 2])
def test_no_more_is_found_and_held_than_the_look_ahead(jobs):
    found = []

    def sources():
        for number in range(100_000):
            found.append(number)
            text = json.dumps({"text": f"Sentence number {number} of many."})
            yield Line(f"x.jsonl:{number}", number, text.encode())

    work = Extraction(Quick({}, NO_USER), {}, lines=True, found=False)
    limit = many.FEW + 1 if jobs is None else 60
    if jobs is None:
        results = many.one_by_one(work, sources(), limit=30)
    else:
        results = outcomes(sources(), work, [], Tally(), jobs=jobs, limit=30)
    for number in range(200):
        assert next(results)[0].number == number
        assert len(found) <= number + limit
    results.close()


def test_a_folder_is_walked_as_it_is_read(folder, monkeypatch):
    found = []

    def endless(place):
        for number in range(10**9):
            found.append(number)
            yield place / f"{number}.txt"

    monkeypatch.setattr("willing.documents.read.pages_below", endless)
    sources = sources_in([str(folder)], date=None, passages=False)
    assert [Path(next(sources).place).name for _ in range(3)] == ["0.txt", "1.txt", "2.txt"]
    assert len(found) == 3


def test_a_bar_knows_how_many_there_are(archive):
    assert count(archive, passages=False) == 9 + 14 + 1
    assert count(["-"], passages=False) is None
    assert count(["gone.jsonl"], passages=True) is None


def test_a_bar_leaves_the_results_where_they_belong(monkeypatch, capsys):
    from willing.cli.progress import bar

    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with bar("reading", lambda: 10) as advance:
        print("a result")
        advance(4, 1)
    said = capsys.readouterr()
    assert said.out == "a result\n"
    assert "4 of 10" in said.err and "1 failed" in said.err


def test_on_a_pipe_there_is_no_bar(run):
    assert run("extract", "page.txt").stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="process groups")
def test_an_interruption_leaves_no_process_behind(folder):
    import signal

    passages(folder / "many.jsonl", map(patrol, range(5000)))
    code = (
        "from signal import *; signal(SIGINT, default_int_handler);"
        "from willing.cli import main; main()"
    )
    command = [sys.executable, "-c", code, "extract", "many.jsonl", "--json", "--jobs", "2"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=20)  # ends only when nobody holds the pipes
    assert process.returncode == 130
    assert "interrupted" in said and "Traceback" not in said
