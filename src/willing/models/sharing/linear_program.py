"""The seam to the library for linear programs: the least margin at which no coalition objects.

The least t over payoffs x with x(S) = a_S for fixed coalitions S, x(S) + t >= v(S) for others, and
x_i >= 0 where payoffs have a floor.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FEASIBLE = 1e-10
"""The library's own tolerance, as small as it allows; worths are at most 1 in size here."""

SECONDS = 60.0
"""No program that was seen took a tenth of one."""


@dataclass(frozen=True, slots=True)
class Solution:
    """Payoffs (players), the margin t, the duals of coalitions with a margin, and of floors."""

    payoffs: Floats
    margin: float
    duals: Floats
    floors: Floats


class Program:
    """A program to which coalitions are added; it is solved anew from where it was."""

    def __init__(self, players: int, fixed: Iterable[tuple[int, float]], *, floors: bool) -> None:
        self.players = players
        self.fixed = 0
        self.highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (
            ("output_flag", False),
            ("primal_feasibility_tolerance", FEASIBLE),
            ("dual_feasibility_tolerance", FEASIBLE),
            ("time_limit", SECONDS),
        ):
            self.highs.setOptionValue(option, value)
        for _ in range(players):
            self.highs.addVar(0.0 if floors else -highspy.kHighsInf, highspy.kHighsInf)
        self.highs.addVar(-highspy.kHighsInf, highspy.kHighsInf)
        self.highs.changeColCost(players, 1.0)
        for coalition, value in fixed:
            self._row(self._rows(coalition), value, value)
            self.fixed += 1

    def add(self, coalition: int, worth: float) -> None:
        """Ask that this coalition's payoff and the margin together reach its worth."""
        self._row([*self._rows(coalition), self.players], worth, highspy.kHighsInf)

    def solve(self) -> Solution:
        """The least margin. Raises `ArithmeticError` where the library gives up."""
        self.highs.run()
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError(f"linear program: {self.highs.getModelStatus()}")
        found = self.highs.getSolution()
        values = np.array(found.col_value)
        return Solution(
            payoffs=values[: self.players],
            margin=float(values[self.players]),
            duals=np.array(found.row_dual)[self.fixed :],
            floors=np.array(found.col_dual)[: self.players],
        )

    def _rows(self, coalition: int) -> list[int]:
        return [row for row in range(self.players) if coalition >> row & 1]

    def _row(self, columns: list[int], low: float, high: float) -> None:
        self.highs.addRow(low, high, len(columns), columns, [1.0] * len(columns))
