"""What is the article in a page saved as text? Title, headings and paragraphs against clutter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from willing.documents.article import Dropped, Paragraph
from willing.documents.clutter import clutter_tail, is_comment_sign, line_reason
from willing.documents.lines import Block
from willing.documents.regions import mark_regions, mark_sandwiched, mark_teasers
from willing.documents.shape import (
    ends_sentence,
    introduces,
    is_label,
    is_prose,
    is_question,
    is_tag_list,
    is_title_cased,
    word_count,
)

_KEPT, _HEADING, _TITLE = "paragraph", "heading", "title"
_SITE = re.compile(r"\s[|–—-]\s[^|]*$")
_NAME_WORDS = 4
_ENTRY = re.compile(r"[A-ZÀ-Þ][^:.!?]{1,60}:\s+\S")
_ITEM = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?:,? (?:and |of |the |& )*[A-ZÀ-Þ][\w.'’-]*){0,3} [–—-] \S")
_TOP_PARAGRAPHS = 4  # a date further down is another's
_FORMAT_REASONS = {"code": "script", "furniture": "furniture"}


@dataclass(frozen=True, slots=True)
class Sorted:
    """A text with everything in its place.

    For dates: `header` is what stands above the title, `byline` the lines with dates and authors
    below it, `foot` those after the first paragraphs, `lead` the first paragraph, `comments` what
    readers said.
    """

    title: str
    paragraphs: tuple[Paragraph, ...]
    dropped: tuple[Dropped, ...]
    header: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    lead: str = ""
    comments: tuple[str, ...] = ()


def sort_out(text: str, blocks: Sequence[Block], *, title: str = "", clean: bool = True) -> Sorted:
    """Tell the article's title, headings and paragraphs from the page's clutter.

    `blocks` lie in `text` in order. With `title` given, a first line that repeats it is taken as
    it. With `clean=False` nothing is dropped; headings are still told from paragraphs, where
    there are any.
    """
    blocks = _split_tails(blocks) if clean else list(blocks)
    reasons = _reasons(blocks) if clean else [None] * len(blocks)
    roles: list[str | None] = list(reasons)
    _keep_lists(blocks, roles)
    first = _first_prose(blocks, roles)
    head = _choose_title(blocks, roles, first, title)
    if head is not None:
        roles[head] = _TITLE
    if clean and first is not None:
        _clear_header(blocks, roles, 0 if head is None else head, first, titled=head is not None)
    _label_body(blocks, roles, clean=clean)
    paragraphs = _paragraphs(blocks, roles)
    if not paragraphs and not clean:
        paragraphs = tuple(Paragraph(b.text, b.start, b.end) for b in blocks)
    split = next((i for i in (head, first) if i is not None), len(blocks))
    top_end = paragraphs[:_TOP_PARAGRAPHS][-1].start if paragraphs else 0
    dates = [b for b, role in zip(blocks, roles, strict=True) if role in ("date", "credit")]
    below = [b for b in dates if b.start >= blocks[split].start] if split < len(blocks) else []
    return Sorted(
        title=_title(title, blocks[head].text if head is not None else ""),
        paragraphs=paragraphs,
        dropped=_dropped(text, blocks, roles),
        header=tuple(b.text for b in blocks[:split]),
        byline=tuple(b.text for b in below if b.start < top_end),
        foot=tuple(b.text for b in below if b.start >= top_end),
        lead=paragraphs[0].text if paragraphs else "",
        comments=tuple(b.text for b, role in zip(blocks, roles, strict=True) if role == "comment"),
    )


def _reasons(blocks: Sequence[Block]) -> list[str | None]:
    reasons: list[str | None] = [None] * len(blocks)
    for i, block in enumerate(blocks):
        if block.mark in _FORMAT_REASONS:
            reasons[i] = _FORMAT_REASONS[block.mark]
        elif block.mark != "head":
            reasons[i] = line_reason(block.text)
    mark_regions(blocks, reasons)
    mark_teasers(blocks, reasons)
    mark_sandwiched(blocks, reasons)
    for i, block in enumerate(blocks):
        if reasons[i] is None and is_comment_sign(block.text):
            reasons[i] = "widget"
    return reasons


def _keep_lists(blocks: Sequence[Block], roles: list[str | None]) -> None:
    """Lines such as "Norway: committed" that stand together are a list, however short; so are
    three or more such as "Norway – committed", or rows of a table with as many cells each.
    """
    free = [roles[i] is None and block.mark != "head" for i, block in enumerate(blocks)]
    for pattern, least in ((_ENTRY, 2), (_ITEM, 3)):
        alike = [free[i] and bool(pattern.match(b.text)) for i, b in enumerate(blocks)]
        _keep_runs(alike, roles, least)
    cells = [
        block.text.count(" | ") if free[i] or roles[i] == "widget" else 0
        for i, block in enumerate(blocks)
    ]
    _keep_runs(cells, roles, 3)


def _keep_runs(kinds: Sequence[int], roles: list[str | None], least: int) -> None:
    """Keep lines of one kind, which is not 0, where at least so many of it stand together."""
    for kind, run in groupby(range(len(kinds)), kinds.__getitem__):
        lines = list(run)
        if kind and len(lines) >= least:
            for i in lines:
                roles[i] = _KEPT


def _split_tails(blocks: Sequence[Block]) -> list[Block]:
    """Cut a credit glued to the end of a paragraph off as a block of its own."""
    cut: list[Block] = []
    for block in blocks:
        at = clutter_tail(block.text)
        if at is None:
            cut.append(block)
            continue
        prose = block.text[:at].rstrip()
        cut.append(replace(block, text=prose, end=block.start + len(prose)))
        cut.append(replace(block, text=block.text[at:], start=block.start + at, mark="", gap=False))
    return cut


def _first_prose(blocks: Sequence[Block], roles: Sequence[str | None]) -> int | None:
    """Index of the first sentence; of the first long line, where the text has no sentence."""
    free = [i for i, b in enumerate(blocks) if roles[i] is None and b.mark != "head"]
    prose = [i for i in free if _opens_body(blocks[i])]
    whole = (i for i in prose if blocks[i].mark == "item" or _is_whole(blocks[i].text))
    return next(whole, next(iter(prose), None))


def _opens_body(block: Block) -> bool:
    text = block.text
    if block.mark == "item" or introduces(text):
        return True
    return is_prose(text) and (word_count(text) > 5 or ends_sentence(text))


def _is_whole(text: str) -> bool:
    return introduces(text) or ends_sentence(text) or is_question(text) or word_count(text) > 22


def _choose_title(
    blocks: Sequence[Block], roles: Sequence[str | None], first: int | None, given: str
) -> int | None:
    """Index of the title's block: the first long label above the prose."""
    if first is None:
        return None
    above = [i for i in range(first) if roles[i] is None]
    if given:
        return next((i for i in above if _same_title(blocks[i].text, given)), None)
    marker = max((i for i in range(first) if roles[i] == "widget"), default=-1)
    after_menu = [i for i in above if i > marker] or above
    for pool in (after_menu, above):
        for i in pool:
            words = word_count(blocks[i].text)
            if (words > _NAME_WORDS or len(blocks[i].text) >= 30) and not is_tag_list(
                blocks[i].text
            ):
                return i
    alone = len(above) > 1 and word_count(blocks[above[0]].text) >= 2
    return above[0] if alone and not is_question(blocks[above[0]].text) else None


