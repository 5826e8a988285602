"""From blocks of text to an `Article`: the last step that every format shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from willing.documents.article import Article
from willing.documents.dates import FoundDate, find_date
from willing.documents.identity import article_id
from willing.documents.lines import Block
from willing.documents.plain import Sorted, sort_out
from willing.documents.shape import ends_cut
from willing.errors import DocumentError

MAX_TITLE = 500
"""Characters of a title that are kept: what is longer is none."""

MAX_BLOCKS = 200_000
"""The most lines or paragraphs of one document; a book has 10,000."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of a document before its text is looked at.

    `metadata` is the date of publication that it declares, `saved` the day its file was made.
    """

    doc: str
    source: str
    title: str = ""
    given: date | None = None
    metadata: date | None = None
    saved: date | None = None
    publisher: str = ""
    url: str = ""


def build(
    text: str,
    blocks: Sequence[Block],
    origin: Origin,
    *,
    clean: bool = True,
    notes: tuple[str, ...] = (),
) -> Article:
    """Sort the blocks, find the date, say what a reader should know."""
    if not blocks:
        raise DocumentError(f"{origin.source}: there is no text in it; save the page again")
    if len(blocks) > MAX_BLOCKS:
        raise DocumentError(
            f"{origin.source}: more than the {MAX_BLOCKS:,} lines that are read; split the file"
        )
    title = " ".join(origin.title.split())[:MAX_TITLE]
    found = sort_out(text, blocks, title=title, clean=clean)
    if not found.paragraphs:
        raise DocumentError(
            f"{origin.source}: no prose was found, only {_lines(len(blocks))} of labels and "
            "clutter; save the article itself, or give its text alone"
        )
    dated = _date(found, origin)
    return Article(
        id=article_id(found.title, (p.text for p in found.paragraphs)),
        doc=origin.doc,
        source=origin.source,
        title=found.title,
        text=text,
        paragraphs=found.paragraphs,
        date=dated.date,
        date_origin=dated.origin,
        publisher=origin.publisher,
        url=origin.url,
        dropped=found.dropped,
        notes=(*notes, *_notes(found, dated)),
    )


def _date(found: Sorted, origin: Origin) -> FoundDate:
    if origin.given is not None:
        return FoundDate(origin.given, "given")
    return find_date(
        header=found.header,
        byline=found.byline,
        foot=found.foot,
        lead=found.lead,
        comments=found.comments,
        metadata=origin.metadata,
        saved=origin.saved,
    )


def _notes(found: Sorted, dated: FoundDate) -> list[str]:
    notes = [dated.note] if dated.note else []
    if not found.title:
        notes.append("No title was found.")
    if ends_cut(found.paragraphs[-1].text):
        notes.append("The text breaks off in “...”: the page may show only its beginning.")
    return notes


def _lines(count: int) -> str:
    return "one line" if count == 1 else f"{count} lines"
