"""Which agreement would all sign who gain from it: the asymmetric Nash bargaining solution.

Nash (1950), "The bargaining problem"; with bargaining weights w_i = c_i s_i (Harsanyi and Selten
1972) the outcome maximises

    sum_i w_i log(U_i(o) - U_i(no agreement)).

Loss is linear or quadratic in the distance |o - x_i| on a scale of length L. Without an agreement

- worst: everyone is as badly off as at a distance L. Gains are 1 - |o - x_i| / L, or
  1 - (|o - x_i| / L)^2; with the latter the outcome is, to first order, the compromise mean
  (Achen 2006).
- reference: the reference point r holds. Gains are |r - x_i| - |o - x_i| (or of the squares). With
  actors on both sides of r nobody can be pleased without hurting another: r itself is the outcome.
- soft: a failure costs everyone the length of the scale besides, so that gains are
  L + |r - x_i| - |o - x_i| (of the squares: L^2 + ...), and a few may be made worse off.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.bargaining.issue import Issue

Floats = NDArray[np.float64]
Loss = Literal["linear", "quadratic"]
Failure = Literal["worst", "reference", "soft"]

LEAST = 1e-12
"""The least gain that is divided by: at the far end of the scale there is none."""

STEPS = 50
"""Halvings: what is left is 1e-15 of the scale."""


@dataclass(frozen=True, slots=True)
class Nash:
    """The bargaining solution; `gains` by actor at the outcome, as shares of the scale.

    `agreed`: whether everyone with weight gains; with a reference point, nobody signs otherwise.
    """

    outcome: float
    loss: Loss
    failure: Failure
    agreed: bool
    gains: tuple[float, ...]


def nash(issue: Issue, *, loss: Loss = "linear", failure: Failure = "worst") -> Nash:
    """The Nash bargaining solution of an issue.

    Raises `InputError` where failure means the reference point and the issue has none.

    >>> from willing.models.bargaining.issue import make_issue
    >>> issue = make_issue("role", "AB", [20, 60], [1, 1], [1, 3], reference=0)
    >>> round(nash(issue, loss="quadratic").outcome, 3)
    49.395
    >>> round(nash(issue, failure="reference").outcome, 3), nash(issue).failure
    (30.0, 'worst')
    """
    positions, weights = np.array([issue.positions]), np.array([issue.weights])
    reference = np.array([_reference(issue)]) if failure != "worst" else None
    outcome = float(
        nash_outcomes(
            positions, weights, issue.low, issue.high, reference, loss=loss, failure=failure
        )[0]
    )
    gain = _gain((positions - issue.low) / issue.width, _share(reference, issue), loss)
    gains = gain(np.array([(outcome - issue.low) / issue.width]))[0]
    pleased = bool((gains[weights[0] > 0] > 0).all())
    return Nash(outcome, loss, failure, pleased, tuple(gains.tolist()))


def nash_outcomes(
    positions: Floats,
    weights: Floats,
    low: float,
    high: float,
    reference: Floats | None = None,
    *,
    loss: Loss = "linear",
    failure: Failure = "worst",
) -> Floats:
    """The solution of every draw: positions and weights (draws, actors) to (draws,).

    `reference`: (draws,), for failure other than "worst".
    """
    width = high - low
    x = (positions - low) / width
    weights = weights / weights.sum(axis=-1, keepdims=True)
    r = None if reference is None else (reference - low) / width
    gain = _gain(x, r, loss, soft=failure == "soft")

    def slope(o: Floats) -> Floats:
        """The derivative of the logarithm of the product; it falls throughout."""
        away = o[:, None] - x
        steep = np.sign(away) if loss == "linear" else 2 * away
        found: Floats = -(weights * steep / np.maximum(gain(o), LEAST)).sum(axis=-1)
        return found

    lowest, highest = np.zeros(len(x)), np.ones(len(x))
    if failure == "reference":
        assert r is not None
        lowest, highest = _better_for_all(x, weights, r)
    return low + width * _top(slope, lowest, highest)


def _reference(issue: Issue) -> float:
    if issue.reference is None:
        raise InputError(
            f"{issue.name or 'issue'}: there is no reference point; say what holds without an "
            "agreement (`reference`)"
        )
    return issue.reference


def _share(reference: Floats | None, issue: Issue) -> Floats | None:
    return None if reference is None else (reference - issue.low) / issue.width


def _gain(
    x: Floats, r: Floats | None, loss: Loss, *, soft: bool = False
) -> Callable[[Floats], Floats]:
    """Gains (draws, actors) from outcomes (draws,), everything as shares of the scale."""
    power = 1 if loss == "linear" else 2
    before = np.ones_like(x) if r is None else np.abs(r[:, None] - x) ** power
    if soft:
        before = 1 + before

    def gain(o: Floats) -> Floats:
        found: Floats = before - np.abs(o[:, None] - x) ** power
        return found

    return gain


def _better_for_all(x: Floats, weights: Floats, r: Floats) -> tuple[Floats, Floats]:
    """The ends of what is no worse than r for anyone with weight: from r to its nearest mirror."""
    counts = weights > 0
    nearest_above = np.where(counts, x, np.inf).min(axis=-1)
    nearest_below = np.where(counts, x, -np.inf).max(axis=-1)
    up = np.clip(2 * nearest_above - r, r, 1.0)
    down = np.clip(2 * nearest_below - r, 0.0, r)
    return np.where(nearest_below < r, down, r), np.where(nearest_above > r, up, r)


def _top(slope: Callable[[Floats], Floats], low: Floats, high: Floats) -> Floats:
    """Where a falling slope crosses zero between low and high."""
    for _ in range(STEPS):
        middle = (low + high) / 2
        rises = slope(middle) > 0
        low, high = np.where(rises, middle, low), np.where(rises, high, middle)
    return (low + high) / 2
