"""The answer about an issue as plain data, for JSON, and the trace of its turns as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict
from typing import Any

from willing.models.bargaining.bargain import Bargain, methods_of
from willing.models.bargaining.distribution import Distribution
from willing.models.bargaining.expected_utility import ExpectedUtility, Path, reason
from willing.models.bargaining.forecast import Forecast
from willing.models.bargaining.inputs import FIELDS, Input
from willing.models.bargaining.record import CITATION

NOTE = (
    "On past decisions none of these models has been clearly nearer than the compromise: see "
    "`errors`."
)


def plain(found: Bargain) -> dict[str, Any]:
    """The answer, every number on the issue's own scale."""
    question, issue = found.question, found.issue
    document: dict[str, Any] = {
        "issue": issue.name,
        "model": question.model,
        "scale": [issue.low, issue.high],
        "labels": {f"{point:.15g}": label for point, label in found.inputs.labels},
        "reference": issue.reference,
        "rule": issue.rule,
        "actors": [
            {"actor": actor, "actor_name": name}
            | {field: _input(found.inputs.of(field)[row]) for field in FIELDS}
            for row, (actor, name) in enumerate(
                zip(issue.actors, found.inputs.names or issue.actors, strict=True)
            )
        ],
        "result": _result(found),
        "models": {one.model: one.outcome for one in found.standings},
        "errors": {one.model: one.error for one in found.standings if one.error is not None},
        "errors_source": CITATION,
        "note": NOTE,
    }
    if found.spreads:
        document["seed"], document["draws"] = question.seed, question.draws
        document["distributions"] = {turns[-1].title: _spread(turns) for turns in found.spreads}
    if found.tornado or found.sobol or found.levers:
        document["sensitivities_of"] = methods_of(question)[0].title
    if found.tornado:
        document["tornado"] = [asdict(bar) | {"swing": bar.swing} for bar in found.tornado]
    if found.sobol is not None:
        document["sobol"] = asdict(found.sobol)
    if found.levers is not None:
        document["levers"] = asdict(found.levers)
    return document


def trace(name: str, actors: tuple[str, ...], path: Path) -> str:
    """The positions after every turn as CSV, turn 0 included, in full precision."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("turn", "actor", "dim", "position"))
    for turn, positions in enumerate(path.positions):
        for actor, position in zip(actors, positions, strict=True):
            writer.writerow((turn, actor, name, repr(position)))
    return out.getvalue()


def _input(one: Input) -> dict[str, Any]:
    if one.percentiles:
        value: Any = dict(zip(("p10", "p50", "p90"), one.numbers, strict=True))
    else:
        value = one.numbers[0] if len(one.numbers) == 1 else list(one.numbers)
    return {"value": value, "source": one.source or "analyst"}


def _result(found: Bargain) -> dict[str, Any]:
    result = found.result
    if isinstance(result, ExpectedUtility):
        return {
            "band": [result.low, result.high],
            "compromise": result.compromise,
            "readings": {path.reading: _path(path) for path in result.paths},
        }
    if isinstance(result, Forecast):
        return asdict(result) | {"median": result.median, "interval_80": result.interval(80)}
    return asdict(result)


def _path(path: Path) -> dict[str, Any]:
    return {
        "outcome": path.outcome,
        "settled": path.settled,
        "medians": path.medians,
        "means": path.means,
        "positions": path.positions,
        "moves": [asdict(move) | {"why": reason(move)} for move in path.moves],
    }


def _spread(turns: tuple[Distribution, ...]) -> dict[str, Any]:
    last = turns[-1]
    document: dict[str, Any] = {
        "mean": last.mean,
        "sd": last.sd,
        "median": last.median,
        "interval_80": last.interval,
        "quantiles": last.quantiles,
    }
    if len(turns) > 1:
        document["turns"] = [
            {"turn": turn, "median": one.median, "interval_80": one.interval}
            for turn, one in enumerate(turns)
        ]
    return document
