"""The compiled kernel behind the same faces as the NumPy code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from willing.models.power import kernel
from willing.models.power.counting import WORD, moduli
from willing.models.power.game import Game
from willing.models.power.quadrature import band
from willing.models.power.table import Found, Tally, sums
from willing.scenario.rules import Count, Rule, leaves

Ints = NDArray[np.int64]
Words = NDArray[np.uint64]
Floats = NDArray[np.float64]


def look(game: Game, *, criticals: bool) -> Found:
    """As `table.look`, for more members than fit a word."""
    n = game.size
    wins = _table(game)
    least = np.empty_like(wins)
    kernel.minimal(wins, least)
    found_winning, found_minimal = _tally(wins, n), _tally(least, n)
    by_member = np.zeros((n, n + 1), dtype=np.int64)
    if criticals:
        kernel.criticals(wins, n, by_member)
    blocking = np.empty_like(wins)
    kernel.others(wins, blocking)
    kernel.minimal(blocking, least)
    return Found(
        winning=found_winning,
        minimal=found_minimal,
        minimal_blocking=_tally(least, n).all,
        criticals=by_member if criticals else None,
    )


def _tally(chosen: Words, n: int) -> Tally:
    every, of = np.zeros(n + 1, dtype=np.int64), np.zeros((n, n + 1), dtype=np.int64)
    kernel.tally(chosen, n, every, of)
    return Tally(every, of)


def _table(game: Game) -> Words:
    low, half = kernel.LOW, kernel.LOW + (game.size - kernel.LOW) // 2
    known = list(dict.fromkeys(leaf.weights for leaf in leaves(game.rule)))
    within = np.array([sums(weights[:low]) for weights in known])
    order = np.argsort(within, axis=1, kind="stable")
    bits = np.left_shift(np.uint64(1), order.astype(np.uint64))
    counts = list(leaves(game.rule))
    out = np.empty(1 << (game.size - low), dtype=np.uint64)
    kernel.winning(
        np.take_along_axis(within, order, axis=1),
        np.bitwise_or.accumulate(bits[:, ::-1], axis=1)[:, ::-1].copy(),
        np.array([sums(weights[low:half]) for weights in known]),
        np.array([sums(weights[half:]) for weights in known]),
        np.array([known.index(leaf.weights) for leaf in counts]),
        np.array([leaf.quota for leaf in counts]),
        np.array(list(_steps(game.rule, iter(range(len(counts)))))),
        out,
    )
    return out


def _steps(rule: Rule, numbers: Iterator[int]) -> Iterator[tuple[int, int]]:
    """The rule as a little program for a stack machine."""
    if isinstance(rule, Count):
        yield next(numbers), 0
        return
    for part in rule.parts:
        yield from _steps(part, numbers)
    yield -rule.k, len(rule.parts)


def count(rising: Sequence[int], distinct: Sequence[int], q: int) -> tuple[int, list[int]]:
    """As `counting._count`, modulo 2^64 and primes, by the Chinese remainder theorem."""
    weights = np.array(rising, dtype=np.int64)
    of_weight = np.array(distinct, dtype=np.int64)
    counts = np.empty(q, dtype=np.int64)
    swung = np.empty(of_weight.size, dtype=np.int64)
    modulus = 1
    known = [0] * (len(distinct) + 1)
    for prime in (0, *primes(moduli(len(rising)) - 1)):
        kernel.below_modulo(weights, prime, counts)
        kernel.swings_modulo(counts, of_weight, prime, swung)
        rests = [int(counts[-1]), *map(int, swung)]
        known = [_joined(x, modulus, rest, prime) for x, rest in zip(known, rests, strict=True)]
        modulus *= prime or 1 << WORD
    return known[0], known[1:]


def _joined(known: int, modulus: int, rest: int, prime: int) -> int:
    """The number below modulus times prime that leaves these two rests."""
    if prime == 0:
        return rest % (1 << WORD)
    return known + modulus * ((rest - known) * pow(modulus, -1, prime) % prime)


@cache
def primes(number: int) -> tuple[int, ...]:
    """The largest primes below 2^62.

    >>> primes(2)
    (4611686018427387847, 4611686018427387817)
    """
    found: list[int] = []
    candidate = (1 << 62) - 1
    while len(found) < number:
        if _is_prime(candidate):
            found.append(candidate)
        candidate -= 2
    return tuple(found)


def _is_prime(number: int) -> bool:
    """Miller and Rabin's test with the bases that decide below 2^64."""
    odd = number - 1
    twos = (odd & -odd).bit_length() - 1
    odd >>= twos
    for base in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        power = pow(base, odd, number)
        if power in (1, number - 1):
            continue
        for _ in range(twos - 1):
            power = power * power % number
            if power == number - 1:
                break
        else:
            return False
    return True


def pivotal(
    rising: Sequence[int],
    distinct: Sequence[int],
    quotas: tuple[int, int],
    chances: Sequence[float],
) -> Floats:
    """As `quadrature.pivotal`; what is negligible is left out."""
    q = max(quotas)
    weights = np.minimum(np.array(rising, dtype=np.int64), q)
    pad = int(weights[-2:].sum())
    space = np.empty(pad + q)
    of_weight = np.array(distinct, dtype=np.int64)
    out = np.zeros((len(chances), 2, of_weight.size))
    for row, p in enumerate(chances):
        span = band(weights, quotas, p)
        if span is None:
            continue
        kernel.below_with_chance(weights, span[0], np.append(span[1], q), p, space)
        for side, quota in enumerate(quotas):
            kernel.pivots_with_chance(space[pad : pad + quota], of_weight, p, out[row, side])
    return out


def below(rising: Sequence[int], cells: int, p: float) -> Floats:
    """P(W <= y) for y < cells, where each member joins with chance p."""
    if not rising:
        return np.ones(cells)
    weights = np.minimum(np.array(rising, dtype=np.int64), cells)
    highs = np.append(np.minimum(np.cumsum(weights), cells - 1), cells)
    pad = int(weights[-2:].sum())
    space = np.empty(pad + cells)
    kernel.below_with_chance(weights, np.zeros_like(weights), highs, p, space)
    return space[pad:]


def without(below: Floats, weight: int, p: float) -> Floats:
    """P(W_-i <= y) of all but a member of this weight, y = last, last - 1 ... last - weight."""
    out = np.empty(weight + 1)
    kernel.without_with_chance(below, weight, p, out)
    return out


def swayed(mass: Floats, chances: Floats, weight: int, s: float) -> float:
    """E[H(Y)] - E[H(Y + w)]: see `kernel.swayed`."""
    return float(kernel.swayed(mass, chances, weight, s, np.empty(mass.size)))
