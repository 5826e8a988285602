"""Several ways to decide one question, as a drawing: how likely is each, and how sure is that?"""

from __future__ import annotations

from typing import Any, Final

from willing.brief.blocks import Table, Ways
from willing.brief.charts import CONFIG, INK, JOINS, name_rows, svg_of
from willing.brief.plain_text import shortened
from willing.brief.words import likelihood, percent

WIDTH: Final = 280
STEP: Final = 30
LABEL: Final = 34
"""Characters of a way's name that are shown."""


def ways_spec(ways: Ways) -> dict[str, Any]:
    """The Vega-Lite specification: one row per way, a point on the range that is left open."""
    rows = [
        {
            "name": shortened(way.name, LABEL),
            "key": f"{number:04d}",
            "p": way.p,
            "low": way.low,
            "high": way.high,
            "label": percent(way.p),
        }
        for number, way in enumerate(ways.ways)
    ]
    y = name_rows("name", rows, grid=False)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": None,
        "padding": {"left": 6, "right": 44, "top": 2, "bottom": 2},
        "data": {"values": rows},
        "width": WIDTH,
        "height": {"step": STEP},
        "layer": [{**layer, "encoding": {"y": y, **layer["encoding"]}} for layer in _layers()],
        "config": CONFIG,
    }


def ways_svg(ways: Ways) -> str:
    """The drawing as an SVG element to stand inside a page, with title and description."""
    return svg_of(ways_spec(ways), ways.title, ways.text, id_="ways")


def ways_table(ways: Ways) -> Table:
    """The same as a table, for readers who cannot see the drawing."""
    rows = tuple(
        (way.name, likelihood(way.p), f"{percent(way.low)} to {percent(way.high)}")
        for way in ways.ways
    )
    return Table(ways.title, ("Way to decide it", "It comes to pass", "Range"), rows, (2,))


def _layers() -> list[dict[str, Any]]:
    x = {
        "type": "quantitative",
        "scale": {"domain": [0, 1], "nice": False},
        "axis": {"title": None, "format": "%", "values": [0, 0.2, 0.4, 0.6, 0.8, 1]},
    }
    point = {"type": "point", "shape": "circle", "filled": True, "color": JOINS, "opacity": 1}
    return [
        {
            "mark": {"type": "rule", "color": JOINS, "strokeWidth": 4, "opacity": 0.35},
            "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}},
        },
        {"mark": {**point, "size": 95}, "encoding": {"x": {**x, "field": "p"}}},
        {
            "mark": {"type": "text", "align": "left", "fontSize": 12, "color": INK},
            "encoding": {"x": {"value": WIDTH + 10}, "text": {"field": "label"}},
        },
    ]
