"""Counting in compiled code: coalitions as bits of words, generating functions as long arrays.

Numba compiles each function once per machine and keeps the result beside this file or in the
user's cache; importing this module costs half a second, so `compiled` is imported only for large
bodies. The same numbers as `table`, `counting` and `quadrature` give in NumPy.
"""

from __future__ import annotations

import numpy as np
from numba import njit, types
from numba.extending import intrinsic
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

Word = np.uint64
ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
NIL = np.uint64(0)
ONE = np.uint64(1)

LOW = 6
"""The members within a word: it holds the 64 coalitions that they form."""

HERE = np.array([sum(1 << c for c in range(64) if c >> i & 1) for i in range(LOW)], dtype=np.uint64)
"""In which of the 64 coalitions each of these members is."""

OF_SIZE = np.array(
    [sum(1 << c for c in range(64) if c.bit_count() == s) for s in range(LOW + 1)],
    dtype=np.uint64,
)
"""Which of the 64 coalitions have so many members."""

OF_SIZE_HERE = np.array([[here & size for size in OF_SIZE] for here in HERE], dtype=np.uint64)

TILE = 4096
"""Cells that are worked on together: they fit into the nearest cache."""


@intrinsic
def _ones(typingctx, a):  # type: ignore[no-untyped-def]  # noqa: ARG001
    """How many bits are set."""

    def generate(context, builder, signature, args):  # type: ignore[no-untyped-def]  # noqa: ARG001
        return builder.ctpop(args[0])

    return types.int64(types.uint64), generate


@intrinsic
def _reversed(typingctx, a):  # type: ignore[no-untyped-def]  # noqa: ARG001
    """The word with its bits in the other order."""

    def generate(context, builder, signature, args):  # type: ignore[no-untyped-def]  # noqa: ARG001
        return builder.bitreverse(args[0])

    return types.uint64(types.uint64), generate


@njit(cache=True, nogil=True)
def winning(
    ordered: Ints, masks: Words, early: Ints, late: Ints, which: Ints, quotas: Ints, steps: Ints,
    out: Words,
) -> None:  # fmt: skip
    """The table of a game in bits: `out`, shape (2^(n - LOW),).

    `ordered[axis]`: the weights of the 64 coalitions in a word, rising; `masks[axis, r]`: those
    from the r-th on. `early`, `late`: the weights of the coalitions of the other members, in two
    halves. `which`, `quotas`: axis and quota of each leaf. `steps`: (leaf, 0) pushes a leaf,
    (-k, m) takes m off the stack and pushes where at least k of them hold.
    """
    shift, halves = 0, early.shape[1]
    while 1 << shift < halves:
        shift += 1
    stack = np.zeros(64 * (1 + steps.shape[0]), dtype=np.uint64)[: steps.shape[0] + 2]
    held = np.zeros(steps.shape[0] + 2, dtype=np.uint64)
    for word in range(out.size):
        a, b = word & (halves - 1), word >> shift
        top = 0
        for step in range(steps.shape[0]):
            code, parts = steps[step, 0], steps[step, 1]
            if code >= 0:
                axis = which[code]
                need = quotas[code] - early[axis, a] - late[axis, b]
                if need <= 0:
                    stack[top] = ALL
                elif need > ordered[axis, 63]:
                    stack[top] = NIL
                else:
                    low, high = 0, 63
                    while low < high:
                        middle = (low + high) >> 1
                        if ordered[axis, middle] >= need:
                            high = middle
                        else:
                            low = middle + 1
                    stack[top] = masks[axis, low]
                top += 1
            else:
                least = -code
                held[:] = NIL
                held[0] = ALL
                for part in range(top - parts, top):
                    for k in range(least, 0, -1):
                        held[k] |= held[k - 1] & stack[part]
                top -= parts
                stack[top] = held[least]
                top += 1
        out[word] = stack[0]


@njit(cache=True, nogil=True)
def others(wins: Words, out: Words) -> None:
    """The table of the dual: a coalition blocks where those outside it lose."""
    last = wins.size - 1
    for word in range(wins.size):
        out[word] = ~_reversed(wins[last - word])


