"""The turns of the Spatial Model of Politics in compiled code, O(n^3) each.

Only what an actor sees of its own challenges is worked out, and of the others' what a bargain
needs; KTAB works out everyone's view of all of them, O(n^4), to log it. Sums are taken strictly
from left to right, in KTAB's order: several options may tie, and with the steep voting rules the
last digit decides.

Numba compiles it once per machine (some fifteen seconds) and keeps the result. It does so by the
file of the function that is called, which is why all of it stands in this one.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from willing.models.bargaining.spatial_model.play import (
    FEWEST_TURNS,
    GUARD,
    MOST_TURNS,
    STILL,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# The places of the options, and of compat after them.
(VICTORY, OUTCOME, TRANSITIONS, VOTING, ADJUST, RISK_RANGE, THIRD_PARTY, INTERPOLATION, BARGAIN,
 COMPAT) = range(10)  # fmt: skip
BINARY, PROP_BIN, PROP, PROP_CBC, CUBIC, ASYM_PROSP = range(6)
NO_COMMIT, SEMI_COMMIT, FULL_COMMIT = range(3)

LOST, BLURRED, UNSETTLED = -1, -2, -3
"""How KTAB can lose a run: it divides by zero, attitudes do not matter, it gives up a process."""

RAMP = 1e-8
"""A difference of utilities from which a binary vote counts in full."""

LEAST = 1e-8
"""The strength of a coalition that nobody joins, in an election."""

CLEAR = 1.1
"""VictoryProbModel=Binary: the stronger side wins if it is stronger by this factor."""

UPSET = 1e-6
"""The odds of the weaker side then."""

INERTIA = 1e-10
"""MarkovIncentive: an option's incentive to challenge itself."""

ROUNDS = 1_000
"""Rounds of a Markov process at which KTAB gives up."""

ALIKE = 1e-9
"""Winning chances closer than this are equal: all actors are then neutral to risk."""

SAME = 1e-3
"""Positions closer than this, a tenth of a point of 100, are one."""

KNOWN = np.array([(1.0, 0.0), (2.0, 1.0), (1.0, 1.0), (1.0, 2.0), (0.0, 1.0)])
"""The weights of one's own risk attitude and of the other's in what one takes the other's to be, by
BigRAdjust.
"""

BLUR = 1e-6
"""KTAB gives up where attitudes to risk make no more difference than this."""

NOBODY = 1e-10
"""The strength of a side that nobody is on, in a contest."""

LEAST_GAIN = 1e-5
"""The smallest gain for which anyone challenges."""

NUDGE = 1e-6
"""Added to one's own weight, so that weights of zero leave everyone where they are."""

GRID = 10_000.0
"""S1P1 and S2P2 round positions from 0 to 1 to this grid."""


# The places of what is told, by actor and by offer.
RISK, WINNING, CHANCE, STAYS, WORTH, WORTH_NOW = range(6)
CHOSEN, SIZE = range(2)
ONE, OTHER, BY = range(3)
PHI, GAIN = range(2)
MINE, THEIRS = range(2)


class Told(NamedTuple):
    """What is told of the turns, by turn; with room for one turn, only the last is.

    `ideals` (turns, actors, dimensions). `actors` (turns, 6, actors): attitudes to risk, chances of
    winning, of the option chosen and of the status quo, and what these two are worth to the actor.
    `choices` (turns, 2, actors): the offer chosen, -1 for the status quo, and how many options
    there were. By offer, so many as were `made`: `pairs` (turns, 3, offers), who proposed to whom
    in whose view; `odds` (turns, 2, offers), the chance and the gain in that view; `ends` (turns,
    2, offers, dimensions), where both would go. Few arrays, since each makes compiling slower.
    """

    ideals: Floats
    actors: Floats
    choices: Ints
    made: Ints
    pairs: Ints
    odds: Floats
    ends: Floats


def room(turns: int, n: int, dims: int) -> Told:
    """Room for so many turns and the state after them."""
    return Told(
        ideals=np.empty((turns, n, dims)),
        actors=np.empty((turns, 6, n)),
        choices=np.empty((turns, 2, n), np.int64),
        made=np.zeros(turns, np.int64),
        pairs=np.empty((turns, 3, 2 * n), np.int64),
        odds=np.empty((turns, 2, 2 * n)),
        ends=np.empty((turns, 2, 2 * n, dims)),
    )


