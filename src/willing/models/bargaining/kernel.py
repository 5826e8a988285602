"""The expected-utility model over many draws, in compiled code: the turns of `challenge`.

Each draw is scalar code over flat lists of pairs i < j of actors in the order of their positions:
logarithms once for each pair, powers as 2^(r log2 d) by series of our own (libm's `pow` takes ten
times as long), votes of third parties as differences of prefix sums at the midpoint. Numba
compiles it once per machine (some ten seconds) and keeps the result beside this file or in the
user's cache; `engine` imports this module only for many draws.
"""

from __future__ import annotations

from math import factorial, log

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic
from numpy.typing import NDArray

from willing.models.bargaining.challenge import AGREED, CAPITULATION, COMPROMISE, CONFRONTATION, TIE
from willing.models.bargaining.median import EVEN

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ONE = np.uint64(1023 << 52)
BIAS = np.uint64(1023)
HALF_ROOT = np.uint64(0x3FE6A09E667F3BCD - (1023 << 52) & (1 << 64) - 1)
"""The bits of the root of 1/2, less those of 1."""

SHIFT = 6755399441055744.0
"""1.5 * 2^52: added to a number, it leaves the nearest whole number in the lowest bits."""

PLACES = np.uint64(52)
"""The bits of a double's fraction."""

LOG = tuple(2.0 / log(2.0) / (2 * k + 1) for k in range(10))
"""log2(m) = sum_k LOG[k] t^(2k+1), t = (m - 1) / (m + 1), to 1e-16 for m from 0.7 to 1.42."""

EXP = tuple(log(2.0) ** k / factorial(k) for k in range(13))
"""2^f = sum_k EXP[k] f^k, to 2e-16 for |f| <= 1/2."""

TINY = 1e-300
"""Stands for 0 under a logarithm: any power of it is negligible."""

LEAST_POWER = -1000.0
"""2 to less is none."""


@intrinsic
def _bits(typingctx, number):  # type: ignore[no-untyped-def]  # noqa: ARG001
    """The bits of a double as a whole number."""

    def generate(context, builder, signature, args):  # type: ignore[no-untyped-def]  # noqa: ARG001
        return builder.bitcast(args[0], ir.IntType(64))

    return types.uint64(types.float64), generate


@intrinsic
def _double(typingctx, bits):  # type: ignore[no-untyped-def]  # noqa: ARG001
    """The double of these bits."""

    def generate(context, builder, signature, args):  # type: ignore[no-untyped-def]  # noqa: ARG001
        return builder.bitcast(args[0], ir.DoubleType())

    return types.float64(types.uint64), generate


@njit(inline="always", error_model="numpy")
def _log2(v: float) -> float:
    """The logarithm of a positive normal number."""
    bits = _bits(v)
    biased = (bits - HALF_ROOT) >> PLACES
    m = _double(bits - ((biased - BIAS) << PLACES))
    whole = _double(biased + _bits(SHIFT)) - (SHIFT + 1023.0)
    t = (m - 1.0) / (m + 1.0)
    u = t * t
    v = u * u
    low = (LOG[0] + LOG[1] * u) + v * (LOG[2] + LOG[3] * u)
    high = (LOG[4] + LOG[5] * u) + v * (LOG[6] + LOG[7] * u)
    return whole + t * (low + v * v * (high + v * v * (LOG[8] + LOG[9] * u)))


@njit(inline="always", error_model="numpy")
def _exp2(v: float) -> float:
    """2^v for v <= 0."""
    v = max(v, LEAST_POWER)
    shifted = v + SHIFT
    f = v - (shifted - SHIFT)
    g = f * f
    h = g * g
    low = (EXP[0] + EXP[1] * f) + g * (EXP[2] + EXP[3] * f)
    middle = (EXP[4] + EXP[5] * f) + g * (EXP[6] + EXP[7] * f)
    high = (EXP[8] + EXP[9] * f) + g * (EXP[10] + EXP[11] * f)
    total = low + h * (middle + h * (high + h * EXP[12]))
    return total * _double((_bits(shifted) << PLACES) + ONE)


