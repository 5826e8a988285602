"""Every coalition of a small body, in a table: what each index counts, read off it.

The table has 2^n entries, true where the coalition wins; bit i of its number says whether member i
is in. Seen as a box of shape (..., 2, 2^i), its middle axis is member i's yes, so that one
comparison finds all coalitions in which i is critical. NumPy for up to `FEW` members; beyond, the
compiled code keeps the table in bits (see `compiled`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.models.power.game import Game
from willing.scenario.rules import Count, Rule

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

FEW = 18
"""Up to so many members NumPy is done (50 ms) before compiled code is loaded."""

MOST = 28
"""Up to so many members every coalition is looked at: 2^28 are a second, and 32 MB of bits."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many coalitions of a kind there are, by size, and how many of them each member is in.

    `all`: shape (n + 1,); `of`: shape (n, n + 1).
    """

    all: Ints
    of: Ints


@dataclass(frozen=True, slots=True)
class Found:
    """What the table of a game shows.

    `criticals[i, c]`: winning coalitions with c critical members, i one of them, shape (n, n + 1);
    None where it was not asked for. `minimal_blocking`: how many there are by size, shape (n + 1,).
    """

    winning: Tally
    minimal: Tally
    minimal_blocking: Ints
    criticals: Ints | None


def look(game: Game, *, criticals: bool = True) -> Found:
    """Look at every coalition of a game of at most `MOST` members."""
    if game.size > FEW:
        from willing.models.power import compiled

        return compiled.look(game, criticals=criticals)
    wins = table(game)
    return Found(
        winning=tally(wins, game.size),
        minimal=tally(minimal(wins, game.size), game.size),
        minimal_blocking=tally(minimal(~wins[::-1], game.size), game.size).all,
        criticals=_criticals(wins, game.size) if criticals else None,
    )


def table(game: Game) -> Bools:
    """Which coalitions win: shape (2^n,)."""
    return _table(game.rule, {}, game.size)


def _table(rule: Rule, known: dict[tuple[int, ...], Ints], n: int) -> Bools:
    if isinstance(rule, Count):
        if rule.weights not in known:
            known[rule.weights] = sums(rule.weights)
        met: Bools = known[rule.weights] >= rule.quota
        return met
    held = np.zeros(1 << n, dtype=np.int64)
    for part in rule.parts:
        held += _table(part, known, n)
    return np.asarray(held >= rule.k)


def sums(weights: tuple[int, ...]) -> Ints:
    """The weight of every coalition: shape (2^n,)."""
    total = np.zeros(1, dtype=np.int64)
    for weight in weights:
        total = np.concatenate([total, total + weight])
    return total


def minimal(wins: Bools, n: int) -> Bools:
    """Which winning coalitions lose without any one of theirs."""
    least = wins.copy()
    for member in range(n):
        least.reshape(-1, 2, 1 << member)[:, 1] &= ~wins.reshape(-1, 2, 1 << member)[:, 0]
    return least


def tally(chosen: Bools, n: int) -> Tally:
    """Count the chosen coalitions by size and member."""
    numbers = np.flatnonzero(chosen)
    sizes = np.bitwise_count(numbers).astype(np.int64)
    of = [np.bincount(sizes[(numbers >> i) & 1 == 1], minlength=n + 1) for i in range(n)]
    return Tally(np.bincount(sizes, minlength=n + 1), np.array(of))


def _criticals(wins: Bools, n: int) -> Ints:
    number = np.zeros(1 << n, dtype=np.int8)
    critical = []
    for member in range(n):
        box = wins.reshape(-1, 2, 1 << member)
        here = np.zeros_like(wins)
        here.reshape(box.shape)[:, 1] = box[:, 1] & ~box[:, 0]
        critical.append(here)
        number += here
    return np.array([np.bincount(number[here], minlength=n + 1) for here in critical])
