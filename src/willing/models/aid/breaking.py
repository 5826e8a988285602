"""Who reaches its cap first as the hole grows, at which hole, and how large a hole can be filled?

With the parts of `replacement`, donor i is at its cap from the level (b_i + r_i) / w_i on; the hole
at that level is the sum of everybody's part there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Breaking:
    """`order`: donors, and the hole from which each is at its cap, in order; those whose hole is 0
    are at or above it already. `largest`: the largest hole that can be filled. In billions a year.
    """

    order: tuple[tuple[str, float], ...]
    largest: float


def breaking(donors: Sequence[str], weights: Floats, start: Floats, room: Floats) -> Breaking:
    """The order in which donors with a weight reach their caps; arrays are (donors,).

    >>> import numpy as np
    >>> ones = np.ones(2)
    >>> breaking(["A", "B"], ones, 0 * ones, np.array([1.0, 3.0]))
    Breaking(order=(('A', 2.0), ('B', 4.0)), largest=4.0)
    """
    asked = np.flatnonzero(weights > 0)
    w, b, r = weights[asked], start[asked], room[asked]
    full = (b + r) / w
    holes = {
        donors[int(index)]: float(np.clip(w * level - b, 0.0, r).sum()) if r[place] > 0 else 0.0
        for place, (index, level) in enumerate(zip(asked, full, strict=True))
    }
    return Breaking(tuple(sorted(holes.items(), key=lambda one: one[1])), float(r.sum()))
