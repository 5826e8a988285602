"""Which outcomes could survive a contest of proposals: the uncovered set.

An outcome y covers x where it beats x, and whatever beats y beats x too: x then loses to y without
y being more exposed. The uncovered set of two-step thinking holds the rest.

Miller (1980), American Journal of Political Science 24; McKelvey (1986), American Journal of
Political Science 30.
"""

from __future__ import annotations

import numpy as np

from willing.errors import InputError
from willing.models.winset.grid import beats, grid_points
from willing.models.winset.setting import Point, Setting
from willing.models.winset.tally import Bools

SIDE = 25
MOST_VOTES = 60_000_000
"""Members times pairs of outcomes, some ten seconds."""


def uncovered(setting: Setting, *, side: int = SIDE) -> tuple[Point, ...]:
    """The uncovered outcomes among `side` on each issue.

    Raises `InputError` where these are too many.

    >>> from willing.models.winset.setting import make_setting
    >>> from willing.scenario.rules import read_rule
    >>> rule = read_rule({"weights": {"A": 1, "B": 1, "C": 1}, "quota": 2}, "ABC")
    >>> uncovered(make_setting({"A": [0], "B": [5], "C": [9]}, rule, [1], space=[(0, 10)]), side=11)
    ((5.0,),)
    """
    points = grid_points(setting, side)
    if len(setting.members) * len(points) ** 2 > MOST_VOTES:
        raise InputError(
            f"the uncovered set of {len(points):,} outcomes among {len(setting.members):,} members "
            "takes too long; ask for a coarser grid"
        )
    wins = np.array([beats(setting, points, tuple(point)) for point in points.tolist()]).T
    free = ~(wins & ~_exposed(wins)).any(axis=0)
    return tuple(map(tuple, points[free].tolist()))


def _exposed(wins: Bools) -> Bools:
    """Where something beats y and not x: [y, x]."""
    beaten = wins.astype(np.float32)
    return np.asarray(beaten.T @ (1 - beaten) > 0)
