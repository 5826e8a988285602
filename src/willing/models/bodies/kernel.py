"""Members voting one after the other, at all nodes of the common factors, in compiled code.

Numba compiles the function once per machine, in about a second, and keeps the result; importing
this module costs half a second, so that only large grids do it.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NOTHING = 1e-40
"""Masses below are left out: numbers near the smallest are slow, and all together change nothing
that can be seen."""


@njit(cache=True, nogil=True)
def cast(scores: Floats, targets: Ints, chances: Floats, after: Floats) -> None:
    """The distribution of the score after one more ballot, as `votes.cast`.

    `scores` and `after`: cases × cells; `targets`: the cell that each of the member's moves leads
    to from each cell, moves × cells; `chances`: moves × cases.
    """
    after[:] = 0.0
    for case in range(scores.shape[0]):
        for cell in range(scores.shape[1]):
            mass = scores[case, cell]
            if mass > NOTHING:
                for move in range(targets.shape[0]):
                    after[case, targets[move, cell]] += chances[move, case] * mass
