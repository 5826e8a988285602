"""The back-test: nothing is learnt from what is forecast, and the scores are as named."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.history.made import cases
from willing.errors import InputError
from willing.history.backtest import PERCENTS, _left_out, backtest
from willing.history.case import resolved
from willing.history.folds import folds
from willing.history.rivals import ERRORS, OURS, POINT, rivals
from willing.models.bargaining.compromise import compromise

MADE = cases(120, seed=8, open_=12)
DONE = backtest(MADE, seed=1, repeats=1)


def test_what_is_counted() -> None:
    assert (DONE.issues, DONE.proposals) == (108, 36)
    assert [score.name for score in DONE.scores] == [rival.name for rival in rivals(1)]


def test_points_score_their_error() -> None:
    known = resolved(MADE)
    error = np.mean([abs(compromise(case.issue).outcome - y) for case, y in known])
    found = DONE.score(POINT)
    assert found.error == pytest.approx(error)
    assert found.crps == pytest.approx(error)
    assert found.coverage is None and found.width is None


def test_the_forecast_that_the_outcomes_come_from_beats_what_is_plain() -> None:
    ours = DONE.score(OURS)
    assert (ours.behind, ours.low, ours.high) == (0, 0, 0)
    assert all(score.crps > ours.crps for score in DONE.scores if score.coverage is None)
    assert DONE.score("outcomes of other issues").crps > ours.crps
    assert all(score.low <= score.behind <= score.high for score in DONE.scores)
    assert DONE.score(POINT).low > 0
    assert ours.coverage is not None and len(ours.coverage) == len(PERCENTS)
    assert list(ours.coverage) == sorted(ours.coverage)


def test_an_outcome_has_no_part_in_its_own_forecast() -> None:
    """Other outcomes for one proposal change the forecasts of the others, and not its own."""
    known = resolved(MADE)
    changed = [(case, 100 - y if case.proposal == "p7" else y) for case, y in known]
    fold = folds([case.proposal for case, _ in known], 10, seed=1)
    (rival,) = (rival for rival in rivals(1) if rival.name == ERRORS)
    before, after = _left_out(rival, known, fold), _left_out(rival, changed, fold)
    for (case, _), one, other, its in zip(known, before, after, fold, strict=True):
        alike = np.array_equal(one.points, other.points)
        beside = its == fold[next(i for i, (c, _) in enumerate(known) if c.proposal == "p7")]
        assert alike == beside, case.issue.name


def test_small_issues_and_few_proposals() -> None:
    with pytest.raises(
        InputError, match="10 proposals have a known outcome; a back-test needs at least 30"
    ):
        backtest(MADE[:30], seed=1)
    nothing = [replace(case, outcome=None) for case in MADE]
    with pytest.raises(InputError, match="0 proposals"):
        backtest(nothing, seed=1)
