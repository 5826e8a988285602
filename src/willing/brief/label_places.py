"""Where does a name go beside its point, so that no two names cover each other?

Places are tried in turn, the usual order of map makers (Imhof 1975, The American Cartographer 2):
right, above right, below right, left, above, below and the other corners. A name for which there is
no room is left out, and the caller says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from willing.brief.charts import LETTER

Align = Literal["left", "center", "right"]

HEIGHT = 13.0
GAP = 8.0
"""Pixels between a point and its name."""

_SIDES = ((1, 0), (1, -1), (1, 1), (-1, 0), (0, -1), (0, 1), (-1, -1), (-1, 1))


_ALIGN: Final[dict[int, Align]] = {-1: "right", 0: "center", 1: "left"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label is set: its middle in height, and its left end, middle or right end."""

    x: float
    y: float
    align: Align


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels; y grows downward."""

    left: float
    top: float
    right: float
    bottom: float

    def contains(self, other: Box) -> bool:
        """Whether the other lies within this one."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom

    def meets(self, other: Box) -> bool:
        """Whether the two have room in common."""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)


def places(
    points: Sequence[tuple[float, float]], labels: Sequence[str], width: float, height: float
) -> list[Place | None]:
    """Where each label goes within a drawing of this size, in pixels; None: no room.

    The first labels get the best places.

    >>> places([(50, 50), (52, 50)], ["A", "B"], 100, 100)
    [Place(x=58.0, y=50.0, align='left'), Place(x=44.0, y=50.0, align='right')]
    """
    taken = [Box(x - 5, y - 5, x + 5, y + 5) for x, y in points]
    sheet = Box(-GAP, -GAP, width + GAP, height + GAP)
    found = []
    for own, ((x, y), label) in enumerate(zip(points, labels, strict=True)):
        others = taken[:own] + taken[own + 1 :]
        tried = ((_place(x, y, *side), len(label)) for side in _SIDES)
        free = (
            (place, box)
            for place, box in ((place, _box(place, letters)) for place, letters in tried)
            if sheet.contains(box) and not any(box.meets(other) for other in others)
        )
        place, box = next(free, (None, None))
        found.append(place)
        if box is not None:
            taken.append(box)
    return found


def _place(x: float, y: float, side: int, level: int) -> Place:
    """Beside the point on this side (-1, 0, 1) and this level (-1: above)."""
    lift = level * (HEIGHT / 2 + (GAP if side == 0 else GAP / 2))
    return Place(x + side * GAP, float(y + lift), _ALIGN[side])


def _box(place: Place, letters: int) -> Box:
    """What a label of so many letters covers there."""
    width = LETTER * letters
    left = place.x - {"left": 0.0, "center": width / 2, "right": width}[place.align]
    return Box(left, place.y - HEIGHT / 2, left + width, place.y + HEIGHT / 2)
