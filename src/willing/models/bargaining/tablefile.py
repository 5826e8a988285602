"""Issues from a table: an actor in each row, as analysts keep them in CSV or XLSX files.

    actor,capability,position,salience
    Netherlands,0.08,4,0.8

Columns in any order: `actor`, `position`, `salience`, `capability` (also `power`, `influence`), and
where they help `issue`, `reference`, `rule`, `name`, `source`; or an actor in one row with columns
`ISSUE position` and `ISSUE salience` for each issue. A cell is a number or a distribution
("[20, 30, 50]", "{p10: 20, p50: 30, p90: 50}"). Files are treated as hostile.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from willing.errors import InputError
from willing.models.bargaining.inputs import FIELDS, Field, Input, Inputs, check_inputs
from willing.models.bargaining.issue import (
    MOST_ACTORS,
    check_capability,
    check_position,
    check_salience,
    check_scale,
)
from willing.models.bargaining.widetable import unfolded
from willing.reference.countries import country_name, is_state
from willing.reference.sheets import Row, Table, read_rows
from willing.scenario.problems import suggestion

ALIASES = {
    "actor": ("actor", "actors", "code"),
    "position": ("position", "positions"),
    "salience": ("salience", "saliences"),
    "capability": ("capability", "capabilities", "power", "influence"),
    "issue": ("issue",),
    "reference": ("reference", "reference_point", "status_quo"),
    "rule": ("rule", "voting"),
    "name": ("name", "actor_name"),
    "source": ("source",),
}
"""The columns, and the headings that they may have."""

REQUIRED = ("actor", "position", "salience", "capability")
EXAMPLE = "actor,capability,position,salience"
LONGEST = 200
"""Characters of a name."""

MOST_TOGETHER = 100
"""Issues that are read at once."""

_DECIMAL_COMMA = re.compile(r"[+-]?(?:0|\d+(?!,\d{3}$)),\d+")
"""Not "1,000", which may be a thousand."""

_TRIPLE = re.compile(r"\[([^\[\],;]+)[,;]([^\[\],;]+)(?:[,;]([^\[\],;]+))?\]")
_PERCENTILES = re.compile(r"\{\s*p10:([^,;{}]+)[,;]\s*p50:([^,;{}]+)[,;]\s*p90:([^,;{}]+)\}")


@dataclass(frozen=True, slots=True)
class Read:
    """An issue from a table, and remarks on how it was read."""

    inputs: Inputs
    remarks: tuple[str, ...]


def read_table(
    path: Path, issue: str | None = None, scale: tuple[float, float] | None = None
) -> Read:
    """An issue of a CSV or XLSX file: the named one, or the only one.

    `scale`: its ends, 0 to 100 unless given. Saliences above 1 make the column one of percentages.
    Raises `InputError` with file, row and column.
    """
    low, high = scale or (0.0, 100.0)
    check_scale(low, high)
    table = unfolded(path, read_rows(path, EXAMPLE))
    columns = _columns(path, table)
    name, rows = _chosen(path, table.rows, columns, issue)
    return _read(path, table, columns, name, rows, scale)


def read_tables(
    path: Path, scale: tuple[float, float] | None = None, most: int = MOST_TOGETHER
) -> tuple[Read, ...]:
    """All issues of a CSV or XLSX file, in the order of their first rows; as `read_table`."""
    check_scale(*(scale or (0.0, 100.0)))
    table = unfolded(path, read_rows(path, EXAMPLE))
    columns = _columns(path, table)
    by_name = _by_issue(path, table.rows, columns)
    if len(by_name) > most:
        raise InputError(
            f"{path}: {len(by_name):,} issues are beyond the limit of {most}; choose some, or "
            "split it"
        )
    cells = _Cells(path, columns)
    percent = _beyond_shares(
        cells.level(row, "salience") for row in table.rows if "%" not in cells.text(row, "salience")
    )
    return tuple(
        _read(path, table, columns, name, rows, scale, percent) for name, rows in by_name.items()
    )


def _read(
    path: Path,
    table: Table,
    columns: Mapping[str, int],
    name: str,
    rows: Sequence[Row],
    scale: tuple[float, float] | None,
    percent: bool | None = None,
) -> Read:
    """The issue in these rows.

    `percent`: whether saliences without a sign are percentages; None if these rows tell.
    """
    low, high = scale or (0.0, 100.0)
    cells = _Cells(path, columns)
    actors = _actors(path, cells, rows)
    given, percent = _levels(cells, rows, low, high, percent)
    found = Inputs(
        name=name,
        actors=actors,
        positions=tuple(given["position"]),
        saliences=tuple(given["salience"]),
        capabilities=tuple(given["capability"]),
        low=low,
        high=high,
        reference=cells.one_number(rows, "reference", low, high),
        rule=cells.text(rows[0], "rule"),
        names=tuple(
            cells.text(row, "name") or (country_name(actor) if is_state(actor) else actor)
            for row, actor in zip(rows, actors, strict=True)
        ),
    )
    try:
        check_inputs(found)
    except InputError as error:
        place = f"{path}:{rows[0].line}: issue {name[:80]}" if "issue" in columns else str(path)
        raise InputError(f"{place}: {error}") from None
    return Read(found, tuple(_remarks(scale, percent, table, columns)))


def _columns(path: Path, table: Table) -> dict[str, int]:
    """Where each column stands. Raises `InputError` for one that is missing or there twice."""
    headings = [str(cell).strip().lower().replace(" ", "_") for cell in table.header]
    found: dict[str, int] = {}
    for column, aliases in ALIASES.items():
        places = [place for place, heading in enumerate(headings) if heading in aliases]
        if len(places) > 1:
            raise InputError(
                f"{path}:{table.line}: column `{column}` stands twice; leave one of them out"
            )
        if places:
            found[column] = places[0]
    for column in REQUIRED:
        if column not in found:
            near = suggestion(column, [heading for heading in headings if heading])
            raise InputError(
                f"{path}:{table.line}: there is no column `{column}`; "
                f"{near.replace('did you mean', 'is it') if near else 'add it'}"
                f" (needed: {', '.join(REQUIRED)})"
            )
    return found


def _chosen(
    path: Path, rows: Sequence[Row], columns: Mapping[str, int], issue: str | None
) -> tuple[str, Sequence[Row]]:
    """The rows of the issue that is asked for."""
    if not rows:
        raise InputError(f"{path}: no actor is listed; write one in each row")
    if "issue" not in columns:
        if issue is not None:
            raise InputError(f"{path}: there is no column `issue`; leave --issue out")
        return path.stem, rows
    by_name = _by_issue(path, rows, columns)
    if issue is None and len(by_name) > 1:
        some = ", ".join(list(by_name)[:5]) + (", ..." if len(by_name) > 5 else "")
        raise InputError(f"{path}: {len(by_name)} issues; choose one with --issue: {some}")
    name = issue if issue is not None else next(iter(by_name))
    if name not in by_name:
        mend = suggestion(name, by_name) or f"there are {', '.join(list(by_name)[:5])}"
        raise InputError(f"{path}: no issue `{name[:80]}`; {mend}")
    return name, by_name[name]


def _by_issue(path: Path, rows: Sequence[Row], columns: Mapping[str, int]) -> dict[str, list[Row]]:
    """The rows of each issue; all are of one where there is no such column."""
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        name = str(row.cells[columns["issue"]]).strip() if "issue" in columns else path.stem
        if not name:
            raise InputError(f"{path}:{row.line}: column `issue`: the cell is empty; write one")
        by_name.setdefault(name, []).append(row)
    return by_name


def _actors(path: Path, cells: _Cells, rows: Sequence[Row]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    for row in rows:
        actor = cells.text(row, "actor")
        if not actor or len(actor) > LONGEST:
            said = "is empty" if not actor else "is too long"
            raise InputError(f"{cells.at(row, 'actor')}: {said}; write a name or a code")
        if actor in seen:
            raise InputError(
                f"{cells.at(row, 'actor')}: `{actor[:80]}` is listed twice, first in row "
                f"{seen[actor]}; leave one of them out"
            )
        seen[actor] = row.line
        if len(seen) > MOST_ACTORS:
            raise InputError(
                f"{path}:{row.line}: more than {MOST_ACTORS} actors; take those of one mind "
                "together"
            )
    return tuple(seen)


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of a table by the names of their columns."""

    path: Path
    columns: Mapping[str, int]

    def at(self, row: Row, column: str) -> str:
        """The place of a cell, for messages."""
        issue = self.text(row, "issue")[:80]
        return f"{self.path}:{row.line}: column `{column}`" + (f" of {issue}" if issue else "")

    def text(self, row: Row, column: str) -> str:
        if column not in self.columns:
            return ""
        return str(row.cells[self.columns[column]]).strip()

    def level(self, row: Row, column: str) -> Input:
        """A number or a distribution. Raises `InputError` with the place."""
        text = self.text(row, column)
        if not text:
            raise InputError(f"{self.at(row, column)}: the cell is empty; write a number")
        source = self.text(row, "source") or "analyst"
        for pattern, percentiles in ((_PERCENTILES, True), (_TRIPLE, False)):
            if match := pattern.fullmatch(text):
                parts = tuple(self._number(row, column, part) for part in match.groups() if part)
                if list(parts) != sorted(parts):
                    raise InputError(f"{self.at(row, column)}: {text[:80]}: the numbers must rise")
                return Input(parts, percentiles=percentiles, source=source)
        return Input((self._number(row, column, text),), source=source)

    def one_number(self, rows: Sequence[Row], column: str, low: float, high: float) -> float | None:
        """The number of the first row that has one; all rows must agree."""
        found: float | None = None
        for row in rows:
            if not self.text(row, column):
                continue
            number = self._number(row, column, self.text(row, column))
            check_position(self.at(row, column), number, low, high)
            if found is not None and number != found:
                raise InputError(
                    f"{self.at(row, column)}: {number:g}, and {found:g} above; an issue has one"
                )
            found = number
        return found

    def _number(self, row: Row, column: str, text: str) -> float:
        try:
            share = text.strip().endswith("%") and column in ("salience", "capability")
            plain = text.strip().removesuffix("%") if share else text.strip()
            number = float(_with_point(plain)) / (100 if share else 1)
        except ValueError:
            number = float("nan")
        if not isfinite(number) or "_" in text:
            raise InputError(
                f"{self.at(row, column)}: `{text[:80]}` is no number; write one such as 40 or 0.8"
            )
        return number


