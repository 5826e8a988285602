"""Whatever comes in, an article or a DocumentError comes out, with exact offsets."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from willing.documents.clutter import _PHOTO, _is_photo_caption
from willing.documents.identity import normalised
from willing.documents.read import read_bytes, read_text
from willing.errors import DocumentError

from .check import assert_sound

PIECES = [
    "Norway will lead the patrol, its minister said.",
    "Spain has not decided. It asks for a mandate first.",
    "Who Is In?",
    "1 COMMENT",
    "Comments",
    "Leave a reply",
    "3 days ago",
    "Reply",
    "Related articles",
    "Most read",
    "Read also: What a frigate costs",
    "Sweden Orders Four New Boats After...",
    "The order is the largest ever and it comes when...",
    "Other likely members are –",
    "They are:",
    "- Denmark",
    "2) Poland",
    "• ",
    "#",
    "## Who pays",
    "---",
    "===",
    "```",
    "> quoted words that run on",
    "title: A patrol",
    "12 May 2025",
    "Published: 31 February 2025",
    "By Ana Roe",
    "Photo: Navy",
    "It was cold. Credit: Navy Press",
    "We use cookies.",
    "var x = {};",
    "Norway, Spain, patrol",
    "“",
    "...",
    "?",
    "\u00a0",
    "\u200b",
    "\ud800",
    "海軍は来月から巡回を始めると発表した。",
]
SEPARATORS = ["\n", "\n\n", "\r\n", "\r\n\r\n", " ", "\t", "\x0b", "\u2028", "\n \n"]
pages = st.lists(
    st.tuples(st.sampled_from(PIECES) | st.text(max_size=30), st.sampled_from(SEPARATORS)),
    max_size=40,
).map(lambda pairs: "".join(piece + separator for piece, separator in pairs))
TAGS = """<p> </p> <h2> </h2> <li> </ul> <div> </div> <br> <script> </script> <!-- --> <article>
</article> <a href=x> <title> </title> <table><tr><td> <![CDATA[ ]]> &amp; &#0; &#xD800; < > " '
<p onclick='x()'> <svg> <time datetime=2025-05-12> <meta charset=utf-7> <html> <?xml ?> <noscript>
<form> <quote> <body> </body> <template> <rss> <item> <description>"""
tags = st.sampled_from(TAGS.split())
markup = st.lists(tags | st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map(" ".join)


@given(pages, st.sampled_from(["", "Who Is In?", "A patrol"]), st.booleans())
@settings(max_examples=400, deadline=None)
@example("\ud800 is not a letter, said the minister of Norway.", "", True)
def test_any_text_is_read_or_refused(text: str, title: str, clean: bool) -> None:
    try:
        article = read_text(text, doc="d", title=title, clean=clean)
    except DocumentError:
        return
    assert article.text == text
    assert_sound(article)
    if not clean:
        assert not article.dropped


@given(pages)
@settings(max_examples=200, deadline=None)
def test_reading_is_deterministic_and_blind_to_trailing_space(text: str) -> None:
    try:
        article = read_text(text, doc="d")
    except DocumentError:
        return
    assert read_text(text, doc="d") == article
    assert read_text(text + "\n \n", doc="other").id == article.id


@given(pages)
@settings(max_examples=200, deadline=None)
def test_markdown_is_read_or_refused_verbatim(text: str) -> None:
    data = text.encode("utf-8", errors="replace")
    try:
        (article,) = read_bytes(data, source="a.md")
    except DocumentError:
        return
    assert_sound(article)
    assert article.text in (data.decode(), data.decode("utf-8-sig")) or article.title


@given(markup, st.sampled_from(["a.html", "-", "a.xml"]))
@settings(max_examples=300, deadline=None)
def test_any_markup_is_read_or_refused(page: str, name: str) -> None:
    try:
        articles = read_bytes(page.encode("utf-8", errors="replace"), source=name)
    except DocumentError:
        return
    for article in articles:
        assert_sound(article)


@given(
    st.binary(max_size=400) | st.binary(max_size=200).map(lambda b: b"%PDF-1.7\n" + b),
    st.sampled_from(["-", "a.txt", "a.html", "a.md", "a.pdf", "a.xml", "a.rss", "a.bin", "..", ""]),
)
@settings(max_examples=300, deadline=None)
@example(b"\xff\xfe\x00\xd8", "-")
@example(b"<?xml version='1.0' encoding='utf-16'?><rss/>", "a.xml")
@example(b"<!--" * 1000, "a.html")
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    try:
        articles = read_bytes(data, source=name)
    except DocumentError as error:
        assert str(error).startswith(f"{name}:")
        return
    for article in articles:
        assert_sound(article)


_MARKS = str.maketrans("‘’‚‛“”„‟«»‐‑‒–—―\u00ad", '\'\'\'\'""""""------\u200b')


@given(st.text() | st.text("‘’“”«»–—\u00ad\u200b Aaßﬁ\u00a0\t"))
def test_texts_are_made_alike_character_by_character(text: str) -> None:
    plain = unicodedata.normalize("NFKC", text).translate(_MARKS).replace("\u200b", "")
    assert normalised(text) == " ".join(plain.casefold().split())


_CREDIT = "photo Images picture by : © credit Getty AP file (Reuters) [AFP/ PA /EPA] . | Peru"


@given(st.lists(st.sampled_from(_CREDIT.split()), max_size=12).map(" ".join))
def test_no_photographer_is_passed_over(text: str) -> None:
    assert _is_photo_caption(text) == (_PHOTO.search(text[-80:]) is not None)
