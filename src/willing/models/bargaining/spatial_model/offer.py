"""The bargains that actors propose: to whom, and where between the two positions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.models.bargaining.spatial_model.contest import contests
from willing.models.bargaining.spatial_model.view import View

Floats = NDArray[np.float64]

LEAST_GAIN = 1e-5
"""The smallest gain for which anyone challenges."""

NUDGE = 1e-6
"""Added to one's own weight, so that weights of zero leave everyone where they are."""

GRID = 10_000.0
"""S1P1 and S2P2 round positions from 0 to 1 to this grid."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A bargain: `one` proposes to `other` that they move to `mine` and `theirs`, each
    (dimensions,). `chance` is the probability that `one` would win a contest and `gain` what
    challenging is worth to it, both in the view of `by`.
    """

    one: int
    other: int
    by: int
    chance: float
    gain: float
    mine: Floats
    theirs: Floats


def offers(view: View) -> tuple[tuple[Offer, ...], ...]:
    """What each actor proposes: to the one whom it gains most by challenging, if anyone.

    InitRcvrInterp has the receiver's version beside the initiator's.
    """
    n = view.size
    one, other = np.divmod(np.arange(n * n), n)
    found = contests(view, one, one, other)
    gain = np.where(one == other, -np.inf, found.gain).reshape(n, n)
    target = gain.argmax(axis=1)
    initiators = np.flatnonzero(gain.max(axis=1) > LEAST_GAIN)
    made: list[tuple[Offer, ...]] = [()] * n
    answers = found
    if view.options.bargain != "InitOnlyInterp":
        answers = contests(view, target[initiators], initiators, target[initiators])
    for place, i in enumerate(initiators.tolist()):
        j = int(target[i])
        x, y = view.x[i], view.x[j]
        ours = Offer(i, j, i, float(found.chance[i * n + j]), float(gain[i, j]), x, y)
        theirs = Offer(i, j, j, float(answers.chance[place]), float(answers.gain[place]), x, y)
        made[i] = tuple(_versions(view, ours, theirs))
    return tuple(made)


def _versions(view: View, ours: Offer, theirs: Offer) -> Iterator[Offer]:
    """The bargains of a pair, from the initiator's and the receiver's view of the contest.

    KTAB takes the receiver's estimate of the gain for its estimate of the chance, and the
    initiator's capability for the receiver's.
    """
    one, other = ours.one, ours.other
    mine, away = interpolate(view, one, other, ours.chance)
    if view.options.bargain == "InitOnlyInterp":
        yield _at(ours, mine, away)
        return
    chance = theirs.gain if view.compat else theirs.chance
    back, held = interpolate(view, one, other, chance)
    if view.options.bargain == "InitRcvrInterp":
        yield _at(ours, mine, away)
        yield _at(theirs, back, held)
        return
    w = float(view.c[one] * view.total[one])
    v = float((view.c[one] if view.compat else view.c[other]) * view.total[other])
    if w + v <= 0.0:
        w = v = 1.0
    whole = w + v
    yield _at(ours, (w * mine + v * back) / whole, (w * away + v * held) / whole)


def _at(offer: Offer, mine: Floats, theirs: Floats) -> Offer:
    return Offer(
        offer.one, offer.other, offer.by, offer.chance, offer.gain, mine=mine, theirs=theirs
    )


def interpolate(view: View, one: int, other: int, chance: float) -> tuple[Floats, Floats]:
    """The two new positions, nearer to whoever is likelier to win and cares more, by dimension."""
    x, y, s, t = view.x[one], view.x[other], view.s[one], view.s[other]
    p, q = chance, 1.0 - chance
    if view.options.interpolation == "S2PMax":
        yields, insists = max(0.0, q - p), max(0.0, p - q)
        a, b = s * s, t * t
        by_one = yields * b / (yields * b + NUDGE + (1.0 - yields) * a)
        by_other = insists * a / (insists * a + NUDGE + (1.0 - insists) * b)
        return x + by_one * (y - x), y + by_other * (x - y)
    if view.options.interpolation == "S1P1":
        a, b = s * p, t * q
    else:
        a, b = (s * p) * (s * p), (t * q) * (t * q)
    whole = a + NUDGE + b
    mine = ((a + NUDGE) * x + b * y) / whole
    theirs = (a * x + (NUDGE + b) * y) / (a + NUDGE + b)
    return on_grid(mine), on_grid(theirs)


def on_grid(z: Floats) -> Floats:
    """Rounded to four places."""
    found: Floats = np.trunc(0.5 + GRID * z) / GRID
    return found
