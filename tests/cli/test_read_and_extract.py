"""`willing read` and `willing extract`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.cli.conftest import PAGE, PASSAGES
from willing.cli.passages import MAX_LINE, lines_in, passage_of

FIELDS = {
    "doc", "actor", "actor_name", "initiative", "stance", "contribution", "no_contribution",
    "conditions", "veto", "speaker", "quote", "quote_start", "quote_end", "date", "confidence",
    "id",
}  # fmt: skip

GIVEN = ("--initiatives", "initiatives.json")


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def test_read_shows_the_article_and_what_was_dropped(run):
    text = run("read", "page.txt", "--dropped").stdout
    assert text.startswith("Four navies weigh a patrol of the Azure Strait\n")
    assert "2024-03-12 (from the byline)" in text
    assert "Left out as clutter" in text and "By Ines Marlow" in text


def test_read_json_has_offsets(run):
    (article,) = json.loads(run("read", "page.txt", "--json").stdout)
    assert article["date"] == "2024-03-12"
    for paragraph in article["paragraphs"]:
        assert article["text"][paragraph["start"] : paragraph["end"]] == paragraph["text"]


def test_read_goes_on_after_what_it_cannot_read(run, folder):
    (folder / "empty.txt").write_text("")
    result = run("read", "empty.txt", "page.txt", code=3)
    assert "empty.txt" in result.stderr
    assert "Four navies" in result.stdout


def test_read_from_standard_input(run):
    assert "Four navies" in run("read", "-", input=PAGE).stdout


def test_extract_lists_who_says_what(run):
    text = run("extract", "page.txt", *GIVEN).stdout
    assert "On azure-patrol" in text
    assert "United Kingdom  lead" in text
    assert "“Iran has rejected the Azure Strait patrol outright" in text


def test_extract_infers_the_initiative_and_says_so(run):
    assert "(inferred: " in run("extract", "page.txt").stdout


def test_extract_json_quotes_the_article(run):
    (article,) = json.loads(run("read", "page.txt", "--json").stdout)
    found = lines(run("extract", "page.txt", *GIVEN, "--json").stdout)
    assert {"GBR", "NOR", "DNK", "IRN"} <= {statement["actor"] for statement in found}
    for statement in found:
        assert statement.keys() >= FIELDS
        start, end = statement["quote_start"], statement["quote_end"]
        assert article["text"][start:end] == statement["quote"]


def test_passages_keep_their_ids_offsets_and_targets(run):
    result = run("extract", "passages.jsonl", *GIVEN, "--json")
    found = lines(result.stdout)
    texts = {passage["id"]: passage["text"] for passage in PASSAGES}
    assert [(s["doc"], s["actor"], s["stance"], s["date"]) for s in found] == [
        ("p1", "DNK", "out", "2024-03-01"),
        ("p2", "NOR", "in", "2024-03-12"),
    ]
    for statement in found:
        text = texts[statement["doc"]]
        assert text[statement["quote_start"] : statement["quote_end"]] == statement["quote"]
    assert result.stderr.count("moon-base") == 1


def test_a_bad_line_is_named_and_the_others_are_read(run, folder):
    good = json.dumps(PASSAGES[1])
    bad = ['{"text": ', "[1]", '{"id": "x", "text": ""}', '{"text": "\\ud800 a"}', "[" * 99_999,
           '{"text": "a", "targets": 3}']  # fmt: skip
    (folder / "mixed.jsonl").write_text("\n".join([good, *bad, "", good]))
    result = run("extract", "mixed.jsonl", *GIVEN, "--json", code=3)
    assert len(lines(result.stdout)) == 2
    for number in range(2, 8):
        assert f"mixed.jsonl:{number}:" in result.stderr
    assert "mixed.jsonl:8:" not in result.stderr


def test_bytes_that_are_not_utf8_are_named(run, folder):
    (folder / "latin.jsonl").write_bytes('{"text": "Norvège"}'.encode("latin-1"))
    assert "latin.jsonl:1: not UTF-8" in run("extract", "latin.jsonl", code=3).stderr


def test_passages_from_standard_input(run):
    result = run("extract", "-", "--passages", *GIVEN, "--json", input=json.dumps(PASSAGES[1]))
    assert [statement["doc"] for statement in lines(result.stdout)] == ["p2"]


def test_passages_are_read_one_at_a_time(tmp_path, monkeypatch):
    monkeypatch.setattr("willing.cli.passages.MAX_LINE", 1000)
    file = tmp_path / "long.jsonl"
    first = json.dumps({"id": "a", "text": "Norway will join the patrol of the strait."})
    file.write_text(f"{first}\n{'x' * 5000}\n\n{first}\n")
    found = lines_in(str(file))
    assert passage_of(next(found)).article.doc == "a"
    assert f"{file}:2: longer than" in str(next(found))
    assert next(found).place == f"{file}:4"
    assert MAX_LINE > 1_000_000


def test_a_missing_file_of_passages(run):
    assert "gone.jsonl" in run("extract", "gone.jsonl", "page.txt", code=3).stderr


def test_a_bad_initiative_file_is_exit_code_2(run, folder):
    (folder / "bad.yaml").write_text("patrol: {nam: x}")
    assert (
        "bad.yaml: patrol" in run("extract", "page.txt", "--initiatives", "bad.yaml", code=2).stderr
    )


def test_escapes_on_a_page_do_not_reach_the_terminal(run):
    for words in (["read", "hostile.txt"], ["extract", "hostile.txt", *GIVEN, "--keep"],
                  ["ledger", "list"], ["ledger", "export", "--format", "jsonl"]):  # fmt: skip
        result = run(*words)
        assert "\x1b" not in result.output and "\x9b" not in result.output
        if words[-1] != "jsonl":
            assert "\u202e" not in result.output


def test_reading_twice_keeps_once(run):
    run("extract", "page.txt", *GIVEN, "--keep")
    once = run("ledger", "list", "--json").stdout
    run("extract", "page.txt", *GIVEN, "--keep")
    assert run("ledger", "list", "--json").stdout == once


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupted_run_leaves_a_valid_ledger(run, folder):
    with (folder / "many.jsonl").open("w") as file:
        for number in range(20_000):
            text = f"Norway will join the Azure Strait patrol with {number} frigates."
            file.write(json.dumps({"id": f"p{number}", "text": text}) + "\n")
    heeded = "from signal import *; signal(SIGINT, default_int_handler)"  # in the background too
    code = f"{heeded}; from willing.cli import main; main()"
    command = [sys.executable, "-c", code, "extract", "many.jsonl", *GIVEN, "--keep", "--json"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as process:  # fmt: skip
        assert process.stdout is not None and process.stderr is not None
        printed = [process.stdout.readline() for _ in range(3)]
        process.send_signal(signal.SIGINT)
        begin = time.monotonic()
        rest = process.stdout.read()  # `communicate` would lose what was read ahead
        said = process.stderr.read()
    assert time.monotonic() - begin < 20
    assert process.returncode == 130
    assert "interrupted" in said and "Traceback" not in said
    done = [json.loads(line)["id"] for line in (*printed, *rest.splitlines()) if line.strip()]
    kept = [statement["id"] for statement in lines(run("ledger", "list", "--json").stdout)]
    assert set(done) <= set(kept) and len(kept) - len(done) <= 1
