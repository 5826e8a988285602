"""Sets of changes, tried in the same worlds: all small ones, or step by step.

Every set of changes is tried in the same worlds (common random numbers), so that the difference
between two sets is theirs and not chance's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import inf, sqrt

import numpy as np
from numpy.typing import NDArray

from willing.models.chance import Estimate, chance, estimate
from willing.models.formation.bits import LANES, Words, count, first, packed, unpacked
from willing.models.formation.changes import Step, applied
from willing.models.formation.plan import GRAIN
from willing.models.formation.sums import exact_sum
from willing.models.formation.trial import Trial
from willing.models.formation.worlds import Amounts, Block

ANSWERS = 5
"""So many answers are looked for; of the cheapest, all there are."""


@dataclass(slots=True)
class Case:
    """Worlds in which sets of changes are tried; a set is a sorted tuple of candidates' rows."""

    trial: Trial
    block: Block
    steps: tuple[Step, ...]
    total: str | None
    target: float
    tried: int = 0

    @property
    def worlds(self) -> int:
        """How many worlds count."""
        return count(self.block.kept)

    def settled(self, chosen: Sequence[int]) -> tuple[Words, Block, dict[str, int]]:
        """Who is active with a set of changes made, the worlds with them, what they require."""
        trial = self.trial
        self.tried += 1
        block, requires = applied(trial, self.block, [self.steps[row] for row in chosen])
        return trial.engine.settle(trial.plan, trial.program, block, rising=True), block, requires

    def succeeds(self, chosen: Sequence[int]) -> Words:
        """Where a set of changes succeeds: shape (words,)."""
        active, block, requires = self.settled(chosen)
        found = self.trial.engine.succeeds(self.trial.plan, block, active, requires)
        return found & block.kept

    def estimate(self, chosen: Sequence[int]) -> Estimate:
        """The measure with a set of changes made."""
        if self.total is None:
            found = chance(count(self.succeeds(chosen)), self.worlds)
            return Estimate(found.p, found.se, found.low, found.high)
        active, block, _ = self.settled(chosen)
        rows = self.trial.plan.rows.of_kind.get(self.total, ())
        lanes = self.trial.engine.total(active, rows, block.amounts)[unpacked(block.kept)]
        mean = exact_sum(lanes) / self.worlds / GRAIN
        spread = float(np.std(lanes / GRAIN))
        return estimate(mean, spread / sqrt(self.worlds))

    def promise(self, chosen: Sequence[int]) -> float:
        """How near a set of changes comes, where two are equally good: the mean share of what is
        required that comes together.
        """
        if self.total is not None:
            return 0.0
        active, block, requires = self.settled(chosen)
        shares = []
        for kind, bound in requires.items():
            if bound > 0:
                rows = self.trial.plan.rows.of_kind.get(kind, ())
                lanes = self.trial.engine.total(active, rows, block.amounts)
                shares.append(np.minimum(lanes[unpacked(block.kept)] / bound, 1.0).mean())
        return float(np.mean(shares)) if shares else 1.0


def exact(case: Case, size: int, bounded: bool) -> list[tuple[int, ...]]:
    """All sets from the cheapest on, until enough answers are found and all as cheap as the
    cheapest were tried.
    """
    enough = _Enough(case, bounded)
    answers: list[tuple[int, ...]] = []
    cheapest = None
    for cost, chosen in _by_cost(case.steps, size):
        if cheapest is not None and cost > cheapest and len(answers) >= ANSWERS:
            break
        if any(set(answer) <= set(chosen) for answer in answers):
            continue
        if enough(chosen):
            answers.append(chosen)
            cheapest = cost if cheapest is None else cheapest
    return answers


def _by_cost(steps: Sequence[Step], size: int) -> Iterable[tuple[float, tuple[int, ...]]]:
    sets = (chosen for k in range(1, size + 1) for chosen in combinations(range(len(steps)), k))
    priced = ((sum(steps[row].cost for row in chosen), chosen) for chosen in sets)
    return sorted(priced, key=lambda pair: (pair[0], len(pair[1]), pair[1]))


