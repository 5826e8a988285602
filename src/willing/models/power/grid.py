"""Compound rules of larger bodies: the distribution of the score, as for P(pass).

If every member votes yes with probability p, `willing.models.votes` gives each member's
probability of being decisive on the grid of scores. At p = 1/2 that is the Banzhaf index; each
probability is then a whole number of 2^-n, so that up to 53 members the arithmetic is exact. Over
all p it is the Shapley-Shubik index (Owen 1972), by quadrature as in `quadrature`.
"""

from __future__ import annotations

from dataclasses import dataclass

from willing.models.power.game import Game
from willing.models.power.quadrature import ROUNDING, Integral, bound, nodes_for, rule
from willing.models.votes import exact_pass, exact_swings, make_poll

EXACT = 53
"""Members up to which whole numbers of 2^-n are exact in double precision."""

MOST_WORK = 3_000_000_000
"""Cells times members times nodes: half a minute."""


@dataclass(frozen=True, slots=True)
class Decisive:
    """P(decisive) of each member at p = 1/2 and P(pass), both in 2^-(n-1) and 2^-n where exact."""

    chances: tuple[float, ...]
    passes: float
    swings: tuple[int, ...] | None
    winning: int | None


def can_grid(game: Game, *, integral: bool = False) -> bool:
    """Whether the grid is small enough; `integral`: for the quadrature."""
    poll = make_poll(game.rule, game.size)
    nodes = nodes_for(game.size - 1) if integral else 1
    return poll.feasible and poll.cells * game.size * nodes <= MOST_WORK


def banzhaf(game: Game) -> Decisive:
    """The swings of every member on the grid."""
    n = game.size
    chances, passes = _decisive(game, 0.5)
    if n > EXACT:
        return Decisive(chances, passes, None, None)
    swings = tuple(int(chance * 2.0 ** (n - 1)) for chance in chances)
    return Decisive(chances, passes, swings, int(passes * 2.0**n))


def shapley_shubik(game: Game) -> Integral:
    """The Shapley-Shubik index on the grid, by quadrature over p."""
    degree = game.size - 1
    number = nodes_for(degree)
    total = [0.0] * game.size
    for p, weight in zip(*rule(number), strict=True):
        chances, _ = _decisive(game, float(p), passing=False)
        total = [old + float(weight) * more for old, more in zip(total, chances, strict=True)]
    return Integral(tuple(total), bound(degree, number) + abs(sum(total) - 1) + ROUNDING, number)


def _decisive(game: Game, p: float, *, passing: bool = True) -> tuple[tuple[float, ...], float]:
    poll = make_poll(game.rule, game.size)
    ballots = [(p, 0.0, 1 - p)] * game.size
    chances = tuple(yes - no for yes, _, no in exact_swings(poll, ballots))
    return chances, exact_pass(poll, ballots) if passing else 0.0
