"""How sure is gridlock, where ideal points are only known within ranges?

Each uncertain ideal point is drawn from the triangular distribution of its range, independently of
the others. In each world the pivots are then found exactly (`cuts` says how they decide).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from willing.models.chance import Chance, chance
from willing.models.draws import triangular, uniforms
from willing.models.winset.setting import Setting
from willing.models.winset.tally import Floats, farthest

WORLDS = 10_000
MOST_DRAWS = 2_000_000
"""Members times worlds: with more than 200 members fewer worlds are drawn."""

SHARES = (0.1, 0.5, 0.9)


@dataclass(frozen=True, slots=True)
class Uncertain:
    """Gridlock over worlds.

    `locked`: the chance that nothing can replace the status quo. `lower` and `upper`: the 10th,
    50th and 90th percentile of the ends of the gridlock interval. `none`: the share of worlds
    without any.
    """

    worlds: int
    seed: int
    locked: Chance
    lower: tuple[float, float, float]
    upper: tuple[float, float, float]
    none: float


def uncertain(setting: Setting, *, seed: int, worlds: int = WORLDS) -> Uncertain:
    """What the ranges of a setting with one issue make of its gridlock interval.

    >>> from willing.models.winset.setting import make_setting
    >>> from willing.scenario.rules import read_rule
    >>> rule = read_rule({"all": ["A", "B"]}, ["A", "B"])
    >>> pair = make_setting({"A": [5], "B": [8]}, rule, [5], ranges={"A": (3, 5, 7)})
    >>> round(uncertain(pair, seed=1).locked.p, 1)
    0.5
    """
    worlds = max(min(worlds, MOST_DRAWS // len(setting.members)), 1)
    ideals = _ideals(setting, seed, worlds)
    (first, last), quo = setting.space[0], setting.status_quo[0]
    lower = np.maximum(farthest(setting, ideals), first)
    upper = np.minimum(-farthest(setting, -ideals), last)
    locked = int(np.count_nonzero((lower <= quo) & (quo <= upper)))
    return Uncertain(
        worlds=worlds,
        seed=seed,
        locked=chance(locked, worlds),
        lower=_percentiles(lower),
        upper=_percentiles(upper),
        none=float((lower > upper).mean()),
    )


def _ideals(setting: Setting, seed: int, worlds: int) -> Floats:
    """Ideal points (members, worlds), NaN for whoever no proposal moves."""
    ideals = np.full((len(setting.members), worlds), np.nan)
    for row, ideal in enumerate(setting.ideals):
        if ideal is not None:
            ideals[row] = ideal[0]
    for row, ends in setting.ranges:
        name = f"{setting.issues[0]}:{setting.members[row]}"
        ideals[row] = triangular(uniforms(seed, name, 0, worlds), *ends)
    ideals[list(setting.unmoved)] = np.nan
    return ideals


def _percentiles(ends: Floats) -> tuple[float, float, float]:
    low, middle, high = np.quantile(ends, SHARES).tolist()
    return low, middle, high
