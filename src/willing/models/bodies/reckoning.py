"""How P(pass) is reckoned: exactly, by quadrature over common factors, or by sampling.

All three behind one face, so that what is asked of a body does not depend on which it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from willing.models.bodies.common import Common, ballots_at, leanings, pass_by_quadrature
from willing.models.votes import (
    Ballot,
    Poll,
    exact_pass,
    exact_swings,
    passed,
    sample,
    sampled_alone,
    sampled_pass,
    sampled_swings,
)

Method = Literal["exact", "quadrature", "sampled", "formation"]

NEVER = 1e-9
"""What is less likely is not asked what would hold then: rounding would answer."""

FEWEST = 50
"""In fewer samples than these nothing is averaged."""


@dataclass(frozen=True, slots=True)
class Passing:
    """P(pass) and how it was found; `error`: 0 where it is exact, the error of a quadrature, or
    the standard error over `samples`.
    """

    p: float
    error: float
    method: Method
    samples: int = 0


@dataclass(frozen=True, slots=True)
class Fate:
    """What the members' ballots have to do with the outcome.

    `passed`: each member's ballot given that it passes, `failed`: given that it fails; None where
    that hardly ever happens. `alone`: P(it votes no, and it fails though its yes would pass it).
    """

    passed: list[Ballot] | None
    failed: list[Ballot] | None
    alone: list[float]


@dataclass(frozen=True, slots=True)
class Reckoning:
    """P(pass), each member's swings, and what ballots have to do with the outcome.

    `swings(poll, ballots)`: P(pass) by member if it votes yes, abstains, or votes no, the others
    as they are. `fate(poll, ballots, swings)`: see `Fate`.
    """

    passing: Callable[[Poll, Sequence[Ballot]], Passing]
    swings: Callable[[Poll, Sequence[Ballot]], list[Ballot]]
    fate: Callable[[Poll, Sequence[Ballot], Sequence[Ballot]], Fate]


def exactly() -> Reckoning:
    """Independent ballots on the grid of scores."""
    return Reckoning(_exact_passing, exact_swings, _exact_fate)


def by_sampling(names: Sequence[str], common: Common, seed: int) -> Reckoning:
    """Sampled ballots; `names` key the draws of the members."""

    @lru_cache(maxsize=1)
    def leaning(count: int) -> NDArray[np.float32]:
        return leanings(names, common, seed, count)

    def cast(poll: Poll, ballots: Sequence[Ballot]) -> NDArray[np.int8]:
        if any(common.loads):
            return ballots_at(leaning(poll.samples), ballots)
        return sample(ballots, names, seed, poll.samples)

    def passing(poll: Poll, ballots: Sequence[Ballot]) -> Passing:
        p = sampled_pass(poll, cast(poll, ballots)) / poll.samples
        return Passing(p, float(np.sqrt(p * (1 - p) / poll.samples)), "sampled", poll.samples)

    def swings(poll: Poll, ballots: Sequence[Ballot]) -> list[Ballot]:
        return sampled_swings(poll, cast(poll, ballots))

    def fate(poll: Poll, ballots: Sequence[Ballot], swings: Sequence[Ballot]) -> Fate:
        drawn = cast(poll, ballots)
        won = passed(poll, drawn)
        alone = sampled_alone(poll, drawn) if any(common.loads) else _alone(ballots, swings)
        return Fate(_averaged(drawn[:, won]), _averaged(drawn[:, ~won]), alone)

    return Reckoning(passing, swings, fate)


def counted(sampled: Reckoning) -> Reckoning:
    """P(pass) exactly, what members do by sampling: for grids too large to be kept."""
    return Reckoning(_exact_passing, sampled.swings, sampled.fate)


def by_quadrature(sampled: Reckoning, common: Common, most_work: int) -> Reckoning:
    """P(pass) by quadrature, or sampled where that takes too long; what members do, by sampling."""

    def passing(poll: Poll, ballots: Sequence[Ballot]) -> Passing:
        found = pass_by_quadrature(poll, ballots, common, most_work) if poll.feasible else None
        return Passing(*found, "quadrature") if found else sampled.passing(poll, ballots)

    return Reckoning(passing, sampled.swings, sampled.fate)


def _exact_passing(poll: Poll, ballots: Sequence[Ballot]) -> Passing:
    return Passing(exact_pass(poll, ballots), 0.0, "exact")


def _exact_fate(_poll: Poll, ballots: Sequence[Ballot], swings: Sequence[Ballot]) -> Fate:
    """Bayes: P(ballot | outcome) = P(ballot) P(outcome | ballot) / P(outcome)."""
    lost = [(1 - yes, 1 - abstain, 1 - no) for yes, abstain, no in swings]
    return Fate(_given(ballots, swings), _given(ballots, lost), _alone(ballots, swings))


def _given(ballots: Sequence[Ballot], outcome: Sequence[Ballot]) -> list[Ballot] | None:
    """Each member's ballot given an outcome; `outcome`: its probability given each ballot."""
    found = []
    for p, after in zip(ballots, outcome, strict=True):
        joint = [max(a * b, 0.0) for a, b in zip(p, after, strict=True)]
        if sum(joint) <= NEVER:
            return None
        found.append((joint[0] / sum(joint), joint[1] / sum(joint), joint[2] / sum(joint)))
    return found


def _alone(ballots: Sequence[Ballot], swings: Sequence[Ballot]) -> list[float]:
    """The same with independent ballots: P(no) times what its yes would add to P(pass)."""
    return [p[2] * max(s[0] - s[2], 0.0) for p, s in zip(ballots, swings, strict=True)]


def _averaged(drawn: NDArray[np.int8]) -> list[Ballot] | None:
    """How often each member votes yes, abstains, and votes no in these samples."""
    if drawn.shape[1] < FEWEST:
        return None
    shares = np.array([np.mean(drawn == outcome, axis=1) for outcome in range(3)])
    return [(float(yes), float(abstain), float(no)) for yes, abstain, no in shares.T]
