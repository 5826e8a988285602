"""Polls from a CSV file, one in each row; treated as hostile.

    date,percent,sample,house
    2025-02-28,57,1000,Institute A

Columns in any order: `date` and either `percent` (0 to 100) or `share` (0 to 1); where they help
`sample`, `house`, `question` and `source`. Commas, semicolons or tabs between them.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import isfinite
from pathlib import Path

from willing.errors import InputError
from willing.reference.textfile import read_text
from willing.scenario.leaders import MOST_SAMPLE, Poll
from willing.scenario.problems import suggestion

MAX_BYTES = 1_000_000
MOST_POLLS = 1000
"""A daily tracking poll of nearly three years; the model takes them one by one."""

LONGEST = 200
"""Characters of a name."""

COLUMNS = ("date", "percent", "share", "sample", "house", "question", "source")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_XLSX = "PK\x03\x04"


def read_polls(path: Path) -> tuple[Poll, ...]:
    """The polls of a file, in its order. Raises `InputError` with file, line and column."""
    text = read_text(path, "the polls", MAX_BYTES, f"{MOST_POLLS:,} polls are the most")
    if text.startswith(_XLSX):
        raise InputError(f"{path}: a spreadsheet; save the table as CSV")
    rows = _rows(path, text)
    line, heading = next(rows, (1, []))
    if not heading:
        raise InputError(f"{path}: an empty file; write date,percent,sample,house and a poll a row")
    columns = _columns(path, line, heading)
    found: list[Poll] = []
    seen: dict[Poll, int] = {}
    for line, cells in rows:
        if len(found) == MOST_POLLS:
            raise InputError(f"{path}:{line}: more than {MOST_POLLS:,} polls; take the latest")
        poll = _poll(path, line, columns, cells)
        if poll in seen:
            raise InputError(
                f"{path}:{line}: the same poll as in row {seen[poll]}; leave one of them out"
            )
        seen[poll] = line
        found.append(poll)
    if not found:
        raise InputError(f"{path}: no poll below the heading; write one in each row")
    return tuple(found)


def _rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, with their lines."""
    heading = text.lstrip().partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(",;\t", key=heading.count), strict=True
    )
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise InputError(f"{path}:{reader.line_num}: not valid CSV: {error}") from None


def _columns(path: Path, line: int, heading: Sequence[str]) -> dict[str, int]:
    """Where each column stands."""
    where = f"{path}:{line}"
    found: dict[str, int] = {}
    for place, cell in enumerate(heading):
        name = cell.lower()
        if name not in COLUMNS:
            mend = suggestion(name, COLUMNS) or f"the columns are {', '.join(COLUMNS)}"
            raise InputError(f"{where}: unknown column `{cell[:80]}`; {mend}")
        if name in found:
            raise InputError(f"{where}: column `{name}` stands twice; leave one of them out")
        found[name] = place
    if "date" not in found:
        raise InputError(f"{where}: there is no column `date`; add it, with days as 2025-03-05")
    if ("percent" in found) == ("share" in found):
        said = "two columns" if "percent" in found else "no column"
        raise InputError(f"{where}: {said} of shares; write `percent` (0 to 100) or `share` (0-1)")
    return found


def _poll(path: Path, line: int, columns: Mapping[str, int], cells: Sequence[str]) -> Poll:
    if len(cells) > len(columns):
        raise InputError(
            f"{path}:{line}: more cells than the heading has; put a cell that has commas in quotes"
        )

    def cell(name: str) -> str:
        place = columns.get(name, len(cells))
        return cells[place] if place < len(cells) else ""

    def read(name: str, reader: Callable[[str], float]) -> float | None:
        if name not in columns:
            return None
        try:
            return reader(cell(name))
        except ValueError as error:
            raise InputError(f"{path}:{line}: column `{name}`: {error}") from None

    for name in columns:
        if len(cell(name)) > LONGEST:
            raise InputError(f"{path}:{line}: column `{name}`: over {LONGEST} characters; cut it")
    sample = read("sample", _sample) if cell("sample") else None
    try:
        date = _day(cell("date"))
    except ValueError as error:
        raise InputError(f"{path}:{line}: column `date`: {error}") from None
    return Poll(
        date=date,
        percent=read("percent", lambda text: _number(text.removesuffix("%"), 100)),
        share=read("share", lambda text: _number(text, 1)),
        sample=None if sample is None else int(sample),
        house=cell("house"),
        question=cell("question"),
        source=cell("source"),
    )


def _day(text: str) -> dt.date:
    """A day as 2025-03-05. Raises `ValueError`, whose words are for the reader."""
    if not text:
        raise ValueError("no date; write a day as 2025-03-05")
    try:
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"`{text}` is no day of the calendar") from None
    raise ValueError(f"`{text[:40]}` is no date; write a day as 2025-03-05")


def _number(text: str, most: float) -> float:
    """A number from 0 to `most`. Raises `ValueError`, whose words are for the reader."""
    number = _plain(text, "57" if most > 1 else "0.57")
    if number < 0:
        raise ValueError(f"{number:g} is below 0; write 0 or more")
    if number > most:
        percent = most < number <= 100
        mend = "head the column `percent`" if percent else f"write {most:g} or less"
        raise ValueError(f"{number:g} is above {most:g}; {mend}")
    return number


def _sample(text: str) -> float:
    number = _plain(text, "1000")
    if not 1 <= number <= MOST_SAMPLE or number != int(number):
        raise ValueError(f"{number:g} are no respondents; write 1 to {MOST_SAMPLE:,}, or nothing")
    return number


def _plain(text: str, example: str) -> float:
    if text.startswith(("=", "+", "@")):
        raise ValueError(f"`{text[:40]}` is a formula; write its value, such as {example}")
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not isfinite(number) or "_" in text:
        said = f"`{text[:40]}` is no number" if text else "the cell is empty"
        raise ValueError(f"{said}; write one such as {example}")
    return number
