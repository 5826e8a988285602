"""Donors stop in some worlds: what is missing there, who fills it by which key, who breaks?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.aid.breaking import Breaking, breaking
from willing.models.aid.drawn import MONTHS, Drawn, central, drawn
from willing.models.aid.hole import Missing, hole
from willing.models.aid.keys import check_gdp, key_weights
from willing.models.aid.replacement import replaced, uncapped
from willing.models.aid.setting import Setting
from willing.models.aid.standing import Standing, backlog, standing
from willing.models.chance import Chance, chance
from willing.models.spread import Spread, spread

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

AHEAD = tuple(range(1, 13))
"""The months after a pause for which the hole is told."""

BLOCK = 8192
"""Worlds at a time: some megabytes for fifty donors."""

FILLED = 1 << 14
"""So many worlds with a pause say what filling costs, where numbers are uncertain: a standard error
below a hundredth of the standard deviation."""

NEARLY = 1e-9
"""Relative: by so little of its cap or of the hole nothing is missing."""


@dataclass(frozen=True, slots=True)
class Pause:
    """One donor's pause: how likely it is, and what it gave a month, in billions."""

    donor: str
    p: Chance
    monthly: Spread


@dataclass(frozen=True, slots=True)
class Cost:
    """What filling the hole costs one donor a year, where others stop and it does not.

    `billions` and `percent` (of its GDP) are on top of what it gives; `after`: both together, in
    percent of GDP (mean). `uncapped` and `uncapped_percent`: what the key would ask without a cap
    (means). `at_cap`: in which share of these worlds it is at its cap.
    """

    donor: str
    billions: Spread
    percent: Spread
    after: float
    uncapped: float
    uncapped_percent: float
    at_cap: float


@dataclass(frozen=True, slots=True)
class Replacement:
    """A key: what each donor pays, what stays open a year in billions, how often something does,
    and, for the commonest pause at middle values, who breaks first.
    """

    key: str
    costs: tuple[Cost, ...]
    open: Spread
    p_open: float
    breaking: Breaking


@dataclass(frozen=True, slots=True)
class Relief:
    """How aid stands, and what pauses do to it.

    `monthly`: what is missing a month over all worlds that count, `if_paused`: where anybody stops,
    in billions (None: nobody ever does); `p`: the probability of that. `commonest`: the donors of
    the commonest pause, and `ahead` what is missing after it, month by month, at middle values.
    """

    setting: Setting
    standing: Standing
    seed: int
    worlds: int
    pauses: tuple[Pause, ...] = ()
    p: Chance | None = None
    monthly: Spread | None = None
    if_paused: Spread | None = None
    commonest: tuple[str, ...] = ()
    ahead: tuple[Missing, ...] = ()
    keys: tuple[Replacement, ...] = ()

    @property
    def alike(self) -> bool:
        """Whether each of several keys asks somebody, and leaves something open wherever any stops.

        Then all who are asked give up to their caps, and keys differ only in whom they ask.
        """
        open_ = all(one.breaking.order and one.p_open == 1 for one in self.keys)
        return len(self.keys) > 1 and open_


def aid(
    setting: Setting, pauses: Mapping[str, Bools], *, seed: int, counted: Bools | None = None
) -> Relief:
    """Shares and concentration, and what donors' pauses leave open and cost the others.

    `pauses`: by donor, the worlds in which it stops, shape (worlds,); world i is number i of every
    draw with the same seed. `counted`: the worlds that count, all unless given. Without `pauses`
    the answer is how things stand. How likely a pause is and what is missing then is told over all
    worlds; who fills it, where numbers are uncertain, over the first `FILLED` with a pause. Raises
    `InputError`.
    """
    found = standing(setting)
    if not pauses:
        return Relief(setting, found, seed, 0)
    _check(setting, pauses, counted)
    stops = np.zeros((len(next(iter(pauses.values()))), len(setting.donors)), dtype=np.bool_)
    for donor, where in pauses.items():
        stops[:, setting.donors.index(donor)] = where
    kept = np.ones(len(stops), dtype=np.bool_) if counted is None else counted
    values = drawn(setting, seed, len(stops))
    monthly = np.where(stops, values.flow, 0.0).sum(axis=1) / MONTHS
    hit = np.flatnonzero(kept & stops.any(axis=1))
    happens = chance(len(hit), int(kept.sum()))
    each = tuple(
        Pause(
            donor,
            chance(int((where & kept).sum()), int(kept.sum())),
            spread(values.flow[kept, setting.donors.index(donor)] / MONTHS),
        )
        for donor, where in pauses.items()
    )
    told = Relief(setting, found, seed, int(kept.sum()), each, happens, spread(monthly[kept]))
    return _filled(told, stops[hit], values.at(hit), monthly[hit]) if len(hit) else told


