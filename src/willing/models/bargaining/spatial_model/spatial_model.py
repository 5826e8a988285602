"""Where do actors end who bargain on several dimensions at once: the Spatial Model of Politics.

The model of the Kapsarc Toolkit for Behavioral Analysis (KTAB: Wise, Lester and Efird 2015, "An
introduction to the KAPSARC Toolkit for Behavioral Analysis (KTAB) using one-dimensional spatial
models", KAPSARC discussion paper KS-1517-DP011A; and 2015, "Multidimensional bargaining using
KTAB", KS-1517-DP012A), which goes back to Bueno de Mesquita (1994) and Lalman (1988). Each turn:

1. from the chances of all positions in an election, attitudes to risk;
2. for every pair, what challenging the other is worth; each picks its best target;
3. a bargain between the two, where their strengths and saliences put it;
4. every actor takes the bargain of its queue, or the status quo, that all actors' utilities,
   weighted by capability, make likeliest; all move at once, and ideals follow.

It stops after a turn with less than 2% of the movement of the first, and at 100 turns. KTAB's
defects are mended unless `compat` is "ktab"; `docs/theory/spatial-model.md` lists each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.bargaining.median import medians
from willing.models.bargaining.spatial_model.options import Compat
from willing.models.bargaining.spatial_model.play import MOST_TURNS, Play, play
from willing.models.bargaining.spatial_model.spatial_issue import SpatialIssue, Table

if TYPE_CHECKING:
    from willing.models.bargaining.spatial_model.kernel import Told

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
        _check_ktab(issue)
    seed = (issue.seed if seed is None else seed) if issue.options.stochastic else None
    found = play(issue, compat, seed, turns)
    states = tuple(_states(issue, found))
    return SpatialModel(
        issue=issue,
        compat=compat,
        seed=seed,
        states=states,
        choices=tuple(
            tuple(_choices(issue, number, before, after, found.told))
            for number, (before, after) in enumerate(pairwise(states), 1)
        ),
        settled=found.settled,
        outcome=tuple(weighted_means(issue, states[-1].positions)),
        medians=tuple(_centres(issue, states[-1].positions, _median)),
    )


def _check_ktab(issue: SpatialIssue) -> None:
    """KTAB reads an actor without any capability or salience, or this option, and then aborts."""
    for actor, c, s in zip(issue.actors, issue.capabilities, issue.saliences, strict=True):
        if not c > 0 or not sum(s) > 0:
            what = "capability" if not c > 0 else "salience"
            raise InputError(
                f"{actor[:80]}: {what} 0: KTAB loses such a run; raise it, or leave compat out"
            )
    if issue.options.adjust == "Full":
        raise InputError("BigRAdjust=Full: KTAB always stops at this choice; leave compat out")


def _states(issue: SpatialIssue, found: Play) -> Iterator[State]:
    count, told = len(found.path), found.told
    for x, q, (risk, chances, *_) in zip(
        _scaled(issue, found.path),
        _scaled(issue, told.ideals[:count]),
        told.actors[:count].tolist(),
        strict=True,
    ):
        yield State(_table(x), _table(q), tuple(chances), tuple(risk))


def _scaled(issue: SpatialIssue, x: Floats) -> Any:
    """From 0 to 1 to the scales of the issue, as lists."""
    return (np.array(issue.lows) + np.array(issue.widths) * x).tolist()


def _table(rows: Sequence[Sequence[float]]) -> Table:
    return tuple(map(tuple, rows))


def _choices(
    issue: SpatialIssue, number: int, before: State, after: State, told: Told
) -> Iterator[Choice]:
    slot = number - 1
    bargains = _bargains(issue, slot, told)
    columns = (*told.choices[slot].tolist(), *told.actors[slot].tolist())
    for row, (place, options, _, _, chance, stays, worth, worth_now) in enumerate(
        zip(*columns, strict=True)
    ):
        yield Choice(
            turn=number,
            actor=issue.actors[row],
            bargain=bargains[place] if place >= 0 else None,
            start=before.positions[row],
            end=after.positions[row],
            probability=chance,
            status_quo=stays,
            utility=worth,
            utility_now=worth_now,
            options=options,
        )


def _bargains(issue: SpatialIssue, slot: int, told: Told) -> list[Bargain]:
    """The bargains that were proposed in a turn."""
    made = int(told.made[slot])
    columns = (*told.pairs[slot, :, :made].tolist(), *told.odds[slot, :, :made].tolist())
    mine, theirs = _scaled(issue, told.ends[slot, :, :made])
    actors = issue.actors
    return [
        Bargain(actors[one], actors[other], actors[by], phi, gain, tuple(here), tuple(there))
        for one, other, by, phi, gain, here, there in zip(*columns, mine, theirs, strict=True)
    ]


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
