"""The formation model in compiled code: draws, fixed points and counts, 64 worlds to a word.

The same integers as `worlds` and `fixed_points` give in NumPy, many times faster. Numba compiles
each function once per machine (half a minute in all) and keeps the result beside this file or in
the user's cache; importing this module costs half a second, so `engine` does so only for many
worlds.
"""

from __future__ import annotations

from math import log, sqrt

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

from willing.models.draws import DIGITS, LN2, SERIES, Floats
from willing.models.formation.bits import LANES, Bools, Grains, Words
from willing.models.formation.program import (
    ACTOR_BITS,
    AND,
    ANY,
    EVENT,
    JOINED,
    KIND_BITS,
    MEMBERS,
    NO_EVENT,
    OR,
    TOTAL,
    YES,
    Rows,
)
from willing.models.normal import _CENTRE, _SHOULDER, _TAIL, quantile

TILE = 16
"""Words that are settled together: their sums fit into the nearest cache."""

Word = np.uint64
Terms = tuple[float, ...]

ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
NIL = np.uint64(0)
ONE = np.uint64(1)

LOWER = np.int64(0xFFFFFFFF)
"""The lower half of a number: sums are kept in two halves, so that none overflows."""

ROUND = (np.uint64(0xD2E7470EE14C6C93), np.uint64(0xCA5A826395121157))
WEYL = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBB67AE8584CAA73B))
"""The multipliers and the steps of the key of Philox 4x64 (Salmon et al. 2011)."""

FIRST = 12
"""So many digits of the uniform behind a latent are drawn first: they nearly always decide."""

EDGES = -quantile(np.clip(np.arange((1 << FIRST) + 1) * 2.0**-FIRST, 2.0**-40, 1 - 2.0**-40))
"""The latent at the edges of the intervals that these digits tell apart, falling."""

NEAR = 1e-9
"""Rounding of these numbers, with room to spare."""


@intrinsic
def _product(typingctx, a, b):  # type: ignore[no-untyped-def]  # noqa: ARG001
    """A product of 128 bits: its upper and its lower half."""
    halves = types.UniTuple(types.uint64, 2)

    def generate(context, builder, signature, args):  # type: ignore[no-untyped-def]  # noqa: ARG001
        wide, half = ir.IntType(128), ir.IntType(64)
        product = builder.mul(builder.zext(args[0], wide), builder.zext(args[1], wide))
        high = builder.trunc(builder.lshr(product, ir.Constant(wide, 64)), half)
        return context.make_tuple(builder, halves, [high, builder.trunc(product, half)])

    return halves(types.uint64, types.uint64), generate


@intrinsic
def _ones(typingctx, a):  # type: ignore[no-untyped-def]  # noqa: ARG001
    """How many bits are set."""

    def generate(context, builder, signature, args):  # type: ignore[no-untyped-def]  # noqa: ARG001
        return builder.ctpop(args[0])

    return types.int64(types.uint64), generate


@njit(inline="always")
def _philox(c0: Word, c1: Word, k0: Word, k1: Word) -> tuple[Word, Word, Word, Word]:
    """Four words of the generator for one value of the counter."""
    c2, c3 = NIL, NIL
    for _ in range(10):
        high, low = _product(c0, ROUND[0])
        high2, low2 = _product(c2, ROUND[1])
        c0, c1, c2, c3 = high2 ^ c1 ^ k0, low2, high ^ c3 ^ k1, low
        k0 += WEYL[0]
        k1 += WEYL[1]
    return c0, c1, c2, c3


@njit(inline="always")
def _polynomial(c: Terms, x: float) -> float:
    return (
        (((((c[0] * x + c[1]) * x + c[2]) * x + c[3]) * x + c[4]) * x + c[5]) * x + c[6]
    ) * x + c[7]


@njit
def _quantile(p: float) -> float:
    """As `normal.quantile`, of one number."""
    q = p - 0.5
    if abs(q) > 0.425:
        return _far_quantile(p)
    r = 0.180625 - q * q
    return q * (_polynomial(_CENTRE[0], r) / _polynomial(_CENTRE[1], r))


@njit
def _far_quantile(p: float) -> float:
    r = sqrt(-log(p if p < 0.5 else 1.0 - p))
    if r <= 5.0:
        far = _polynomial(_SHOULDER[0], r - 1.6) / _polynomial(_SHOULDER[1], r - 1.6)
    else:
        far = _polynomial(_TAIL[0], r - 5.0) / _polynomial(_TAIL[1], r - 5.0)
    return -far if p < 0.5 else far


