"""P(pass) of a decision rule under independent ballots, exactly where that is feasible.

Every distinct way of counting in the rule is one axis of a score vector; members vote one after
the other and their ballots move the score. An axis that is far from its quota needs no memory: it
is cut off at the highest quota, or it counts what is *missing* and is cut off where the lowest
quota is out of reach, whichever is shorter. Consensus among n members is then an axis of two
cells. The distribution of the score after all ballots is exact; where the grid would be too
large, ballots are sampled instead and the result says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from willing.models.draws import Floats, uniforms
from willing.scenario.rules import Count, Rule, leaves

Bools = NDArray[np.bool_]
Ballot = tuple[float, float, float]
"""P(yes), P(abstain), P(no)."""

Chances = Sequence[float | Floats]
"""P(yes), P(abstain), P(no): numbers, or arrays with one for each case."""

SURE: tuple[Ballot, ...] = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
"""The ballot of a member that votes yes, abstains, or votes no."""

MAX_AXES = 20
"""Distinct ways of counting in one rule."""

MAX_CELLS = 2_000_000
"""Cells of the grid of scores."""

MAX_STORED = 20_000_000
"""Cells times members: the memory of a run, 160 MB."""

MAX_COUNTED = 600_000_000
"""Cells times members up to which P(pass) alone is exact: a few seconds."""

SAMPLES = 100_000
"""Ballots sampled where the grid would be larger: a standard error of at most 0.0016."""

FEWEST_SAMPLES = 1_000
MOST_DRAWN = 20_000_000
"""Samples times members times axes: large bodies with many ways of counting get fewer samples."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One way of counting: what each member's yes, abstention and no add, cut off at `cap`.

    `missing`: counts the weight that does not count, instead of the weight that does.
    """

    steps: tuple[tuple[int, int, int], ...]
    cap: int
    total: int
    missing: bool


@dataclass(frozen=True, slots=True)
class Poll:
    """A rule with its axes; `where` maps each leaf to its axis."""

    rule: Rule
    axes: tuple[Axis, ...]
    where: dict[Count, int]
    members: int

    @property
    def cells(self) -> int:
        """The size of the grid of scores."""
        return prod(axis.cap + 1 for axis in self.axes)

    @property
    def feasible(self) -> bool:
        """Whether the exact distribution fits."""
        few = len(self.axes) <= MAX_AXES and self.cells <= MAX_CELLS
        return few and self.cells * self.members <= MAX_STORED

    @property
    def countable(self) -> bool:
        """Whether P(pass) can be exact, if not what hangs on it."""
        few = len(self.axes) <= MAX_AXES and self.cells <= 2 * MAX_CELLS
        return few and self.cells * self.members <= MAX_COUNTED

    @property
    def samples(self) -> int:
        """How many ballots are sampled where nothing exact fits."""
        fit = MOST_DRAWN // max(self.members * len(self.axes), 1)
        return max(min(SAMPLES, fit), FEWEST_SAMPLES)


def make_poll(rule: Rule, members: int) -> Poll:
    """Lay out the axes of a rule for a body of so many members."""
    groups: dict[tuple[tuple[int, ...], str, int], list[Count]] = {}
    for leaf in leaves(rule):
        groups.setdefault((leaf.weights, leaf.counts, leaf.against), []).append(leaf)
    axes: list[Axis] = []
    where: dict[Count, int] = {}
    for number, same in enumerate(groups.values()):
        axes.append(_axis(same))
        where |= dict.fromkeys(same, number)
    return Poll(rule, tuple(axes), where, members)


def _axis(same: list[Count]) -> Axis:
    """The axis of leaves that differ in their quota alone.

    Where noes take something off, only what is missing grows from ballot to ballot.
    """
    first, quotas = same[0], [leaf.quota for leaf in same]
    worth = [first.worth(row) for row in range(len(first.weights))]
    present_cap = min(max(quotas), first.total + 1)
    missing_cap = max(first.total - min(quotas) + 1, 0)
    if first.against or missing_cap < present_cap:
        steps = tuple((0, yes - abstain, yes - no) for yes, abstain, no in worth)
        return Axis(steps, missing_cap, first.total, missing=True)
    return Axis(tuple(worth), present_cap, first.total, missing=False)


def accepted(poll: Poll) -> Floats:
    """1.0 in each cell of the grid in which the rule passes, 0.0 elsewhere."""
    scores = np.meshgrid(
        *(np.arange(axis.cap + 1) for axis in poll.axes), indexing="ij", sparse=True
    )
    shape = tuple(axis.cap + 1 for axis in poll.axes)
    met = _met(poll, poll.rule, scores)
    return np.broadcast_to(met, shape).astype(np.float64)


def _met(poll: Poll, rule: Rule, scores: Sequence[NDArray[np.int64]]) -> Bools:
    if isinstance(rule, Count):
        axis, score = poll.axes[poll.where[rule]], scores[poll.where[rule]]
        met: Bools = score <= axis.total - rule.quota if axis.missing else score >= rule.quota
        return met
    held = sum(_met(poll, part, scores).astype(np.int64) for part in rule.parts)
    return np.asarray(held >= rule.k)


def start(poll: Poll) -> Floats:
    """The distribution of the score before any ballot: shape (1, cells of each axis ...)."""
    first = np.zeros((1, *(axis.cap + 1 for axis in poll.axes)))
    first[(0,) * first.ndim] = 1.0
    return first


def cast(poll: Poll, scores: Floats, member: int, ballot: Chances) -> Floats:
    """The distribution of the score after one more member's ballot.

    Rows of `scores` are cases; a member's chances are numbers, or arrays with one for each case.
    """
    total = np.zeros(np.broadcast_shapes(scores.shape, _by_case(ballot[0], scores).shape))
    for steps, p in moves(poll, member, ballot).items():
        moved = scores
        for number, by in enumerate(steps, start=1):
            moved = _pushed(moved, number, by)
        total += _by_case(p, scores) * moved
    return total


def ahead(poll: Poll, values: Floats, member: int, ballot: Chances) -> Floats:
    """P(pass) from each score, before a member's ballot, from the same after it."""
    total = np.zeros_like(values)
    for steps, p in moves(poll, member, ballot).items():
        seen = values
        for number, by in enumerate(steps, start=1):
            seen = _pulled(seen, number, by)
        total += _by_case(p, values) * seen
    return total


