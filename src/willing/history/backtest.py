"""How right are the forecasts on past issues: scores on issues left out, and their differences.

Every forecast is made from issues of other proposals only: the proposals are dealt into folds, each
fold is forecast from the others, and all that again with other folds; an issue's scores are the
means over the repeats. Differences are paired by issue; their intervals come from drawing whole
proposals with replacement (Efron and Tibshirani 1993, "An Introduction to the Bootstrap").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.history.case import Case, resolved
from willing.history.folds import folds
from willing.history.rivals import OURS, Rival, rivals
from willing.history.sample import Sample, crps, mean, quantiles
from willing.models.draws import uniforms

Floats = NDArray[np.float64]
Resolved = Sequence[tuple[Case, float]]

FOLDS = 10
REPEATS = 3
RESAMPLES = 2000

FEWEST_ACTORS = 3
"""The published comparisons leave out issues of two actors."""

FEWEST_PROPOSALS = 30
"""With fewer the folds teach nothing."""

PERCENTS = (10, 20, 30, 40, 50, 60, 70, 80, 90)
"""The central intervals whose coverage is counted."""

SHOWN = PERCENTS.index(80)


@dataclass(frozen=True, slots=True)
class Score:
    """How one forecast did; everything in points of the scale.

    `error` is the mean absolute error of its mean. `behind`: by how much its CRPS exceeds that of
    Willing's forecast, from `low` to `high` with 95% confidence. `coverage`: the share of outcomes
    within its central intervals of `PERCENTS`, ends included, and `width` the mean width of that
    of 80%; None for a point.
    """

    name: str
    error: float
    crps: float
    behind: float
    low: float
    high: float
    coverage: tuple[float, ...] | None
    width: float | None

    @property
    def coverage_80(self) -> float | None:
        """The share of outcomes within the intervals of 80%."""
        return None if self.coverage is None else self.coverage[SHOWN]


@dataclass(frozen=True, slots=True)
class Backtest:
    """The scores of all forecasts, and on what they rest."""

    issues: int
    proposals: int
    folds: int
    repeats: int
    resamples: int
    seed: int
    scores: tuple[Score, ...]

    def score(self, name: str) -> Score:
        """The score of that forecast."""
        return next(score for score in self.scores if score.name == name)


@dataclass(frozen=True, slots=True)
class _Marks:
    """By issue: error, CRPS (issues,); within the intervals, their widths (issues, percents)."""

    error: Floats
    crps: Floats
    inside: Floats
    width: Floats


def backtest(
    cases: Sequence[Case],
    *,
    seed: int,
    repeats: int = REPEATS,
    advance: Callable[[int], None] = lambda _: None,
) -> Backtest:
    """The scores on the cases that have an outcome; `advance` is told of each repeat.

    Raises `InputError` where they are too few.
    """
    known = resolved(cases, actors=FEWEST_ACTORS)
    proposals = [case.proposal for case, _ in known]
    if len(set(proposals)) < FEWEST_PROPOSALS:
        raise InputError(
            f"{len(set(proposals))} proposals have a known outcome; a back-test needs at least"
            f" {FEWEST_PROPOSALS}"
        )
    tried = rivals(seed, cases)
    marks = {rival.name: _marks(known, _once(rival, known)) for rival in tried if not rival.learns}
    learnt: dict[str, list[_Marks]] = {rival.name: [] for rival in tried if rival.learns}
    for repeat in range(repeats):
        fold = folds(proposals, FOLDS, seed=seed, repeat=repeat)
        for rival in tried:
            if rival.learns:
                learnt[rival.name].append(_marks(known, _left_out(rival, known, fold)))
        advance(repeat + 1)
    marks |= {name: _averaged(each) for name, each in learnt.items()}
    drawn = _resampled(proposals, seed)
    return Backtest(
        issues=len(known),
        proposals=len(set(proposals)),
        folds=FOLDS,
        repeats=repeats,
        resamples=RESAMPLES,
        seed=seed,
        scores=tuple(_score(rival, marks[rival.name], marks[OURS], drawn) for rival in tried),
    )


def _once(rival: Rival, known: Resolved) -> list[Sample]:
    predict = rival.learn(())
    return [predict(case.issue) for case, _ in known]


def _left_out(rival: Rival, known: Resolved, fold: NDArray[np.int64]) -> list[Sample]:
    """Each issue's forecast from the issues of other folds."""
    learnt = [
        rival.learn([pair for pair, its in zip(known, fold, strict=True) if its != left_out])
        for left_out in range(FOLDS)
    ]
    return [learnt[its](case.issue) for (case, _), its in zip(known, fold, strict=True)]


def _marks(known: Resolved, samples: Sequence[Sample]) -> _Marks:
    outcomes = np.array([outcome for _, outcome in known])
    tails = (100 - np.array(PERCENTS)) / 200
    low = np.array([quantiles(of, tails) for of in samples])
    high = np.array([quantiles(of, 1 - tails) for of in samples])
    inside = (low <= outcomes[:, None]) & (outcomes[:, None] <= high)
    return _Marks(
        error=np.abs([mean(of) for of in samples] - outcomes),
        crps=np.array([crps(of, y) for of, y in zip(samples, outcomes.tolist(), strict=True)]),
        inside=inside.astype(np.float64),
        width=high - low,
    )


def _averaged(each: Sequence[_Marks]) -> _Marks:
    return _Marks(
        error=np.mean([marks.error for marks in each], axis=0),
        crps=np.mean([marks.crps for marks in each], axis=0),
        inside=np.mean([marks.inside for marks in each], axis=0),
        width=np.mean([marks.width for marks in each], axis=0),
    )


def _resampled(proposals: Sequence[str], seed: int) -> Floats:
    """How often each issue is drawn: shape (resamples, issues)."""
    names = sorted(set(proposals))
    place = {name: number for number, name in enumerate(names)}
    drawn = uniforms(seed, "backtest:proposals", 0, RESAMPLES * len(names))
    picked = (drawn * len(names)).astype(np.int64).reshape(RESAMPLES, len(names))
    counts = np.array([np.bincount(row, minlength=len(names)) for row in picked], dtype=np.float64)
    return counts[:, [place[name] for name in proposals]]


def _score(rival: Rival, marks: _Marks, ours: _Marks, drawn: Floats) -> Score:
    behind = marks.crps - ours.crps
    low, high = np.quantile(drawn @ behind / drawn.sum(axis=1), (0.025, 0.975))
    return Score(
        name=rival.name,
        error=float(marks.error.mean()),
        crps=float(marks.crps.mean()),
        behind=float(behind.mean()),
        low=float(low),
        high=float(high),
        coverage=None if rival.point else tuple(marks.inside.mean(axis=0).tolist()),
        width=None if rival.point else float(marks.width[:, SHOWN].mean()),
    )
