"""Which stories does a news feed carry? RSS and Atom: one article per entry."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import feedparser

from willing.documents.article import Article
from willing.documents.build import Origin, build
from willing.documents.lines import split_blocks
from willing.documents.markup import strip_markup
from willing.errors import DocumentError

MAX_FEED_BYTES = 5_000_000


def read_feed(data: bytes, origin: Origin) -> list[Article]:
    """Articles of a feed's entries, in the feed's order; entries without prose are left out.

    `doc` is the feed's with the entry's number: "news-1". Raises `DocumentError` where no entry
    can be read.
    """
    if len(data) > MAX_FEED_BYTES:
        raise DocumentError(
            f"{origin.source}: more than the {MAX_FEED_BYTES // 1_000_000} MB of a feed that are "
            "read; keep its newest entries"
        )
    try:
        feed = feedparser.parse(io.BytesIO(data))  # never a string: that could be an address
        publisher = str(feed.feed.get("title", ""))
        entries = list(feed.entries)
    except Exception as error:  # a stranger's file may break any part of the parser
        raise DocumentError(f"{origin.source}: not a feed that can be read ({error})") from error
    articles = []
    for number, entry in enumerate(entries, start=1):
        known = _entry_origin(entry, replace(origin, doc=f"{origin.doc}-{number}"), publisher)
        article = _read_entry(entry, known)
        if article is not None:
            articles.append(article)
    if not articles:
        raise DocumentError(f"{origin.source}: no entry of this feed holds any prose")
    return articles


def _read_entry(entry: Any, origin: Origin) -> Article | None:
    contents = entry.get("content") or [entry.get("summary_detail") or {}]
    value = max((str(part.get("value", "")) for part in contents), key=len)
    try:
        if "<" in value or "&" in value:
            text, blocks = strip_markup(value)
        else:
            text, blocks = value, split_blocks(value)
        return build(text, blocks, origin)
    except DocumentError:
        return None


def _entry_origin(entry: Any, origin: Origin, publisher: str) -> Origin:
    title, _ = strip_markup(str(entry.get("title", "")))
    return replace(
        origin,
        title=" ".join(title.split()),
        metadata=_day(entry.get("published_parsed") or entry.get("updated_parsed")),
        publisher=origin.publisher or publisher,
        url=str(entry.get("link", "")),
    )


def _day(moment: Any) -> date | None:
    try:
        return date(moment[0], moment[1], moment[2])
    except (TypeError, ValueError, IndexError):
        return None