@njit(cache=True, nogil=True, error_model="numpy")
def powers(v: Floats, r: Floats, out: Floats) -> None:
    """v^r for v in [0, 1], elementwise: what the kernel computes with, for the tests."""
    for k in range(v.size):
        out[k] = _exp2(r[k] * _log2(max(v[k], TINY)))


NONE = 99.0
"""No offer: above whatever stands for one."""

# The choices of a reading, as whole numbers in this order.
ALL_PAIRS, LINEAR, OWN_RIVAL, BY_MEDIAN, OPEN, STRONGEST, LOWEST, TO_MEAN, CURRENT, YIELDS = range(
    10
)

# What is kept by pair i < j, one row of `flat` each; LOWER is i's and UPPER j's, A and B are
# their expected utilities of challenging and of being challenged.
(D, UP, DOWN, LOG_NEAR, LOG_FAR, LOWER, UPPER, GAIN_I, LOSS_I, GAIN_J, LOSS_J, QUIET_I, QUIET_J,
 RISK_I, RISK_J, A_I, B_I, A_J, B_J) = range(19)  # fmt: skip


@njit(cache=True, nogil=True, error_model="numpy")
def play(
    positions: Floats,
    weights: Floats,
    saliences: Floats,
    choices: Ints,
    status_quo: float,
    medians: Floats,
    means: Floats,
    last: Floats,
) -> None:
    """The turns of every draw: (draws, actors) in; medians and means (draws, turns + 1) and the
    last positions (draws, actors) out.
    """
    draws, n = positions.shape
    pairs = n * (n - 1) // 2
    who, taken = np.empty(n, dtype=np.int64), np.empty(n, dtype=np.int64)
    low, high, side = _pairs(n)
    x, w, s, r, after = np.empty(n), np.empty(n), np.empty(n), np.empty(n), np.empty(n)
    best, flat = np.empty(n), np.empty((19, pairs))
    sums, square = np.empty((n + 1, n)), np.empty((n, n))
    for draw in range(draws):
        for i in range(n):
            who[i] = i
            after[i] = positions[draw, i]
        _sort(after, who)
        first = after[n - 1] - after[0]
        for count in range(medians.shape[1]):
            for i in range(n):
                x[i], w[i], s[i] = after[i], weights[draw, who[i]], saliences[draw, who[i]]
            medians[draw, count], means[draw, count] = _centre(x, w)
            span = x[n - 1] - x[0]
            if count + 1 == medians.shape[1] or span <= AGREED * first or first <= 0:
                for rest in range(count + 1, medians.shape[1]):
                    medians[draw, rest] = medians[draw, count]
                    means[draw, rest] = means[draw, count]
                break
            if choices[CURRENT] == 0:
                span = first
            mu = medians[draw, count]
            _measure(x, span, flat[D], side)
            _distances(x, span, square)
            _votes(w, square, side, sums, flat[UP], flat[DOWN])
            _shares(flat[D], choices[ALL_PAIRS], flat[UP], flat[DOWN])
            _exponents(x, s, flat, mu, span, choices[BY_MEDIAN], status_quo, r)
            if choices[LINEAR] == 0:
                _raise(r, low, high, flat, square)
                _votes(w, square, side, sums, flat[UP], flat[DOWN])
                _shares(flat[D], choices[ALL_PAIRS], flat[UP], flat[DOWN])
            _expect(x, s, mu, span, choices, status_quo, low, high, r, best, flat)
            _settle(x, who, span, low, high, flat, choices, square, best, taken, after)
            _sort(after, who)
        for i in range(n):
            last[draw, who[i]] = after[i]


@njit(cache=True, nogil=True, error_model="numpy")
def _sort(x: Floats, who: Ints) -> None:
    """By position, equal ones as they are listed."""
    for i in range(1, x.size):
        value, one = x[i], who[i]
        j = i
        while j > 0 and (x[j - 1] > value or (x[j - 1] >= value and who[j - 1] > one)):
            x[j], who[j] = x[j - 1], who[j - 1]
            j -= 1
        x[j], who[j] = value, one


