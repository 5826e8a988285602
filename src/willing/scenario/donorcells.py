"""The cells of a table of donors by the names of their columns, and the unit of its amounts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from unicodedata import category

from willing.errors import InputError
from willing.reference.aid import LARGEST, UNITS
from willing.reference.sheets import Cell, Row
from willing.scenario.aid import Unit

_UNIT_WORDS = {"billion": "bn", "bn": "bn", "million": "mn", "mn": "mn", "m": "mn", "mio": "mn"}
_CURRENCIES = {"eur": "eur", "euro": "eur", "euros": "eur", "€": "eur"} | {
    "usd": "usd",
    "$": "usd",
    "dollar": "usd",
    "dollars": "usd",
    "us$": "usd",
}


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a table by the names of their columns."""

    path: Path
    columns: Mapping[str, int]

    def at(self, row: Row, column: str) -> str:
        """The place of a cell, for messages."""
        return f"{self.path}:{row.line}: column `{column}`"

    def text(self, row: Row, column: str) -> str:
        """What stands in a cell; nothing where there is no such column. Raises `InputError`."""
        text = _plain(row.cells[self.columns[column]]) if column in self.columns else ""
        if odd := next((one for one in text if category(one) == "Cc" and one not in "\t\r\n"), ""):
            raise InputError(
                f"{self.at(row, column)}: a control character (U+{ord(odd):04X}) stands in it; "
                "write it anew"
            )
        return text

    def amount(self, row: Row, column: str) -> float | None:
        """A number of 0 or more; None for an empty cell. Raises `InputError` with the place."""
        text = self.text(row, column)
        if not text:
            return None
        if text.startswith(("=", "+", "@")):
            raise InputError(f"{self.at(row, column)}: `{text[:40]}` is a formula; write its value")
        try:
            number = float(text)
        except ValueError:
            number = float("nan")
        if not isfinite(number) or "_" in text:
            raise InputError(
                f"{self.at(row, column)}: `{text[:40]}` is no number; write one such as 1.25"
            )
        if number < 0:
            raise InputError(
                f"{self.at(row, column)}: {number:g} is below 0; write 0 or more, and take "
                "what was withdrawn off the row that it corrects"
            )
        if number > LARGEST:
            raise InputError(
                f"{self.at(row, column)}: {number:g} is above {LARGEST:g}; use a larger unit"
            )
        return number


def _plain(cell: Cell) -> str:
    """A cell as text; whole numbers of a sheet without a point."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell).strip()


def unit_of(cells: Cells, rows: Sequence[Row], said: object) -> tuple[Unit, tuple[str, ...]]:
    """The unit of all amounts. Raises `InputError` where rows differ, or the scenario does."""
    given = said if isinstance(said, str) and said in UNITS else None
    if "unit" not in cells.columns:
        remark = () if given else ("no column `unit`: amounts are read as EUR billion (default)",)
        return _as_unit(given or "eur_bn"), remark
    first = _unit_of(cells, rows[0])
    for row in rows:
        if (other := _unit_of(cells, row)) != first:
            raise InputError(
                f"{cells.at(row, 'unit')}: {other}, and {first} above; write all amounts in one"
            )
    if given and given != first:
        raise InputError(f"{cells.path}: amounts in {first}, and `unit: {given}`; mend one of them")
    return _as_unit(first), ()


def _as_unit(text: str) -> Unit:
    found: dict[str, Unit] = {
        "eur_bn": "eur_bn",
        "eur_mn": "eur_mn",
        "usd_bn": "usd_bn",
        "usd_mn": "usd_mn",
    }
    return found[text]


def _unit_of(cells: Cells, row: Row) -> str:
    """A unit as people write it: `EUR bn`, `USD million`, `bn EUR`."""
    text = cells.text(row, "unit").lower()
    words = re.findall(r"us\$|[a-z]+|[€$]", text)
    currency = [_CURRENCIES[word] for word in words if word in _CURRENCIES]
    size = [_UNIT_WORDS[word] for word in words if word in _UNIT_WORDS]
    if len(currency) != 1 or len(size) != 1 or len(words) != 2:
        raise InputError(
            f"{cells.at(row, 'unit')}: `{text[:40]}` is no unit; write EUR bn, EUR mn, USD bn or "
            "USD mn"
        )
    return f"{currency[0]}_{size[0]}"
