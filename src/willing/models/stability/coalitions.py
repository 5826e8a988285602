"""Which of all coalitions hold together, with and without side payments?

d'Aspremont et al. (1983) for any payoffs pi_i(S), what player i gets when S forms and the others
act alone. With d_i(S) = pi_i(S) - pi_i(S - i), what member i gains by staying,

    internally stable              d_i(S) >= 0 for every member
    externally stable              d_j(S + j) <= 0 for every outsider

Where members can pay each other (Eyckmans and Finus 2004, "An almost ideal sharing scheme for
coalition games with externalities"), a coalition can hold where what it makes covers what its
members would get by leaving, sum of d_i(S) >= 0 (potential internal stability); and nobody can be
paid to join where that fails, or leaves nothing over, for every S + j. One array of differences for
each player answers all of this: two passes over 2^n numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.models.players import members

MOST_PLAYERS = 20
"""A million coalitions, half a second."""

MOST_LISTED = 200
"""So many stable coalitions are listed, those with the largest totals; all are counted."""

TOLERANCE = 1e-9
"""Differences below this share of the largest payoff are ties."""

Floats = NDArray[np.float64]
Payoff = Callable[[int], tuple[Floats, Floats]]
"""What one player gets, inside and outside, for each coalition of the others: each has the shape
(2^(n-1-i), 2^i) for player i, by the later and the earlier players that are in."""


@dataclass(frozen=True, slots=True)
class Formed:
    """A coalition that forms: what every player then gets, and who would move.

    `gains`, in the players' order: what a member gains by staying, an outsider by joining.
    `surplus`: the sum of the members' gains. `transfers`: what each member is paid (below 0: pays)
    if the surplus is shared equally on top of what each would get by leaving; 0 for outsiders.
    `gap_closed`: of what all together gain from full cooperation over none, the share that this
    coalition brings; None where there is nothing to gain.
    """

    members: tuple[str, ...]
    payoffs: tuple[float, ...]
    gains: tuple[float, ...]
    total: float
    surplus: float
    transfers: tuple[float, ...]
    gap_closed: float | None
    internal: bool
    external: bool
    potential: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Stable coalitions: those with the largest totals, and how many there are by size (0..n).

    Coalitions in which all together get what they get without any are not among them.
    """

    listed: tuple[Formed, ...]
    by_size: tuple[int, ...]

    @property
    def number(self) -> int:
        """How many there are."""
        return sum(self.by_size)


@dataclass(frozen=True, slots=True)
class Stability:
    """The stability of every coalition of these players.

    `stable` without payments; `potential` with payments, internally and externally. `none`: what
    each gets when nobody cooperates; `full`: the coalition of all; `asked`: one that was asked for.
    `nothing_holds`: whether it is stable that nobody cooperates.
    """

    players: tuple[str, ...]
    words: str
    stable: Found
    potential: Found
    none: tuple[float, ...]
    full: Formed
    asked: Formed | None
    nothing_holds: bool


@dataclass(frozen=True, slots=True)
class _Tables:
    """Of each coalition (2^n): the least gain of a member from staying, the largest of an outsider
    from joining, the total of all payoffs, and the sum of the members' gains; what counts as 0.
    """

    stay: Floats
    join: Floats
    totals: Floats
    surplus: Floats
    zero: float


def stability(
    players: Sequence[str], payoff: Payoff, *, asked: int | None = None, words: str = ""
) -> Stability:
    """The stability of every coalition, for up to `MOST_PLAYERS` players.

    >>> from willing.models.stability.linear import linear_payoff
    >>> found = stability("ABCD", linear_payoff([1.0] * 4, [1.0] * 4))
    >>> found.stable.by_size  # six pairs, four triples
    (0, 0, 6, 4, 0)
    """
    n = len(players)
    tables = _tables(payoff, n)
    idle = np.abs(tables.totals - tables.totals[0]) <= tables.zero * n
    holds = (tables.stay >= -tables.zero) & (tables.join <= tables.zero)
    paid = (tables.surplus >= -tables.zero) & ~_can_be_joined(tables, n)
    chosen = [_best(holds & ~idle, tables), _best(paid & ~idle, tables)]
    everybody, alone = (1 << n) - 1, [1 << row for row in range(n)]
    rows = [*chosen[0], *chosen[1], everybody, 0, *([] if asked is None else [asked])]
    formed = _formed(players, payoff, rows, tables)
    first, second = len(chosen[0]), len(chosen[0]) + len(chosen[1])
    return Stability(
        players=tuple(players),
        words=words,
        stable=Found(tuple(formed[:first]), _by_size(holds & ~idle, n)),
        potential=Found(tuple(formed[first:second]), _by_size(paid & ~idle, n)),
        none=formed[second + 1].payoffs,
        full=formed[second],
        asked=None if asked is None else formed[-1],
        nothing_holds=bool((holds & idle)[1:].any() or (holds[0] and not idle[alone].any())),
    )


