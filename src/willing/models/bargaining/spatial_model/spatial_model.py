"""Where do actors end who bargain on several dimensions at once: the Spatial Model of Politics.

The model of the Kapsarc Toolkit for Behavioral Analysis (KTAB: Wise, Lester and Efird 2015, "An
introduction to the KAPSARC Toolkit for Behavioral Analysis (KTAB) using one-dimensional spatial
models", KAPSARC discussion paper KS-1517-DP011A; and 2015, "Multidimensional bargaining using
KTAB", KS-1517-DP012A), which goes back to Bueno de Mesquita (1994) and Lalman (1988). Each turn:

1. from the chances of all positions in an election, attitudes to risk (`view`);
2. for every pair, what challenging the other is worth (`contest`); each picks its best target;
3. a bargain between the two, where their strengths and saliences put it (`offer`);
4. every actor takes the bargain of its queue, or the status quo, that all actors' utilities,
   weighted by capability, make likeliest (`turn`); all move at once, and ideals follow.

It stops after a turn with less than 2% of the movement of the first, and at 100 turns. KTAB's
defects are mended unless `compat` is "ktab"; `docs/theory/spatial-model.md` lists each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.bargaining.median import medians
from willing.models.bargaining.spatial_model.options import Compat
from willing.models.bargaining.spatial_model.play import MOST_TURNS, play, still
from willing.models.bargaining.spatial_model.spatial_issue import SpatialIssue, Table
from willing.models.bargaining.spatial_model.turn import Queue, Turn
from willing.models.bargaining.spatial_model.view import View, winning

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bargain:
    """An offer that an actor had: who proposed what to whom, and why.

    `seen_by`: in whose view `chance` is that the proposer would win a contest, and `gain` what
    challenging is worth to it, of two utilities. `mine` and `theirs`: where the proposer and the
    other would go, by dimension.
    """

    proposer: str
    other: str
    seen_by: str
    chance: float
    gain: float
    mine: tuple[float, ...]
    theirs: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What an actor chose in a turn: `bargain`, or None for the status quo.

    `probability`: that all actors together make the choice prevail in the actor's queue;
    `status_quo`: that of staying. `utility` of the choice and `utility_now`: the actor's own mean
    utility over all positions. `options`: how many it had to choose from.
    """

    turn: int
    actor: str
    bargain: Bargain | None
    start: tuple[float, ...]
    end: tuple[float, ...]
    probability: float
    status_quo: float
    utility: float
    utility_now: float
    options: int


@dataclass(frozen=True, slots=True)
class State:
    """The end of a turn, by actor: positions and ideals by dimension, the probability of winning
    (of the position: actors who share one add up to more than 1), and the attitude to risk from -1
    (seeks it) to 1 (avoids it).
    """

    positions: Table
    ideals: Table
    winning: tuple[float, ...]
    risk: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class SpatialModel:
    """The turns, turn 0 first; `choices[t]` lead from state t to t + 1.

    `settled`: whether it stopped by itself, not at the limit. `outcome` and `medians`: by
    dimension, the mean and the median of the last positions weighted by capability and salience of
    the dimension; None where nobody cares for it. `seed`: of stochastic transitions, else None.
    """

    issue: SpatialIssue
    compat: Compat
    seed: int | None
    states: tuple[State, ...]
    choices: tuple[tuple[Choice, ...], ...]
    settled: bool
    outcome: tuple[float | None, ...]
    medians: tuple[float | None, ...]

    @property
    def turns(self) -> int:
        """How many turns were played."""
        return len(self.choices)

    @property
    def moves(self) -> Iterator[Choice]:
        """The choices by which an actor's position changed."""
        return (one for some in self.choices for one in some if one.start != one.end)


