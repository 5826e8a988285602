"""What could replace the status quo, as a picture: on one issue a line, on two issues a plane.

Nothing hangs on colour: the winset is a filled area, the hull a dashed line, members are dots with
their names, the status quo is a diamond, and each is named. Names are made visible before
vl-convert sees them (`charts` says why).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, Final

from willing.brief.charts import VEGA_LITE, svg_of
from willing.brief.winset_line import line_spec
from willing.brief.winset_parts import PAPER
from willing.brief.winset_plane import plane_spec
from willing.models.winset.one_issue import OneIssue
from willing.models.winset.setting import Point
from willing.models.winset.two_issues import TwoIssues

SHARPNESS: Final = 2.0
"""Dots of a PNG for each pixel of the drawing."""

_VARIABLE = re.compile(r"var\(--[a-z]+, (#[0-9a-f]{6})\)")


def winset_spec(
    found: OneIssue | TwoIssues, *, proposer: int | None = None, free: Sequence[Point] = ()
) -> dict[str, Any]:
    """The Vega-Lite specification. `proposer`: the row of a member whose outcome is shown too;
    `free`: uncovered outcomes.
    """
    if isinstance(found, OneIssue):
        return line_spec(found, proposer)
    return plane_spec(found, proposer, free)


def winset_svg(spec: dict[str, Any]) -> str:
    """The drawing as a file of its own, with a white ground."""
    title, text = spec["title"]["text"], " ".join(spec["title"]["subtitle"])
    return svg_of(_on_paper(spec), title, text) + "\n"


def winset_png(spec: dict[str, Any]) -> bytes:
    """The same as a bitmap."""
    import vl_convert

    drawn: bytes = vl_convert.vegalite_to_png(
        json.dumps(_on_paper(spec)), vl_version=VEGA_LITE, scale=SHARPNESS
    )
    return drawn


def _on_paper(spec: dict[str, Any]) -> dict[str, Any]:
    """The specification with fixed colours, for readers that know no variables."""
    found: dict[str, Any] = _fixed(spec | {"background": PAPER})
    return found


def _fixed(value: Any) -> Any:
    """The value without variables; data stay as they are."""
    if isinstance(value, dict):
        return {key: one if key == "values" else _fixed(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_fixed(one) for one in value]
    match = _VARIABLE.fullmatch(value) if isinstance(value, str) else None
    return match[1] if match else value
