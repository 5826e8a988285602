"""What must hold for every article, whatever it was made of."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from willing.documents.article import Article

PAGES = Path(__file__).parent / "pages"


def assert_sound(article: Article) -> None:
    """Paragraphs and clutter are exact stretches of the text, in order, and never overlap."""
    spans = sorted(
        [(p.start, p.end, p.text) for p in article.paragraphs]
        + [(d.start, d.end, d.text) for d in article.dropped]
    )
    for start, end, text in spans:
        assert 0 <= start < end <= len(article.text)
        assert article.text[start:end] == text
        assert text == text.strip()
    for (_, end, _), (start, _, _) in pairwise(spans):
        assert end <= start
    for stretches in (article.paragraphs, article.dropped):
        assert [s.start for s in stretches] == sorted(s.start for s in stretches)
    assert article.paragraphs
    assert len(article.id) == 16
    assert (article.date is None) == (article.date_origin == "none")


def prose(article: Article) -> str:
    """All paragraphs, for searching."""
    return "\n".join(p.text for p in article.paragraphs)


def reasons(article: Article) -> dict[str, str]:
    """Reason by the first line of each stretch that was left out."""
    return {d.text.split("\n")[0]: d.reason for d in article.dropped}
