"""Which lines of a Markdown file are headings, items and paragraphs? The text stays verbatim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from willing.documents.article import Article
from willing.documents.build import Origin, build
from willing.documents.dates import parse_date
from willing.documents.lines import Block, split_lines, without_bullet

_HASHES = re.compile(r"#{1,6}[ \t]+(?=\S)")
_CLOSING = re.compile(r"(?<![ \t])[ \t]+#+$")  # from the first blank only: blanks without end
_UNDERLINE = re.compile(r"=+|-{2,}")
_RULE = re.compile(r"(?:[-*_][ \t]*){3,}")
_FENCE = re.compile(r"```|~~~")
_QUOTE = re.compile(r"(?:>[ \t]?)+(?=\S)")
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_FIELD = re.compile(r"([A-Za-z_-]{2,30})[ \t]*:[ \t]*(.+)")


def read_markdown(text: str, origin: Origin) -> Article:
    """Article of a Markdown file; `article.text == text`, inline markup stays as it is.

    YAML front matter gives title, date, publisher and address; it and program text are dropped.
    """
    lines = list(split_lines(text))
    body = _front_matter_end(lines)
    known = _with_front_matter(origin, lines[:body])
    front = [replace(line, mark="furniture") for line in lines[:body]]
    blocks = front + list(_blocks(text, lines[body:]))
    heads = (block.text for block in blocks if block.mark == "head")
    return build(text, blocks, known if known.title else replace(known, title=next(heads, "")))


def _blocks(text: str, lines: list[Block]) -> Iterator[Block]:
    """Headings, items and code as they are marked; lines without a gap are one paragraph."""
    first = last = None  # first and last line of the block that is open
    fenced = False
    for line in lines:
        fence = _FENCE.match(line.text) is not None
        block = replace(line, mark="code") if fence or fenced else _marked(line)
        fenced = fenced != fence
        if first is None or last is None:
            first = last = block
        elif not first.mark and not line.gap and not fenced and _UNDERLINE.fullmatch(line.text):
            yield replace(first, text=text[first.start : last.end], end=last.end, mark="head")
            first = last = None
        elif _continues(first, block):
            last = block
        else:
            yield replace(first, text=text[first.start : last.end], end=last.end)
            first = last = block
    if first is not None and last is not None:
        yield replace(first, text=text[first.start : last.end], end=last.end)


def _marked(line: Block) -> Block:
    if _RULE.fullmatch(line.text) or _IMAGE.fullmatch(line.text):
        return replace(line, mark="furniture")
    if hashes := _HASHES.match(line.text):
        head = _CLOSING.sub("", line.text[hashes.end() :])
        start = line.start + hashes.end()
        return replace(line, text=head, start=start, end=start + len(head), mark="head")
    if quote := _QUOTE.match(line.text):
        cut = quote.end()
        return replace(line, text=line.text[cut:], start=line.start + cut)
    return without_bullet(line)


def _continues(above: Block, below: Block) -> bool:
    if below.gap or below.mark or above.mark in ("head", "code", "furniture"):
        return above.mark == below.mark == "code"
    return True


def _front_matter_end(lines: list[Block]) -> int:
    """How many lines the front matter takes, its rules included; 0 without any."""
    if not lines or lines[0].text != "---":
        return 0
    for i, line in enumerate(lines[1:60], start=1):
        if line.text in ("---", "..."):
            return i + 1
    return 0


def _with_front_matter(origin: Origin, lines: list[Block]) -> Origin:
    fields: dict[str, str] = {}
    for line in lines:
        if field := _FIELD.fullmatch(line.text):
            fields.setdefault(field[1].lower(), field[2].strip("\"' "))
    return replace(
        origin,
        title=origin.title or fields.get("title", ""),
        metadata=origin.metadata or parse_date(fields.get("date", fields.get("published", ""))),
        publisher=origin.publisher or fields.get("publisher", fields.get("source", "")),
        url=origin.url or fields.get("url", fields.get("link", "")),
    )
