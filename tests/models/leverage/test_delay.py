"""Delay: what it costs whom, and what drives it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.models.leverage.made import standing, terms, values
from willing.errors import InputError
from willing.models.leverage.delay import deal_after, uncommitted, waiting
from willing.models.leverage.links import settled_with


def both(there, months, **given_):
    of = terms(**given_)
    drawn = values(of, there.worlds)
    now = settled_with(there, of, drawn, ())
    later = deal_after(there, of, drawn, months)
    return now, later, waiting(there, of, drawn, (now, later), months)


@given(
    st.integers(0, 60), st.floats(0.5, 0.99), st.floats(-0.02, 0.02), st.floats(0.0, 0.1),
    st.floats(0.1, 0.9),
)  # fmt: skip
def test_the_parts_are_what_month_by_month_adds_up_to(months, patience, drift, cost, wins):
    """Against a sum over the months: fighting on until the deal, and what each month costs."""
    there = standing(wins, (0.2, 0.3), stakes=(1.5, 0.8))
    now, later, sides = both(there, months, patience_UKR=patience, drift=drift, cost_UKR=cost)
    first = sides[0]
    fight, then = now.fight[0].item(), later.worth[0].item()
    value = sum(patience**t * ((1 - patience) * fight - cost / 1.5) for t in range(months))
    value += patience**months * then
    assert first.change.mean == pytest.approx(value - now.worth[0].item())
    assert first.change.mean == pytest.approx(first.options + first.patience + first.cost)


def test_nobody_gains_from_delay_where_nothing_moves():
    _, _, sides = both(standing(), 12, cost_UKR=0.01)
    for side in sides:
        assert side.gains == 0.0
        assert side.options == 0.0
        assert side.driver == "patience"
        assert side.now == side.later


def test_who_grows_stronger_gains_and_the_other_loses():
    first, second = both(standing(), 6, drift=0.03, patience_RUS=0.999, patience_UKR=0.99)[2]
    assert first.options == -second.options < 0
    assert (first.driver, second.driver) == ("options", "options")
    assert (first.gains, second.gains) == (0.0, 1.0)
    assert second.later.median == pytest.approx(second.now.median + 0.18)


def test_what_drives_a_loss_is_no_gain():
    """The adversary grows stronger, and yet loses by more from impatience and costs together."""
    second = both(standing(), 3, drift=0.03, patience_RUS=0.94, cost_RUS=0.027)[2][1]
    assert second.change.mean < 0 < -second.patience < -second.cost < second.options
    assert second.driver == "cost"


def test_a_side_that_grows_much_stronger_cannot_bind_itself():
    """Fearon's condition: the shift is larger than what war would waste."""
    for shift, apart in ((0.39, 0.0), (0.41, 1.0)):
        now, later, _ = both(standing(0.3, (0.2, 0.2)), 1, drift=shift)
        assert uncommitted(now, later) == apart


def test_chances_stay_chances():
    now, later, sides = both(standing(0.9), 120, drift=0.5)
    assert later.fight[0].item() == pytest.approx(-0.2)
    assert np.isfinite(sides[0].change.mean)
    assert now.exists.item()


def test_too_long_a_wait():
    for months in (-1, 121):
        with pytest.raises(InputError, match="write 0 to 120"):
            both(standing(), months)