@njit(cache=True, nogil=True, error_model="numpy")
def play(
    x: Floats,
    s: Floats,
    c: Floats,
    affinity: Floats,
    options: Ints,
    turns: int,
    chances: Floats,
    path: Floats,
    told: Told,
) -> int:
    """The turns of one run: how many, or how it failed.

    Positions and saliences (actors, dimensions), capabilities (actors,), chances (turns, actors)
    in; `path` (turns + 1, actors, dimensions) and `told` out. `turns`: 0 for KTAB's rule.
    """
    n, dims = x.shape
    q = np.empty((n, dims))
    for i in range(n):
        for k in range(dims):
            q[i, k], path[0, i, k] = x[i, k], x[i, k]
    norm, total = _norms(s)
    d, worth = np.empty((n, n)), np.empty((n, n))
    count, slots = 0, len(told.made)
    while True:
        slot = min(count, slots - 1)
        status = _look(path[count], q, s, norm, c, options, d, worth, told.actors[slot, RISK])
        if status < 0:
            return status
        if slots > 1:
            told.ideals[slot] = q
            _winning(path[count], worth, c, options, told.actors[slot, WINNING])
        if count == MOST_TURNS or (count == turns if turns > 0 else still(path, count)):
            return count
        _offer(slot, path[count], s, c, total, d, options, told)
        status = _choose(
            slot, path[count], q, s, norm, c, worth, options, chances[count], told,
            path[count + 1],
        )  # fmt: skip
        if status < 0:
            return status
        count += 1
        _follow(q, path[count], affinity)


@njit(cache=True, nogil=True, error_model="numpy")
def _norms(s: Floats) -> tuple[Floats, Floats]:
    """Sums of squares of the saliences, and of the saliences."""
    n, dims = s.shape
    norm, total = np.zeros(n), np.zeros(n)
    for i in range(n):
        for k in range(dims):
            norm[i] += s[i, k] * s[i, k]
            total[i] += s[i, k]
    return norm, total


@njit(cache=True, nogil=True, error_model="numpy")
def still(path: Floats, count: int) -> bool:
    """KTAB's rule: whether the last turn moved little beside the first."""
    if count < FEWEST_TURNS:
        return False
    return _movement(path, count) / (_movement(path, 1) + GUARD) < STILL


@njit(cache=True, nogil=True, error_model="numpy")
def _movement(path: Floats, count: int) -> float:
    """The sum over actors of how far each went in a turn."""
    total = 0.0
    for i in range(path.shape[1]):
        square = 0.0
        for k in range(path.shape[2]):
            step = path[count, i, k] - path[count - 1, i, k]
            square += step * step
        total += np.sqrt(square)
    return total


@njit(cache=True, nogil=True, error_model="numpy")
def _follow(q: Floats, x: Floats, affinity: Floats) -> None:
    """Ideals: q_i <- sum_j a_ij x_j + (1 - sum_j a_ij) q_i."""
    n, dims = x.shape
    for i in range(n):
        rest = 0.0
        for j in range(n):
            rest += affinity[i, j]
        for k in range(dims):
            total = 0.0
            for j in range(n):
                total += affinity[i, j] * x[j, k]
            q[i, k] = total + (1.0 - rest) * q[i, k]


@njit(cache=True, nogil=True, error_model="numpy")
def _distance(q: Floats, s: Floats, norm: float, y: Floats) -> float:
    """d(y) = sqrt(sum_k (s_k (q_k - y_k))^2 / sum_k s_k^2).

    Who cares for nothing finds nothing far.
    """
    if norm <= 0.0:
        return 0.0
    apart = 0.0
    for k in range(q.size):
        side = s[k] * (q[k] - y[k])
        apart += side * side
    return np.sqrt(apart / norm)


@njit(cache=True, nogil=True, error_model="numpy")
def _utility(d: float, risk: float) -> float:
    """U = (1 - d)(1 + R d), and linear beyond d = 1; R is 1 for the risk averse, -1 for seekers."""
    return (1.0 - d) * (1.0 + min(d, 1.0) * risk)


