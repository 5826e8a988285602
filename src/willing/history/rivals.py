"""The forecasts that are tried on past issues, from a plain constant to the one that Willing shows.

Each learns from some issues and then forecasts others. Most have nothing to learn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from willing.history.case import Case
from willing.history.exchanges import exchanged
from willing.history.fit import fit
from willing.history.sample import Sample, mixture, sample
from willing.models.bargaining.bargain import IN_SPACE
from willing.models.bargaining.compromise import compromise
from willing.models.bargaining.forecast import forecast
from willing.models.bargaining.issue import Issue
from willing.models.bargaining.median import median
from willing.models.bargaining.nash import nash
from willing.models.bargaining.spatial_model.spatial_issue import from_issue
from willing.models.bargaining.spatial_model.spatial_model import spatial_model

Resolved = Sequence[tuple[Case, float]]
Predict = Callable[[Issue], Sample]

OURS = "forecast"
PLAIN = "0.3 positions, 0.7 with errors"
ERRORS = "compromise with errors"
POINT = "compromise"

SHARES = (0.3, 0.5, 0.7)
"""Of the positions in the plain mixtures."""


@dataclass(frozen=True, slots=True)
class Rival:
    """A way to forecast: `learn` takes resolved issues and gives what forecasts another.

    `point`: it gives one number, whose score is its absolute error. `learns`: what it gives
    depends on the issues.
    """

    name: str
    learn: Callable[[Resolved], Predict]
    point: bool = False
    learns: bool = False


def rivals(seed: int, cases: Sequence[Case] = ()) -> tuple[Rival, ...]:
    """All of them, the shown one last. `cases`: all that are known of, to tell what was bargained
    over together.
    """
    together = exchanged(cases, seed=seed)
    return (
        *(Rival(name, _at(place), point=True) for name, place in PLACES.items()),
        Rival("exchange of positions", _exchanged({of: one for of, (one, _) in together.items()})),
        Rival("exchange, next round", _exchanged({of: one for of, (_, one) in together.items()})),
        Rival("positions by weight", lambda _: _positions),
        Rival("positions alike", lambda _: lambda issue: sample(issue.positions)),
        Rival("outcomes of other issues", _climatology, learns=True),
        Rival(ERRORS, _errors, learns=True),
        *(
            Rival(f"{share:g} positions, {1 - share:g} with errors", _mixed(share), learns=True)
            for share in SHARES
        ),
        Rival(OURS, lambda cases: _ours(cases, seed), learns=True),
    )


PLACES: Mapping[str, Callable[[Issue], float | None]] = {
    "middle of the scale": lambda issue: (issue.low + issue.high) / 2,
    "unweighted mean": lambda issue: compromise(issue).unweighted,
    "mean by salience": lambda issue: compromise(issue).by_salience,
    "mean by power": lambda issue: compromise(issue).by_capability,
    POINT: lambda issue: compromise(issue).outcome,
    "weighted median": lambda issue: median(issue).outcome,
    "Nash, linear loss": lambda issue: nash(issue).outcome,
    "Nash, quadratic loss": lambda issue: nash(issue, loss="quadratic").outcome,
    "Nash from the reference point, soft": lambda issue: (
        None if issue.reference is None else nash(issue, failure="soft").outcome
    ),
    "spatial model": lambda issue: (
        spatial_model(from_issue(issue)).outcome[0]
        if IN_SPACE[0] <= issue.size <= IN_SPACE[1]
        else None
    ),
}
"""The models that give one number. Where one of them gives none, the compromise stands in."""


def _at(place: Callable[[Issue], float | None]) -> Callable[[Resolved], Predict]:
    def predict(issue: Issue) -> Sample:
        found = place(issue)
        return sample([compromise(issue).outcome if found is None else found])

    return lambda _: predict


def _exchanged(together: Mapping[Issue, Sample]) -> Callable[[Resolved], Predict]:
    """The compromise where an issue was bargained over alone."""

    def predict(issue: Issue) -> Sample:
        return together.get(issue) or sample([compromise(issue).outcome])

    return lambda _: predict


def _positions(issue: Issue) -> Sample:
    return sample(issue.positions, issue.weights)


def _climatology(cases: Resolved) -> Predict:
    outcomes = sample([outcome for _, outcome in cases])
    return lambda _: outcomes


def _errors(cases: Resolved) -> Predict:
    """The compromise plus its errors on other issues, kept on the scale."""
    errors = np.array([outcome - compromise(case.issue).outcome for case, outcome in cases])
    return lambda issue: sample(np.clip(compromise(issue).outcome + errors, issue.low, issue.high))


def _mixed(share: float) -> Callable[[Resolved], Predict]:
    def learn(cases: Resolved) -> Predict:
        errors = _errors(cases)
        return lambda issue: mixture(_positions(issue), share, errors(issue))

    return learn


def _ours(cases: Resolved, seed: int) -> Predict:
    coefficients = fit(cases, seed=seed)
    return lambda issue: sample(forecast(issue, coefficients=coefficients).quantiles)