def spatial_model(
    issue: SpatialIssue,
    *,
    compat: Compat = "",
    seed: int | None = None,
    turns: int | None = None,
) -> SpatialModel:
    """The turns of an issue.

    `compat`: "ktab" follows KTAB in its defects too, stochastic runs included. `seed`: of
    stochastic transitions, the issue's own unless given. `turns`: so many exactly, instead of
    KTAB's rule for stopping. Raises `InputError`.

    >>> from willing.models.bargaining.spatial_model.spatial_issue import make_spatial_issue
    >>> issue = make_spatial_issue(
    ...     "pact", "ABC", ["troops"], [[90], [15], [50]], [[0.7], [0.8], [0.35]], [60, 45, 30]
    ... )
    >>> found = spatial_model(issue)
    >>> found.turns, [round(x, 1) for (x,) in found.states[-1].positions]
    (3, [38.6, 38.6, 20.3])
    """
    if compat not in ("", "ktab"):
        raise InputError(f"compat `{compat[:80]}`: write ktab")
    if turns is not None and not 1 <= turns <= MOST_TURNS:
        raise InputError(f"turns: {turns} is not from 1 to {MOST_TURNS}")
    if compat:
        _check_weights(issue)
    seed = (issue.seed if seed is None else seed) if issue.options.stochastic else None
    played = list(play(issue, compat, seed, turns))
    states = tuple(_state(issue, view) for view, _ in played)
    steps = [step for _, step in played if step is not None]
    return SpatialModel(
        issue=issue,
        compat=compat,
        seed=seed,
        states=states,
        choices=tuple(
            tuple(_choices(issue, number, states[number - 1 : number + 1], step))
            for number, step in enumerate(steps, 1)
        ),
        settled=still([view.x for view, _ in played]),
        outcome=tuple(weighted_means(issue, states[-1].positions)),
        medians=tuple(_centres(issue, states[-1].positions, _median)),
    )


def _check_weights(issue: SpatialIssue) -> None:
    """KTAB reads an actor without any capability or salience, and then aborts."""
    for actor, c, s in zip(issue.actors, issue.capabilities, issue.saliences, strict=True):
        if not c > 0 or not sum(s) > 0:
            what = "capability" if not c > 0 else "salience"
            raise InputError(
                f"{actor[:80]}: {what} 0: KTAB loses such a run; raise it, or leave compat out"
            )


def _state(issue: SpatialIssue, view: View) -> State:
    return State(
        positions=_scaled(issue, view.x),
        ideals=_scaled(issue, view.q),
        winning=tuple(winning(view).tolist()),
        risk=tuple(view.risk.tolist()),
    )


def _scaled(issue: SpatialIssue, x: Floats) -> Table:
    """From 0 to 1 to the scale of the issue."""
    return tuple(map(tuple, (issue.low + (issue.high - issue.low) * x).tolist()))


def _choices(
    issue: SpatialIssue, number: int, states: Sequence[State], step: Turn
) -> Iterator[Choice]:
    before, after = states
    for row, queue in enumerate(step.queues):
        now = queue.options.index(None)
        yield Choice(
            turn=number,
            actor=issue.actors[row],
            bargain=_bargain(issue, queue),
            start=before.positions[row],
            end=after.positions[row],
            probability=queue.chances[queue.chosen],
            status_quo=queue.chances[now],
            utility=queue.worths[queue.chosen],
            utility_now=queue.worths[now],
            options=len(queue.options),
        )


def _bargain(issue: SpatialIssue, queue: Queue) -> Bargain | None:
    taken = queue.taken
    if taken is None:
        return None
    mine, theirs = _scaled(issue, np.stack((taken.mine, taken.theirs)))
    return Bargain(
        proposer=issue.actors[taken.one],
        other=issue.actors[taken.other],
        seen_by=issue.actors[taken.by],
        chance=taken.chance,
        gain=taken.gain,
        mine=mine,
        theirs=theirs,
    )


def weighted_means(issue: SpatialIssue, positions: Table) -> Iterator[float | None]:
    """The mean of the positions weighted by capability and salience, by dimension."""
    return _centres(issue, positions, _mean)


def _centres(
    issue: SpatialIssue, positions: Table, of: Callable[[Floats, Floats], float]
) -> Iterator[float | None]:
    s, c = np.array(issue.saliences), np.array(issue.capabilities)
    for column, salience in zip(np.array(positions).T, s.T, strict=True):
        weights = c * salience
        yield of(column, weights) if weights.sum() > 0 else None


def _mean(x: Floats, weights: Floats) -> float:
    return float(x @ weights / weights.sum())


def _median(x: Floats, weights: Floats) -> float:
    return float(medians(x[None], weights[None])[0])
