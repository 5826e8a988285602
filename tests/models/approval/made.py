"""Polls for the tests, and their density written out as one normal distribution."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import numpy as np

from willing.models.approval.local_level import Scales, Start
from willing.models.approval.series import Series
from willing.scenario.leaders import Leader, Poll

FIRST = dt.date(2025, 1, 1)


def poll(day: int, share: float, house: str = "A", sample: int = 1000) -> Poll:
    return Poll(date=FIRST + dt.timedelta(day), share=share, house=house, sample=sample)


def leader(*polls: Poll, **fields: object) -> Leader:
    return Leader.model_validate({"polls": polls, **fields})


def joint(series: Series, scales: Scales, start: Start, days: Iterable[float]):
    """Means and covariance of the level on `days`, then of the houses, given the polls; and the
    log density of the polls. All of them are jointly normal: nothing is filtered.
    """
    days = np.asarray(list(days), dtype=float)
    houses = len(series.names)
    first = float(series.days[0])

    def level(a, b):
        since = np.minimum.outer(np.asarray(a, float) - first, np.asarray(b, float) - first)
        return start.sd**2 + scales.daily**2 * since

    member = np.eye(houses)[series.sources] * scales.house**2
    seen = (
        level(series.days, series.days)
        + member @ np.eye(houses)[series.sources].T
        + np.diag(series.variances + scales.noise**2)
    )
    cross = np.vstack([level(days, series.days), member.T])
    own = np.zeros((len(days) + houses,) * 2)
    own[: len(days), : len(days)] = level(days, days)
    own[len(days) :, len(days) :] = np.eye(houses) * scales.house**2
    off = series.values - start.mean
    means = cross @ np.linalg.solve(seen, off)
    means[: len(days)] += start.mean
    _, logdet = np.linalg.slogdet(2 * np.pi * seen)
    density = -0.5 * (logdet + off @ np.linalg.solve(seen, off))
    return means, own - cross @ np.linalg.solve(seen, cross.T), float(density)
