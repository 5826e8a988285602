"""The crisis in arrays: the tree's own equilibrium, and what the theory promises."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.models.deterrence.settings import one_world, parameters, tables
from willing.models.deterrence.agent_qre import agent_qre
from willing.models.deterrence.backward_induction import backward_induction
from willing.models.deterrence.contest import attacker_wins
from willing.models.deterrence.crisis import crisis_game, play
from willing.models.deterrence.parameters import drawn
from willing.models.deterrence.payoffs import (
    ADVERSARY,
    BACKED_DOWN,
    COALITION,
    ENDS,
    FOUGHT,
    HOLDS,
    UNANSWERED,
    payoffs,
)
from willing.models.deterrence.setting import PERFECT

PRECISION = st.sampled_from([0.0, 0.5, 2.0, 8.0, 40.0])
RANK = st.floats(0.01, 0.99)


@settings(max_examples=80, deadline=None)
@given(
    RANK,
    PRECISION,
    st.sampled_from([0.0, 500.0, 30_000.0, 400_000.0]),
    st.booleans(),
    st.sampled_from(["ratio", "difference"]),
    st.sampled_from([0.0, 200_000.0]),
)
def test_the_kernel_plays_the_tree(rank, precision, force, backstop, contest, own):
    values = one_world(rank, beneficiary_force=own)
    table = payoffs(values, np.array([force]), np.array([backstop]), contest)
    found = play(table, np.array([precision]))[:, 0]
    game = crisis_game(values, force, backstop=backstop, contest=contest)
    expected = dict.fromkeys(ENDS, 0.0)
    for name, _, p in agent_qre(game, precision).ends:
        expected[name] += p
    assert found == pytest.approx(list(expected.values()), abs=1e-12)


@settings(max_examples=100, deadline=None)
@given(tables(), PRECISION)
def test_probabilities_sum_to_one(table, precision):
    found = play(table, np.array([precision]))
    assert (found >= -1e-15).all()
    assert found.sum(axis=0) == pytest.approx(1)


def with_payoff(table, end, player, change):
    changed = table.table.copy()
    changed[end, player] += change
    return replace(table, table=changed)


def prefers_no_answer(table, precision):
    """Whether the adversary gains less once it is answered, however likely it then escalates."""
    u = table.table[:, ADVERSARY, 0]
    joint = 1 / (1 + np.exp(-precision * (u[FOUGHT] - u[BACKED_DOWN])))
    return u[UNANSWERED] >= joint * u[FOUGHT] + (1 - joint) * u[BACKED_DOWN]


@settings(max_examples=150, deadline=None)
@given(tables(resists=False), st.sampled_from([0.5, 2.0, 8.0]), st.sampled_from([0.1, 0.5, 2.0]))
def test_resolve_never_lowers_the_chance_that_it_holds(table, precision, more):
    """More resolve of the coalition is a war that costs it less."""
    before = play(table, np.array([precision]))[HOLDS, 0]
    after = play(with_payoff(table, FOUGHT, COALITION, more), np.array([precision]))[HOLDS, 0]
    if prefers_no_answer(table, precision):
        assert after >= before - 1e-12
    else:
        assert after <= before + 1e-12


def test_resolve_may_lower_it_where_the_adversary_wants_to_be_answered():
    values = one_world()
    table = payoffs(values, np.array([30_000.0]), np.array([False]), "ratio")
    wants_war = with_payoff(table, FOUGHT, ADVERSARY, 1.5)
    before = play(wants_war, np.array([1.0]))[HOLDS, 0]
    after = play(with_payoff(wants_war, FOUGHT, COALITION, 2.0), np.array([1.0]))[HOLDS, 0]
    assert after < before - 0.01


@settings(max_examples=60, deadline=None)
@given(tables(), st.sampled_from([1.0, 5.0]), st.sampled_from([0.2, 1.0]))
def test_a_better_status_quo_holds_more(table, precision, more):
    before = play(table, np.array([precision]))[HOLDS, 0]
    after = play(with_payoff(table, HOLDS, ADVERSARY, more), np.array([precision]))[HOLDS, 0]
    assert after >= before


def test_no_precision_is_chance_and_a_large_one_backward_induction():
    values = one_world(0.4)
    table = payoffs(values, np.array([30_000.0]), np.array([False]), "ratio")
    blunt = play(table, np.array([0.0]))[:, 0]
    assert blunt == pytest.approx([1 / 2, 1 / 8, 1 / 8, 1 / 8, 1 / 16, 1 / 16])
    game = crisis_game(values, 30_000.0, backstop=False, contest="ratio")
    perfect = {name: p for name, _, p in backward_induction(game).ends}
    sharp = play(table, np.array([1e7]))[:, 0]
    assert dict(zip(ENDS, sharp, strict=True)) == pytest.approx(perfect, abs=1e-6)


def test_a_coalition_without_a_force_answers_nothing():
    values = one_world()
    found = play(payoffs(values, np.zeros(1), np.array([True]), "ratio"), np.array([3.0]))
    assert found[BACKED_DOWN, 0] == found[FOUGHT, 0] == 0.0
    nobody = one_world(beneficiary_force=0.0)
    found = play(payoffs(nobody, np.zeros(1), np.array([False]), "ratio"), np.array([3.0]))
    assert found[[HOLDS, UNANSWERED], 0].sum() == pytest.approx(1)


def test_worlds_do_not_know_of_each_other():
    some = drawn(parameters(), 7, 0, 50)
    force, backstop = np.linspace(0, 50_000, 50), np.arange(50) % 3 == 0
    together = play(payoffs(some, force, backstop, "ratio"), some["precision"])
    for world in range(0, 50, 7):
        one = {name: value[world : world + 1] for name, value in some.items()}
        here = slice(world, world + 1)
        alone = play(payoffs(one, force[here], backstop[here], "ratio"), one["precision"])
        assert alone[:, 0] == pytest.approx(together[:, world], rel=1e-12)


@pytest.mark.parametrize("force", [1e-300, 1.0, 1e15])
@pytest.mark.parametrize("rank", [0.0, 1.0])
def test_the_ends_of_what_is_allowed_stay_numbers(force, rank):
    widest = {
        "adversary_force": (0.001, 1e9), "beneficiary_force": (0.0, 1e9), "provocation": (0.0, 1e9),
        "provocation_power": (0.05, 10.0), "decisiveness": (0.0, 20.0), "precision": (0.0, 1e3),
        "defence_advantage": (0.0, 1e9), "backstop_strength": (0.0, 1e9),
    }  # fmt: skip
    for contest in ("ratio", "difference"):
        values = one_world(rank, **widest) | {"adversary_force": np.array([0.001])}
        table = payoffs(values, np.array([force]), np.array([True]), contest)
        for precision in (values["precision"], np.array([PERFECT])):
            found = play(table, precision)
            assert found.sum() == pytest.approx(1)
            assert (found >= 0).all()


CONTESTS = st.sampled_from(["ratio", "difference"])
FORCE = st.floats(1, 1e6)


@settings(max_examples=100, deadline=None)
@given(FORCE, FORCE, st.floats(0, 10), CONTESTS, st.floats(0.01, 100))
def test_contests(attack, defence, decisiveness, form, scale):
    def p(a, d):
        return attacker_wins(np.array([a]), np.array([d]), np.array([decisiveness]), form)[0]

    assert 0 <= p(attack, defence) <= 1
    assert p(attack, attack) == pytest.approx(0.5)
    assert p(attack, defence * 1.1) <= p(attack, defence) + 1e-12
    assert p(scale * attack, scale * defence) == pytest.approx(p(attack, defence), abs=1e-9)
    if form == "ratio":
        assert p(attack, defence) + p(defence, attack) == pytest.approx(1)
        assert p(attack, 0.0) == 1.0


def test_a_hundred_thousand_worlds_in_well_under_a_second():
    worlds = 100_000
    some = drawn(parameters(), 1, 0, worlds)
    force, backstop = np.full(worlds, 20_000.0), np.zeros(worlds, dtype=bool)
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        play(payoffs(some, force, backstop, "ratio"), some["precision"])
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 0.5
