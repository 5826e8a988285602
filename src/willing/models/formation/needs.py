"""What would it take? The cheapest sets of changes that reach a target.

Every set of changes is tried in the same worlds (common random numbers), so that the difference
between two sets is theirs and not chance's. The search for small sets is exact: all of up to
three (of many candidates, two), from the cheapest on, leaving out those that contain an answer
already found and those that a bound rules out. The bound: where all changes together succeed but
all without change i do not, a set needs i; a set without it fails in those worlds. Beyond, the
search is greedy (the change that gains most for its cost, next to those made already), followed
by swaps, and says so. The answers are checked in worlds that the search has not seen.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import comb, inf
from typing import Literal, Unpack

from willing.errors import InputError
from willing.models.chance import Estimate
from willing.models.formation.bits import LANES
from willing.models.formation.changes import FREE, VERBS, only_helps, steps_of
from willing.models.formation.engine import choose
from willing.models.formation.plan import unknown
from willing.models.formation.search import Case, cost_of, exact, greedy
from willing.models.formation.trial import Options, Trial, block_at, make_trial, none_left
from willing.models.formation.worlds import Block
from willing.scenario.scenario import Scenario, Verb

Method = Literal["exact", "greedy"]

USUAL = 0.8
"""The P(success) that is aimed at where nothing is said: very likely, on the scale of ICD 203."""

EXACT_SIZE = 3
"""Sets of up to so many changes are all tried; of fewer where there are too many."""

EXACT_SETS = 12_000
"""So many sets are tried at most: 41 changes make 11,521 sets of up to three, 154 of up to two."""

OFTEN = 500
"""A search settles the same worlds so many times at least."""

MOST_WORLDS = 1 << 18
"""So many worlds are held in memory at most."""


@dataclass(frozen=True, slots=True)
class Made:
    """One change: `verb` (secure, raise, drop, lower), what it is done to, in words, and its cost.

    `alone`: the measure if it alone is made.
    """

    verb: Verb
    target: str
    words: str
    cost: float
    alone: float


@dataclass(frozen=True, slots=True)
class Answer:
    """A set of changes that reaches the target; `fresh`: the same in worlds not searched (None
    where what is given holds in none of them).
    """

    changes: tuple[Made, ...]
    cost: float
    value: Estimate
    fresh: Estimate | None


@dataclass(frozen=True, slots=True)
class Needs:
    """What it would take to bring a measure to its target.

    `measure`: `success` for P(success), else the kind whose expected total is meant, in its unit.
    `now`: as things stand; `with_all`: with every change. `method`: `exact` (in these worlds no
    cheaper set of up to `size` changes reaches it) or `greedy`. `tried`: how often the worlds
    were settled; `bounded`: whether no change can do harm, so that bounds hold. `listed`: whether
    the scenario lists the candidates itself, `left_out`: how many that suggest themselves were not
    tried, since there were too many. `nearest`: the best set found where none reaches the
    target.
    """

    measure: str
    target: float
    seed: int
    worlds: int
    now: Estimate
    with_all: Estimate
    reached: bool
    method: Method
    size: int
    tried: int
    bounded: bool
    listed: bool
    left_out: int
    candidates: tuple[Made, ...]
    answers: tuple[Answer, ...]
    nearest: Answer | None


def needs(
    scenario: Scenario,
    *,
    seed: int,
    target: float | None = None,
    total: str | None = None,
    allowed: Collection[Verb] = VERBS,
    costs: Mapping[str, float] = FREE,
    most: int = 6,
    **options: Unpack[Options],
) -> Needs:
    """The cheapest sets of changes that bring P(success), or the expected total of the kind
    `total`, to `target`.

    Without a target it is a P(success) of 0.8, or the amount that is required of the kind.
    `allowed`: the sorts of change to choose from. `costs`: by target, in place of those that the
    scenario states. `most`: so many changes at most, beyond three
    only by the greedy search. Options as for `formation`. Raises `InputError` for a target out of
    reach by definition, for unknown kinds and names, and if nothing is required or nothing given
    is left.
    """
    trial = make_trial(scenario, seed, **options)
    _check_kind(trial, total)
    target = _target(trial, target, total)
    _check(trial, target, total, most)
    steps, listed, left_out = steps_of(scenario, trial.plan, trial.setting, allowed, costs)
    size = max(
        (k for k in range(2, min(most, EXACT_SIZE) + 1) if _sets(len(steps), k) <= EXACT_SETS),
        default=1,
    )
    sets = _sets(len(steps), size)
    work = trial.worlds * len(trial.plan.offers) * min(sets, OFTEN)
    trial = replace(trial, engine=choose(work, options.get("engine")))
    case = Case(trial, _whole(trial), steps, total, target)
    if not case.worlds:
        raise none_left(trial)
    every = tuple(range(len(steps)))
    now, with_all = case.estimate(()), case.estimate(every)
    alone = [case.estimate((row,)).value for row in every]
    candidates = [
        Made(step.verb, step.target, step.words, step.cost, value)
        for step, value in zip(steps, alone, strict=True)
    ]
    bounded = only_helps(trial.plan, steps)
    method, found = _searched(case, size, most, bounded, now, with_all)
    fresh = replace(case, block=_whole(_later(trial)))
    answers = [_answer(case, fresh, candidates, chosen) for chosen in found]
    reached = [answer for answer in answers if answer.value.value >= target]
    return Needs(
        measure=total or "success",
        target=target,
        seed=trial.seed,
        worlds=case.worlds,
        now=now,
        with_all=with_all,
        reached=bool(reached),
        method=method,
        size=size,
        tried=case.tried,
        bounded=bounded,
        listed=listed,
        left_out=left_out,
        candidates=tuple(sorted(candidates, key=lambda made: (-made.alone, made.words))),
        answers=tuple(sorted(reached, key=lambda a: (a.cost, len(a.changes), -a.value.value))),
        nearest=None if reached else answers[0],
    )


def _sets(steps: int, size: int) -> int:
    """How many sets of so many changes at most there are."""
    return sum(comb(steps, k) for k in range(1, size + 1))


def _searched(
    case: Case, size: int, most: int, bounded: bool, now: Estimate, with_all: Estimate
) -> tuple[Method, list[tuple[int, ...]]]:
    """The sets of changes that were found, and how; one that falls short where none does not."""
    if now.value >= case.target:
        return "exact", [()]
    if bounded and with_all.value < case.target:
        return "exact", [greedy(case, most)]
    found = exact(case, size, bounded)
    if found:
        cheapest = cost_of(case, found[0])
        larger = sum(sorted(step.cost for step in case.steps)[: size + 1])
        if most > size and larger < cheapest:
            more = greedy(case, most, below=cheapest)
            if case.estimate(more).value >= case.target:
                return "greedy", [more, *found]
        return "exact", found
    return "greedy" if most > size else "exact", [greedy(case, most)]


def _target(trial: Trial, target: float | None, total: str | None) -> float:
    """The target itself, or what goes without saying."""
    if target is not None:
        return target
    if total is None:
        return USUAL
    if not trial.plan.requires.get(total):
        raise InputError(f"--total {total}: nothing of it is required: add --target AMOUNT")
    return trial.plan.requires[total]


def _check_kind(trial: Trial, total: str | None) -> None:
    if total is not None and total not in trial.plan.kinds:
        raise InputError(f"--total {total}: {unknown('kind', total, trial.plan.kinds)}")


def _check(trial: Trial, target: float, total: str | None, most: int) -> None:
    if total is None and not trial.plan.requires:
        raise InputError(
            "the initiative requires nothing, so nothing would be a success: write "
            "`requires: {KIND: AMOUNT}`, or ask for a total (--total KIND)"
        )
    if total is None and not 0 < target <= 1:
        raise InputError(f"--target {target:g}: P(success) lies between 0 and 1")
    if not 0 < target < inf:
        raise InputError(f"--target {target:g}: write an amount above 0")
    if most < 1:
        raise InputError(f"--most {most}: allow at least one change")
    if trial.worlds > MOST_WORLDS:
        raise InputError(f"--worlds {trial.worlds}: search in at most {MOST_WORLDS:,}")


def _whole(trial: Trial) -> Block:
    """All worlds of a trial in one block."""
    return block_at(trial, 0, -(-trial.worlds // LANES))


def _later(trial: Trial) -> Trial:
    """As many worlds after those of the trial, at a full word."""
    return replace(trial, first=-(-trial.worlds // LANES) * LANES)


def _answer(case: Case, fresh: Case, candidates: Sequence[Made], chosen: Sequence[int]) -> Answer:
    return Answer(
        changes=tuple(candidates[row] for row in chosen),
        cost=sum(case.steps[row].cost for row in chosen),
        value=case.estimate(chosen),
        fresh=fresh.estimate(chosen) if fresh.worlds else None,
    )