def _tables(payoff: Payoff, n: int) -> _Tables:
    stay, join = np.full(1 << n, np.inf), np.full(1 << n, -np.inf)
    totals, surplus = np.zeros(1 << n), np.zeros(1 << n)
    largest = 0.0
    for row in range(n):
        within, without = payoff(row)
        gain = within - without
        box = (-1, 2, 1 << row)
        totals.reshape(box)[:, 1] += within
        totals.reshape(box)[:, 0] += without
        surplus.reshape(box)[:, 1] += gain
        least, most = stay.reshape(box)[:, 1], join.reshape(box)[:, 0]
        np.minimum(least, gain, out=least)
        np.maximum(most, gain, out=most)
        largest = max(largest, *(abs(float(x)) for x in (within.max(), within.min())))
        largest = max(largest, *(abs(float(x)) for x in (without.max(), without.min())))
    return _Tables(stay, join, totals, surplus, TOLERANCE * largest)


def _can_be_joined(tables: _Tables, n: int) -> NDArray[np.bool_]:
    """To which coalitions an outsider can be paid to come, with something left over."""
    found = np.zeros(1 << n, dtype=bool)
    gains = tables.surplus > tables.zero
    for row in range(n):
        found.reshape(-1, 2, 1 << row)[:, 0] |= gains.reshape(-1, 2, 1 << row)[:, 1]
    return found


def _best(chosen: NDArray[np.bool_], tables: _Tables) -> list[int]:
    """Those with the largest totals first; where equal, the smaller number."""
    rows = np.flatnonzero(chosen)
    order = np.argsort(-tables.totals[rows], kind="stable")
    return [int(row) for row in rows[order][:MOST_LISTED]]


def _by_size(chosen: NDArray[np.bool_], n: int) -> tuple[int, ...]:
    sizes = np.bitwise_count(np.flatnonzero(chosen).astype(np.uint32))
    return tuple(int(number) for number in np.bincount(sizes, minlength=n + 1))


def _formed(
    players: Sequence[str], payoff: Payoff, coalitions: Sequence[int], tables: _Tables
) -> list[Formed]:
    here = np.array(coalitions)
    values = np.empty((len(players), here.size))
    gains = np.empty_like(values)
    for row in range(len(players)):
        within, without = payoff(row)
        others = here >> (row + 1), here & ((1 << row) - 1)
        values[row] = np.where(here >> row & 1, within[others], without[others])
        gains[row] = within[others] - without[others]
    joined = _can_be_joined(tables, len(players))
    gap = float(tables.totals[-1] - tables.totals[0])
    found = []
    for column, coalition in enumerate(coalitions):
        inside = np.array([coalition >> row & 1 for row in range(len(players))], dtype=bool)
        surplus = float(tables.surplus[coalition])
        share = surplus / max(inside.sum(), 1)
        above = tables.totals[coalition] - tables.totals[0]
        found.append(
            Formed(
                members=members(coalition, players),
                payoffs=tuple(map(float, values[:, column])),
                gains=tuple(map(float, gains[:, column])),
                total=float(tables.totals[coalition]),
                surplus=surplus,
                transfers=tuple(float(x) for x in np.where(inside, share - gains[:, column], 0.0)),
                gap_closed=None if abs(gap) <= tables.zero else float(above) / gap,
                internal=bool(tables.stay[coalition] >= -tables.zero),
                external=bool(tables.join[coalition] <= tables.zero),
                potential=surplus >= -tables.zero and not joined[coalition],
            )
        )
    return found
