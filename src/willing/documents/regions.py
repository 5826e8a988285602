"""Where do the readers' comments and the lists of other stories begin, and where do they end?

A marker line ("1 Comment", "Related articles") opens a region; the region holds until prose comes
back that can only be the article's own. A marker above the body is a link, not a region.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from willing.documents.clutter import is_comment_sign, opens_comments, opens_related
from willing.documents.lines import Block
from willing.documents.shape import (
    ends_cut,
    ends_sentence,
    is_label,
    is_prose,
    is_title_cased,
    word_count,
)

# Prose that must stand above a marker before it can close the body; other stories are often
# linked right under the first paragraph, readers only speak below the last.
_BODY_WORDS = {"comment": 40, "related": 12}
_BRIEF_WORDS = 12  # the same where readers speak below and no body comes
_READER = re.compile(
    r"(?!Minister|President|Premier|Prime|Secretary|Ambassador|General)"
    r"[A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{0,20})?, [A-Z][\w .'’-]+: "
)
_FULL_WORDS = 25  # a paragraph of an article, as against a remark or a summary


def mark_regions(blocks: Sequence[Block], reasons: list[str | None]) -> None:
    """Write "comment" or "related" into `reasons` for every block of such a region."""
    words_above, i = 0, 0
    last_sign = max((k for k, b in enumerate(blocks) if is_comment_sign(b.text)), default=0)
    strict = False  # once readers have spoken, only a headed body counts as an article again
    while i < len(blocks):
        kind = _marker(blocks[i].text)
        if kind is None:
            if reasons[i] is None and is_prose(blocks[i].text):
                words_above += word_count(blocks[i].text)
            i += 1
            continue
        brief = kind == "comment" and _readers_below(blocks, i) and not _body_below(blocks, i)
        least = _BRIEF_WORDS if brief else _BODY_WORDS[kind]
        if words_above < least or (kind == "comment" and _is_mere_link(blocks, i)):
            reasons[i] = "widget"
            i += 1
            continue
        strict = strict or kind == "comment"
        end = _region_end(blocks, reasons, i + 1, strict=strict, last_sign=last_sign)
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


def mark_sandwiched(blocks: Sequence[Block], reasons: list[str | None]) -> None:
    """Write "notice" for one or two lines without a sentence between two lines of a notice."""
    notices = [i for i, reason in enumerate(reasons) if reason in ("notice", "widget")]
    for above, below in pairwise(notices):
        between = range(above + 1, below)
        if reasons[above] != "notice" or not 0 < len(between) <= 2:
            continue
        if not any(reasons[i] or ends_sentence(blocks[i].text) for i in between):
            for i in between:
                reasons[i] = "notice"


def _is_teaser(blocks: Sequence[Block], head: int, body: int) -> bool:
    text = blocks[body].text
    return (
        is_label(blocks[head].text)
        and blocks[head].mark != "head"
        and ends_cut(text)
        and not is_title_cased(text)
        and 8 <= word_count(text) <= 60
    )


def _marker(text: str) -> str | None:
    if opens_comments(text):
        return "comment"
    return "related" if opens_related(text) else None


def _body_below(blocks: Sequence[Block], i: int) -> bool:
    return any(_runs_on(blocks, j, words=12) for j in range(i + 1, min(i + 40, len(blocks))))


def _readers_below(blocks: Sequence[Block], i: int) -> bool:
    """Whether lines like "Bo, Oslo: at last!" follow the marker."""
    return any(_READER.match(b.text) or is_comment_sign(b.text) for b in blocks[i + 1 : i + 4])


def _is_mere_link(blocks: Sequence[Block], i: int) -> bool:
    """A "Comments" button in the middle: the article goes on and no reader ever speaks."""
    if any(is_comment_sign(block.text) or _marker(block.text) for block in blocks[i + 1 : i + 40]):
        return False
    return any(_runs_on(blocks, i + k, words=12) for k in (1, 2))


def _region_end(
    blocks: Sequence[Block],
    reasons: Sequence[str | None],
    start: int,
    *,
    strict: bool,
    last_sign: int,
) -> int:
    """Index of the first block after the region; `len(blocks)` where the article is over."""
    for j in range(start, len(blocks)):
        if reasons[j] is not None or (strict and j < last_sign):
            continue
        label = is_label(blocks[j].text)
        if strict and not (label and _runs_on(blocks, j + 1, words=_FULL_WORDS)):
            continue
        if not strict and not label and _runs_on(blocks, j, words=10, then=3):
            return j - _own_heading(blocks, reasons, j, start)
        if strict:
            return j
    return len(blocks)


def _runs_on(blocks: Sequence[Block], j: int, *, words: int, then: int | None = None) -> bool:
    """Two whole paragraphs of prose in a row, of so many words each: only an article has them."""
    pair = blocks[j : j + 2]
    least = (words, words if then is None else then)
    return len(pair) == 2 and all(
        is_prose(b.text) and not ends_cut(b.text) and word_count(b.text) >= n
        for b, n in zip(pair, least, strict=True)
    )


def _own_heading(blocks: Sequence[Block], reasons: Sequence[str | None], j: int, start: int) -> int:
    """1 where a short heading stands right above the prose that comes back, else 0."""
    above = blocks[j - 1].text
    own = j > start and reasons[j - 1] is None and is_label(above) and word_count(above) <= 6
    return int(own and not _marker(above))