class _Enough:
    """Whether a set of changes reaches the target, by bounds where they hold.

    Only the worlds are settled where things are open: without any change it fails there, with all
    of them it succeeds.
    """

    def __init__(self, case: Case, bounded: bool) -> None:
        self.case = case
        self.bounded = bounded and case.total is None
        if not self.bounded:
            return
        every = range(len(case.steps))
        before = case.succeeds(())
        open_ = case.succeeds(tuple(every)) & ~before
        self.before = count(before)
        self.needed = np.array(
            [open_ & ~case.succeeds([r for r in every if r != row]) for row in every]
        ).reshape(len(every), case.block.words)
        lanes = np.flatnonzero(unpacked(open_))
        self.few = replace(case, block=_selected(case.block, lanes))
        self.open = open_

    def __call__(self, chosen: tuple[int, ...]) -> bool:
        case = self.case
        if not self.bounded:
            return case.estimate(chosen).value >= case.target
        others = [row for row in range(len(case.steps)) if row not in chosen]
        lost = np.bitwise_or.reduce(self.needed[others], axis=0, initial=np.uint64(0))
        if (self.before + count(self.open & ~lost)) / case.worlds < case.target:
            return False
        case.tried += 1
        return (self.before + count(self.few.succeeds(chosen))) / case.worlds >= case.target


def _selected(block: Block, lanes: NDArray[np.intp]) -> Block:
    """Some worlds of a block alone, side by side."""
    words = max(-(-len(lanes) // LANES), 1)

    def rows(x: Words) -> Words:
        found = np.zeros((*x.shape[:-1], words * LANES), dtype=np.bool_)
        found[..., : len(lanes)] = unpacked(x)[..., lanes]
        return packed(found)

    drawn = np.zeros((len(block.amounts.drawn), words * LANES), dtype=np.int64)
    drawn[:, : len(lanes)] = block.amounts.drawn[:, lanes]
    return Block(
        first=0,
        words=words,
        kept=first(len(lanes), words),
        leaves={leaf: rows(where) for leaf, where in block.leaves.items()},
        happened=rows(block.happened),
        willing=rows(block.willing),
        on=rows(block.on),
        amounts=Amounts(block.amounts.fixed, block.amounts.place, drawn),
    )


def greedy(case: Case, most: int, below: float = inf) -> tuple[int, ...]:
    """Add what gains most for its cost until the target is reached; then leave out and swap.

    The set costs less than `below`. The best set met, where none reaches the target.
    """
    chosen: tuple[int, ...] = ()
    value = case.estimate(chosen).value
    best, highest = chosen, value
    while value < case.target and len(chosen) < min(most, len(case.steps)):
        options = [o for o in _gains(case, chosen, value) if cost_of(case, o[-1]) < below]
        if not options:
            break
        *_, chosen = max(options)
        value = case.estimate(chosen).value
        if value > highest:
            best, highest = chosen, value
    return _swapped(case, _spared(case, chosen)) if value >= case.target else best


def _gains(
    case: Case, chosen: tuple[int, ...], value: float
) -> Iterator[tuple[float, float, tuple[int, ...]]]:
    """Each set with one change more: its gain for the cost, and how near it comes."""
    for row, step in enumerate(case.steps):
        if row not in chosen:
            larger = tuple(sorted((*chosen, row)))
            gain = (case.estimate(larger).value - value) / max(step.cost, 1e-9)
            yield gain, case.promise(larger) / max(step.cost, 1e-9), larger


def _spared(case: Case, chosen: tuple[int, ...]) -> tuple[int, ...]:
    """The set without what can be spared, the dearest first."""
    for row in sorted(chosen, key=lambda row: -case.steps[row].cost):
        rest = tuple(r for r in chosen if r != row)
        if case.estimate(rest).value >= case.target:
            chosen = rest
    return chosen


def _swapped(case: Case, chosen: tuple[int, ...]) -> tuple[int, ...]:
    """The set after every swap of one change that makes it cheaper, or better at the same cost."""
    cost, value = cost_of(case, chosen), case.estimate(chosen).value
    better = True
    while better:
        better = False
        for out in chosen:
            for row in range(len(case.steps)):
                if row in chosen:
                    continue
                other = tuple(sorted((*(r for r in chosen if r != out), row)))
                if cost_of(case, other) > cost:
                    continue
                found = case.estimate(other).value
                if found >= case.target and (cost_of(case, other) < cost or found > value):
                    chosen, cost, value, better = other, cost_of(case, other), found, True
                    break
            if better:
                break
    return _spared(case, chosen)


def cost_of(case: Case, chosen: Sequence[int]) -> float:
    """What a set of changes costs."""
    return sum(case.steps[row].cost for row in chosen)
