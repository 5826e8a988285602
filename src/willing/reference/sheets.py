"""The rows of a CSV or XLSX file, as text and numbers; treated as hostile."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from willing.errors import InputError
from willing.reference.textfile import as_text, read_bytes

MAX_BYTES = 5_000_000
"""The decisions of DEU III, 7,200 rows, have 0.5 million."""

MAX_UNPACKED = 20_000_000
"""An XLSX file is packed: a few kilobytes can stand for gigabytes."""

STYLES, MAX_STYLES = "xl/styles.xml", 1_000_000
"""The costliest part to read, two seconds a million bytes; usual ones have some thousands."""

MOST_ROWS = 50_000
MOST_COLUMNS = 100

Cell = str | float


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, empty ones as "", and its number in the file from 1."""

    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A heading, the row that it stands in, and the rows below it that are not empty."""

    header: tuple[Cell, ...]
    line: int
    rows: tuple[Row, ...]


def read_rows(path: Path, example: str) -> Table:
    """The table in a file; `example` is a heading that it might have.

    Raises `InputError` with the file, and the row where there is one.
    """
    data = read_bytes(path, "the table", MAX_BYTES)
    if data[:4] == b"PK\x03\x04":
        lines: Iterable[tuple[int, Sequence[Any]]] = _sheet(path, data)
    else:
        lines = _text(path, data)
    rows: list[Row] = []
    for line, cells in lines:
        if len(rows) > MOST_ROWS:
            raise InputError(f"{path}: more than {MOST_ROWS:,} rows; split it")
        kept = tuple(_cell(cell) for cell in cells[:MOST_COLUMNS])
        if any(cell != "" for cell in kept):
            rows.append(Row(line, kept))
    if not rows:
        raise InputError(f"{path}: an empty table; write {example}")
    width = len(rows[0].cells)
    for row in rows[1:]:
        if any(cell != "" for cell in row.cells[width:]):
            raise InputError(
                f"{path}:{row.line}: more cells than the heading has; put a cell that has commas "
                "in quotes"
            )
    padded = [Row(row.line, (row.cells + ("",) * width)[:width]) for row in rows[1:]]
    return Table(rows[0].cells, rows[0].line, tuple(padded))


def _text(path: Path, data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    text = as_text(data, path)
    heading = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise InputError(f"{path}:{reader.line_num}: not valid CSV: {error}") from None


def _sheet(path: Path, data: bytes) -> Iterator[tuple[int, Sequence[Any]]]:
    """The first sheet; formulas as the values that were last saved."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
        if sum(sizes.values()) > MAX_UNPACKED:
            raise InputError(f"{path}: larger than {MAX_UNPACKED:,} bytes unpacked; split it")
        if sizes.get(STYLES, 0) > MAX_STYLES:
            raise InputError(f"{path}: too many styles; save the table as CSV")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        found = list(sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True))
    except InputError:
        raise
    except Exception as error:  # openpyxl raises whatever a broken file makes it stumble over
        raise InputError(
            f"{path}: not a readable XLSX file ({type(error).__name__}); save it anew, or as CSV"
        ) from None
    yield from enumerate(found, 1)


def _cell(value: Any) -> Cell:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return float(value)
