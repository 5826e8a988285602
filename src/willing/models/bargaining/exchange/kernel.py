"""Rounds of position exchange over many draws, in compiled code: those of `rounds`.

An exchange: i demands issue p and supplies q, j demands q and supplies p. Numba compiles this once
per machine (some fifteen seconds) and keeps the result; `engine` imports it only for many draws.

All positions are from 0 to 100. `here`: who takes part in which issue. Sums of a numerator that an
actor reckons with are kept up as exchanges are realised, so that one exchange costs the same
whatever the number of actors.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from willing.models.bargaining.exchange.steps import FIXED, LEAST, SALIENT, SCALE, TIE_PLACES

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

TIE = 10.0**TIE_PLACES

ALIKE = 1e-9
"""An outcome within this of a position has reached it."""

# What is kept of each possible exchange.
(MEAN, END_I, END_J, SHIFT_Q, SHIFT_P, RATE, KEPT_I, KEPT_J, LAST_I, LAST_J, WAY_I, WAY_J, GAIN_I,
 GAIN_J, FIELDS) = range(15)  # fmt: skip

# What is written of each realised one.
FROM_I, TO_I, FROM_J, TO_J, OWN_I, OWN_J = range(6)

OWN, IN_UP, IN_DOWN, OUT_UP, OUT_DOWN = range(5)


@njit(cache=True, nogil=True, error_model="numpy")
def play(
    positions: Floats,
    saliences: Floats,
    capabilities: Floats,
    here: Flags,
    rates: Floats,
    mended: bool,
    votes: Floats,
    wishes: Floats,
    counts: Ints,
    traded: Flags,
    effects: Floats,
    who: Ints,
    record: Floats,
) -> None:
    """The rounds of every draw. Positions, saliences and capabilities (draws, actors, issues),
    rates (draws, rounds, pairs of actors times pairs of issues), or empty, in; out the positions
    voted with and those of the next round (draws, rounds, actors, issues), exchanges (draws,
    rounds), who traded with whom (draws, actors, actors), effects (draws, actors, 5). Exchanges are
    written, as far as there is room, to `who` (draws, rounds, room, 4) and `record`.
    """
    for draw in range(positions.shape[0]):
        x = positions[draw].copy()
        s = saliences[draw]
        w = s * capabilities[draw]
        for number in range(votes.shape[1]):
            y = votes[draw, number]
            if number > 0 and counts[draw, number - 1] == 0:
                y[:] = x
            else:
                some = rates[draw, number] if rates.size else rates[0, 0]
                counts[draw, number] = _round(
                    x, s, w, here, some, mended, y, traded[draw], effects[draw],
                    who[draw, number], record[draw, number],
                )  # fmt: skip
            for a in range(x.shape[0]):
                for k in range(x.shape[1]):
                    share = FIXED + SALIENT * (1.0 - s[a, k])
                    x[a, k] += share * (y[a, k] - x[a, k])
                    wishes[draw, number, a, k] = x[a, k]


@njit(cache=True, nogil=True, error_model="numpy")
def _round(
    x: Floats,
    s: Floats,
    w: Floats,
    here: Flags,
    rates: Floats,
    mended: bool,
    y: Floats,
    traded: Flags,
    effects: Floats,
    who: Ints,
    record: Floats,
) -> int:
    """One round: positions voted with into `y`; how many exchanges were realised."""
    n, m = x.shape
    total, sums, outcome = np.zeros(m), np.zeros((n, m)), np.zeros(m)
    for k in range(m):
        number = 0.0
        for a in range(n):
            y[a, k] = x[a, k]
            if here[a, k]:
                total[k] += w[a, k]
                number += w[a, k] * x[a, k]
        outcome[k] = number / total[k] if total[k] > 0.0 else 0.0
        for a in range(n):
            sums[a, k] = number
    left = x < outcome
    pairs = _pairs(x, s, w, here, left)
    count = len(pairs)
    of = np.zeros((count, FIELDS))
    seen, noted = np.empty((n, m, n)), np.zeros((n, m, n), np.bool_)
    for a in range(n):
        for k in range(m):
            for b in range(n):
                seen[a, k, b] = x[b, k]
    gains, order = np.zeros(count, np.int64), np.empty(count, np.int64)
    alive = 0
    for e in range(count):
        i, j, p, q = pairs[e, 0], pairs[e, 1], pairs[e, 2], pairs[e, 3]
        of[e, RATE] = _rate(s, i, j, p, q, rates)
        of[e, WAY_I] = 1.0 if x[j, q] > x[i, q] else -1.0
        of[e, WAY_J] = 1.0 if x[i, p] > x[j, p] else -1.0
        if _settle(pairs[e], of[e], x, y, s, w, total, sums, seen, mended):
            gains[e] = np.int64(np.rint(of[e, MEAN] * TIE))
            order[alive] = e
            alive += 1
    first = np.argsort(-gains[order[:alive]], kind="mergesort")
    order[:alive] = order[:alive][first]
    kept, changed = np.empty(count, np.int64), np.empty(count, np.int64)
    place, before = np.empty(count, np.int64), np.empty(2)
    done = 0
    while alive > 0:
        chosen = order[0]
        pair = pairs[chosen]
        before[0], before[1] = y[pair[0], pair[3]], y[pair[1], pair[2]]
        _realise(pair, of[chosen], y, w, sums, seen, noted, mended)
        _tell(
            pair, of[chosen], before, done, x, s, w, here, left, total, outcome, effects, who,
            record,
        )  # fmt: skip
        traded[pair[0], pair[1]] = traded[pair[1], pair[0]] = True
        done += 1
        same, other = 0, 0
        for rank in range(1, alive):
            e = order[rank]
            place[e] = rank
            if not _touched(pairs[e], pair, of[e]):
                kept[same] = e
                same += 1
            elif _settle(pairs[e], of[e], x, y, s, w, total, sums, seen, mended):
                gains[e] = np.int64(np.rint(of[e, MEAN] * TIE))
                changed[other] = e
                other += 1
        alive = _merged(kept, same, changed, other, gains, place, order)
    return done


@njit(cache=True, nogil=True, error_model="numpy")
def _pairs(x: Floats, s: Floats, w: Floats, here: Flags, left: Flags) -> Ints:
    """All that could exchange: i, j, p, q in rows, in the order of issues and actors."""
    n, m = x.shape
    count = 0
    for fill in range(2):
        if fill:
            found = np.empty((count, 4), np.int64)
            count = 0
        for p in range(m):
            for q in range(p + 1, m):
                for corner in range(2):
                    for a in range(n):
                        if not (here[a, p] and here[a, q]) or left[a, p] != (corner == 1):
                            continue
                        if left[a, q]:
                            continue
                        for b in range(n):
                            if not (here[b, p] and here[b, q]) or left[b, p] != (corner == 0):
                                continue
                            if not left[b, q]:
                                continue
                            less = s[a, p] * s[b, q] < s[b, p] * s[a, q]
                            i, j = (b, a) if less else (a, b)
                            if w[i, q] <= 0.0 or w[j, p] <= 0.0:
                                continue
                            if fill:
                                found[count, 0], found[count, 1] = i, j
                                found[count, 2], found[count, 3] = p, q
                            count += 1
    return found


@njit(cache=True, nogil=True, error_model="numpy")
def _rate(s: Floats, i: int, j: int, p: int, q: int, rates: Floats) -> float:
    """How far q shifts for each point that p shifts."""
    equal = (s[i, p] + s[j, p]) / (s[i, q] + s[j, q])
    if rates.size == 0:
        return equal
    n, m = s.shape
    a, b = min(i, j), max(i, j)
    actors = a * (2 * n - a - 1) // 2 + b - a - 1
    u = rates[actors * (m * (m - 1) // 2) + p * (2 * m - p - 1) // 2 + q - p - 1]
    end = s[i, p] / s[i, q] if u > 0.0 else s[j, p] / s[j, q]
    return equal + abs(u) * (end - equal)


@njit(cache=True, nogil=True, error_model="numpy")
def _settle(
    pair: Ints,
    of: Floats,
    x: Floats,
    y: Floats,
    s: Floats,
    w: Floats,
    total: Floats,
    sums: Floats,
    seen: Floats,
    mended: bool,
) -> bool:
    """The largest steps that both may take, and whether there are any."""
    i, j, p, q = pair[0], pair[1], pair[2], pair[3]
    whole_i, whole_j = abs(x[j, q] - y[i, q]), abs(x[i, p] - y[j, p])
    unit_i, unit_j = w[i, q] / total[q], w[j, p] / total[p]
    rate = of[RATE]
    step_i, step_j = rate * whole_j * unit_j / unit_i, whole_j
    if step_i > whole_i:
        step_i, step_j = whole_i, whole_i * unit_i / (rate * unit_j)
    if not _fits(of, step_i, step_j, x, y, pair, mended):
        return False
    of[SHIFT_Q], of[SHIFT_P] = step_i * unit_i, step_j * unit_j
    if s[i, p] * of[SHIFT_P] - s[i, q] * of[SHIFT_Q] < LEAST and (
        s[j, q] * of[SHIFT_Q] - s[j, p] * of[SHIFT_P] < LEAST
    ):
        return False
    room = _room(x, y, w, total, sums, seen, i, j, q, of[WAY_I], step_i, mended)
    if room < step_i:
        step_i, step_j = room, room * unit_i / (rate * unit_j)
    room = _room(x, y, w, total, sums, seen, j, i, p, of[WAY_J], step_j, mended)
    if room < step_j:
        step_i, step_j = rate * room * unit_j / unit_i, room
    if not _fits(of, step_i, step_j, x, y, pair, mended):
        return False
    of[LAST_I], of[LAST_J] = of[WAY_I] * step_i, of[WAY_J] * step_j
    of[END_I] = min(max(y[i, q] + of[LAST_I], 0.0), SCALE)
    of[END_J] = min(max(y[j, p] + of[LAST_J], 0.0), SCALE)
    of[SHIFT_Q], of[SHIFT_P] = step_i * unit_i, step_j * unit_j
    of[GAIN_I] = s[i, p] * of[SHIFT_P] - s[i, q] * of[SHIFT_Q]
    of[GAIN_J] = s[j, q] * of[SHIFT_Q] - s[j, p] * of[SHIFT_P]
    of[MEAN] = (of[GAIN_I] + of[GAIN_J]) / 2.0
    return True


@njit(cache=True, nogil=True, error_model="numpy")
def _fits(
    of: Floats, step_i: float, step_j: float, x: Floats, y: Floats, pair: Ints, mended: bool
) -> bool:
    """Whether both steps are large enough, in the first direction, and on the scale."""
    i, j, p, q = pair[0], pair[1], pair[2], pair[3]
    if (x[j, q] - y[i, q]) * of[WAY_I] <= 0.0 or (x[i, p] - y[j, p]) * of[WAY_J] <= 0.0:
        return False
    if not (LEAST < step_i <= SCALE + ALIKE and LEAST < step_j <= SCALE + ALIKE):
        return False
    end_i, end_j = y[i, q] + of[WAY_I] * step_i, y[j, p] + of[WAY_J] * step_j
    if min(end_i, end_j) < -ALIKE or max(end_i, end_j) > SCALE + ALIKE:
        return False
    if mended:
        return True
    tried_i, tried_j = of[KEPT_I] + of[WAY_I] * step_i, of[KEPT_J] + of[WAY_J] * step_j
    return tried_i <= SCALE + ALIKE and tried_j <= SCALE + ALIKE


@njit(cache=True, nogil=True, error_model="numpy")
def _room(
    x: Floats,
    y: Floats,
    w: Floats,
    total: Floats,
    sums: Floats,
    seen: Floats,
    supplier: int,
    demander: int,
    k: int,
    way: float,
    step: float,
    mended: bool,
) -> float:
    """How far the supplier may go before the outcome, as the demander reckons it, passes the
    demander's position.
    """
    weight = w[supplier, k]
    number = sums[demander, k] + weight * (y[supplier, k] - seen[demander, k, supplier])
    gap = way * (x[demander, k] - number / total[k])
    if gap < ALIKE:
        return 0.0 if mended else step
    return gap * total[k] / weight


@njit(cache=True, nogil=True, error_model="numpy")
def _realise(
    pair: Ints,
    of: Floats,
    y: Floats,
    w: Floats,
    sums: Floats,
    seen: Floats,
    noted: Flags,
    mended: bool,
) -> None:
    """Both move, and each takes note of what the other did for it."""
    i, j, p, q = pair[0], pair[1], pair[2], pair[3]
    y[i, q], y[j, p] = of[END_I], of[END_J]
    if mended or not noted[j, q, i]:
        sums[j, q] += w[i, q] * (of[END_I] - seen[j, q, i])
        seen[j, q, i], noted[j, q, i] = of[END_I], True
    if mended or not noted[i, p, j]:
        sums[i, p] += w[j, p] * (of[END_J] - seen[i, p, j])
        seen[i, p, j], noted[i, p, j] = of[END_J], True


@njit(cache=True, nogil=True, error_model="numpy")
def _touched(pair: Ints, chosen: Ints, of: Floats) -> bool:
    """Whether an exchange must be settled anew after the chosen one, its tried steps noted."""
    i, j, p, q = pair[0], pair[1], pair[2], pair[3]
    a, b, d, t = chosen[0], chosen[1], chosen[2], chosen[3]
    i_moved = (i == a and q == t) or (i == b and q == d)
    j_moved = (j == a and p == t) or (j == b and p == d)
    if i_moved:
        of[KEPT_I] += of[LAST_I]
    if j_moved:
        of[KEPT_J] += of[LAST_J]
    i_served = (i == a and p == d) or (i == b and p == t)
    j_served = (j == a and q == d) or (j == b and q == t)
    return i_moved or j_moved or i_served or j_served


@njit(cache=True, nogil=True, error_model="numpy")
def _merged(
    kept: Ints, same: int, changed: Ints, other: int, gains: Ints, place: Ints, order: Ints
) -> int:
    """All that remain by falling gain, ties by their former place, into `order`."""
    new = changed[:other][np.argsort(-gains[changed[:other]], kind="mergesort")]
    a, b = 0, 0
    while a < same or b < other:
        if b == other:
            take = True
        elif a == same:
            take = False
        else:
            one, two = gains[kept[a]], gains[new[b]]
            take = one > two or (one == two and place[kept[a]] < place[new[b]])
        order[a + b] = kept[a] if take else new[b]
        if take:
            a += 1
        else:
            b += 1
    return same + other


@njit(cache=True, nogil=True, error_model="numpy")
def _tell(
    pair: Ints,
    of: Floats,
    before: Floats,
    number: int,
    x: Floats,
    s: Floats,
    w: Floats,
    here: Flags,
    left: Flags,
    total: Floats,
    outcome: Floats,
    effects: Floats,
    who: Ints,
    record: Floats,
) -> None:
    """What a realised exchange does to everyone; `before`: where both stood."""
    i, j, p, q = pair[0], pair[1], pair[2], pair[3]
    old_q, old_p = outcome[q], outcome[p]
    outcome[q] += w[i, q] * (of[END_I] - before[0]) / total[q]
    outcome[p] += w[j, p] * (of[END_J] - before[1]) / total[p]
    effects[i, OWN] += of[GAIN_I]
    effects[j, OWN] += of[GAIN_J]
    same_side = left[i, p] == left[i, q]
    for a in range(len(x)):
        if a in (i, j):
            continue
        felt = 0.0
        if here[a, p]:
            felt += s[a, p] * (abs(old_p - x[a, p]) - abs(outcome[p] - x[a, p]))
        if here[a, q]:
            felt += s[a, q] * (abs(old_q - x[a, q]) - abs(outcome[q] - x[a, q]))
        inner = here[a, p] and here[a, q] and (left[a, p] == left[a, q]) == same_side
        effects[a, (IN_UP if inner else OUT_UP) + (0 if felt > 0.0 else 1)] += felt
    if number < len(who):
        who[number] = pair
        row = record[number]
        row[FROM_I], row[TO_I], row[FROM_J], row[TO_J] = before[0], of[END_I], before[1], of[END_J]
        row[OWN_I], row[OWN_J] = of[GAIN_I], of[GAIN_J]
