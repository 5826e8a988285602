"""On one issue, a vote between two outcomes is decided where the line is cut between them.

Whoever lies above the midpoint m of the status quo q and a proposal x > q is nearer to x and votes
yes, whoever lies below votes no, whoever lies on it abstains. Let up(m) say whether that passes:
for a monotone rule it holds up to some m and not beyond, and so does down(m) from some m on for
proposals below q. Both change only at ideal points: these are the pivots (Krehbiel 1998).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.models.winset.setting import Setting
from willing.models.winset.tally import Bools, cast, passing

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pivot:
    """Where moves one way cease to pass: at this ideal point, which itself may still pass."""

    value: float
    passes: bool


@dataclass(frozen=True, slots=True)
class Pivots:
    """The highest midpoint at which a move up passes, the lowest at which a move down does.

    None where no such move passes.
    """

    up: Pivot | None
    down: Pivot | None


def pivots(setting: Setting) -> tuple[Pivots, tuple[Pivots, ...]]:
    """The pivots of a setting with one issue, and what they would be if a member consented.

    The second has one entry for each member: it then says yes whatever is proposed.
    """
    members = len(setting.members)
    idle = {*setting.unknown, *setting.unmoved}
    ideals = np.array([ideal[0] if ideal else np.nan for ideal in setting.ideals])
    ideals[list(idle)] = np.nan
    values = np.unique(ideals[~np.isnan(ideals)])
    # cut 2j lies just below the j-th value, cut 2j + 1 on it
    places = 2 * np.searchsorted(values, ideals)[:, None] + 1
    consents = np.eye(members, members + 1, dtype=bool)
    consents[list(idle)] = False
    last, count = 2 * len(values), members + 1
    rising = _longest(setting, places, consents, np.arange(last - 1), count)
    falling = _longest(setting, last - places, consents, np.arange(last - 1), count)
    found = [
        Pivots(_pivot(values, int(up)), _pivot(-values[::-1], int(down)))
        for up, down in zip(rising, falling, strict=True)
    ]
    turned = tuple(Pivots(one.up, _turned(one.down)) for one in found)
    return turned[-1], turned[:-1]


def _longest(setting: Setting, places: Ints, consents: Bools, cuts: Ints, count: int) -> Ints:
    """For each column the last cut at which whoever lies beyond it carries the vote, or -1."""
    low, high = np.full(count, -1), np.full(count, len(cuts))
    while (high - low > 1).any():
        middle = (low + high) // 2
        yes, no = cast(setting, places > middle, places < middle)
        passed = passing(setting.rule, yes | consents, no & ~consents)
        low, high = np.where(passed, middle, low), np.where(passed, high, middle)
    return low


def _pivot(values: NDArray[np.float64], cut: int) -> Pivot | None:
    return None if cut < 0 else Pivot(float(values[cut // 2]), bool(cut % 2))


def _turned(pivot: Pivot | None) -> Pivot | None:
    """The pivot of the line read from its other end."""
    return None if pivot is None else Pivot(-pivot.value + 0.0, pivot.passes)
