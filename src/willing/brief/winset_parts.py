"""What the two pictures of a winset share: titles, axes, marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from willing.brief.charts import FAINT, INK
from willing.brief.plain_text import shortened
from willing.models.winset.setting import Setting

SOFT: Final = "var(--soft, #57606a)"
PAPER: Final = "var(--paper, #ffffff)"
FONT: Final = "system-ui, sans-serif"
TITLE: Final = 60
"""Characters of the name of a body or an issue."""

LABEL: Final = 30
"""Characters of a member's name."""

END: Final = 26
"""Characters of what an end of a scale means."""


def frame(setting: Setting, locked: bool, notes: Sequence[str]) -> dict[str, Any]:
    """Everything of a specification but its layers."""
    title = "Nothing can replace the status quo" if locked else "What could replace the status quo"
    named = [shortened(setting.title, TITLE)] if setting.title.strip() else []
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": None,
        "padding": 12,
        "title": {
            "text": title,
            "subtitle": [*named, *notes],
            "anchor": "start",
            "frame": "group",
            "color": INK,
            "subtitleColor": SOFT,
            "fontSize": 15,
            "subtitleFontSize": 12,
            "subtitlePadding": 5,
            "offset": 14,
        },
        "config": {
            "font": FONT,
            "view": {"stroke": FAINT},
            "axis": {
                "labelColor": INK,
                "titleColor": INK,
                "labelFontSize": 12,
                "titleFontSize": 12,
                "titleFontWeight": "normal",
                "titlePadding": 8,
                "gridColor": FAINT,
                "gridOpacity": 0.6,
                "domain": False,
                "ticks": False,
                "labelPadding": 6,
            },
        },
    }


def issue_title(setting: Setting, issue: int) -> list[str]:
    """The name of an issue, and below it what the ends of its scale mean."""
    lines = [shortened(setting.issues[issue], TITLE)]
    if setting.ends:
        marks = zip(setting.space[issue], setting.ends[issue], strict=True)
        lines.append(", ".join(f"{value:g} = {shortened(text, END)}" for value, text in marks))
    return lines


def position(field: str, domain: tuple[float, float], title: list[str]) -> dict[str, Any]:
    """An encoding of a position on an issue."""
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": list(domain), "nice": False, "zero": False},
        "axis": {"title": title, "tickCount": 6},
    }


def layer(
    values: Sequence[Mapping[str, Any]], mark: dict[str, Any], **encoding: dict[str, Any]
) -> dict[str, Any]:
    """One layer with data of its own."""
    return {"data": {"values": list(values)}, "mark": mark, "encoding": encoding}


def point_mark(colour: str, shape: str, size: int, *, filled: bool = True) -> dict[str, Any]:
    """A mark for single outcomes."""
    return {
        "type": "point",
        "shape": shape,
        "size": size,
        "color": colour,
        "filled": filled,
        "opacity": 1,
        "strokeWidth": 1.8,
    }
