"""Where things stand: distances, winning chances, attitudes to risk, and who sees what."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.bargaining.spatial_model.election import election
from willing.models.bargaining.spatial_model.options import Compat, Options
from willing.models.bargaining.spatial_model.utility import distances, utility

Floats = NDArray[np.float64]

ALIKE = 1e-9
"""Winning chances closer than this are equal: all actors are then neutral to risk."""

SAME = 1e-3
"""Positions closer than this, a tenth of a point of 100, are one."""

KNOWN = {"None": (1.0, 0.0), "OneThird": (2.0, 1.0), "Half": (1.0, 1.0), "TwoThirds": (1.0, 2.0),
         "Full": (0.0, 1.0)}  # fmt: skip
"""The weights of one's own risk attitude and of the other's in what one takes the other's to be."""

BLUR = 1e-6
"""KTAB gives up where attitudes to risk make no more difference than this."""


@dataclass(frozen=True, slots=True)
class View:
    """The state of a turn: positions and ideals (actors, dimensions) from 0 to 1, saliences alike,
    capabilities (actors,). d_ij is how far i finds j's position; `risk` R_i; `worth` is i's own
    utility for j's position.
    """

    x: Floats
    q: Floats
    s: Floats
    c: Floats
    d: Floats
    risk: Floats
    worth: Floats
    options: Options
    compat: Compat

    @property
    def total(self) -> Floats:
        """S_i: total saliences, with which targets resist."""
        found = np.zeros(len(self.s))
        for column in self.s.T:
            found = found + column
        return found

    @property
    def size(self) -> int:
        """The number of actors."""
        return len(self.x)


def look(x: Floats, q: Floats, s: Floats, c: Floats, options: Options, compat: Compat) -> View:
    """The view of a state.

    Raises `InputError` where KTAB would lose the run and is followed in that.
    """
    d = distances(q, s, x)
    neutral = 1.0 - d
    chances = election(neutral, c, options, compat, np.diag(neutral).copy())
    risk = attitudes(chances, options.risk_range, compat)
    worth = utility(d, risk[:, None])
    if compat:
        _refuse(d, risk, neutral, worth, options)
    return View(x, q, s, c, d, risk, worth, options, compat)


def attitudes(chances: Floats, risk_range: str, compat: Compat) -> Floats:
    """R_i from the winning chances: who is likeliest to win is the most averse to risk."""
    low, high = chances.min(), chances.max()
    if not high - low > (0.0 if compat else ALIKE):
        if compat:
            raise InputError(
                "KTAB divides by zero where all actors are equally likely to win, and loses the "
                "run; leave compat out, and they are neutral to risk"
            )
        return np.zeros(len(chances))
    found: Floats
    if risk_range == "Min":
        found = (chances - low) / (high - low)
    elif risk_range == "Mid":
        found = (3.0 * chances - (high + 2.0 * low)) / (2.0 * (high - low))
    else:
        found = (2.0 * chances - (high + low)) / (high - low)
    return found


def seen_risk(risk: Floats, seer: Floats, adjust: str) -> Floats:
    """R^h_i: what h, whose own attitude is `seer`, takes the attitudes `risk` to be."""
    mine, theirs = KNOWN[adjust]
    if mine == 0.0:
        return risk + 0.0 * seer
    return (mine * seer + theirs * risk) / (mine + theirs)


def _refuse(d: Floats, risk: Floats, neutral: Floats, worth: Floats, options: Options) -> None:
    """KTAB's check that attitudes to risk matter, to everyone's view of everyone."""
    if options.adjust == "Full":
        raise InputError("BigRAdjust=Full: KTAB always stops at this choice; leave compat out")
    bend = np.linalg.norm((1.0 - d) * np.minimum(d, 1.0), axis=1)
    apart = seen_risk(risk, risk[:, None], options.adjust) - risk
    least = np.linalg.norm(apart * bend, axis=1).min()
    if min(float(least), float(np.linalg.norm(neutral - worth))) <= BLUR:
        raise InputError(
            "KTAB stops where attitudes to risk make no difference (all actors agree, or stand at "
            "either end of the scale), and loses the run; leave compat out"
        )


def winning(view: View) -> Floats:
    """Each actor's probability of winning: that of its position, which others may share."""
    near = _apart(view.x) < SAME
    firsts: list[int] = []
    for actor, close in enumerate(near):
        if not close[firsts].any():
            firsts.append(actor)
    own = np.diag(view.worth).copy()
    some = view.worth[:, firsts]
    try:
        chances = election(some, view.c, view.options, view.compat, own)
    except InputError:  # only a report: no reason to lose the run
        chances = election(some, view.c, view.options, "", own)
    last = [int(np.flatnonzero(close[firsts])[-1]) for close in near]
    found: Floats = chances[last]
    return found


def _apart(x: Floats) -> Floats:
    """Plain distances between all positions."""
    total = np.zeros((len(x), len(x)))
    for column in x.T:
        total = total + (column[:, None] - column) ** 2
    found: Floats = np.sqrt(total)
    return found