@njit(inline="always")
def _quantiles(p: Floats, out: Floats) -> None:
    """As `normal.quantile`, of many numbers: first as if all were near the middle."""
    for lane in range(p.size):
        q = p[lane] - 0.5
        r = 0.180625 - q * q
        out[lane] = q * (_polynomial(_CENTRE[0], r) / _polynomial(_CENTRE[1], r))
    for lane in range(p.size):
        if abs(p[lane] - 0.5) > 0.425:
            out[lane] = _far_quantile(p[lane])


@njit(cache=True, nogil=True)
def below(seed: Word, key: Word, bound: int, first: int, out: Words) -> None:
    """As `draws.below`, for the bound `lattice(p)`: fills `out`, shape (words,)."""
    for word in range(out.size):
        less, open_ = NIL, ALL
        batch, place = 0, DIGITS - 1
        while open_ != NIL and place >= 0:
            for digit in _philox(np.uint64(first + word + 1), np.uint64(batch), seed, key):
                if (bound >> place) & 1:
                    less |= open_ & ~digit
                    open_ &= digit
                else:
                    open_ &= ~digit
                place -= 1
            batch += 1
        out[word] = less


@njit(cache=True, nogil=True)
def normals(seed: Word, key: Word, first: int, out: Floats) -> None:
    """As `draws.normals`, from world 64 `first` on: fills `out`, shape (64 words,)."""
    uniform = np.empty(out.size)
    _uniforms(seed, key, first, uniform)
    _quantiles(uniform, out)


