"""Who gives way to whom, turn by turn: Bueno de Mesquita's expected-utility model.

Bueno de Mesquita (1985, 1994, 1997); in the account of Scholz, Calbert and Smith (2011), by named
`readings`. The outcome of a reading is the weighted median after the last turn. Readings of the
same texts end far apart, so that a result is a band over readings, never a single number, and the
compromise stands beside it: on past decisions of the European Union it was nearer (`record`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from willing.errors import InputError
from willing.models.bargaining.challenge import KINDS, Turn
from willing.models.bargaining.compromise import compromise
from willing.models.bargaining.engine import turns
from willing.models.bargaining.issue import Issue
from willing.models.bargaining.median import median
from willing.models.bargaining.readings import READINGS, Reading

ROUNDS = 10
MOST_ROUNDS = 100

QUIET = 0.005
"""A median that moves by less than this share of the scale twice running has settled."""


@dataclass(frozen=True, slots=True)
class Move:
    """Why an actor moved. In its own view: `own` is what it expects of challenging `toward`, whose
    offer it takes, and `threat` what that one expects of challenging it; `chance` is P_ij.

    `offers`: how many it had to choose from.
    """

    turn: int
    actor: str
    toward: str
    kind: str
    start: float
    end: float
    own: float
    threat: float
    chance: float
    offers: int


@dataclass(frozen=True, slots=True)
class Path:
    """The turns of one reading; everything from turn 0, the positions as given.

    `positions`: by turn and actor. `settled`: the turn from which the median stays, None if it
    never does within the turns played.
    """

    reading: str
    positions: tuple[tuple[float, ...], ...]
    medians: tuple[float, ...]
    means: tuple[float, ...]
    moves: tuple[Move, ...]
    settled: int | None

    @property
    def outcome(self) -> float:
        """The weighted median after the last turn."""
        return self.medians[-1]


@dataclass(frozen=True, slots=True)
class ExpectedUtility:
    """The paths of the readings asked for, the band of their outcomes, and the compromise."""

    paths: tuple[Path, ...]
    low: float
    high: float
    compromise: float


def expected_utility(
    issue: Issue, *, readings: Sequence[Reading] = (), rounds: int = ROUNDS
) -> ExpectedUtility:
    """The expected-utility model on an issue, by all named readings unless some are given.

    Raises `InputError` for fewer turns than one or more than 100.

    >>> from willing.models.bargaining.issue import make_issue
    >>> issue = make_issue("role", "ABC", [0, 40, 100], [1, 0.5, 1], [1, 1, 2])
    >>> found = expected_utility(issue, rounds=2)
    >>> [path.reading for path in found.paths]
    ['scholz_code', 'literal', 'order_least', 'bdm94_like']
    >>> len(found.paths[0].positions), round(found.compromise, 1)
    (3, 62.9)
    """
    if not 1 <= rounds <= MOST_ROUNDS:
        raise InputError(f"rounds: {rounds} is not from 1 to {MOST_ROUNDS}")
    paths = tuple(_path(issue, one, rounds) for one in readings or READINGS.values())
    return ExpectedUtility(
        paths=paths,
        low=min(path.outcome for path in paths),
        high=max(path.outcome for path in paths),
        compromise=compromise(issue).outcome,
    )


def reason(move: Move) -> str:
    """Why the actor moved, in words.

    >>> reason(Move(1, "A", "B", "capitulation", 0, 9, -0.6, 0.1, 0.2, 3))
    'gives in to B: a challenge is worth -0.60 to it, to B 0.10'
    """
    how = {
        "confrontation": "gives way to {}, expecting to lose a conflict",
        "compromise": "meets {} part of the way",
        "capitulation": "gives in to {}",
    }[move.kind].format(move.toward)
    return f"{how}: a challenge is worth {move.own:.2f} to it, to {move.toward} {move.threat:.2f}"


def _path(issue: Issue, reading: Reading, rounds: int) -> Path:
    x, w = np.array(issue.positions), np.array(issue.weights)
    played = turns(x, w, np.array(issue.saliences), reading, rounds)
    positions = [issue.positions, *(tuple(one.after.tolist()) for one in played)]
    positions += [positions[-1]] * (rounds + 1 - len(positions))
    at = [replace(issue, positions=one) for one in positions]
    medians = tuple(median(one).outcome for one in at)
    return Path(
        reading=reading.name,
        positions=tuple(positions),
        medians=medians,
        means=tuple(compromise(one).outcome for one in at),
        moves=tuple(
            move for number, one in enumerate(played, 1) for move in _moves(issue, number, one)
        ),
        settled=_settled(medians, issue.width),
    )


def _moves(issue: Issue, number: int, one: Turn) -> Iterator[Move]:
    for row, rival in enumerate(one.chosen.tolist()):
        if rival >= 0:
            yield Move(
                turn=number,
                actor=issue.actors[row],
                toward=issue.actors[rival],
                kind=KINDS[one.offers[row, rival]],
                start=float(one.positions[row]),
                end=float(one.after[row]),
                own=float(one.own[row, rival]),
                threat=float(one.threat[row, rival]),
                chance=float(one.chances[row, rival]),
                offers=int(np.count_nonzero(one.offers[row])),
            )


def _settled(medians: Sequence[float], width: float) -> int | None:
    steps = [abs(b - a) < QUIET * width for a, b in pairwise(medians)]
    quiet = len(medians) - 1
    while quiet and steps[quiet - 1]:
        quiet -= 1
    return quiet if len(medians) - 1 - quiet >= 2 else None
