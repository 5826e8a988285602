"""The perfect Bayesian equilibrium: against types counted one by one, and its limits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.models.deterrence.settings import one_world, parameters, setting
from willing.models.deterrence.parameters import Parameter, drawn
from willing.models.deterrence.payoffs import (
    ADVERSARY,
    BACKED_DOWN,
    BACKED_DOWN_ALONE,
    BENEFICIARY,
    COALITION,
    FOUGHT,
    FOUGHT_ALONE,
    HOLDS,
    PLAYERS,
    UNANSWERED,
    payoffs,
)
from willing.models.deterrence.perfect_bayesian import perfect_bayesian
from willing.models.deterrence.setting import RESOLVES, ends

TYPES = 4001
RANKS = (np.arange(TYPES) + 0.5) / TYPES
ROOM = 0.02


def bare(values):
    """The same with no resolve: the priors bring it."""
    return values | {name: np.zeros_like(values[name]) for name in RESOLVES}


def agrees(chosen, gain):
    """Whether a share of types chooses as it should, types that hardly care left free."""
    close = np.abs(gain) < ROOM
    sure = (gain > 0)[~close].sum() / TYPES
    return sure - ROOM <= chosen <= sure + close.mean() + ROOM


def check_equilibrium(table, priors, found):
    """Every type of every side does what is best, each counted on a fine grid of types.

    Whether anybody violates at all.
    """
    u, cost = table.table[:, :, 0], table.war_costs[:, 0]
    adversary, coalition, beneficiary = (
        prior.at(RANKS) * each for prior, each in zip(priors, cost, strict=True)
    )
    holds, unanswered = found[HOLDS], found[UNANSWERED]
    answered = found[BACKED_DOWN] + found[FOUGHT]
    opposed = found[BACKED_DOWN_ALONE] + found[FOUGHT_ALONE]
    violate = 1 - holds
    if violate < 1e-3:
        return False
    war, alone = (u[end, ADVERSARY] + adversary for end in (FOUGHT, FOUGHT_ALONE))
    back, back_alone = u[BACKED_DOWN, ADVERSARY], u[BACKED_DOWN_ALONE, ADVERSARY]
    gain = (
        answered * np.maximum(war, back)
        + unanswered * u[UNANSWERED, ADVERSARY]
        + opposed * np.maximum(alone, back_alone)
    ) / violate - u[HOLDS, ADVERSARY]
    assert (gain[holds + ROOM < RANKS] > -ROOM).all()
    assert (gain[holds - ROOM > RANKS] < ROOM).all()
    violators = holds < RANKS
    mu, mu_alone = (war > back)[violators].mean(), (alone > back_alone)[violators].mean()
    if answered > 1e-3:
        assert found[FOUGHT] / answered == pytest.approx(mu, abs=ROOM)
    left = violate - answered
    if left < 1e-2:
        return True
    assert found[FOUGHT_ALONE] == pytest.approx(mu_alone * opposed, abs=ROOM)
    resist = opposed / left
    resisting = mu_alone * (u[FOUGHT_ALONE, BENEFICIARY] + beneficiary)
    resisting += (1 - mu_alone) * u[BACKED_DOWN_ALONE, BENEFICIARY]
    assert agrees(resist, resisting - u[UNANSWERED, BENEFICIARY])
    responding = mu * (u[FOUGHT, COALITION] + coalition) + (1 - mu) * u[BACKED_DOWN, COALITION]
    after = mu_alone * u[FOUGHT_ALONE, COALITION] + (1 - mu_alone) * u[BACKED_DOWN_ALONE, COALITION]
    standing_down = resist * after + (1 - resist) * u[UNANSWERED, COALITION]
    if table.responds[0]:
        assert agrees(answered / violate, responding - standing_down)
    return True


def test_every_type_does_what_is_best():
    given_ = parameters()
    priors = tuple(given_[f"{player}_resolve"] for player in PLAYERS)
    checked = 0
    for world in range(300):
        values = drawn(given_, 3, world, 1)
        force = np.array([[0.0, 3_000.0, 30_000.0, 300_000.0][world % 4]])
        table = payoffs(bare(values), force, np.array([world % 3 == 0]), "ratio")
        checked += check_equilibrium(table, priors, perfect_bayesian(table, priors)[:, 0])
    assert checked > 100


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 5000), st.sampled_from([0.0, 20_000.0, 200_000.0]))
def test_probabilities_sum_to_one(world, force):
    given_ = parameters()
    priors = tuple(given_[f"{player}_resolve"] for player in PLAYERS)
    values = bare(drawn(given_, 5, world, 1))
    found = perfect_bayesian(payoffs(values, np.array([force]), np.array([True]), "ratio"), priors)
    assert found.sum() == pytest.approx(1)
    assert (found > -1e-12).all()


@pytest.mark.parametrize("rank", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_where_resolve_is_known_it_is_backward_induction(rank):
    known = {name: float(one_world(rank)[name][0]) for name in RESOLVES}
    values = one_world(rank)
    force, backstop = np.array([25_000.0]), np.array([False])
    bayesian = ends(setting(solver="bayesian", **known), values, force, backstop)
    perfect = ends(setting(solver="perfect", **known), values, force, backstop)
    assert bayesian == pytest.approx(perfect, abs=1e-9)


def test_an_adversary_that_is_known_to_be_stronger_violates_more():
    force, backstop = np.array([25_000.0]), np.array([False])
    held = []
    for stake in (0.6, 0.8, 1.0, 1.3):
        values = one_world(adversary_stake=stake)
        held.append(ends(setting(solver="bayesian"), values, force, backstop)[HOLDS, 0])
    assert held == sorted(held, reverse=True)
    assert held[0] > held[-1]


@given(st.floats(-0.5, 1.5), st.sampled_from([(0.2,), (0.1, 0.9), (0, 0.3, 0.6), (0, 0, 1)]))
def test_priors_are_what_their_draws_are(x, span):
    one = Parameter("adversary_resolve", tuple(map(float, span)))
    ranks = (np.arange(20_000) + 0.5) / 20_000
    counted = (one.at(ranks) > x).mean()
    assert one.above(np.array([x]))[0] == pytest.approx(counted, abs=2e-4)