@njit(inline="always")
def _uniforms(seed: Word, key: Word, first: int, out: Floats) -> None:
    for eight in range(out.size // 8):
        drawn = _philox(np.uint64(first * 8 + eight + 1), NIL, seed, key)
        for half in range(4):
            word = drawn[half]
            at = 8 * eight + 2 * half
            out[at] = (np.float64(word & np.uint64(0xFFFFFFFF)) + 0.5) * 2.0**-32
            out[at + 1] = (np.float64(word >> np.uint64(32)) + 0.5) * 2.0**-32


@njit(cache=True, nogil=True)
def triangular(
    seed: Word, key: Word, first: int, low: float, mode: float, high: float, grain: int, out: Grains
) -> None:
    """Amounts of a triangular distribution, in grains: fills `out`, shape (64 words,)."""
    uniform = np.empty(out.size)
    _uniforms(seed, key, first, uniform)
    width = high - low
    up, down, turn = width * (mode - low), width * (high - mode), mode - low
    for lane in range(out.size):
        u = uniform[lane]
        rising = low + sqrt(u * up)
        falling = high - sqrt((1 - u) * down)
        uniform[lane] = (rising if u * width < turn else falling) * grain + SHIFT
    whole = uniform.view(np.int64)
    for lane in range(out.size):
        out[lane] = whole[lane] - SHIFTED


@njit(cache=True, nogil=True)
def lognormal(
    seed: Word,
    key: Word,
    first: int,
    mu: float,
    sigma: float,
    most: float,
    grain: int,
    coarse: int,
    out: Grains,
) -> None:
    """Amounts of a log-normal distribution, in grains: fills `out`, shape (64 words,)."""
    uniform = np.empty(out.size)
    normal = np.empty(out.size)
    _uniforms(seed, key, first, uniform)
    _quantiles(uniform, normal)
    power = np.empty(out.size, dtype=np.int64)
    for lane in range(out.size):
        x = mu + sigma * normal[lane]
        k = np.rint(x * (1.0 / LN2))
        normal[lane] = _series(x - k * LN2)
        power[lane] = (np.int64(k) + 1023) << 52
    scale = power.view(np.float64)
    for lane in range(out.size):
        value = min(normal[lane] * scale[lane], most)
        out[lane] = np.int64(np.rint(value * (grain // coarse))) * coarse


@njit(inline="always")
def _series(g: float) -> float:
    """As in `draws.exponential`."""
    total = SERIES[0]
    for term in SERIES[1:]:
        total = total * g + term
    return total


SHIFT = 1.5 * 2.0**52
SHIFTED = np.array([SHIFT]).view(np.int64)[0]
"""Added to a number below 2**51 it leaves the nearest whole number in the lower bits."""


@njit(inline="always")
def _exact_own(seed: Word, key: Word, word: Word, lane: int) -> float:
    """An actor's own part of its latent in one world, from all digits of its uniform."""
    number = np.int64(0)
    for batch in range(DIGITS // 4):
        for digit in _philox(word, np.uint64(batch), seed, key):
            number = 2 * number + np.int64((digit >> np.uint64(lane)) & ONE)
    return -_quantile((number + 0.5) * 2.0**-DIGITS)


@njit(cache=True, nogil=True)
def willing(
    seed: Word, key: Word, first: int, thresholds: Floats, scale: float, common: Floats, out: Words
) -> None:
    """Where e > (threshold - common part) / scale, for each pledge of one actor.

    `thresholds` (pledges,), `common` (64 words,); fills `out` (pledges, words). The first digits
    of the uniform behind e tell between which two numbers e lies; only where the limit lies
    between them too are all digits drawn.
    """
    rows = np.zeros(16, dtype=np.uint64)
    upper = np.empty(LANES)
    lower = np.empty(LANES)
    for word in range(out.shape[1]):
        counter = np.uint64(first + word + 1)
        rows[:] = NIL
        for batch in range(FIRST // 4):
            place = FIRST - 1 - 4 * batch
            for digit in _philox(counter, np.uint64(batch), seed, key):
                rows[place] = digit
                place -= 1
        _transposed(rows)
        for lane in range(LANES):
            number = (rows[lane & 15] >> np.uint64(lane & 48)) & np.uint64(0xFFFF)
            upper[lane] = EDGES[number]
            lower[lane] = EDGES[number + ONE]
        for pledge in range(thresholds.size):
            yes, maybe = NIL, NIL
            for lane in range(LANES):
                limit = (thresholds[pledge] - common[LANES * word + lane]) / scale
                yes |= np.uint64(lower[lane] > limit + NEAR) << np.uint64(lane)
                maybe |= np.uint64(upper[lane] > limit - NEAR) << np.uint64(lane)
            unsure = maybe & ~yes
            if unsure != NIL:
                for lane in range(LANES):
                    if (unsure >> np.uint64(lane)) & ONE:
                        own = _exact_own(seed, key, counter, lane)
                        if own > (thresholds[pledge] - common[LANES * word + lane]) / scale:
                            yes |= ONE << np.uint64(lane)
            out[pledge, word] = yes


@njit(inline="always")
def _transposed(rows: Words) -> None:
    """Transpose four blocks of 16 by 16 bits, side by side in 16 words (Warren 2012, "Hacker's
    Delight", section 7-3).
    """
    step, mask = 8, np.uint64(0x00FF00FF00FF00FF)
    while step:
        at = 0
        while at < 16:
            moved = ((rows[at] >> np.uint64(step)) ^ rows[at + step]) & mask
            rows[at + step] ^= moved
            rows[at] ^= moved << np.uint64(step)
            at = (at + step + 1) & ~step
        step >>= 1
        mask ^= mask << np.uint64(step)


@njit(inline="always")
def _add(words: Words, amounts: Grains, fixed: int, offset: int, sign: int, totals: Grains) -> None:
    """Add a pledge's amount to the totals, shape (64 words,), in the worlds that the words tell."""
    for word in range(words.size):
        here = words[word]
        if here == NIL:
            continue
        at = LANES * word
        if amounts.size == 0:
            step = sign * fixed
            for lane in range(LANES):
                totals[at + lane] += step & -np.int64((here >> np.uint64(lane)) & ONE)
        else:
            for lane in range(LANES):
                amount = sign * amounts[offset + at + lane]
                totals[at + lane] += amount & -np.int64((here >> np.uint64(lane)) & ONE)


@njit(cache=True, nogil=True)
def totals(
    active: Words, rows: Grains, fixed: Grains, place: Grains, drawn: Grains, out: Grains
) -> None:
    """Adds the amounts of the active pledges among `rows` to `out`, shape (64 words,)."""
    for row in rows:
        at = place[row]
        amounts = drawn[at] if at >= 0 else drawn[:0].ravel()
        _add(active[row], amounts, fixed[row], 0, 1, out)


@njit(cache=True, nogil=True)
def at_least(lanes: Grains, bound: int, out: Words) -> None:
    """Where a number, shape (64 words,), reaches a bound: fills `out`, shape (words,)."""
    for word in range(out.size):
        found = NIL
        for lane in range(LANES):
            found |= np.uint64(lanes[LANES * word + lane] >= bound) << np.uint64(lane)
        out[word] = found


@njit(cache=True, nogil=True)
def sums(
    active: Words, sides: Words, rows: Rows, kind_starts: Rows, fixed: Grains, place: Grains,
    drawn: Grains, required: Grains, met: Words, halves: Grains, missing: Grains,
    offered: Grains, lanes: Grains,
) -> None:  # fmt: skip
    """What comes together in each kind, in one pass over the worlds.

    The pledges of kind k are `rows[kind_starts[k]:kind_starts[k + 1]]`; `sides[0]` tells the
    worlds that count. Fills `met` (kinds, words); adds to `halves` (kinds, sides, 2) the totals
    among each side, to `missing` (kinds, 2) what is missing, to `offered` (offers, 2) what the
    pledges with random amounts bring, each as two halves of a sum; and, where it has room, writes
    the totals to `lanes` (kinds, 64 words).
    """
    total = np.empty(LANES, dtype=np.int64)
    for kind in range(kind_starts.size - 1):
        for word in range(active.shape[1]):
            total[:] = 0
            for at in range(kind_starts[kind], kind_starts[kind + 1]):
                row = rows[at]
                here = active[row, word]
                if here == NIL:
                    continue
                if place[row] < 0:
                    for lane in range(LANES):
                        total[lane] += fixed[row] & -np.int64((here >> np.uint64(lane)) & ONE)
                    continue
                among = here & sides[0, word]
                high, low = np.int64(0), np.int64(0)
                amounts = drawn[place[row], LANES * word : LANES * (word + 1)]
                for lane in range(LANES):
                    bit = np.uint64(lane)
                    total[lane] += amounts[lane] & -np.int64((here >> bit) & ONE)
                    brought = amounts[lane] & -np.int64((among >> bit) & ONE)
                    high += brought >> 32
                    low += brought & LOWER
                offered[row, 0] += high
                offered[row, 1] += low
            if lanes.shape[1]:
                lanes[kind, LANES * word : LANES * (word + 1)] = total
            for side in range(sides.shape[0]):
                here = sides[side, word]
                if here != NIL:
                    high, low = np.int64(0), np.int64(0)
                    for lane in range(LANES):
                        brought = total[lane] & -np.int64((here >> np.uint64(lane)) & ONE)
                        high += brought >> 32
                        low += brought & LOWER
                    halves[kind, side, 0] += high
                    halves[kind, side, 1] += low
            bound = required[kind]
            enough, high, low = NIL, np.int64(0), np.int64(0)
            for lane in range(LANES):
                enough |= np.uint64(total[lane] >= bound) << np.uint64(lane)
                counts = -np.int64((sides[0, word] >> np.uint64(lane)) & ONE)
                short = max(bound - total[lane], 0) & counts
                high += short >> 32
                low += short & LOWER
            met[kind, word] = enough
            missing[kind, 0] += high
            missing[kind, 1] += low


@njit(cache=True, nogil=True)
def pairs(x: Words, y: Words, out: Grains) -> None:
    """Adds to `out[i, j]` the number of worlds where both x[i] and y[j] say yes."""
    for i in range(x.shape[0]):
        for j in range(y.shape[0]):
            number = np.int64(0)
            for word in range(x.shape[1]):
                number += _ones(x[i, word] & y[j, word])
            out[i, j] += number


@njit(inline="always")
def _reaches(planes: Words, bound: int, word: int) -> Word:
    """Where a number in binary planes, shape (planes, words), is at least `bound`."""
    if bound <= 0:
        return ALL
    if bound >> planes.shape[0]:
        return NIL
    more, equal = NIL, ALL
    for plane in range(planes.shape[0] - 1, -1, -1):
        bit = planes[plane, word]
        if (bound >> plane) & 1:
            equal &= bit
        else:
            more |= equal & bit
            equal &= ~bit
    return more | equal


@njit(inline="always")
def _count_change(planes: Words, change: Word, rising: bool, word: int) -> None:
    """Add one to (or take one from) the binary planes where `change` says yes."""
    carry = change
    for plane in range(planes.shape[0]):
        if carry == NIL:
            break
        bit = planes[plane, word]
        planes[plane, word] = bit ^ carry
        carry &= bit if rising else ~bit


@njit(cache=True, nogil=True)
def settle(
    ops: Rows,
    starts: Rows,
    bounds: Grains,
    groups: Rows,
    group_starts: Rows,
    owner: Rows,
    kind: Rows,
    own: Rows,
    waits: Bools,
    listens: Words,
    depth: int,
    in_totals: Bools,
    happened: Words,
    willing: Words,
    sure: Words,
    fixed: Grains,
    place: Grains,
    drawn: Grains,
    kept: Words,
    rising: bool,
    active: Words,
    waves: Grains,
) -> None:
    """Move `active`, shape (offers, words), to the fixed point, as `fixed_points.settle` does.

    Pledges move one after the other, which needs fewer rounds and ends at the same point; where
    the rounds are counted (`waves` has columns), all of a round move together.
    """
    offers, words = willing.shape
    actors, kinds = waves.shape[0], in_totals.size
    in_rounds = waves.shape[1] > 0
    size = 1
    while actors >> size:
        size += 1
    stack = np.empty((depth, TILE), dtype=np.uint64)
    step = np.empty((offers, TILE), dtype=np.uint64)
    open_ = np.empty(TILE, dtype=np.uint64)
    news = np.empty(TILE, dtype=np.uint64)
    fresh = np.empty(TILE, dtype=np.uint64)
    rest = np.empty(LANES, dtype=np.int64)
    joined = np.empty((actors, TILE), dtype=np.uint64)
    planes = np.empty((size, TILE), dtype=np.uint64)
    sums = np.empty((kinds, TILE * LANES), dtype=np.int64)
    rows = np.empty(offers, dtype=np.int64)
    changed = np.empty(offers, dtype=np.int64)
    for first in range(0, words, TILE):
        n = min(TILE, words - first)
        sums[:] = 0
        planes[:] = NIL
        joined[:] = NIL
        for actor in range(actors):
            for at in range(group_starts[actor], group_starts[actor + 1]):
                for word in range(n):
                    joined[actor, word] |= active[groups[at], first + word]
            for word in range(n):
                _count_change(planes, joined[actor, word], True, word)
                if in_rounds:
                    waves[actor, 0] += _ones(joined[actor, word] & kept[first + word])
        for row in range(offers):
            rows[row] = row
            if in_totals[kind[row]]:
                here = active[row, first : first + n]
                at = place[row]
                amounts = drawn[at] if at >= 0 else drawn[:0].ravel()
                _add(here, amounts, fixed[row], first * LANES, 1, sums[kind[row]])
        count, number = offers, 0
        while True:
            moved = 0
            fresh[:] = NIL
            for place_ in range(count):
                row = rows[place_]
                some = NIL
                for word in range(n):
                    w = first + word
                    if rising:
                        open_[word] = willing[row, w] & ~active[row, w]
                    else:
                        open_[word] = active[row, w] & ~sure[row, w]
                    if number and not (news[word] | fresh[word]) & listens[row]:
                        open_[word] = NIL
                    some |= open_[word]
                if some == NIL:
                    continue
                _evaluate(
                    ops[starts[row] : starts[row + 1]], bounds, groups, group_starts, owner[row],
                    own[row], happened, active, fixed, place, drawn, first, n, open_, joined,
                    planes, sums, stack, rest,
                )  # fmt: skip
                some = NIL
                for word in range(n):
                    if rising:
                        step[row, word] = open_[word] & (stack[0, word] | sure[row, first + word])
                    else:
                        step[row, word] = open_[word] & ~stack[0, word]
                    some |= step[row, word]
                if some != NIL:
                    changed[moved] = row
                    moved += 1
                    if not in_rounds:
                        _move(
                            row, step, n, first, groups, group_starts, owner, kind, in_totals,
                            fixed, place, drawn, kept, rising, number, active, joined, planes,
                            sums, fresh, waves,
                        )  # fmt: skip
            if moved == 0:
                break
            for place_ in range(moved if in_rounds else 0):
                _move(
                    changed[place_], step, n, first, groups, group_starts, owner, kind, in_totals,
                    fixed, place, drawn, kept, rising, number, active, joined, planes, sums,
                    fresh, waves,
                )  # fmt: skip
            news[:] = fresh
            if number == 0:
                count = 0
                for row in range(offers):
                    if waits[row]:
                        rows[count] = row
                        count += 1
            number += 1


@njit(inline="always")
def _move(
    row: int, step: Words, n: int, first: int, groups: Rows, group_starts: Rows, owner: Rows,
    kind: Rows, in_totals: Bools, fixed: Grains, place: Grains, drawn: Grains, kept: Words,
    rising: bool, number: int, active: Words, joined: Words, planes: Words, sums: Grains,
    fresh: Words, waves: Grains,
) -> None:  # fmt: skip
    """Let one pledge move where `step` says, with all that is counted of it."""
    actor = owner[row]
    said = (ONE << np.uint64(1 + kind[row] % KIND_BITS)) | (
        ONE << np.uint64(1 + KIND_BITS + actor % ACTOR_BITS)
    )
    for word in range(n):
        if step[row, word] == NIL:
            continue
        active[row, first + word] ^= step[row, word]
        fresh[word] |= said
        now = NIL
        for at in range(group_starts[actor], group_starts[actor + 1]):
            now |= active[groups[at], first + word]
        change = now ^ joined[actor, word]
        if change != NIL:
            joined[actor, word] = now
            fresh[word] |= ONE
            _count_change(planes, change, rising, word)
            if waves.shape[1]:
                last = min(number, waves.shape[1] - 1)
                waves[actor, last] += _ones(change & kept[first + word])
    if in_totals[kind[row]]:
        amounts = drawn[place[row]] if place[row] >= 0 else drawn[:0].ravel()
        sign = 1 if rising else -1
        _add(step[row, :n], amounts, fixed[row], first * LANES, sign, sums[kind[row]])


@njit(inline="always")
def _evaluate(
    ops: Rows,
    bounds: Grains,
    groups: Rows,
    group_starts: Rows,
    actor: int,
    own: Rows,
    happened: Words,
    active: Words,
    fixed: Grains,
    place: Grains,
    drawn: Grains,
    first: int,
    n: int,
    open_: Words,
    joined: Words,
    planes: Words,
    sums: Grains,
    stack: Words,
    rest: Grains,
) -> None:
    """Run the operations of one condition on a tile; `stack[0]` holds the answer where open."""
    top = 0
    for number in range(ops.shape[0]):
        code, a, b = ops[number, 0], ops[number, 1], ops[number, 2]
        if code == AND:
            top -= 1
            for word in range(n):
                stack[top - 1, word] &= stack[top, word]
            continue
        if code == OR:
            top -= 1
            for word in range(n):
                stack[top - 1, word] |= stack[top, word]
            continue
        if code == EVENT:
            for word in range(n):
                stack[top, word] = happened[a, first + word]
        elif code == NO_EVENT:
            for word in range(n):
                stack[top, word] = ~happened[a, first + word]
        elif code == JOINED:
            for word in range(n):
                stack[top, word] = joined[a, word]
        elif code == ANY:
            for word in range(n):
                stack[top, word] = active[groups[group_starts[a]], first + word]
            for at in range(group_starts[a] + 1, group_starts[a + 1]):
                for word in range(n):
                    stack[top, word] |= active[groups[at], first + word]
        elif code == MEMBERS:
            for word in range(n):
                others = _reaches(planes, a, word) & ~joined[actor, word]
                stack[top, word] = others | _reaches(planes, a + 1, word)
        elif code == TOTAL:
            for word in range(n):
                if open_[word] != NIL:
                    stack[top, word] = _total_of_others(
                        groups, group_starts, own[a], active, fixed, place, drawn, first + word,
                        sums[a, LANES * word : LANES * (word + 1)], bounds[b], open_[word], rest,
                    )  # fmt: skip
        else:
            for word in range(n):
                stack[top, word] = ALL if code == YES else NIL
        top += 1


@njit(inline="always")
def _total_of_others(
    groups: Rows,
    group_starts: Rows,
    group: int,
    active: Words,
    fixed: Grains,
    place: Grains,
    drawn: Grains,
    word: int,
    total: Grains,
    bound: int,
    open_: Word,
    rest: Grains,
) -> Word:
    """Where a total, without the own pledges of a group, reaches its bound: one word.

    Right in the `open_` worlds alone; `rest`, shape (64,), is room for the numbers.
    """
    mine = NIL
    for at in range(group_starts[group], group_starts[group + 1]):
        mine |= active[groups[at], word] & open_
    if mine == NIL:
        found = NIL
        for lane in range(LANES):
            found |= np.uint64(total[lane] >= bound) << np.uint64(lane)
        return found
    rest[:] = total
    for at in range(group_starts[group], group_starts[group + 1]):
        row = groups[at]
        amounts = drawn[place[row]] if place[row] >= 0 else drawn[:0].ravel()
        _add(active[row, word : word + 1], amounts, fixed[row], word * LANES, -1, rest)
    found = NIL
    for lane in range(LANES):
        found |= np.uint64(rest[lane] >= bound) << np.uint64(lane)
    return found
