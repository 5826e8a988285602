"""The Spatial Model of Politics over many draws, in compiled code: the turns of `turn`.

The same sums in the same order as in NumPy, to the last digit, at O(n^3) a turn: only what an
actor sees of its own challenges is worked out, and of the others' what a bargain needs. Numba
compiles it once per machine (some ten seconds) and keeps the result; `engine` imports this module
only for many draws.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from willing.models.bargaining.spatial_model import contest, election, offer, utility, view
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

KNOWN = np.array(list(view.KNOWN.values()))
RAMP, GAIN = utility.RAMP, utility.GAIN
LEAST, CLEAR, UPSET, INERTIA = election.LEAST, election.CLEAR, election.UPSET, election.INERTIA
ROUNDS = election.ROUNDS
ALIKE, BLUR = view.ALIKE, view.BLUR
NOBODY = contest.LEAST
LEAST_GAIN, NUDGE, GRID = offer.LEAST_GAIN, offer.NUDGE, offer.GRID


@njit(cache=True, nogil=True, error_model="numpy")
def play(
    positions: Floats,
    saliences: Floats,
    capabilities: Floats,
    affinity: Floats,
    options: Ints,
    turns: int,
    chances: Floats,
    path: Floats,
    last: Floats,
    counts: Ints,
) -> None:
    """The turns of every draw: positions and saliences (draws, actors, dimensions), capabilities
    (draws, actors), chances (draws, turns, actors) in; last positions, and how many turns were
    played or how the run failed, out. `turns`: 0 for KTAB's rule. `path`: (turns + 1, actors,
    dimensions), left with the positions of the last draw.
    """
    for draw in range(positions.shape[0]):
        counts[draw] = _run(
            positions[draw], saliences[draw], capabilities[draw], affinity, options, turns,
            chances[draw], path,
        )  # fmt: skip
        final = max(counts[draw], 0)
        for i in range(last.shape[1]):
            for k in range(last.shape[2]):
                last[draw, i, k] = path[final, i, k]


@njit(cache=True, nogil=True, error_model="numpy")
def _run(
    x: Floats,
    s: Floats,
    c: Floats,
    affinity: Floats,
    options: Ints,
    turns: int,
    chances: Floats,
    path: Floats,
) -> int:
    n, dims = x.shape
    q = np.empty((n, dims))
    for i in range(n):
        for k in range(dims):
            q[i, k], path[0, i, k] = x[i, k], x[i, k]
    norm, total = _norms(s)
    d, worth, risk = np.empty((n, n)), np.empty((n, n)), np.empty(n)
    mine, theirs = np.empty((2 * n, dims)), np.empty((2 * n, dims))
    one, other = np.empty(2 * n, np.int64), np.empty(2 * n, np.int64)
    count = 0
    while True:
        status = _look(path[count], q, s, norm, c, options, d, worth, risk)
        if status < 0:
            return status
        if count == MOST_TURNS or (count == turns if turns > 0 else _still(path, count)):
            return count
        made = _offers(path[count], s, c, total, d, risk, options, one, other, mine, theirs)
        status = _choose(
            path[count], q, s, norm, c, worth, risk, options, one, other, mine, theirs, made,
            chances[count], path[count + 1],
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
def _still(path: Floats, count: int) -> bool:
    if count < FEWEST_TURNS:
        return False
    return _movement(path, count) / (_movement(path, 1) + GUARD) < STILL


@njit(cache=True, nogil=True, error_model="numpy")
def _movement(path: Floats, count: int) -> float:
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
    if norm <= 0.0:
        return 0.0
    apart = 0.0
    for k in range(q.size):
        side = s[k] * (q[k] - y[k])
        apart += side * side
    return np.sqrt(apart / norm)


@njit(cache=True, nogil=True, error_model="numpy")
def _utility(d: float, risk: float) -> float:
    return (1.0 - d) * (1.0 + min(d, 1.0) * risk)


@njit(cache=True, nogil=True, error_model="numpy")
def _vote(rule: int, weight: float, gain: float) -> float:
    if rule == PROP:
        return weight * gain
    if rule == ASYM_PROSP:
        return GAIN * (weight * gain) if gain > 0.0 else weight * gain
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
    gain = worth - reference
    return GAIN * gain if gain > 0.0 else gain


@njit(cache=True, nogil=True, error_model="numpy")
def _ballot(options: Ints, weight: float, a: float, b: float, reference: float) -> float:
    """A vote between two utilities; the reference matters where losses count more."""
    if options[VOTING] == ASYM_PROSP and options[COMPAT] == 0:
        return weight * (_felt(a, reference) - _felt(b, reference))
    return _vote(options[VOTING], weight, a - b)


@njit(cache=True, nogil=True, error_model="numpy")
def _election(worths: Floats, c: Floats, options: Ints, reference: Floats, p: Floats) -> int:
    """The chances of the options into `p`; worths (options, actors)."""
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
        for j in range(m):
            if i != j:
                beats[i, j] = _victory(strengths[i, j], strengths[j, i], options[VICTORY])
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
        uniform = options[OUTCOME] == 2
        share, least = (1.0 / m, 1e-6) if uniform else (1.0, 1e-8)
        return _approach(challenges, share, beats, least, p)
    for i in range(m):
        for j in range(m):
            strengths[j, i] = challenges[i, j] * beats[i, j]
    _stationary(strengths, p)
    return 0


@njit(cache=True, nogil=True, error_model="numpy")
def _victory(mine: float, theirs: float, model: int) -> float:
    if model == 4:
        if theirs >= CLEAR * mine:
            return UPSET / (1.0 + UPSET)
        if mine >= CLEAR * theirs:
            return 1.0 / (1.0 + UPSET)
        return (mine / (mine + theirs) * (CLEAR + 1.0) - 1.0) / (CLEAR - 1.0)
    for _ in range(model):
        mine, theirs = mine * mine, theirs * theirs
    return mine / (mine + theirs)


@njit(cache=True, nogil=True, error_model="numpy")
def _challenges(strengths: Floats, beats: Floats, outcome: int) -> Floats:
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
    """The stationary distribution, moves from i to j in row i; these are overwritten."""
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
def _approach(challenges: Floats, share: float, beats: Floats, least: float, p: Floats) -> int:
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
            after[i] = share * total
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
def _attitude(p: float, low: float, high: float, options: Ints) -> float:
    if options[COMPAT] == 0 and not high - low > ALIKE:
        return 0.0
    if options[RISK_RANGE] == 0:
        return (p - low) / (high - low)
    if options[RISK_RANGE] == 1:
        return (3.0 * p - (high + 2.0 * low)) / (2.0 * (high - low))
    return (2.0 * p - (high + low)) / (high - low)


@njit(cache=True, nogil=True, error_model="numpy")
def _blurred(d: Floats, risk: Floats, worth: Floats, options: Ints) -> bool:
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
    mine, theirs = KNOWN[adjust, 0], KNOWN[adjust, 1]
    if mine == 0.0:
        return risk
    return (mine * seer + theirs * risk) / (mine + theirs)


@njit(cache=True, nogil=True, error_model="numpy")
def _offers(
    x: Floats,
    s: Floats,
    c: Floats,
    total: Floats,
    d: Floats,
    risk: Floats,
    options: Ints,
    one: Ints,
    other: Ints,
    mine: Floats,
    theirs: Floats,
) -> int:
    """The bargains that are proposed, by initiator; how many."""
    n, dims = x.shape
    to, seen, by_one = np.empty((n, n)), np.empty(n), np.empty(n)
    for i in range(n):
        for j in range(n):
            to[j, i] = d[i, j]
    back, held = np.empty(dims), np.empty(dims)
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
        one[made], other[made] = i, target
        _interpolate(x, s, i, target, chance, options, mine[made], theirs[made])
        made += 1
        if options[BARGAIN] == 0:
            continue
        _perceive(target, i, d, risk, options, seen, by_one)
        phi, gain = _contest(i, target, c, total, d, to, seen, by_one, options)
        _interpolate(x, s, i, target, gain if options[COMPAT] else phi, options, back, held)
        if options[BARGAIN] == 1:
            one[made], other[made] = i, target
            for k in range(dims):
                mine[made, k], theirs[made, k] = back[k], held[k]
            made += 1
        else:
            w = c[i] * total[i]
            v = (c[i] if options[COMPAT] else c[target]) * total[target]
            if w + v <= 0.0:
                w, v = 1.0, 1.0
            for k in range(dims):
                mine[made - 1, k] = (w * mine[made - 1, k] + v * back[k]) / (w + v)
                theirs[made - 1, k] = (w * theirs[made - 1, k] + v * held[k]) / (w + v)
    return made


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
    fight = chance * win + (1.0 - chance) * (away + away)
    gain = (1.0 - total[other]) * win + total[other] * fight - (own + away)
    return chance, gain


@njit(cache=True, nogil=True, error_model="numpy")
def _third(
    a: float, b: float, weight: float, by_one: float, by_other: float, stays: float, options: Ints
) -> float:
    """The vote of a third party between the sides."""
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
    """Where a bargain would put the two, by dimension."""
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
            a, b = a * a, b * b
        whole = a + NUDGE + b
        mine[k] = np.trunc(0.5 + GRID * (((a + NUDGE) * here + b * there) / whole)) / GRID
        theirs[k] = np.trunc(0.5 + GRID * ((a * here + (NUDGE + b) * there) / whole)) / GRID


@njit(cache=True, nogil=True, error_model="numpy")
def _choose(
    x: Floats,
    q: Floats,
    s: Floats,
    norm: Floats,
    c: Floats,
    worth: Floats,
    risk: Floats,
    options: Ints,
    one: Ints,
    other: Ints,
    mine: Floats,
    theirs: Floats,
    made: int,
    chances: Floats,
    after: Floats,
) -> int:
    """Everyone's position after the turn."""
    n = len(x)
    worths, some = np.empty((made + 1, n)), np.empty((made + 1, n))
    for a in range(n):
        total = 0.0
        for j in range(n):
            total += worth[a, j]
        worths[made, a] = total / n
        for m in range(made):
            total = _utility(_distance(q[a], s[a], norm[a], mine[m]), risk[a])
            total += _utility(_distance(q[a], s[a], norm[a], theirs[m]), risk[a])
            for j in range(n):
                if j not in (one[m], other[m]):
                    total += worth[a, j]
            worths[m, a] = total / n
    queue, p = np.empty(made + 1, np.int64), np.empty(made + 1)
    for k in range(n):
        size = _queue(k, one, other, made, queue)
        for m in range(size):
            for a in range(n):
                some[m, a] = worths[queue[m], a]
        status = _election(some[:size], c, options, worths[made], p)
        if status < 0:
            return status
        chosen = queue[_pick(p, size, options, chances[k])]
        for side in range(x.shape[1]):
            after[k, side] = x[k, side]
            if chosen < made:
                after[k, side] = (mine if one[chosen] == k else theirs)[chosen, side]
    return 0


@njit(cache=True, nogil=True, error_model="numpy")
def _queue(k: int, one: Ints, other: Ints, made: int, queue: Ints) -> int:
    """The bargains that an actor is part of, by initiator; `made` stands for its status quo."""
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
    """The likeliest option, the first of equals; or the first at which the sum reaches z. Those
    that were passed are struck out.
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
