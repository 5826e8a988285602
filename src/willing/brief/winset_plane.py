"""The picture on two issues: ideal points, the status quo, the winset and the hull."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from willing.brief.charts import INK, JOINS, WILLING
from willing.brief.label_places import Align, Place, places
from willing.brief.plain_text import shortened
from willing.brief.winset_parts import (
    LABEL,
    PAPER,
    SOFT,
    frame,
    issue_title,
    layer,
    point_mark,
    position,
)
from willing.models.winset.setting import Point, Setting
from willing.models.winset.two_issues import TwoIssues

WIDTH: Final = 460.0
LOWEST, HIGHEST = 220.0, 560.0
"""The height of the plane in pixels."""

Window = tuple[tuple[float, float], tuple[float, float]]


def plane_spec(found: TwoIssues, proposer: int | None, free: Sequence[Point]) -> dict[str, Any]:
    """The specification of the plane."""
    setting = found.setting
    window = _window(found, free)
    height = _height(setting, window)
    marks = _marks(found, proposer)
    spots = places(
        [_pixel(at, window, height) for at, _, _ in marks],
        [label for _, label, _ in marks],
        WIDTH,
        height,
    )
    lost = sum(spot is None for spot in spots)
    axes = {
        "x": position("x", window[0], issue_title(setting, 0)),
        "y": position("y", window[1], issue_title(setting, 1)),
    }
    return frame(setting, found.locked, list(_notes(found, free, lost))) | {
        "width": WIDTH,
        "height": height,
        "layer": [
            *_areas(found, axes),
            layer(_rows(free), point_mark(SOFT, "square", 14), **axes),
            *_points(marks, axes),
            *_names(marks, spots, window, height, axes),
        ],
    }


def _notes(found: TwoIssues, free: Sequence[Point], lost: int) -> Iterator[str]:
    if found.outline:
        yield "Shaded: the winset, what would replace the status quo (diamond)."
    if found.hull is not None and len(found.hull) > 1:
        yield "Dashed: the hull of all ideal points, stable under unanimity."
    if free:
        yield "Small squares: uncovered outcomes."
    modes, unknown = len(found.setting.modes), len(found.setting.unknown)
    if modes:
        yield f"Known within a range, of which the mode is drawn: {modes}."
    if unknown:
        yield f"Without a known position, counted as {_counted_as(found.setting)}: {unknown}."
    if lost:
        yield f"Names left out for want of room: {lost}."


def _counted_as(setting: Setting) -> str:
    return {"yes": "saying yes", "abstain": "abstaining", "no": "saying no"}[setting.silent]


def _marks(found: TwoIssues, proposer: int | None) -> list[tuple[Point, str, str]]:
    """Where, the name, and the sort of mark; members at one place are one mark."""
    setting = found.setting
    marks = [(setting.status_quo, "status quo", "quo")]
    if proposer is not None and (outcome := found.voters[proposer].outcome) is not None:
        who = shortened(setting.names[proposer], LABEL)
        marks.append((outcome, f"if {who} proposes", "outcome"))
    together: dict[Point, list[str]] = {}
    for name, ideal in zip(setting.names, setting.ideals, strict=True):
        if ideal is not None:
            together.setdefault(ideal, []).append(name)
    marks += [(at, shortened(", ".join(names), LABEL), "member") for at, names in together.items()]
    return marks


def _areas(found: TwoIssues, axes: dict[str, Any]) -> Iterator[dict[str, Any]]:
    line = {"type": "line", "interpolate": "linear-closed"}
    order = {"field": "n", "type": "quantitative"}
    if found.outline:
        filled = {"filled": True, "fill": JOINS, "fillOpacity": 0.18, "stroke": JOINS}
        mark = {**line, **filled, "strokeWidth": 1.5}
        yield layer(_rows(found.outline), mark, **axes, order=order)
    if found.hull is not None and len(found.hull) > 1:
        mark = {**line, "stroke": SOFT, "strokeDash": [5, 4], "strokeWidth": 1.4}
        yield layer(_rows(found.hull), mark, **axes, order=order)


def _points(
    marks: Sequence[tuple[Point, str, str]], axes: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    sorts = {
        "member": point_mark(INK, "circle", 42),
        "quo": point_mark(WILLING, "diamond", 130),
        "outcome": point_mark(JOINS, "triangle-up", 110),
    }
    for sort, mark in sorts.items():
        yield layer(_rows([at for at, _, of in marks if of == sort]), mark, **axes)


def _names(
    marks: Sequence[tuple[Point, str, str]],
    spots: Sequence[Place | None],
    window: Window,
    height: float,
    axes: dict[str, Any],
) -> Iterator[dict[str, Any]]:
    """The labels, each on a ground of paper so that lines do not cross it."""
    colours = {"member": INK, "quo": WILLING, "outcome": JOINS}
    rows: dict[tuple[str, Align], list[dict[str, Any]]] = {}
    for (_, label, sort), spot in zip(marks, spots, strict=True):
        if spot is not None:
            x, y = _outcome((spot.x, spot.y), window, height)
            rows.setdefault((sort, spot.align), []).append({"x": x, "y": y, "label": label})
    for (sort, align), values in rows.items():
        mark = {"type": "text", "fontSize": 11, "align": align, "baseline": "middle"}
        ground = {"color": PAPER, "stroke": PAPER, "strokeWidth": 3, "strokeJoin": "round"}
        ground["opacity"] = 0.75
        for look in (ground, {"color": colours[sort]}):
            yield layer(values, mark | look, **axes, text={"field": "label"})


def _rows(points: Sequence[Point]) -> list[dict[str, float]]:
    return [{"x": x, "y": y, "n": n} for n, (x, y) in enumerate(points)]


def _units(setting: Setting) -> tuple[float, float]:
    """What is as long on one issue as on the other: the scales of a scenario, else 1 and 1."""
    if not setting.ends:
        return 1.0, 1.0
    first, second = (high - low for low, high in setting.space)
    return first, second


def _window(found: TwoIssues, free: Sequence[Point]) -> Window:
    """The part of the space in which anything lies, with a margin, within the space."""
    setting = found.setting
    points = [setting.status_quo, *found.outline, *free]
    points += [ideal for ideal in setting.ideals if ideal]
    ranges = [(min(values), max(values)) for values in zip(*points, strict=True)]
    units = _units(setting)
    margin = 0.08 * max(
        (high - low) / unit for (low, high), unit in zip(ranges, units, strict=True)
    )
    first, second = (
        _within(low - margin * unit, high + margin * unit, ends)
        for (low, high), unit, ends in zip(ranges, units, setting.space, strict=True)
    )
    return first, second


def _within(low: float, high: float, ends: tuple[float, float]) -> tuple[float, float]:
    low, high = max(low, ends[0]), min(high, ends[1])
    return (low, high) if low < high else ends


def _height(setting: Setting, window: Window) -> float:
    """As high as distances ask for, so that circles look round."""
    (left, right), (bottom, top) = window
    across, up = _units(setting)
    return min(max(WIDTH * ((top - bottom) / up) / ((right - left) / across), LOWEST), HIGHEST)


def _pixel(at: Point, window: Window, height: float) -> tuple[float, float]:
    (left, right), (bottom, top) = window
    return WIDTH * (at[0] - left) / (right - left), height * (top - at[1]) / (top - bottom)


def _outcome(pixel: tuple[float, float], window: Window, height: float) -> Point:
    """The outcome that is drawn at a pixel."""
    (left, right), (bottom, top) = window
    return left + pixel[0] * (right - left) / WIDTH, top - pixel[1] * (top - bottom) / height