@njit(cache=True, nogil=True)
def minimal(wins: Words, out: Words) -> None:
    """Which winning coalitions lose without any one of theirs."""
    for word in range(wins.size):
        least = wins[word]
        if least == NIL:
            out[word] = NIL
            continue
        for i in range(LOW):
            least &= ~((wins[word] & ~HERE[i]) << np.uint64(1 << i))
        rest = word
        while rest and least != NIL:
            bit = rest & -rest
            least &= ~wins[word ^ bit]
            rest ^= bit
        out[word] = least


@njit(cache=True, nogil=True)
def tally(chosen: Words, n: int, every: Ints, of: Ints) -> None:
    """As `table.tally`: fills shapes (n + 1,) and (n, n + 1)."""
    high = n - LOW
    first = high // 2
    halves = 1 << first
    by_a = np.zeros((halves, n + 1), dtype=np.int64)
    by_b = np.zeros((1 << (high - first), n + 1), dtype=np.int64)
    full = np.zeros(high + 1, dtype=np.int64)
    for word in range(chosen.size):
        here = chosen[word]
        if here == NIL:
            continue
        a, b = word & (halves - 1), word >> first
        size_a, size_b = _ones(np.uint64(a)), _ones(np.uint64(b))
        for s in range(LOW + 1):
            number = _ones(here & OF_SIZE[s])
            by_a[a, s + size_b] += number
            by_b[b, s + size_a] += number
        size = size_a + size_b
        if here == ALL:
            full[size] += 1
            continue
        for i in range(LOW):
            for s in range(1, LOW + 1):
                of[i, size + s] += _ones(here & OF_SIZE_HERE[i, s])
    for size in range(high + 1):
        for i in range(LOW):
            for s in range(1, LOW + 1):
                of[i, size + s] += full[size] * _ones(OF_SIZE_HERE[i, s])
    for a in range(halves):
        size_a = _ones(np.uint64(a))
        for s in range(n + 1 - size_a):
            every[s + size_a] += by_a[a, s]
            for i in range(first):
                if a >> i & 1:
                    of[LOW + i, s + size_a] += by_a[a, s]
    for b in range(1 << (high - first)):
        size_b = _ones(np.uint64(b))
        for s in range(n + 1 - size_b):
            for i in range(high - first):
                if b >> i & 1:
                    of[LOW + first + i, s + size_b] += by_b[b, s]


@njit(cache=True, nogil=True)
def criticals(wins: Words, n: int, out: Ints) -> None:
    """How often each member is one of c critical members: fills shape (n, n + 1).

    The number of critical members is kept in binary, one word for each digit.
    """
    critical = np.zeros(n, dtype=np.uint64)
    digits = np.zeros(6, dtype=np.uint64)
    for word in range(wins.size):
        here = wins[word]
        if here == NIL:
            continue
        digits[:] = NIL
        largest = 0
        for i in range(n):
            if i < LOW:
                swing = here & HERE[i] & ~((here & ~HERE[i]) << np.uint64(1 << i))
            elif word >> (i - LOW) & 1:
                swing = here & ~wins[word ^ (1 << (i - LOW))]
            else:
                swing = NIL
            critical[i] = swing
            if swing == NIL:
                continue
            largest += 1
            carry = swing
            for digit in range(6):
                digits[digit], carry = digits[digit] ^ carry, digits[digit] & carry
                if carry == NIL:
                    break
        for c in range(1, largest + 1):
            same = ALL
            for digit in range(6):
                same &= digits[digit] if c >> digit & 1 else ~digits[digit]
            if same == NIL:
                continue
            for i in range(n):
                out[i, c] += _ones(critical[i] & same)


@njit(cache=True, nogil=True)
def below_modulo(rising: Ints, prime: int, counts: Ints) -> None:
    """F(y) modulo a prime below 2^62, or modulo 2^64 where it is 0: fills `counts`, shape (q,)."""
    last = counts.size - 1
    counts[:] = 0
    counts[0] = 1
    top = 0
    for weight in rising:
        top = min(top + weight, last)
        tile = min(weight, TILE)
        end = top + 1
        while end > weight:
            start = max(end - tile, weight)
            _add(counts[start:end], counts[start - weight : end - weight], prime)
            end = start
    for y in range(1, last + 1):
        total = counts[y] + counts[y - 1]
        counts[y] = total - prime if prime and total >= prime else total


@njit(inline="always")
def _add(to: Ints, more: Ints, prime: int) -> None:
    if prime == 0:
        for y in range(to.size):
            to[y] += more[y]
    else:
        for y in range(to.size):
            total = to[y] + more[y] - prime
            to[y] = total + (prime & (total >> 63))


