"""From what the reader has in hand (a file, a folder, bytes, a text) to articles. Never online."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from willing.documents.article import Article
from willing.documents.build import Origin, build
from willing.documents.decode import MAX_BYTES, decode
from willing.documents.lines import split_blocks
from willing.documents.markdown import read_markdown
from willing.errors import DocumentError

_PREAMBLE = rb"(?>(?><!--.*?-->)|<!doctype[^>]*>|<\?[^>]*>|\s)*+"
_FEED_ROOT = re.compile(_PREAMBLE + rb"<(?:rss|feed|rdf:rdf)\b", re.DOTALL)
_HTML_ROOT = re.compile(rb"(?:<!doctype html|" + _PREAMBLE + rb"<(?:html|head|body)\b)", re.DOTALL)
_ANY_TAG = re.compile(rb"</?(?:p|div|span|a|br|h[1-6]|li|ul|table|article|section|title|meta)\b")
_HTML = frozenset([".html", ".htm", ".xhtml"])
_MARKDOWN = frozenset([".md", ".markdown"])
_PLAIN = frozenset([".txt", ".text"])
_FEED = frozenset([".xml", ".rss", ".atom"])
SUFFIXES = _HTML | _MARKDOWN | _PLAIN | _FEED | {".pdf"}
"""Names of files that a folder is searched for."""


def read(
    source: str | Path,
    *,
    date: date | None = None,
    on_error: Callable[[DocumentError], None] | None = None,
) -> list[Article]:
    """Articles of a file, or of every page, PDF and feed in a folder and below it.

    `date` is the date of the articles where the caller knows it. Hidden files and links in a
    folder are passed over. An unreadable file of a folder goes to `on_error`, or is raised where
    that is None. Raises `DocumentError`, also for an address: nothing is ever fetched.
    """
    if str(source).lower().startswith(("http://", "https://", "ftp://")):
        raise DocumentError(
            f"{source}: save the page first, then give the file: nothing is fetched"
        )
    path = Path(source)
    try:
        if path.is_dir():
            return _read_folder(path, date, on_error)
        return read_bytes(_file_bytes(path), source=str(source), date=date)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DocumentError(f"{source}: cannot be read ({reason})") from error


def read_bytes(data: bytes, *, source: str, date: date | None = None) -> list[Article]:
    """Articles in the bytes of one file; `source` is its name, "-" for standard input.

    The name's suffix says what it is; without a known one, the content does.
    """
    doc = "stdin" if source == "-" else Path(source).stem or source
    origin = Origin(doc, source, given=date)
    kind = _kind(data, Path(source).suffix.lower())
    if kind == "pdf":
        from willing.documents.pdf import read_pdf

        return [read_pdf(data, origin)]
    text = decode(data, source=source)
    if kind == "feed":
        from willing.documents.feed import read_feed

        return read_feed(data, origin)
    if kind == "html":
        from willing.documents.html import read_html

        return [read_html(text, origin)]
    if kind == "markdown":
        return [read_markdown(text, origin)]
    return [build(text, split_blocks(text), origin)]


def read_text(
    text: str,
    *,
    doc: str,
    title: str = "",
    date: date | None = None,
    source: str = "",
    publisher: str = "",
    url: str = "",
    clean: bool = True,
) -> Article:
    """Article from text in hand; `article.text == text`, so offsets refer to the given text.

    With `clean=False` nothing is dropped as clutter. Raises `DocumentError` where no prose is left.
    """
    origin = Origin(doc, source or doc, title, date, publisher=publisher, url=url)
    return build(text, split_blocks(text), origin, clean=clean)


def pages_below(folder: Path) -> Iterator[Path]:
    """Readable files below the folder in order of name, found as they are asked for.

    Left out: hidden files, links, and the folders of scripts and images that browsers save beside
    a page ("story_files").
    """
    for place, folders, names in os.walk(folder):
        pages = {name.rsplit(".", 1)[0] for name in names if name.lower().endswith(("html", "htm"))}
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name.removesuffix("_files") not in pages
        )
        for name in sorted(names):
            path = Path(place, name)
            if name.startswith(".") or path.is_symlink() or path.suffix.lower() not in SUFFIXES:
                continue
            yield path


def nothing_in(folder: Path | str) -> DocumentError:
    """What is said of a folder without pages."""
    return DocumentError(
        f"{folder}: no page, PDF or feed in this folder ({', '.join(sorted(SUFFIXES))})"
    )


def _kind(data: bytes, suffix: str) -> str:
    """What a file is: "pdf", "feed", "html", "markdown" or "plain"; content counts before name."""
    start = data[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(b"%pdf-"):
        return "pdf"
    if _FEED_ROOT.match(start):
        return "feed"
    if _HTML_ROOT.match(start) or (suffix in _HTML | _FEED and _ANY_TAG.search(start)):
        return "html"
    if suffix in _MARKDOWN:
        return "markdown"
    unknown = suffix not in _PLAIN | _HTML
    return "html" if unknown and len(_ANY_TAG.findall(start)) > 3 else "plain"


def _file_bytes(path: Path) -> bytes:
    if not path.exists():
        raise DocumentError(f"{path}: there is no such file or folder")
    if not path.is_file():
        raise DocumentError(f"{path}: not a regular file; save the page to one")
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _read_folder(
    folder: Path, date: date | None, on_error: Callable[[DocumentError], None] | None
) -> list[Article]:
    articles: list[Article] = []
    found = False
    for path in pages_below(folder):
        found = True
        try:
            articles.extend(read_bytes(_file_bytes(path), source=str(path), date=date))
        except DocumentError as error:
            if on_error is None:
                raise
            on_error(error)
    if not found:
        raise nothing_in(folder)
    return articles