def targets(poll: Poll, steps: Sequence[int]) -> NDArray[np.int64]:
    """The cell, counted through the grid, that a move leads to from each cell."""
    shape = tuple(axis.cap + 1 for axis in poll.axes)
    places = np.indices(shape).reshape(len(shape), -1)
    ends = np.array(shape)[:, np.newaxis] - 1
    moved = np.minimum(places + np.array(steps)[:, np.newaxis], ends)
    return np.asarray(np.ravel_multi_index(tuple(moved), shape), dtype=np.int64)


def _by_case(p: float | Floats, scores: Floats) -> Floats:
    """A chance, or one for each case, to be multiplied with rows of scores."""
    return np.reshape(np.asarray(p, dtype=np.float64), (-1,) + (1,) * (scores.ndim - 1))


def moves(poll: Poll, member: int, ballot: Chances) -> dict[tuple[int, ...], float | Floats]:
    """The distinct moves of the score that a member's ballots make, with their probabilities."""
    found: dict[tuple[int, ...], float | Floats] = {}
    for outcome, p in enumerate(ballot):
        steps = tuple(axis.steps[member][outcome] for axis in poll.axes)
        if np.any(p):
            found[steps] = found.get(steps, 0.0) + p
    return found


def _pushed(scores: Floats, axis: int, by: int) -> Floats:
    """Move mass up along an axis; what passes the end stays in the last cell."""
    if by == 0:
        return scores
    along = np.moveaxis(scores, axis, 0)
    by = min(by, along.shape[0] - 1)
    moved = np.zeros_like(along)
    moved[by:] = along[: along.shape[0] - by]
    moved[-1] += along[along.shape[0] - by :].sum(axis=0)
    return np.moveaxis(moved, 0, axis)