def _clear_header(
    blocks: Sequence[Block], roles: list[str | None], head: int, first: int, *, titled: bool
) -> None:
    """Drop site names and sections: short labels at the top that no prose follows."""
    for i in range(first):
        if roles[i] is not None:
            continue
        between = i > head or not titled
        follows = i + 1 == first
        standfirst = between and word_count(blocks[i].text) > _NAME_WORDS
        if not (between and (follows or standfirst or blocks[i].mark == "head")):
            roles[i] = "header"
        elif standfirst and not follows and not is_question(blocks[i].text):
            roles[i] = _KEPT


def _label_body(blocks: Sequence[Block], roles: list[str | None], *, clean: bool) -> None:
    """Give every block that is still free its role: paragraph, heading, caption or footer."""
    run: list[int] = []
    led_in = False
    for i, block in enumerate(blocks):
        if roles[i] is not None:
            continue
        if block.mark == "head" or (block.mark == "" and is_label(block.text)):
            if clean and block.mark == "" and _is_signature(roles, i):
                roles[i] = "header"
            else:
                run.append(i)
            continue
        _label_run(blocks, roles, run, led_in=led_in, followed=True, clean=clean)
        run = []
        roles[i] = _KEPT
        led_in = introduces(block.text)
    _label_run(blocks, roles, run, led_in=led_in, followed=False, clean=clean)


