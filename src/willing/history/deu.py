"""Decision-making in the European Union: positions, saliences and outcomes as a table.

The table that ships, `data/deu3.csv`, is DEU III (Arregui and Perarnaud, doi:10.34810/data53, CC BY
4.0; it holds DEU I and II): 364 issues of 141 proposals of 1996-2019, one row for each of the 7,209
positions. Experts placed the member states, the Commission (`com`) and the Parliament (`ep`) on
scales of 0 to 100. Saliences are 0 to 100 too. Power is relative to the largest member's: votes in
the Council before and after Nice, population from 2015; Commission and Parliament have as much as
the largest. Outcomes of a quarter of the proposals are not in it: they are kept for tests.

    issue,proposal,voting,year,reference_point,outcome,actor,position,salience,power
    d00032i1,d00032,QMV,2001,0.0,100.0,com,100.0,50.0,1
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from importlib.resources import as_file, files
from math import isfinite
from pathlib import Path

from willing.errors import InputError
from willing.history.case import Case
from willing.models.bargaining.issue import LARGEST, make_issue
from willing.reference.textfile import read_text

NAME = "DEU III"

MAX_BYTES = 5_000_000
"""DEU III has 0.3 to 0.6 million."""

MOST_ISSUES = 2000
"""A back-test compares each with all others."""

COLUMNS = (
    "issue",
    "proposal",
    "voting",
    "reference_point",
    "outcome",
    "actor",
    "position",
    "salience",
    "power",
)
RULES = {"Unan": "unanimity", "QMV": "qualified_majority", "QMV(10)": "qualified_majority"}
SCALE = 100.0

Row = Mapping[str, str]


def shipped_cases() -> tuple[Case, ...]:
    """The cases of the table that ships."""
    with as_file(files("willing.history") / "data" / "deu3.csv") as path:
        return read_deu(path)


def read_deu(path: Path) -> tuple[Case, ...]:
    """The cases of a table, in its order.

    Columns besides those above are passed over. Positions without a salience are left out. Raises
    `InputError` with file, line and column.
    """
    groups: dict[str, list[tuple[int, Row]]] = {}
    for line, row in _rows(path):
        name = row["issue"].strip()
        if not name:
            raise InputError(f"{path}:{line}: issue: it has no name; write one")
        groups.setdefault(name, []).append((line, row))
        if len(groups) > MOST_ISSUES:
            raise InputError(f"{path}: more than {MOST_ISSUES:,} issues; split it")
    if not groups:
        raise InputError(f"{path}: no issue is in it; write a row for each actor and issue")
    return tuple(_case(path, name, rows) for name, rows in groups.items())


def _rows(path: Path) -> Iterator[tuple[int, Row]]:
    reader = csv.DictReader(read_text(path, "the table", MAX_BYTES).splitlines(), strict=True)
    try:
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise InputError(
                f"{path}: no column `{missing[0]}`; there must be {', '.join(COLUMNS)}"
            )
        for row in reader:
            if None in row or None in row.values():
                raise InputError(
                    f"{path}:{reader.line_num}: not as many cells as the first line has columns"
                )
            yield reader.line_num, row
    except csv.Error as error:
        raise InputError(f"{path}:{reader.line_num}: not valid CSV: {error}") from None


def _case(path: Path, name: str, rows: list[tuple[int, Row]]) -> Case:
    first, head = rows[0]
    for line, row in rows[1:]:
        for field in ("proposal", "voting", "reference_point", "outcome"):
            if row[field] != head[field]:
                raise InputError(
                    f"{path}:{line}: {field}: {row[field][:40]!r}, but line {first} has"
                    f" {head[field][:40]!r} for the same issue; write one of them"
                )
    weighed = [(line, row) for line, row in rows if row["salience"].strip()]
    try:
        issue = make_issue(
            name,
            [row["actor"].strip() for _, row in weighed],
            [_number(path, line, row, "position", SCALE) for line, row in weighed],
            [_number(path, line, row, "salience", SCALE) / SCALE for line, row in weighed],
            [_number(path, line, row, "power", LARGEST) for line, row in weighed],
            high=SCALE,
            reference=_optional(path, first, head, "reference_point"),
            rule=RULES.get(head["voting"].strip(), head["voting"].strip()),
        )
    except InputError as error:
        place = "" if str(error).startswith(f"{path}:") else f"{path}:{first}: issue {name[:40]}: "
        raise InputError(f"{place}{error}") from None
    return Case(issue, head["proposal"].strip() or name, _optional(path, first, head, "outcome"))


def _optional(path: Path, line: int, row: Row, field: str) -> float | None:
    return _number(path, line, row, field, SCALE) if row[field].strip() else None


def _number(path: Path, line: int, row: Row, field: str, most: float) -> float:
    """The number in a cell. Raises `InputError` unless it is from 0 to `most`."""
    try:
        value = float(row[field])
    except ValueError:
        value = float("nan")
    if not isfinite(value) or not 0 <= value <= most:
        raise InputError(
            f"{path}:{line}: {field}: {row[field][:40]!r} is no number from 0 to {most:g}"
        )
    return value
