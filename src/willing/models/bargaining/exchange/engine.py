"""Rounds over many draws: which code plays them, and with how many threads."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from willing.models.bargaining.exchange.cells import Cells
from willing.models.bargaining.exchange.effects import felt
from willing.models.bargaining.exchange.rounds import (
    Board,
    Number,
    Rates,
    Table,
    equal_rates,
    exchanges,
    set_up,
)
from willing.models.bargaining.exchange.steps import DIGITS, FIXED, SALIENT

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

FEW = 150_000
"""Up to so many draws times rounds times squared cells nobody should wait for compiled code: that
is about a second.
"""

SLICE = 16
"""Draws that a thread takes at a time."""

EFFECTS = 5


@dataclass(frozen=True, slots=True)
class Played:
    """What the draws came to: positions voted with and those of the next round (draws, rounds,
    actors, issues); exchanges (draws, rounds); who traded with whom (draws, actors, actors); sums
    of own gains and of inner gains and losses, outer gains and losses (draws, actors, 5). `who`: i,
    j, p, q of each exchange (draws, rounds, room, 4); `record`: where i's and j's steps began and
    ended, and their gains (draws, rounds, room, 6).
    """

    votes: Floats
    wishes: Floats
    counts: Ints
    traded: Flags
    effects: Floats
    who: Ints
    record: Floats


def empty(cells: Cells, rounds: int, room: int) -> Played:
    """Arrays for what is to come."""
    draws, n, m = cells.positions.shape
    return Played(
        votes=np.zeros((draws, rounds, n, m)),
        wishes=np.zeros((draws, rounds, n, m)),
        counts=np.zeros((draws, rounds), dtype=np.int64),
        traded=np.zeros((draws, n, n), dtype=np.bool_),
        effects=np.zeros((draws, n, EFFECTS)),
        who=np.zeros((draws, rounds, room, 4), dtype=np.int64),
        record=np.zeros((draws, rounds, room, 6)),
    )


def play(
    cells: Cells, rounds: int, *, mended: bool, splits: Floats | None = None, room: int = 0
) -> Played:
    """So many rounds of every draw.

    `splits` (draws, rounds, pairs of actors times pairs of issues) from -1 to 1: how far the rate
    of exchange is from that of equal gains, towards the one at which j gains nothing (1: i does).
    `room`: of how many exchanges a round is written down.
    """
    draws, n, m = cells.positions.shape
    if draws * rounds * (n * m) ** 2 <= FEW:
        return play_in_python(cells, rounds, mended=mended, splits=splits, room=room)
    return play_compiled(cells, rounds, mended=mended, splits=splits, room=room)


def play_compiled(
    cells: Cells,
    rounds: int,
    *,
    mended: bool,
    splits: Floats | None = None,
    room: int = 0,
    workers: int | None = None,
) -> Played:
    """The same by `kernel`, slices of the draws on several threads."""
    from willing.models.bargaining.exchange import kernel

    found = empty(cells, rounds, room)
    none = np.zeros((1, 1, 0))

    def part(start: int) -> None:
        some = slice(start, start + SLICE)
        kernel.play(
            cells.positions[some], cells.saliences[some], cells.capabilities[some], cells.here,
            none if splits is None else splits[some], mended, found.votes[some],
            found.wishes[some], found.counts[some], found.traded[some], found.effects[some],
            found.who[some], found.record[some],
        )  # fmt: skip

    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool:
        for _ in pool.map(part, range(0, len(cells.positions), SLICE)):
            pass
    return found


def play_in_python(
    cells: Cells,
    rounds: int,
    *,
    mended: bool,
    splits: Floats | None = None,
    room: int = 0,
) -> Played:
    """A draw after the other by `rounds`, in floats."""
    found = empty(cells, rounds, room)
    here = cells.here.tolist()
    for draw in range(len(cells.positions)):
        tables = (cells.positions, cells.saliences, cells.capabilities)
        x, s, c = (table[draw].tolist() for table in tables)
        for number in range(rounds):
            board = set_up(x, s, c, here, mended=mended)
            _note(found, draw, number, board, None if splits is None else splits[draw, number])
            x = _next(board, FIXED, SALIENT)
            found.wishes[draw, number] = x
    return found


def play_exactly(
    cells: Cells, tables: Sequence[Table], rounds: int, *, mended: bool, room: int = 0
) -> Played:
    """One draw by `rounds`, in decimals of 28 digits: tables of positions from 0 to 100, saliences
    and capabilities, each [actor][issue].
    """
    found = empty(cells, rounds, room)
    x, s, c = tables
    with localcontext(prec=DIGITS):
        for number in range(rounds):
            board = set_up(x, s, c, cells.here.tolist(), mended=mended)
            _note(found, 0, number, board, None)
            x = _next(board, Decimal(FIXED), Decimal(SALIENT))
            found.wishes[0, number] = x
    return found


def _note(found: Played, draw: int, number: int, board: Board, split: Floats | None) -> None:
    """Play a round, and write down what it came to."""
    deals = exchanges(board, None if split is None else _drawn_rates(board, split))
    found.votes[draw, number] = board.y
    found.counts[draw, number] = len(deals)
    positions = [list(row) for row in board.x]
    for place, deal in enumerate(deals):
        (i, q), (j, p) = deal.supplies
        begun = positions[i][q], positions[j][p]
        positions[i][q], positions[j][p] = deal.ends
        found.traded[draw, i, j] = found.traded[draw, j, i] = True
        if place < found.who.shape[2]:
            found.who[draw, number, place] = i, j, p, q
            found.record[draw, number, place] = [
                float(one) for one in (begun[0], deal.ends[0], begun[1], deal.ends[1], *deal.gains)
            ]
    found.effects[draw] += felt(board, deals)


def _drawn_rates(board: Board, split: Floats) -> Rates:
    n, m = len(board.x), len(board.x[0])
    issues = {pair: place for place, pair in enumerate(combinations(range(m), 2))}
    actors = {pair: place for place, pair in enumerate(combinations(range(n), 2))}

    def rates(i: int, j: int, p: int, q: int) -> tuple[float, float]:
        equal, _ = equal_rates(board, i, j, p, q)
        u = float(split[actors[min(i, j), max(i, j)] * len(issues) + issues[p, q]])
        s = board.s
        end = s[i][p] / s[i][q] if u > 0 else s[j][p] / s[j][q]
        rate = equal + abs(u) * (end - equal)
        return rate, 1 / rate

    return rates


def _next(board: Board, fixed: Number, salient: Number) -> Table:
    """The positions of the next round: those of the vote in part, for who moved."""
    return [
        [
            x if x == y else (1 - s) * salient * y + fixed * y + (1 - (1 - s) * salient - fixed) * x
            for x, s, y in zip(*rows, strict=True)
        ]
        for rows in zip(board.x, board.s, board.y, strict=True)
    ]
