"""What a model may learn from, and what it is tried on: folds that never split a group."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from willing.models.draws import uniforms


def folds(groups: Sequence[str], count: int, *, seed: int, repeat: int = 0) -> NDArray[np.int64]:
    """The fold of each row, 0 to `count` - 1, rows of one group in the same: shape (rows,).

    A group's fold depends on the groups that there are, not on the order of the rows.

    >>> found = folds(["a", "b", "a", "c"], 3, seed=1)
    >>> bool(found[0] == found[2]), sorted(set(found.tolist()))
    (True, [0, 1, 2])
    """
    drawn = {name: float(uniforms(seed, f"fold:{name}", repeat, 1)[0]) for name in set(groups)}
    order = sorted(drawn, key=lambda name: (drawn[name], name))
    fold = {name: place % count for place, name in enumerate(order)}
    return np.array([fold[name] for name in groups], dtype=np.int64)
