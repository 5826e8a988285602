"""Offers by turns: the closed form against the game itself, and who waits gets more."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.models.leverage.made import Player, offers_by_turns
from willing.models.leverage.alternating_offers import first_offer
from willing.models.leverage.weights import first_weight

PATIENCE = st.floats(0.5, 0.98)


def both(one, two):
    return np.array([[one], [two]])


@given(PATIENCE, PATIENCE, st.floats(0.25, 2.0))
def test_the_closed_form_is_what_the_game_says(one, two, period):
    players = (Player(0.1, one), Player(0.3, two))
    share = first_offer(both(one, two), period)[0].item()
    assert 0.1 + share * 0.6 == pytest.approx(offers_by_turns(1.0, players, period, 4000), abs=1e-6)


@given(PATIENCE, PATIENCE)
def test_the_first_offer_is_worth_something_and_ever_less(one, two):
    weight = first_weight(both(one, two), np.ones((2, 1))).item()
    month, moment = (first_offer(both(one, two), period) for period in (1.0, 1e-6))
    assert month[0].item() > weight > 1 - month[1].item()
    assert moment[0].item() == pytest.approx(weight, abs=1e-5)


@given(PATIENCE, st.floats(0.001, 0.01))
def test_more_patience_is_more_weight(patience, more):
    less, mine = (
        first_weight(both(one, 0.9), np.ones((2, 1))).item() for one in (patience, patience + more)
    )
    assert mine > less
    double = first_weight(both(patience, 0.9), np.array([[2.0], [1.0]])).item()
    assert double / (1 - double) == pytest.approx(2 * less / (1 - less))


def test_an_option_to_leave_matters_only_where_it_is_better():
    """The outside option principle, in the game and in the limit."""
    idle, bad, good = (
        (Player(0.1, 0.95, leaves=option), Player(0.1, 0.95)) for option in (-1.0, 0.45, 0.7)
    )
    period, turns = 0.02, 20_000
    plain = offers_by_turns(1.0, idle, period, turns)
    assert plain == pytest.approx(0.5, abs=1e-3)
    assert offers_by_turns(1.0, bad, period, turns) == plain
    assert offers_by_turns(1.0, good, period, turns) == pytest.approx(0.7, abs=1e-3)
