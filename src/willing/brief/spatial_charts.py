"""Pictures of the Spatial Model of Politics that KTAB's users know, as Vega-Lite specifications.

Positions over the turns; the effective power of the positions (capability times salience), first
and last; and who bargained with whom in a turn. Nothing hangs on colour alone: lines end in their
actor's name, first and last stand in rows of their own, and arrows are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from willing.brief.charts import INK, JOINS, WILLING, svg_of
from willing.brief.plain_text import shortened

if TYPE_CHECKING:
    from willing.models.bargaining.spatial_model.spatial_model import Choice, SpatialModel

WIDTH: Final = 480
HEIGHT: Final = 300
LABEL: Final = 22
"""Characters of a name that are shown."""

BINS: Final = 20
"""Equal parts of the scale that power is added up in."""

NEAR: Final = 0.04
"""Last positions within this share of the scale share a label."""

_VARIABLE = re.compile(r"var\(--[a-z]+, (#[0-9a-f]{6})\)")

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v5.json"


def pictures(found: SpatialModel) -> Iterator[tuple[str, str, str]]:
    """Each picture: a name for its file, the SVG, and what it shows.

    Each stands alone, its colours plain ones, since there is no page to set them.
    """
    for name, spec, text in _specs(found):
        yield name, _VARIABLE.sub(r"\1", svg_of(spec, text, text)), text


def _specs(found: SpatialModel) -> Iterator[tuple[str, dict[str, Any], str]]:
    for k, dim in enumerate(found.issue.dims):
        number = "" if len(found.issue.dims) == 1 else f"-{k + 1}"
        over = f"Positions on {dim} over the turns"
        yield f"positions{number}", positions_spec(found, k), over
        power = f"Effective power by position on {dim}, first and last"
        yield f"power{number}", power_spec(found, k), power
    turn = next((one.turn for one in found.moves), 1)
    who = f"Who bargained with whom in turn {turn}"
    yield f"bargains-{turn}", bargains_spec(found, turn), who


def positions_spec(found: SpatialModel, dim: int) -> dict[str, Any]:
    """A line for each actor, its steps as points with the reason on them."""
    from willing.models.bargaining.spatial_model.document import reason

    why = {(one.turn, one.actor): reason(one) for one in found.moves}
    rows = [
        {
            "actor": shortened(actor, LABEL),
            "turn": turn,
            "position": state.positions[row][dim],
            "why": shortened(why.get((turn, actor), ""), 300),
        }
        for turn, state in enumerate(found.states)
        for row, actor in enumerate(found.issue.actors)
    ]
    x = {"field": "turn", "type": "quantitative", "title": "Turn", "axis": {"tickMinStep": 1}}
    y = _scale(found, dim, "position")
    group = {"field": "actor", "type": "nominal", "legend": None}
    return _whole(
        rows,
        [
            {"mark": {"type": "line", "strokeWidth": 1.5}, "encoding": {"color": group}},
            {
                "transform": [{"filter": "datum.why != ''"}],
                "mark": {"type": "point", "filled": True, "size": 30},
                "encoding": {"color": group, "tooltip": {"field": "why"}},
            },
            {
                "data": {"values": list(_labels(found, dim))},
                "mark": {"type": "text", "align": "left", "dx": 6, "color": INK},
                "encoding": {"text": {"field": "label"}},
            },
        ],
        {"x": x, "y": y},
    )


def _labels(found: SpatialModel, dim: int) -> Iterator[dict[str, Any]]:
    """The names at the ends of the lines, those that would lie on one another together."""
    ends = sorted(
        (row[dim], actor)
        for row, actor in zip(found.states[-1].positions, found.issue.actors, strict=True)
    )
    near = NEAR * found.issue.widths[dim]
    while ends:
        group = [end for end in ends if end[0] - ends[0][0] <= near]
        ends = ends[len(group) :]
        names = ", ".join(actor for _, actor in group)
        middle = (group[0][0] + group[-1][0]) / 2
        yield {"turn": found.turns, "position": middle, "label": shortened(names, LABEL)}


def power_spec(found: SpatialModel, dim: int) -> dict[str, Any]:
    """Capability times salience in each part of the scale, before and after."""
    issue = found.issue
    low, width = issue.lows[dim], issue.widths[dim] / BINS
    rows = []
    for when, state in (("first", found.states[0]), ("last", found.states[-1])):
        power = [0.0] * BINS
        for row in range(issue.size):
            part = int((state.positions[row][dim] - low) / width)
            weight = issue.capabilities[row] * issue.saliences[row][dim]
            power[min(max(part, 0), BINS - 1)] += weight
        rows += [
            {"when": when, "from": low + part * width, "to": low + (part + 1) * width,
             "power": value}
            for part, value in enumerate(power)
        ]  # fmt: skip
    x = _scale(found, dim, "from")
    bar = {
        "mark": {"type": "rect", "color": JOINS},
        "encoding": {
            "x": x,
            "x2": {"field": "to"},
            "y": {"field": "power", "type": "quantitative", "title": "Power"},
            "y2": {"datum": 0},
        },
    }
    return {
        "$schema": SCHEMA,
        "background": None,
        "data": {"values": rows},
        "facet": {"row": {"field": "when", "title": None}},
        "spec": {"width": WIDTH, "height": HEIGHT // 2, **bar},
    }


def bargains_spec(found: SpatialModel, turn: int) -> dict[str, Any]:
    """A line from each proposer to the actor that it asked, where either took the bargain."""
    choices = found.choices[turn - 1] if found.turns else ()
    names = [shortened(actor, LABEL) for actor in found.issue.actors]
    taken = list(dict.fromkeys(_pair(one) for one in choices if one.bargain is not None))
    sides = ("proposes", "is asked")
    everyone = [{"side": side, "actor": name} for side in sides for name in names]
    ends = [
        {"line": number, "side": side, "actor": actor}
        for number, pair in enumerate(taken)
        for side, actor in zip(sides, (shortened(one, LABEL) for one in pair), strict=True)
    ]
    side = {"field": "side", "type": "nominal", "title": None, "sort": list(sides)}
    actor = {"field": "actor", "type": "nominal", "title": None, "sort": names}
    place = {"x": {**side, "axis": {"labelAngle": 0}}, "y": actor}
    return {
        "$schema": SCHEMA,
        "background": None,
        "width": WIDTH // 2,
        "height": {"step": 18},
        "layer": [
            {
                "data": {"values": everyone},
                "mark": {"type": "point", "color": JOINS},
                "encoding": place,
            },
            {
                "data": {"values": ends},
                "mark": {"type": "line", "color": WILLING},
                "encoding": {**place, "detail": {"field": "line"}},
            },
        ],
    }


def _pair(choice: Choice) -> tuple[str, str]:
    assert choice.bargain is not None
    return choice.bargain.proposer, choice.bargain.other


def _scale(found: SpatialModel, dim: int, field: str) -> dict[str, Any]:
    title = shortened(found.issue.dims[dim], LABEL)
    domain = list(found.issue.scales[dim])
    return {"field": field, "type": "quantitative", "title": title, "scale": {"domain": domain}}


def _whole(
    rows: list[dict[str, Any]], layers: list[dict[str, Any]], encoding: dict[str, Any]
) -> dict[str, Any]:
    return {
        "$schema": SCHEMA,
        "background": None,
        "width": WIDTH,
        "height": HEIGHT,
        "padding": {"left": 6, "right": 150, "top": 6, "bottom": 6},
        "data": {"values": rows},
        "encoding": encoding,
        "layer": layers,
    }
