"""Does a quote stand in the article word for word, and where does it stand in an earlier saving?"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from willing.documents.article import Article
from willing.errors import LedgerError
from willing.extraction.statement import Figure, Statement

Found = TypeVar("Found", Statement, Figure)


def check_quote(article: Article, found: Statement | Figure) -> None:
    """Refuse what is not on the page: `article.text[quote_start:quote_end]` must be the quote.

    Raises `LedgerError` naming the article, the place and the words.
    """
    start, end = found.quote_start, found.quote_end
    if found.quote and 0 <= start < end and article.text[start:end] == found.quote:
        return
    raise LedgerError(
        f"{article.doc}: the quote {found.quote[:80]!r} does not stand at {start}-{end} of the"
        " article; only words that are on the page can be kept"
    )


def moved(found: Found, article: Article, kept: Article) -> Found:
    """The same find with its offsets in the text that is kept.

    One story saved twice, with other clutter around it, is one article; its words are the same
    but stand elsewhere in the text.
    """
    if kept.text == article.text:
        return found
    start = _place(found, article, kept)
    if start < 0:
        raise LedgerError(
            f"{article.doc}: the quote {found.quote[:80]!r} is not in the text that the ledger"
            f" keeps of this article ({kept.doc})"
        )
    return replace(found, quote_start=start, quote_end=start + len(found.quote))


def _place(found: Statement | Figure, article: Article, kept: Article) -> int:
    for here, there in zip(article.paragraphs, kept.paragraphs, strict=False):
        if here.start <= found.quote_start < here.end:
            start = there.start + found.quote_start - here.start
            if kept.text.startswith(found.quote, start):
                return start
    return kept.text.find(found.quote)
