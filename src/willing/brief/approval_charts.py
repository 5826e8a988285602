"""A leader's approval by outcome: small multiples with what the polls said, and the fan ahead.

Nothing hangs on colour: each panel is headed, what lies ahead is right of the line at 0, polls are
dots, the threshold is a dashed line with its number. Names are made visible before vl-convert sees
them (`charts` says why).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any, Final

from willing.brief.blocks import Fans, Table
from willing.brief.charts import CONFIG, FAINT, INK, JOINS, WILLING, svg_of
from willing.brief.on_paper import png_file, svg_file
from willing.brief.plain_text import shortened
from willing.brief.words import capital, percent
from willing.models.approval.approval import MOST_MONTHS, Approval
from willing.models.approval.bands import Band
from willing.models.approval.fans import AS_IT_IS, MIXED, Fan
from willing.reference.leaders import OUTCOMES
from willing.scenario.leaders import Poll

SIZE: Final = (210, 170)
"""Width and height of a panel in pixels."""

BACK: Final = 12
"""Months before the day asked that are shown."""

MONTH: Final = 365.25 / 12
NAME: Final = 60
"""Characters of a leader's name that are shown."""

TITLES: Final = {AS_IT_IS: "without any outcome's effect", MIXED: "all outcomes, by chance"}


def approval_spec(found: Approval, polls: Sequence[Poll] = ()) -> dict[str, Any]:
    """The Vega-Lite specification: a panel for each fan. `polls`: the dots."""
    panels = {fan.outcome: panel_title(fan) for fan in found.fans}
    dots = list(_dots(found, polls))
    past = list(_past(found))
    rows = [
        {"panel": panels[fan.outcome], **row}
        for fan in found.fans
        for row in (*past, *_ahead(fan), *dots, *_threshold(found, fan))
    ]
    width, height = SIZE
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": None,
        "padding": 12,
        "title": {
            "text": chart_title(found),
            "subtitle": [
                "Share who approve, by months from the day asked. Shaded: 50% and 80% of worlds."
            ],
            "anchor": "start",
            "color": INK,
            "subtitleColor": INK,
        },
        "data": {"values": rows},
        "facet": {
            "field": "panel",
            "type": "nominal",
            "sort": list(panels.values()),
            "header": {"title": None, "labelFontWeight": "bold", "labelFontSize": 12,
                       "labelAnchor": "start", "labelLimit": width},
        },
        "columns": 3,
        "spec": {"width": width, "height": height, "layer": _layers(found)},
        "spacing": 18,
        "config": CONFIG,
    }  # fmt: skip


def approval_svg(found: Approval, polls: Sequence[Poll] = ()) -> str:
    """The drawing as a file of its own, with a white ground."""
    return svg_file(approval_spec(found, polls), chart_title(found), chart_text(found))


def approval_png(found: Approval, polls: Sequence[Poll] = ()) -> bytes:
    """The same as a bitmap."""
    return png_file(approval_spec(found, polls))


def fans_svg(fans: Fans, number: int) -> str:
    """The drawing to stand inside a page, under the page's own title: the outcomes, two by two."""
    outcomes = tuple(fan for fan in fans.approval.fans if fan.outcome != AS_IT_IS)
    spec = approval_spec(replace(fans.approval, fans=outcomes), fans.polls)
    del spec["title"]
    return svg_of(spec | {"columns": 2}, fans.title, fans.text, id_=f"fans{number}")


def approval_table(found: Approval) -> Table:
    """The same as a table: approval at the end of each fan, and P(below the threshold)."""
    rows = []
    for fan in found.fans:
        last = fan.bands[-1]
        below = (percent(fan.below),) if fan.below is not None else ()
        title = panel_title(fan)
        spans = f"{percent(last.p10)} to {percent(last.p90)}"
        rows.append((capital(title), percent(last.median), spans, *below))
    when = f"After {found.months} months"
    bound = () if found.threshold is None else (f"Below {percent(found.threshold)} at some time",)
    columns = ("Outcome", when, "In eight worlds of ten", *bound)
    return Table(chart_title(found), columns, tuple(rows), tuple(range(1, len(columns))))


def chart_title(found: Approval) -> str:
    """What is drawn."""
    return f"Approval of {shortened(found.name, NAME)} from {found.asked}"


def panel_title(fan: Fan) -> str:
    """The outcome, and how likely it is where that is known."""
    if fan.outcome in OUTCOMES:
        chance = f" ({percent(fan.p)})" if fan.p is not None else ""
        return f"{OUTCOMES[fan.outcome].words}{chance}"
    return TITLES[fan.outcome]


