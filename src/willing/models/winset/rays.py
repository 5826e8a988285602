"""How far can policy move from a point, in each direction?

Along a ray from q a member prefers what lies up to t = 2 s(p - q)d / s d^2, twice as far as the
point of the ray that it likes best, and nothing beyond. With more distance yes turns into
abstention and then into no, so that for a monotone rule whatever passes passes up to some distance
and not beyond: the winset is a star around q. Whether it is empty hangs on short steps only, whose
votes change where a direction stands square on a member's gradient s (p - q); between two such
directions they are the same.

Stability of points and their half-planes: Plott (1967), American Economic Review 57; Davis, DeGroot
and Hinich (1972), Econometrica 40.
"""

from __future__ import annotations

from math import pi

import numpy as np

from willing.models.winset.grid import AS_FAR, known_ideals
from willing.models.winset.setting import Point, Setting
from willing.models.winset.tally import Floats, cast, farthest, passing

SAME_ANGLE = 1e-9
"""Directions nearer to each other than this, in radians, are one: what rounding makes of them."""

AXES = np.arange(4) * (pi / 2)


def directions(setting: Setting, angles: Floats) -> Floats:
    """Steps (angles, 2), as long as the scale is in their direction on each issue."""
    unit = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    unit[np.abs(unit) < 1e-15] = 0.0
    return np.asarray(unit * [high - low for low, high in setting.space])


def turning_points(setting: Setting, start: Point, steps: Floats) -> Floats:
    """How many steps each member goes along gladly (members, steps); NaN: it does not care."""
    salience = np.array(setting.salience)
    gradient = salience * (known_ideals(setting) - start)
    curvature = salience @ (steps**2).T
    found = np.full(curvature.shape, np.nan)
    np.divide(2 * gradient @ steps.T, curvature, out=found, where=curvature > 0)
    found[list(setting.unknown)] = np.nan
    return found


def extents(setting: Setting, start: Point, steps: Floats) -> Floats:
    """Up to how many steps (steps,) a move from `start` passes, within the scale."""
    reached = farthest(setting, turning_points(setting, start, steps))
    return np.clip(reached, 0.0, _room(setting, start, steps))


def is_locked(setting: Setting, start: Point) -> bool:
    """Whether no outcome within the scale would be adopted in place of `start`.

    >>> from willing.models.winset.setting import make_setting
    >>> from willing.scenario.rules import read_rule
    >>> rule = read_rule({"weights": {"A": 1, "B": 1, "C": 1}, "quota": 2}, "ABC")
    >>> row = make_setting({"A": [0, 0], "B": [1, 1], "C": [2, 2]}, rule, [1, 1])
    >>> is_locked(row, (1.0, 1.0)), is_locked(row, (1.0, 1.1))
    (True, False)
    """
    steps = directions(setting, _between(setting, _critical_angles(setting, start)))
    steps = steps[_room(setting, start, steps) > 0]
    turns = turning_points(setting, start, steps)
    yes, no = turns > 0, turns <= 0
    wanted = yes.any(axis=0)
    return not (passing(setting.rule, *cast(setting, yes, no)) & wanted).any()


def outline_angles(setting: Setting, start: Point, count: int) -> Floats:
    """`count` angles all around, and those toward each ideal point: rising, in [0, 2 pi)."""
    even = np.arange(count) * (2 * pi / count)
    scale = np.array([high - low for low, high in setting.space])
    toward = (known_ideals(setting) - start) / scale
    toward = toward[np.abs(toward).max(axis=1) > 0]
    aimed = np.arctan2(toward[:, 1], toward[:, 0]) % (2 * pi)
    return np.unique(np.concatenate([even, aimed]))


def _critical_angles(setting: Setting, start: Point) -> Floats:
    """The angles at which short steps change somebody's vote, and the axes; near ones are one."""
    scale = np.array([high - low for low, high in setting.space])
    gradient = np.array(setting.salience) * (known_ideals(setting) - start) * scale
    gradient = gradient[np.abs(gradient).max(axis=1) > 0]
    ahead = np.arctan2(gradient[:, 1], gradient[:, 0])
    angles = np.sort(np.concatenate([ahead + pi / 2, ahead - pi / 2, AXES]) % (2 * pi))
    apart = np.diff(angles, prepend=angles[-1] - 2 * pi) > SAME_ANGLE
    return angles[apart]


def _between(setting: Setting, angles: Floats) -> Floats:
    """A direction between each two neighbours, and the axes where a member cares for one only."""
    between = angles + np.diff(angles, append=angles[0] + 2 * pi) / 2
    one_sided = not all(map(all, setting.salience))
    return np.concatenate([between, AXES]) if one_sided else between


def _room(setting: Setting, start: Point, steps: Floats) -> Floats:
    """How many steps it is to the end of the scale."""
    room = np.full(len(steps), np.inf)
    for issue, (low, high) in enumerate(setting.space):
        step = steps[:, issue]
        ahead = np.where(step > 0, high - start[issue], low - start[issue])
        found = np.full(len(steps), np.inf)
        np.divide(ahead, step, out=found, where=step != 0)
        room = np.minimum(room, found)
    return room


def nearest(setting: Setting, row: int, start: Point, angles: Floats, reach: Floats) -> Point:
    """The point of the winset of `start`, or `start` itself, that a member likes best.

    `reach`: the extents at these angles, which rise from 0. The angle of the best ray is narrowed
    down three times.
    """
    gap = float(np.diff(angles, append=2 * pi).max())
    found = _best(setting, row, start, angles, reach)
    for _ in range(3):
        angles = found[1] + np.linspace(-gap, gap, 65)
        reach = extents(setting, start, directions(setting, angles))
        found = _best(setting, row, start, angles, reach)
        gap /= 32
    return found[0]


def _best(
    setting: Setting, row: int, start: Point, angles: Floats, reach: Floats
) -> tuple[Point, float]:
    steps = directions(setting, angles)
    one = np.array(setting.salience[row])
    ideal = np.array(setting.ideals[row])
    turns = np.nan_to_num(turning_points(setting, start, steps)[row])
    points = np.array(start) + np.clip(turns / 2, 0, reach)[:, None] * steps
    loss, now = (points - ideal) ** 2 @ one, one @ (np.array(start) - ideal) ** 2
    chosen = int(loss.argmin())
    found = points[chosen]
    if loss[chosen] >= now:
        found = np.array(start)
    elif loss[chosen] <= AS_FAR * now:
        found = ideal
    return tuple(found.tolist()), float(angles[chosen])
