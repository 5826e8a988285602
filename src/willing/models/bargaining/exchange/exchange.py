"""What comes of giving way on one issue for another: one run of position exchange.

Stokman, F. N., Van Oosten, R. 1994, "The exchange of voting positions: an object-oriented model of
policy networks", in Bueno de Mesquita and Stokman (eds), *European Community Decision Making*.
`rounds` has the model. One run is chaotic: a change of a millionth in one salience moves outcomes
by tens of points. `spread` tells what can be told: how outcomes are distributed over many.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.bargaining.exchange.agenda import Agenda
from willing.models.bargaining.exchange.cells import Cells, central_cells, exact_tables
from willing.models.bargaining.exchange.effects import each_felt
from willing.models.bargaining.exchange.engine import Played, play, play_exactly
from willing.models.bargaining.exchange.options import DEFAULTS, Options, check_options
from willing.models.bargaining.exchange.rounds import Board, Deal, set_up
from willing.models.bargaining.exchange.splits import drawn_splits
from willing.models.bargaining.exchange.steps import SCALE

Floats = NDArray[np.float64]
Row = tuple[float | None, ...]

MOST_ROUNDS = 100
MOST_EXACT = 400
"""Actors times issues of an exact run: a round of 20 actors and 20 issues takes some seconds."""

QUICK = 100_000
"""Rounds times squared (actors times issues) of a run that is exact without being asked: a second
or two.
"""


@dataclass(frozen=True, slots=True)
class Effects:
    """Changes of salience times distance to the outcome, in points of 100: gains from one's own
    exchanges as the traders reckon them, and what those of others bring: `inner` from exchanges in
    one's own two corners, `outer` from all others.
    """

    own: float
    inner_gain: float
    inner_loss: float
    outer_gain: float
    outer_loss: float


@dataclass(frozen=True, slots=True)
class Trade:
    """An exchange: each of two actors moves on the issue that it supplies.

    Positions and outcomes are on a scale of 0 to 100; `before`, `after`: outcomes of the two issues
    with all exchanges of the round so far. `effects`: on third parties, in sum; own: both gains.
    """

    round: int
    actors: tuple[str, str]
    supplies: tuple[str, str]
    starts: tuple[float, float]
    ends: tuple[float, float]
    gains: tuple[float, float]
    before: tuple[float, float]
    after: tuple[float, float]
    effects: Effects


@dataclass(frozen=True, slots=True)
class Round:
    """A round. `votes`: positions voted with, by actor and issue, None where an actor takes no
    part; `outcome`: where these bring each issue. `wishes`, `wished`: the same for the positions
    that actors are won over to in part, and begin the next round with. All on the issues' scales.
    """

    votes: tuple[Row, ...]
    outcome: tuple[float, ...]
    wishes: tuple[Row, ...]
    wished: tuple[float, ...]
    trades: tuple[Trade, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One run. `start`: the outcomes without any exchange, which are the compromise.

    `utilities`: by actor, how much nearer the last outcomes are than the first, weighted by
    salience, in points of 100. `effects`: by actor, over all rounds. Rounds end early where no
    exchange is left.
    """

    agenda: Agenda
    options: Options
    seed: int
    exact: bool
    start: tuple[float, ...]
    rounds: tuple[Round, ...]
    utilities: tuple[float, ...]
    effects: tuple[Effects, ...]

    @property
    def outcome(self) -> tuple[float, ...]:
        """Where the last votes bring each issue, on its own scale."""
        return self.rounds[-1].outcome

    @property
    def wished(self) -> tuple[float, ...]:
        """Where the positions after the last round would bring it."""
        return self.rounds[-1].wished


def exchange(
    agenda: Agenda,
    *,
    options: Options = DEFAULTS,
    rounds: int = 1,
    seed: int = 1,
    exact: bool | None = None,
) -> Exchange:
    """One run with every input at its middle; `seed` is for random gains.

    `exact`: in decimals of 28 digits, digit for digit as the program decide; where it is left open,
    if gains are equal and it takes no more than a second or two. Raises `InputError`.

    >>> from willing.models.bargaining.issue import make_issue
    >>> from willing.models.bargaining.inputs import exact as given
    >>> from willing.models.bargaining.exchange.agenda import make_agenda
    >>> troops = make_issue("troops", "AB", [0, 100], [0.9, 0.3], [1, 1])
    >>> money = make_issue("money", "AB", [0, 100], [0.3, 0.9], [1, 1])
    >>> found = exchange(make_agenda("pact", [given(troops), given(money)]))
    >>> found.start, found.outcome
    ((25.0, 75.0), (0.0, 100.0))
    >>> [round(gain, 2) for gain in found.rounds[0].trades[0].gains]
    [15.0, 15.0]
    """
    check_options(options)
    check_rounds(rounds)
    cells = central_cells(agenda)
    if exact is None:
        exact = options.gains == "equal" and rounds * cells.here.size**2 <= QUICK
    _check_exact(options, exact, cells)
    played = _played(agenda, cells, options, rounds, seed, exact)
    told = tuple(_rounds(agenda, cells, played))
    return Exchange(
        agenda=agenda,
        options=options,
        seed=seed,
        exact=exact,
        start=_on_scales(agenda, cells.outcomes(cells.positions)[0]),
        rounds=told,
        utilities=tuple(utilities(cells, played.votes[:, len(told) - 1])[0].tolist()),
        effects=tuple(Effects(*row) for row in played.effects[0].tolist()),
    )


