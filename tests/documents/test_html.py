"""Web pages: structure kept, scripts and comments out, hostile markup bounded."""

from __future__ import annotations

import contextlib
import time
from datetime import date

import pytest

from willing.documents.article import Article
from willing.documents.markup import page_title, strip_markup
from willing.documents.read import read_bytes
from willing.errors import DocumentError

from .check import PAGES, assert_sound, prose

S = "Norway said on Monday that it would send two frigates, and that Spain was open to the plan. "


def html(body: str, head: str = "<title>A patrol for the sea</title>") -> Article:
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    (article,) = read_bytes(page.encode(), source="a.html")
    assert_sound(article)
    return article


def test_line_breaks_part_paragraphs_but_not_sentences() -> None:
    article = html(f"<article><h1>A patrol</h1><p>{S}<br><br>{S[:40]}<br>and so on, it said.</p>")
    assert [p.text for p in article.paragraphs] == [S.strip(), S[:40] + " and so on, it said."]


def test_scripts_never_come_through() -> None:
    article = html(
        f"<article><script>alert('Sweden joins.')</script><p onclick='x()'>{S}</p>"
        f"<img src=x onerror=alert(1)><style>p {{}}</style><p>{S.replace('Norway', 'Denmark')}</p>"
        "<noscript>Please enable JavaScript.</noscript></article>"
    )
    assert "Sweden" not in article.text
    assert "alert" not in article.text
    assert "Denmark" in prose(article)


def test_entities_are_decoded_and_markup_in_text_stays_text() -> None:
    article = html(
        f"<article><p>{S}</p><p>Norway &amp; Denmark wrote &lt;b&gt; in it.</p></article>"
    )
    assert "Norway & Denmark wrote <b> in it." in prose(article)


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2025-05-12T10:00:00Z">',
        '<script type="application/ld+json">{"datePublished": "2025-05-12"}</script>',
        '<meta name="date" content="2025-05-12">',
    ],
)
def test_declared_dates(head: str) -> None:
    article = html(f"<article><p>{S * 3}</p></article>", head)
    assert (article.date, article.date_origin) == (date(2025, 5, 12), "metadata")


def test_the_declared_date_holds_where_no_article_can_be_made_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("willing.documents.html._extract", lambda tree: None)
    head = '<title>A patrol</title><meta property="article:published_time" content="2025-05-12">'
    article = html(f"<div>Home</div><div>{S}</div>", head)
    assert any("No article could be made out" in note for note in article.notes)
    assert (article.date, article.date_origin) == (date(2025, 5, 12), "metadata")


def test_a_displayed_date_is_no_metadata() -> None:
    page = (PAGES / "cable_watch.html").read_text(encoding="utf-8")
    (article,) = read_bytes(page.replace("ld+json", "x").encode(), source="a.html")
    assert (article.date, article.date_origin) == (date(2025, 6, 4), "relative")


def test_a_page_without_article_is_read_all_the_same() -> None:
    article = html(f"<div><div>Home</div><div>{S}</div></div>")
    assert S.strip() in prose(article)


def test_a_page_nested_too_deep_for_the_parser_is_read_to_its_end() -> None:
    page = (PAGES / "cable_watch.html").read_text(encoding="utf-8")
    (whole,) = read_bytes(page.encode(), source="a.html")
    (article,) = read_bytes(("<div>" * 2000 + page).encode(), source="a.html")
    assert prose(article) == prose(whole)
    assert article.title == whole.title


HOSTILE = {
    "nested divs": "<div>" * 100_000 + S,
    "nested divs, closed": "<div>" * 100_000 + S + "</div>" * 100_000,
    "giant attribute": f'<p title="{"x" * 2_000_000}">{S * 3}</p>',
    "open comments": S + "<!--" * 300_000,
    "open scripts": S + "<script>" * 200_000,
    "open tags": S + "<a " * 300_000,
    "angle brackets": S + "<" * 500_000,
    "CDATA": f"<![CDATA[ {S} ]]>" * 2_000 + S,
    "entities": S + "&amp;" * 200_000,
    "spans": "<p>" + f"<span>{S}</span>" * 3_000,
    "tables": "<table><tr><td>" * 2_000 + S,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markup_is_bounded(name: str) -> None:
    start = time.perf_counter()
    with contextlib.suppress(DocumentError):
        html(HOSTILE[name])
    assert time.perf_counter() - start < 8


def test_an_entity_bomb_does_not_go_off() -> None:
    entities = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "boom">{entities}]>'
    for root in (
        f"<html><p>{S}&e12;</p></html>",
        f"<rss><channel><item>{S}&e12;</item></channel></rss>",
    ):
        try:
            articles = read_bytes((bomb + root).encode(), source="a.xml")
        except DocumentError:
            continue
        assert all(len(article.text) < 10_000 for article in articles)


def test_strip_markup_keeps_blocks_and_offsets() -> None:
    text, blocks = strip_markup("<title>T</title><h2>Who</h2>a <b>b</b>&amp;c<br>d<p>e<!-- f --> g")
    assert [(b.text, b.mark) for b in blocks] == [
        ("Who", "head"),
        ("a b&c", ""),
        ("d", ""),
        ("e g", ""),
    ]
    assert all(text[b.start : b.end] == b.text for b in blocks)


def test_page_title() -> None:
    assert page_title("<html><TITLE lang=en> A &amp;\n B </TITLE>") == "A & B"
    assert page_title("<p>no title") == ""
