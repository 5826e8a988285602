"""Do the intervals hold what they promise: the calibration of forecasts, drawn.

One line for each forecast: how many outcomes lay within its central intervals, against how many
should. Lines differ in the shape of their marks as well as in colour.
"""

from __future__ import annotations

from typing import Any, Final

from willing.brief.charts import FAINT, FONT, INK, JOINS, WILLING, svg_of
from willing.history.backtest import PERCENTS, Backtest, Score
from willing.history.rivals import ERRORS, OURS, PLAIN

SIZE: Final = 320
"""Pixels of either axis."""

LINES: Final = (
    (OURS, "Willing's forecast", JOINS, "circle"),
    (PLAIN, "positions and compromise mixed", WILLING, "diamond"),
    (ERRORS, "compromise with past errors", INK, "square"),
)
"""The forecasts that are drawn, their labels, colours and marks."""

TITLE: Final = "How many outcomes the intervals hold"


def calibration_svg(done: Backtest) -> str:
    """The drawing as an SVG element, with title and description."""
    return svg_of(calibration_spec(done), TITLE, _text(done))


def calibration_spec(done: Backtest) -> dict[str, Any]:
    """The Vega-Lite specification."""
    rows = [
        {"forecast": label, "promised": percent / 100, "held": held}
        for name, label, _, _ in LINES
        for percent, held in zip(PERCENTS, _held(done.score(name)), strict=True)
    ]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": None,
        "width": SIZE,
        "height": SIZE,
        "data": {"values": rows},
        "layer": [_diagonal(), _lines()],
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {"labelColor": INK, "titleColor": INK, "gridColor": FAINT, "domain": False},
            "legend": {"labelColor": INK, "labelLimit": SIZE, "orient": "bottom", "columns": 1},
        },
    }


def _held(score: Score) -> tuple[float, ...]:
    assert score.coverage is not None
    return score.coverage


def _diagonal() -> dict[str, Any]:
    ends = [{"promised": 0, "held": 0}, {"promised": 1, "held": 1}]
    return {
        "data": {"values": ends},
        "mark": {"type": "line", "color": FAINT, "strokeDash": [4, 4]},
        "encoding": _axes(),
    }


def _lines() -> dict[str, Any]:
    names = [label for _, label, _, _ in LINES]
    colours = [colour for _, _, colour, _ in LINES]
    shapes = [shape for _, _, _, shape in LINES]
    which = {"field": "forecast", "type": "nominal", "legend": {"title": None}}
    return {
        "mark": {"type": "line", "point": {"size": 60, "filled": True}},
        "encoding": {
            **_axes(),
            "color": {**which, "scale": {"domain": names, "range": colours}},
            "shape": {**which, "scale": {"domain": names, "range": shapes}},
        },
    }


def _axes() -> dict[str, Any]:
    return {
        side: {
            "field": field,
            "type": "quantitative",
            "scale": {"domain": [0, 1]},
            "axis": {"title": title, "format": "%"},
        }
        for side, field, title in (
            ("x", "promised", "Central interval"),
            ("y", "held", "Outcomes within it"),
        )
    }


def _text(done: Backtest) -> str:
    """The same in words, for readers who cannot see the drawing."""
    parts = [f"{done.issues} past issues, each forecast from others."]
    for name, label, _, _ in LINES:
        held = ", ".join(
            f"{percent}%: {100 * share:.0f}%"
            for percent, share in zip(PERCENTS, _held(done.score(name)), strict=True)
        )
        parts.append(f"{label}: {held}.")
    return " ".join(parts)