def utilities(cells: Cells, votes: Floats) -> Floats:
    """How much nearer each actor's positions the outcomes of the votes are than those without any
    exchange, weighted by salience: (draws, actors).
    """
    before, after = cells.outcomes(cells.positions)[:, None], cells.outcomes(votes)[:, None]
    nearer = np.abs(before - cells.positions) - np.abs(after - cells.positions)
    found: Floats = (cells.saliences * nearer).sum(axis=2)
    return found


def check_rounds(rounds: int) -> None:
    """Raises `InputError` for too many rounds, or none."""
    if not 1 <= rounds <= MOST_ROUNDS:
        raise InputError(f"rounds: {rounds} is not from 1 to {MOST_ROUNDS}")


def _check_exact(options: Options, exact: bool, cells: Cells) -> None:
    if exact and options.gains != "equal":
        raise InputError("exact: random gains are drawn in floats; leave one of them out")
    if exact and cells.here.size > MOST_EXACT:
        raise InputError(
            f"exact: {cells.here.size:,} actors times issues are beyond the limit of {MOST_EXACT}; "
            "leave it out"
        )


def _played(
    agenda: Agenda, cells: Cells, options: Options, rounds: int, seed: int, exact: bool
) -> Played:
    """One draw, with room for every exchange."""
    mended, room = options.rules == "mended", ROOM * cells.here.size
    splits = drawn_splits(agenda, rounds, options, seed, 0, 1)
    while True:
        if exact:
            tables = exact_tables(agenda)
            found = play_exactly(cells, tables, rounds, mended=mended, room=room)
        else:
            found = play(cells, rounds, mended=mended, splits=splits, room=room)
        if found.counts.max() <= room:
            return found
        room = int(found.counts.max())


ROOM = 4
"""Exchanges that are written down at first, for each actor and issue."""


def _rounds(agenda: Agenda, cells: Cells, played: Played) -> Iterator[Round]:
    """The rounds up to the first without an exchange."""
    begun = cells.positions[0]
    for number, count in enumerate(played.counts[0].tolist()):
        votes, wishes = played.votes[0, number], played.wishes[0, number]
        record = played.record[0, number, :count].tolist()
        deals = _deals(played.who[0, number, :count], record)
        yield Round(
            votes=_table(agenda, cells, votes),
            outcome=_on_scales(agenda, cells.outcomes(votes[None])[0]),
            wishes=_table(agenda, cells, wishes),
            wished=_on_scales(agenda, cells.outcomes(wishes[None])[0]),
            trades=tuple(_trades(agenda, number + 1, _board(cells, begun), deals, record)),
        )
        if count == 0:
            return
        begun = wishes


def _board(cells: Cells, positions: Floats) -> Board:
    tables = (positions, cells.saliences[0], cells.capabilities[0])
    x, s, c = (table.tolist() for table in tables)
    return set_up(x, s, c, cells.here.tolist(), mended=True)


def _deals(who: NDArray[np.int64], record: list[list[float]]) -> list[Deal]:
    return [
        Deal(i, j, p, q, (0, 0), (0, 0), ends=(end_i, end_j), gains=(gain_i, gain_j))
        for (i, j, p, q), (_, end_i, _, end_j, gain_i, gain_j) in zip(
            who.tolist(), record, strict=True
        )
    ]


def _trades(
    agenda: Agenda, number: int, board: Board, deals: list[Deal], record: list[list[float]]
) -> Iterator[Trade]:
    actors, titles = agenda.actors, agenda.titles
    for deal, row, told in zip(deals, record, each_felt(board, deals), strict=True):
        each, (q_before, q_after, p_before, p_after) = told
        yield Trade(
            round=number,
            actors=(actors[deal.i], actors[deal.j]),
            supplies=(titles[deal.q], titles[deal.p]),
            starts=(row[0], row[2]),
            ends=deal.ends,
            gains=deal.gains,
            before=(float(q_before), float(p_before)),
            after=(float(q_after), float(p_after)),
            effects=Effects(sum(deal.gains), *each[:, 1:].sum(axis=0).tolist()),
        )


def _on_scales(agenda: Agenda, values: Floats) -> tuple[float, ...]:
    """Numbers from 0 to 100, by issue, on the issues' own scales."""
    return tuple(
        value
        if (issue.low, issue.high) == (0, SCALE)
        else issue.low + (issue.high - issue.low) * value / SCALE
        for issue, value in zip(agenda.issues, values.tolist(), strict=True)
    )


def _table(agenda: Agenda, cells: Cells, positions: Floats) -> tuple[Row, ...]:
    rows = (_on_scales(agenda, row) for row in positions)
    return tuple(
        tuple(x if there else None for x, there in zip(row, here, strict=True))
        for row, here in zip(rows, cells.here.tolist(), strict=True)
    )
