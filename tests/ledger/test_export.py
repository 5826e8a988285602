"""What leaves the ledger can be read back, and runs in no spreadsheet."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from willing.ledger.additions import add_judgement, add_reading
from willing.ledger.database import open_ledger
from willing.ledger.entries import statements
from willing.ledger.entry import entry_of
from willing.ledger.export import COLUMNS, export_csv, export_jsonl, guarded, record, unguarded

from .make import article, judgement, page, statement

EXTRACT_FIELDS = (
    "doc", "actor", "actor_name", "initiative", "stance", "contribution", "no_contribution",
    "conditions", "veto", "speaker", "quote", "quote_start", "quote_end",
)  # fmt: skip


def entries():
    with open_ledger(":memory:") as ledger:
        add_reading(ledger, *page())
        first = statements(ledger)[0].statement.id
        add_judgement(ledger, judgement(first, "correct", corrections={"stance": "lead"}))
        return statements(ledger)


def rows_of(found) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    export_csv(found, stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))


def test_csv_round_trip():
    found = entries()
    rows = rows_of(found)
    assert [row["id"] for row in rows] == [e.statement.id for e in found]
    first, second, third = rows
    assert (first["stance"], first["original_stance"], first["verdict"]) == (
        "lead",
        "in",
        "correct",
    )
    assert (first["analyst"], first["conditions"], first["veto"]) == ("Ana", "ceasefire", "false")
    assert (second["contribution"], second["no_contribution"]) == ("basing", "ground_troops")
    assert third["quote"].startswith("'=2+3")
    assert third["speaker"].startswith("'=cmd")
    for row, entry in zip(rows, found, strict=True):
        assert unguarded(row["quote"]) == entry.statement.quote
        assert int(row["quote_end"]) - int(row["quote_start"]) == len(entry.statement.quote)


def test_jsonl_carries_what_extract_prints_and_the_review():
    stream = io.StringIO()
    found = entries()
    export_jsonl(found, stream)
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert len(lines) == len(found)
    for line, entry in zip(lines, found, strict=True):
        for name in EXTRACT_FIELDS:
            value = getattr(entry.statement, name)
            assert line[name] == (list(value) if isinstance(value, tuple) else value)
    assert lines[0]["verdict"] == "correct"
    assert lines[0]["date"] == "2025-03-05"


def test_every_field_has_its_column():
    assert tuple(record(entries()[0])) == COLUMNS


@given(
    st.text(alphabet=st.sampled_from("=+-@\t\r\n' \u00a0＝a1,;\"") | st.characters(codec="utf-8"))
)
def test_no_cell_runs_and_every_cell_comes_back(cell):
    covered = guarded(cell)
    assert not covered.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    assert unguarded(covered) == cell


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_any_quote_survives_the_table(words):
    of = article((words,))
    (row,) = rows_of([entry_of(of, statement(of, words))])
    assert unguarded(row["quote"]) == words
