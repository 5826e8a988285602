"""What is said of a leader's approval as plain data, for JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from willing.models.approval.approval import Approval
from willing.models.approval.fans import Fan


def plain(found: Approval) -> dict[str, Any]:
    """The answer; shares and probabilities in [0, 1], points as they are."""
    return {
        "leader": found.leader,
        "name": found.name,
        "method": "local level in log odds (Harvey 1989; Durbin and Koopman 2012)",
        "asked": found.asked.isoformat(),
        "seed": found.seed,
        "worlds": found.worlds,
        "months": found.months,
        "threshold": found.threshold,
        "polls": found.polls,
        "assumed_samples": found.assumed_samples,
        "level": asdict(found.level),
        "prior": asdict(found.prior),
        "history": [{"date": day.isoformat()} | asdict(band) for day, band in found.history],
        "houses": [asdict(house) for house in found.houses],
        "daily_points": found.daily,
        "noise_points": found.noise,
        "estimated": found.by_polls,
        "worth": asdict(found.worth),
        "effects": [
            {"outcome": one.outcome, "source": one.source}
            | {name: list(span) for name, span in one.spans.items()}
            for one in found.effects
        ],
        "fans": [_fan(fan) for fan in found.fans],
    }


def _fan(fan: Fan) -> dict[str, Any]:
    return {
        "outcome": fan.outcome,
        "p": fan.p,
        "months": [{"month": month} | asdict(band) for month, band in enumerate(fan.bands)],
        "survival": list(fan.survival) or None,
    }
