"""How P(pass) is reckoned: exactly, by quadrature over common factors, or by sampling.

All three behind one face, so that what is asked of a body does not depend on which it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from willing.models.bodies.common import Common, pass_by_quadrature, sampled_ballots
from willing.models.votes import (
    SAMPLES,
    Ballot,
    Poll,
    exact_pass,
    exact_swings,
    passed,
    sample,
    sampled_swings,
)

Method = Literal["exact", "quadrature", "sampled", "formation"]


@dataclass(frozen=True, slots=True)
class Reckoning:
    """P(pass) with its error, each member's swings, and what those who vote do where it passes.

    `passing(poll, ballots)`: P(pass) and a bound on its error (a standard error where sampled).
    `swings(poll, ballots)`: P(pass) by member if it votes yes, abstains, or votes no, the others
    as they are. `joint(poll, ballots, swings)`: by member P(it votes so, and it passes).
    """

    method: Method
    passing: Callable[[Poll, Sequence[Ballot]], tuple[float, float]]
    swings: Callable[[Poll, Sequence[Ballot]], list[Ballot]]
    joint: Callable[[Poll, Sequence[Ballot], Sequence[Ballot]], list[Ballot]]


def exactly() -> Reckoning:
    """Independent ballots on the grid of scores."""

    def joint(_poll: Poll, ballots: Sequence[Ballot], swings: Sequence[Ballot]) -> list[Ballot]:
        return [
            (p[0] * s[0], p[1] * s[1], p[2] * s[2]) for p, s in zip(ballots, swings, strict=True)
        ]

    return Reckoning("exact", lambda poll, b: (exact_pass(poll, b), 0.0), exact_swings, joint)


def by_sampling(names: Sequence[str], common: Common, seed: int) -> Reckoning:
    """Sampled ballots; `names` key the draws of the members."""

    def cast(ballots: Sequence[Ballot]) -> NDArray[np.int8]:
        if any(common.loads):
            return sampled_ballots(ballots, names, common, seed)
        return sample(ballots, names, seed)

    def passing(poll: Poll, ballots: Sequence[Ballot]) -> tuple[float, float]:
        p = float(np.mean(passed(poll, cast(ballots))))
        return p, float(np.sqrt(p * (1 - p) / SAMPLES))

    def swings(poll: Poll, ballots: Sequence[Ballot]) -> list[Ballot]:
        return sampled_swings(poll, cast(ballots))

    def joint(poll: Poll, ballots: Sequence[Ballot], _swings: Sequence[Ballot]) -> list[Ballot]:
        drawn = cast(ballots)
        won = drawn[:, passed(poll, drawn)]
        shares = np.array([np.mean(won == outcome, axis=1) for outcome in range(3)])
        shares = shares * (won.shape[1] / SAMPLES) if won.shape[1] else np.zeros((3, len(names)))
        return [(float(y), float(a), float(n)) for y, a, n in shares.T]

    return Reckoning("sampled", passing, swings, joint)


def counted(names: Sequence[str], seed: int) -> Reckoning:
    """P(pass) exactly, what members do by sampling: for grids too large to be kept."""
    sampled = by_sampling(names, Common(()), seed)
    return Reckoning(
        "exact", lambda poll, b: (exact_pass(poll, b), 0.0), sampled.swings, sampled.joint
    )


def by_quadrature(names: Sequence[str], common: Common, seed: int, most_work: int) -> Reckoning:
    """P(pass) by quadrature, or sampled where that takes too long; what members do, by sampling."""
    sampled = by_sampling(names, common, seed)

    def passing(poll: Poll, ballots: Sequence[Ballot]) -> tuple[float, float]:
        found = pass_by_quadrature(poll, ballots, common, most_work) if poll.feasible else None
        return found or sampled.passing(poll, ballots)

    return Reckoning("quadrature", passing, sampled.swings, sampled.joint)
