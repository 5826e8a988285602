"""Which coalitions are the most dissatisfied, and how far can their dissatisfaction be lowered?

The excess of coalition S at payoffs x is v(S) - x(S). Maschler, Peleg and Shapley (1979),
"Geometric properties of the kernel, nucleolus, and related solution concepts": lower the largest
excess as far as it goes; coalitions whose excess can then no longer change are fixed; lower the
largest excess of the rest, and so on until the payoffs are fixed too.

Each level is a linear program over 2^n coalitions of which few matter: it begins with single
players and takes in the coalitions that object most, until none does. A coalition with a positive
dual is fixed; so are all those that fixed ones span, since x(S) is then a sum of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.models.sharing.game import Game, sums
from willing.models.sharing.linear_program import Floats, Program, Solution

TOLERANCE = 1e-9
"""Excesses that differ by less are equal; the largest worth is 1."""

POSITIVE = 1e-7
"""Duals above this are positive. Those of a level sum to 1, and at most n + 1 of them are not 0, so
that one is far above."""

AT_ONCE = 12
"""So many coalitions are taken in at a time: more make programs large, fewer make them many."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level: payoffs so far (players), the largest excess of coalitions still free, which
    coalitions were free (2^n), and which ones this level fixes; `floored`: players at their floor.

    Payoffs are above what players get alone; both are in units of the worths.
    """

    payoffs: Floats
    margin: float
    free: NDArray[np.bool_]
    fixes: tuple[int, ...]
    floored: tuple[int, ...]


def levels(game: Game, *, floors: bool) -> Iterator[Level]:
    """The levels from the first on, until payoffs are fixed; with `floors` of what each gets alone.

    With floors the worth of all must be at least the sum of what each gets alone. Raises
    `ArithmeticError` where a program cannot be solved.
    """
    gains = zero_normalised(game)
    scale = float(max(np.abs(gains).max(), 1))
    worths = gains / scale
    everybody = game.everybody
    basis = _Basis(game.size)
    basis.add(everybody)
    fixed = [(everybody, float(worths[everybody]))]
    known: list[int] = []
    while len(fixed) < game.size:
        free = ~basis.spans()
        free[0] = False
        known = [coalition for coalition in known if free[coalition]]
        known += [1 << row for row in range(game.size) if free[1 << row] and 1 << row not in known]
        solution = _least(worths, fixed, free, known, floors=floors)
        fixes = tuple(
            coalition
            for coalition, dual in zip(known, solution.duals, strict=True)
            if dual > POSITIVE
        )
        floored = tuple(
            row for row in range(game.size) if floors and solution.floors[row] > POSITIVE
        )
        yield Level(solution.payoffs * scale, solution.margin * scale, free, fixes, floored)
        new = [s for s in (*fixes, *(1 << row for row in floored)) if basis.add(s)]
        if not new:
            raise ArithmeticError("no coalition is fixed")
        fixed += [(coalition, _payoff(solution.payoffs, coalition)) for coalition in new]


def zero_normalised(game: Game) -> NDArray[np.int64]:
    """What each coalition gets above the sum of what its players get alone, in whole units."""
    alone = [int(game.worths[1 << row]) for row in range(game.size)]
    return np.asarray(game.worths - sums(alone), dtype=np.int64)


def _least(
    worths: Floats,
    fixed: Sequence[tuple[int, float]],
    free: NDArray[np.bool_],
    known: list[int],
    *,
    floors: bool,
) -> Solution:
    """The least margin over the free coalitions; those that were needed are added to `known`."""
    program = Program(worths.size.bit_length() - 1, fixed, floors=floors)
    for coalition in known:
        program.add(coalition, float(worths[coalition]))
    while True:
        solution = program.solve()
        excess = np.where(free, worths - float_sums(solution.payoffs), -np.inf)
        most = min(AT_ONCE, excess.size)
        worst = np.argpartition(excess, -most)[-most:]
        limit = solution.margin + TOLERANCE
        new = [int(at) for at in worst if excess[at] > limit and int(at) not in known]
        if not new:
            return solution
        for coalition in new:
            program.add(coalition, float(worths[coalition]))
        known += new


def float_sums(payoffs: Floats) -> Floats:
    """The payoff of each coalition; shape (2^n,)."""
    found = np.zeros(1)
    for payoff in payoffs:
        found = np.concatenate([found, found + payoff])
    return found


def _payoff(payoffs: Floats, coalition: int) -> float:
    return sum(float(payoffs[row]) for row in range(payoffs.size) if coalition >> row & 1)


class _Basis:
    """An orthonormal basis of the incidence vectors of coalitions."""

    def __init__(self, players: int) -> None:
        self.vectors = np.zeros((0, players))

    def add(self, coalition: int) -> bool:
        """Take a coalition in, unless the others span it."""
        players = self.vectors.shape[1]
        vector = np.array([float(coalition >> row & 1) for row in range(players)])
        for _ in range(2):  # once more, against rounding
            vector -= self.vectors.T @ (self.vectors @ vector)
        length = float(np.linalg.norm(vector))
        if length < 1e-6:
            return False
        self.vectors = np.vstack([self.vectors, vector / length])
        return True

    def spans(self) -> NDArray[np.bool_]:
        """Which coalitions the basis spans; shape (2^n,)."""
        players = self.vectors.shape[1]
        left = np.bitwise_count(np.arange(1 << players, dtype=np.uint32)).astype(np.float64)
        for vector in self.vectors:
            left -= float_sums(vector) ** 2
        return np.asarray(left < 1e-9)
