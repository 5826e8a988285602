"""The outlook as one document, for JSON: every number under both fixed points.

`least` is the headline: nobody counts on others who are not in already. `greatest` is what the
same pledges could become if everybody counted on everybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from pydantic import BaseModel

from willing.models.bodies import Decision
from willing.models.chance import Chance
from willing.models.formation.coalitions import Coalitions
from willing.models.formation.joining import (
    ActorJoins,
    EventSplit,
    KindTotal,
    MemberCount,
    PledgeActive,
    Together,
)
from willing.models.formation.pivots import Measure, Role
from willing.models.formation.shapley import Shapley
from willing.models.formation.what_if import WhatIf
from willing.outlook import LoadingCase, Outlook
from willing.outlook.assumptions import Assumption
from willing.outlook.watching import Watch, actor_name
from willing.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Success:
    """P(every requirement is met) at both fixed points; None where nothing is required.

    `assurance_gap`: the greatest less the least, what coordination alone would add.
    """

    least: Chance | None
    greatest: Chance | None
    assurance_gap: float | None


@dataclass(frozen=True, slots=True)
class Joins:
    """P(joins), P(supports) of one actor at one fixed point."""

    p_joins: Chance
    p_supports: Chance


@dataclass(frozen=True, slots=True)
class Member:
    """One actor: whether it joins or supports, and when (see `ActorJoins`)."""

    actor: str
    least: Joins
    greatest: Joins
    wave: float | None
    p_first: float
    blocs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MemberCounts:
    """How many actors join at both fixed points; `assurance_gap` in members."""

    least: MemberCount
    greatest: MemberCount
    assurance_gap: float


@dataclass(frozen=True, slots=True)
class PledgeResult:
    """What becomes of one pledge (see `PledgeActive`); P(active) at both fixed points."""

    id: str
    actor: str
    kind: str
    core: bool
    unit: str
    when: str
    p_willing: float
    least: Chance
    greatest: Chance
    pending: float
    amount: float | None
    expected: float
    amount_text: str
    amount_origin: str


@dataclass(frozen=True, slots=True)
class Totals:
    """What comes together of one kind, at both fixed points."""

    kind: str
    unit: str
    required: float | None
    least: KindTotal
    greatest: KindTotal


@dataclass(frozen=True, slots=True)
class Pivot:
    """What hangs on one actor or event: `swing` and `cascade` (see `Swing`), and its Shapley value
    of success (None where nothing is required, or it is no player).
    """

    target: str
    role: Role
    measure: Measure
    worlds: int
    with_it: float
    without: float
    swing: float
    se: float
    cascade: float
    cascade_se: float
    shapley: float | None
    shapley_se: float | None


@dataclass(frozen=True, slots=True)
class Document:
    """Everything that the models say about a scenario, as `willing run --json` prints it."""

    scenario: Scenario
    seed: int
    worlds: int
    worlds_used: int
    given: tuple[str, ...]
    forced: Mapping[str, bool]
    versions: Mapping[str, str]
    core: tuple[str, ...]
    requires: Mapping[str, float]
    success: Success
    members: tuple[Member, ...]
    member_counts: MemberCounts
    pledges: tuple[PledgeResult, ...]
    totals: tuple[Totals, ...]
    by_event: tuple[EventSplit, ...]
    tipping: tuple[str, ...]
    together: Together
    pivots: tuple[Pivot, ...]
    shapley: Shapley | None
    coalitions: Coalitions | None
    what_if: WhatIf | None
    loadings: tuple[LoadingCase, ...]
    decisions: tuple[Decision, ...]
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
        success=Success(formed.success, formed.success_greatest, formed.assurance_gap.success),
        members=tuple(map(_member, formed.actors)),
        member_counts=MemberCounts(
            formed.members, formed.members_greatest, formed.assurance_gap.members
        ),
        pledges=tuple(map(_pledge, formed.pledges)),
        totals=tuple(
            Totals(low.kind, low.unit, low.required, low, high)
            for low, high in zip(formed.totals, formed.totals_greatest, strict=True)
        ),
        by_event=formed.by_event,
        tipping=formed.tipping,
        together=formed.together,
        pivots=_pivots(outlook),
        shapley=outlook.shapley,
        coalitions=outlook.coalitions,
        what_if=outlook.what_if,
        loadings=outlook.loadings,
        decisions=outlook.decisions,
        assumptions=outlook.assumptions,
        watch=outlook.watch,
    )


def to_dict(outlook: Outlook) -> dict[str, Any]:
    """The document as plain dicts, lists, texts and numbers, ready for JSON.

    Every code under `actor` or `member` is accompanied by its name.
    """
    found: dict[str, Any] = plain(document(outlook), outlook.scenario)
    return found


def plain(value: Any, scenario: Scenario) -> Any:
    """A result of the models as plain dicts, lists, texts and numbers, with names beside codes."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True)
    if is_dataclass(value):
        named = {field.name: getattr(value, field.name) for field in fields(value)}
        return _with_names({k: plain(v, scenario) for k, v in named.items()}, scenario)
    if isinstance(value, Mapping):
        return {str(key): plain(item, scenario) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item, scenario) for item in value]
    return value


def _pivots(outlook: Outlook) -> tuple[Pivot, ...]:
    shares = {share.player: share for share in outlook.shapley.shares} if outlook.shapley else {}
    found = []
    for swing in outlook.pivots:
        share = shares.get(swing.target)
        own = {field.name: getattr(swing, field.name) for field in fields(swing)}
        value, se = (share.value, share.se) if share else (None, None)
        found.append(Pivot(**own, shapley=value, shapley_se=se))
    return tuple(found)


def _member(found: ActorJoins) -> Member:
    return Member(
        actor=found.actor,
        least=Joins(found.p_joins, found.p_supports),
        greatest=Joins(found.p_joins_greatest, found.p_supports_greatest),
        wave=found.wave,
        p_first=found.p_first,
        blocs=found.blocs,
    )


def _pledge(found: PledgeActive) -> PledgeResult:
    return PledgeResult(
        id=found.id,
        actor=found.actor,
        kind=found.kind,
        core=found.core,
        unit=found.unit,
        when=found.when,
        p_willing=found.p_willing,
        least=found.p_active,
        greatest=found.p_active_greatest,
        pending=found.pending,
        amount=found.amount,
        expected=found.expected,
        amount_text=found.amount_text,
        amount_origin=found.amount_origin,
    )


def _with_names(found: dict[str, Any], scenario: Scenario) -> dict[str, Any]:
    """The same with `actor_name` after `actor`, `member_name` after `member`."""
    named: dict[str, Any] = {}
    for key, value in found.items():
        named[key] = value
        if key in ("actor", "member"):
            named[f"{key}_name"] = actor_name(scenario, value)
    return named
