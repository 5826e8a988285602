"""Which of several options prevails, when every actor votes between each two of them."""

from __future__ import annotations

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
"""Rounds of a Markov process at which KTAB gives up."""

POWERS = {"Linear": 1, "Square": 2, "Quartic": 4, "Octic": 8}


def election(
    worths: Floats, weights: Floats, options: Options, compat: Compat, reference: Floats
) -> Floats:
    """The probability of each option: worths (actors, options), weights and references (actors,).

    `reference`: the utility that each actor counts gains and losses from, where losses count more.
    Raises `InputError` where KTAB would give up, and is followed in that.
    """
    strengths = coalitions(worths, weights, options.voting, compat, reference)
    beats = victories(strengths, options.victory)
    if options.outcome == "Conditional":
        return conditional(beats)
    if options.outcome == "MarkovUniform":
        challenges, share, least = np.ones_like(beats), 1.0 / len(beats), 1e-6
    else:
        challenges, share, least = incentives(strengths, beats), 1.0, 1e-8
    if compat:
        return approached(challenges, share, beats, least)
    return stationary(challenges * beats)


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


def incentives(strengths: Floats, beats: Floats) -> Floats:
    """How often option i challenges the incumbent j: as much as it stands to gain by it."""
    wish = strengths * beats + INERTIA * np.eye(len(beats))
    total = np.zeros(len(beats))
    for row in wish:
        total += row
    found: Floats = wish / total
    return found


def stationary(moves: Floats) -> Floats:
    """The stationary distribution of a Markov process, `moves` from j to i in row i.

    Without a subtraction, so that nothing is lost: Grassmann, Taksar and Heyman 1985,
    "Regenerative analysis and steady state distributions for Markov chains", Oper. Res. 33.
    """
    t = moves.T.copy()
    p = np.ones(len(t))
    for k in range(len(t) - 1, 0, -1):
        t[:k, k] /= np.add.accumulate(t[k, :k])[-1]
        t[:k, :k] += np.outer(t[:k, k], t[k, :k])
    for k in range(1, len(t)):
        p[k] = np.add.accumulate(p[:k] * t[:k, k])[-1]
    found: Floats = p / np.add.accumulate(p)[-1]
    return found


def approached(challenges: Floats, share: float, beats: Floats, least: float) -> Floats:
    """The same as KTAB comes near it, step by step, challenges being `share` of the table.

    Raises `InputError` where KTAB gives up.
    """
    count = len(beats)
    p = np.full(count, 1.0 / count)
    for _ in range(ROUNDS - 1):
        flow = p[:, None] * challenges.T
        after = np.zeros(count)
        for j in range(count):
            after += beats[:, j] * (flow[:, j] + flow[j])
        after = share * after
        change = np.abs(after - p).max()
        p = (p + after) / 2.0
        if change <= least:
            return p
    raise InputError(
        f"PCEModel: KTAB gives up where its Markov process takes {ROUNDS:,} rounds, and loses the "
        "run; leave compat out"
    )