@njit(cache=True, nogil=True, error_model="numpy")
def _vote(rule: int, weight: float, gain: float) -> float:
    """The vote between two options whose utilities differ by `gain`: positive is for the first."""
    if rule == PROP:
        return weight * gain
    if rule == ASYM_PROSP:
        return 2.0 * (weight * gain) / 3.0 if gain > 0.0 else weight * gain
    if rule == CUBIC:
        return weight * (gain * gain * gain)
    if rule == PROP_CBC:
        return weight * (0.5 * gain + 0.5 * (gain * gain * gain))
    step = min(max(gain / RAMP, -1.0), 1.0)
    if rule == BINARY:
        return weight * step
    return weight * (0.8 * gain + 0.2 * step)


@njit(cache=True, nogil=True, error_model="numpy")
def _felt(worth: float, reference: float) -> float:
    """A utility as gain or loss from a reference point, a gain counting two thirds.

    Kahneman and Tversky 1979, "Prospect theory", Econometrica 47: without a reference point there
    is neither gain nor loss. KTAB has none.
    """
    gain = worth - reference
    return 2.0 * gain / 3.0 if gain > 0.0 else gain


@njit(cache=True, nogil=True, error_model="numpy")
def _ballot(options: Ints, weight: float, a: float, b: float, reference: float) -> float:
    """A vote between two utilities; the reference matters where losses count more."""
    if options[VOTING] == ASYM_PROSP and options[COMPAT] == 0:
        return weight * (_felt(a, reference) - _felt(b, reference))
    return _vote(options[VOTING], weight, a - b)


@njit(cache=True, nogil=True, error_model="numpy")
def _election(worths: Floats, c: Floats, options: Ints, reference: Floats, p: Floats) -> int:
    """Which of several options prevails when every actor votes between each two of them: the
    chances into `p`; worths (options, actors). `reference`: the utility that each actor counts
    gains and losses from.
    """
    m, n = worths.shape
    strengths, beats = np.empty((m, m)), np.empty((m, m))
    for i in range(m):
        strengths[i, i] = LEAST
        for j in range(i):
            mine, theirs = LEAST, LEAST
            for a in range(n):
                v = _ballot(options, c[a], worths[i, a], worths[j, a], reference[a])
                if v > 0.0:
                    mine += v
                else:
                    theirs -= v
            strengths[i, j], strengths[j, i] = mine, theirs
    for i in range(m):
        beats[i, i] = 0.5
        for j in range(i):
            mine, theirs = _odds(strengths[i, j], strengths[j, i], options[VICTORY])
            beats[i, j], beats[j, i] = mine / (mine + theirs), theirs / (mine + theirs)
    if options[OUTCOME] == 0:
        total = 0.0
        for i in range(m):
            p[i] = 1.0
            for j in range(m):
                p[i] *= beats[i, j]
            total += p[i]
        for i in range(m):
            p[i] /= total
        return 0
    challenges = _challenges(strengths, beats, options[OUTCOME])
    if options[COMPAT]:
        share, least = (m, 1e-6) if options[OUTCOME] == 2 else (1, 1e-8)
        return _approach(challenges, share, beats, least, p)
    for i in range(m):
        for j in range(m):
            strengths[j, i] = challenges[i, j] * beats[i, j]
    _stationary(strengths, p)
    return 0


@njit(cache=True, nogil=True, error_model="numpy")
def _odds(mine: float, theirs: float, model: int) -> tuple[float, float]:
    """The odds of two sides by their strengths."""
    if model == 4:
        if mine >= CLEAR * theirs:
            return 1.0, UPSET
        if theirs >= CLEAR * mine:
            return UPSET, 1.0
        p = (mine / (mine + theirs) * (CLEAR + 1.0) - 1.0) / (CLEAR - 1.0)
        return p, 1.0 - p
    a, b = mine, theirs
    if model == 1:
        return a * a, b * b
    if model > 1:
        a, b = a * a * a * a, b * b * b * b
    return (a * a, b * b) if model == 3 else (a, b)


@njit(cache=True, nogil=True, error_model="numpy")
def _challenges(strengths: Floats, beats: Floats, outcome: int) -> Floats:
    """How often option i challenges the incumbent j: as much as it stands to gain by it, or 1."""
    m = len(beats)
    wish = np.empty((m, m))
    for j in range(m):
        total = 0.0
        for i in range(m):
            wish[i, j] = strengths[i, j] * beats[i, j] + (INERTIA if i == j else 0.0)
            total += wish[i, j]
        for i in range(m):
            wish[i, j] = wish[i, j] / total if outcome == 1 else 1.0
    return wish


