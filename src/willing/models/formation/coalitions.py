"""Which few players are enough, and which few can stop it?

A set of players is *minimal sufficient* in a world if these players, as they are, succeed without
all others, and none of them can be spared. It is *minimal blocking* if all others fail without
them, and would succeed with any one of them (von Neumann and Morgenstern 1944: minimal winning
and blocking coalitions). Each set is listed with the probability that it is one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from willing.models.chance import Chance, chance
from willing.models.formation.bits import ALL, Words, count, none, unpacked
from willing.models.formation.game import Game, Method, members_of, play, play_sets

MOST_SETS = 12
"""So many sets are listed."""

CANDIDATES = 24
"""So many of the sets met most often in random orders are measured."""


@dataclass(frozen=True, slots=True)
class Coalition:
    """One set of players, and the probability that it is minimal sufficient, or blocking."""

    players: tuple[str, ...]
    p: Chance


@dataclass(frozen=True, slots=True)
class Coalitions:
    """The minimal sufficient and the minimal blocking sets that carry the most probability.

    `method`: all sets were tried, or those were measured that random orders came upon.
    """

    method: Method
    worlds: int
    sufficient: tuple[Coalition, ...]
    blocking: tuple[Coalition, ...]


def coalitions(game: Game, table: Words | None = None) -> Coalitions:
    """The sets of a game; `table`: where each set succeeds, if all are tried."""
    everyone = (1 << len(game.players)) - 1
    if table is not None:
        sets = dict(enumerate(table))
        sufficient = blocking = list(sets)
    else:
        sufficient, blocking = _met_often(game, "sufficient"), _met_often(game, "blocking")
        sets = _played(game, sufficient, [everyone & ~number for number in blocking])
    return Coalitions(
        game.method,
        game.worlds,
        _measured(game, sufficient, lambda number: _sufficient(number, sets)),
        _measured(game, blocking, lambda number: _blocking(number, everyone, sets)),
    )


def _played(game: Game, sufficient: Sequence[int], failing: Sequence[int]) -> dict[int, Words]:
    """Where these sets succeed, the former with each of their players gone, the latter with each
    of the others come.
    """
    wanted = {*sufficient, *failing}
    for number in sufficient:
        wanted |= {number & ~(1 << player) for player in members_of(number)}
    for number in failing:
        wanted |= {number | 1 << player for player in range(len(game.players))}
    sets = sorted(wanted)
    return dict(zip(sets, play_sets(game, sets), strict=True))


def _sufficient(number: int, sets: Mapping[int, Words]) -> Words:
    """Where the set succeeds, and does not without any one of its players."""
    found = sets[number]
    for player in members_of(number):
        if not found.any():
            break
        found = found & ~sets[number & ~(1 << player)]
    return found


def _blocking(number: int, everyone: int, sets: Mapping[int, Words]) -> Words:
    """Where all others fail, and succeed with any one of the set."""
    found = ~sets[everyone & ~number]
    if not number:
        return none(len(found))
    for player in members_of(number):
        if not found.any():
            break
        found = found & sets[everyone & ~number | 1 << player]
    return found


def _measured(
    game: Game, sets: Sequence[int], where: Callable[[int], Words]
) -> tuple[Coalition, ...]:
    """The likeliest of the sets, with their probabilities."""
    counted = [(number, count(where(number) & game.block.kept)) for number in sets]
    likely = sorted((c for c in counted if c[1]), key=lambda c: (-c[1], c[0].bit_count(), c[0]))
    return tuple(
        Coalition(tuple(game.players[i] for i in members_of(number)), chance(hits, game.worlds))
        for number, hits in likely[:MOST_SETS]
    )


def _met_often(game: Game, what: Literal["sufficient", "blocking"]) -> list[int]:
    """The sets that are met most often when players leave, or come, in random order.

    Sufficient: all are present, and each leaves in turn where success does without it. Blocking:
    nobody is, and each comes in turn where there is no success with it either; those who are still
    out then block.
    """
    assert game.order is not None
    n, words = len(game.players), game.block.words
    leaving = what == "sufficient"
    present = np.full((n, words), ALL) if leaving else none(n, words)
    column = np.arange(words)
    everybody = play(game, np.full((n, words), ALL))[1]
    for step in range(n):
        moving = game.order[:, step]
        trial = present.copy()
        trial[moving, column] ^= ALL
        succeeded = play(game, trial)[1]
        present[moving, column] ^= succeeded if leaving else ~succeeded
    chosen = present if leaving else ~present
    held = everybody if leaving else everybody & ~play(game, present)[1]
    lanes = unpacked(chosen)[:, unpacked(held)]
    sets, times = np.unique(
        np.packbits(lanes, axis=0, bitorder="little"), axis=1, return_counts=True
    )
    often = np.argsort(-times, kind="stable")[:CANDIDATES]
    return [int.from_bytes(sets[:, i].tobytes(), "little") for i in often]
