"""One round of position exchange, step by step, in floats or in decimals.

Outcomes are O_k = sum(c s x) / D_k, D_k = sum(c s). Actors left and right of the outcomes of two
issues form four corners; who stands in opposite corners may exchange. Of the two, i cares more for
issue p, relative to q, than j does: i supplies q, moving towards x_jq, and j supplies p, moving
towards x_ip. The outcomes then shift by d_q = |step_i| s_iq c_iq / D_q and d_p likewise, and

    gain_i = s_ip d_p - s_iq d_q,    gain_j = s_jq d_q - s_jp d_p,

which are equal where d_q / d_p = (s_ip + s_jp) / (s_iq + s_jq). Steps are as large as possible: to
the other's position, and no further than the outcome, as the other reckons it, comes to that.

1. Settle every possible exchange.
2. Realise the one of the largest gain; of equals, the one that was in front before.
3. Settle anew those in which one of the two supplies, or is supplied with, the same issue; one that
   has no steps left is gone for good. Go on with 2 until none is left.

Stokman and Van Oosten 1994, in Bueno de Mesquita and Stokman, "European Community Decision Making".
`decide` is the program of that model (github.com/foarsitter/decide-exchange-model); its
peculiarities are marked, and left out where `mended`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations, product
from typing import Any

from willing.models.bargaining.exchange.steps import LEAST, SCALE, TIE_PLACES

Number = Any
"""A float or a Decimal."""

Table = list[list[Number]]
Trade = tuple[Number, Number, Number, Number]
"""The lengths of the steps of i and j, and how far they shift q and p."""

Rates = Callable[[int, int, int, int], tuple[Number, Number]]


@dataclass(slots=True)
class Deal:
    """An exchange: i supplies q, j supplies p. `steps`, `ends`, `gains`: of i and j.

    `rates`: how far q shifts for a point of p, and p for a point of q. `ways`: the first directions
    of the steps. `kept`: the sums of the steps that were tried before.
    """

    i: int
    j: int
    p: int
    q: int
    rates: tuple[Number, Number]
    ways: tuple[int, int]
    kept: list[Number] = field(default_factory=lambda: [0, 0])
    steps: tuple[Number, Number] = (0, 0)
    ends: tuple[Number, Number] = (0, 0)
    gains: tuple[Number, Number] = (0, 0)

    @property
    def supplies(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Who supplies what."""
        return (self.i, self.q), (self.j, self.p)

    @property
    def demands(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Who demands what."""
        return (self.i, self.p), (self.j, self.q)

    @property
    def rank(self) -> Number:
        """What exchanges are ordered by: the mean of the gains, to eleven places; in decimals the
        gain itself, so that ties are broken by its last digit, as decide does.
        """
        one, other = self.gains
        return one if isinstance(one, Decimal) else round((one + other) / 2, TIE_PLACES)


@dataclass(slots=True)
class Board:
    """A round under way: positions x at its start and y now, saliences, capabilities, who takes
    part, each [actor][issue]. `noted`: by demander and issue, where suppliers stand for it.
    """

    x: Table
    s: Table
    c: Table
    here: list[list[bool]]
    mended: bool = False
    y: Table = field(default_factory=list)
    total: list[Number] = field(default_factory=list)
    left: list[list[bool]] = field(default_factory=list)
    noted: dict[tuple[int, int], dict[int, Number]] = field(default_factory=dict)

    def weight(self, a: int, k: int) -> Number:
        """Capability times salience."""
        return self.c[a][k] * self.s[a][k]

    def those_in(self, k: int) -> list[int]:
        """The actors that take part in an issue."""
        return [a for a, row in enumerate(self.here) if row[k]]


def set_up(x: Table, s: Table, c: Table, here: list[list[bool]], *, mended: bool) -> Board:
    """A board at the start of a round."""
    board = Board(x, s, c, here, mended)
    board.y = [list(row) for row in x]
    board.left = [[False] * len(row) for row in x]
    for k in range(len(x[0])):
        some = board.those_in(k)
        board.total.append(sum(board.weight(a, k) for a in some))
        number = sum(board.weight(a, k) * x[a][k] for a in some)
        for a in some:
            board.left[a][k] = board.total[k] > 0 and x[a][k] < number / board.total[k]
    return board


def exchanges(board: Board, rates: Rates | None = None) -> list[Deal]:
    """The exchanges of a round, in order; `board.y` is left with the positions voted with.

    `rates`: by i, j, p, q, as `Deal.rates`; those of equal gains unless given.
    """
    rates = rates or (lambda i, j, p, q: equal_rates(board, i, j, p, q))
    open_ = [deal for deal in _possible(board, rates) if settle(board, deal)]
    done = []
    while open_:
        open_.sort(key=lambda deal: deal.rank, reverse=True)
        chosen = open_.pop(0)
        _realise(board, chosen)
        done.append(chosen)
        open_ = [deal for deal in open_ if not _touched(deal, chosen) or settle(board, deal)]
    return done


def equal_rates(board: Board, i: int, j: int, p: int, q: int) -> tuple[Number, Number]:
    """The rates at which both gain the same."""
    s = board.s
    both_p, both_q = s[j][p] + s[i][p], s[i][q] + s[j][q]
    return both_p / both_q, both_q / both_p


def _possible(board: Board, rates: Rates) -> Iterator[Deal]:
    """All pairs in opposite corners, in the order of issues and actors."""
    x, s = board.x, board.s
    for p, q in combinations(range(len(x[0])), 2):
        corners: dict[tuple[bool, bool], list[int]] = {}
        for a, (row, left) in enumerate(zip(board.here, board.left, strict=True)):
            if row[p] and row[q]:
                corners.setdefault((left[p], left[q]), []).append(a)
        for one, other in (((False, False), (True, True)), ((True, False), (False, True))):
            for a, b in product(corners.get(one, ()), corners.get(other, ())):
                i, j = (b, a) if s[a][p] * s[b][q] < s[b][p] * s[a][q] else (a, b)
                if not (board.weight(i, q) > 0 and board.weight(j, p) > 0):
                    continue
                ways = (1 if x[j][q] > x[i][q] else -1, 1 if x[i][p] > x[j][p] else -1)
                yield Deal(i, j, p, q, rates(i, j, p, q), ways)


def settle(board: Board, deal: Deal) -> bool:
    """The largest steps that both may take, into the deal; whether there are any."""
    i, j, p, q = deal.i, deal.j, deal.p, deal.q
    whole = abs(board.x[j][q] - board.y[i][q])
    trade = _by_j(board, deal, abs(board.x[i][p] - board.y[j][p]))
    if trade[0] > whole:
        trade = _by_i(board, deal, whole)
    if not _fits(board, deal, trade) or max(_gains(board, deal, trade)) < LEAST:
        return False
    room = _room(board, i, j, q, deal.ways[0], trade[0])
    if room is not None:
        trade = _by_i(board, deal, room)
    room = _room(board, j, i, p, deal.ways[1], trade[1])
    if room is not None:
        trade = _by_j(board, deal, room)
    if not _fits(board, deal, trade):
        return False
    deal.steps = deal.ways[0] * trade[0], deal.ways[1] * trade[1]
    deal.ends = _on_scale(board.y[i][q] + deal.steps[0]), _on_scale(board.y[j][p] + deal.steps[1])
    deal.gains = _gains(board, deal, trade)
    return True


def _by_i(board: Board, deal: Deal, step: Number) -> Trade:
    """The trade in which i takes this step."""
    shift_q = _shift(board, deal.i, deal.q, step)
    shift_p = deal.rates[1] * shift_q
    back = shift_p * board.total[deal.p] / board.weight(deal.j, deal.p)
    return step, back, shift_q, shift_p


def _by_j(board: Board, deal: Deal, step: Number) -> Trade:
    """The trade in which j takes this step."""
    shift_p = _shift(board, deal.j, deal.p, step)
    shift_q = deal.rates[0] * shift_p
    forth = shift_q * board.total[deal.q] / board.weight(deal.i, deal.q)
    return forth, step, shift_q, shift_p


def _shift(board: Board, a: int, k: int, step: Number) -> Number:
    return step * board.s[a][k] * board.c[a][k] / board.total[k]


def _gains(board: Board, deal: Deal, trade: Trade) -> tuple[Number, Number]:
    s, (i, j, p, q) = board.s, (deal.i, deal.j, deal.p, deal.q)
    _, _, shift_q, shift_p = trade
    return s[i][p] * shift_p - s[i][q] * shift_q, s[j][q] * shift_q - s[j][p] * shift_p


def _fits(board: Board, deal: Deal, trade: Trade) -> bool:
    """Whether both steps are more than nothing, in the first direction, and on the scale.

    A peculiarity: the steps tried since the actor's last move on the issue count too, and may not
    be more than the scale's length in sum; downwards this never binds.
    """
    for place, step in enumerate(trade[:2]):
        (a, k), way = deal.supplies[place], deal.ways[place]
        other = deal.j if place == 0 else deal.i
        end = board.y[a][k] + way * step
        if (board.x[other][k] - board.y[a][k]) * way <= 0 or step <= LEAST:
            return False
        if not -SLACK <= end <= SCALE + SLACK:
            return False
        if not board.mended and deal.kept[place] + way * step > SCALE + SLACK:
            return False
    return True


def _room(board: Board, a: int, demander: int, k: int, way: int, step: Number) -> Number | None:
    """How far a may go for the outcome, as the demander reckons it, to come to the demander's
    position; None where the step does not bring it there.

    The demander reckons with what was done for it in this round, and with nothing else. A
    peculiarity: of several steps of one supplier with the first alone, and once the outcome is
    there, any step is welcome. In decimals the last digit tells whether it is there.
    """
    target, total = board.x[demander][k], board.total[k]
    number = _reckoned(board, a, demander, k, board.y[a][k])
    if way * (target - number / total) <= (0 if isinstance(number, Decimal) else SLACK):
        return 0 if board.mended else None
    after = _reckoned(board, a, demander, k, board.y[a][k] + way * step)
    if way * (target - after / total) >= 0:
        return None
    return abs(target * total - number) / board.weight(a, k)


def _reckoned(board: Board, a: int, demander: int, k: int, position: Number) -> Number:
    """The numerator of an outcome as the demander reckons it, with a at this position."""
    noted = board.noted.get((demander, k), {})
    return sum(
        (position if b == a else noted.get(b, board.x[b][k])) * board.s[b][k] * board.c[b][k]
        for b in board.those_in(k)
    )


SLACK = 1e-9
"""Outcomes and ends of the scale within this are reached."""


def _on_scale(position: Number) -> Number:
    return min(max(position, 0), SCALE)


def _realise(board: Board, deal: Deal) -> None:
    for (a, k), (demander, _), end in zip(
        deal.supplies, reversed(deal.demands), deal.ends, strict=True
    ):
        board.y[a][k] = end
        noted = board.noted.setdefault((demander, k), {})
        if board.mended or a not in noted:
            noted[a] = end


def _touched(deal: Deal, chosen: Deal) -> bool:
    """Whether a deal must be settled anew after the chosen one; the steps it tried are kept."""
    moved = [one in chosen.supplies for one in deal.supplies]
    for place, step in enumerate(deal.steps):
        if moved[place]:
            deal.kept[place] += step
    return any(moved) or any(one in chosen.demands for one in deal.demands)
