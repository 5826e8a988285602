"""The coalition at a glance: a Vega-Lite specification, and its drawing as SVG.

Nothing hangs on colour: groups are headed, every actor is named with its percent, and the three
marks differ in shape. Colours are CSS variables with a fallback, so that a page can set them for
light and dark; the drawing itself holds no script, no link, no image and no font.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any, Final

from willing.brief.blocks import Chart, Table
from willing.brief.plain_text import shortened
from willing.brief.words import percent

VEGA_LITE: Final = "5.21"
"""The version of the grammar that is asked of vl-convert: another one may draw otherwise."""

INK: Final = "var(--ink, #1b1f24)"
FAINT: Final = "var(--rule, #d4d8dd)"
JOINS: Final = "var(--blue, #0b5394)"
WILLING: Final = "var(--orange, #9a4b00)"

STEP: Final = 21
"""Height of an actor's row in pixels."""

WIDTH: Final = 200
LABEL: Final = 22
"""Characters of an actor's name that are shown."""

GROUP: Final = 44
"""Characters of a group's title that are shown. Labels are made visible before vl-convert sees
them: a NUL character in one would end the whole process."""

LETTER: Final = 7.0
"""Width of a letter in pixels, generously: the font is the reader's own."""

FONT: Final = "system-ui, sans-serif"
CONFIG: Final[dict[str, Any]] = {
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "labelFontSize": 12,
        "gridColor": FAINT,
        "domain": False,
        "ticks": False,
        "labelPadding": 6,
    },
    "header": {"labelColor": INK},
}
"""How every drawing of a brief is set."""

_ROOT = re.compile(r"<svg [^>]*?width=\"([\d.]+)\" height=\"([\d.]+)\"[^>]*>")
_DESCRIBED = re.compile(r'<path aria-label="([^"]*)"([^>]*?)/>')
_ARIA = re.compile(r" (?:aria-[a-z]+|role|class|pointer-events)=\"[^\"]*\"")


def chart_spec(chart: Chart) -> dict[str, Any]:
    """The Vega-Lite specification: one row per actor, one block per group."""
    groups = list(dict.fromkeys(shortened(mark.group, GROUP) for mark in chart.marks))
    rows = [
        {
            "actor": shortened(mark.actor, LABEL),
            "key": f"{number:04d}",
            "group": shortened(mark.group, GROUP),
            "joins": mark.joins,
            "greatest": mark.joins_greatest,
            "willing": mark.willing,
            "label": percent(mark.joins),
        }
        for number, mark in enumerate(chart.marks)
    ]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": None,
        "padding": {"left": 6, "right": 44, "top": 2, "bottom": 2},
        "data": {"values": rows},
        "facet": {"row": _groups(groups)},
        "spec": {"width": WIDTH, "height": {"step": STEP}, "layer": _layers(chart, rows)},
        "resolve": {"scale": {"y": "independent"}},
        "spacing": 6,
        "config": CONFIG,
    }


def chart_svg(chart: Chart) -> str:
    """The drawing as an SVG element to stand inside a page, with title and description."""
    return svg_of(chart_spec(chart), chart.title, chart.text)


def svg_of(
    spec: dict[str, Any], title: str, text: str, id_: str = "chart", *, titled: bool = False
) -> str:
    """The drawing of a specification, without what a page does not need, with title and text.

    `id_`: another one for each drawing of a page. `titled`: the descriptions of marks are kept as
    their titles.
    """
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(json.dumps(spec), vl_version=VEGA_LITE)
    root = _ROOT.search(drawn)
    if root is None:
        raise RuntimeError("vl-convert drew no SVG element")
    width, height = root[1], root[2]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'role="img" aria-labelledby="{id_}-title {id_}-text">'
        f'<title id="{id_}-title">{escape(title)}</title>'
        f'<desc id="{id_}-text">{escape(shortened(text, 4000))}</desc>'
    )
    body = drawn[root.end() :]
    if titled:
        body = _DESCRIBED.sub(r"<path\2><title>\1</title></path>", body)
    return head + _ARIA.sub("", body)


def _groups(groups: list[str]) -> dict[str, Any]:
    return {
        "field": "group",
        "sort": groups,
        "header": {
            "title": None,
            "labelOrient": "top",
            "labelAnchor": "start",
            "labelAlign": "left",
            "labelFontWeight": "bold",
            "labelFontSize": 12,
            "labelPadding": 3,
        },
    }


def _layers(chart: Chart, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The marks over each other: lines, then what they join, then the percent."""
    y = name_rows("actor", rows, grid=False)
    return [{**mark, "encoding": {"y": y, **mark["encoding"]}} for mark in _marks(chart)]


def _marks(chart: Chart) -> Iterator[dict[str, Any]]:
    if chart.has_conditions:
        yield _rule("joins", "willing", FAINT, 1.5)
        yield _point("willing", WILLING, "diamond", filled=False)
    if chart.has_gap:
        yield _rule("joins", "greatest", JOINS, 2.5)
        yield _point("greatest", JOINS, "circle", filled=False)
    yield _point("joins", JOINS, "circle", filled=True)
    yield _PERCENT


_PERCENT: Final[dict[str, Any]] = {
    "mark": {"type": "text", "align": "left", "fontSize": 12, "color": INK},
    "encoding": {"x": {"value": WIDTH + 10}, "text": {"field": "label"}},
}


def name_rows(field: str, rows: Sequence[Mapping[str, Any]], *, grid: bool) -> dict[str, Any]:
    """The vertical axis: one name a row, in the order of `key`, with room for the longest."""
    margin = 16 + int(LETTER * max((len(str(row[field])) for row in rows), default=0))
    axis = {"title": None, "labelLimit": margin, "minExtent": margin, "grid": grid}
    return {
        "field": field,
        "type": "nominal",
        "sort": {"field": "key", "op": "min"},
        "axis": {**axis, "labelPadding": 12},
    }


def _x(field: str) -> dict[str, Any]:
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": [0, 1], "nice": False},
        "axis": {"title": None, "format": "%", "values": [0, 0.5, 1]},
    }


def _rule(start: str, end: str, colour: str, width: float) -> dict[str, Any]:
    return {
        "mark": {"type": "rule", "color": colour, "strokeWidth": width},
        "encoding": {"x": _x(start), "x2": {"field": end}},
    }


def _point(field: str, colour: str, shape: str, *, filled: bool) -> dict[str, Any]:
    mark = {"type": "point", "shape": shape, "filled": filled, "color": colour, "opacity": 1}
    size = 75 if filled else 95 if shape == "circle" else 70
    return {
        "mark": {**mark, "size": size, "strokeWidth": 1.8},
        "encoding": {"x": _x(field)},
    }


def chart_table(chart: Chart) -> Table:
    """The same as a table, for readers who cannot see the drawing."""
    columns = ["Actor", "What was said", "Joins"]
    columns += ["If all were sure of each other"] if chart.has_gap else []
    columns += ["Willing, conditions aside"] if chart.has_conditions else []
    rows = []
    for mark in chart.marks:
        row = [mark.actor, mark.group, percent(mark.joins)]
        row += [percent(mark.joins_greatest)] if chart.has_gap else []
        row += [percent(mark.willing)] if chart.has_conditions else []
        rows.append(tuple(row))
    numeric = tuple(range(2, len(columns)))
    return Table(chart.title, tuple(columns), tuple(rows), numeric)
