"""Pictures of the Spatial Model of Politics that KTAB's users know, as Vega-Lite specifications.

Positions over the turns; the effective power of the positions (capability times salience), first
and last; and who bargained with whom in a turn. Nothing hangs on colour alone: lines end in their
actor's name, first and last stand in rows of their own, and arrows are named.
"""

from __future__ import annotations

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

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v5.json"


def pictures(found: SpatialModel) -> Iterator[tuple[str, str, str]]:
    """Each picture: a name for its file, the SVG, and what it shows."""
    for k, dim in enumerate(found.issue.dims):
        number = "" if len(found.issue.dims) == 1 else f"-{k + 1}"
        over = f"Positions on {dim} over the turns"
        yield f"positions{number}", svg_of(positions_spec(found, k), over, over), over
        power = f"Effective power by position on {dim}, first and last"
        yield f"power{number}", svg_of(power_spec(found, k), power, power), power
    turn = next((one.turn for one in found.moves), 1)
    who = f"Who bargained with whom in turn {turn}"
    yield f"bargains-{turn}", svg_of(bargains_spec(found, turn), who, who), who


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
            "last": turn == found.turns,
        }
        for turn, state in enumerate(found.states)
        for row, actor in enumerate(found.issue.actors)
    ]
    x = {"field": "turn", "type": "quantitative", "title": "Turn", "axis": {"tickMinStep": 1}}
    y = _scale(found, "position", shortened(found.issue.dims[dim], LABEL))
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
                "transform": [{"filter": "datum.last"}],
                "mark": {"type": "text", "align": "left", "dx": 6, "color": INK},
                "encoding": {"text": {"field": "actor"}},
            },
        ],
        {"x": x, "y": y},
    )


def power_spec(found: SpatialModel, dim: int) -> dict[str, Any]:
    """Capability times salience in each part of the scale, before and after."""
    issue = found.issue
    width = (issue.high - issue.low) / BINS
    rows = []
    for when, state in (("first", found.states[0]), ("last", found.states[-1])):
        power = [0.0] * BINS
        for row in range(issue.size):
            part = int((state.positions[row][dim] - issue.low) / width)
            weight = issue.capabilities[row] * issue.saliences[row][dim]
            power[min(max(part, 0), BINS - 1)] += weight
        rows += [
            {"when": when, "from": issue.low + part * width, "to": issue.low + (part + 1) * width,
             "power": value}
            for part, value in enumerate(power)
        ]  # fmt: skip
    x = _scale(found, "from", shortened(issue.dims[dim], LABEL))
    bar = {
        "mark": {"type": "bar", "color": JOINS},
        "encoding": {
            "x": x,
            "x2": {"field": "to"},
            "y": {"field": "power", "type": "quantitative", "title": "Power"},
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
    """The actors by capability, and a line from each proposer to whom it bargained with."""
    choices = found.choices[turn - 1] if found.turns else ()
    names = [shortened(actor, LABEL) for actor in found.issue.actors]
    taken = list(dict.fromkeys(_pair(one) for one in choices if one.bargain is not None))
    rows = [
        {"proposer": shortened(one, LABEL), "other": shortened(other, LABEL)}
        for one, other in taken
    ]
    nodes = [{"proposer": name} for name in names]
    left, right = ({"field": "side", "type": "nominal", "title": None,
                    "scale": {"domain": ["proposes", "is asked"]}} for _ in range(2))  # fmt: skip
    ends = [
        {"line": number, "side": side, "actor": row[key]}
        for number, row in enumerate(rows)
        for side, key in (("proposes", "proposer"), ("is asked", "other"))
    ]
    y = {"field": "actor", "type": "nominal", "sort": names, "title": None,
         "scale": {"domain": names}}  # fmt: skip
    everyone = [
        {"side": side, "actor": node["proposer"]}
        for node in nodes
        for side in ("proposes", "is asked")
    ]
    return {
        "$schema": SCHEMA,
        "background": None,
        "width": WIDTH // 2,
        "height": {"step": 18},
        "layer": [
            {
                "data": {"values": everyone},
                "mark": {"type": "point", "color": JOINS},
                "encoding": {"x": left, "y": y},
            },
            {
                "data": {"values": ends},
                "mark": {"type": "line", "color": WILLING},
                "encoding": {
                    "x": right,
                    "y": y,
                    "detail": {"field": "line"},
                },
            },
        ],
    }


def _pair(choice: Choice) -> tuple[str, str]:
    assert choice.bargain is not None
    return choice.bargain.proposer, choice.bargain.other


def _scale(found: SpatialModel, field: str, title: str) -> dict[str, Any]:
    domain = [found.issue.low, found.issue.high]
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
