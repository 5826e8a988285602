"""Entries for other programs: CSV for a spreadsheet, JSON Lines for anything else.

**Spreadsheets run cells.** A cell that begins with `=`, `+`, `-`, `@` or a tab is a formula to
them, and a page may have put it there. Such a cell gets a leading apostrophe, which a spreadsheet
takes as "this is text"; so does one that already begins with apostrophes before such a character,
so that `unguarded` gives back every cell exactly.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterable
from typing import IO

from willing.ledger.entry import Entry

Value = str | int | float | bool | list[str] | None

_FORMULA = "=+-@\t\r\n＝＋－＠"
_COVER = "' \u00a0"


def record(entry: Entry) -> dict[str, Value]:
    """An entry as plain fields: the statement as corrected, its review, its article.

    `original_stance` is what was read before a person corrected it; `article_date` the article's.
    """
    statement, judgement = entry.statement, entry.judgement
    return {
        "id": statement.id,
        "doc": statement.doc,
        "date": _iso(entry.date),
        "actor": statement.actor,
        "actor_name": statement.actor_name,
        "actor_text": statement.actor_text,
        "initiative": statement.initiative,
        "stance": statement.stance,
        "contribution": list(statement.contribution),
        "no_contribution": list(statement.no_contribution),
        "conditions": list(statement.conditions),
        "veto": statement.veto,
        "speaker": statement.speaker,
        "quote": statement.quote,
        "quote_start": statement.quote_start,
        "quote_end": statement.quote_end,
        "confidence": statement.confidence,
        "reader": statement.reader,
        "verdict": entry.verdict,
        "original_stance": entry.original.stance,
        "analyst": judgement.analyst if judgement else "",
        "judged_at": judgement.time.isoformat() if judgement else "",
        "reason": judgement.reason if judgement else "",
        "source_grade": entry.source_grade,
        "claim_grade": entry.claim_grade,
        "article": statement.article,
        "title": entry.title,
        "source": entry.source,
        "publisher": entry.publisher,
        "url": entry.url,
        "article_date": _iso(entry.article_date),
        "copy_group": entry.copy_group,
    }


COLUMNS = (
    "id", "doc", "date", "actor", "actor_name", "actor_text", "initiative", "stance",
    "contribution", "no_contribution", "conditions", "veto", "speaker", "quote", "quote_start",
    "quote_end", "confidence", "reader", "verdict", "original_stance", "analyst", "judged_at",
    "reason", "source_grade", "claim_grade", "article", "title", "source", "publisher", "url",
    "article_date", "copy_group",
)  # fmt: skip
"""The fields of a record, in the order of the columns."""


def export_jsonl(entries: Iterable[Entry], stream: IO[str]) -> None:
    """One JSON object a line, in plain Unicode; write it to a UTF-8 stream."""
    for entry in entries:
        stream.write(json.dumps(record(entry), ensure_ascii=False) + "\n")


def export_csv(entries: Iterable[Entry], stream: IO[str]) -> None:
    """A table with a heading (RFC 4180); lists are joined by `; `, truth is `true` or `false`.

    Write it to a UTF-8 stream opened with `newline=""`. Cells that a spreadsheet would run as a
    formula are guarded (see the module).
    """
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for entry in entries:
        fields = record(entry)
        writer.writerow(guarded(_cell(fields[column])) for column in COLUMNS)


def guarded(cell: str) -> str:
    """The cell, with an apostrophe before it if a spreadsheet would run it.

    >>> guarded("=1+1"), guarded("France is in")
    ("'=1+1", 'France is in')
    """
    return f"'{cell}" if _runs(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return cell[1:] if cell.startswith("'") and _runs(cell) else cell


def _runs(cell: str) -> bool:
    return cell.lstrip(_COVER)[:1] in tuple(_FORMULA)


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "; ".join(value) if isinstance(value, list) else str(value)


def _iso(date: dt.date | None) -> str | None:
    return date.isoformat() if date else None
