"""Which outcomes beat another one? Any rule, any points, all at once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from willing.models.winset.setting import Point, Setting
from willing.models.winset.tally import Bools, Floats, cast, passing

AS_FAR = 1e-12
"""Losses that differ by less than this share are the same: what rounding makes of equal ones."""

AT_ONCE = 1 << 18
LEAST_AT_ONCE = 1 << 10
"""Members times points in memory at a time, and points at least."""


def grid_points(setting: Setting, side: int) -> Floats:
    """`side` outcomes on each issue, ends of the scale included: (side ** issues, issues).

    The last issue varies fastest.
    """
    axes = [np.linspace(low, high, side) for low, high in setting.space]
    return np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, len(axes))


def beats(setting: Setting, points: Floats, than: Point | None = None) -> Bools:
    """Which of the points (points, issues) would be adopted in place of `than`: (points,).

    `than` is the status quo where nothing is said. The rule must pass, and somebody whose position
    is known must want it.

    >>> from willing.models.winset.setting import make_setting
    >>> from willing.scenario.rules import read_rule
    >>> rule = read_rule({"weights": {"A": 1, "B": 1, "C": 1}, "quota": 2}, "ABC")
    >>> three = make_setting({"A": [-15, -9], "B": [0, 17], "C": [15, -9]}, rule, [0, -9])
    >>> beats(three, np.array([[0.0, -8.0], [0.0, 0.0], [9.0, 0.0]])).tolist()
    [False, False, True]
    """
    quo = np.array(setting.status_quo if than is None else than)
    parts = []
    for some in _portions(setting, points):
        yes, no, wanted = _votes(setting, some, quo)
        parts.append(passing(setting.rule, yes, no) & wanted)
    return np.concatenate(parts)


def added(setting: Setting, points: Floats) -> tuple[int, ...]:
    """For each member, how many points more would be adopted if it said yes to everything."""
    found = np.zeros(len(setting.members), dtype=np.int64)
    for some in _portions(setting, points):
        yes, no, wanted = _votes(setting, some, np.array(setting.status_quo))
        before = passing(setting.rule, yes, no)
        for row in range(len(found)):
            if setting.ideals[row] is not None and row not in setting.unmoved:
                kept = yes[row].copy(), no[row].copy()
                yes[row], no[row] = True, False
                found[row] += np.count_nonzero(passing(setting.rule, yes, no) & ~before & wanted)
                yes[row], no[row] = kept
    return tuple(found.tolist())


def losses(setting: Setting, points: Floats) -> Floats:
    """Each member's loss from each point (members, points), 0 where it has no known position."""
    found = np.zeros((len(setting.members), len(points)))
    ideals, salience = known_ideals(setting), np.array(setting.salience)
    for issue in range(len(setting.issues)):
        found += salience[:, issue, None] * (points[:, issue] - ideals[:, issue, None]) ** 2
    return found


def known_ideals(setting: Setting) -> Floats:
    """Ideal points (members, issues), the status quo where none is known."""
    return np.array([ideal or setting.status_quo for ideal in setting.ideals])


def _portions(setting: Setting, points: Floats) -> Iterator[Floats]:
    step = max(AT_ONCE // len(setting.members), LEAST_AT_ONCE)
    for start in range(0, len(points), step):
        yield points[start : start + step]


def _votes(setting: Setting, points: Floats, quo: Floats) -> tuple[Bools, Bools, Bools]:
    """Each member's yes and no (members, points), and what anybody known wants (points,)."""
    there, here = losses(setting, points), losses(setting, quo[None, :])
    yes, no = there < here * (1 - AS_FAR), there > here * (1 + AS_FAR)
    wanted = np.asarray(yes.any(axis=0))
    return *cast(setting, yes, no), wanted
