"""Pictures of the Spatial Model of Politics that KTAB's users know, as Vega-Lite specifications.

Positions over the turns; the effective power of the positions (capability times salience), first
and last; and who bargained with whom in a turn. Nothing hangs on colour alone: every line ends in
its actor's name, and marks and dashes have a legend. What a step, a bar or a line stands for, such
as why an actor moved, is its title: viewers show it where the pointer rests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from willing.brief.charts import CONFIG, GROUP, INK, JOINS, LABEL, WILLING, svg_of
from willing.brief.plain_text import shortened

if TYPE_CHECKING:
    from willing.models.bargaining.spatial_model.spatial_model import Choice, SpatialModel

WIDTH: Final = 480
HEIGHT: Final = 300

ROW: Final = 14
"""Pixels between two names, at least."""

LEADER: Final = 22
"""Pixels from the end of a line to its name."""

NAMES: Final = 170
"""Pixels that a name may take."""

BINS: Final = 20
"""Equal parts of the scale that power is added up in."""

TURNS: Final = 12
"""So many turns' bargains are drawn: the first in which anyone moved."""

MOST_TICKS: Final = 12
"""Turns that are numbered below the positions, besides the first."""

WHY: Final = 300
"""Characters of a reason."""

COLOURS: Final = ("#0b5394", "#9a4b00", "#2e7d32", "#8e24aa", "#b71c1c", "#00695c", "#5d4037",
                  "#ad1457", "#455a64", "#827717")  # fmt: skip
"""Of lines; each has a contrast of 4 to white or more."""

DASHES: Final = ((1, 0), (6, 3), (2, 2))
"""Of lines beyond the tenth, which have the colours once more."""

TEXT: Final = {"type": "text", "align": "left", "baseline": "middle", "color": INK,
               "fontSize": 12, "aria": False}  # fmt: skip

STEPS: Final = ("its own proposal", "what another proposed")
TAKERS: Final = ("both", "who proposed it", "who was asked")

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v5.json"
PAPER: Final = "#ffffff"

_VARIABLE = re.compile(r"var\(--[a-z]+, (#[0-9a-f]{6})\)")


def pictures(found: SpatialModel) -> Iterator[tuple[str, str, str]]:
    """Each picture: a name for its file, the SVG, and what it shows.

    Each stands alone on white, its colours plain ones, since there is no page to set them.
    """
    for name, spec, text in _specs(found):
        yield name, _VARIABLE.sub(r"\1", svg_of(spec, text, text, titled=True)), text


def _specs(found: SpatialModel) -> Iterator[tuple[str, dict[str, Any], str]]:
    for k, dim in enumerate(found.issue.dims):
        number = "" if len(found.issue.dims) == 1 else f"-{k + 1}"
        over = f"Positions on {dim} over the turns"
        yield f"positions{number}", positions_spec(found, k), over
        power = f"Effective power by position on {dim}, first and last"
        yield f"power{number}", power_spec(found, k), power
    moved = dict.fromkeys(one.turn for one in found.moves)
    for turn in islice(moved, TURNS) if moved else (1,):
        yield f"bargains-{turn}", bargains_spec(found, turn), f"Bargains of turn {turn}"


