"""Published figures of aid to Ukraine, and numbers of the literature on concentration.

Kiel Institute for the World Economy, Ukraine Support Tracker, allocations from January 2022 to
February 2025, in billions of euros and to one decimal: facts that the tracker and the press state.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from willing.models.aid.concentration import concentration
from willing.models.aid.relief import aid
from willing.models.aid.setting import read_setting
from willing.models.aid.standing import standing
from willing.reference.economy import gdp
from willing.scenario.aid import Aid

KIEL = Aid.model_validate(
    {
        "donors": {
            "USA": {"financial": 47.3, "humanitarian": 3.5, "military": 64.6},
            "eu": {"financial": 49.4, "humanitarian": 2.8, "military": 0},
            "GBR": {"financial": 3.7, "humanitarian": 1.0, "military": 9.1},
            "DEU": {"financial": 1.6, "humanitarian": 3.4, "military": 11.4},
            "EST": {"financial": 0.0, "humanitarian": 0.05, "military": 0.75},
        },
        "months": 38,
    }
)
PERCENT_OF_GDP = {"GBR": 0.523, "DEU": 0.457, "EST": 2.58}
"""As the tracker states it, of the GDP of 2021, all months together."""


def test_the_totals_are_those_of_the_tracker() -> None:
    found = {one.donor: one.amount for one in standing(_setting()).donors}
    assert found["USA"] == pytest.approx(115.4)
    assert found["DEU"] == pytest.approx(16.4)
    assert found["GBR"] == pytest.approx(13.8)


def test_without_the_united_states_some_three_billion_a_month_are_missing() -> None:
    found = aid(_setting(), {"USA": np.ones(1, dtype=np.bool_)}, seed=1)
    assert found.if_paused.mean == pytest.approx(115.4 / 38)


def test_shares_of_gdp_are_near_those_of_the_tracker() -> None:
    amounts = {one.donor: one.amount for one in standing(_setting()).donors}
    for code, percent in PERCENT_OF_GDP.items():
        euros = gdp(code, 2021) / 1.1827 / 1e9
        assert 100 * amounts[code] / euros == pytest.approx(percent, rel=0.04)


@pytest.mark.parametrize(
    ("shares", "index"),
    [
        ((30, 30, 20, 20), 2600),  # US Department of Justice, Herfindahl-Hirschman Index, example
        ((15, 15, 15, 15, 15, 15, 10), 1450),
        ((100,), 10_000),
    ],
)
def test_the_herfindahl_index_in_points(shares, index) -> None:
    amounts = {str(place): share for place, share in enumerate(shares)}
    assert 10_000 * concentration(amounts).herfindahl == pytest.approx(index)


def _setting():
    return read_setting(KIEL, on=dt.date(2025, 3, 1), year=2021)
