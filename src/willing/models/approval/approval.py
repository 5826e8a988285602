"""How a leader's people take it: from polls to fans by outcome, and to survival past a threshold.

1. Polls become log odds with variances (`series`).
2. The pace of approval and the noise of polls are estimated, or stay at their priors (`scales`).
3. The local level says where approval stands, and houses how far from each other (`local_level`).
4. From there it walks on, month by month, in every world (`paths`).
5. Each outcome adds its effect (`effects`); the outlook's chances mix them (`fans`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.approval.bands import Band, normal_band
from willing.models.approval.effects import Effect, drawn, effects_of
from willing.models.approval.fans import Fan, checked_chances, fans
from willing.models.approval.local_level import Smoothed, Start, smoothed
from willing.models.approval.paths import Now
from willing.models.approval.scales import estimate
from willing.models.approval.series import Series, log_odds, series_of, shares
from willing.models.approval.worth import Worth, worth_of
from willing.models.draws import checked_seed
from willing.reference.leaders import LEVEL_MEAN, LEVEL_SD, OUTCOMES, POINT
from willing.scenario.leadercheck import leader_problems
from willing.scenario.leaders import Leader
from willing.scenario.problems import Place

Floats = NDArray[np.float64]

START = Start(LEVEL_MEAN * POINT, LEVEL_SD * POINT)
MOST_MONTHS = 60
MOST_WORLDS = 1 << 20


@dataclass(frozen=True, slots=True)
class House:
    """A house (and question): its polls, and by how many points it lies above the mean of all."""

    name: str
    polls: int
    points: float
    sd: float


@dataclass(frozen=True, slots=True)
class Approval:
    """What the polls say and what may come of it; shares in [0, 1].

    `level`: approval on the day `asked`; `prior`: before any poll. `history`: the level on each
    day with a poll, given all polls. `daily`, `noise`: points (near one half) that approval moves
    in a day, and that a poll is off beside sampling and house; `by_polls`: whether polls have
    changed these two. `fans`: as it is, after each outcome, and mixed where chances were given.
    """

    leader: str
    name: str
    asked: dt.date
    polls: int
    assumed_samples: int
    level: Band
    prior: Band
    history: tuple[tuple[dt.date, Band], ...]
    houses: tuple[House, ...]
    daily: float
    noise: float
    by_polls: bool
    worth: Worth
    effects: tuple[Effect, ...]
    fans: tuple[Fan, ...]
    threshold: float | None
    months: int
    seed: int
    worlds: int

    def fan(self, outcome: str) -> Fan | None:
        """The fan of an outcome, of `as_it_is` or of `mixed`."""
        return next((fan for fan in self.fans if fan.outcome == outcome), None)


def approval(
    leader: Leader,
    id_: str,
    *,
    asked: dt.date,
    seed: int,
    chances: object = None,
    threshold: float | None = None,
    months: int = 12,
    worlds: int = 10_000,
) -> Approval:
    """A leader's approval from the day `asked` on.

    `id_`: the leader's name in the scenario, by which the draws go. `chances`: of holds, falters
    and no_deal, in this order (`reference.leaders.OUTCOMES`): three numbers, or an array of shape
    (3, worlds) in which world i is number i of every draw with this seed, and a world that does not
    count has zeros; absent: no mixture. `threshold`: a share; absent: the leader's own, if any.
    The same seed gives the same answer. Raises `InputError` for polls, effects, chances and numbers
    that cannot be.
    """
    threshold = leader.threshold if threshold is None else threshold
    _check(leader, id_, asked, threshold, months, worlds)
    checked_seed(seed)
    weights = None if chances is None else checked_chances(chances, len(OUTCOMES), worlds)
    series = series_of(leader.polls)
    found = estimate(series, START)
    days = np.unique(np.append(series.days, asked.toordinal())).astype(np.float64)
    level = smoothed(series, found.scales, START, days)
    now = Now(float(level.means[-1]), float(level.sds[-1]), found.scales.daily, found.daily_spread)
    effects = effects_of(leader)
    return Approval(
        leader=id_,
        name=leader.name or id_,
        asked=asked,
        polls=len(leader.polls),
        assumed_samples=sum(poll.sample is None for poll in leader.polls),
        level=normal_band(now.mean, now.sd),
        prior=normal_band(START.mean, START.sd),
        history=_history(level, days, series),
        houses=_houses(level, series),
        daily=found.scales.daily / POINT,
        noise=found.scales.noise / POINT,
        by_polls=found.by_polls,
        worth=worth_of(now, START, found.scales),
        effects=effects,
        fans=fans(
            now,
            [(effect.outcome, drawn(effect, id_, seed, worlds)) for effect in effects],
            id_,
            months=months,
            threshold=None if threshold is None else _bound(threshold),
            chances=weights,
            seed=seed,
            worlds=worlds,
        ),
        threshold=threshold,
        months=months,
        seed=seed,
        worlds=worlds,
    )


def _check(
    leader: Leader, id_: str, asked: dt.date, threshold: float | None, months: int, worlds: int
) -> None:
    for severity, place, message, mend in leader_problems(leader, asked, Place(("leaders", id_))):
        if severity == "error":
            raise InputError(f"{place}: {message}; {mend}")
    if threshold is not None and not 0 <= threshold <= 1:
        raise InputError(f"threshold {threshold:g}: write a share from 0 to 1, such as 0.4")
    if not 1 <= months <= MOST_MONTHS:
        raise InputError(f"{months} months: write 1 to {MOST_MONTHS}")
    if not 1 <= worlds <= MOST_WORLDS:
        raise InputError(f"{worlds:,} worlds: write 1 to {MOST_WORLDS:,}")


def _bound(threshold: float) -> float:
    """In log odds; everything is above 0, nothing above 1."""
    with np.errstate(divide="ignore"):
        return float(log_odds(np.array(threshold)))


def _history(level: Smoothed, days: Floats, series: Series) -> tuple[tuple[dt.date, Band], ...]:
    polled = set(series.days.tolist())
    each = zip(days.tolist(), level.means.tolist(), level.sds.tolist(), strict=True)
    return tuple(
        (dt.date.fromordinal(int(day)), normal_band(mean, sd))
        for day, mean, sd in each
        if int(day) in polled
    )


def _houses(level: Smoothed, series: Series) -> tuple[House, ...]:
    """In points where approval stands now."""
    here = float(shares(level.means[-1:])[0])
    point = 100 * here * (1 - here)
    return tuple(
        House(
            name=", ".join(part for part in name if part) or "not named",
            polls=int((series.sources == row).sum()),
            points=point * float(level.houses[row]),
            sd=point * float(level.house_sds[row]),
        )
        for row, name in enumerate(series.names)
    )
