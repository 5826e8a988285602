"""Which payoffs leave the most dissatisfied coalition as content as can be, then the next ones?

Schmeidler (1969), "The nucleolus of a characteristic function game": of all payoffs that share v(N)
and give nobody less than it gets alone, the one whose excesses, from the largest down, are
lexicographically least. The prenucleolus is the same without the floor. Both are unique; where the
core is not empty both are the same point of it.

The levels are found in floating point (see `levels`); the coalitions that they fix are equations
x(S) = v(S) - t_k, which are then solved in fractions, and the answer is checked in whole numbers:
at each level no coalition still free may have a larger excess than those that it fixes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from willing.models.sharing.exact import solve
from willing.models.sharing.excess import excesses
from willing.models.sharing.game import Game
from willing.models.sharing.levels import Level, levels

EXACT = "exact: linear programs, then fractions, checked in whole numbers"
NEARLY = "linear programs, to about 1e-8 of the largest worth"


@dataclass(frozen=True, slots=True)
class Payoffs:
    """What each player gets, in the game inside; `exact` where fractions could be checked."""

    values: tuple[Fraction, ...]
    exact: bool

    @property
    def method(self) -> str:
        """How the values were obtained."""
        return EXACT if self.exact else NEARLY


def prenucleolus(game: Game) -> Payoffs:
    """The prenucleolus. Raises `ArithmeticError` where the linear program cannot be solved.

    >>> from willing.models.sharing.bankruptcy import bankruptcy
    >>> game = bankruptcy("ABC", [Fraction(x) for x in (100, 200, 300)], Fraction(200))
    >>> [str(value) for value in prenucleolus(game).values]
    ['50', '75', '75']
    """
    return _lowered(game, floors=False)


def nucleolus(game: Game, free: Payoffs | None = None) -> Payoffs | None:
    """The nucleolus; None where all together get less than the sum of what each gets alone.

    `free`: the prenucleolus, where it is known. Raises `ArithmeticError` as that does.
    """
    alone = [int(game.worths[1 << row]) for row in range(game.size)]
    if sum(alone) > int(game.worths[game.everybody]):
        return None
    free = free or prenucleolus(game)
    if all(value >= least * game.unit for value, least in zip(free.values, alone, strict=True)):
        return free
    return _lowered(game, floors=True)


def _lowered(game: Game, *, floors: bool) -> Payoffs:
    found = list(levels(game, floors=floors))
    values = _in_fractions(game, found)
    if values is not None and _holds(game, found, values, floors=floors):
        return Payoffs(values, exact=True)
    alone = [int(game.worths[1 << row]) * game.unit for row in range(game.size)]
    above = found[-1].payoffs
    return Payoffs(
        tuple(a + Fraction(float(x)) * game.unit for a, x in zip(alone, above, strict=True)),
        exact=False,
    )


def _in_fractions(game: Game, found: Sequence[Level]) -> tuple[Fraction, ...] | None:
    """The payoffs at which the coalitions of all levels have the excess of their level."""
    answer = solve(equations(game, found))
    values = answer[: game.size] if answer else [None]
    if any(value is None for value in values):
        return None
    return tuple(value * game.unit for value in values if value is not None)


def equations(game: Game, found: Sequence[Level]) -> list[tuple[list[int], Fraction]]:
    """In whole units: unknown are the payoffs, then the margin of each level."""
    rows = [_equation(game, game.everybody, None, len(found))]
    for number, level in enumerate(found):
        rows += [_equation(game, coalition, number, len(found)) for coalition in level.fixes]
        rows += [_equation(game, 1 << row, None, len(found)) for row in level.floored]
    return rows


def _equation(
    game: Game, coalition: int, level: int | None, levels: int
) -> tuple[list[int], Fraction]:
    payoffs = [coalition >> row & 1 for row in range(game.size)]
    margins = [int(number == level) for number in range(levels)]
    return [*payoffs, *margins], Fraction(int(game.worths[coalition]))


def _holds(game: Game, found: Sequence[Level], values: Sequence[Fraction], *, floors: bool) -> bool:
    """Whether no free coalition of any level objects more than those that the level fixes."""
    excess, _ = excesses(game, values)
    if floors and any(excess[1 << row] > 0 for row in range(game.size)):
        return False
    return all(
        np.max(excess[level.free]) == max(excess[coalition] for coalition in level.fixes)
        for level in found
    )