@njit(cache=True, nogil=True)
def swings_modulo(counts: Ints, distinct: Ints, prime: int, out: Ints) -> None:
    """The swings of a member of each weight, from F: see `counting`."""
    last = counts.size - 1
    for j in range(distinct.size):
        weight = distinct[j]
        total, sign = 0, False
        y = last - weight
        while y >= 0:
            total = total + counts[y] if sign else total - counts[y]
            if prime:
                if total < 0:
                    total += prime
                elif total >= prime:
                    total -= prime
            sign = not sign
            y -= weight
        if prime:
            out[j] = ((total + total) % prime + counts[last]) % prime
        else:
            out[j] = 2 * total + counts[last]


@njit(cache=True, nogil=True, fastmath={"contract"})
def below_with_chance(rising: Ints, lows: Ints, highs: Ints, p: float, space: Floats) -> None:
    """P(W <= y) where each member joins with probability p.

    `space`, shape (pad + q,), holds the answer in its last q cells; the pad stays 0 and lets two
    members be added at once. After member j the mass outside lows[j] ... highs[j] is left out.
    """
    n, q = rising.size, highs[rising.size]
    pad = space.size - q
    space[:] = 0.0
    space[pad] = 1.0
    a = 1.0 - p
    j, low = 0, 0
    while j < n:
        pair = j + 1 < n
        w, v = rising[j], rising[j + 1] if pair else 0
        last = j + 1 if pair else j
        new_low, end = lows[last], highs[last] + 1
        tile = min(w, TILE)
        while end > new_low:
            start = max(end - tile, new_low)
            to = space[pad + start : pad + end]
            first = space[pad + start - w : pad + end - w]
            if pair:
                second = space[pad + start - v : pad + end - v]
                both = space[pad + start - v - w : pad + end - v - w]
                for y in range(to.size):
                    to[y] = a * (a * to[y] + p * (first[y] + second[y])) + p * p * both[y]
            else:
                for y in range(to.size):
                    to[y] = a * to[y] + p * first[y]
            end = start
        space[pad + low : pad + new_low] = 0.0
        low = max(low, new_low)
        j = last + 1
    for y in range(pad + 1, space.size):
        space[y] += space[y - 1]


@njit(cache=True, nogil=True)
def pivots_with_chance(below: Floats, distinct: Ints, p: float, out: Floats) -> None:
    """P(a member of each weight is pivotal) where each other member joins with probability p."""
    last = below.size - 1
    a = 1.0 - p
    ratio = p / a
    for j in range(distinct.size):
        weight = distinct[j]
        total, factor = 0.0, 1.0
        y = last - weight
        while y >= 0 and abs(factor) > 1e-18:
            total += factor * below[y]
            factor *= -ratio
            y -= weight
        out[j] = (below[last] - total / a) / a


@njit(cache=True, nogil=True)
def without_with_chance(below: Floats, weight: int, p: float, out: Floats) -> None:
    """P(W_-i <= last - j) where the others join with probability p: fills `out`."""
    a = 1.0 - p
    out[:] = 0.0
    y, factor = below.size - 1, 1.0 / a
    while y >= 0 and abs(factor) > 1e-18:
        for j in range(min(out.size, y + 1)):
            out[j] += factor * below[y - j]
        factor *= -p / a
        y -= weight


@njit(cache=True, nogil=True)
def swayed(mass: Floats, chances: Floats, weight: int, s: float, rest: Floats) -> float:
    """E[H(Y)] - E[H(Y + w)], H = `chances` and then 0, Y what a union brings without one member.

    `mass` is of the whole union, each of whose members joins with chance s; the member is taken
    out from the bottom or from the top, whichever is stable, into `rest`.
    """
    cells = mass.size - weight
    total = 0.0
    if s <= 0.5:
        for y in range(cells):
            before = rest[y - weight] if y >= weight else 0.0
            rest[y] = (mass[y] - s * before) / (1.0 - s)
    else:
        for y in range(cells - 1, -1, -1):
            after = rest[y + weight] if y + weight < cells else 0.0
            rest[y] = (mass[y + weight] - (1.0 - s) * after) / s
    for y in range(min(cells, chances.size)):
        more = chances[y + weight] if y + weight < chances.size else 0.0
        total += rest[y] * (chances[y] - more)
    return total
