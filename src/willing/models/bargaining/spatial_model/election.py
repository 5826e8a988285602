"""Which of several options prevails, when every actor votes between each two of them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.bargaining.spatial_model.options import Compat, Options
from willing.models.bargaining.spatial_model.utility import felt, vote

Floats = NDArray[np.float64]

LEAST = 1e-8
"""The strength of a coalition that nobody joins."""

CLEAR = 1.1
"""VictoryProbModel=Binary: the stronger side wins if it is stronger by this factor."""

UPSET = 1e-6
"""The odds of the weaker side then."""

BLOCK = 1 << 17
"""Votes that are held in memory at a time."""

INERTIA = 1e-10
"""MarkovIncentive: an option's incentive to challenge itself."""

ROUNDS = 1_000
PATIENCE = 100_000
"""The rounds that a Markov process may take: KTAB's, and ours."""

POWERS = {"Linear": 1, "Square": 2, "Quartic": 4, "Octic": 8}


def election(
    worths: Floats, weights: Floats, options: Options, compat: Compat, reference: Floats
) -> Floats:
    """The probability of each option: worths (actors, options), weights and references (actors,).

    `reference`: the utility that each actor counts gains and losses from, where losses count more.
    Raises `InputError` for a Markov process that does not settle.
    """
    strengths = coalitions(worths, weights, options.voting, compat, reference)
    beats = victories(strengths, options.victory)
    if options.outcome == "Conditional":
        return conditional(beats)
    if options.outcome == "MarkovUniform":
        return _settled(lambda p: _uniform(beats, p), len(beats), 1e-6, compat)
    return _settled(_incentive(strengths, beats), len(beats), 1e-8, compat)


def coalitions(
    worths: Floats, weights: Floats, rule: str, compat: Compat, reference: Floats
) -> Floats:
    """C_ij: the votes for option i against j."""
    count = worths.shape[1]
    total = np.full((count, count), LEAST)
    step = max(1, BLOCK // count**2)
    for start in range(0, len(worths), step):
        some = slice(start, start + step)
        votes = np.maximum(_votes(worths[some], weights[some], rule, compat, reference[some]), 0.0)
        votes[0] += total
        total = np.add.accumulate(votes)[-1]
    return total


def _votes(worths: Floats, weights: Floats, rule: str, compat: Compat, reference: Floats) -> Floats:
    """Each actor's vote for option i against j: (actors, options, options)."""
    if rule == "ASymProsp" and not compat:
        rule, worths = "Prop", felt(worths, reference[:, None])
    gain = worths[:, :, None] - worths[:, None, :]
    votes = vote(rule, weights[:, None, None], gain)
    if rule == "ASymProsp":
        # each pair is asked once, the later option against the earlier one
        later = np.tri(worths.shape[1], k=-1, dtype=bool)
        votes = np.where(later, votes, -votes.swapaxes(1, 2))
    return votes


def victories(strengths: Floats, model: str) -> Floats:
    """P_ij: the probability that option i beats j, 1/2 for i = j."""
    mine, theirs = strengths, strengths.T
    if model == "Binary":
        r = mine / (mine + theirs)
        found = (r * (CLEAR + 1.0) - 1.0) / (CLEAR - 1.0)
        found = np.where(mine >= CLEAR * theirs, 1.0 / (1.0 + UPSET), found)
        found = np.where(theirs >= CLEAR * mine, UPSET / (1.0 + UPSET), found)
    else:
        mine, theirs = _power(mine, model), _power(theirs, model)
        found = mine / (mine + theirs)
    np.fill_diagonal(found, 0.5)
    return found


def _power(strengths: Floats, model: str) -> Floats:
    for _ in range(POWERS[model].bit_length() - 1):
        strengths = strengths * strengths
    return strengths


def conditional(beats: Floats) -> Floats:
    """Each option's probability of beating all, given that one does."""
    chances = np.ones(len(beats))
    for column in beats.T:
        chances = chances * column
    total = 0.0
    for chance in chances:
        total += chance
    return chances / total


def _uniform(beats: Floats, p: Floats) -> Floats:
    """Any option challenges the incumbent, all equally often."""
    found = np.zeros(len(p))
    for column, incumbent in zip(beats.T, p, strict=True):
        found += column * (p + incumbent)
    return found / len(p)


def _incentive(strengths: Floats, beats: Floats) -> Callable[[Floats], Floats]:
    """Options challenge the incumbent as often as they stand to gain by it."""
    wish = strengths * beats + INERTIA * np.eye(len(beats))
    total = np.zeros(len(beats))
    for row in wish:
        total += row
    challenges = wish / total

    def once(p: Floats) -> Floats:
        flow = p[:, None] * challenges.T
        found = np.zeros(len(p))
        for j in range(len(p)):
            found += beats[:, j] * (flow[:, j] + flow[j])
        return found

    return once


def _settled(once: Callable[[Floats], Floats], count: int, least: float, compat: Compat) -> Floats:
    p = np.full(count, 1.0 / count)
    for _ in range(ROUNDS - 1 if compat else PATIENCE):
        after = once(p)
        change = np.abs(after - p).max()
        p = (p + after) / 2.0
        if change <= least:
            return p
    raise InputError(
        "PCEModel: the Markov process does not settle on these positions; "
        "choose PCEModel=Conditional"
    )
