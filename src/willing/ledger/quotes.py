"""Does a quote stand in the article word for word, and where does it stand in an earlier saving?"""

from __future__ import annotations

import re
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
    """The same find in the words of the text that is kept.

    One story saved twice, with other clutter around it, is one article: the same paragraphs in
    other places, perhaps with other quotation marks. Where the quote's own words cannot be told
    apart in the kept text, its whole paragraph is quoted.
    """
    if kept.text == article.text:
        return found
    start, end = _place(found, article, kept)
    return replace(found, quote=kept.text[start:end], quote_start=start, quote_end=end)


def _place(found: Statement | Figure, article: Article, kept: Article) -> tuple[int, int]:
    for here, there in zip(article.paragraphs, kept.paragraphs, strict=False):
        if here.start <= found.quote_start < here.end:
            start = there.start + found.quote_start - here.start
            if kept.text.startswith(found.quote, start):
                return start, start + len(found.quote)
            place = _alike(found.quote, kept.text, there.start, there.end)
            return place or (there.start, there.end)
    place = _alike(found.quote, kept.text, 0, len(kept.text))
    if place is None:
        raise LedgerError(
            f"{article.doc}: the quote {found.quote[:80]!r} is not in the text that the ledger"
            f" keeps of this article ({kept.doc})"
        )
    return place


def _alike(quote: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the quote stands in `text[start:end]`, whatever the white space and quotation marks."""
    words = quote.split()
    pattern = r"\s+".join(_MARK.sub(_any_mark, re.escape(word)) for word in words)
    match = re.compile(pattern).search(text, start, end) if words else None
    return match.span() if match else None


_KINDS = ("'‘’‚‛", '"“”„‟«»', "-‐‑‒–—―")
_MARK = re.compile(r"\\?([" + re.escape("".join(_KINDS)) + "])")


def _any_mark(mark: re.Match[str]) -> str:
    kind = next(kind for kind in _KINDS if mark[1] in kind)
    return f"[{re.escape(kind)}]"
