"""The exact solution of the equations that bind, by elimination in fractions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def solve(equations: Sequence[tuple[Sequence[int], Fraction]]) -> list[Fraction | None] | None:
    """The unknowns of linear equations (coefficients, right side); None for one left open.

    None altogether where the equations contradict each other.

    >>> solve([([1, 1], Fraction(3)), ([1, -1], Fraction(1))])
    [Fraction(2, 1), Fraction(1, 1)]
    >>> solve([([1, 0], Fraction(3))]), solve([([1], Fraction(1)), ([1], Fraction(2))])
    ([Fraction(3, 1), None], None)
    """
    unknowns = len(equations[0][0])
    rows = [[*map(Fraction, coefficients), right] for coefficients, right in equations]
    pivots: list[int] = []
    for column in range(unknowns):
        place = len(pivots)
        found = next((at for at in range(place, len(rows)) if rows[at][column]), None)
        if found is None:
            continue
        rows[place], rows[found] = rows[found], rows[place]
        _clear(rows, place, column)
        pivots.append(column)
    if any(row[-1] for row in rows[len(pivots) :]):
        return None
    answer: list[Fraction | None] = [None] * unknowns
    for row, column in zip(rows, pivots, strict=False):
        if not any(row[other] for other in range(unknowns) if other != column):
            answer[column] = row[-1]
    return answer


def _clear(rows: list[list[Fraction]], place: int, column: int) -> None:
    """Make the pivot 1, and the rest of its column 0."""
    pivot = rows[place][column]
    rows[place] = [value / pivot for value in rows[place]]
    for at, row in enumerate(rows):
        factor = row[column]
        if at != place and factor:
            rows[at] = [a - factor * b for a, b in zip(row, rows[place], strict=True)]