@njit(cache=True, nogil=True, error_model="numpy")
def _stationary(t: Floats, p: Floats) -> None:
    """The stationary distribution, moves from i to j in row i; these are overwritten.

    Without a subtraction, so that nothing is lost: Grassmann, Taksar and Heyman 1985,
    "Regenerative analysis and steady state distributions for Markov chains", Oper. Res. 33.
    """
    m = len(t)
    for k in range(m - 1, 0, -1):
        total = 0.0
        for j in range(k):
            total += t[k, j]
        for i in range(k):
            t[i, k] /= total
            for j in range(k):
                t[i, j] += t[i, k] * t[k, j]
    whole = 0.0
    for k in range(m):
        p[k] = 1.0 if k == 0 else 0.0
        for i in range(k):
            p[k] += p[i] * t[i, k]
        whole += p[k]
    for k in range(m):
        p[k] /= whole


@njit(cache=True, nogil=True, error_model="numpy")
def _approach(challenges: Floats, share: int, beats: Floats, least: float, p: Floats) -> int:
    """The same as KTAB comes near it, step by step; one in `share` challenges is made."""
    m = len(beats)
    after = np.empty(m)
    for i in range(m):
        p[i] = 1.0 / m
    for _ in range(ROUNDS - 1):
        change = 0.0
        for i in range(m):
            total = 0.0
            for j in range(m):
                total += beats[i, j] * (p[i] * challenges[j, i] + p[j] * challenges[i, j])
            after[i] = total / share
        for i in range(m):
            change = max(change, abs(after[i] - p[i]))
            p[i] = (p[i] + after[i]) / 2.0
        if change <= least:
            return 0
    return UNSETTLED


@njit(cache=True, nogil=True, error_model="numpy")
def _look(
    x: Floats,
    q: Floats,
    s: Floats,
    norm: Floats,
    c: Floats,
    options: Ints,
    d: Floats,
    worth: Floats,
    risk: Floats,
) -> int:
    """Distances, attitudes to risk and utilities of a state."""
    n = len(x)
    neutral, own, p = np.empty((n, n)), np.empty(n), np.empty(n)
    for i in range(n):
        for j in range(n):
            d[i, j] = _distance(q[i], s[i], norm[i], x[j])
            neutral[j, i] = 1.0 - d[i, j]
        own[i] = neutral[i, i]
    status = _election(neutral, c, options, own, p)
    if status < 0:
        return status
    low, high = p[0], p[0]
    for i in range(n):
        low, high = min(low, p[i]), max(high, p[i])
    if options[COMPAT] and not high - low > 0.0:
        return LOST
    for i in range(n):
        risk[i] = _attitude(p[i], low, high, options)
        for j in range(n):
            worth[i, j] = _utility(d[i, j], risk[i])
    if options[COMPAT] and _blurred(d, risk, worth, options):
        return BLURRED
    return 0


@njit(cache=True, nogil=True, error_model="numpy")
def _winning(x: Floats, worth: Floats, c: Floats, options: Ints, winning: Floats) -> None:
    """Each actor's chance of winning: that of its position, which others may share."""
    n = len(x)
    firsts, count, last = np.empty(n, np.int64), 0, np.empty(n, np.int64)
    for i in range(n):
        alone = True
        for place in range(count):
            alone = alone and not _near(x[i], x[firsts[place]])
        if alone:
            firsts[count] = i
            count += 1
    some, own, p = np.empty((count, n)), np.empty(n), np.empty(count)
    for i in range(n):
        own[i] = worth[i, i]
        for place in range(count):
            some[place, i] = worth[i, firsts[place]]
            if _near(x[i], x[firsts[place]]):
                last[i] = place
    if _election(some, c, options, own, p) < 0:  # only a report: no reason to lose the run
        mended = options.copy()
        mended[COMPAT] = 0
        _election(some, c, mended, own, p)
    for i in range(n):
        winning[i] = p[last[i]]


@njit(cache=True, nogil=True, error_model="numpy")
def _near(x: Floats, y: Floats) -> bool:
    square = 0.0
    for k in range(x.size):
        square += (x[k] - y[k]) * (x[k] - y[k])
    return np.sqrt(square) < SAME


