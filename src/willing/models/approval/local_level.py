"""The local level: approval walks at random, and each poll sees it through its house and noise.

    y_t = mu_t + delta_h(t) + e_t       e_t ~ Normal(0, v_t + noise^2)
    mu_t = mu_s + w_t                   w_t ~ Normal(0, daily^2 (t - s))
    delta_h ~ Normal(0, house^2)

v_t is the variance of sampling (`series`). Days without a poll cost nothing: from one poll to the
next the walk takes as many steps as there are days. House effects are drawn to zero by their own
variance, so that what all houses have in common, which no poll can show, stays in the uncertainty
of mu; less their mean they sum to zero, and so they are reported (Jackman 2005).

Local level: Harvey (1989), "Forecasting, Structural Time Series Models and the Kalman Filter";
Durbin and Koopman (2012), "Time Series Analysis by State Space Methods", chapter 2. The filter is
Kalman's (1960), by statsmodels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from willing.models.approval.series import Series

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scales:
    """The sds of the walk in a day, of a poll beside its sampling, and of houses; in log odds."""

    daily: float
    noise: float
    house: float


@dataclass(frozen=True, slots=True)
class Start:
    """Where the level is on the first day before any poll: Normal(mean, sd^2)."""

    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class Smoothed:
    """The level given all polls, on the days asked for: means and sds, in log odds, (days,).

    `houses` and `house_sds`: how far each source lies from the mean of all, (sources,).
    """

    means: Floats
    sds: Floats
    houses: Floats
    house_sds: Floats


def smoothed(series: Series, scales: Scales, start: Start | None, days: Floats) -> Smoothed:
    """The level on `days` (ascending, from the first poll on). Without a `start` it is unknown."""
    every = np.concatenate([series.days, days])
    values = np.append(series.values, np.full(len(days), np.nan))
    polls = np.append(np.arange(len(series.days)), np.full(len(days), -1))
    order = np.argsort(every, kind="stable")
    found = _model(series, scales, start, every[order], values[order], polls[order]).smooth()
    state, cov = found.smoothed_state, found.smoothed_state_cov
    rows = np.flatnonzero(order >= len(series.days))
    last = cov[1:, 1:, -1]
    count = len(series.names)
    centring = np.eye(count) - 1 / count
    return Smoothed(
        means=state[0, rows],
        sds=np.sqrt(np.maximum(cov[0, 0, rows], 0.0)),
        houses=centring @ state[1:, -1],
        house_sds=np.sqrt(np.maximum(np.diag(centring @ last @ centring), 0.0)),
    )


def log_likelihood(series: Series, scales: Scales, start: Start | None) -> float:
    """The log of the polls' density, diffuse where there is no `start`."""
    polls = np.arange(len(series.days))
    model = _model(series, scales, start, series.days, series.values, polls)
    return float(model.loglike())


def _model(
    series: Series, scales: Scales, start: Start | None, days: Any, values: Floats, polls: Any
) -> Any:
    """The state space: the level, then each source. `polls`: the poll of each row, -1 for none."""
    from statsmodels.tsa.statespace.initialization import Initialization
    from statsmodels.tsa.statespace.kalman_smoother import KalmanSmoother

    count, states = len(days), 1 + len(series.names)
    design = np.zeros((1, states, count))
    design[0, 0] = 1
    seen = np.flatnonzero(polls >= 0)
    design[0, 1 + series.sources[polls[seen]], seen] = 1
    noise = np.zeros((1, 1, count))
    noise[0, 0, seen] = series.variances[polls[seen]] + scales.noise**2
    noise[0, 0, polls < 0] = 1
    walk = np.zeros((1, 1, count))
    walk[0, 0, :-1] = scales.daily**2 * np.diff(days)
    model = KalmanSmoother(k_endog=1, k_states=states, k_posdef=1)
    model.bind(values.copy())
    model["design"], model["obs_cov"], model["state_cov"] = design, noise, walk
    model["transition"], model["selection"] = np.eye(states), np.eye(states)[:, :1]
    begin = Initialization(states)
    if start is None:
        begin.set(0, "diffuse")
    else:
        begin.set(0, "known", constant=[start.mean], stationary_cov=[[start.sd**2]])
    begin.set((1, states), "known", constant=np.zeros(states - 1),
              stationary_cov=np.eye(states - 1) * scales.house**2)  # fmt: skip
    model.initialize(begin)
    return model
