"""What does a PDF say? Its text page by page, as it stands: hyphens at line ends stay."""

from __future__ import annotations

import io
import logging
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from pypdf import PdfReader

from willing.documents.article import Article
from willing.documents.build import Origin, build
from willing.documents.lines import Block, Mark, join_lines, split_lines
from willing.errors import DocumentError

logging.getLogger("pypdf").addHandler(logging.NullHandler())

MAX_PAGES = 500
_MAX_SECONDS = 60.0  # a hostile file can make single pages very slow


def read_pdf(data: bytes, origin: Origin) -> Article:
    """Article of a PDF; lines that most pages carry at their head or foot are dropped.

    Raises `DocumentError` where the file is encrypted or broken, has more than `MAX_PAGES` pages,
    takes too long, or holds pictures of text only.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError(f"{origin.source}: the PDF is encrypted; save it without password")
        pages = _page_texts(reader, origin.source)
        known = _with_metadata(origin, reader)
    except DocumentError:
        raise
    except Exception as error:  # a stranger's file may break any part of the parser
        reason = str(error)[:200] or type(error).__name__
        raise DocumentError(f"{origin.source}: not a PDF that can be read ({reason})") from error
    text = "\n\n".join(pages)
    if not text.strip():
        raise DocumentError(
            f"{origin.source}: the PDF holds no text, perhaps only scanned pages; "
            "run character recognition on it first"
        )
    return build(text, join_lines(text, _lines(pages)), known)


def _page_texts(reader: PdfReader, source: str) -> list[str]:
    count = len(reader.pages)
    if count > MAX_PAGES:
        raise DocumentError(
            f"{source}: {count} pages, more than the {MAX_PAGES} that are read; split the file"
        )
    deadline = time.monotonic() + _MAX_SECONDS
    texts = []
    for page in reader.pages:
        if time.monotonic() > deadline:
            raise DocumentError(f"{source}: reading it takes more than a minute; split the file")
        texts.append(page.extract_text())
    return texts


def _lines(pages: Sequence[str]) -> list[Block]:
    """Lines of all pages with offsets into the joined text; running heads and feet are marked."""
    lines_of = [list(split_lines(page)) for page in pages]
    edges = Counter(_shape(line) for lines in lines_of for line in {*lines[:2], *lines[-2:]})
    often = max(3, len(pages) / 2)
    offset, marked = 0, []
    for page, lines in zip(pages, lines_of, strict=True):
        for place, line in enumerate(lines):
            edge = place < 2 or place >= len(lines) - 2
            furniture = edge and (edges[_shape(line)] >= often or line.text.isdigit())
            mark: Mark = "furniture" if furniture else ""
            start, end = line.start + offset, line.end + offset
            marked.append(replace(line, start=start, end=end, mark=mark))
        offset += len(page) + 2
    return marked


def _shape(line: Block) -> str:
    """The line without its digits: "Page 3 of 12" and "Page 4 of 12" are one."""
    return "".join("#" if c.isdigit() else c for c in line.text)[:200]


def _with_metadata(origin: Origin, reader: PdfReader) -> Origin:
    try:
        metadata: Any = reader.metadata
        title = str(metadata.title or "") if metadata else ""
        created = metadata.creation_date if metadata else None
    except Exception:  # dates in PDFs are written in every way there is
        return origin
    useful = len(title.split()) > 2 and "untitled" not in title.lower()
    day: date | None = created.date() if created else None
    return replace(
        origin,
        title=origin.title or (title if useful else ""),
        saved=day,
    )
