"""Polls as observations: log odds with their variances, in the order of their dates.

    y = ln((k + 1/2) / (n - k + 1/2))        k = share * n of n asked (Haldane 1956, Anscombe 1956)
    var(y) = d / (n p (1 - p))               p = (k + 1/2) / (n + 1), d the design effect

In log odds a share stays within [0, 1] whatever is added to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.reference.leaders import DESIGN_EFFECT, USUAL_SAMPLE
from willing.scenario.leaders import Poll

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Series:
    """Observations in the order of their days, each of shape (polls,).

    `days`: since some day zero. `values` and their `variances`: of sampling alone. `sources`: the
    row in `names` of the house and question that each is from.
    """

    days: Ints
    values: Floats
    variances: Floats
    sources: Ints
    names: tuple[tuple[str, str], ...]


def series_of(polls: Sequence[Poll]) -> Series:
    """The polls as a series; the order in which they are given is of no account.

    Raises `InputError` where there are none.
    """
    if not polls:
        raise InputError("no polls; write at least one")
    ordered = sorted(
        polls, key=lambda poll: (poll.date, poll.asked_by, poll.approving, sample(poll))
    )
    names = tuple(sorted({poll.asked_by for poll in ordered}))
    asked = np.array([sample(poll) for poll in ordered], dtype=np.float64)
    share = np.array([poll.approving for poll in ordered])
    near = (share * asked + 0.5) / (asked + 1)
    return Series(
        days=np.array([poll.date.toordinal() for poll in ordered], dtype=np.int64),
        values=log_odds(near),
        variances=DESIGN_EFFECT / (asked * near * (1 - near)),
        sources=np.array([names.index(poll.asked_by) for poll in ordered], dtype=np.int64),
        names=names,
    )


def sample(poll: Poll) -> int:
    """How many were asked, as said or by default."""
    return USUAL_SAMPLE if poll.sample is None else poll.sample


def log_odds(share: Floats) -> Floats:
    """ln(p / (1 - p)), elementwise."""
    found: Floats = np.log(share / (1 - share))
    return found


def shares(values: Floats) -> Floats:
    """The shares of log odds, elementwise."""
    found: Floats = 0.5 + 0.5 * np.tanh(values / 2)
    return found