@njit(cache=True, nogil=True, error_model="numpy")
def _centre(x: Floats, w: Floats) -> tuple[float, float]:
    """The weighted median and mean of sorted positions."""
    total, moment = 0.0, 0.0
    for i in range(x.size):
        total += w[i]
        moment += w[i] * x[i]
    below, place = 0.0, 0
    for i in range(x.size):
        below += w[i]
        place = i
        if below >= (0.5 - EVEN) * total:
            break
    return x[place], moment / total


@njit(cache=True, nogil=True, error_model="numpy")
def _measure(x: Floats, span: float, d: Floats, side: Ints) -> None:
    """Distances, and how many stand below the midpoint, by pair."""
    n = x.size
    unit = 1.0 / span
    t = 0
    for i in range(n):
        k = i
        for j in range(i + 1, n):
            middle = (x[i] + x[j]) / 2
            while x[k] < middle:
                k += 1
            d[t] = (x[j] - x[i]) * unit
            side[t] = k
            t += 1
    for t in range(d.size):
        d[t] = 0.0 if d[t] <= TIE else 1.0 if d[t] >= 1.0 - TIE else d[t]


@njit(cache=True, nogil=True, error_model="numpy")
def _pairs(n: int) -> tuple[Ints, Ints, Ints]:
    """The lower and the upper actor of each pair, and room for a third number."""
    low = np.empty(n * (n - 1) // 2, dtype=np.int64)
    high = np.empty_like(low)
    t = 0
    for i in range(n):
        for j in range(i + 1, n):
            low[t], high[t] = i, j
            t += 1
    return low, high, np.empty_like(low)


@njit(cache=True, nogil=True, error_model="numpy")
def _distances(x: Floats, span: float, square: Floats) -> None:
    """Distances in ranges, as a table by voter and position."""
    n = x.size
    unit = 1.0 / span
    for k in range(n):
        for j in range(n):
            square[k, j] = abs(x[k] - x[j]) * unit


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def _raise(r: Floats, low: Ints, high: Ints, flat: Floats, square: Floats) -> None:
    """Every voter's distances to the power of its exponent."""
    logs, lower, upper = flat[LOG_NEAR], flat[LOWER], flat[UPPER]
    _by_pair(r, low, high, lower, upper)
    for t in range(low.size):
        logs[t] = _log2(max(flat[D, t], TINY))
    _powers(lower, logs, flat[GAIN_I])
    _powers(upper, logs, flat[GAIN_J])
    _mirror(flat[GAIN_I], flat[GAIN_J], 0.0, square)


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def _powers(r: Floats, logs: Floats, out: Floats) -> None:
    for t in range(out.size):
        out[t] = _exp2(r[t] * logs[t])


@njit(cache=True, nogil=True, error_model="numpy")
def _expect(
    x: Floats,
    s: Floats,
    mu: float,
    span: float,
    choices: Ints,
    status_quo: float,
    low: Ints,
    high: Ints,
    r: Floats,
    quiet: Floats,
    flat: Floats,
) -> None:
    """What everyone expects of challenging everyone."""
    _logarithms(flat[D], flat[LOG_NEAR], flat[LOG_FAR])
    _by_pair(r, low, high, flat[LOWER], flat[UPPER])
    _worth(flat[LOWER], flat[LOG_NEAR], flat[GAIN_I])
    _worth(flat[LOWER], flat[LOG_FAR], flat[LOSS_I])
    _worth(flat[UPPER], flat[LOG_NEAR], flat[GAIN_J])
    _worth(flat[UPPER], flat[LOG_FAR], flat[LOSS_J])
    for i in range(x.size):
        quiet[i] = status_quo * (2.0 - 4.0 * _exp2(-r[i]))
    _by_pair(quiet, low, high, flat[QUIET_I], flat[QUIET_J])
    _by_pair(s, low, high, flat[LOWER], flat[UPPER])
    _risk(flat[UPPER], flat[UP], flat[RISK_I])
    _risk(flat[LOWER], flat[DOWN], flat[RISK_J])
    _expected(flat[GAIN_I], flat[LOSS_I], flat[RISK_I], flat[QUIET_I], flat[A_I])
    _expected(flat[GAIN_I], flat[LOSS_I], flat[RISK_J], flat[QUIET_I], flat[B_I])
    _expected(flat[GAIN_J], flat[LOSS_J], flat[RISK_J], flat[QUIET_J], flat[A_J])
    _expected(flat[GAIN_J], flat[LOSS_J], flat[RISK_I], flat[QUIET_J], flat[B_J])
    if status_quo < 1.0:
        _drift(x, r, mu, span, choices[BY_MEDIAN], 1.0 - status_quo, flat)
    if choices[OWN_RIVAL]:
        for t in range(low.size):
            flat[B_I, t], flat[B_J, t] = flat[A_J, t], flat[A_I, t]


@njit(cache=True, nogil=True, error_model="numpy")
def _mirror(lower: Floats, upper: Floats, diagonal: float, square: Floats) -> None:
    """A table by actor and rival of what is known by pair."""
    n = square.shape[0]
    t = 0
    for i in range(n):
        square[i, i] = diagonal
        for j in range(i + 1, n):
            square[i, j] = lower[t]
            square[j, i] = upper[t]
            t += 1


@njit(cache=True, nogil=True, error_model="numpy")
def _by_pair(values: Floats, low: Ints, high: Ints, lower: Floats, upper: Floats) -> None:
    """What is known by actor, of both actors of each pair."""
    for t in range(low.size):
        lower[t] = values[low[t]]
        upper[t] = values[high[t]]


@njit(cache=True, nogil=True, error_model="numpy")
def _votes(w: Floats, square: Floats, side: Ints, sums: Floats, up: Floats, down: Floats) -> None:
    """Votes for i against j into `up`, for j against i into `down`.

    `square`: |x_k - x_j|^r_k, voters k in rows.
    """
    n = w.size
    for j in range(n):
        sums[0, j] = 0.0
    for k in range(n):
        for j in range(n):
            sums[k + 1, j] = sums[k, j] + w[k] * square[k, j]
    t = 0
    for i in range(n):
        for j in range(i + 1, n):
            below = sums[side[t], j] - sums[side[t], i]
            up[t] = below
            down[t] = below - (sums[n, j] - sums[n, i])
            t += 1


@njit(cache=True, nogil=True, error_model="numpy")
def _shares(d: Floats, all_pairs: int, up: Floats, down: Floats) -> None:
    """From votes to P_ij in `up` and P_ji in `down`."""
    for t in range(d.size):
        up[t] = max(up[t], 0.0) if d[t] > 0.0 else 0.0
        down[t] = max(down[t], 0.0) if d[t] > 0.0 else 0.0
    if all_pairs:
        share = 0.5 / max(_total(up) + _total(down), TINY)
        for t in range(d.size):
            up[t] *= share
            down[t] *= share
    else:
        for t in range(d.size):
            share = 1.0 / max(up[t] + down[t], TINY)
            up[t] *= share
            down[t] *= share


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"reassoc"})
def _total(values: Floats) -> float:
    total = 0.0
    for t in range(values.size):
        total += values[t]
    return total


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"reassoc", "contract"})
def _exponents(
    x: Floats,
    s: Floats,
    flat: Floats,
    mu: float,
    span: float,
    by_median: int,
    status_quo: float,
    r: Floats,
) -> None:
    """The exponents r, from the security of a first pass with r = 1."""
    n = x.size
    for i in range(n):
        r[i] = 0.0
    start = 0
    for i in range(n):
        own = 0.0
        for j in range(i + 1, n):
            t = start + j - i - 1
            own += flat[D, t] * (2.0 - 4.0 * s[i] * (1.0 - flat[DOWN, t]))
            r[j] += flat[D, t] * (2.0 - 4.0 * s[j] * (1.0 - flat[UP, t]))
        r[i] += own
        start += n - 1 - i
    if status_quo < 1.0:
        for i in range(n):
            for j in range(n):
                d = abs(x[i] - x[j]) / span
                quiet = _drifted(x[j], d, 1.0, mu, span, by_median) if i != j else 0.0
                r[i] -= (1.0 - status_quo) * quiet
    low, high = r[0], r[0]
    for i in range(n):
        low, high = min(low, r[i]), max(high, r[i])
    for i in range(n):
        if high - low <= TIE:
            r[i] = 1.0
        else:
            stretched = (2.0 * r[i] - high - low) / (high - low)
            r[i] = (1.0 - stretched / 3.0) / (1.0 + stretched / 3.0)


