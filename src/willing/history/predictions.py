"""Forecasts of the issues whose outcome is not known, and what a fit leaves behind."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from willing.history.backtest import Backtest
from willing.history.case import Case
from willing.history.rivals import OURS, PLAIN, POINT
from willing.models.bargaining.forecast import PERCENTS, Forecast, forecast
from willing.reference.forecast import Coefficients, Record

HEADER = ("issue", "mean", *(f"q{round(100 * p):02d}" for p in PERCENTS))

DIGITS = 6


def predictions(
    cases: Sequence[Case], *, coefficients: Coefficients | None = None
) -> tuple[Forecast, ...]:
    """The forecasts of the cases without an outcome, in their order."""
    return tuple(
        forecast(case.issue, coefficients=coefficients) for case in cases if case.outcome is None
    )


def as_csv(forecasts: Sequence[Forecast]) -> str:
    """A table of them: issue, mean, and the quantiles of 1% to 99%."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for found in forecasts:
        values = (found.mean, *found.quantiles)
        writer.writerow(
            (found.issue, *(f"{value:.{DIGITS}f}".rstrip("0").rstrip(".") for value in values))
        )
    return out.getvalue()


def fitted_file(coefficients: Coefficients, done: Backtest, data: str) -> dict[str, Any]:
    """What `reference/data/forecast.json` holds: coefficients, and their record on `data`."""
    ours = done.score(OURS)
    assert ours.coverage_80 is not None and ours.width is not None
    record = Record(
        data=data,
        issues=done.issues,
        proposals=done.proposals,
        crps=round(ours.crps, 2),
        plain_crps=round(done.score(PLAIN).crps, 2),
        point_crps=round(done.score(POINT).crps, 2),
        coverage=round(ours.coverage_80, 3),
        width=round(ours.width, 1),
    )
    rounded = {name: round(value, 4) for name, value in asdict(coefficients).items()}
    return {"coefficients": rounded, "record": asdict(record)}
