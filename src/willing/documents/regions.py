"""Where do the readers' comments and the lists of other stories begin, and where do they end?

A marker line ("1 Comment", "Related articles") opens a region; the region holds until prose comes
back that can only be the article's own. A marker above the body is a link, not a region.
"""

from __future__ import annotations

from collections.abc import Sequence

from willing.documents.clutter import is_comment_sign, opens_comments, opens_related
from willing.documents.lines import Block
from willing.documents.shape import ends_cut, is_label, is_prose, word_count

_BODY_WORDS = 40  # prose that must stand above a marker before it can close the body
_FULL_WORDS = 25  # a paragraph of an article, as against a remark or a summary


def mark_regions(blocks: Sequence[Block], reasons: list[str | None]) -> None:
    """Write "comment" or "related" into `reasons` for every block of such a region."""
    words_above, i = 0, 0
    strict = False  # once readers have spoken, only a headed body counts as an article again
    while i < len(blocks):
        kind = _marker(blocks[i].text)
        if kind is None:
            if reasons[i] is None and is_prose(blocks[i].text):
                words_above += word_count(blocks[i].text)
            i += 1
            continue
        if words_above < _BODY_WORDS or (kind == "comment" and _is_mere_link(blocks, i)):
            reasons[i] = "widget"
            i += 1
            continue
        strict = strict or kind == "comment"
        end = _region_end(blocks, reasons, i + 1, strict=strict)
        for j in range(i, end):
            kind = _marker(blocks[j].text) or kind
            reasons[j] = reasons[j] if reasons[j] in ("notice", "script") else kind
        i = end


def mark_teasers(blocks: Sequence[Block], reasons: list[str | None]) -> None:
    """Write "teaser" for headlines of other stories, each with a paragraph that breaks off.

    One such pair within an article may be its own rhetoric; two in a row, or one after the last
    full paragraph, are links.
    """
    free = [i for i, reason in enumerate(reasons) if reason is None]
    pairs = [k for k in range(len(free) - 1) if _is_teaser(blocks, free[k], free[k + 1])]
    pair_set = set(pairs)
    for k in pairs:
        neighbours = k - 2 in pair_set or k + 2 in pair_set
        if neighbours or k + 2 == len(free):
            reasons[free[k]] = reasons[free[k + 1]] = "teaser"


def _is_teaser(blocks: Sequence[Block], head: int, body: int) -> bool:
    text = blocks[body].text
    return (
        is_label(blocks[head].text)
        and blocks[head].mark != "head"
        and ends_cut(text)
        and not is_label(text)
        and word_count(text) <= 60
    )


def _marker(text: str) -> str | None:
    if opens_comments(text):
        return "comment"
    return "related" if opens_related(text) else None


def _is_mere_link(blocks: Sequence[Block], i: int) -> bool:
    """A "Comments" button in the middle: the article goes on and no reader ever speaks."""
    if any(is_comment_sign(block.text) or _marker(block.text) for block in blocks[i + 1 : i + 40]):
        return False
    return _runs_on(blocks, i + 1, words=_FULL_WORDS) or _runs_on(blocks, i + 2, words=_FULL_WORDS)


def _region_end(
    blocks: Sequence[Block], reasons: Sequence[str | None], start: int, *, strict: bool
) -> int:
    """Index of the first block after the region; `len(blocks)` where the article is over."""
    last_sign = start
    if strict:
        signs = (j for j in range(len(blocks) - 1, start, -1) if is_comment_sign(blocks[j].text))
        last_sign = next(signs, start)
    for j in range(start, len(blocks)):
        if reasons[j] is not None or j < last_sign:
            continue
        label = is_label(blocks[j].text)
        if strict and not (label and _runs_on(blocks, j + 1, words=_FULL_WORDS)):
            continue
        if not strict and not label and _runs_on(blocks, j, words=10):
            return j - _own_heading(blocks, reasons, j, start)
        if strict:
            return j
    return len(blocks)


def _runs_on(blocks: Sequence[Block], j: int, *, words: int) -> bool:
    """Two whole paragraphs of prose in a row: nothing but an article has them."""
    pair = blocks[j : j + 2]
    return len(pair) == 2 and all(
        is_prose(b.text) and not ends_cut(b.text) and word_count(b.text) >= words for b in pair
    )


def _own_heading(blocks: Sequence[Block], reasons: Sequence[str | None], j: int, start: int) -> int:
    """1 where a short heading stands right above the prose that comes back, else 0."""
    above = blocks[j - 1].text
    own = j > start and reasons[j - 1] is None and is_label(above) and word_count(above) <= 6
    return int(own and not _marker(above))