@njit(cache=True, nogil=True, error_model="numpy")
def _drifted(x_i: float, d: float, r: float, mu: float, span: float, by_median: int) -> float:
    """What i expects where things change without its challenge."""
    far = abs(x_i - mu) / span
    better = by_median == 0 or far < d - TIE
    value = 0.5 - 0.25 * (far + d) if better else 0.5 + 0.25 * (far + d)
    return 2.0 - 4.0 * _exp2(r * _log2(value if value > TIE else TINY))


@njit(cache=True, nogil=True, error_model="numpy")
def _drift(
    x: Floats, r: Floats, mu: float, span: float, by_median: int, chance: float, flat: Floats
) -> None:
    """Take off what each expects where things change without a challenge."""
    n = x.size
    t = 0
    for i in range(n):
        for j in range(i + 1, n):
            d = flat[D, t]
            flat[A_I, t] -= chance * _drifted(x[i], d, r[i], mu, span, by_median)
            flat[B_I, t] -= chance * _drifted(x[j], d, r[i], mu, span, by_median)
            flat[A_J, t] -= chance * _drifted(x[j], d, r[j], mu, span, by_median)
            flat[B_J, t] -= chance * _drifted(x[i], d, r[j], mu, span, by_median)
            t += 1


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def _logarithms(d: Floats, log_near: Floats, log_far: Floats) -> None:
    """Of .5 - .5 d and of .5 + .5 d."""
    for t in range(d.size):
        log_near[t] = _log2(max(0.5 - 0.5 * d[t], TINY))
    for t in range(d.size):
        log_far[t] = _log2(0.5 + 0.5 * d[t])


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def _worth(r: Floats, logs: Floats, out: Floats) -> None:
    for t in range(out.size):
        out[t] = 2.0 - 4.0 * _exp2(r[t] * logs[t])