@njit(cache=True, nogil=True, error_model="numpy")
def _attitude(p: float, low: float, high: float, options: Ints) -> float:
    """R from the chance of winning: who is likeliest to win is the most averse to risk."""
    if options[COMPAT] == 0 and not high - low > ALIKE:
        return 0.0
    if options[RISK_RANGE] == 0:
        return (p - low) / (high - low)
    if options[RISK_RANGE] == 1:
        return (3.0 * p - (high + 2.0 * low)) / (2.0 * (high - low))
    return (2.0 * p - (high + low)) / (high - low)


@njit(cache=True, nogil=True, error_model="numpy")
def _blurred(d: Floats, risk: Floats, worth: Floats, options: Ints) -> bool:
    """KTAB's check that attitudes to risk matter, to everyone's view of everyone."""
    n = len(risk)
    bend, whole = np.zeros(n), 0.0
    for i in range(n):
        for j in range(n):
            bend[i] += ((1.0 - d[i, j]) * min(d[i, j], 1.0)) ** 2
            whole += (1.0 - d[i, j] - worth[i, j]) ** 2
    if np.sqrt(whole) <= BLUR:
        return True
    for h in range(n):
        total = 0.0
        for i in range(n):
            apart = _seen(risk[i], risk[h], options[ADJUST]) - risk[i]
            total += apart * apart * bend[i]
        if np.sqrt(total) <= BLUR:
            return True
    return False


@njit(cache=True, nogil=True, error_model="numpy")
def _seen(risk: float, seer: float, adjust: int) -> float:
    """R^h_i: what h, whose own attitude is `seer`, takes an attitude to be."""
    mine, theirs = KNOWN[adjust, 0], KNOWN[adjust, 1]
    if mine == 0.0:
        return risk
    return (mine * seer + theirs * risk) / (mine + theirs)


@njit(cache=True, nogil=True, error_model="numpy")
def _offer(
    slot: int,
    x: Floats,
    s: Floats,
    c: Floats,
    total: Floats,
    d: Floats,
    options: Ints,
    told: Told,
) -> None:
    """The bargains that are proposed, by initiator: to the one whom it gains most by challenging,
    if anyone. InitRcvrInterp has the receiver's version beside the initiator's.
    """
    n = len(x)
    to, seen, by_one = np.empty((n, n)), np.empty(n), np.empty(n)
    for i in range(n):
        for j in range(n):
            to[j, i] = d[i, j]
    risk, mine, theirs = told.actors[slot, RISK], told.ends[slot, MINE], told.ends[slot, THEIRS]
    made = 0
    for i in range(n):
        _perceive(i, i, d, risk, options, seen, by_one)
        target, best, chance = -1, LEAST_GAIN, 0.0
        for j in range(n):
            if j != i:
                phi, gain = _contest(i, j, c, total, d, to, seen, by_one, options)
                if gain > best:
                    target, best, chance = j, gain, phi
        if target < 0:
            continue
        _propose(told, slot, made, i, target, i, chance, best)
        _interpolate(x, s, i, target, chance, options, mine[made], theirs[made])
        made += 1
        if options[BARGAIN] == 0:
            continue
        _perceive(target, i, d, risk, options, seen, by_one)
        phi, gain = _contest(i, target, c, total, d, to, seen, by_one, options)
        _propose(told, slot, made, i, target, target, phi, gain)
        # KTAB takes the receiver's estimate of the gain for its estimate of the chance
        chance = gain if options[COMPAT] else phi
        _interpolate(x, s, i, target, chance, options, mine[made], theirs[made])
        if options[BARGAIN] == 1:
            made += 1
            continue
        w = c[i] * total[i]
        v = (c[i] if options[COMPAT] else c[target]) * total[target]
        if w + v <= 0.0:
            w, v = 1.0, 1.0
        for side in (mine, theirs):
            for k in range(x.shape[1]):
                side[made - 1, k] = (w * side[made - 1, k] + v * side[made, k]) / (w + v)
    told.made[slot] = made


@njit(cache=True, nogil=True, error_model="numpy")
def _propose(
    told: Told, slot: int, place: int, one: int, other: int, by: int, phi: float, gain: float
) -> None:
    pairs = told.pairs[slot]
    pairs[ONE, place], pairs[OTHER, place], pairs[BY, place] = one, other, by
    told.odds[slot, PHI, place], told.odds[slot, GAIN, place] = phi, gain


