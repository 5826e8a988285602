"""What there is to read, found piece by piece and not yet opened: whatever the amount, one by one.

A source is small and can be sent to another process, which then does the work of opening it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from willing.cli.pages import STDIN, is_passages
from willing.cli.passages import Line, Passage, lines_in, passage_of
from willing.errors import DocumentError


@dataclass(frozen=True, slots=True)
class Page:
    """A file that is a page, a PDF or a feed; `date` is that of its articles, where known."""

    place: str
    date: dt.date | None


@dataclass(frozen=True, slots=True)
class Input:
    """What came in on the standard input."""

    place: str
    date: dt.date | None
    data: bytes


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that cannot be opened, and what is said of it."""

    place: str
    reason: str


Source = Page | Input | Line | Missing


def sources_in(pages: Sequence[str], *, date: dt.date | None, passages: bool) -> Iterator[Source]:
    """What the pages of a command line stand for: files, those in folders, lines of passages.

    `passages`: every page is a file of passages, also the standard input. The order is that of
    the command line, of the names in a folder, of the lines. Nothing is raised for what cannot be
    opened: it is a `Missing`.
    """
    for page in pages:
        if passages or (page != STDIN and is_passages(page)):
            yield from _lines(page)
        elif page == STDIN:
            yield _input(date)
        else:
            yield from _files(page, date)


def count(pages: Sequence[str], *, passages: bool) -> int | None:
    """About how many sources there are; None where only reading them all would tell."""
    from willing.documents.read import pages_below

    total = 0
    for page in pages:
        path = Path(page)
        if page == STDIN:
            return None
        if path.is_dir():
            total += sum(1 for _ in pages_below(path))
        elif not passages and not is_passages(page):
            total += 1
        elif _countable(path):
            with path.open("rb") as file:
                total += sum(part.count(b"\n") for part in iter(lambda: file.read(1 << 20), b""))
        else:
            return None
    return total


def _countable(path: Path) -> bool:
    """Whether counting the lines of a file takes no more than a moment."""
    return path.is_file() and path.stat().st_size < 1 << 30


def load(source: Source) -> Iterator[Passage]:
    """The articles of a source, each with the initiatives it is to be read for (none: all).

    Raises `DocumentError`.
    """
    from willing.documents.read import read, read_bytes

    if isinstance(source, Line):
        yield passage_of(source)
        return
    if isinstance(source, Missing):
        raise DocumentError(source.reason)
    if isinstance(source, Input):
        articles = read_bytes(source.data, source=source.place, date=source.date)
    else:
        articles = read(source.place, date=source.date)
    for article in articles:
        yield Passage(article, ())


def fingerprint(source: Source) -> str:
    """A hash of a source's place, date and content: another one as soon as one of them changes."""
    date = source.date if isinstance(source, Page | Input) else None
    digest = hashlib.sha256(f"{source.place}\0{date}\0".encode(errors="surrogateescape"))
    if isinstance(source, Line | Input):
        digest.update(source.data)
    elif isinstance(source, Page) and Path(source.place).is_file():
        try:
            with Path(source.place).open("rb") as file:
                while part := file.read(1 << 20):
                    digest.update(part)
        except OSError:
            digest.update(b"\0unreadable")
    return digest.hexdigest()


def _lines(page: str) -> Iterator[Source]:
    try:
        for line in lines_in(page):
            if isinstance(line, Line):
                yield line
            else:
                yield Missing(page, str(line))
    except DocumentError as error:
        yield Missing(page, str(error))


def _files(page: str, date: dt.date | None) -> Iterator[Source]:
    from willing.documents.read import nothing_in, pages_below

    try:
        folder = Path(page).is_dir()
    except (OSError, ValueError):
        folder = False  # whoever reads it says what is wrong with it
    if not folder:
        yield Page(page, date)
        return
    found = False
    for path in pages_below(Path(page)):
        found = True
        yield Page(str(path), date)
    if not found:
        yield Missing(page, str(nothing_in(page)))


def _input(date: dt.date | None) -> Source:
    from willing.documents.decode import MAX_BYTES

    return Input(STDIN, date, sys.stdin.buffer.read(MAX_BYTES + 1))
