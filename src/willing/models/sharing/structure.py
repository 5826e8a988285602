"""Into which groups should the players split, so that all groups together are worth most?

Rothkopf, Pekec and Harstad (1998), "Computationally manageable combinational auctions"; Yeh (1986):
the best split of coalition S is S as it is, or a part T with its worth and the best split of the
rest,

    f(S) = max(v(S), max over T of v(T) + f(S - T)),   T with the first player of S

in about 3^n / 2 steps. A game is superadditive, so that no split ever gains, where f = v.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from willing.models.sharing.game import Game, Ints

MOST_PLAYERS = 15
"""Seven million pairs of a coalition and a part, within a second."""


def best_structure(game: Game) -> tuple[tuple[int, ...], bool]:
    """The coalitions of the best split, and whether the game is superadditive.

    Where no split is better a coalition stays whole. Up to `MOST_PLAYERS` players.

    >>> from fractions import Fraction
    >>> from willing.models.sharing.weighted import weighted
    >>> best_structure(weighted("ABCD", [Fraction(x) for x in (3, 3, 1, 2)], Fraction(4)))
    ((9, 6), False)
    """
    worths = game.worths
    best, chosen = worths.copy(), np.arange(worths.size)
    for coalition, parts in _parts(game.size - 1, 0, np.zeros(1, dtype=np.int64)):
        totals = worths[parts] + best[coalition - parts]
        at = int(np.argmax(totals))
        if totals[at] > best[coalition]:
            best[coalition], chosen[coalition] = totals[at], parts[at]
    return _groups(chosen, game.everybody), bool((best == worths).all())


def _parts(row: int, coalition: int, parts: Ints) -> Iterator[tuple[int, Ints]]:
    """Each coalition in rising order, with its parts that have its first player.

    Coalitions with the same last players share the parts made of those.
    """
    if row < 0:
        return
    yield from _parts(row - 1, coalition, parts)
    here = coalition | 1 << row
    yield here, parts | 1 << row
    if row:
        yield from _parts(row - 1, here, np.concatenate([parts, parts | 1 << row]))


def _groups(chosen: Ints, coalition: int) -> tuple[int, ...]:
    found = []
    while coalition:
        found.append(int(chosen[coalition]))
        coalition -= found[-1]
    return tuple(found)