def chart_text(found: Approval) -> str:
    """The same in words, for readers who cannot see the drawing."""
    parts = [f"{found.name}: {percent(found.level.median)} approve on {found.asked}."]
    for fan in found.fans:
        last = fan.bands[-1]
        below = _below(found, fan)
        parts.append(
            f"{panel_title(fan)}: {percent(last.median)} after {found.months} months, 80% from "
            f"{percent(last.p10)} to {percent(last.p90)}{f'; {below}' if below else ''}."
        )
    return " ".join(parts)


def _below(found: Approval, fan: Fan) -> str:
    if found.threshold is None or fan.below is None:
        return ""
    return f"below {percent(found.threshold)} at some time: {percent(fan.below)}"


def _months(found: Approval, day: dt.date) -> float:
    return (day - found.asked).days / MONTH


def _past(found: Approval) -> Iterator[dict[str, float]]:
    for day, band in found.history:
        if _months(found, day) >= -BACK:
            yield {"past": _months(found, day)} | _numbers(band)
    yield {"past": 0.0} | _numbers(found.level)


def _ahead(fan: Fan) -> Iterator[dict[str, float]]:
    for month, band in enumerate(fan.bands):
        yield {"ahead": float(month)} | _numbers(band)


def _dots(found: Approval, polls: Sequence[Poll]) -> Iterator[dict[str, float]]:
    for poll in polls:
        if _months(found, poll.date) >= -BACK:
            yield {"polled": _months(found, poll.date), "share": poll.approving}


def _threshold(found: Approval, fan: Fan) -> Iterator[dict[str, Any]]:
    if found.threshold is not None:
        said = _below(found, fan)
        yield {"threshold": found.threshold, "label": said, "end": float(found.months)}


def _numbers(band: Band) -> dict[str, float]:
    return {name: float(value) for name, value in asdict(band).items()}


def _layers(found: Approval) -> list[dict[str, Any]]:
    x = {"type": "quantitative", "scale": {"nice": False, "domain": list(_domain(found))}}
    return [
        *_fan("past", INK, x),
        *_fan("ahead", JOINS, x),
        {
            "mark": {"type": "rule", "color": INK, "strokeWidth": 1},
            "encoding": {"x": {**x, "datum": 0}},
        },
        {
            "transform": [{"filter": "isValid(datum.threshold)"}],
            "mark": {"type": "rule", "color": WILLING, "strokeDash": [5, 3], "strokeWidth": 1.5},
            "encoding": {"y": _share("threshold")},
        },
        {
            "transform": [{"filter": "isValid(datum.label)"}],
            "mark": {"type": "text", "align": "right", "baseline": "bottom", "color": INK,
                     "fontSize": 11, "dx": -4, "dy": -4},
            "encoding": {"x": {**x, "field": "end"}, "y": {"value": SIZE[1]},
                         "text": {"field": "label"}},
        },
        {
            "transform": [{"filter": "isValid(datum.polled)"}],
            "mark": {"type": "point", "filled": True, "color": INK, "size": 28, "opacity": 1},
            "encoding": {"x": {**x, "field": "polled"}, "y": _share("share")},
        },
    ]  # fmt: skip


def _domain(found: Approval) -> tuple[float, float]:
    first = min([_months(found, day) for day, _ in found.history], default=0.0)
    return max(first, -float(BACK)) - 0.5, float(found.months)


def _fan(field: str, colour: str, x: dict[str, Any]) -> Iterator[dict[str, Any]]:
    axis = {"title": None, "grid": False, "values": list(range(-BACK, MOST_MONTHS + 1, 3))}
    across = {**x, "field": field, "axis": axis}
    there = [{"filter": f"isValid(datum.{field})"}]
    for low, high, opacity in (("p10", "p90", 0.18), ("p25", "p75", 0.3)):
        yield {
            "transform": there,
            "mark": {"type": "area", "color": colour, "opacity": opacity},
            "encoding": {"x": across, "y": _share(low), "y2": {"field": high}},
        }
    yield {
        "transform": there,
        "mark": {"type": "line", "color": colour, "strokeWidth": 2},
        "encoding": {"x": across, "y": _share("median")},
    }


def _share(field: str) -> dict[str, Any]:
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": [0, 1], "nice": False},
        "axis": {"title": None, "format": "%", "values": [0, 0.25, 0.5, 0.75, 1],
                 "gridColor": FAINT},
    }  # fmt: skip
