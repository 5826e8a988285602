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

from willing.models.power.counting import WORD, Numbers, counted_by_size
from willing.models.power.game import Game
from willing.models.power.table import sums
from willing.scenario.rules import Count, Rule

MOST_DOUBLINGS = 22
"""Other unions and members of the largest one, together, up to which all sets are looked at."""

MOST_WORK = 200_000_000
"""Members times members times quota up to which the sets of a weighted game are counted."""

Unions = tuple[tuple[int, ...], ...]
"""Rows of the members of each union; every member is in one."""


@dataclass(frozen=True, slots=True)
class UnionSwings:
    """Of one member: `counts[t, u]`, swings with t of its own union and u other unions.

    Rows and columns end where there are no more swings.
    """

    counts: Numbers
    own: int
    unions: int


def can_swing(game: Game, unions: Unions) -> bool:
    """Whether the swings within and between these unions are within the limits."""
    return _few(unions) or _countable(game)


def _few(unions: Unions) -> bool:
    return len(unions) - 1 + max(map(len, unions)) <= MOST_DOUBLINGS


def _countable(game: Game) -> bool:
    n, weighted = game.size, game.weighted
    return weighted is not None and n <= WORD and n * n * weighted.quota <= MOST_WORK


def union_swings(game: Game, unions: Unions) -> list[UnionSwings]:
    """The swings of every member, in the members' order."""
    weighted = game.weighted
    sooner = weighted is not None and weighted.quota < 1 << MOST_DOUBLINGS // 2
    counting = _countable(game) and (sooner or not _few(unions))
    found: dict[int, UnionSwings] = {}
    for union in unions:
        rest = [other for other in unions if other is not union]
        if counting and weighted is not None:
            counts = _counted(weighted, union, rest)
        else:
            counts = _listed(game, union, rest)
        for member, of_member in zip(union, counts, strict=True):
            found[member] = UnionSwings(of_member, len(union), len(unions))
    return [found[member] for member in range(game.size)]


def _listed(game: Game, union: Sequence[int], rest: Sequence[Sequence[int]]) -> list[Numbers]:
    """The counts of a union's members from all sets: c_u(T) has a row T and a column u."""
    wins = _rows(game.rule, [[member] for member in union], rest)
    sizes = np.bitwise_count(np.arange(1 << len(rest)))
    order = np.argsort(sizes, kind="stable")
    starts = np.searchsorted(sizes[order], np.arange(len(rest) + 1))
    won = np.add.reduceat(wins[:, order], starts, axis=1, dtype=np.int64)
    within = np.bitwise_count(np.arange(1 << len(union)))
    found = []
    for place in range(len(union)):
        box = won.reshape(-1, 2, 1 << place, won.shape[1])
        gained = (box[:, 1] - box[:, 0]).reshape(-1, won.shape[1])
        others = within.reshape(-1, 2, 1 << place)[:, 0].reshape(-1)
        counts = np.zeros((len(union), won.shape[1]), dtype=np.int64)
        np.add.at(counts, others, gained)
        found.append(counts)
    return found


def _counted(weighted: Count, union: Sequence[int], rest: Sequence[Sequence[int]]) -> list[Numbers]:
    """The same by counting: sets of others within by size and weight, other unions likewise."""
    weights, q = weighted.weights, weighted.quota
    blocs = sorted(sum(weights[row] for row in bloc) for bloc in rest)
    # [u, y]: u unions that lose with weight y
    losing = counted_by_size(blocs, q)[1:, ::-1].astype(np.uint64)
    known: dict[int, Numbers] = {}
    for weight in {weights[member] for member in union}:
        others = [weights[member] for member in union]
        others.remove(weight)
        below = counted_by_size(sorted(others), q)[1:]
        within = np.diff(below, axis=1, prepend=below[:, :1] * 0)
        swung = losing.copy()
        if weight < q:
            swung[:, : q - weight] -= losing[:, weight:]
        known[weight] = within @ swung.T
    return [known[weights[member]] for member in union]


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
