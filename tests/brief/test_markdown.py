"""Markdown, read back by a parser of CommonMark and tables: text never becomes markup."""

from __future__ import annotations

import itertools

import pytest
from brief_make import ANY_TEXT, HOSTILE, OTHER, SAID, full_brief, with_quote
from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from willing.brief.markdown import escaped, render_markdown
from willing.brief.plain_text import one_line

MARKUP = {"link_open", "image", "html_inline", "html_block", "code_inline", "code_block", "fence",
          "s_open"}  # fmt: skip


def tokens(source: str) -> list[Token]:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    found = parser.parse(source)
    return list(itertools.chain(found, *(token.children or [] for token in found)))


def text_of(found: list[Token]) -> str:
    return "".join(
        "\n" if token.type == "softbreak" else token.content
        for token in found
        if token.type in ("text", "text_special", "softbreak")
    )


def test_the_whole_brief_has_no_other_markup_than_its_own() -> None:
    found = tokens(render_markdown(full_brief()))
    assert not MARKUP & {token.type for token in found}
    assert sum(token.tag == "h1" for token in found) == 2  # opened and closed


def test_every_quote_stands_in_it() -> None:
    found = tokens(render_markdown(full_brief()))
    depth, quoted = 0, ""
    for token in MarkdownIt("commonmark").enable("table").parse(render_markdown(full_brief())):
        depth += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if depth and token.type == "inline":
            quoted += text_of(token.children or []) + "\n"
    for row in (*SAID, *OTHER):
        assert row[-1] in quoted
    assert found


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    harmless, hostile = (tokens(render_markdown(with_quote(t))) for t in ("quiet", text))
    assert not MARKUP & {token.type for token in hostile}
    for kind in ("heading_open", "table_open", "list_item_open", "blockquote_open", "tr_open",
                 "td_open", "th_open", "hr"):  # fmt: skip
        count = [sum(t.type == kind for t in found) for found in (harmless, hostile)]
        assert count[0] == count[1], kind


@settings(max_examples=200, deadline=None)
@given(ANY_TEXT)
def test_any_line_comes_back_as_it_was(text: str) -> None:
    line = one_line(text)
    found = tokens(escaped(text))
    assert not MARKUP & {token.type for token in found}
    assert {token.type for token in found} <= {
        "paragraph_open", "paragraph_close", "inline", "text", "text_special"
    }  # fmt: skip
    assert text_of(found) == line.strip()


def test_the_same_brief_is_the_same_text_to_the_byte() -> None:
    again = full_brief.__wrapped__()
    assert again is not full_brief()
    assert render_markdown(again) == render_markdown(full_brief())
