"""Drawings as files of their own: with fixed colours on a white ground, as SVG or as a bitmap."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from willing.brief.charts import VEGA_LITE, svg_of

PAPER: Final = "#ffffff"
SHARPNESS: Final = 2.0
"""Dots of a PNG for each pixel of the drawing."""

_VARIABLE = re.compile(r"var\(--[a-z]+, (#[0-9a-f]{6})\)")


def svg_file(spec: dict[str, Any], title: str, text: str) -> str:
    """The drawing as a file of its own, with title and description."""
    return svg_of(_on_paper(spec), title, text) + "\n"


def png_file(spec: dict[str, Any]) -> bytes:
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
