"""The brief as GitHub-flavoured Markdown, in which no text of a document can become markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from willing.brief.blocks import (
    Band,
    Beside,
    Block,
    Brief,
    Bullets,
    Fans,
    Fold,
    Group,
    Prose,
    Quote,
    Quotes,
    Section,
    Stack,
    Standing,
    Table,
    Ways,
    credit,
)
from willing.brief.charts import chart_table
from willing.brief.drawings import drawing_table
from willing.brief.plain_text import one_line, visible

_MARKUP = re.compile(r"[\\`*_\[\]<>|~#&$@!{}]|(?<=[hp]):(?=//)|(?<=[sS]):(?=//)|(?<=[wW])\.")
_LINE_START = re.compile(r"^([-+=]|\d+(?=[.)](?:\s|$)))")


def render_markdown(brief: Brief) -> str:
    """The brief as Markdown; all text is escaped."""
    lines = [f"# {escaped(brief.title)}", "", f"{escaped(brief.date)}. {escaped(brief.question)}"]
    lines += ["", "## Bottom line", ""]
    lines += [f"- {escaped(text)}" for text in brief.bottom_line]
    lines += ["", escaped(brief.confidence)]
    for note in brief.notes:
        lines += ["", f"Note: {escaped(note)}"]
    if brief.chart is not None:
        lines += ["", f"## {escaped(brief.chart.title)}", "", *_table(chart_table(brief.chart))]
    for section in brief.sections:
        lines += _section(section)
    lines += ["", "---", "", escaped(brief.made_by)]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    r"""One line of text without any meaning as Markdown.

    >>> print(escaped("- see [here](http://x.org) | <b>"))
    \- see \[here\](http\://x.org) \| \<b\>
    """
    return _escaped_line(one_line(text))


def _escaped_line(line: str) -> str:
    safe = _MARKUP.sub(lambda found: f"\\{found[0]}", line.strip())
    if (start := _LINE_START.match(safe)) is None:
        return safe
    if start[0].isdigit():
        return f"{start[0]}\\{safe[start.end() :]}"
    return f"\\{safe}"


def _section(section: Section) -> Iterator[str]:
    yield from ("", f"## {escaped(section.title)}")
    yield from _blocks(section.blocks)


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        yield ""
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Prose(text):
            yield escaped(text)
        case Bullets(items):
            for item in items:
                lead = f"**{escaped(item.lead)}:** " if item.lead else ""
                yield f"- {lead}{escaped(item.text)}"
        case Table():
            yield from _table(block)
        case Band() | Fans() | Stack() | Ways():
            yield from _table(drawing_table(block))
            yield from ("", escaped(block.text))
        case Quotes(quotes):
            for quote in quotes:
                yield from _quote(quote)
        case Group(title, actors):
            yield f"### {escaped(title)}"
            for standing in actors:
                yield from _standing(standing)
        case Fold(summary, inner):
            yield f"**{escaped(summary)}**"
            yield from _blocks(inner)
        case Beside(panels):
            for panel in panels:
                yield from ("", f"### {escaped(panel.title)}")
                yield from _blocks(panel.blocks)


def _standing(standing: Standing) -> Iterator[str]:
    terms = "; ".join(
        escaped(text) for text in (standing.said, standing.offers, standing.condition) if text
    )
    yield from ("", f"**{escaped(standing.actor)}**", "")
    if standing.same_as:
        terms += f"{'; ' if terms else ''}in the same words as {escaped(standing.same_as)}"
    if terms:
        yield f"- The source: {terms}"
    if standing.found:
        numbers = "; ".join(
            f"{escaped(label).lower()}: {escaped(value)}" for label, value in standing.found
        )
        yield f"- The model: {numbers}"
    yield ""
    for quote in standing.quotes:
        yield from _quote(quote)


def _quote(quote: Quote) -> Iterator[str]:
    for line in visible(quote.text).split("\n"):
        yield f"> {_escaped_line(line)}".rstrip()
    yield from (">", f"> — {escaped(credit(quote))}")
    yield ""


def _table(table: Table) -> Iterator[str]:
    yield from (f"*{escaped(table.caption)}*", "")
    yield f"| {' | '.join(map(escaped, table.columns))} |"
    rule = ["---:" if number in table.numeric else "---" for number in range(len(table.columns))]
    yield f"| {' | '.join(rule)} |"
    for row in table.rows:
        yield f"| {' | '.join(escaped(cell) or ' ' for cell in row)} |"
