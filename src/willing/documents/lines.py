"""Where does one block of a text end and the next begin?

A saved page has one line per paragraph, a letter or a PDF breaks its lines at a fixed width, a
Markdown file breaks them anywhere: each is cut into blocks that keep their place in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from willing.documents.shape import SMALL_WORDS

Mark = Literal["", "head", "item", "code", "furniture"]
"""What the format itself says of a block: nothing, a heading, a list item, program text, a line
that belongs to the file and not to its text (a page number)."""

# Everything that str.isspace() knows plus the characters of no width that pages are sown with.
_BLANK = (
    "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\u200b\u200c\u200d\u2060\ufeff"
)
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BULLET = re.compile(r"(?:[-*•‣▪·◦●–—]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)")

_WIDEST = 130  # no hard-wrapped text is wider; a paragraph saved on one line nearly always is
_FULL = 40  # a shorter line says nothing about wrapping: it may be a label


@dataclass(frozen=True, slots=True)
class Block:
    """A line, or the wrapped lines of one paragraph: `whole[start:end] == text`.

    `gap` says that a blank line stands before it.
    """

    text: str
    start: int
    end: int
    gap: bool = False
    mark: Mark = ""


def split_blocks(text: str) -> list[Block]:
    """Cut plain text into blocks; lines broken at a fixed width are put together again."""
    return join_lines(text, split_lines(text))


def join_lines(text: str, lines: Iterable[Block]) -> list[Block]:
    """Put lines that were broken at a fixed width together; marked lines stay alone."""
    blocks: list[Block] = []
    for group in _groups(lines):
        width = _wrap_width(group)
        if width:
            blocks.extend(_unwrap(text, group, width))
        else:
            blocks.extend(_unwrap_items(text, group))
    return [without_bullet(block) for block in blocks]


def split_lines(text: str) -> Iterator[Block]:
    """Every line with something on it, without the white space at its ends."""
    previous_end, blank_seen = 0, True
    for match in _LINE.finditer(text):
        raw = match.group()
        line = raw.strip(_BLANK)
        breaks = text.count("\n", previous_end, match.start())
        returns = text.count("\r", previous_end, match.start())
        blank_seen = blank_seen or max(breaks, returns) > 1
        previous_end = match.end()
        if not line:
            blank_seen = True
            continue
        start = match.start() + len(raw) - len(raw.lstrip(_BLANK))
        yield Block(line, start, start + len(line), gap=blank_seen)
        blank_seen = False


def without_bullet(block: Block) -> Block:
    """Take the bullet or the number off a list item and mark it as one."""
    bullet = _BULLET.match(block.text) if not block.mark else None
    if bullet is None:
        return block
    cut = bullet.end()
    return replace(block, text=block.text[cut:], start=block.start + cut, mark="item")


def _groups(lines: Iterable[Block]) -> Iterator[list[Block]]:
    group: list[Block] = []
    for line in lines:
        if group and (line.gap or line.mark or group[-1].mark):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _wrap_width(group: list[Block]) -> int:
    """The width at which the group's lines were broken, or 0 where each line stands for itself."""
    widest = max(len(line.text) for line in group)
    if len(group) < 2 or widest > _WIDEST:
        return 0
    broken = sum(
        len(above.text) >= _FULL and _runs_over(above.text, below.text)
        for above, below in pairwise(group)
    )
    return widest if broken and broken * 5 >= len(group) - 1 else 0


def _runs_over(above: str, below: str) -> bool:
    """Whether a sentence cannot have ended with the line above."""
    last_word = above.rsplit(None, 1)[-1].lower()
    return below[:1].islower() or above[-1] in ",-" or last_word in SMALL_WORDS


def _unwrap(text: str, group: list[Block], width: int) -> Iterator[Block]:
    first = last = group[0]
    for line in group[1:]:
        if _continues(last.text, line.text, width):
            last = line
            continue
        yield replace(first, text=text[first.start : last.end], end=last.end)
        first = last = line
    yield replace(first, text=text[first.start : last.end], end=last.end)


def _unwrap_items(text: str, group: list[Block]) -> Iterator[Block]:
    """Each line for itself, but a list item takes the lines on which its sentence runs on."""
    item: Block | None = None
    for line in group:
        runs_on = line.text[:1].islower() and not _BULLET.match(line.text)
        if item is not None and runs_on and item.text[-1] not in ".!?":
            item = replace(item, text=text[item.start : line.end], end=line.end)
            continue
        if item is not None:
            yield item
        item = line if _BULLET.match(line.text) else None
        if item is None:
            yield line
    if item is not None:
        yield item


def _continues(above: str, below: str, width: int) -> bool:
    if _BULLET.match(below):
        return False
    if below[:1].islower():
        return len(above) * 5 >= width * 2
    full = len(above) * 10 >= width * 7
    ends = above[-1] in '.!?:”"' and len(above) * 20 < width * 17
    return full and not ends
