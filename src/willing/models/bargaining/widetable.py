"""Tables with an actor in each row and two columns for each issue, unfolded to a row for each.

    actor,capability,troops position,troops salience,years position,years salience
    FRA,16,90,0.8,40,0.3

Two empty cells: the actor has no position on that issue. An issue may have its own capability too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from willing.errors import InputError
from willing.reference.sheets import MOST_ROWS, Cell, Row, Table

PARTS = ("position", "salience", "capability")


def unfolded(path: Path, table: Table) -> Table:
    """The table with one row for each actor and issue; unchanged where it has no such columns.

    Raises `InputError` for an issue with a position and no salience, or the other way about.
    """
    headings = [" ".join(str(cell).replace("_", " ").split()) for cell in table.header]
    if any(heading.lower() in ("position", "positions") for heading in headings):
        return table
    issues = _issues(path, table, headings)
    if not issues:
        return table
    if len(issues) * len(table.rows) > MOST_ROWS:
        raise InputError(f"{path}: more than {MOST_ROWS:,} positions; split it")
    parts = [part for part in PARTS if any(part in columns for columns in issues.values())]
    taken = {place for columns in issues.values() for place in columns.values()}
    common = [place for place in range(len(headings)) if place not in taken]
    rows = tuple(
        Row(row.line, (*_at(row, common), issue, *_cells(row, columns, parts)))
        for issue, columns in issues.items()
        for row in table.rows
        if any(cell != "" for cell in _at(row, columns.values()))
    )
    header = (*(table.header[place] for place in common), "issue", *parts)
    return Table(header, table.line, rows)


def _issues(path: Path, table: Table, headings: Sequence[str]) -> dict[str, dict[str, int]]:
    """The places of the columns of each issue, by its name as it is first written."""
    found: dict[str, dict[str, int]] = {}
    for place, heading in enumerate(headings):
        issue, _, part = heading.rpartition(" ")
        if not issue or part.lower() not in PARTS:
            continue
        columns = found.setdefault(issue, {})
        if part.lower() in columns:
            raise InputError(
                f"{path}:{table.line}: column `{heading[:80]}` stands twice; leave one of them out"
            )
        columns[part.lower()] = place
    for issue, columns in found.items():
        for part in PARTS[:2]:
            if part not in columns:
                raise InputError(
                    f"{path}:{table.line}: there is no column `{issue[:80]} {part}`; add it"
                )
    return found


def _at(row: Row, places: Iterable[int]) -> list[Cell]:
    return [row.cells[place] for place in places]


def _cells(row: Row, columns: Mapping[str, int], parts: Sequence[str]) -> list[Cell]:
    return [row.cells[columns[part]] if part in columns else "" for part in parts]
