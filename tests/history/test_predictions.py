"""Forecasts of open issues as a table."""

from __future__ import annotations

import csv

from tests.history.made import TRUE, cases
from willing.history.predictions import as_csv, predictions

MADE = cases(30, seed=3, open_=4)


def test_the_table_has_the_open_issues_with_mean_and_99_quantiles() -> None:
    found = predictions(MADE)
    rows = list(csv.reader(as_csv(found).splitlines()))
    assert rows[0] == ["issue", "mean", *(f"q{percent:02d}" for percent in range(1, 100))]
    assert [row[0] for row in rows[1:]] == ["i26", "i27", "i28", "i29"]
    for row, forecast in zip(rows[1:], found, strict=True):
        values = [float(cell) for cell in row[1:]]
        assert abs(values[0] - forecast.mean) <= 5e-7
        assert values[1:] == sorted(values[1:])
        assert all(abs(a - b) <= 5e-7 for a, b in zip(values[1:], forecast.quantiles, strict=True))


def test_other_coefficients_give_other_forecasts() -> None:
    assert predictions(MADE) != predictions(MADE, coefficients=TRUE)


def test_no_open_issue_gives_a_table_of_no_rows() -> None:
    assert as_csv(predictions(MADE[:3])).count("\n") == 1
