"""The article: one document, cleaned, with every word still where it stood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

DateOrigin = Literal["given", "metadata", "byline", "relative", "display", "none"]
"""How a date was found, the surest first: said by the caller; in the page's metadata; in a
byline or dateline; counted back from a relative time on the page ("29 days ago"); the date that
the page displays, which may be the day of saving; not at all."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of prose or a list item: `article.text[start:end] == text`.

    `heading` is the nearest heading above it (or None); a heading is not a paragraph.
    """

    text: str
    start: int
    end: int
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A stretch that was left out as clutter, and why ("comment", "teaser", "notice", ...)."""

    text: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """One document, cleaned.

    `id` is a hash of the title and the paragraphs: the same story saved twice with other clutter
    around it has the same id. `text` is the verbatim text that all offsets refer to (for HTML:
    the text extracted from it). `source` is the path or address as given; `doc` the short name
    that output carries (a file's stem, a passage's id). `notes` are remarks to the reader, such
    as a date that may be the day of saving.
    """

    id: str
    doc: str
    source: str
    title: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    date: date | None = None
    date_origin: DateOrigin = "none"
    publisher: str = ""
    url: str = ""
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()