def positions_spec(found: SpatialModel, dim: int) -> dict[str, Any]:
    """A line for each actor, its steps as marks with the reason on them."""
    names = _names(found)
    height = max(HEIGHT, ROW * len(names))
    group = {"field": "actor", "type": "nominal", "legend": None}
    lines: dict[str, Any] = {
        "color": {**group, "scale": {"domain": names, "range": _cycle(COLOURS, len(names))}},
        "strokeDash": {**group, "scale": {"domain": names, "range": _dashes(len(names))}},
        "description": group,
    }
    legend = {"title": "A mark: it moved by", "orient": "bottom", "symbolFillColor": INK}
    marks = {"domain": list(STEPS), "range": ["circle", "triangle-up"]}
    turns = {"domain": [0, found.turns], "nice": False}
    whole = list(range(0, found.turns + 1, -(-found.turns // MOST_TICKS) or 1))
    return _picture(
        height,
        [
            {"mark": {"type": "line", "strokeWidth": 1.5}, "encoding": lines},
            {
                "transform": [{"filter": "datum.why != ''"}],
                "mark": {"type": "point", "filled": True, "size": 40, "opacity": 1},
                "encoding": {
                    "color": lines["color"],
                    "shape": {"field": "step", "type": "nominal", "scale": marks, "legend": legend},
                    "description": {"field": "why"},
                },
            },
            *_named_ends(found, dim, names, height),
        ],
        data={"values": list(_path(found, dim, names))},
        encoding={
            "x": {"field": "turn", "type": "quantitative", "title": "Turn", "scale": turns,
                  "axis": {"values": whole, "format": "d", "labelFlush": False}},
            "y": _scale(found, dim, "position"),
        },
    )  # fmt: skip


def _path(found: SpatialModel, dim: int, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    from willing.models.bargaining.spatial_model.document import reason

    moves = {(one.turn, one.actor): one for one in found.moves}
    for turn, state in enumerate(found.states):
        for row, actor in enumerate(found.issue.actors):
            move = moves.get((turn, actor))
            own = move is None or move.bargain is None or move.bargain.proposer == actor
            yield {
                "actor": names[row],
                "turn": turn,
                "position": state.positions[row][dim],
                "step": STEPS[0 if own else 1],
                "why": "" if move is None else shortened(f"{actor} {reason(move)}", WHY),
            }


def _named_ends(
    found: SpatialModel, dim: int, names: Sequence[str], height: int
) -> Iterator[dict[str, Any]]:
    """The names at the ends of the lines, each led to where it has room."""
    ends = [row[dim] for row in found.states[-1].positions]
    low, width = found.issue.lows[dim], found.issue.widths[dim]
    order = sorted(range(len(ends)), key=lambda row: -ends[row])
    wanted = [height * (1 - (ends[row] - low) / width) for row in order]
    pixel = found.turns / WIDTH
    leaders, texts = [], []
    for row, y in zip(order, spaced(wanted, ROW, height), strict=True):
        place = low + width * (1 - y / height)
        beside = found.turns + LEADER * pixel
        leaders += [
            {"actor": names[row], "turn": found.turns, "position": ends[row]},
            {"actor": names[row], "turn": beside, "position": place},
        ]
        texts.append({"actor": names[row], "turn": beside, "position": place})
    yield {
        "data": {"values": leaders},
        "mark": {"type": "line", "strokeWidth": 1, "opacity": 0.5, "aria": False},
        "encoding": {"color": {"field": "actor", "type": "nominal", "legend": None}},
    }
    yield {
        "data": {"values": texts},
        "mark": {**TEXT, "dx": 3},
        "encoding": {"text": {"field": "actor"}},
    }


def spaced(wanted: Sequence[float], gap: float, room: float) -> list[float]:
    """Places from 0 to `room`, near the wanted ones (which rise) and at least `gap` apart.

    >>> spaced([10, 12, 50], 10, 100)
    [10, 20, 50]
    >>> spaced([95, 98], 10, 100)
    [90, 100]
    """
    found: list[float] = []
    for place in wanted:
        found.append(max(place, found[-1] + gap) if found else place)
    limit = room
    for row in range(len(found) - 1, -1, -1):
        found[row] = min(found[row], limit)
        limit = found[row] - gap
    return found


def power_spec(found: SpatialModel, dim: int) -> dict[str, Any]:
    """Capability times salience in each part of the scale, before and after."""
    rows = [*_power(found, dim, "First", 0), *_power(found, dim, "Last", -1)]
    most = max(row["power"] for row in rows)
    y = {"field": "power", "type": "quantitative", "title": "Power",
         "scale": {"domain": [0, 1.05 * most or 1]}, "axis": {"tickCount": 4}}  # fmt: skip
    return {
        "$schema": SCHEMA,
        "background": PAPER,
        "config": CONFIG,
        "data": {"values": rows},
        "facet": {"row": {"field": "when", "title": None,
                          "header": {"labelAngle": 0, "labelAlign": "left", "labelFontSize": 12}}},
        "spec": {
            "width": WIDTH,
            "height": HEIGHT // 2,
            "mark": {"type": "rect", "color": JOINS, "stroke": PAPER},
            "encoding": {
                "x": _scale(found, dim, "from"),
                "x2": {"field": "to"},
                "y": y,
                "y2": {"datum": 0},
                "description": {"field": "who"},
            },
        },
    }  # fmt: skip


def _power(found: SpatialModel, dim: int, when: str, turn: int) -> Iterator[dict[str, Any]]:
    issue, state = found.issue, found.states[turn]
    low, width = issue.lows[dim], issue.widths[dim] / BINS
    power: list[float] = [0.0] * BINS
    who: list[list[str]] = [[] for _ in range(BINS)]
    for row, actor in enumerate(issue.actors):
        part = min(max(int((state.positions[row][dim] - low) / width), 0), BINS - 1)
        power[part] += issue.capabilities[row] * issue.saliences[row][dim]
        who[part].append(actor)
    for part, value in enumerate(power):
        names = shortened(", ".join(who[part]), WHY)
        yield {"when": when, "from": low + part * width, "to": low + (part + 1) * width,
               "power": value, "who": names}  # fmt: skip


def bargains_spec(found: SpatialModel, turn: int) -> dict[str, Any]:
    """A line from each proposer to the actor that it asked, where either took the bargain."""
    names = _names(found)
    sides = ("proposes", "is asked")
    everyone = [{"side": side, "actor": name} for side in sides for name in names]
    actor = {"field": "actor", "type": "nominal", "title": None, "sort": names}
    place = {
        "x": {"field": "side", "type": "nominal", "title": None, "sort": list(sides),
              "axis": {"labelAngle": 0, "orient": "top", "grid": False},
              "scale": {"padding": 0.1}},
        "y": {**actor, "axis": {"grid": False, "labelLimit": NAMES}},
    }  # fmt: skip
    taker = {
        "field": "taker",
        "type": "nominal",
        "scale": {"domain": list(TAKERS), "range": [list(dash) for dash in DASHES]},
        "legend": {"title": "Taken by", "orient": "bottom", "symbolStrokeColor": WILLING},
    }
    lines = {**place, "detail": {"field": "line"}, "strokeDash": taker,
             "description": {"field": "why"}}  # fmt: skip
    return _picture(
        {"step": 18},
        [
            {
                "data": {"values": list(_lines(found, turn, names, sides))},
                "mark": {"type": "line", "color": WILLING, "strokeWidth": 1.5},
                "encoding": lines,
            },
            {
                "data": {"values": everyone},
                "mark": {
                    "type": "point",
                    "filled": True,
                    "color": JOINS,
                    "opacity": 1,
                    "aria": False,
                },
                "encoding": place,
            },
            {
                "data": {"values": everyone[len(names) :]},
                "mark": {**TEXT, "dx": 8},
                "encoding": {**place, "text": {"field": "actor"}},
            },
        ],
        width=WIDTH // 2,
    )


def _lines(
    found: SpatialModel, turn: int, names: Sequence[str], sides: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """The two ends of each bargain that somebody took, who did, and why."""
    from willing.models.bargaining.spatial_model.document import reason

    name_of = dict(zip(found.issue.actors, names, strict=True))
    takers: dict[tuple[str, str], list[Choice]] = {}
    for choice in found.choices[turn - 1] if found.turns else ():
        if choice.bargain is not None:
            pair = choice.bargain.proposer, choice.bargain.other
            takers.setdefault(pair, []).append(choice)
    for number, (pair, choices) in enumerate(takers.items()):
        taker = TAKERS[0 if len(choices) > 1 else 1 if choices[0].actor == pair[0] else 2]
        why = "; ".join(f"{one.actor} {reason(one)}" for one in choices)
        for side, actor in zip(sides, pair, strict=True):
            yield {"line": number, "side": side, "actor": name_of[actor], "taker": taker,
                   "why": shortened(why, 2 * WHY)}  # fmt: skip


def _names(found: SpatialModel) -> list[str]:
    """The actors' names as they are shown: short, and no two alike."""
    names: list[str] = []
    for row, actor in enumerate(found.issue.actors, 1):
        short = shortened(actor, LABEL)
        names.append(shortened(actor, LABEL - 5) + f" ({row})" if short in names else short)
    return names


def _cycle(values: Sequence[Any], count: int) -> list[Any]:
    return [values[place % len(values)] for place in range(count)]


def _dashes(count: int) -> list[list[int]]:
    """A dash for every ten lines."""
    return [list(DASHES[place // len(COLOURS) % len(DASHES)]) for place in range(count)]


def _scale(found: SpatialModel, dim: int, field: str) -> dict[str, Any]:
    low, high = found.issue.scales[dim]
    years = float(low).is_integer() and 1000 <= low < high <= 3000
    return {
        "field": field,
        "type": "quantitative",
        "title": shortened(found.issue.dims[dim], GROUP),
        "scale": {"domain": [low, high], "nice": False},
        "axis": {"labelFlush": False} | ({"format": "d"} if years else {}),
    }


def _picture(
    height: int | dict[str, int],
    layers: list[dict[str, Any]],
    *,
    width: int = WIDTH,
    **rest: Any,
) -> dict[str, Any]:
    return {
        "$schema": SCHEMA,
        "background": PAPER,
        "config": CONFIG,
        "width": width,
        "height": height,
        "padding": {"left": 6, "right": 10, "top": 10, "bottom": 6},
        "layer": layers,
        **rest,
    }
