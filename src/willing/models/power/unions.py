"""Members that vote together: what each union's members can swing once the other unions are in.

For a union K of m unions, and T within K, let c_u(T) be how many sets of u other whole unions win
together with T. Then eta_i(t, u) = sum over T of t others within K of c_u(T + i) - c_u(T) counts
what i swings, and both indices with a-priori unions are sums of it (see `owen`, `banzhaf_owen`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.models.power.game import Game
from willing.models.power.table import sums
from willing.scenario.rules import Count, Rule

Ints = NDArray[np.int64]

MOST_DOUBLINGS = 24
"""Unions and members of the largest one, together, up to which all sets are looked at."""

Unions = tuple[tuple[int, ...], ...]
"""Rows of the members of each union; every member is in one."""


@dataclass(frozen=True, slots=True)
class UnionSwings:
    """Of one member: `counts[t, u]`, swings with t of its own union and u other unions."""

    counts: Ints
    own: int
    unions: int


def can_swing(unions: Unions) -> bool:
    """Whether the swings within and between these unions are within the limit."""
    return len(unions) - 1 + max(map(len, unions)) <= MOST_DOUBLINGS


def union_swings(game: Game, unions: Unions) -> list[UnionSwings]:
    """The swings of every member, in the members' order."""
    found: dict[int, UnionSwings] = {}
    for union in unions:
        rest = [other for other in unions if other is not union]
        wins = _winning_sets(game, union, rest)
        size, n = 1 << len(union), len(union)
        within = np.bitwise_count(np.arange(size))
        for place, member in enumerate(union):
            box = wins.reshape(-1, 2, 1 << place, wins.shape[1])
            gained = (box[:, 1] - box[:, 0]).reshape(size // 2, -1)
            others = within.reshape(-1, 2, 1 << place)[:, 0].reshape(-1)
            counts = np.zeros((n, wins.shape[1]), dtype=np.int64)
            np.add.at(counts, others, gained)
            found[member] = UnionSwings(counts, n, len(unions))
    return [found[member] for member in range(game.size)]


def _winning_sets(game: Game, union: Sequence[int], rest: Sequence[Sequence[int]]) -> Ints:
    """c_u(T): shape (sets within the union, numbers of other unions)."""
    outside = _rows(game.rule, [[member] for member in union], rest)
    sizes = np.bitwise_count(np.arange(1 << len(rest)))
    order = np.argsort(sizes, kind="stable")
    starts = np.searchsorted(sizes[order], np.arange(len(rest) + 1))
    counted = [
        np.add.reduceat(row[order].astype(np.int64), starts) for row in outside
    ]
    return np.array(counted)


def _rows(
    rule: Rule, inner: Sequence[Sequence[int]], outer: Sequence[Sequence[int]]
) -> NDArray[np.bool_]:
    """Which sets of inner blocs (rows) win with which sets of outer ones (columns)."""
    if isinstance(rule, Count):
        ours = sums(tuple(sum(rule.weights[row] for row in bloc) for bloc in inner))
        theirs = sums(tuple(sum(rule.weights[row] for row in bloc) for bloc in outer))
        met: NDArray[np.bool_] = ours[:, None] >= rule.quota - theirs[None, :]
        return met
    held = np.zeros((1 << len(inner), 1 << len(outer)), dtype=np.int8)
    for part in rule.parts:
        held += _rows(part, inner, outer)
    return np.asarray(held >= rule.k)
