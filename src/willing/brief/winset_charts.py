"""What could replace the status quo, as a picture: on one issue a line, on two issues a plane.

Nothing hangs on colour: the winset is a filled area, the hull a dashed line, members are dots with
their names, the status quo is a diamond, and each is named. Names are made visible before
vl-convert sees them (`charts` says why).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from willing.brief.on_paper import png_file, svg_file
from willing.brief.winset_line import line_spec
from willing.brief.winset_plane import plane_spec
from willing.models.winset.one_issue import OneIssue
from willing.models.winset.setting import Point
from willing.models.winset.two_issues import TwoIssues


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
    return svg_file(spec, spec["title"]["text"], " ".join(spec["title"]["subtitle"]))


def winset_png(spec: dict[str, Any]) -> bytes:
    """The same as a bitmap."""
    return png_file(spec)
