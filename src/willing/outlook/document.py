"""The outlook as one document, for JSON: every number under both fixed points.

Without more, a number is that of the least: nobody counts on others who are not in already. Under
`..._greatest` stands what the same pledges could become if everybody counted on everybody.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from pydantic import BaseModel

from willing.models.aid.document import plain as plain_aid
from willing.models.approval.approval import Approval
from willing.models.bodies.deciding import Decision
from willing.models.chance import Chance
from willing.models.deterrence.deterrence import Deterrence
from willing.models.formation.coalitions import Coalitions
from willing.models.formation.joining import (
    ActorJoins,
    AssuranceGap,
    EventSplit,
    KindTotal,
    MemberCount,
    PledgeActive,
    Together,
)
from willing.models.formation.pivots import Swing
from willing.models.formation.shapley import Shapley
from willing.models.formation.what_if import WhatIf
from willing.models.leverage.leverage import Leverage
from willing.outlook import LoadingCase, Outlook
from willing.outlook.assumption import Assumption
from willing.outlook.information import Unknown
from willing.outlook.issues import IssueForecast
from willing.outlook.tree import Tree
from willing.outlook.watching import Watch, actor_name
from willing.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Document:
    """Everything that the models say about a scenario, as `willing run --json` prints it.

    `aid` is as `willing aid --json` prints it.
    """

    scenario: Scenario
    seed: int
    worlds: int
    worlds_used: int
    given: tuple[str, ...]
    forced: Mapping[str, bool]
    versions: Mapping[str, str]
    core: tuple[str, ...]
    requires: Mapping[str, float]
    success: Chance | None
    success_greatest: Chance | None
    assurance_gap: AssuranceGap
    members: tuple[ActorJoins, ...]
    member_count: MemberCount
    member_count_greatest: MemberCount
    pledges: tuple[PledgeActive, ...]
    totals: tuple[KindTotal, ...]
    totals_greatest: tuple[KindTotal, ...]
    by_event: tuple[EventSplit, ...]
    tipping: tuple[str, ...]
    together: Together
    pivots: tuple[Swing, ...]
    shapley: Shapley | None
    coalitions: Coalitions | None
    what_if: WhatIf | None
    loadings: tuple[LoadingCase, ...]
    decisions: tuple[Decision, ...]
    issues: tuple[IssueForecast, ...]
    tree: Tree
    deterrence: Deterrence | None
    no_crisis: str
    unknowns: tuple[Unknown, ...]
    leverage: Leverage | None
    approvals: tuple[Approval, ...]
    aid: dict[str, Any] | None
    assumptions: tuple[Assumption, ...]
    watch: tuple[Watch, ...]


def document(outlook: Outlook) -> Document:
    """The outlook as one document."""
    formed = outlook.formation
    return Document(
        scenario=outlook.scenario,
        seed=outlook.seed,
        worlds=outlook.worlds,
        worlds_used=formed.worlds_used,
        given=formed.given,
        forced=formed.forced,
        versions=outlook.versions,
        core=formed.core,
        requires=formed.requires,
        success=formed.success,
        success_greatest=formed.success_greatest,
        assurance_gap=formed.assurance_gap,
        members=formed.actors,
        member_count=formed.members,
        member_count_greatest=formed.members_greatest,
        pledges=formed.pledges,
        totals=formed.totals,
        totals_greatest=formed.totals_greatest,
        by_event=formed.by_event,
        tipping=formed.tipping,
        together=formed.together,
        pivots=outlook.pivots,
        shapley=outlook.shapley,
        coalitions=outlook.coalitions,
        what_if=outlook.what_if,
        loadings=outlook.loadings,
        decisions=outlook.decisions,
        issues=outlook.issues,
        tree=outlook.joint.tree,
        deterrence=outlook.joint.deterrence,
        no_crisis=outlook.joint.no_crisis,
        unknowns=outlook.joint.unknowns,
        leverage=outlook.joint.leverage,
        approvals=outlook.joint.approvals,
        aid=None if outlook.joint.aid is None else plain_aid(outlook.joint.aid),
        assumptions=outlook.assumptions,
        watch=outlook.watch,
    )


def to_dict(outlook: Outlook) -> dict[str, Any]:
    """The document as plain dicts, lists, texts and numbers, ready for JSON.

    Every code under `actor` or `member` is accompanied by its name.
    """
    found: dict[str, Any] = plain(document(outlook), outlook.scenario)
    return found


def plain(value: Any, scenario: Scenario | None = None) -> Any:
    """A result of the models as plain dicts, lists, texts and numbers.

    With names beside codes where the `scenario` is given, which has those of its own.
    """
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True)
    if is_dataclass(value):
        named = {field.name: getattr(value, field.name) for field in fields(value)}
        found = {k: plain(v, scenario) for k, v in named.items()}
        return found if scenario is None else _with_names(found, scenario)
    if isinstance(value, Mapping):
        return {str(key): plain(item, scenario) for key, item in value.items()}
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(item, scenario) for item in value]
    return value


def _with_names(found: dict[str, Any], scenario: Scenario) -> dict[str, Any]:
    """The same with `actor_name` after `actor`, `member_name` after `member`."""
    named: dict[str, Any] = {}
    for key, value in found.items():
        named[key] = value
        if key in ("actor", "member"):
            named[f"{key}_name"] = actor_name(scenario, value)
    return named
