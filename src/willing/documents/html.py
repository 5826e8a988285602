"""Which part of a saved web page is the article? Asks trafilatura, with a plain way behind it."""

from __future__ import annotations

import logging
from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

import htmldate
import trafilatura
from lxml import etree  # type: ignore[import-untyped]
from lxml.html import (  # type: ignore[import-untyped]
    Element,
    HTMLParser,
    document_fromstring,
)

from willing.documents.article import Article
from willing.documents.build import Origin, build
from willing.documents.dates import parse_date
from willing.documents.flow import Flow
from willing.documents.lines import Block, Mark
from willing.documents.markup import page_title, strip_markup
from willing.errors import DocumentError

logging.getLogger("trafilatura").addHandler(logging.NullHandler())
logging.getLogger("htmldate").addHandler(logging.NullHandler())

# Beyond this, finding the article takes more than about a second; a news page has 500 to 5,000.
_MAX_ELEMENTS = 20_000
_MAX_CHARACTERS = 5_000_000
_MARKS: dict[str, Mark] = {"head": "head", "item": "item", "code": "code"}
_BLOCKS = frozenset(["p", "head", "item", "list", "quote", "table", "row", "cell", "code", "div"])
_FIELD_CHARACTERS = 500
_DECLARING = "//meta | //link[@rel='canonical'] | //script[@type='application/ld+json']"
_MOST_DECLARING = 200
_TIMES = (
    "//time[@datetime][@pubdate or @itemprop='datePublished']"
    " | //article//time[@datetime][not(ancestor::*[contains(@class, 'comment')])]"
)


def read_html(markup: str, origin: Origin) -> Article:
    """Article of a web page.

    `article.text` is the text taken from the page, one blank line between blocks. Where no article
    can be made out, the page's whole text goes through the plain filter, and a note says so.
    """
    tree = _parse(markup)
    if tree is None:
        return _read_stripped(markup, origin)
    dated = replace(origin, metadata=origin.metadata or _declared_date(tree))
    found = _extract(tree)
    if found is not None:
        known = _with_metadata(dated, found)
        text, blocks = _blocks(found.body)
        try:
            article = build(text, blocks, known)
        except DocumentError:
            return _read_stripped(markup, known)
        return article if article.date else _dated_by_page(article, markup, known)
    return _read_stripped(markup, dated)


def _parse(markup: str) -> etree._Element | None:
    """The page's tree; None where it is too deep, too large or no HTML at all."""
    if len(markup) > _MAX_CHARACTERS:
        return None
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree: etree._Element = document_fromstring(
            markup.encode("utf-8", errors="replace"), parser=parser
        )
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        return None  # the parser gave up half-way: what follows would be lost
    return tree if sum(1 for _ in tree.iter()) <= _MAX_ELEMENTS else None


def _extract(tree: etree._Element) -> Any | None:
    try:
        found: Any = trafilatura.bare_extraction(
            tree,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception:  # a stranger's page may break any part of it; the plain way remains
        return None
    return found if found is not None and found.body is not None else None


def _declared_date(tree: etree._Element) -> date | None:
    """The date of publication that the page's head, its JSON-LD or its article's <time> declare.

    The rest of the page is kept from htmldate: it would take the day of saving, or a comment's.
    """
    page = Element("html")
    head, body = etree.SubElement(page, "head"), etree.SubElement(page, "body")
    head.extend(deepcopy(element) for element in tree.xpath(_DECLARING)[:_MOST_DECLARING])
    body.extend(deepcopy(element) for element in tree.xpath(_TIMES)[:1])
    try:
        found = htmldate.find_date(page, original_date=True, extensive_search=False)
    except Exception:  # a stranger's page may break any part of it
        return None
    return parse_date(found) if found else None


def _with_metadata(origin: Origin, found: Any) -> Origin:
    return replace(
        origin,
        title=origin.title or _field(found.title),
        publisher=origin.publisher or _field(found.sitename),
        url=origin.url or _field(found.url),
    )


def _blocks(body: etree._Element) -> tuple[str, list[Block]]:
    """Blocks of trafilatura's tree: head, p, list, item, quote; a line break may end one."""
    flow = Flow()
    marks: list[Mark] = [""]
    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _BLOCKS:
                marks.append(_MARKS.get(tag, marks[-1] if tag == "p" else ""))
                flow.block(marks[-1])
            elif tag == "lb":
                _line_break(flow, element, marks[-1])
            flow.add(element.text or "")
        else:
            if tag in _BLOCKS:
                marks.pop()
                flow.block(marks[-1])
            flow.add(element.tail or "")
    return flow.finish()


def _line_break(flow: Flow, element: etree._Element, mark: Mark) -> None:
    """A line break ends a block, unless the sentence runs on behind it."""
    behind = (element.tail or "").lstrip()
    if mark or behind[:1].islower():
        flow.add(" ")
    else:
        flow.block(mark, gap=False)


def _read_stripped(markup: str, origin: Origin) -> Article:
    text, blocks = strip_markup(markup)
    known = replace(origin, title=origin.title or page_title(markup))
    note = "No article could be made out in the page's markup: its whole text was sorted instead."
    return build(text, blocks, known, notes=(note,))


def _dated_by_page(article: Article, markup: str, origin: Origin) -> Article:
    """The article with the date that the rest of the page shows, if it shows any."""
    try:
        whole = _read_stripped(markup, origin)
    except DocumentError:
        return article
    if whole.date is None:
        return article
    notes = (note for note in whole.notes if "date" in note.lower())
    rest = (note for note in article.notes if "No date" not in note)
    return replace(article, date=whole.date, date_origin=whole.date_origin, notes=(*rest, *notes))


def _field(value: str | None) -> str:
    return " ".join((value or "").split())[:_FIELD_CHARACTERS]
