"""The brief as one HTML page: no script, no network, readable on paper, on a phone, in the dark."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from willing.brief.blocks import Brief, Table, credit
from willing.brief.charts import chart_svg, chart_table
from willing.brief.drawings import drawing_svg, drawing_table, is_drawing
from willing.brief.plain_text import one_line, visible

if TYPE_CHECKING:
    from jinja2 import Template

PALETTES: Final[dict[str, dict[str, str]]] = {
    "light": {
        "paper": "#ffffff",
        "panel": "#f3f5f8",
        "ink": "#1b1f24",
        "soft": "#515a66",
        "rule": "#d4d8dd",
        "blue": "#0b5394",
        "orange": "#9a4b00",
    },
    "dark": {
        "paper": "#14171b",
        "panel": "#1f242b",
        "ink": "#e8eaed",
        "soft": "#aab3bf",
        "rule": "#3a424d",
        "blue": "#7ab8f5",
        "orange": "#f0a868",
    },
}
"""Colours by their use: text is ink, soft, blue or orange, on paper or panel."""

LONG_WORD: Final = 24
"""Letters of a word that a cell of a table has room for."""


def render_html(brief: Brief) -> str:
    """The brief as a self-contained HTML page; all text is escaped."""
    svg = chart_svg(brief.chart) if brief.chart else ""
    table = chart_table(brief.chart) if brief.chart else None
    return _template().render(brief=brief, svg=svg, chart_table=table, palettes=PALETTES)


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("willing.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["kind"] = lambda block: type(block).__name__
    environment.filters["has_long_words"] = _has_long_words
    environment.filters["is_drawing"] = is_drawing
    environment.filters["drawing_svg"] = drawing_svg
    environment.filters["drawing_table"] = drawing_table
    environment.filters["credit"] = credit
    environment.filters["visible"] = visible
    environment.filters["line"] = one_line
    return environment.get_template("brief.html.j2")


def _has_long_words(table: Table) -> bool:
    """Whether a cell holds an address or a path that must be broken to fit."""
    cells = (cell for row in table.rows for cell in row)
    return any(len(word) > LONG_WORD for cell in cells for word in cell.split())
