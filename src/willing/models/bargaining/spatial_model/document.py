"""The turns of the Spatial Model of Politics as plain data, as CSV, and each step in words."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict
from typing import Any

from willing.models.bargaining.spatial_model.options import named
from willing.models.bargaining.spatial_model.spatial_model import Choice, SpatialModel
from willing.models.bargaining.spatial_model.spread import Spread


def plain(found: SpatialModel, spread: Spread | None = None) -> dict[str, Any]:
    """The answer for JSON: positions on the issue's own scale."""
    issue = found.issue
    document: dict[str, Any] = {
        "issue": issue.name,
        "model": "spatial_model",
        "compat": found.compat or None,
        "options": named(issue.options),
        "description": issue.text,
        "dims": list(issue.dims),
        "scales": dict(zip(issue.dims, issue.scales, strict=True)),
        "seed": found.seed,
        "turns": found.turns,
        "settled": found.settled,
        "outcome": dict(zip(issue.dims, found.outcome, strict=True)),
        "median": dict(zip(issue.dims, found.medians, strict=True)),
        "actors": [
            {
                "actor": actor,
                "description": issue.texts[row],
                "capability": issue.capabilities[row],
                "saliences": dict(zip(issue.dims, issue.saliences[row], strict=True)),
                "positions": [state.positions[row] for state in found.states],
                "ideals": [state.ideals[row] for state in found.states],
                "winning": [state.winning[row] for state in found.states],
                "risk": [state.risk[row] for state in found.states],
            }
            for row, actor in enumerate(issue.actors)
        ],
        "choices": [
            asdict(choice) | {"why": reason(choice)} for some in found.choices for choice in some
        ],
    }
    if spread is not None:
        document |= _spread(found, spread)
    return document


def trace(found: SpatialModel) -> str:
    """The positions after every turn as CSV, turn 0 included: KTAB's scale of 0 to 100, in full
    precision.
    """
    issue = found.issue
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("turn", "actor", "dim", "position"))
    for turn, state in enumerate(found.states):
        for row, actor in enumerate(issue.actors):
            for k, (dim, (low, high)) in enumerate(zip(issue.dims, issue.scales, strict=True)):
                x = state.positions[row][k]
                if (low, high) != (0, 100):
                    x = 100 * (x - low) / (high - low)
                writer.writerow((turn, actor, dim, repr(x if turn else issue.positions[row][k])))
    return out.getvalue()


def reason(choice: Choice) -> str:
    """Why an actor did what it did, in a sentence."""
    bargain = choice.bargain
    if bargain is None and choice.options == 1:
        return "has nothing to choose from: it proposed nothing, and nobody proposed anything to it"
    if bargain is None:
        others = "the bargain" if choice.options == 2 else f"any of {choice.options - 1} bargains"
        return f"stays: the status quo ({choice.probability:.0%}) is preferred to {others}"
    mine = bargain.proposer == choice.actor
    deed = (
        f"takes the bargain it proposed to {bargain.other}"
        if mine
        else f"takes what {bargain.proposer} proposed"
    )
    proposer, other = ("it", bargain.other) if mine else (bargain.proposer, "it")
    seer = "" if bargain.seen_by == bargain.proposer else f" as {bargain.seen_by} sees it"
    return (
        f"{deed}: {proposer} would beat {other} with {bargain.chance:.0%}{seer}, a gain of "
        f"{bargain.gain:.2g}; all prefer this to its staying ({choice.probability:.0%} to "
        f"{choice.status_quo:.0%})"
    )


def _spread(found: SpatialModel, spread: Spread) -> dict[str, Any]:
    issue = found.issue
    return {
        "draws": spread.draws,
        "draws_seed": spread.seed,
        "mean_turns": spread.turns,
        "sensitivities": [asdict(one) for one in spread.sensitivities],
        "distributions": {
            dim: {
                "mean": one.mean,
                "sd": one.sd,
                "median": one.median,
                "interval_80": one.interval,
                "quantiles": one.quantiles,
            }
            for dim, one in zip(issue.dims, spread.outcome, strict=True)
        },
        "last_positions": {
            actor: {
                dim: {"mean": one.mean, "median": one.median, "interval_80": one.interval}
                for dim, one in zip(issue.dims, row, strict=True)
            }
            for actor, row in zip(issue.actors, spread.actors, strict=True)
        },
    }