def _pulled(values: Floats, axis: int, by: int) -> Floats:
    """Look up the value `by` cells further along an axis, at most the last one."""
    if by == 0:
        return values
    size = values.shape[axis]
    seen: Floats = np.take(values, np.minimum(np.arange(size) + by, size - 1), axis=axis)
    return seen


def exact_pass(poll: Poll, ballots: Sequence[Ballot]) -> float:
    """P(pass) under independent ballots, one per member."""
    scores = start(poll)
    for member, ballot in enumerate(ballots):
        scores = cast(poll, scores, member, ballot)
    return min(float((scores * accepted(poll)).sum()), 1.0)


def exact_swings(poll: Poll, ballots: Sequence[Ballot]) -> list[Ballot]:
    """For each member, P(pass) if it votes yes, if it abstains, and if it votes no."""
    before = [start(poll)]
    for member, ballot in enumerate(ballots[:-1]):
        before.append(cast(poll, before[-1], member, ballot))
    values = accepted(poll)[np.newaxis]
    found = []
    for member in reversed(range(len(ballots))):
        seen = [float((before[member] * ahead(poll, values, member, b)).sum()) for b in SURE]
        found.append((seen[0], seen[1], seen[2]))
        values = ahead(poll, values, member, ballots[member])
    return found[::-1]


def sample(
    ballots: Sequence[Ballot], names: Sequence[str], seed: int, count: int = SAMPLES
) -> NDArray[np.int8]:
    """Sampled ballots, 0 yes, 1 abstain, 2 no: shape (members, count)."""
    cast_ballots = np.empty((len(ballots), count), dtype=np.int8)
    for row, (ballot, name) in enumerate(zip(ballots, names, strict=True)):
        uniform = uniforms(seed, f"ballot:{name}", 0, count)
        cast_ballots[row] = (uniform >= ballot[0]).astype(np.int8) + (uniform >= 1 - ballot[2])
    return cast_ballots


def passed(poll: Poll, ballots: NDArray[np.int8]) -> Bools:
    """In which of the sampled ballots the rule passes."""
    return _met(poll, poll.rule, _scores(poll, ballots))


def sampled_pass(poll: Poll, ballots: NDArray[np.int8]) -> int:
    """In how many of the sampled ballots the rule passes."""
    return int(np.count_nonzero(passed(poll, ballots)))


def sampled_swings(poll: Poll, ballots: NDArray[np.int8]) -> list[Ballot]:
    """For each member, the share of samples that pass if it votes yes, abstains, or votes no."""
    scores = _scores(poll, ballots)
    found = []
    for member in range(ballots.shape[0]):
        shares = []
        for outcome in range(3):
            moved = [
                score - np.array(axis.steps[member])[ballots[member]] + axis.steps[member][outcome]
                for score, axis in zip(scores, poll.axes, strict=True)
            ]
            shares.append(float(np.mean(_met(poll, poll.rule, moved))))
        found.append((shares[0], shares[1], shares[2]))
    return found


def sampled_alone(poll: Poll, ballots: NDArray[np.int8]) -> list[float]:
    """For each member, the share of samples that its no defeats: with its yes they would pass."""
    failed = np.flatnonzero(~passed(poll, ballots))
    lost = ballots[:, failed]
    scores = _scores(poll, lost)
    found = []
    for member in range(ballots.shape[0]):
        noes = lost[member] == 2
        moved = [
            score[noes] + axis.steps[member][0] - axis.steps[member][2]
            for score, axis in zip(scores, poll.axes, strict=True)
        ]
        saved = np.count_nonzero(_met(poll, poll.rule, moved))
        found.append(float(saved / ballots.shape[1]))
    return found


def _scores(poll: Poll, ballots: NDArray[np.int8]) -> list[NDArray[np.int64]]:
    scores = []
    for axis in poll.axes:
        score = np.zeros(ballots.shape[1], dtype=np.int64)
        for member, steps in enumerate(axis.steps):
            score += np.array(steps, dtype=np.int64)[ballots[member]]
        scores.append(score)
    return scores
