"""Published results of bargaining theory.

Nash (1950), "The bargaining problem", Econometrica 18. Rubinstein (1982), "Perfect equilibrium in a
bargaining model", Econometrica 50. Binmore, Rubinstein and Wolinsky (1986), "The Nash bargaining
solution in economic modelling", RAND Journal of Economics 17. Binmore, Shaked and Sutton (1989),
"The outside option principle", Quarterly Journal of Economics 104. Fearon (1995), "Rationalist
explanations for war", International Organization 49. Kihlstrom, Roth and Schmeidler (1981), "Risk
aversion and solutions to Nash's bargaining problem", in Game Theory and Mathematical Economics.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from tests.models.leverage.made import deal, standing
from willing.models.leverage.alternating_offers import first_offer
from willing.models.leverage.nash import nash
from willing.models.leverage.weights import first_weight


def both(one, two):
    return np.array([[one], [two]])


@pytest.mark.parametrize("patience", [Fraction(1, 2), Fraction(9, 10), Fraction(99, 100)])
def test_rubinsteins_two_with_the_same_patience(patience):
    """The one that begins has 1 / (1 + d), the other d / (1 + d)."""
    found = first_offer(both(float(patience), float(patience)))
    assert found[0].item() == pytest.approx(float(1 / (1 + patience)))


@pytest.mark.parametrize(
    ("one", "two", "share"),
    [
        (Fraction(1, 2), Fraction(1, 2), Fraction(2, 3)),
        (Fraction(9, 10), Fraction(1, 2), Fraction(10, 11)),
        (Fraction(1, 2), Fraction(9, 10), Fraction(2, 11)),
    ],
)
def test_rubinsteins_two_with_patience_of_their_own(one, two, share):
    """The one that begins has (1 - d_2) / (1 - d_1 d_2)."""
    assert share == (1 - two) / (1 - one * two)
    assert first_offer(both(float(one), float(two)))[0].item() == pytest.approx(float(share))


def test_the_limit_of_binmore_rubinstein_and_wolinsky():
    """r_2 / (r_1 + r_2), with equal patience one half."""
    patience = np.exp(-both(0.02, 0.06))
    assert first_weight(patience, np.ones((2, 1))).item() == pytest.approx(0.75)
    assert first_offer(patience, 1e-7)[0].item() == pytest.approx(0.75, abs=1e-6)
    assert first_weight(both(0.9, 0.9), np.ones((2, 1))).item() == 0.5


def test_nashs_symmetric_game_is_split_evenly():
    for nothing in (0.0, 0.2):
        found = nash(np.array([0.5]), both(nothing, nothing), np.array([1.0]), both(0.3, 0.3))
        assert found.item() == pytest.approx(0.5)


def test_the_averse_to_risk_get_less():
    """Kihlstrom, Roth and Schmeidler: with u = y^(1/2) against y, a third of a dollar."""
    found = nash(np.array([0.5]), both(0.0, 0.0), np.array([1.0]), both(0.5, 0.0))
    assert found.item() == pytest.approx(1 / 3)


def test_fearons_range_and_his_condition_for_preventive_war():
    """A wins with p: every division from p - c_A to p + c_B; a shift of more than c_A + c_B leaves
    nothing today that makes up for it.
    """
    found = deal(standing(0.6, (0.1, 0.2)))
    assert found.low.item() == pytest.approx(1 - 0.6 - 0.1)
    assert found.high.item() == pytest.approx(1 - 0.6 + 0.2)


def test_the_outside_option_principle():
    """An option to leave moves the division only where it is better than the bargain: here giving
    in, worth 0 of what is contested.
    """
    strong, weak = deal(standing(0.5, (0.3, 0.1))), deal(standing(0.95, (0.6, 0.0)))
    assert strong.share.item() == pytest.approx(0.5 - 0.3 + 0.2)
    assert weak.least.item() + 0.3 < 0
    assert weak.share.item() == 0.0
