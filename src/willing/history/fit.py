"""The coefficients of the forecast, fitted to past issues.

Least CRPS of the curve (`models.bargaining.forecast_curve`) on a grid of each issue's range, with a
quadratic penalty on every coefficient; by Gauss and Newton's steps, since the score is a sum of
squares. The curve is then sharpened until four fifths of the outcomes that it has not seen lie in
its 80% intervals: those include their ends, which are often positions where much probability sits,
and would hold too many outcomes otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.history.case import Case
from willing.history.folds import folds
from willing.models.bargaining.forecast_curve import Traits, logistic, share_odds, traits
from willing.models.bargaining.issue import Issue
from willing.reference.forecast import Coefficients

Floats = NDArray[np.float64]
Resolved = Sequence[tuple[Case, float]]

PENALTY = 4.0
"""Times the squared coefficients, beside the sum of scores in points of a scale of 100. From 1 to
10 the score on issues left out changes by 0.1%."""

GRID = 50
"""Points of each range."""

STEPS = 50
"""At most; eight are usual."""

INNER_FOLDS, INNER_REPEATS = 5, 3
"""How the sharpness is found."""

COVERED = 0.8
"""The share of outcomes that the interval of 80% is to hold."""

SHARPEST = 2.0

CERTAIN = 1e9
"""Stands for infinite log odds."""

FEWEST = 20
"""Proposals: fewer teach five coefficients nothing."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """Past issues as arrays; terms are in the order of the first five coefficients.

    `terms` (issues, grid, 5) and `reached` (issues, grid), whether the outcome is at or below the
    point; `at` and `before` (issues, 5), the terms at the outcome and just below it.
    """

    proposals: tuple[str, ...]
    terms: Floats
    reached: Floats
    at: Floats
    before: Floats

    def some(self, rows: NDArray[np.bool_]) -> Lessons:
        """The lessons of these rows."""
        kept = tuple(name for name, row in zip(self.proposals, rows, strict=True) if row)
        return Lessons(kept, self.terms[rows], self.reached[rows], self.at[rows], self.before[rows])


def lessons(cases: Resolved) -> Lessons:
    """What issues with known outcomes teach; those without a range teach nothing."""
    kept = [(case, y, traits(case.issue)) for case, y in cases]
    kept = [(case, y, of) for case, y, of in kept if of.high > of.low]
    grids = [_grid(of) for _, _, of in kept]
    return Lessons(
        proposals=tuple(case.proposal for case, _, _ in kept),
        terms=np.array(
            [_terms(case.issue, of, x) for (case, _, of), x in zip(kept, grids, strict=True)]
        ),
        reached=np.array([x >= y for (_, y, _), x in zip(kept, grids, strict=True)], dtype=float),
        at=np.array([_ending(case.issue, of, y) for case, y, of in kept]),
        before=np.array(
            [_ending(case.issue, of, float(np.nextafter(y, -np.inf))) for case, y, of in kept]
        ),
    )


def fit(cases: Resolved, *, seed: int) -> Coefficients:
    """The coefficients that did best on these issues.

    Raises `InputError` where they are too few or teach nothing.
    """
    taught = lessons(cases)
    found = len(set(taught.proposals))
    if found < FEWEST:
        raise InputError(
            f"{found} proposals with a known outcome are too few to fit; {FEWEST} are needed"
        )
    return fit_lessons(taught, seed=seed)


def fit_lessons(taught: Lessons, *, seed: int) -> Coefficients:
    """The same from lessons that were prepared before."""
    share, unanimity, many, middle, ends = _least(taught).tolist()
    slowest = share + min(unanimity, 0.0) + min(many, 0.0)
    if not min(slowest, middle, middle + ends) > 0:
        raise InputError(
            "these outcomes have nothing to do with the positions: no forecast can be fitted"
        )
    sharpness = _sharpness(taught, seed)
    return Coefficients(share, unanimity, many, middle, ends, sharpness)


def _grid(of: Traits) -> Floats:
    """The middles of equal parts of the range: shape (grid,)."""
    found: Floats = of.low + (of.high - of.low) * (2 * np.arange(GRID) + 1) / (2 * GRID)
    return found


def _terms(issue: Issue, of: Traits, at: Floats) -> Floats:
    """What each coefficient is multiplied with at these points: shape (points, 5)."""
    share = share_odds(issue, at)
    middle = 4 * (at - (of.low + of.high) / 2) / (of.high - of.low)
    columns = (share, of.unanimity * share, of.many * share, middle, of.ends * middle)
    found: Floats = np.stack(columns, axis=-1)
    return found


def _ending(issue: Issue, of: Traits, at: float) -> Floats:
    """The terms at a point; overwhelming where the probability is 0 or 1 whatever they are."""
    if of.low <= at < of.high:
        return _terms(issue, of, np.array([at])).ravel()
    return np.array([0.0, 0.0, 0.0, CERTAIN if at >= of.high else -CERTAIN, 0.0])


def _least(taught: Lessons) -> Floats:
    """Where score and penalty are least: shape (5,)."""
    terms = taught.terms.reshape(-1, taught.terms.shape[-1])
    reached = taught.reached.ravel()
    scale = 100 / GRID
    best = np.array([1.0, 0.0, 0.0, 1.0, 0.0])
    lowest, gradient, curvature = _loss(terms, reached, scale, best)
    for _ in range(STEPS):
        step = np.linalg.solve(curvature, gradient)
        reduced = _loss(terms, reached, scale, best - step)
        while reduced[0] > lowest and np.abs(step).max() > 1e-9:
            step = step / 2
            reduced = _loss(terms, reached, scale, best - step)
        if lowest - reduced[0] <= 1e-9 * lowest:
            break
        best = best - step
        lowest, gradient, curvature = reduced
    return best


def _loss(terms: Floats, reached: Floats, scale: float, at: Floats) -> tuple[float, Floats, Floats]:
    """Score and penalty, half their gradient, and half of Gauss and Newton's second derivative."""
    expected = logistic(terms @ at)
    missed = expected - reached
    slopes = terms * (expected * (1 - expected))[:, None]
    value = scale * float(missed @ missed) + PENALTY * float(at @ at)
    gradient = scale * (slopes.T @ missed) + PENALTY * at
    return value, gradient, scale * (slopes.T @ slopes) + PENALTY * np.eye(len(at))


def _sharpness(taught: Lessons, seed: int) -> float:
    """The sharpness at which the 80% intervals hold four fifths of the outcomes left out.

    The interval holds an outcome y as long as P(outcome <= y) >= 0.1 and P(outcome < y) <= 0.9;
    sharpness multiplies the log odds, so that each outcome stays inside up to one of its own.
    """
    most = []
    for repeat in range(INNER_REPEATS):
        fold = folds(taught.proposals, INNER_FOLDS, seed=seed, repeat=repeat)
        for left_out in range(INNER_FOLDS):
            best = _least(taught.some(fold != left_out))
            most.append(_most(taught.some(fold == left_out), best))
    found = float(np.quantile(np.concatenate(most), 1 - COVERED))
    return min(max(found, 1 / SHARPEST), SHARPEST)


def _most(tried: Lessons, best: Floats) -> Floats:
    """The sharpness up to which each outcome is inside: shape (issues,)."""
    outside = np.maximum(-(tried.at @ best), tried.before @ best)
    return log(9) / np.maximum(outside, log(9) / SHARPEST)