def _check(setting: Setting, pauses: Mapping[str, Bools], counted: Bools | None) -> None:
    if setting.months is None:
        raise InputError(
            "the amounts have no dates: say over how many months they were given (`months:`, or "
            "--months)"
        )
    for donor in pauses:
        if donor not in setting.donors:
            raise InputError(
                f"`{donor[:80]}` is no donor; there are {', '.join(setting.donors[:8])}"
            )
    lengths = {len(where) for where in pauses.values()}
    lengths |= {len(counted)} if counted is not None else set()
    if len(lengths) != 1 or 0 in lengths:
        raise InputError("pauses are of different numbers of worlds, or of none")
    if counted is not None and not counted.any():
        raise InputError("no world counts; give less")


def _filled(told: Relief, stops: Bools, values: Drawn, monthly: Floats) -> Relief:
    """With what is missing in the worlds where somebody stops, and who pays for it."""
    setting = told.setting
    asked = ~stops & np.array([donor not in setting.exempt for donor in setting.donors])
    check_gdp(setting, asked)
    _, first, inverse, counts = np.unique(
        stops[:, stops.any(axis=0)],
        axis=0,
        return_index=True,
        return_inverse=True,
        return_counts=True,
    )
    usual = stops[first[counts.argmax()]]
    middle = central(setting)
    flow = {
        donor: float(middle.flow[0, place]) / MONTHS
        for place, donor in enumerate(setting.donors)
        if usual[place]
    }
    rows = first if setting.certain else np.arange(min(len(stops), FILLED))
    to_worlds = inverse.reshape(-1) if setting.certain else rows
    return replace(
        told,
        if_paused=spread(monthly),
        commonest=tuple(flow),
        ahead=hole(flow, backlog(told.standing), AHEAD),
        keys=tuple(
            _replacement(key, setting, stops[rows], values.at(rows), to_worlds, usual)
            for key in setting.keys
        ),
    )


def _replacement(
    key: str,
    setting: Setting,
    stops: Bools,
    values: Drawn,
    to_worlds: NDArray[np.int64],
    usual: Bools,
) -> Replacement:
    """One key in the worlds of `to_worlds`, each of which is one of the rows of the arrays."""
    open_to = np.array([donor not in setting.exempt for donor in setting.donors])
    missing = np.where(stops, values.flow, 0.0).sum(axis=1)
    asked = ~stops & open_to
    weights, start = key_weights(key, setting, values, asked)
    room = _room(values)
    pay, wanted = np.empty_like(weights), np.empty_like(weights)
    for begin in range(0, len(missing), BLOCK):
        part = slice(begin, begin + BLOCK)
        pay[part] = replaced(missing[part], weights[part], start[part], room[part])
        wanted[part] = uncapped(missing[part], weights[part], start[part])
    left = np.maximum(missing - pay.sum(axis=1), 0.0)
    left[left <= NEARLY * missing] = 0.0
    full = asked & (weights > 0) & (pay >= room * (1 - NEARLY))
    return Replacement(
        key=key,
        costs=tuple(_costs(setting, values, asked, pay, wanted, full, to_worlds)),
        open=spread(left[to_worlds]),
        p_open=float((left > 0)[to_worlds].mean()),
        breaking=_breaking(key, setting, ~usual & open_to),
    )


def _room(values: Drawn) -> Floats:
    """What each may give a year beyond what it gives, below its cap."""
    return np.maximum(values.cap[:, None] * values.gdp - values.flow, 0.0)


def _costs(
    setting: Setting,
    values: Drawn,
    asked: Bools,
    pay: Floats,
    wanted: Floats,
    full: Bools,
    to_worlds: NDArray[np.int64],
) -> Iterator[Cost]:
    for place, donor in enumerate(setting.donors):
        rows = to_worlds[asked[to_worlds, place]]
        if not len(rows):
            continue
        mine, gdp = pay[rows, place], values.gdp[rows, place]
        yield Cost(
            donor,
            spread(mine),
            spread(100 * mine / gdp),
            float((100 * (mine + values.flow[rows, place]) / gdp).mean()),
            float(wanted[rows, place].mean()),
            float((100 * wanted[rows, place] / gdp).mean()),
            float(full[rows, place].mean()),
        )


def _breaking(key: str, setting: Setting, asked: Bools) -> Breaking:
    middle = central(setting)
    weights, start = key_weights(key, setting, middle, asked[None, :])
    return breaking(setting.donors, weights[0], start[0], _room(middle)[0])
