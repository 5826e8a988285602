"""When was the article written? Every date on a page, from the surest to the least sure.

A page shows several dates: the article's own, that of the last comment, that of the day on which
it was saved. Metadata is believed first, then a byline or dateline, then the display date counted
back by the age of the oldest comment, then the display date alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from willing.documents.article import DateOrigin
from willing.documents.phrases import MONTH

_NAMES = (  # our own, since the calendar module's follow the locale
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTHS = {name[:3].lower(): number for number, name in enumerate(_NAMES, start=1)}
_MONTH = rf"(?P<month>{MONTH})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<year>(?:19|20)\d{2})[-/](?P<number>\d{1,2})[-/](?P<day>\d{1,2})(?!\d)",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b",
        rf"\b{_DAY}\.?\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b",
    )
)
_NUMERIC = re.compile(r"\b(?P<a>\d{1,2})[./](?P<b>\d{1,2})[./](?P<year>(?:19|20)\d{2})\b")
_OTHER_LANGUAGE = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?\d{1,2}\.?\s+(?:de\s+)?[^\W\d]{3,12}\.?\s+(?:de\s+)?(?:19|20)\d{2}"
)
_DATELINE = re.compile(
    rf"^[A-Z][\w .,/'’-]{{2,60}}?[,(]\s*{_MONTH}\s+{_DAY}\b[^\n]{{0,40}}?[-–—:)]", re.IGNORECASE
)
_PUBLISHED = re.compile(r"\b(?:published|posted|issued|released|date)\b", re.IGNORECASE)
_UPDATED = re.compile(r"\b(?:updated|modified)\b", re.IGNORECASE)
_AGO = re.compile(
    r"\b(?P<count>\d{1,3}|an?|one|two|three|four|five|six)\s+(?P<unit>hour|day|week|month|year)s?\s+ago\b",
    re.IGNORECASE,
)
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_UNIT_DAYS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}
_LINE_CHARACTERS = 200
_LINES = 200  # of a page's top or foot; a date further down is another's


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date, how it was found, and what a reader should know about it ("" if nothing)."""

    date: date | None
    origin: DateOrigin
    note: str = ""


def find_date(
    *,
    header: Sequence[str] = (),
    byline: Sequence[str] = (),
    foot: Sequence[str] = (),
    lead: str = "",
    comments: Sequence[str] = (),
    metadata: date | None = None,
    saved: date | None = None,
) -> FoundDate:
    """The article's date, the surest first.

    `header` are the lines above the title, `byline` those with dates and authors below it, `foot`
    the ones below the text, `lead` is the first paragraph, `comments` the readers' part of the
    page, `metadata` what the file itself declares, `saved` the day on which the file was made.
    """
    if metadata is not None:
        return FoundDate(metadata, "metadata")
    shown = next(iter(_dates_in(header)), None)
    display = shown or saved
    signed = _byline(header, byline, foot) or _dateline(lead, display)
    if signed is not None:
        return FoundDate(signed, "byline")
    if display is None:
        return FoundDate(None, "none", "No date was found on the page.")
    shows = "the page shows" if shown else "the file was made on"
    oldest = max(
        (match for line in comments for match in _AGO.finditer(line)), key=_age, default=None
    )
    if oldest is not None and _age(oldest) >= 1:
        counted = display - timedelta(days=round(_age(oldest)))
        return FoundDate(
            counted,
            "relative",
            f"Date counted back: {shows} {_words(display)} and a comment made "
            f"“{oldest.group()}”, so the article is of {_words(counted)} or earlier.",
        )
    which = "the one that the page displays" if shown else "the day on which the file was made"
    return FoundDate(
        display,
        "display",
        f"The date {_words(display)} is {which}: it may be the day on which the page was saved.",
    )


def parse_date(text: str) -> date | None:
    """The first whole date (day, month, year) in a short text, or None.

    "3/4/2025" could be of March or of April: it is not read; "13/4/2025" is.

    >>> parse_date("Published on 5 March 2025, 10:04")
    datetime.date(2025, 3, 5)
    """
    text = text[:_LINE_CHARACTERS]
    matches = [match for pattern in _PATTERNS if (match := pattern.search(text))]
    for match in sorted(matches, key=lambda found: found.start()):
        parts = match.groupdict()
        month = int(parts["number"]) if "number" in parts else _MONTHS[parts["month"][:3].lower()]
        if (found := _valid(int(parts["year"]), month, int(parts["day"]))) is not None:
            return found
    if numeric := _NUMERIC.search(text):
        return _day_or_month_first(int(numeric["a"]), int(numeric["b"]), int(numeric["year"]))
    return None if matches else _other_language(text)


def _byline(header: Sequence[str], byline: Sequence[str], foot: Sequence[str]) -> date | None:
    """A date that is called the date of publication, or one right under the title."""
    for label in (_PUBLISHED, _UPDATED):
        labelled = (line for line in (*byline, *header, *foot) if label.search(line[:40]))
        if (found := next(iter(_dates_in(labelled)), None)) is not None:
            return found
    return next(iter(_dates_in(byline)), None)


def _dateline(lead: str, display: date | None) -> date | None:
    """Date of "KYIV, March 5 (Reuters) -": the year is written, or that of the display date."""
    match = _DATELINE.match(lead[:_LINE_CHARACTERS])
    if match is None:
        return None
    if (whole := parse_date(match.group())) is not None:
        return whole
    if display is None:
        return None
    month, day = _MONTHS[match["month"][:3].lower()], int(match["day"])
    this_year = _valid(display.year, month, day)
    if this_year is not None and this_year <= display:
        return this_year
    return _valid(display.year - 1, month, day)


def _dates_in(lines: Iterable[str]) -> list[date]:
    few = islice(lines, _LINES)
    return [found for line in few if len(line) < _LINE_CHARACTERS and (found := parse_date(line))]


def _age(match: re.Match[str]) -> float:
    count = match["count"].lower()
    return (_COUNTS.get(count) or int(count)) * _UNIT_DAYS[match["unit"].lower()]


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_or_month_first(a: int, b: int, year: int) -> date | None:
    if a > 12 or a == b:
        return _valid(year, b, a)
    return _valid(year, a, b) if b > 12 else None


def _other_language(text: str) -> date | None:
    """Date of "3 avril 2025", "3 de abril de 2025": a line that is a date and nothing else."""
    if _OTHER_LANGUAGE.fullmatch(text) is None:
        return None
    import dateparser

    settings = {"STRICT_PARSING": True, "RELATIVE_BASE": datetime(2000, 1, 1), "DATE_ORDER": "DMY"}
    found: datetime | None = dateparser.parse(text, settings=settings)
    return found.date() if found else None


def _words(day: date) -> str:
    return f"{day.day} {_NAMES[day.month - 1]} {day.year}"
