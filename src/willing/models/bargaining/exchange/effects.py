"""What exchanges do to those who take part, and to all others: externalities.

An exchange shifts two outcomes, and with them s |O - x| of everyone. For third parties the sum of
the falls is the externality of the exchange (Dijkstra, Van Assen and Stokman 2008, "Outcomes of
collective decisions with externalities predicted", Journal of Theoretical Politics 20): inner for
those in the corners of the traders, who might have made such an exchange themselves, outer for all
others. Outcomes are those of all exchanges of the round so far.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from willing.models.bargaining.exchange.rounds import Board, Deal

Floats = NDArray[np.float64]

OWN, INNER_UP, INNER_DOWN, OUTER_UP, OUTER_DOWN = range(5)
"""Own gains as the traders reckon them; what others gain and lose, inside and outside."""


def felt(board: Board, deals: Sequence[Deal]) -> Floats:
    """What each actor had of the exchanges of a round: (actors, 5)."""
    found = np.zeros((len(board.x), 5))
    for deal, (each, _) in zip(deals, each_felt(board, deals), strict=True):
        found += each
        found[deal.i, OWN] += float(deal.gains[0])
        found[deal.j, OWN] += float(deal.gains[1])
    return found


def each_felt(
    board: Board, deals: Sequence[Deal]
) -> Iterator[tuple[Floats, tuple[float, float, float, float]]]:
    """For each exchange what third parties had of it (actors, 5), and the outcomes of q before and
    after it, and of p.
    """
    x, s, weight, here, left = _arrays(board)
    positions = x.copy()
    total = np.array([float(one) for one in board.total])
    outcome = (weight * x).sum(axis=0) / np.where(total > 0, total, 1)
    for deal in deals:
        before = outcome.copy()
        for (a, k), end in zip(deal.supplies, deal.ends, strict=True):
            outcome[k] += weight[a, k] * (float(end) - positions[a, k]) / total[k]
            positions[a, k] = float(end)
        p, q = deal.p, deal.q
        change = s * (np.abs(before - x) - np.abs(outcome - x)) * here
        gain = change[:, p] + change[:, q]
        gain[[deal.i, deal.j]] = 0.0
        same_side = left[deal.i, p] == left[deal.i, q]
        inner = here[:, p] & here[:, q] & ((left[:, p] == left[:, q]) == same_side)
        kinds = np.where(inner, INNER_UP, OUTER_UP) + (gain <= 0)
        each = np.zeros((len(x), 5))
        each[np.arange(len(x)), kinds] = gain
        yield each, (before[q], outcome[q], before[p], outcome[p])


def _arrays(
    board: Board,
) -> tuple[Floats, Floats, Floats, NDArray[np.bool_], NDArray[np.bool_]]:
    x, s, c = (np.array(table, dtype=np.float64) for table in (board.x, board.s, board.c))
    here = np.array(board.here)
    return x, s, s * c * here, here, np.array(board.left)
