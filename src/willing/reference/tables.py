"""The tables that ship with Willing, and how their dates are read."""

from __future__ import annotations

import csv
import datetime as dt
import unicodedata
from calendar import monthrange
from functools import cache
from importlib.resources import files

_UNSPLIT = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "Æ": "Ae"}
    | {"ß": "ss", "þ": "th", "Þ": "Th", "ð": "d"}
)


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `data/NAME.csv`, each a dictionary of strings."""
    text = (files("willing.reference") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def first_day(text: str) -> dt.date:
    """The first day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; the dawn of time for an empty text.

    >>> first_day("2024-07"), first_day("")
    (datetime.date(2024, 7, 1), datetime.date(1, 1, 1))
    """
    if not text:
        return dt.date.min
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return dt.date(year, month, day)


@cache
def last_day(text: str) -> dt.date:
    """The last day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; the end of time for an empty text.

    >>> last_day("2024-02"), last_day("2024")
    (datetime.date(2024, 2, 29), datetime.date(2024, 12, 31))
    """
    if not text:
        return dt.date.max
    parts = [int(part) for part in text.split("-")]
    year = parts[0]
    month = parts[1] if len(parts) > 1 else 12
    return dt.date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])


def holds(row: dict[str, str], on: dt.date) -> bool:
    """Whether the row's `start` and `end` (both included) cover that day."""
    return first_day(row["start"]) <= on <= last_day(row["end"])


def plain(text: str) -> str:
    """The text without accents, as keyboards in a hurry have it.

    >>> plain("Erdoğan"), plain("Støre")
    ('Erdogan', 'Store')
    """
    if text.isascii():
        return text
    split = unicodedata.normalize("NFKD", text.translate(_UNSPLIT))
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def words(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds several values, separated by `|`."""
    return tuple(part for part in cell.split("|") if part)
