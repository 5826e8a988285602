"""Which of a page's dates is the article's?"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willing.documents.dates import find_date, parse_date
from willing.documents.read import read_text

DISPLAY = ("Thursday", "May 15, 2025")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("May 12, 2025", date(2025, 5, 12)),
        ("12 May 2025", date(2025, 5, 12)),
        ("12th of May 2025", date(2025, 5, 12)),
        ("Sept. 3, 2024", date(2024, 9, 3)),
        ("2025-05-12T10:00:00Z", date(2025, 5, 12)),
        ("2025/05/12", date(2025, 5, 12)),
        ("13/5/2025", date(2025, 5, 13)),
        ("5/13/2025", date(2025, 5, 13)),
        ("5/12/2025", None),
        ("12.5.2025 and later 1 June 2025", date(2025, 6, 1)),
        ("31 February 2025", None),
        ("12 mai 2025", date(2025, 5, 12)),
        ("12 de mayo de 2025", date(2025, 5, 12)),
        ("troops may be sent", None),
        ("a march of 20 2025 men", None),
        ("", None),
    ],
)
def test_parse_date(text: str, expected: date | None) -> None:
    assert parse_date(text) == expected


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_way_of_writing_a_date_is_read(day: date) -> None:
    for text in (
        day.isoformat(),
        f"Updated {day:%B} {day.day}, {day.year} at 10:00",
        f"{day:%A}, {day.day} {day:%b}. {day.year}",
    ):
        assert parse_date(text) == day


def test_metadata_comes_first() -> None:
    found = find_date(header=DISPLAY, byline=("1 May 2025",), metadata=date(2025, 4, 1))
    assert (found.date, found.origin) == (date(2025, 4, 1), "metadata")


def test_byline_before_display_and_publication_before_update() -> None:
    lines = ("Updated 9 May 2025", "Published 7 May 2025")
    found = find_date(header=DISPLAY, byline=lines)
    assert (found.date, found.origin) == (date(2025, 5, 7), "byline")


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("OSLO, May 12, 2024 (Agency) - Norway leads.", date(2024, 5, 12)),
        ("OSLO, May 12 (Agency) - Norway leads.", date(2025, 5, 12)),
        ("OSLO, December 30 (Agency) - Norway leads.", date(2024, 12, 30)),
    ],
)
def test_dateline_takes_its_year_from_the_display_date(lead: str, expected: date) -> None:
    assert find_date(header=DISPLAY, lead=lead).date == expected


def test_a_dateline_without_any_year_is_not_guessed() -> None:
    found = find_date(lead="OSLO, May 12 (Agency) - Norway leads.")
    assert (found.date, found.origin) == (None, "none")


@pytest.mark.parametrize(
    ("ages", "expected"),
    [
        (("12 days ago", "3 days ago"), date(2025, 5, 3)),
        (("2 weeks ago",), date(2025, 5, 1)),
        (("a month ago",), date(2025, 4, 15)),
    ],
)
def test_the_oldest_comment_counts_back(ages: tuple[str, ...], expected: date) -> None:
    found = find_date(header=DISPLAY, comments=ages)
    assert (found.date, found.origin) == (expected, "relative")
    assert ages[0] in found.note


def test_the_display_date_may_be_the_day_of_saving() -> None:
    found = find_date(header=DISPLAY, comments=("5 hours ago",))
    assert (found.date, found.origin) == (date(2025, 5, 15), "display")
    assert "day on which the page was saved" in found.note


def test_a_relative_time_in_the_prose_is_not_the_pages() -> None:
    text = "May 15, 2025\n\nA Patrol For The Northern Sea\n\nNorway said so 3 days ago, in Oslo."
    article = read_text(text, doc="d")
    assert (article.date, article.date_origin) == (date(2025, 5, 15), "display")
