"""The answer as plain data, for JSON: one object, members in the order of the body."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from willing.models.winset.one_issue import Interval, OneIssue
from willing.models.winset.setting import Point, Setting
from willing.models.winset.two_issues import TwoIssues
from willing.models.winset.uncertain import Uncertain

Answer = OneIssue | TwoIssues


def plain(
    found: Answer,
    ways: dict[str, Answer],
    free: tuple[Point, ...] | None = None,
    sure: Uncertain | None = None,
) -> dict[str, Any]:
    """The answer, and what the winset is for other votes of those without a known position.

    `free`: the uncovered outcomes, where these were asked for; `sure`: gridlock over the worlds in
    which positions are drawn from their ranges.
    """
    setting = found.setting
    document: dict[str, Any] = {
        "body": setting.title,
        "issues": list(setting.issues),
        "space": [list(ends) for ends in setting.space],
        "status_quo": list(setting.status_quo),
        "rule": found.rule,
        "members": list(setting.members),
        "member_names": list(setting.names),
        "silent": _silent(setting, ways),
        "locked": found.locked,
    }
    if setting.modes:
        document["modes_only"] = [setting.members[row] for row in setting.modes]
    document |= _one(found) if isinstance(found, OneIssue) else _two(found)
    if free is not None:
        document["uncovered"] = [list(point) for point in free]
    if sure is not None:
        document["uncertain"] = asdict(sure)
    return document


def _silent(setting: Setting, ways: dict[str, Answer]) -> dict[str, Any]:
    """Who has no known position, how it is counted, and what else it could mean."""
    found: dict[str, Any] = {
        "members": [setting.members[row] for row in setting.unknown],
        "counted_as": setting.silent,
    }
    for vote, answer in ways.items():
        size = "width" if isinstance(answer, OneIssue) else "share"
        found[f"if_{vote}"] = {"locked": answer.locked, size: _size(answer)}
    return found


def _size(found: Answer) -> float:
    return found.width if isinstance(found, OneIssue) else found.share


def _one(found: OneIssue) -> dict[str, Any]:
    return {
        "winset": [_interval(part) for part in found.winset],
        "width": found.width,
        "gridlock": _interval(found.gridlock),
        "lower_pivots": list(found.lower_pivots),
        "upper_pivots": list(found.upper_pivots),
        "outcomes": list(found.outcomes),
        "ideals": [voter.ideal for voter in found.voters],
        "prefers": [_interval(voter.prefers) for voter in found.voters],
        "outcome_if_it_proposes": [voter.outcome for voter in found.voters],
        "consent_adds": [voter.adds for voter in found.voters],
        "veto": [voter.veto for voter in found.voters],
    }


def _interval(part: Interval | None) -> dict[str, Any] | None:
    if part is None:
        return None
    return {"low": part.low, "high": part.high, "low_in": part.low_in, "high_in": part.high_in}


def _two(found: TwoIssues) -> dict[str, Any]:
    return {
        "grid": found.side,
        "share": found.share,
        "outline": [list(point) for point in found.outline],
        "hull": None if found.hull is None else [list(point) for point in found.hull],
        "stable_share": found.stable_share,
        "salience": [list(weights) for weights in found.setting.salience],
        "ideals": [_listed(voter.ideal) for voter in found.voters],
        "outcome_if_it_proposes": [_listed(voter.outcome) for voter in found.voters],
        "consent_adds": [voter.adds for voter in found.voters],
        "stable": [voter.stable for voter in found.voters],
        "veto": [voter.veto for voter in found.voters],
    }


def _listed(point: Point | None) -> list[float] | None:
    return None if point is None else list(point)