@njit(cache=True, nogil=True, error_model="numpy")
def _perceive(
    seer: int, one: int, d: Floats, risk: Floats, options: Ints, seen: Floats, by_one: Floats
) -> None:
    """What `seer` takes everyone's attitude to risk and utility for the position of `one` to be."""
    for i in range(len(risk)):
        seen[i] = _seen(risk[i], risk[seer], options[ADJUST])
        by_one[i] = _utility(d[i, one], seen[i])


@njit(cache=True, nogil=True, error_model="numpy")
def _contest(
    one: int,
    other: int,
    c: Floats,
    total: Floats,
    d: Floats,
    to: Floats,
    seen: Floats,
    by_one: Floats,
    options: Ints,
) -> tuple[float, float]:
    """The chance that `one` beats `other`, and its gain from challenging."""
    own, away = by_one[one], _utility(d[one, other], seen[one])
    back, held = by_one[other], _utility(d[other, other], seen[other])
    first, second = NOBODY, NOBODY
    v = _ballot(options, total[one] * c[one], own, away, own)
    first, second = first + max(v, 0.0), second + max(-v, 0.0)
    v = _ballot(options, total[other] * c[other], back, held, held)
    first, second = first + max(v, 0.0), second + max(-v, 0.0)
    a, b = first, second
    for third in range(len(c)):
        if third in (one, other):
            continue
        v = _third(
            a, b, total[third] * c[third], by_one[third], _utility(to[other, third], seen[third]),
            _utility(d[third, third], seen[third]), options,
        )  # fmt: skip
        first, second = first + max(v, 0.0), second + max(-v, 0.0)
    chance = first / (first + second)
    win = own + own
    fight = chance * win + second / (first + second) * (away + away)
    gain = (1.0 - total[other]) * win + total[other] * fight - (own + away)
    return chance, gain


@njit(cache=True, nogil=True, error_model="numpy")
def _third(
    a: float, b: float, weight: float, by_one: float, by_other: float, stays: float, options: Ints
) -> float:
    """The vote of a third party between joining the one and joining the other.

    KTAB takes the chances without it for both; they are those with it on either side.
    """
    leans = _ballot(options, weight, by_one, by_other, stays)
    if options[COMPAT]:
        with_one, with_other = a + max(leans, 0.0), b + max(-leans, 0.0)
        p = with_one / (with_one + with_other)
        p_other = p
    else:
        whole = a + b + abs(leans)
        p, p_other = (a + abs(leans)) / whole, a / whole
    stake = options[THIRD_PARTY]
    with_winner = 3.0 * by_one if stake == FULL_COMMIT else 2.0 * by_one + stays
    with_loser = 2.0 * by_other + stays if stake == NO_COMMIT else 3.0 * by_other
    against_winner = 2.0 * by_one + stays if stake == NO_COMMIT else 3.0 * by_one
    against_loser = 3.0 * by_other if stake == FULL_COMMIT else 2.0 * by_other + stays
    joins = p * with_winner + (1.0 - p) * with_loser
    opposes = p_other * against_winner + (1.0 - p_other) * against_loser
    return _ballot(options, weight, joins, opposes, 3.0 * stays)


@njit(cache=True, nogil=True, error_model="numpy")
def _interpolate(
    x: Floats,
    s: Floats,
    one: int,
    other: int,
    chance: float,
    options: Ints,
    mine: Floats,
    theirs: Floats,
) -> None:
    """The two new positions, nearer to whoever is likelier to win and cares more, by dimension."""
    p, q = chance, 1.0 - chance
    for k in range(x.shape[1]):
        here, there = x[one, k], x[other, k]
        if options[INTERPOLATION] == 2:
            yields, insists = max(0.0, q - p), max(0.0, p - q)
            a, b = s[one, k] * s[one, k], s[other, k] * s[other, k]
            by_one = yields * b / (yields * b + NUDGE + (1.0 - yields) * a)
            by_other = insists * a / (insists * a + NUDGE + (1.0 - insists) * b)
            mine[k] = here + by_one * (there - here)
            theirs[k] = there + by_other * (here - there)
            continue
        a, b = s[one, k] * p, s[other, k] * q
        if options[INTERPOLATION] == 1:
            a, b = s[one, k] * s[one, k] * (p * p), s[other, k] * s[other, k] * (q * q)
        whole = a + NUDGE + b
        mine[k] = np.trunc(0.5 + GRID * (((a + NUDGE) * here + b * there) / whole)) / GRID
        theirs[k] = np.trunc(0.5 + GRID * ((a * here + (NUDGE + b) * there) / whole)) / GRID


