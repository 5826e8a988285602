"""Chunks cover the text, keep its places, and are no longer than asked."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from willing.documents.article import Article, Paragraph
from willing.extraction.model.chunks import SIZE, chunks
from willing.extraction.text import sentences

SENTENCE = st.text("abc déè. ", min_size=1, max_size=60).map(lambda t: f"X{t.strip()}.")
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=8).map(" ".join)


def article_of(texts: list[str], gap: str = "\n\n") -> Article:
    paragraphs, at = [], 0
    for text in texts:
        paragraphs.append(Paragraph(text, at, at + len(text), "Above"))
        at += len(text) + len(gap)
    return Article("a", "d", "s", "T", gap.join(texts), tuple(paragraphs))


@settings(max_examples=60)
@given(st.lists(PARAGRAPH, min_size=1, max_size=6), st.integers(40, 200), st.integers(0, 80))
def test_chunks_cover_the_text_in_order(texts, size, overlap):
    article = article_of(texts)
    found = chunks(article, size, min(overlap, size // 2))
    covered = set()
    for chunk in found:
        assert sum(span.end - span.start for span in chunk.spans) <= size
        for span in chunk.spans:
            paragraph = article.paragraphs[span.paragraph]
            assert paragraph.start <= span.start < span.end <= paragraph.end
            assert article.text[span.start : span.end] in chunk.text(article)
            covered.update(range(span.start, span.end))
    for paragraph in article.paragraphs:
        for start, end in sentences(paragraph.text):
            assert covered >= set(range(paragraph.start + start, paragraph.start + end))
    assert [chunk.start for chunk in found] == sorted(chunk.start for chunk in found)


def test_chunks_end_where_a_sentence_ends_and_repeat_the_last_ones():
    sentence = "Peru is in, and so are many more. "
    article = article_of([(sentence * 400).strip()])
    first, second, *_ = chunks(article)
    assert article.text[: first.end].endswith(".")
    assert second.start < first.end
    assert first.end - second.start <= 600
    assert article.text[second.start :].startswith("Peru")
    assert SIZE - 2 * len(sentence) < first.end - first.start <= SIZE


def test_a_short_article_is_one_chunk_under_its_heading():
    article = article_of(["Peru is in.", "So is Chile."])
    (chunk,) = chunks(article)
    assert chunk.text(article) == "# Above\n\nPeru is in.\n\nSo is Chile."


def test_a_sentence_without_end_is_cut():
    article = article_of(["word " * 5000])
    found = chunks(article)
    assert len(found) >= 4
    assert all(len(chunk.text(article)) <= SIZE + len("# Above\n\n") for chunk in found)


def test_nothing_to_read_is_no_chunk():
    assert chunks(Article("a", "d", "s", "T", "", ())) == ()
