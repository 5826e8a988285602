"""The drawing of the calibration: three lines, told in words too, and nothing from elsewhere."""

from __future__ import annotations

from tests.history.made import cases

from willing.brief.calibration import LINES, calibration_spec, calibration_svg
from willing.history.backtest import PERCENTS, backtest
from willing.history.rivals import OURS

DONE = backtest(cases(90, seed=4), seed=1, repeats=1)


def test_each_point_is_a_share_that_was_counted() -> None:
    rows = calibration_spec(DONE)["data"]["values"]
    assert len(rows) == len(LINES) * len(PERCENTS)
    ours = [row["held"] for row in rows if row["forecast"] == "Willing's forecast"]
    assert tuple(ours) == DONE.score(OURS).coverage


def test_the_drawing_stands_alone_and_is_told_in_words() -> None:
    svg = calibration_svg(DONE)
    assert svg.startswith("<svg ") and svg.endswith("</svg>")
    assert "90 past issues" in svg
    assert "Willing&#x27;s forecast: 10%:" in svg
    assert "<script" not in svg and "href" not in svg
