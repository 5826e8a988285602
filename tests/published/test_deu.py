"""The record on DEU III (Arregui and Perarnaud 2022, doi:10.34810/data53).

On the 351 issues of three actors or more the compromise is off by 22.99 points on average; on the
258 of them whose outcomes are in the table that ships, by 23.365. The plain mixture of 0.3 of the
positions and 0.7 of the compromise with its errors had 15.93 on all.
"""

from __future__ import annotations

from dataclasses import asdict

import pytest

from willing.history.backtest import Backtest, backtest
from willing.history.case import resolved
from willing.history.deu import shipped_cases
from willing.history.fit import fit
from willing.history.rivals import OURS, PLAIN, POINT
from willing.reference.forecast import fitted, record


@pytest.fixture(scope="module")
def done() -> Backtest:
    return backtest(shipped_cases(), seed=1, repeats=1)


def test_the_anchors(done: Backtest) -> None:
    assert (done.issues, done.proposals) == (258, 103)
    assert done.score(POINT).error == pytest.approx(23.365, abs=0.001)
    assert done.score("outcomes of other issues").crps == pytest.approx(19.3, abs=0.2)
    assert done.score("middle of the scale").error == pytest.approx(27.9, abs=0.1)


def test_the_forecast_does_what_is_asked_of_it(done: Backtest) -> None:
    ours = done.score(OURS)
    assert ours.crps <= 15.9
    assert ours.coverage_80 is not None and 0.77 <= ours.coverage_80 <= 0.83
    assert ours.width is not None and ours.width < 70
    assert done.score(PLAIN).behind > 0.3
    assert ours.error < done.score(POINT).error


def test_the_coefficients_that_ship_are_those_of_the_table() -> None:
    again = fit(resolved(shipped_cases(), actors=3), seed=1)
    for name, value in asdict(fitted()).items():
        assert getattr(again, name) == pytest.approx(value, abs=1e-3), name


def test_the_record_that_ships_is_that_of_the_table(done: Backtest) -> None:
    """It is the mean of ten repeats, each a little different."""
    told = record()
    assert (told.issues, told.proposals) == (done.issues, done.proposals)
    assert told.crps == pytest.approx(done.score(OURS).crps, abs=0.15)
    assert told.point_crps == pytest.approx(done.score(POINT).crps, abs=0.01)
    assert told.coverage == pytest.approx(done.score(OURS).coverage_80, abs=0.03)
