"""What could replace the status quo on two issues, and where policy would end.

The winset is counted on a grid and outlined by rays from the status quo; whether it is empty, and
whether other outcomes are stable, is found from the directions in which short steps pass.

Winsets and veto players: Tsebelis (2002), "Veto Players". Majorities leave hardly any outcome
stable on two issues: Plott (1967), American Economic Review 57; McKelvey (1976), Journal of
Economic Theory 12.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from willing.errors import InputError
from willing.models.rules import in_words
from willing.models.winset.grid import added, beats, grid_points
from willing.models.winset.hull import hull
from willing.models.winset.rays import directions, extents, is_locked, nearest, outline_angles
from willing.models.winset.setting import Point, Setting
from willing.models.winset.tally import Floats, counted, veto_players

SIDE = 201
"""Outcomes on each issue: half a point on a scale of a hundred."""

MOST_SIDE = 1_001
STABLE_SIDE = 25
RAYS = 720

MOST_EXAMINED = 30_000
"""Members times those counted in all leaves of the rule, a hundred under a qualified majority; with
more only the winset is found, within some seconds."""


@dataclass(frozen=True, slots=True)
class Position:
    """One member on two issues.

    `ideal` is None where its position is not known. `outcome`: where policy ends if it alone
    proposes. `adds`: the share of all outcomes by which the winset would grow if it consented to
    everything. `stable`: whether its ideal point, once adopted, could not be replaced. `veto`: its
    no defeats what all others want. None: not examined.
    """

    member: str
    ideal: Point | None
    outcome: Point | None
    adds: float | None
    stable: bool | None
    veto: bool


@dataclass(frozen=True, slots=True)
class TwoIssues:
    """The answer on two issues.

    `share`: of the `side` x `side` outcomes of the grid, those that would be adopted in place of
    the status quo. `locked`: none would, on the grid or off it. `outline`: the winset's border,
    from the ray eastward around the status quo. `hull`: the corners of what everybody together
    would leave as it is, None where members weigh the issues differently. `stable_share`: of a
    grid of 25 x 25 outcomes, those that nothing could replace; None: not examined.
    """

    setting: Setting
    rule: str
    side: int
    share: float
    locked: bool
    outline: tuple[Point, ...]
    hull: tuple[Point, ...] | None
    stable_share: float | None
    voters: tuple[Position, ...]


def two_issues(setting: Setting, *, side: int = SIDE, examine: bool = True) -> TwoIssues:
    """The winset of the status quo on a grid of `side` outcomes on each issue.

    Without `examine` members and other outcomes are left alone. Raises `InputError` for a grid
    that is too coarse or too fine.

    >>> from willing.models.winset.setting import make_setting
    >>> from willing.scenario.rules import read_rule
    >>> rule = read_rule({"all": ["A", "B"]}, ["A", "B"])
    >>> pair = make_setting({"A": [2, 1], "B": [4, 1]}, rule, [3, 0], space=[(0, 6), (0, 6)])
    >>> found = two_issues(pair, side=61)
    >>> found.locked, found.hull, round(found.voters[0].outcome[0], 4)
    (False, ((2.0, 1.0), (4.0, 1.0)), 2.5858)
    """
    if not 3 <= side <= MOST_SIDE:
        raise InputError(f"a grid of {side} outcomes: write a number from 3 to {MOST_SIDE:,}")
    points = grid_points(setting, side)
    locked = is_locked(setting, setting.status_quo)
    angles = outline_angles(setting, setting.status_quo, RAYS)
    steps = directions(setting, angles)
    reach = extents(setting, setting.status_quo, steps) * (not locked)
    border = np.array(setting.status_quo) + reach[:, None] * steps
    few = examine and len(setting.members) * counted(setting.rule) <= MOST_EXAMINED
    return TwoIssues(
        setting=setting,
        rule=in_words(setting.rule, setting.members),
        side=side,
        share=float(beats(setting, points).mean()),
        locked=locked,
        outline=() if locked else tuple(map(tuple, border.tolist())),
        hull=_hull(setting),
        stable_share=_stable_share(setting) if few else None,
        voters=_voters(setting, points, angles, reach, few),
    )


def _voters(
    setting: Setting, points: Floats, angles: Floats, reach: Floats, few: bool
) -> tuple[Position, ...]:
    vetoes = veto_players(setting.rule, len(setting.members))
    more = added(setting, points) if few else ()
    return tuple(
        Position(
            member=member,
            ideal=ideal,
            outcome=nearest(setting, row, setting.status_quo, angles, reach)
            if few and ideal
            else None,
            adds=more[row] / len(points) if few else None,
            stable=is_locked(setting, ideal) if few and ideal else None,
            veto=row in vetoes,
        )
        for row, (member, ideal) in enumerate(zip(setting.members, setting.ideals, strict=True))
    )


def _stable_share(setting: Setting) -> float:
    points = grid_points(setting, STABLE_SIDE)
    return sum(is_locked(setting, tuple(point)) for point in points.tolist()) / len(points)


def _hull(setting: Setting) -> tuple[Point, ...] | None:
    """The hull of the ideal points, where all who care weigh the issues alike, and both of them."""
    rows = [row for row, ideal in enumerate(setting.ideals) if ideal and row not in setting.unmoved]
    first = setting.salience[rows[0]] if rows else (0.0, 0.0)
    alike = all(
        abs(first[0] * other[1] - first[1] * other[0]) <= 1e-12 * max(first) * max(other)
        for other in (setting.salience[row] for row in rows)
    )
    if not alike or not all(first):
        return None
    return hull([ideal for ideal in (setting.ideals[row] for row in rows) if ideal])
