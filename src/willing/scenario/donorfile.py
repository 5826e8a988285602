"""A table of donors, as people keep it in CSV or XLSX files; treated as hostile.

    donor,kind,date,committed,allocated,unit
    Germany,military,2024-05,1.2,0.8,EUR bn

One row for each gift. Columns in any order: `donor` and `allocated` (or `delivered`) or `committed`
or both; where they help `kind`, `date` (or `year` and `month`) and `unit`. Or one row for each
donor, or donor and month, with a column for each of `financial`, `humanitarian` and `military`, as
the Ukraine Support Tracker of the Kiel Institute has it: `country`, `iso`, `year`, `month`, those
three, and `commitments`; or the same as cumulative sums, with `through` and names in `_bn`, of
which the last is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from willing.errors import InputError
from willing.reference.aid import MOST_DONORS
from willing.reference.countries import is_state, resolve, suggest
from willing.reference.sheets import Row, Table, read_rows
from willing.scenario.aid import Gift, Unit
from willing.scenario.donorcells import Cells, unit_of
from willing.scenario.problems import suggestion

EXAMPLE = "donor,kind,date,committed,allocated,unit"
ALIASES = {
    "donor": ("donor", "donors", "country"),
    "code": ("iso", "iso3", "code"),
    "kind": ("kind", "type", "kind_of_aid", "aid_type"),
    "date": ("date", "day"),
    "year": ("year",),
    "month": ("month",),
    "through": ("through",),
    "committed": ("committed", "commitments", "commitment", "pledged", "commitments_bn"),
    "allocated": ("allocated", "delivered", "allocations", "amount", "given"),
    "unit": ("unit", "currency"),
}
"""The columns, and the headings that they may have."""

WIDE = ("financial", "humanitarian", "military")
"""Kinds that have a column of their own in the tracker's files."""

FIRST_MONTH = 2022 * 12
"""The tracker counts from January 2022: its cumulative sums cover the months since."""

INSTITUTIONS = re.compile(r"(?i)(?:the )?(?:EU|European) (?:institutions?|\(Commission.*\))")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})(?:-\d{1,2}(?:[ T].*)?)?")


@dataclass(frozen=True, slots=True)
class Donors:
    """The rows of a table of donors, their unit, the months of cumulative sums, and remarks."""

    gifts: tuple[Gift, ...]
    unit: Unit
    months: float | None
    remarks: tuple[str, ...]


def read_donors(path: Path, *, unit: object = None) -> Donors:
    """The gifts of a CSV or XLSX file; `unit` is said by whoever names the file.

    Raises `InputError` with file, row and column.
    """
    table = read_rows(path, EXAMPLE)
    cells = Cells(path, _columns(path, table))
    if not table.rows:
        raise InputError(f"{path}: no donor below the heading; write one in each row")
    rows, months, remarks = _last(cells, table.rows)
    found, told = unit_of(cells, rows, unit)
    gifts: list[Gift] = []
    seen: dict[tuple[object, ...], int] = {}
    for row in rows:
        mine = tuple(_gifts(cells, row))
        _check_repeated(cells, row, mine, seen)
        gifts += mine
    if len({gift.donor for gift in gifts}) > MOST_DONORS:
        raise InputError(f"{path}: more than {MOST_DONORS} donors; take small ones together")
    if not any(gift.allocated or gift.committed for gift in gifts):
        raise InputError(f"{path}: every amount is 0 or empty; nobody gave anything")
    passed = _passed(table, cells)
    return Donors(tuple(gifts), found, months, (*told, *remarks, *passed))


def _columns(path: Path, table: Table) -> dict[str, int]:
    """Where each column stands. Raises `InputError` for one that is missing or there twice."""
    headings = [str(cell).strip().lower().replace(" ", "_") for cell in table.header]
    aliases = ALIASES | {kind: (kind, f"{kind}_bn") for kind in WIDE}
    found: dict[str, int] = {}
    for column, names in aliases.items():
        places = [place for place, heading in enumerate(headings) if heading in names]
        if len(places) > 1:
            both = " and ".join(f"`{headings[place][:40]}`" for place in places[:2])
            raise InputError(f"{path}:{table.line}: {both} mean the same; leave one of them out")
        if places:
            found[column] = places[0]
    where = f"{path}:{table.line}"
    if "donor" not in found and "code" not in found:
        near = suggestion("donor", [heading for heading in headings if heading])
        mend = near.replace("did you mean", "is it") if near else f"write {EXAMPLE}"
        raise InputError(f"{where}: there is no column `donor`; {mend}")
    wide = any(kind in found for kind in WIDE)
    if wide and ("allocated" in found or "kind" in found):
        raise InputError(f"{where}: kinds as columns and as rows; write them in one way")
    if not wide and "allocated" not in found and "committed" not in found:
        raise InputError(f"{where}: no column of amounts; add `allocated` or `committed`")
    return found


def _last(cells: Cells, rows: Sequence[Row]) -> tuple[Sequence[Row], float | None, list[str]]:
    """Of cumulative sums those up to the last month, and how many months these cover."""
    if "through" not in cells.columns:
        return rows, None, []
    by_month: dict[int, list[Row]] = {}
    for row in rows:
        by_month.setdefault(_month(cells, row, "through"), []).append(row)
    last = max(by_month)
    months = last - FIRST_MONTH + 1
    if months < 1:
        raise InputError(f"{cells.at(rows[0], 'through')}: before 2022-01, where the sums begin")
    remark = f"cumulative sums from 2022-01 through {_written(last)}: {months} months"
    return by_month[last], float(months), [remark]