@njit(cache=True, nogil=True, error_model="numpy")
def _risk(salience: Floats, chance: Floats, out: Floats) -> None:
    """The probability that a challenge is answered and lost."""
    for t in range(out.size):
        out[t] = salience[t] * (1.0 - chance[t])


@njit(cache=True, nogil=True, error_model="numpy")
def _expected(gain: Floats, loss: Floats, risk: Floats, quiet: Floats, out: Floats) -> None:
    for t in range(out.size):
        out[t] = gain[t] - risk[t] * (gain[t] - loss[t]) - quiet[t]


@njit(cache=True, nogil=True, error_model="numpy")
def _settle(
    x: Floats,
    who: Ints,
    span: float,
    low: Ints,
    high: Ints,
    flat: Floats,
    choices: Ints,
    square: Floats,
    best: Floats,
    taken: Ints,
    after: Floats,
) -> None:
    """Everyone's next position, by the offer that it likes best.

    Of the offers that are liked as well as the best one the least move counts where threats were
    compared; then the rival that is listed first.
    """
    n = x.size
    if choices[LOWEST]:
        for i in range(n):
            best[i] = (x[i] - x[0]) / span
        _by_pair(best, low, high, flat[LOWER], flat[UPPER])
    _dislike(flat[D], flat[A_I], flat[B_I], flat[LOWER], 1.0, choices, flat[GAIN_I])
    _dislike(flat[D], flat[A_J], flat[B_J], flat[UPPER], -1.0, choices, flat[GAIN_J])
    _mirror(flat[GAIN_J], flat[GAIN_I], NONE, square)
    _best(square, best)
    if choices[STRONGEST]:
        _moves(flat[D], flat[A_I], flat[B_I], choices[TO_MEAN], flat[GAIN_I])
        _moves(flat[D], flat[A_J], flat[B_J], choices[TO_MEAN], flat[GAIN_J])
        _narrow(flat[GAIN_I], flat[GAIN_J], best, square)
        _best(square, best)
    for i in range(n):
        taken[i] = -1
        best[i] = best[i] + TIE if best[i] < NONE else -NONE
    for j in range(n):
        for i in range(n):
            if square[j, i] <= best[i] and (taken[i] < 0 or who[j] < who[taken[i]]):
                taken[i] = j
    for i in range(n):
        after[i] = x[i] if taken[i] < 0 else _end(x, i, taken[i], flat, choices)


