"""The four outcomes that a reader asks for, from the six ends of the game."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.models.deterrence.payoffs import (
    BACKED_DOWN,
    BACKED_DOWN_ALONE,
    FOUGHT,
    FOUGHT_ALONE,
    HOLDS,
    UNANSWERED,
)

Floats = NDArray[np.float64]

OUTCOMES = ("holds", "unanswered", "backed_down", "escalation")
"""The settlement holds; it is violated and nobody answers; the adversary backs down once it is
answered; it escalates."""


@dataclass(frozen=True, slots=True)
class Shares:
    """The probabilities of the four outcomes; they sum to one.

    `alone`: that the beneficiary answers alone, part of the last two.
    """

    holds: float
    unanswered: float
    backed_down: float
    escalation: float
    alone: float


@dataclass(frozen=True, slots=True)
class Spread:
    """The probability of one outcome: its mean over the worlds, and how far it varies with what is
    not known (10th, 50th and 90th percentile over the worlds).
    """

    outcome: str
    mean: float
    p10: float
    median: float
    p90: float


def outcomes(ends: Floats) -> Floats:
    """From shape (ends, worlds) to (outcomes, worlds)."""
    return np.stack(
        [
            ends[HOLDS],
            ends[UNANSWERED],
            ends[BACKED_DOWN] + ends[BACKED_DOWN_ALONE],
            ends[FOUGHT] + ends[FOUGHT_ALONE],
        ]
    )


def shares(ends: Floats) -> Shares:
    """The means over the worlds of (ends, worlds)."""
    alone = float((ends[BACKED_DOWN_ALONE] + ends[FOUGHT_ALONE]).mean())
    holds, unanswered, backed_down, escalation = outcomes(ends).mean(axis=1).tolist()
    return Shares(holds, unanswered, backed_down, escalation, alone)


def spreads(ends: Floats) -> tuple[Spread, ...]:
    """Each outcome over the worlds of (ends, worlds)."""
    by_outcome = outcomes(ends)
    percentiles = np.percentile(by_outcome, (10, 50, 90), axis=1).T.tolist()
    means = by_outcome.mean(axis=1).tolist()
    return tuple(
        Spread(name, mean, *found)
        for name, mean, found in zip(OUTCOMES, means, percentiles, strict=True)
    )
