"""What comes of exchanging positions as plain data, and its turns and exchanges as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from willing.models.bargaining.distribution import Distribution
from willing.models.bargaining.exchange.exchange import Exchange, Round, Row, Trade
from willing.models.bargaining.exchange.spread import Spread
from willing.models.bargaining.record import CITATION, RECORD

NOTE = (
    "One run is chaotic: a change of a millionth in one salience can move an outcome by tens of "
    "points. Go by `distributions`, and by `errors`: the compromise, which needs no exchanges, has "
    "been about as near on past decisions."
)

MODELS = ("compromise", "exchange", "exchange, next round")
"""Those whose errors are told."""

HEADER = (
    "round", "actor", "issue", "from", "to", "gain", "partner", "partner_issue", "partner_from",
    "partner_to", "partner_gain", "outcome_before", "outcome_after", "partner_outcome_before",
    "partner_outcome_after", "inner_gain", "inner_loss", "outer_gain", "outer_loss",
)  # fmt: skip


def plain(found: Exchange, spread: Spread | None = None) -> dict[str, Any]:
    """The answer for JSON: outcomes and positions on the issues' own scales, exchanges on one of 0
    to 100, gains and externalities in points of 100 times salience.
    """
    agenda = found.agenda
    titles = agenda.titles
    document: dict[str, Any] = {
        "agenda": agenda.name,
        "model": "exchange",
        "options": asdict(found.options),
        "seed": found.seed,
        "exact": found.exact,
        "issues": [
            {"issue": issue.name, "scale": [issue.low, issue.high], "actors": len(issue.actors)}
            for issue in agenda.issues
        ],
        "actors": [
            {
                "actor": actor,
                "actor_name": agenda.names[actor],
                "utility": found.utilities[row],
                "effects": asdict(found.effects[row]),
            }
            for row, actor in enumerate(agenda.actors)
        ],
        "compromise": dict(zip(titles, found.start, strict=True)),
        "one_run": {
            "outcome": dict(zip(titles, found.outcome, strict=True)),
            "next_round": dict(zip(titles, found.wished, strict=True)),
            "rounds": [_round(found, one) for one in found.rounds],
        },
        "errors": {name: RECORD[name].error for name in MODELS},
        "errors_source": CITATION,
        "note": NOTE,
    }
    if spread is not None:
        document |= _spread(spread)
    return document


def trace(found: Exchange) -> str:
    """The positions voted with after every round as CSV, turn 0 included: a scale of 0 to 100, in
    full precision. Who takes no part in an issue has no row for it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("turn", "actor", "dim", "position"))
    for turn, table in enumerate((starts(found), *(one.votes for one in found.rounds))):
        for actor, row in zip(found.agenda.actors, table, strict=True):
            for issue, x in zip(found.agenda.issues, row, strict=True):
                if x is not None:
                    hundred = (issue.low, issue.high) == (0, 100)
                    at = x if hundred else 100 * (x - issue.low) / (issue.high - issue.low)
                    writer.writerow((turn, actor, issue.name, repr(at)))
    return out.getvalue()


def starts(found: Exchange) -> tuple[Row, ...]:
    """The positions before any exchange, by actor and issue."""
    by_issue = [
        dict(zip(issue.actors, issue.positions, strict=True)) for issue in found.agenda.issues
    ]
    return tuple(
        tuple(float(row[actor].middle) if actor in row else None for row in by_issue)
        for actor in found.agenda.actors
    )


def exchanges(found: Exchange) -> str:
    """All exchanges of the run as CSV, in their order: a scale of 0 to 100, in full precision."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for one in found.rounds:
        for trade in one.trades:
            writer.writerow((trade.round, *_cells(trade)))
    return out.getvalue()


def _cells(trade: Trade) -> Iterable[str]:
    for side in (0, 1):
        yield trade.actors[side]
        yield trade.supplies[side]
        yield from map(repr, (trade.starts[side], trade.ends[side], trade.gains[side]))
    for side in (0, 1):
        yield from map(repr, (trade.before[side], trade.after[side]))
    of = trade.effects
    yield from map(repr, (of.inner_gain, of.inner_loss, of.outer_gain, of.outer_loss))


def _round(found: Exchange, one: Round) -> dict[str, Any]:
    titles, actors = found.agenda.titles, found.agenda.actors
    return {
        "outcome": dict(zip(titles, one.outcome, strict=True)),
        "next_round": dict(zip(titles, one.wished, strict=True)),
        "votes": {
            actor: dict(zip(titles, row, strict=True))
            for actor, row in zip(actors, one.votes, strict=True)
        },
        "positions": {
            actor: dict(zip(titles, row, strict=True))
            for actor, row in zip(actors, one.wishes, strict=True)
        },
        "exchanges": [asdict(trade) for trade in one.trades],
    }


def _spread(spread: Spread) -> dict[str, Any]:
    return {
        "draws": spread.draws,
        "draws_seed": spread.seed,
        "distributions": _distributions(spread.outcome),
        "distributions_next_round": _distributions(spread.wished),
        "distributions_compromise": _distributions(spread.start),
        "exchanges_by_round": spread.exchanges,
        "partners": [asdict(one) for one in spread.partners],
        "stakes": [asdict(one) for one in spread.stakes],
        "sensitivities": [asdict(one) for one in spread.sensitivities],
    }


def _distributions(several: Sequence[Distribution]) -> dict[str, Any]:
    return {
        one.title: {
            "mean": one.mean,
            "sd": one.sd,
            "median": one.median,
            "interval_80": one.interval,
            "quantiles": one.quantiles,
        }
        for one in several
    }