def _with_point(number: str) -> str:
    """A number with a decimal point in place of a comma.

    >>> _with_point("0,125"), _with_point("12,5"), _with_point("1,000")
    ('0.125', '12.5', '1,000')
    """
    return number.replace(",", ".") if _DECIMAL_COMMA.fullmatch(number) else number


def _marked(cells: _Cells, rows: Sequence[Row], column: Field, levels: Sequence[Input]) -> bool:
    """Whether a column has percent signs.

    Raises `InputError` for a cell without one whose number cannot be a share.
    """
    marked = ["%" in cells.text(row, column) for row in rows]
    for row, sign, level in zip(rows, marked, levels, strict=True):
        if any(marked) and not sign and max(level.numbers) > 1:
            at = cells.at(row, column)
            raise InputError(f"{at}: without %, and others have it; write all in one way")
    return any(marked)


def _beyond_shares(levels: Iterable[Input]) -> bool:
    return any(max(one.numbers) > 1 for one in levels)


def _levels(
    cells: _Cells, rows: Sequence[Row], low: float, high: float, percent: bool | None
) -> tuple[dict[Field, list[Input]], bool]:
    """The inputs by field, and whether the saliences were read as percentages."""
    given = {field: [cells.level(row, field) for row in rows] for field in FIELDS}
    marked = {field: _marked(cells, rows, field, given[field]) for field in FIELDS}
    if percent is None:
        percent = _beyond_shares(given["salience"])
    percent = percent and not marked["salience"]
    if percent:
        given["salience"] = [_hundredth(one) for one in given["salience"]]
    for row, *levels in zip(rows, *given.values(), strict=True):
        for field, level in zip(given, levels, strict=True):
            _check(cells, row, field, level, low, high, percent)
    return given, percent


