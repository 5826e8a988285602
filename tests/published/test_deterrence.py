"""Results of the literature on deterrence and war in closed form, at numbers of our own.

Signorino (1999), Zagare and Kilgour (1993, 2000), Fearon (1995), Hirshleifer (1989).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from willing.models.deterrence.agent_qre import agent_qre
from willing.models.deterrence.bargaining_range import bargaining_range
from willing.models.deterrence.contest import attacker_wins
from willing.models.deterrence.game import Decision, End, make_game
from willing.models.deterrence.payoffs import Payoffs
from willing.models.deterrence.perfect_bayesian import perfect_bayesian

UNIT = st.floats(0.02, 0.98)


@dataclass(frozen=True)
class TwoTypes:
    """Hard with probability p, else soft: what open conflict is worth to either."""

    soft: float
    hard: float
    p: float

    def at(self, rank):
        return np.where(rank < 1 - self.p, self.soft, self.hard)

    def above(self, x):
        return np.where(x < self.soft, 1.0, np.where(x < self.hard, self.p, 0.0))


def unilateral(ch, dfd, p_ch, p_def):
    """The Unilateral Deterrence Game: SQ, DC (Defender concedes), CD (Challenger does), DD.

    `ch`: cSQ, cDC, cCD, cDD-, cDD+; `dfd`: dSQ, dDC, dCD, dDD-, dDD+.
    """
    sq, dc, cd, soft, hard = ch
    d_sq, d_dc, d_cd, d_soft, d_hard = dfd
    table = np.zeros((6, 3, 1))
    table[0, :2, 0] = sq, d_sq
    table[1, :2, 0] = dc, d_dc
    table[2, :2, 0] = cd, d_cd
    costs, half = np.ones((3, 1)), np.array([0.5])
    game = Payoffs(table, costs, (half, half), np.array([True]), np.array([False]))
    priors = (TwoTypes(soft, hard, p_ch), TwoTypes(d_soft, d_hard, p_def), TwoTypes(0, 0, 1))
    found = perfect_bayesian(game, priors)[:, 0]
    return dict(zip(("SQ", "DC", "CD", "DD"), found[:4].tolist(), strict=True))


def zagare_kilgour(ch, dfd, p_ch, p_def):
    """The same by the conditions of the equilibria: their names and outcomes.

    Hard players always press on. With c_t = (cDC - cSQ) / (cDC - cDD+) a hard Challenger is
    deterred by a Defender that defies more often; c_s, with cCD in place of cDD+, is that of a soft
    one; d_t = (dCD - dDC) / (dCD - dDD-) is how often it must be hard for a soft Defender to
    concede.
    """
    sq, dc, cd, _, hard = ch
    _, d_dc, d_cd, d_soft, _ = dfd
    c_t, c_s = (dc - sq) / (dc - hard), (dc - sq) / (dc - cd)
    d_t = (d_cd - d_dc) / (d_cd - d_soft)
    if p_def > c_t:
        return "deterrence", {"SQ": 1.0, "DC": 0.0, "CD": 0.0, "DD": 0.0}
    if p_def > c_s:
        return "separating", {
            "SQ": 1 - p_ch, "DC": p_ch * (1 - p_def), "CD": 0.0, "DD": p_ch * p_def,
        }  # fmt: skip
    if p_ch > d_t:
        return "attack", {
            "SQ": 0.0, "DC": 1 - p_def, "CD": (1 - p_ch) * p_def, "DD": p_ch * p_def,
        }  # fmt: skip
    bluffs = p_ch * (1 - d_t) / d_t
    return "bluff", {
        "SQ": 1 - p_ch - bluffs, "DC": (p_ch + bluffs) * (1 - c_s), "CD": bluffs * c_s,
        "DD": p_ch * c_s,
    }  # fmt: skip


CHALLENGER = (0.0, 1.0, -0.6, -1.5, -0.3)
DEFENDER = (1.0, -1.0, 0.5, -2.0, -0.4)


@pytest.mark.parametrize(
    ("p_ch", "p_def", "name"),
    [(0.3, 0.9, "deterrence"), (0.3, 0.7, "separating"), (0.2, 0.3, "bluff"), (0.8, 0.3, "attack")],
)
def test_each_equilibrium_of_asymmetric_deterrence(p_ch, p_def, name):
    """Zagare and Kilgour (1993), "Asymmetric deterrence"; (2000), Perfect Deterrence, chapter 5."""
    found, outcomes = zagare_kilgour(CHALLENGER, DEFENDER, p_ch, p_def)
    assert found == name
    assert unilateral(CHALLENGER, DEFENDER, p_ch, p_def) == pytest.approx(outcomes, abs=1e-6)


STEPS = st.lists(st.floats(0.03, 1), min_size=5, max_size=5)


@settings(max_examples=200, deadline=None)
@given(STEPS, STEPS, UNIT, UNIT)
def test_asymmetric_deterrence_everywhere(ch, dfd, p_ch, p_def):
    """cDD- < cCD < cDD+ < cSQ < cDC, and dDD- < dDC < dDD+ < dCD < dSQ."""
    soft, cd, hard, sq, dc = np.cumsum(ch) - 2
    d_soft, d_dc, d_hard, d_cd, d_sq = np.cumsum(dfd) - 2
    challenger, defender = (sq, dc, cd, soft, hard), (d_sq, d_dc, d_cd, d_soft, d_hard)
    c_t, c_s = (dc - sq) / (dc - hard), (dc - sq) / (dc - cd)
    d_t = (d_cd - d_dc) / (d_cd - d_soft)
    assume(min(abs(p_def - c_t), abs(p_def - c_s), abs(p_ch - d_t)) > 1e-3)
    _, outcomes = zagare_kilgour(challenger, defender, p_ch, p_def)
    assert unilateral(challenger, defender, p_ch, p_def) == pytest.approx(outcomes, abs=1e-6)


@pytest.mark.parametrize("p_hard", [0.1, 0.45, 0.55, 0.9])
def test_the_rudimentary_asymmetric_deterrence_game(p_hard):
    """Zagare and Kilgour (2000), appendix 3: one type of A, which challenges where
    pB < (aDC - aSQ) / (aDC - aDD); no step between defiance and conflict.
    """
    a_sq, a_dc, a_dd = 0.0, 1.0, -1.0
    found = unilateral((a_sq, a_dc, a_dd - 1, a_dd, a_dd), (1, -0.5, 0.9, -1, 0), 1.0, p_hard)
    challenges = p_hard < (a_dc - a_sq) / (a_dc - a_dd)
    assert found["SQ"] == pytest.approx(0.0 if challenges else 1.0)
    assert found["DD"] == pytest.approx(p_hard if challenges else 0.0)


PAYOFF = st.floats(-3, 3)


@settings(max_examples=100, deadline=None)
@given(st.lists(PAYOFF, min_size=8, max_size=8), st.floats(0.1, 5))
def test_signorinos_crisis_game(u, precision):
    """Signorino (1999): p4 = 1 / (1 + exp(-lambda (U(war) - U(capitulation)))) at the last node,
    and so on backward; here state 1 attacks or not, 2 resists or not, 1 fights or not.
    """
    sq1, cap1, back1, war1, _, cap2, back2, war2 = u

    def p(more, less):
        return 1 / (1 + np.exp(-precision * (more - less)))

    fight = p(war1, back1)
    resist = p(fight * war2 + (1 - fight) * back2, cap2)
    attack = p(resist * (fight * war1 + (1 - fight) * back1) + (1 - resist) * cap1, sq1)
    last = Decision(
        0, (("back down", End("BD", (back1, back2))), ("fight", End("W", (war1, war2))))
    )
    second = Decision(1, (("give in", End("Cap", (cap1, cap2))), ("resist", last)))
    root = Decision(0, (("wait", End("SQ", (sq1, u[4]))), ("attack", second)))
    found = {name: q for name, _, q in agent_qre(make_game("", ("1", "2"), root), precision).ends}
    assert found == pytest.approx(
        {
            "SQ": 1 - attack,
            "Cap": attack * (1 - resist),
            "BD": attack * resist * (1 - fight),
            "W": attack * resist * fight,
        },
        abs=1e-9,
    )


@given(UNIT, st.floats(0.0, 0.5), st.floats(0.0, 0.5))
def test_fearons_bargaining_range(p, cost_a, cost_b):
    """Fearon (1995): exactly the divisions that both prefer to their lottery of war."""
    found = bargaining_range(p, cost_a, cost_b)
    for x in np.linspace(0, 1, 101):
        both = x >= p - cost_a and 1 - x >= 1 - p - cost_b
        inside = found.low <= x <= found.high
        assert both == inside or min(abs(x - found.low), abs(x - found.high)) < 1e-9
    assert found.width == pytest.approx(cost_a + cost_b)


@given(st.floats(0.1, 10), st.floats(0.1, 10), st.floats(0.1, 5))
def test_contests_of_the_literature(attack, defence, m):
    """Tullock (1980), Hirshleifer (1989): odds are (a / d)^m, or e^(m (a - d))."""
    one = [np.array([x]) for x in (attack, defence, m)]
    ratio = attacker_wins(*one, "ratio")[0]
    assert ratio / (1 - ratio) == pytest.approx((attack / defence) ** m, rel=1e-6)
    difference = attacker_wins(*one, "difference")[0]
    odds = np.exp(m * (attack - defence) / attack)
    assert difference == pytest.approx(odds / (1 + odds), rel=1e-9)
