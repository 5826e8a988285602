"""Who pays how much of a hole: a key, capacities, and the rest over those who have room.

Donor i has the weight w_i of a key, a head start b_i (what it gave already, where the key counts
that) and room r_i below its cap. Its part rises with one common level t,

    pay_i(t) = min(max(w_i t - b_i, 0), r_i),

and t is where the parts sum to the hole: water that is poured into vessels of width w_i, whose
floors lie at b_i / w_i and whose lids at (b_i + r_i) / w_i. Without head starts this is the
constrained equal awards rule with weights; with them it levels up those who gave least first
(Thomson 2003, "Axiomatic and game-theoretic analysis of bankruptcy and taxation problems",
*Mathematical Social Sciences* 45; Moulin 2000, *Econometrica* 68, with weights).

The sum of parts is piecewise linear in t and rises between at most 2n corners, so that t is found
exactly, in all worlds at once. Where all rooms together are smaller, each pays its room and the
rest of the hole stays open. Nobody's part falls when another is taken out, as t can only rise.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def replaced(hole: Floats, weights: Floats, start: Floats, room: Floats) -> Floats:
    """What each pays: shape (worlds, donors).

    `hole` (worlds,), `weights`, `start` and `room` (worlds, donors), all 0 or more; one with weight
    0 pays nothing.
    """
    share = _shares(weights)
    lid: Floats = np.where(share > 0, np.minimum(room, hole[:, None]), 0.0)
    level = _level(hole, share, start, lid)
    pay = np.clip(share * level[:, None] - start, 0.0, lid)
    full = lid.sum(axis=1) <= hole
    paid: Floats = np.where(full[:, None], lid, pay)
    return paid


def uncapped(hole: Floats, weights: Floats, start: Floats) -> Floats:
    """What the key alone would ask of each, shape (worlds, donors): room without end."""
    if start.any():
        return replaced(hole, weights, start, np.full_like(weights, np.inf))
    return _shares(weights) * hole[:, None]


def _shares(weights: Floats) -> Floats:
    """Weights that sum to one; all 0 where nobody has one."""
    total = weights.sum(axis=1, keepdims=True)
    shares: Floats = np.divide(weights, total, out=np.zeros_like(weights), where=total > 0)
    return shares


def _level(hole: Floats, share: Floats, start: Floats, lid: Floats) -> Floats:
    """The level t at which the parts sum to the hole, where the lids allow it: shape (worlds,)."""
    width = np.where(share > 0, share, 1.0)
    corners = np.concatenate((start / width, (start + lid) / width), axis=1)
    slopes = np.concatenate((share, -share), axis=1)
    order = np.argsort(corners, axis=1, kind="stable")
    corners = np.take_along_axis(corners, order, axis=1)
    slope = np.maximum(np.cumsum(np.take_along_axis(slopes, order, axis=1), axis=1), 0.0)
    rises = slope[:, :-1] * np.diff(corners, axis=1)
    sums = np.concatenate((np.zeros((len(hole), 1)), np.cumsum(rises, axis=1)), axis=1)
    last = np.maximum((sums <= hole[:, None]).sum(axis=1) - 1, 0)[:, None]
    at, below, steep = (
        np.take_along_axis(values, last, axis=1)[:, 0] for values in (corners, sums, slope)
    )
    level: Floats = at + np.divide(hole - below, steep, out=np.zeros_like(hole), where=steep > 0)
    return level