@njit(cache=True, nogil=True, error_model="numpy")
def _choose(
    slot: int,
    x: Floats,
    q: Floats,
    s: Floats,
    norm: Floats,
    c: Floats,
    worth: Floats,
    options: Ints,
    chances: Floats,
    told: Told,
    after: Floats,
) -> int:
    """Everyone's position after the turn."""
    made, one, other = told.made[slot], told.pairs[slot, ONE], told.pairs[slot, OTHER]
    worths = _worths(slot, q, s, norm, worth, told)
    some = np.empty_like(worths)
    queue, p, left = np.empty(made + 1, np.int64), np.empty(made + 1), np.empty(made + 1)
    for k in range(len(x)):
        size = _queue(k, one, other, made, queue)
        for m in range(size):
            some[m] = worths[queue[m]]
        status = _election(some[:size], c, options, worths[made], p)
        if status < 0:
            return status
        for m in range(size):
            left[m] = p[m]
            if queue[m] == made:
                told.actors[slot, STAYS, k] = p[m]
        place = _pick(left, size, options, chances[k])
        chosen = queue[place]
        told.choices[slot, CHOSEN, k] = chosen if chosen < made else -1
        told.choices[slot, SIZE, k] = size
        told.actors[slot, CHANCE, k] = p[place]
        told.actors[slot, WORTH, k] = worths[chosen, k]
        told.actors[slot, WORTH_NOW, k] = worths[made, k]
        for side in range(x.shape[1]):
            after[k, side] = x[k, side]
            if chosen < made:
                end = MINE if one[chosen] == k else THEIRS
                after[k, side] = told.ends[slot, end, chosen, side]
    return 0


@njit(cache=True, nogil=True, error_model="numpy")
def _worths(slot: int, q: Floats, s: Floats, norm: Floats, worth: Floats, told: Told) -> Floats:
    """Everyone's mean utility after each offer, and as things are: (offers + 1, actors)."""
    n, made = len(q), told.made[slot]
    one, other, mine, theirs = (
        told.pairs[slot, ONE],
        told.pairs[slot, OTHER],
        told.ends[slot, MINE],
        told.ends[slot, THEIRS],
    )
    risk = told.actors[slot, RISK]
    found = np.empty((made + 1, n))
    for a in range(n):
        total = 0.0
        for j in range(n):
            total += worth[a, j]
        found[made, a] = total / n
        for m in range(made):
            total = _utility(_distance(q[a], s[a], norm[a], mine[m]), risk[a])
            total += _utility(_distance(q[a], s[a], norm[a], theirs[m]), risk[a])
            for j in range(n):
                if j not in (one[m], other[m]):
                    total += worth[a, j]
            found[m, a] = total / n
    return found


@njit(cache=True, nogil=True, error_model="numpy")
def _queue(k: int, one: Ints, other: Ints, made: int, queue: Ints) -> int:
    """The bargains that an actor is part of, by initiator; `made` stands for its status quo.

    KTAB's order when its threads run one after the other: the status quo and the actor's own
    proposals stand at its own place.
    """
    size, stayed = 0, False
    for m in range(made):
        if not stayed and one[m] >= k:
            queue[size] = made
            size, stayed = size + 1, True
        if k in (one[m], other[m]):
            queue[size] = m
            size += 1
    if not stayed:
        queue[size] = made
        size += 1
    return size


@njit(cache=True, nogil=True, error_model="numpy")
def _pick(p: Floats, size: int, options: Ints, z: float) -> int:
    """The likeliest option, the first of equals; or the first at which the sum reaches z: KTAB sums
    in the order of the queue, we do from the likeliest down, whatever that order. Options that were
    passed are struck out of `p`.
    """
    total, place = 0.0, 0
    for step in range(size):
        place = 0
        for other in range(size):
            if p[other] > p[place]:
                place = other
        if options[TRANSITIONS] == 0:
            return place
        if options[COMPAT]:
            place = step
        total += p[place]
        if z <= total:
            return place
        p[place] = -1.0
    return place
