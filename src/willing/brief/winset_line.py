"""The picture on one issue: a row for each position, the winset and the gridlock interval above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from willing.brief.charts import FAINT, INK, JOINS, LETTER, WILLING
from willing.brief.plain_text import shortened
from willing.brief.winset_parts import LABEL, SOFT, frame, issue_title, layer, point_mark, position
from willing.models.winset.one_issue import Interval, OneIssue

WIDTH: Final = 440
STEP: Final = 20
"""Height of a row in pixels."""

MOST_ROWS: Final = 60
WINSET, GRIDLOCK = "Winset", "Gridlock interval"
OUTCOME = "Outcome"


@dataclass(frozen=True, slots=True)
class Row:
    """Members with one ideal point."""

    label: str
    ideal: float
    prefers: Interval | None
    held: bool


def line_spec(found: OneIssue, proposer: int | None) -> dict[str, Any]:
    """The specification of the line."""
    setting = found.setting
    rows, left_out = _rows(found)
    domain = _domain(found)
    x = position("x", domain, issue_title(setting, 0))
    heads = [WINSET, GRIDLOCK] + ([OUTCOME] if proposer is not None else [])
    order = [*heads, *(row.label for row in rows)]
    margin = 16 + int(LETTER * max(map(len, order)))
    y = {
        "field": "row",
        "type": "nominal",
        "sort": order,
        "scale": {"domain": order},
        "axis": {
            "title": None,
            "grid": False,
            "labelLimit": margin,
            "minExtent": margin,
            "labelPadding": 10,
        },
    }
    return frame(setting, found.locked, list(_notes(found, left_out))) | {
        "width": WIDTH,
        "height": {"step": STEP},
        "layer": [
            *_bands(found, x),
            *_bars(found, x, y),
            *_members(rows, x, y),
            *_outcome(found, proposer, x, y),
            *_status_quo(setting.status_quo[0], x),
        ],
    }


def _notes(found: OneIssue, left_out: int) -> Iterator[str]:
    yield "Dots: ideal points. Lines: what is preferred to the status quo."
    unknown = len(found.setting.unknown)
    if unknown:
        counted = {"yes": "saying yes", "abstain": "abstaining", "no": "saying no"}
        yield f"Without a known position, counted as {counted[found.setting.silent]}: {unknown}."
    if left_out:
        yield f"Positions that are not drawn: {left_out}."


def _rows(found: OneIssue) -> tuple[list[Row], int]:
    """The positions, rising, and how many are left out; those at the pivots always stay."""
    together: dict[float, list[int]] = {}
    for index, voter in enumerate(found.voters):
        if voter.ideal is not None:
            together.setdefault(voter.ideal, []).append(index)
    pivots = {*found.lower_pivots, *found.upper_pivots}
    rows: list[Row] = []
    for number, (ideal, indices) in enumerate(sorted(together.items())):
        names = ", ".join(found.setting.names[index] for index in indices)
        held = any(found.voters[index].member in pivots for index in indices)
        label = shortened(names, LABEL)
        taken = any(row.label == label for row in rows) or label in (WINSET, GRIDLOCK, OUTCOME)
        label = f"{label} ({number + 1})" if taken else label
        rows.append(Row(label, ideal, found.voters[indices[0]].prefers, held))
    step = -(-len(rows) // MOST_ROWS)
    kept = [row for number, row in enumerate(rows) if row.held or number % step == 0]
    return kept, len(rows) - len(kept)


def _domain(found: OneIssue) -> tuple[float, float]:
    """The scale of a scenario; else what there is to see, with a margin."""
    setting = found.setting
    if setting.ends:
        return setting.space[0]
    shown = [setting.status_quo[0]]
    shown += [voter.ideal for voter in found.voters if voter.ideal is not None]
    shown += [end for part in found.winset for end in (part.low, part.high)]
    margin = 0.05 * (max(shown) - min(shown)) or 1.0
    low, high = setting.space[0]
    return max(min(shown) - margin, low), min(max(shown) + margin, high)


def _bands(found: OneIssue, x: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The winset over all rows."""
    rows = [{"x": part.low, "to": part.high} for part in found.winset]
    yield layer(rows, {"type": "rect", "color": JOINS, "opacity": 0.12}, x=x, x2={"field": "to"})


def _bars(found: OneIssue, x: dict[str, Any], y: dict[str, Any]) -> Iterator[dict[str, Any]]:
    low, high = x["scale"]["domain"]
    bar = {"type": "bar", "height": 9}
    winset = [{"row": WINSET, "x": part.low, "to": part.high} for part in found.winset]
    yield layer(winset, {**bar, "color": JOINS}, x=x, x2={"field": "to"}, y=y)
    if found.gridlock is None:
        return
    start, end = max(found.gridlock.low, low), min(found.gridlock.high, high)
    rows = [{"row": GRIDLOCK, "x": start, "to": end}]
    if start == end:
        yield layer(rows, point_mark(SOFT, "square", 70), x=x, y=y)
    else:
        yield layer(rows, {**bar, "color": SOFT}, x=x, x2={"field": "to"}, y=y)


def _members(rows: Sequence[Row], x: dict[str, Any], y: dict[str, Any]) -> Iterator[dict[str, Any]]:
    lines = [
        {"row": row.label, "x": row.prefers.low, "to": row.prefers.high}
        for row in rows
        if row.prefers is not None
    ]
    mark = {"type": "rule", "color": FAINT, "strokeWidth": 3, "strokeCap": "round", "clip": True}
    yield layer(lines, mark, x=x, x2={"field": "to"}, y=y)
    dots = [{"row": row.label, "x": row.ideal} for row in rows]
    yield layer(dots, point_mark(INK, "circle", 48), x=x, y=y)


def _outcome(
    found: OneIssue, proposer: int | None, x: dict[str, Any], y: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    if proposer is None or (outcome := found.voters[proposer].outcome) is None:
        return
    label = f"if {shortened(found.setting.names[proposer], LABEL)} proposes"
    rows = [{"row": OUTCOME, "x": outcome, "label": label}]
    yield layer(rows, point_mark(JOINS, "triangle-up", 90), x=x, y=y)
    low, high = x["scale"]["domain"]
    beyond = outcome > (low + high) / 2
    text = {"type": "text", "fontSize": 11, "color": JOINS, "baseline": "middle"}
    text |= {"align": "right", "dx": -10} if beyond else {"align": "left", "dx": 10}
    yield layer(rows, text, x=x, y=y, text={"field": "label"})


def _status_quo(quo: float, x: dict[str, Any]) -> Iterator[dict[str, Any]]:
    rows = [{"x": quo, "label": f"status quo {quo:g}"}]
    yield layer(rows, {"type": "rule", "color": WILLING, "strokeWidth": 2}, x=x)
    low, high = x["scale"]["domain"]
    align = "left" if quo < low + 0.2 * (high - low) else "center"
    align = "right" if quo > high - 0.2 * (high - low) else align
    mark = {"type": "text", "fontSize": 11, "color": WILLING, "align": align, "baseline": "bottom"}
    yield layer(rows, {**mark, "y": -4}, x=x, text={"field": "label"})
