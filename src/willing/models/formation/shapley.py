"""What does each player bring to success, over all orders in which they may come?

The Shapley value (Shapley 1953, "A value for n-person games") of player i is its mean marginal
contribution,

    phi_i = sum over S without i of |S|! (n - |S| - 1)! / n! (v(S + i) - v(S)),

where v is P(success) with the players of S present (see `game`). The values sum to P(success)
less what succeeds with nobody. Up to ten players it is exact in the worlds drawn; beyond, players
come in random orders (Castro, Gomez and Tejada 2009, "Polynomial calculation of the Shapley value
based on sampling"), each followed by its reverse.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import factorial, sqrt

import numpy as np

from willing.models.formation.bits import ALL, Grains, Words, count, none, unpacked
from willing.models.formation.game import Game, Method, play

FEW_WORDS = 8
"""From so many words on, a word is a cluster whose worlds are counted together, for the standard
error; before, each world is one."""


@dataclass(frozen=True, slots=True)
class Share:
    """The Shapley value of one player, and its standard error over worlds and orders."""

    player: str
    value: float
    se: float


@dataclass(frozen=True, slots=True)
class Shapley:
    """The Shapley value of success: a share for each player, the largest first.

    `method`: `exact` in the `worlds` used, or `sampled` by `orders` random orders of the players.
    `whole`: P(success) in these worlds less P(success with nobody), which the shares sum to.
    """

    method: Method
    worlds: int
    orders: int
    whole: float
    shares: tuple[Share, ...]


def shapley(game: Game, table: Words | None = None) -> Shapley:
    """The Shapley value of success; `table`: where each set succeeds, if all are tried."""
    shares = _sampled(game) if table is None else _exact(game, table)
    return Shapley(
        method=game.method,
        worlds=game.worlds,
        orders=0 if table is not None else 2 * game.block.words,
        whole=_whole(game, table),
        shares=tuple(sorted(shares, key=lambda share: (-share.value, share.player))),
    )


def _whole(game: Game, table: Words | None) -> float:
    n, words = len(game.players), game.block.words
    if table is not None:
        all_, nobody = table[-1], table[0]
    else:
        all_ = play(game, np.full((n, words), ALL))[1]
        nobody = play(game, none(n, words))[1]
    return (count(all_) - count(nobody)) / game.worlds


def _exact(game: Game, table: Words) -> list[Share]:
    """Every set of players, in whole numbers: n! times the gain in each word of worlds."""
    n, sets = len(game.players), np.arange(len(table))
    sizes = np.bitwise_count(sets)
    succeeded = _clusters(table)
    gains = np.empty((n, succeeded.shape[1]), dtype=np.int64)
    for player in range(n):
        without = sets[sets >> player & 1 == 0]
        weights = np.array([factorial(k) * factorial(n - k - 1) for k in sizes[without].tolist()])
        gains[player] = weights @ (succeeded[without | 1 << player] - succeeded[without])
    return _shares(game, gains, factorial(n))


def _sampled(game: Game) -> list[Share]:
    """Random orders: the 64 worlds of a word share one order and its reverse."""
    assert game.order is not None
    return _shares(game, _gains(game, game.order) + _gains(game, game.order[:, ::-1]), 2)


def _shares(game: Game, gains: Grains, scale: int) -> list[Share]:
    """The shares from the gains in each cluster, `scale` times over; clusters differ by chance."""
    counted = _clusters(game.block.kept)
    number = max(int((counted > 0).sum()), 2)
    shares = []
    for name, gain in zip(game.players, gains, strict=True):
        mean = int(gain.sum()) / scale / game.worlds
        off = gain / scale - mean * counted
        variance = float((off * off).sum()) * number / (number - 1) / game.worlds**2
        shares.append(Share(name, mean, sqrt(variance)))
    return shares


def _gains(game: Game, order: Grains) -> Grains:
    """In how many more worlds of each cluster success comes with each player: shape (players,
    clusters).
    """
    n, words = len(game.players), game.block.words
    size = len(_clusters(none(words))) // words
    gains = np.zeros((n, words, size), dtype=np.int64)
    present, column = none(n, words), np.arange(words)
    events = np.array([player in game.trial.plan.events for player in game.players])
    active, before = play(game, present)
    for step in range(n):
        arriving = order[:, step]
        present[arriving, column] = ALL
        known = np.where(events[arriving], np.uint64(0), active)  # a new event may undo something
        active, after = play(game, present, known)
        gains[arriving, column] = (_clusters(after) - _clusters(before)).reshape(words, size)
        before = after
    return gains.reshape(n, words * size)


def _clusters(words: Words) -> Grains:
    """In how many worlds of each cluster the words say yes: shape (..., clusters)."""
    if words.shape[-1] < FEW_WORDS:
        return unpacked(words).astype(np.int64)
    return np.bitwise_count(words).astype(np.int64)
