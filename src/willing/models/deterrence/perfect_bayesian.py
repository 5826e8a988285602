"""The perfect Bayesian equilibrium of the crisis: each side knows its own resolve alone.

The game of `payoffs` with three private types: how much of the cost of war each side overlooks.
What the analyst does not know of a side's resolve, the others do not know either: the ranges of the
parameters are their common prior, and everything else is known to all. Zagare and Kilgour (1993),
"Asymmetric deterrence", and (2000), Perfect Deterrence, chapter 5, is the case of two types.

A violation is worth the more to the adversary the more resolute it is, so that it violates above a
cutoff: at ranks of its resolve above k. Whoever would back down when answered gains the same,
whatever its resolve; k below that rank is the share of such bluffers that stays out. By Bayes' rule
an adversary that violated escalates with probability

    mu = P(rank above the one from which it escalates | rank above k),

coalition and beneficiary answer where that is worth more to a type of theirs than not, and in
equilibrium the adversary at rank k is indifferent. k is found by bisection: 0 where even the least
resolute gains by a violation, 1 where not even the most resolute does (a violation nobody expects
is then taken for that of the most resolute, as in the criterion D1 of Cho and Kreps 1987,
"Signaling games and stable equilibria"). Where an answer jumps at k the two strategies about it are
mixed so that the adversary is indifferent.

The gain rises with k where fewer answers serve the adversary and the equilibrium is then the only
one with such beliefs; where answers serve it, or where the coalition would rather stand down before
a beneficiary that resists, there may be several, and one of them is found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from willing.models.deterrence.crisis import ends_of
from willing.models.deterrence.payoffs import (
    ADVERSARY,
    BACKED_DOWN,
    BACKED_DOWN_ALONE,
    BENEFICIARY,
    COALITION,
    FOUGHT,
    FOUGHT_ALONE,
    HOLDS,
    UNANSWERED,
    Payoffs,
)

Floats = NDArray[np.float64]

STEPS = 40
"""Halvings: the cutoff is then known to 1e-12."""


class Prior(Protocol):
    """What the others think of a side's resolve."""

    def at(self, rank: Floats) -> Floats:
        """The resolve at a rank in [0, 1]."""

    def above(self, x: Floats) -> Floats:
        """P(resolve above x)."""


@dataclass(frozen=True, slots=True)
class _Replies:
    """What follows where the adversary violates above rank k, each (worlds,).

    `gain`: what the adversary at rank k gains by it. `joint`, `alone`: the probability that a
    violator escalates against all, and against the beneficiary.
    """

    gain: Floats
    respond: Floats
    resist: Floats
    joint: Floats
    alone: Floats


def perfect_bayesian(table: Payoffs, priors: tuple[Prior, Prior, Prior]) -> Floats:
    """The probability of each end in every world, resolve averaged out: shape (ends, worlds).

    `table` is that of no resolve at all; `priors` those of adversary, coalition, beneficiary.
    """
    everybody, nobody = np.zeros(table.table.shape[-1]), np.ones(table.table.shape[-1])
    first, last = _replies(table, priors, everybody), _replies(table, priors, nobody)
    found = np.where(first.gain >= 0, _ends(everybody, first), _ends(nobody, last))
    inner = np.flatnonzero((first.gain < 0) & (last.gain > 0))
    if len(inner):
        found[:, inner] = _indifferent(_among(table, inner), priors)
    return found


def _indifferent(table: Payoffs, priors: tuple[Prior, Prior, Prior]) -> Floats:
    """The ends in worlds where some violate and some do not."""
    low, high = np.zeros(table.table.shape[-1]), np.ones(table.table.shape[-1])
    for _ in range(STEPS):
        middle = (low + high) / 2
        up = _replies(table, priors, middle).gain < 0
        low, high = np.where(up, middle, low), np.where(up, high, middle)
    below, beyond = _replies(table, priors, low), _replies(table, priors, high)
    width = beyond.gain - below.gain
    share = np.divide(-below.gain, width, out=np.full_like(width, 0.5), where=width > 0)
    mixed = np.clip(share, 0, 1)
    found: Floats = mixed * _ends(high, beyond) + (1 - mixed) * _ends(low, below)
    return found


def _among(table: Payoffs, rows: NDArray[np.intp]) -> Payoffs:
    """The table of some worlds alone."""
    return Payoffs(
        table=table.table[..., rows],
        war_costs=table.war_costs[:, rows],
        wins=(table.wins[0][rows], table.wins[1][rows]),
        responds=table.responds[rows],
        resists=table.resists[rows],
    )


def _replies(table: Payoffs, priors: tuple[Prior, Prior, Prior], k: Floats) -> _Replies:
    u, costs = table.table, table.war_costs
    joint = _escalates(table, priors[ADVERSARY], FOUGHT, BACKED_DOWN, k)
    alone = _escalates(table, priors[ADVERSARY], FOUGHT_ALONE, BACKED_DOWN_ALONE, k)
    resist = table.resists * _fights(
        priors[BENEFICIARY],
        alone * u[FOUGHT_ALONE, BENEFICIARY] + (1 - alone) * u[BACKED_DOWN_ALONE, BENEFICIARY],
        alone * costs[BENEFICIARY],
        u[UNANSWERED, BENEFICIARY],
    )
    opposed = alone * u[FOUGHT_ALONE, COALITION] + (1 - alone) * u[BACKED_DOWN_ALONE, COALITION]
    respond = table.responds * _fights(
        priors[COALITION],
        joint * u[FOUGHT, COALITION] + (1 - joint) * u[BACKED_DOWN, COALITION],
        joint * costs[COALITION],
        resist * opposed + (1 - resist) * u[UNANSWERED, COALITION],
    )
    overlooked = priors[ADVERSARY].at(k) * costs[ADVERSARY]
    answered = np.maximum(u[FOUGHT, ADVERSARY] + overlooked, u[BACKED_DOWN, ADVERSARY])
    against = np.maximum(u[FOUGHT_ALONE, ADVERSARY] + overlooked, u[BACKED_DOWN_ALONE, ADVERSARY])
    left = resist * against + (1 - resist) * u[UNANSWERED, ADVERSARY]
    gain = respond * answered + (1 - respond) * left - u[HOLDS, ADVERSARY]
    return _Replies(gain, respond, resist, joint, alone)


def _escalates(table: Payoffs, prior: Prior, war: int, back: int, k: Floats) -> Floats:
    """P(a violator above rank k escalates); at k = 1, whether the most resolute does."""
    u = table.table
    needed = u[back, ADVERSARY] - u[war, ADVERSARY]
    among = prior.above(_over(needed, table.war_costs[ADVERSARY]))
    one = np.ones_like(k)
    most = np.where(prior.at(one) * table.war_costs[ADVERSARY] > needed, 1.0, 0.0)
    return np.where(k < 1, np.minimum(1.0, among / np.where(k < 1, 1 - k, 1.0)), most)


def _fights(prior: Prior, worth: Floats, overlooked: Floats, otherwise: Floats) -> Floats:
    """P(a side answers): to a type of resolve x that is worth `worth` + x `overlooked`."""
    return prior.above(_over(otherwise - worth, overlooked))


def _over(needed: Floats, each: Floats) -> Floats:
    """The resolve that makes up for what is needed; none does where resolve takes nothing off."""
    never = np.where(needed < 0, -np.inf, np.inf)
    return np.divide(needed, each, out=never, where=each > 0)


def _ends(k: Floats, replies: _Replies) -> Floats:
    violate = 1 - k
    fought = violate * replies.respond * replies.joint
    return ends_of(violate, replies.respond, replies.resist, fought, replies.alone)
