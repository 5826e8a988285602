"""Passages: a JSONL file with one text a line, read one at a time whatever the file's size.

A line is `{"id", "text"}` with, if known, `date`, `title`, `targets`, `publisher`, `url`. The
offsets of what is found refer to `text`.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from willing.errors import DocumentError

if TYPE_CHECKING:
    from willing.documents.article import Article

MAX_LINE = 20_000_000
"""Bytes of one line: more is no passage, and would fill the memory."""

_DATE = re.compile(r"\s*(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?!\d)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file of passages as it stands there; `place` is the file and the number."""

    place: str
    number: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Passage:
    """One text with the initiatives that it is to be read for (none: all)."""

    article: Article
    targets: tuple[str, ...]


def lines_in(page: str) -> Iterator[Line | DocumentError]:
    """The lines of a file (`-`: standard input) that hold something; an error for one too long.

    Raises `DocumentError` for a file that cannot be opened.
    """
    name = "stdin" if page == "-" else page
    with _opened(page) as stream:
        for number, line in _lines(stream):
            place = f"{name}:{number}"
            if line is None:
                yield DocumentError(f"{place}: longer than {MAX_LINE:,} bytes; split the text")
            elif line.strip():
                yield Line(place, number, line)


def passage_of(line: Line) -> Passage:
    """The passage that a line holds. Raises `DocumentError` with the place for one that is none."""
    place = line.place
    fields = _fields(line.data, place)
    text = fields.get("text")
    if not isinstance(text, str) or not text.strip():
        raise DocumentError(f'{place}: no text; a passage is {{"id": ..., "text": ...}}')
    targets = fields.get("targets") or []
    if not isinstance(targets, list) or not all(isinstance(target, str) for target in targets):
        raise DocumentError(f"{place}: targets: write a list of initiative ids")
    try:
        article = _article(text, fields, place, line.number)
    except DocumentError as error:
        raise DocumentError(f"{place}: {str(error).removeprefix(f'{place}: ')}") from None
    return Passage(article, tuple(dict.fromkeys(targets)))


def partial_date(text: str) -> dt.date | None:
    """The date that a text begins with; the first day where month or day are missing.

    >>> partial_date("2003-04"), partial_date("2025-03-05 (updated)"), partial_date("in spring")
    (datetime.date(2003, 4, 1), datetime.date(2025, 3, 5), None)
    """
    match = _DATE.match(text)
    if match is None:
        return None
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _article(text: str, fields: dict[str, Any], place: str, number: int) -> Article:
    """The article of a passage; one that is all clutter by its looks is taken as it is."""
    from willing.documents.read import read_text

    about: dict[str, Any] = {
        "doc": str(fields.get("id") or f"line-{number}"),
        "title": _word(fields, "title"),
        "date": partial_date(_word(fields, "date")),
        "source": place,
        "publisher": _word(fields, "publisher"),
        "url": _word(fields, "url"),
    }
    try:
        return read_text(text, **about)
    except DocumentError:
        return read_text(text, clean=False, **about)


def _fields(line: bytes, place: str) -> dict[str, Any]:
    try:
        text = line.decode("utf-8-sig")
        fields = json.loads(text)
        json.dumps(fields, ensure_ascii=False).encode()
    except UnicodeDecodeError:
        raise DocumentError(f"{place}: not UTF-8; save the file as UTF-8") from None
    except UnicodeEncodeError:
        raise DocumentError(f"{place}: half a character (a lone surrogate) in the text") from None
    except json.JSONDecodeError as error:
        raise DocumentError(f"{place}:{error.colno}: not valid JSON: {error.msg}") from None
    except (RecursionError, ValueError):
        raise DocumentError(f"{place}: not valid JSON: too deep, or a number too long") from None
    if not isinstance(fields, dict):
        raise DocumentError(f'{place}: expected an object, {{"id": ..., "text": ...}}')
    return fields


def _word(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    return str(value) if isinstance(value, str | int) else ""


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; None in place of one that is too long."""
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if len(line) <= MAX_LINE:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE)
        yield number, None


@contextmanager
def _opened(page: str) -> Iterator[IO[bytes]]:
    if page == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(page).open("rb")  # noqa: SIM115 (closed below; only opening is guarded)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise DocumentError(f"{page}: cannot be read ({reason})") from None
    with stream:
        yield stream