@njit(cache=True, nogil=True, error_model="numpy")
def _dislike(
    d: Floats, a: Floats, b: Floats, at: Floats, way: float, choices: Ints, out: Floats
) -> None:
    """How little each likes each offer: 4 times its kind plus the move, or the threat turned.

    `at`: where the actor stands, in ranges from the lowest; `way`: 1 where the rival is above.
    """
    conflict, yields = choices[OPEN] == 0, choices[YIELDS] == 1
    strongest, lowest, to_mean = choices[STRONGEST], choices[LOWEST], choices[TO_MEAN]
    for t in range(out.size):
        pressed = (d[t] > 0.0) & (b[t] > TIE)
        weaker = pressed & (a[t] < -TIE)
        meets = weaker & (b[t] > TIE - a[t])
        loses = pressed & (a[t] > TIE) & (b[t] > a[t] + TIE) & conflict
        mean = d[t] * b[t] / (b[t] - a[t])
        middle = mean if to_mean else -d[t] * a[t] / b[t]
        point = at[t] + way * mean if lowest else middle
        key = point if meets else d[t]
        kind = 4.0 * COMPROMISE if meets else 4.0 * CAPITULATION
        kind = 4.0 * CONFRONTATION if loses else kind
        value = -b[t] if strongest else kind + key
        out[t] = value if loses | meets | (weaker & yields) else NONE


@njit(cache=True, nogil=True, error_model="numpy")
def _moves(d: Floats, a: Floats, b: Floats, to_mean: int, out: Floats) -> None:
    """How far each would move, in ranges."""
    for t in range(out.size):
        share = b[t] / (b[t] - a[t]) if to_mean else -a[t] / b[t]
        out[t] = d[t] * share if (a[t] < -TIE) & (b[t] > TIE - a[t]) else d[t]


@njit(cache=True, nogil=True, error_model="numpy")
def _best(square: Floats, best: Floats) -> None:
    """The best of each column."""
    n = best.size
    for i in range(n):
        best[i] = NONE
    for j in range(n):
        for i in range(n):
            best[i] = min(best[i], square[j, i])


@njit(cache=True, nogil=True, error_model="numpy")
def _narrow(lower: Floats, upper: Floats, best: Floats, square: Floats) -> None:
    """Moves in place of threats where one is as strong as the best, to rounding; else no offer."""
    n = best.size
    t = 0
    for i in range(n):
        for j in range(i + 1, n):
            square[j, i] = lower[t] if square[j, i] <= min(best[i] + TIE, 0.0) else NONE
            square[i, j] = upper[t] if square[i, j] <= min(best[j] + TIE, 0.0) else NONE
            t += 1


@njit(cache=True, nogil=True, error_model="numpy")
def _end(x: Floats, i: int, j: int, flat: Floats, choices: Ints) -> float:
    """Where i ends that takes the offer of j."""
    n = x.size
    low, high = min(i, j), max(i, j)
    t = low * (2 * n - low - 1) // 2 + high - low - 1
    a = flat[A_I, t] if i < j else flat[A_J, t]
    b = flat[B_I, t] if i < j else flat[B_J, t]
    if a >= -TIE or b <= TIE - a:
        return x[j]
    if choices[TO_MEAN]:
        return (b * x[j] - a * x[i]) / (b - a)
    return x[i] - (x[j] - x[i]) * (a / b)
