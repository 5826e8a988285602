"""What does a page say when nobody knows its structure? Tags off, blocks kept, in one pass.

This is the way for pages in which no article can be made out, that are nested too deeply for a
parser, or that are too large for a careful reading: it looks at each character once, whatever the
markup is. The plain-text filter then sorts the clutter out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from willing.documents.flow import Flow
from willing.documents.lines import Block

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][\w:-]*)[^<>]*>|<[!?][^<>]*>")
_RAW = frozenset(
    ["title", "script", "style", "textarea", "template", "svg", "math", "iframe", "object"]
)
_HEADS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_INLINE = frozenset(
    [
        *(
            "a",
            "abbr",
            "b",
            "bdi",
            "bdo",
            "big",
            "cite",
            "code",
            "data",
            "del",
            "dfn",
            "em",
            "font",
        ),
        *("i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup"),
        *("time", "tt", "u", "var", "wbr", "img"),
    ]
)


def strip_markup(markup: str) -> tuple[str, list[Block]]:
    """Text of a page without its tags, scripts and styles, and the blocks in it."""
    flow = Flow()
    for kind, value in _tokens(markup):
        if kind == "text":
            flow.add(html.unescape(value))
        elif value.lstrip("/") in _HEADS:
            flow.block("" if value.startswith("/") else "head")
        elif value == "br":
            flow.block(gap=False)
        elif value.lstrip("/") not in _INLINE:
            flow.block()
    return flow.finish()


def page_title(markup: str) -> str:
    """What stands in the page's <title>, "" without one."""
    start = re.search(r"<title\b[^<>]*>", markup[:500_000], re.IGNORECASE)
    if start is None:
        return ""
    inside = markup[start.end() : start.end() + 1000]
    return " ".join(html.unescape(inside[: max(0, inside.find("<"))]).split())


def _tokens(markup: str) -> Iterator[tuple[str, str]]:
    """Text and tag names ("p", "/p"); what stands in scripts, styles and comments is left out."""
    lower = markup.lower()
    unclosed: set[str] = set()  # searched for once in vain: not again, or hostile pages cost n * n
    at = 0
    while (tag := _next_tag(markup, at)) is not None:
        if tag.start() > at:
            yield "text", markup[at : tag.start()]
        name = (tag["name"] or "").lower()
        at = tag.end()
        closer = "-->" if markup.startswith("<!--", tag.start()) else f"</{name}"
        if closer == "-->" or (name in _RAW and not tag["close"]):
            begin = tag.start() + 4 if closer == "-->" else at
            end = -1 if closer in unclosed else lower.find(closer, begin)
            if end < 0:
                unclosed.add(closer)
            else:
                at = end + len(closer) if closer == "-->" else end
        elif name:
            yield "tag", tag["close"] + name
    yield "text", markup[at:]


def _next_tag(markup: str, at: int) -> re.Match[str] | None:
    return _TAG.search(markup, at)