def _hundredth(one: Input) -> Input:
    return Input(tuple(number / 100 for number in one.numbers), one.percentiles, one.source)


def _check(
    cells: _Cells, row: Row, field: Field, level: Input, low: float, high: float, percent: bool
) -> None:
    place = cells.at(row, field)
    for number in level.numbers:
        if field == "position":
            try:
                check_position(place, number, low, high)
            except InputError as error:
                raise InputError(f"{error} (--scale LOW HIGH)") from None
        elif field == "salience":
            if percent and number > 1:
                raise InputError(
                    f"{place}: {100 * number:g} is more than 100 percent; write 0 to 1 or 0 to 100"
                )
            if percent and 0 < number < 0.01:
                raise InputError(
                    f"{place}: {100 * number:g} stands among percentages; write all saliences 0 to "
                    "1 or all 0 to 100"
                )
            check_salience(place, number)
        else:
            check_capability(place, number)


def _remarks(
    scale: tuple[float, float] | None, percent: bool, table: Table, columns: Mapping[str, int]
) -> Iterator[str]:
    if scale is None:
        yield "the scale is taken to be 0 to 100 (default)"
    if percent:
        yield "saliences above 1: the column is read as percentages"
    passed = [
        str(heading)[:40]
        for place, heading in enumerate(table.header)
        if place not in columns.values() and str(heading).strip()
    ]
    if passed:
        yield f"columns passed over: {', '.join(passed[:8])}{', ...' if len(passed) > 8 else ''}"
