"""The fit: it finds the coefficients that the outcomes were drawn from, and their least score."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.history.made import TRUE, cases
from willing.errors import InputError
from willing.history.case import Case, resolved
from willing.history.fit import PENALTY, fit
from willing.models.bargaining.forecast import forecast
from willing.models.bargaining.forecast_curve import curve, reached
from willing.models.bargaining.issue import make_issue
from willing.reference.forecast import Coefficients

MADE = resolved(cases(1200, seed=5))
FITTED = fit(MADE, seed=1)
FEW = MADE[:300]
NAMES = ("share", "unanimity", "many", "middle", "ends")


def loss(c: Coefficients) -> float:
    """Scores in points of a scale of 100 on a grid of fifty, and the penalty."""
    at = np.arange(50) * 2.0 + 1
    total = sum(
        float(((reached(curve(case.issue, c), at) - (at >= y)) ** 2).sum() * 2) for case, y in FEW
    )
    return total + PENALTY * sum(getattr(c, name) ** 2 for name in NAMES)


def test_the_coefficients_are_found_again() -> None:
    for name in NAMES:
        assert getattr(FITTED, name) == pytest.approx(getattr(TRUE, name), abs=0.25), name


def test_no_coefficient_nearby_does_better() -> None:
    best = replace(fit(FEW, seed=1), sharpness=1.0)
    for name in NAMES:
        for step in (-0.02, 0.02):
            other = replace(best, **{name: getattr(best, name) + step})
            assert loss(other) > loss(best), (name, step)


def test_the_sharpness_makes_the_intervals_hold_four_fifths() -> None:
    """Of outcomes that the fit has not seen: the ends of the intervals are often outcomes."""
    fresh = resolved(cases(600, seed=6))
    inside = 0
    for case, y in fresh:
        low, high = forecast(case.issue, coefficients=FITTED).interval(80)
        inside += low <= y <= high
    assert FITTED.sharpness > 1
    assert inside / len(fresh) == pytest.approx(0.8, abs=0.04)


def test_the_order_of_the_cases_does_not_matter() -> None:
    one, other = fit(FEW, seed=1), fit(FEW[::-1], seed=1)
    for name in (*NAMES, "sharpness"):
        assert getattr(other, name) == pytest.approx(getattr(one, name), abs=1e-6)


def test_too_few_and_meaningless_outcomes_are_refused() -> None:
    with pytest.raises(InputError, match="too few to fit; 20 are needed"):
        fit(MADE[:30], seed=1)
    issue = make_issue("i", "AB", [0, 100], [1, 1], [9, 1])
    upside_down = [(Case(issue, f"p{number}", 50.0), 100.0) for number in range(200)]
    upside_down += [(Case(replace(issue, capabilities=(1.0, 9.0)), "q", 0.0), 0.0)] * 200
    with pytest.raises(InputError, match="nothing to do with the positions"):
        fit(upside_down, seed=1)


def test_issues_without_a_range_teach_nothing() -> None:
    alike = make_issue("alike", "AB", [40, 40], [1, 1], [1, 1])
    assert fit([*FEW, (Case(alike, "p0", 40.0), 40.0)], seed=1) == fit(FEW, seed=1)
