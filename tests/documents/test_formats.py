"""Markdown, PDF and feeds."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdf import PdfReader, PdfWriter

from willing.documents.article import Article
from willing.documents.read import read_bytes
from willing.errors import DocumentError

from .check import assert_sound, prose

MARKDOWN = """---
title: "A patrol for the sea"
date: 2025-05-12
url: https://gazette.example/a
---

# A patrol for the sea

Norway leads it, with [Denmark](https://dk.example),
and five others follow.

Who is in
---------

- Spain sends *one* ship,
  a frigate.
- Italy may.

## Who is out ##

> Malta is out.

![A ship](ship.png)

```python
print("Sweden is in.")
```
"""


def markdown() -> Article:
    (article,) = read_bytes(MARKDOWN.encode(), source="a.md")
    assert_sound(article)
    return article


def test_markdown_is_verbatim_with_its_structure() -> None:
    article = markdown()
    assert article.text == MARKDOWN
    assert [(p.heading, p.text) for p in article.paragraphs] == [
        (None, "Norway leads it, with [Denmark](https://dk.example),\nand five others follow."),
        ("Who is in", "Spain sends *one* ship,\n  a frigate."),
        ("Who is in", "Italy may."),
        ("Who is out", "Malta is out."),
    ]
    assert "Sweden" in article.dropped[-1].text


def test_front_matter_is_metadata() -> None:
    article = markdown()
    assert article.title == "A patrol for the sea"
    assert (article.date, article.date_origin) == (date(2025, 5, 12), "metadata")
    assert article.url == "https://gazette.example/a"


def test_markdown_title_without_front_matter_is_the_first_heading() -> None:
    (article,) = read_bytes(b"# Who sails\n\nNorway sails in May.\n", source="a.md")
    assert article.title == "Who sails"
    assert article.paragraphs[0].heading is None


def test_a_heading_full_of_blanks_takes_no_time() -> None:
    page = (
        f"# News{' ' * 300_000}today\n\nFrance will join the patrol, its minister said on Monday."
    )
    (article,) = read_bytes(page.encode(), source="page.md")
    assert (article.title, len(article.paragraphs)) == ("News today", 1)


def pdf(*pages: list[str], title: str = "") -> bytes:
    """A small PDF with Helvetica text, written by hand after the format's specification."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for i, lines in enumerate(pages):
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 50 780 Td {shown} ET"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * i} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects.append(f"<< /Title ({title}) /CreationDate (D:20250512100000Z) >>")
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode())
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    for place in places:
        out.write(f"{place:010d} 00000 n \n".encode())
    root = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    out.write(f"trailer\n{root}\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


BODY = [
    "Norway will lead a naval patrol in the northern sea, its minister said on",
    "Monday, adding that five countries had agreed to take part in it this year.",
    "Spain is out.",
]


def test_pdf_text_title_date_and_running_heads() -> None:
    bodies = [
        [
            line.replace("Norway", land).replace("Monday", day).replace("Spain", other)
            for line in BODY
        ]
        for land, day, other in zip(
            ["Norway", "Denmark", "Iceland"],
            ["Monday", "Tuesday", "Friday"],
            ["Spain", "Malta", "Italy"],
            strict=True,
        )
    ]
    pages = [
        ["The Sea Review 2025", *body, f"Page {n} of 3"] for n, body in enumerate(bodies, start=1)
    ]
    (article,) = read_bytes(pdf(*pages, title="A patrol for the sea"), source="a.pdf")
    assert_sound(article)
    assert article.title == "A patrol for the sea"
    assert (article.date, article.date_origin) == (date(2025, 5, 12), "display")
    assert any("12 May 2025 is the day on which the file was made" in n for n in article.notes)
    assert [p.text for p in article.paragraphs] == ["\n".join(body) for body in bodies]
    assert {d.reason for d in article.dropped} == {"furniture"}
    assert "Page 2 of 3" not in prose(article)


def test_a_printed_page_has_the_date_of_its_byline_and_the_whole_headline() -> None:
    page = ["Nine navies, one strait: who will", "guard the sea?", "By Rosa Lindqvist",
            "9 January 2024", *BODY]  # fmt: skip
    title = "Nine navies, one strait: who will guard the sea? | The Harbour Post"
    (article,) = read_bytes(pdf(page, title=title), source="a.pdf")
    assert article.title == "Nine navies, one strait: who will guard the sea?"
    assert (article.date, article.date_origin) == (date(2024, 1, 9), "byline")


def test_pdf_without_text_says_scanned() -> None:
    with pytest.raises(DocumentError, match="no text"):
        read_bytes(pdf([]), source="a.pdf")


def test_pdf_with_password_is_refused() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(BODY))))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    with pytest.raises(DocumentError, match="encrypted"):
        read_bytes(locked.getvalue(), source="a.pdf")


def test_pdf_with_too_many_pages_is_refused() -> None:
    with pytest.raises(DocumentError, match="501 pages"):
        read_bytes(pdf(*[["x"]] * 501), source="a.pdf")


@pytest.mark.parametrize("cut", [20, 200, 600, -30])
def test_broken_pdf_is_an_error_or_an_article(cut: int) -> None:
    try:
        articles = read_bytes(pdf(BODY)[:cut], source="a.pdf")
    except DocumentError as error:
        assert str(error).startswith("a.pdf: ")
    else:
        assert_sound(articles[0])


RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>The Gazette</title>
<item><title>Norway &amp;amp; the sea</title><link>https://gazette.example/1</link>
<pubDate>Mon, 12 May 2025 10:00:00 GMT</pubDate>
<description><![CDATA[<p>Norway leads it, its minister said.</p><script>alert(1)</script>
<p>Spain is out of it.</p>]]></description></item>
<item><title>Empty</title></item>
<item><title>Plain words</title>
<description>Italy may join it, its minister said.</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Gazette</title>
<entry><title>A patrol</title><updated>2025-05-12T10:00:00Z</updated>
<link href="https://gazette.example/1"/>
<content type="html">&lt;p&gt;Norway leads it, its minister said.&lt;/p&gt;</content>
</entry></feed>"""


def test_rss_gives_one_article_per_entry_with_prose() -> None:
    first, last = read_bytes(RSS.encode(), source="news.xml")
    assert (first.doc, last.doc) == ("news-1", "news-3")
    assert first.title == "Norway & the sea"
    assert [p.text for p in first.paragraphs] == [
        "Norway leads it, its minister said.",
        "Spain is out of it.",
    ]
    assert (first.date, first.date_origin) == (date(2025, 5, 12), "metadata")
    assert (first.publisher, first.url) == ("The Gazette", "https://gazette.example/1")
    assert last.date is None


def test_atom_without_a_declaration_is_known_by_its_content() -> None:
    (article,) = read_bytes(ATOM.encode(), source="-")
    assert_sound(article)
    assert article.doc == "stdin-1"
    assert article.date == date(2025, 5, 12)