def _gifts(cells: Cells, row: Row) -> Iterator[Gift]:
    """What stands in one row: one gift, or one of each kind and what was committed."""
    donor = _donor(cells, row)
    month = _when(cells, row)
    committed = cells.amount(row, "committed")
    wide = [kind for kind in WIDE if kind in cells.columns]
    if not wide:
        allocated = cells.amount(row, "allocated")
        kind = _slug(cells.text(row, "kind"))
        if allocated is None and committed is None:
            raise InputError(f"{cells.path}:{row.line}: no amount; write one, or leave the row out")
        yield Gift(donor=donor, kind=kind, month=month, allocated=allocated, committed=committed)
        return
    for kind in wide:
        given = cells.amount(row, kind)
        yield Gift(donor=donor, kind=kind, month=month, allocated=given or 0.0)
    if committed is not None:
        yield Gift(donor=donor, month=month, committed=committed)


def _donor(cells: Cells, row: Row) -> str:
    """The donor's code. Raises `InputError` for an unknown one, and for a code of another."""
    code, name = (_known(cells.text(row, column)) for column in ("code", "donor"))
    if code and name and code != name:
        both = " and ".join(f"`{cells.text(row, column)[:40]}`" for column in ("donor", "code"))
        raise InputError(
            f"{cells.at(row, 'code')}: {both} are two donors, {name} and {code}; mend one of them, "
            "or leave the code empty"
        )
    if found := code or name:
        return found
    column = "donor" if "donor" in cells.columns else "code"
    text = cells.text(row, column)
    near = suggest(text[:80]) if text else []
    said = f"nobody knows the donor `{text[:60]}`" if text else "the cell is empty"
    mend = f"did you mean {near[0]}?" if near else "write a state, or `eu` for its institutions"
    raise InputError(f"{cells.at(row, column)}: {said}; {mend}")


def _known(text: str) -> str:
    """The code of a state, or of the EU's institutions; nothing where it is neither."""
    if INSTITUTIONS.fullmatch(text):
        return "eu"
    found = resolve(text[:80]) if text else None
    return found if found is not None and (is_state(found) or found == "eu") else ""


def _slug(text: str) -> str:
    """A kind as a short name.

    >>> _slug("Military aid"), _slug("Total")
    ('military_aid', '')
    """
    found = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:40]
    return "" if found in ("total", "all") else found


def _when(cells: Cells, row: Row) -> str:
    """The month of a row, or nothing where the table has no dates."""
    if "date" in cells.columns:
        return _written(_month(cells, row, "date"))
    if "month" not in cells.columns:
        return ""
    if "year" not in cells.columns:
        return _written(_month(cells, row, "month"))
    year, month = (_whole(cells, row, column) for column in ("year", "month"))
    if not (1900 <= year <= 2200 and 1 <= month <= 12):
        raise InputError(f"{cells.at(row, 'month')}: {year}-{month} is no month; write 2025 and 2")
    return f"{year:04d}-{month:02d}"


def _whole(cells: Cells, row: Row, column: str) -> int:
    text = cells.text(row, column)
    if not re.fullmatch(r"\d{1,4}", text):
        raise InputError(f"{cells.at(row, column)}: `{text[:40]}` is no {column}; write a number")
    return int(text)


def _month(cells: Cells, row: Row, column: str) -> int:
    """A month, counted from year 0."""
    text = cells.text(row, column)
    found = _MONTH.fullmatch(text)
    year, month = (int(found.group(1)), int(found.group(2))) if found else (0, 0)
    if not (1900 <= year <= 2200 and 1 <= month <= 12):
        raise InputError(
            f"{cells.at(row, column)}: `{text[:40]}` is no date; write a month as 2025-02"
        )
    return year * 12 + month - 1


def _written(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def _check_repeated(
    cells: Cells, row: Row, gifts: Sequence[Gift], seen: dict[tuple[object, ...], int]
) -> None:
    """Gifts of one month add up; the same row twice, or two sums without a date, are a mistake."""
    for gift in gifts:
        key: tuple[object, ...] = (gift.donor, gift.kind)
        if gift.month:
            key = (gift.donor, gift.kind, cells.text(row, "date") or gift.month)
            key = (*key, gift.allocated, gift.committed)
        if not gift.month or "date" in cells.columns:
            if key in seen:
                again = "the same gift" if gift.month else f"`{gift.donor}` has a sum already"
                raise InputError(
                    f"{cells.path}:{row.line}: {again}, in row {seen[key]}; leave one of them out"
                )
            seen[key] = row.line
            continue
        month = (gift.donor, gift.kind, gift.month, gift.allocated is None)
        if month in seen:
            raise InputError(
                f"{cells.path}:{row.line}: {gift.donor} has {gift.month} already, in row "
                f"{seen[month]}; leave one of them out"
            )
        seen[month] = row.line


def _passed(table: Table, cells: Cells) -> Iterator[str]:
    passed = [
        str(heading)[:40]
        for place, heading in enumerate(table.header)
        if place not in cells.columns.values() and str(heading).strip()
    ]
    if passed:
        yield f"columns passed over: {', '.join(passed[:8])}{', ...' if len(passed) > 8 else ''}"
