"""One turn of the expected-utility model: who challenges whom, and who gives way.

Scholz, Calbert and Smith (2011), in their order, with the choices of a `Reading`. Distances are in
units of the range R; d = |x_i - x_j| / R, D = (|x_i - mu| + |x_i - x_j|) / R, mu the weighted
median. With exponent r an outcome is worth

    success 2 - 4 (.5 - .5 d)^r    better 2 - 4 (.5 - .25 D)^r    status quo 2 - 4 (.5)^r
    failure 2 - 4 (.5 + .5 d)^r    worse  2 - 4 (.5 + .25 D)^r

    P_ij = sum_k max(0, V_k) / (sum of |V_k|),   V_k = w_k (|x_k - x_j|^r_k - |x_k - x_i|^r_k)
    E(i -> j) = s_j (P_ij success + (1 - P_ij) failure) + (1 - s_j) success
                - Q status quo - (1 - Q) (better or worse)

A first pass with r = 1 gives each actor's security, the sum of what the others expect of
challenging it; security gives the exponents, from 1/2 (most exposed) to 2; a second pass uses them.
In i's view a = E(i -> j) and b = E(j -> i).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.models.bargaining.median import medians
from willing.models.bargaining.readings import Reading

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

TIE = 1e-9
"""Expected utilities, and distances in units of the range, that differ by less are equal: what
rounding left of a tie must not decide it. Of equal offers the one of the first rival listed is
taken, as in the programs whose results are known; drawn inputs have no such ties."""

AGREED = 1e-6
"""Positions within this share of their first range are one: nobody challenges any more."""

STAY, CONFRONTATION, COMPROMISE, CAPITULATION = range(4)
KINDS = ("stay", "confrontation", "compromise", "capitulation")
"""Offers in the order in which an actor prefers them."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Everything about a turn. Actors i in rows, their rivals j in columns.

    `exponents` r_i (actors,); `chances` P_ij; `own` and `threat`: a and b in i's view;
    `offers`: the kind of what i would have to give to j; `ends`: where i would then stand;
    `chosen`: the rival whose offer i takes, -1 for none; `after`: everyone's next position.
    """

    positions: Floats
    median: float
    exponents: Floats
    chances: Floats
    own: Floats
    threat: Floats
    offers: Ints
    ends: Floats
    chosen: Ints
    after: Floats


def turn(x: Floats, weights: Floats, saliences: Floats, span: float, reading: Reading) -> Turn:
    """One turn from positions x (actors,), distances being divided by `span` > 0."""
    n = len(x)
    mu = float(medians(x[None], weights[None])[0])
    d = np.abs(x[:, None] - x) / span
    d[d <= TIE], d[d >= 1 - TIE] = 0.0, 1.0
    pull = (np.abs(x - mu) / span)[:, None] + d
    better = d < np.inf if reading.drift == "better" else np.abs(x - mu)[:, None] / span < d - TIE

    def passed(chances: Floats, r: Floats) -> Floats:
        return expected(d, pull, better, chances, saliences, r, reading.status_quo)

    first = passed(support(x, weights, d, d, reading), np.ones((n, n)))
    np.fill_diagonal(first, 0.0)
    r = exponents(first.sum(axis=0))
    powers = d if reading.voters == "linear" else d ** r[:, None]
    chances = support(x, weights, d, powers, reading)
    own = passed(chances, np.repeat(r[:, None], n, axis=1))
    theirs = own if reading.rival == "own" else passed(chances, np.repeat(r[None], n, axis=0))
    offers, ends, mean = offered(x, own, theirs.T, d, reading)
    chosen = choose(x, theirs.T, offers, ends, mean, span, reading)
    after = np.where(chosen < 0, x, ends[np.arange(n), chosen])
    return Turn(x, mu, r, chances, own, theirs.T, offers, ends, chosen, after)


def support(x: Floats, weights: Floats, d: Floats, powers: Floats, reading: Reading) -> Floats:
    """P_ij, the chance that i's position beats j's: shape (actors, actors).

    `powers`: |x_k - x_j|^r_k, voters k in rows. A voter is for whoever is nearer, so that the votes
    for i against j are sums over the voters on one side of the midpoint.
    """
    order = np.argsort(x, kind="stable")
    sums = np.zeros((len(x) + 1, len(x)))
    np.cumsum((weights[:, None] * powers)[order], axis=0, out=sums[1:])
    side = np.searchsorted(x[order], (x[:, None] + x) / 2)
    columns = np.arange(len(x))
    low = sums[side, columns[None, :]] - sums[side, columns[:, None]]
    high = (sums[-1][None, :] - sums[-1][:, None]) - low
    votes = np.maximum(np.where(x[:, None] < x, low, high), 0.0)
    votes[d == 0] = 0.0
    cast = votes + votes.T if reading.support == "pair" else np.full_like(votes, 2 * votes.sum())
    found: Floats = np.divide(votes, cast, out=np.zeros_like(votes), where=cast > 0)
    return found


def expected(
    d: Floats,
    pull: Floats,
    better: Bools,
    chances: Floats,
    saliences: Floats,
    r: Floats,
    status_quo: float,
) -> Floats:
    """E(i -> j) with exponents r: everything (actors, actors) but the rivals' saliences."""
    success = 2 - 4 * (0.5 - 0.5 * d) ** r
    failure = 2 - 4 * (0.5 + 0.5 * d) ** r
    challenge: Floats = saliences * (chances * success + (1 - chances) * failure)
    challenge += (1 - saliences) * success
    quiet = status_quo * (2 - 4 * 0.5**r)
    if status_quo < 1:
        drift = np.where(better, 0.5 - 0.25 * pull, 0.5 + 0.25 * pull)
        drift[drift <= TIE] = 0.0
        quiet = quiet + (1 - status_quo) * (2 - 4 * drift**r)
    return challenge - quiet


