"""Which blocks of a brief are drawings? Each one's picture, and the same as a table."""

from __future__ import annotations

from willing.brief.approval_charts import approval_table, fans_svg
from willing.brief.bands import band_svg, band_table
from willing.brief.blocks import Band, Block, Fans, Stack, Table, Ways
from willing.brief.stacks import stack_svg, stack_table
from willing.brief.ways import ways_svg, ways_table

Drawing = Band | Fans | Stack | Ways
"""A block with a title, a text that says what is drawn, and a picture."""


def is_drawing(block: Block) -> bool:
    """Whether a block is one."""
    return isinstance(block, Drawing)


def drawing_svg(block: Drawing, number: int) -> str:
    """The picture as an SVG element; `number`: which of the page's blocks it is."""
    match block:
        case Band():
            return band_svg(block, number)
        case Fans():
            return fans_svg(block, number)
        case Stack():
            return stack_svg(block)
        case Ways():
            return ways_svg(block)


def drawing_table(block: Drawing) -> Table:
    """The same as a table, for readers who cannot see the picture."""
    match block:
        case Band():
            return band_table(block)
        case Fans():
            return approval_table(block.approval)
        case Stack():
            return stack_table(block)
        case Ways():
            return ways_table(block)
