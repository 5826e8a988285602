"""How shares of what may follow change with a quantity, as areas on top of each other."""

from __future__ import annotations

from typing import Any, Final

from willing.brief.blocks import Stack, Table
from willing.brief.charts import CONFIG, INK, JOINS, WILLING, svg_of
from willing.brief.plain_text import shortened
from willing.brief.words import percent, rounded

WIDTH: Final = 420
HEIGHT: Final = 210
THIN: Final = 0.035
"""An area thinner than this at its right end has no room for its name."""

ROWS: Final = 9
"""About so many rows of the table."""

SHADES: Final = ((JOINS, 0.75), (JOINS, 0.4), (WILLING, 0.35), (WILLING, 0.7))
"""Colour and opacity of the areas, from the bottom; each is named beside it."""


def stack_spec(stack: Stack) -> dict[str, Any]:
    """The Vega-Lite specification: areas, their names at the right, and what is there marked."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": None,
        "padding": {"left": 6, "right": 40, "top": 8, "bottom": 2},
        "width": WIDTH,
        "height": HEIGHT,
        "layer": [*_areas(stack), *_there(stack), _names(stack)],
        "config": CONFIG,
    }


def stack_svg(stack: Stack) -> str:
    """The drawing as an SVG element to stand inside a page, with title and description."""
    return svg_of(stack_spec(stack), stack.title, stack.text, id_="stack")


def stack_table(stack: Stack) -> Table:
    """The same as a table, for readers who cannot see the drawing."""
    step = max((len(stack.at) - 1) // (ROWS - 1), 1)
    rows = tuple(
        (rounded(at), *(percent(min(share[row], 1.0)) for share in stack.shares))
        for row, at in list(enumerate(stack.at))[::step]
    )
    columns = (stack.what, *stack.names)
    return Table(stack.title, columns, rows, tuple(range(len(columns))))


def _bounds(stack: Stack) -> list[list[float]]:
    """The lower bound of each area and the top of the last: one list for each, along `at`."""
    bounds = [[0.0] * len(stack.at)]
    for share in stack.shares:
        bounds.append([low + part for low, part in zip(bounds[-1], share, strict=True)])
    return bounds


def _areas(stack: Stack) -> list[dict[str, Any]]:
    bounds = _bounds(stack)
    return [
        {
            "data": {
                "values": [
                    {"x": x, "low": low, "high": min(high, 1.0)}
                    for x, low, high in zip(stack.at, bounds[row], bounds[row + 1], strict=True)
                ]
            },
            "mark": {"type": "area", "color": colour, "opacity": opacity},
            "encoding": {
                "x": _x(stack),
                "y": {**_Y, "field": "low"},
                "y2": {"field": "high"},
            },
        }
        for row, (colour, opacity) in zip(range(len(stack.names)), SHADES, strict=False)
    ]


_Y: Final[dict[str, Any]] = {
    "type": "quantitative",
    "scale": {"domain": [0, 1], "nice": False},
    "axis": {"title": None, "format": "%", "values": [0, 0.25, 0.5, 0.75, 1]},
}


def _x(stack: Stack) -> dict[str, Any]:
    return {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [stack.at[0], stack.at[-1]], "nice": False},
        "axis": {
            "title": stack.what,
            "titleColor": INK,
            "titleFontWeight": "normal",
            "tickCount": 6,
            "grid": False,
        },
    }


def _there(stack: Stack) -> list[dict[str, Any]]:
    """The range in which the quantity lies, as dashed lines, and its middle as a solid one."""
    low, middle, high = stack.there
    dashes = [{"x": x} for x in (low, high) if low != high and x <= stack.at[-1]]
    rule = {"type": "rule", "color": INK}
    return [
        {
            "data": {"values": dashes},
            "mark": {**rule, "strokeDash": [4, 3], "strokeWidth": 1.2},
            "encoding": {"x": _x(stack)},
        },
        {
            "data": {"values": [{"x": middle}] if middle <= stack.at[-1] else []},
            "mark": {**rule, "strokeWidth": 1.8},
            "encoding": {"x": _x(stack)},
        },
    ]


def _names(stack: Stack) -> dict[str, Any]:
    bounds = _bounds(stack)
    values = [
        {"y": (bounds[row][-1] + bounds[row + 1][-1]) / 2, "name": shortened(name, 40)}
        for row, name in enumerate(stack.names)
        if stack.shares[row][-1] >= THIN
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "text", "align": "left", "fontSize": 12, "color": INK},
        "encoding": {
            "x": {"value": WIDTH + 8},
            "y": {**_Y, "field": "y"},
            "text": {"field": "name"},
        },
    }