def exponents(security: Floats) -> Floats:
    """r_i = (1 - R_i / 3) / (1 + R_i / 3), R_i the security stretched to [-1, 1]."""
    low, high = security.min(), security.max()
    if high - low <= TIE:
        return np.ones_like(security)
    stretched = (2 * security - high - low) / (high - low)
    found: Floats = (1 - stretched / 3) / (1 + stretched / 3)
    return found


def offered(
    x: Floats, own: Floats, threat: Floats, d: Floats, reading: Reading
) -> tuple[Ints, Floats, Floats]:
    """What each would have to give to each: the kinds, where it would stand, and the mean of both
    positions weighted by |a| and |b|.
    """
    pressed = (d > 0) & (threat > TIE)
    loses = pressed & (own > TIE) & (threat > own + TIE)
    weaker = pressed & (own < -TIE)
    meets = weaker & (threat > TIE - own)
    offers = np.full(own.shape, STAY)
    if reading.conflict == "lost":
        offers[loses] = CONFRONTATION
    offers[meets] = COMPROMISE
    if reading.capitulates:
        offers[weaker & ~meets] = CAPITULATION
    a, b = np.abs(own), np.abs(threat)
    mean = np.divide(a * x[:, None] + b * x, a + b, out=np.zeros_like(a), where=meets)
    share = np.divide(a, b, out=np.zeros_like(a), where=meets)
    middle = x[:, None] + (x - x[:, None]) * share if reading.middle == "share" else mean
    ends = np.where(meets, middle, np.where(offers == STAY, x[:, None], x))
    return offers, ends, mean


def choose(
    x: Floats,
    threat: Floats,
    offers: Ints,
    ends: Floats,
    mean: Floats,
    span: float,
    reading: Reading,
) -> Ints:
    """The rival whose offer each takes, -1 for none: shape (actors,)."""
    moves = np.abs(ends - x[:, None]) / span
    if reading.choice == "order" and reading.among == "lowest":
        moves = np.where(offers == COMPROMISE, mean / span, moves)
    left = offers != STAY
    for criterion in (-threat if reading.choice == "strongest" else offers, moves):
        value = np.where(left, criterion, np.inf)
        left = left & (value <= value.min(axis=1, keepdims=True) + TIE)
    found: Ints = np.where(left.any(axis=1), left.argmax(axis=1), -1)
    return found
