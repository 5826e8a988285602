"""A whole page with all its clutter, saved as text and as HTML."""

from __future__ import annotations

from datetime import date

import pytest

from willing.documents.article import Article
from willing.documents.read import read

from .check import PAGES, assert_sound, prose, reasons

CLUTTER = [
    "Sweden",
    "France",
    "Poland",
    "cookies",
    "newsletter",
    "Lindqvist",
    "12 days ago",
    "repair",
    "vessel off Bergen",
    "rights reserved",
    "Featured",
    "Gazette",
]


@pytest.fixture(params=["cable_watch.txt", "cable_watch.html"])
def page(request: pytest.FixtureRequest) -> Article:
    (article,) = read(PAGES / request.param)
    return article


def test_the_article_is_whole(page: Article) -> None:
    assert_sound(page)
    assert page.title.startswith("Eight Capitals Weigh A Joint Watch Over The Seabed Cables.")
    assert page.doc == "cable_watch"
    by_heading: dict[str | None, list[str]] = {}
    for paragraph in page.paragraphs:
        by_heading.setdefault(paragraph.heading, []).append(paragraph.text.split()[0])
    assert by_heading == {
        None: ["A", "The"],
        "Why Not The Alliance?": ["A"],
        "Who Sails?": ["The", "The", "Estonia:", "Iceland:"],
        "Who Stays In Port?": ["Other", "Germany:", "Portugal:"],
        "What Happens Next": ["The"],
    }


@pytest.mark.parametrize("word", CLUTTER)
def test_nothing_comes_from_the_clutter(page: Article, word: str) -> None:
    assert word not in prose(page)


def test_each_piece_of_clutter_has_its_reason() -> None:
    (page,) = read(PAGES / "cable_watch.txt")
    found = reasons(page)
    assert found["Monday"] == "date"
    assert found["The Harbour Gazette"] == "header"
    assert found["By Marta Lindqvist and Tom Okafor"] == "credit"
    assert found["cables, northern seas, Norway"] == "caption"
    assert found["A patrol vessel off Bergen in May. Photo: Harbour Gazette"] == "caption"
    assert found["Read also: What a cable repair costs"] == "related"
    assert found["2 COMMENTS"] == "comment"
    assert found["Related articles"] == "related"


def test_both_ways_of_saving_give_one_article() -> None:
    (as_text,), (as_html,) = read(PAGES / "cable_watch.txt"), read(PAGES / "cable_watch.html")
    assert as_text.id == as_html.id
    assert as_html.publisher == "The Harbour Gazette"
    assert as_html.url == "https://gazette.example/world/seabed-cables"


def test_the_page_tells_its_date_as_well_as_it_can() -> None:
    (as_text,), (as_html,) = read(PAGES / "cable_watch.txt"), read(PAGES / "cable_watch.html")
    assert (as_html.date, as_html.date_origin) == (date(2025, 6, 3), "metadata")
    assert (as_text.date, as_text.date_origin) == (date(2025, 6, 4), "relative")
    assert "12 days ago" in as_text.notes[0]


def test_a_date_from_the_caller_wins() -> None:
    (page,) = read(PAGES / "cable_watch.html", date=date(2025, 6, 1))
    assert (page.date, page.date_origin) == (date(2025, 6, 1), "given")