def _is_signature(roles: Sequence[str | None], i: int) -> bool:
    """A label right above a date or a credit names who wrote or published, and heads nothing."""
    return i + 1 < len(roles) and roles[i + 1] in ("date", "credit")


def _label_run(
    blocks: Sequence[Block],
    roles: list[str | None],
    run: Sequence[int],
    *,
    led_in: bool,
    followed: bool,
    clean: bool,
) -> None:
    """Roles of labels that stand together: a list's items, captions, headings, a page's foot."""
    under_question = False
    for place, i in enumerate(run):
        block, last = blocks[i], place == len(run) - 1
        heads_prose = followed and last
        if block.mark == "head":
            roles[i] = _HEADING
        elif (
            clean
            and is_tag_list(block.text)
            and not (heads_prose and _may_head(block.text))
            and not led_in
        ):
            roles[i] = "caption"
        elif heads_prose and (len(run) <= (1 if led_in else 2) or _stands_out(blocks, run)):
            roles[i] = _HEADING
        elif led_in:
            roles[i] = _KEPT
        elif _is_section(block.text):
            roles[i], under_question = _HEADING, True
        elif (
            not clean
            or (followed and len(run) > 2)
            or (under_question and word_count(block.text) <= _NAME_WORDS)
        ):
            roles[i] = _KEPT
        else:
            roles[i] = _HEADING if followed else "footer"


def _stands_out(blocks: Sequence[Block], run: Sequence[int]) -> bool:
    """Whether the last label of a list is set apart from the items above it."""
    last, above = blocks[run[-1]], blocks[run[-2]]
    return (
        is_question(last.text)
        or word_count(last.text) > word_count(above.text) + 1
        or (last.gap and not above.gap)
        or (is_title_cased(last.text) and not is_title_cased(above.text))
    )


def _may_head(text: str) -> bool:
    return " and " in text or word_count(text) <= _NAME_WORDS


def _is_section(text: str) -> bool:
    return is_question(text) or (text.endswith(":") and word_count(text) <= _NAME_WORDS)


def _paragraphs(blocks: Sequence[Block], roles: Sequence[str | None]) -> tuple[Paragraph, ...]:
    heading: str | None = None
    found: list[Paragraph] = []
    for block, role in zip(blocks, roles, strict=True):
        if role == _HEADING:
            heading = _bare(block.text)
        elif role == _KEPT:
            found.append(Paragraph(block.text, block.start, block.end, heading))
    return tuple(found)


def _dropped(
    text: str, blocks: Sequence[Block], roles: Sequence[str | None]
) -> tuple[Dropped, ...]:
    """Neighbours that were left out for the same reason are one stretch."""
    spans: list[tuple[int, int, str]] = []
    previous: str | None = None
    for block, role in zip(blocks, roles, strict=True):
        if role is not None and role not in (_KEPT, _HEADING, _TITLE):
            if role == previous:
                spans[-1] = (spans[-1][0], block.end, role)
            else:
                spans.append((block.start, block.end, role))
        previous = role
    return tuple(Dropped(text[start:end], start, end, reason) for start, end, reason in spans)


def _bare(text: str) -> str:
    return " ".join(text.split())


def _title(given: str, shown: str) -> str:
    """The given title without the site's name that the page's own headline has not.

    A headline of several lines shows only its first; the given title has the rest.
    """
    shown, given = _bare(shown), _bare(given)
    if not given or not shown or not _key(given).startswith(_key(shown)):
        return given or shown
    if given.casefold().startswith(shown.casefold()):
        rest = given[len(shown) :]
        if rest.lstrip()[:1].isalnum():
            return shown + _SITE.sub("", rest)
    return shown


def _same_title(shown: str, given: str) -> bool:
    a, b = sorted((_key(shown), _key(given)), key=len)
    return a == b or (len(a) * 2 >= len(b) and len(a) > 15 and b.startswith(a))


def _key(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()
