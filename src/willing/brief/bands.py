"""Actors on the scale of an issue, and the band in which it is forecast to end, as a drawing."""

from __future__ import annotations

from typing import Any, Final

from willing.brief.blocks import Band, Table
from willing.brief.charts import CONFIG, JOINS, WILLING, name_rows, svg_of
from willing.brief.plain_text import shortened
from willing.brief.words import on_scale

WIDTH: Final = 420
STEP: Final = 20
LABEL: Final = 26
"""Characters of an actor's name that are shown."""


def band_spec(band: Band) -> dict[str, Any]:
    """The Vega-Lite specification: one row per actor, the bands behind all of them."""
    rows = _rows(band)
    y = name_rows("actor", rows, grid=True)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": None,
        "padding": {"left": 6, "right": 20, "top": 8, "bottom": 2},
        "width": WIDTH,
        "height": {"step": STEP},
        "layer": [
            _area(band, band.most, 0.16),
            _area(band, band.half, 0.22),
            {
                "data": {"values": [{"x": band.mean}]},
                "mark": {"type": "rule", "color": JOINS, "strokeWidth": 2},
                "encoding": {"x": {**_x(band), "field": "x"}},
            },
            *_actors(band, rows, y),
        ],
        "config": CONFIG,
    }


def band_svg(band: Band, number: int = 1) -> str:
    """The drawing as an SVG element to stand inside a page, the `number`-th of its kind there."""
    return svg_of(band_spec(band), band.title, band.text, id_=f"band{number}")


def band_table(band: Band) -> Table:
    """The same as a table, for readers who cannot see the drawing."""
    width = band.high - band.low
    low, high = (on_scale(end, width) for end in band.most)
    rows = [
        (mark.actor, f"{mark.position:g}", f"{mark.weight:.0%}", on_scale(mark.moved, width))
        for mark in band.marks
    ]
    rows.append(("Forecast, eight cases of ten", f"{low} to {high}", "", ""))
    columns = ("Actor", "Position", "Weight", "Moved by expected utility")
    return Table(band.title, columns, tuple(rows), (1, 2, 3))


def _rows(band: Band) -> list[dict[str, Any]]:
    most = max([1e-9, *(mark.weight for mark in band.marks)])
    return [
        {
            "actor": shortened(mark.actor, LABEL),
            "key": f"{number:04d}",
            "position": mark.position,
            "moved": mark.moved,
            "size": 30 + 470 * mark.weight / most,
        }
        for number, mark in enumerate(band.marks)
    ]


def _actors(band: Band, rows: list[dict[str, Any]], y: dict[str, Any]) -> list[dict[str, Any]]:
    """Where each actor stands, where it would be moved, and a line between the two."""
    data, position = {"values": rows}, {**_x(band), "field": "position"}
    size = {"field": "size", "type": "quantitative", "scale": None}
    return [
        {
            "data": data,
            "mark": {"type": "rule", "color": WILLING, "strokeWidth": 1.2},
            "encoding": {"x": position, "x2": {"field": "moved"}, "y": y},
        },
        {
            "data": data,
            "mark": {"type": "point", "filled": False, "color": WILLING, "size": 60},
            "encoding": {"x": {**_x(band), "field": "moved"}, "y": y},
        },
        {
            "data": data,
            "mark": {"type": "point", "filled": True, "color": WILLING, "opacity": 0.9},
            "encoding": {"x": position, "y": y, "size": size},
        },
    ]


def _x(band: Band) -> dict[str, Any]:
    return {
        "type": "quantitative",
        "scale": {"domain": [band.low, band.high], "nice": False},
        "axis": {"title": None, "tickCount": 6},
    }


def _area(band: Band, ends: tuple[float, float], opacity: float) -> dict[str, Any]:
    return {
        "data": {"values": [{"low": ends[0], "high": ends[1]}]},
        "mark": {"type": "rect", "color": JOINS, "opacity": opacity},
        "encoding": {"x": {**_x(band), "field": "low"}, "x2": {"field": "high"}},
    }
