"""Success as a cooperative game: actors and events are players, and some are missing.

A player that is present is as it was drawn: an actor may be unwilling, an event may not happen. An
actor that is absent makes no pledge; an absent event is false. In each world a set of present
players succeeds or not, and the value of a set is its P(success), so that the value of all is
P(success) itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from willing.models.draws import variable_key
from willing.models.formation.bits import ALL, LANES, Words, count, every, none
from willing.models.formation.trial import Trial, block_at, within
from willing.models.formation.worlds import Block, happen

FEW_PLAYERS = 10
"""Up to so many players every set of them is tried: 1,024 sets."""

MOST_PLAYERS = 200
"""Of more, those play who may bring most; the others are always present."""

WORLDS = 1 << 13
LEAST_WORLDS = 1 << 10
WORK = 20_000_000
"""The game is played in the first 8,192 worlds. Where players times pledges times worlds would be
more than `WORK`, it is in fewer, but not in less than 1,024."""

AT_ONCE = 1 << 11
"""So many words NumPy settles at once, sets of players side by side: it is slow to begin."""

Method = Literal["exact", "sampled"]


@dataclass(frozen=True, slots=True)
class Game:
    """The players, and the worlds in which they play: one block, of `worlds` that count.

    `order`: a random order of the players for every word of 64 worlds, shape (words, players);
    without one (few players), all sets are tried.
    """

    trial: Trial
    block: Block
    players: tuple[str, ...]
    worlds: int
    order: NDArray[np.int64] | None

    @property
    def method(self) -> Method:
        """How the game is solved."""
        return "exact" if self.order is None else "sampled"


def make_game(trial: Trial, players: list[str], *, exact: bool | None = None) -> Game | None:
    """The game of a trial; None if it states no requirement, or has no players or no worlds.

    `exact`: try all sets, or sample orders; without it, by the number of players.
    """
    players = players[:MOST_PLAYERS]
    if not trial.plan.requires or not players:
        return None
    played = within(trial, len(players), WORK, LEAST_WORLDS)
    played = replace(played, worlds=min(played.worlds, WORLDS))
    block = block_at(played, 0, -(-played.worlds // LANES))
    if not block.kept.any():
        return None
    few = len(players) <= FEW_PLAYERS if exact is None else exact
    return Game(
        trial=trial,
        block=block,
        players=tuple(players),
        worlds=count(block.kept),
        order=None if few else _orders(trial.seed, block.first, block.words, len(players)),
    )


def _orders(seed: int, first: int, words: int, players: int) -> NDArray[np.int64]:
    """A random order for each word, which depends on seed and word alone."""
    key = seed | variable_key("order of players") << 64
    orders = np.empty((words, players), dtype=np.int64)
    for word in range(words):
        source = np.random.Philox(counter=(first + word) << 64, key=key)
        orders[word] = np.random.Generator(source).permutation(players)
    return orders


def play(game: Game, present: Words, known: Words | None = None) -> tuple[Words, Words]:
    """Who is active and where it succeeds when players are `present`, shape (players, words).

    `known`: pledges that are known to be active. Shapes (offers, words) and (words,).
    """
    trial, block, plan = game.trial, game.block, game.trial.plan
    here = dict(zip(game.players, present, strict=True))
    willing = block.willing.copy()
    for player, where in here.items():
        for row in plan.rows.by.get(player, ()):
            if row not in trial.setting.offers:
                willing[row] &= where
    among = {event: here.get(event, every(block.words)) for event in plan.events}
    events = happen(plan, block.leaves, trial.setting.events, block.words, among)
    played = replace(block, willing=willing, happened=events)
    active = trial.engine.settle(plan, trial.program, played, rising=True, known=known)
    return active, trial.engine.succeeds(plan, played, active) & block.kept


def all_sets(game: Game) -> Words:
    """Where each set of players succeeds: shape (2**players, words)."""
    return play_sets(game, range(1 << len(game.players)))


def play_sets(game: Game, sets: Sequence[int]) -> Words:
    """Where sets of players succeed: shape (sets, words).

    Bit i of the number of a set tells whether player i is in it.
    """
    words, n = game.block.words, len(game.players)
    found = none(len(sets), words)
    step = max(AT_ONCE // words, 1) if game.trial.engine.name == "numpy" else 1
    for first in range(0, len(sets), step):
        some = sets[first : first + step]
        wide = replace(game, block=_side_by_side(game.block, len(some)))
        present = none(n, words * len(some))
        for place, number in enumerate(some):
            for player in members_of(number):
                present[player, place * words : (place + 1) * words] = ALL
        found[first : first + step] = play(wide, present)[1].reshape(len(some), words)
    return found


def _side_by_side(block: Block, times: int) -> Block:
    """The same worlds so many times over."""
    drawn = np.tile(block.amounts.drawn, (1, times))
    return replace(
        block,
        words=block.words * times,
        kept=np.tile(block.kept, times),
        leaves={leaf: np.tile(where, times) for leaf, where in block.leaves.items()},
        happened=np.tile(block.happened, (1, times)),
        willing=np.tile(block.willing, (1, times)),
        on=np.tile(block.on, (1, times)),
        amounts=replace(block.amounts, drawn=drawn),
    )


def members_of(number: int) -> Iterator[int]:
    """The players in the set of this number.

    >>> list(members_of(0b1010))
    [1, 3]
    """
    player = 0
    while number:
        if number & 1:
            yield player
        number >>= 1
        player += 1
