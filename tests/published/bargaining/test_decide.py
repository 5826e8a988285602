"""What the program decide gives for the Copenhagen conference: five rounds, exchange for exchange.

decide (github.com/foarsitter/decide-exchange-model) is the program of the exchange model of
Stokman and Van Oosten (1994). It computes in decimals of 28 digits, the last of which break ties.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from willing.models.bargaining.exchange.agenda import make_agenda
from willing.models.bargaining.exchange.exchange import exchange
from willing.models.bargaining.exchange.options import Options
from willing.models.bargaining.exchange.spread import exchange_spread
from willing.models.bargaining.inputs import exact
from willing.models.bargaining.issue import make_issue

RECORD = json.loads((Path(__file__).parent / "copenhagen.json").read_text("utf-8"))


def agenda():
    issues = []
    for title in RECORD["issues"]:
        rows = {row[0]: row[2:] for row in RECORD["positions"] if row[1] == title}
        actors = [actor for actor in RECORD["actors"] if actor in rows]
        numbers = zip(*(rows[actor] for actor in actors), strict=True)
        issues.append(exact(make_issue(title, actors, *numbers)))
    return make_agenda("copenhagen", issues)


def sides(trade):
    """Who moves on what, from where to where; rounded to nine places."""
    return {
        (actor, title, round(start, 9), round(end, 9))
        for actor, title, start, end in zip(
            trade.actors, trade.supplies, trade.starts, trade.ends, strict=True
        )
    }


def record(row):
    return {(a, k, round(x, 9), round(y, 9)) for a, k, x, y in (row[:4], row[4:8])}


def test_five_rounds_in_decimals():
    found = exchange(agenda(), rounds=5, exact=True)
    assert [len(one.trades) for one in found.rounds] == [48, 46, 42, 44, 47]
    for one, rows, outcomes in zip(
        found.rounds, RECORD["exchanges"], RECORD["outcomes"], strict=True
    ):
        for trade, row in zip(one.trades, rows, strict=True):
            assert sides(trade) == record(row)
            assert trade.gains == pytest.approx([row[8]] * 2, abs=1e-12)
        assert one.outcome == pytest.approx([outcomes[title] for title in RECORD["issues"]])


def test_the_first_round_in_floats():
    found = exchange(agenda(), exact=False)
    for trade, row in zip(found.rounds[0].trades, RECORD["exchanges"][0], strict=True):
        assert sides(trade) == record(row)
    assert not found.exact


def test_a_hairs_breadth_moves_an_outcome():
    """Noise of 1e-6 on saliences: another replication saw up to 29 points, sd 13 at the worst."""
    found = exchange_spread(agenda(), seed=1, draws=100, options=Options(noise=1e-6))
    ends = [(one.quantiles[-1] - one.quantiles[0], one.sd) for one in found.outcome]
    assert max(width for width, _ in ends) > 20
    assert max(sd for _, sd in ends) > 5
    assert max(one.sd for one in found.start) < 1e-3


def test_the_peculiarities_matter():
    """Without them it is another run: the steps that were tried do not add up to a limit."""
    mended = exchange(agenda(), options=Options(rules="mended"))
    assert len(mended.rounds[0].trades) != 48
