"""Chunks: a long article in overlapping stretches, cut where a paragraph or a sentence ends.

Nothing is rewritten: a chunk is a row of spans of the article's own text, one for each paragraph
that it holds (in part), so that whatever is found in it has its place in the article. The overlap
lets every sentence be read with those before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from willing.documents.article import Article
from willing.extraction.text import sentences

SIZE = 6_000
"""Characters of a chunk: some 1,500 tokens. Small models lose the thread in longer ones, and a
chunk that fails costs little."""

OVERLAP = 600
"""Characters that a chunk repeats of the one before: three or four sentences, as far back as a
pronoun may reach (see `reach`)."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the article's text, inside the paragraph of that number."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is asked about at once: spans in the order of the text."""

    spans: tuple[Span, ...]

    @property
    def start(self) -> int:
        """Where it begins in the article's text."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Where it ends in the article's text."""
        return self.spans[-1].end

    def text(self, article: Article) -> str:
        """The chunk as it is shown: its headings, and its paragraphs with a blank line between."""
        parts: list[str] = []
        heading: str | None = None
        for span in self.spans:
            above = article.paragraphs[span.paragraph].heading
            if above and above != heading:
                parts.append(f"# {above}")
            heading = above
            parts.append(article.text[span.start : span.end])
        return "\n\n".join(parts)


def chunks(article: Article, size: int = SIZE, overlap: int = OVERLAP) -> tuple[Chunk, ...]:
    """Cut an article; each chunk holds at most `size` characters of it, and together all of it.

    A chunk begins with the pieces that ended the one before, up to `overlap` characters.
    """
    found: list[Chunk] = []
    pieces: list[Span] = []
    fresh = 0
    for piece in _pieces(article, size):
        if fresh and _length([*pieces, piece]) > size:
            found.append(Chunk(_joined(pieces)))
            pieces = _tail(pieces, overlap)
            if _length([*pieces, piece]) > size:
                pieces = []
            fresh = 0
        pieces.append(piece)
        fresh += 1
    if fresh:
        found.append(Chunk(_joined(pieces)))
    return tuple(found)


def _pieces(article: Article, size: int) -> Iterator[Span]:
    """The sentences of an article; those longer than a chunk in parts."""
    for index, paragraph in enumerate(article.paragraphs):
        for start, end in sentences(paragraph.text):
            for a, b in _parts(paragraph.text, start, end, size):
                yield Span(index, paragraph.start + a, paragraph.start + b)


def _parts(text: str, start: int, end: int, size: int) -> Iterator[tuple[int, int]]:
    """A stretch in parts of at most `size` characters, cut at a blank where there is one."""
    while end - start > size:
        blank = text.rfind(" ", start + 1, start + size)
        cut = blank if blank > start + size // 2 else start + size
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def _length(pieces: list[Span]) -> int:
    return sum(span.end - span.start for span in _joined(pieces))


def _tail(pieces: list[Span], overlap: int) -> list[Span]:
    """The last pieces that together are no longer than the overlap."""
    kept: list[Span] = []
    for piece in reversed(pieces):
        if _length([piece, *kept]) > overlap:
            break
        kept.insert(0, piece)
    return kept


def _joined(pieces: list[Span]) -> tuple[Span, ...]:
    """Pieces of one paragraph as one span, the blanks between them included."""
    spans: list[Span] = []
    for piece in pieces:
        if spans and spans[-1].paragraph == piece.paragraph:
            spans[-1] = Span(piece.paragraph, spans[-1].start, piece.end)
        else:
            spans.append(piece)
    return tuple(spans)
