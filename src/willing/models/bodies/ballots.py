"""How would each member of a body vote? Ballots are not pledges.

Consent to an operation is not willingness to take part in it, so a member's ballot is read, in
this order, from: the body's `votes`; what the actor `said` of the initiative as a whole; else its
most willing pledge (whoever offers anything to an operation consents to it). The adversary, where
it has said nothing, is taken to oppose. A delegation votes as the mean of those for whom it does,
where anything is known of one of them. Else nothing is known, and it is the marked default of
silent members.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from willing.errors import InputError
from willing.models.stances import willing_probability
from willing.reference.constants import BALLOTS, SILENT_BALLOT
from willing.reference.vocabulary import STANCES, Stance
from willing.reference.willingness import posterior
from willing.scenario.members import delegations_of
from willing.scenario.members import members_of as sitting
from willing.scenario.scenario import Actor, Ballots, Body, Scenario

BallotOrigin = Literal["votes", "said", "pledge", "adversary", "delegation", "default"]


@dataclass(frozen=True, slots=True)
class Ballot:
    """One member's ballot distribution and where it comes from.

    `stance` is the label that it was read from (None for `votes` and `default`); `source` the
    origin of that vote or stance as the scenario states it.
    """

    member: str
    yes: float
    abstain: float
    no: float
    origin: BallotOrigin
    stance: Stance | None = None
    source: str = ""


def members_of(body_id: str, body: Body, scenario: Scenario) -> tuple[str, ...]:
    """The members of a body at the scenario's date, sorted.

    Entries of `members` are states' codes, actors of the scenario, or known bodies' names, also
    as `NAME@date`; without entries the body's own id is looked up. Raises `InputError` for
    unknown names.
    """
    try:
        found = sitting(
            body.members or (body_id,), scenario.initiative.date, frozenset(scenario.actors)
        )
    except InputError as error:
        raise InputError(f"bodies.{body_id}.members: {error}") from None
    if not found:
        raise InputError(f"bodies.{body_id}.members has no members; list them")
    return tuple(sorted(set(found)))


def ballots_of(
    body_id: str,
    body: Body,
    members: Sequence[str],
    scenario: Scenario,
    silent: Ballots | None = None,
) -> tuple[Ballot, ...]:
    """The ballot of every member, in the order given; `silent` overrides that of the silent."""
    quiet = silent or body.silent
    default = (quiet.yes, quiet.abstain, quiet.no) if quiet else SILENT_BALLOT
    delegations = delegations_of(body.members or (body_id,), scenario.initiative.date)
    ballots = [_ballot(body, member, scenario, default) for member in members]
    return tuple(
        _delegation(body, ballot.member, delegations[ballot.member], scenario, default)
        if ballot.origin == "default" and ballot.member in delegations
        else ballot
        for ballot in ballots
    )


def chances_of(ballots: Sequence[Ballot]) -> list[tuple[float, float, float]]:
    """P(yes), P(abstain) and P(no) of each ballot."""
    return [(ballot.yes, ballot.abstain, ballot.no) for ballot in ballots]


def _delegation(
    body: Body,
    name: str,
    members: Sequence[str],
    scenario: Scenario,
    default: tuple[float, float, float],
) -> Ballot:
    """The mean of the members' ballots."""
    parts = [_ballot(body, member, scenario, default) for member in members]
    if all(part.origin == "default" for part in parts):
        return Ballot(name, *default, "default", source="default")
    yes, abstain, no = (
        sum(getattr(part, ballot) for part in parts) / len(parts)
        for ballot in ("yes", "abstain", "no")
    )
    known = dict.fromkeys(part.source for part in parts if part.origin != "default")
    source = f"{', '.join(known)} (mean of the delegation's {len(parts)} members)"
    return Ballot(name, yes, abstain, no, "delegation", source=source)


def _ballot(
    body: Body, member: str, scenario: Scenario, default: tuple[float, float, float]
) -> Ballot:
    if member in body.votes:
        vote = body.votes[member]
        return Ballot(
            member, vote.yes, vote.abstain, vote.no, "votes", source=vote.source or "analyst"
        )
    actor = scenario.actors.get(member)
    if actor is not None and actor.said is not None:
        source = actor.source or "analyst"
        return Ballot(member, *BALLOTS[actor.said], "said", actor.said, source)
    if actor is not None and actor.pledges:
        stance, source = _from_pledges(actor, scenario)
        return Ballot(member, *BALLOTS[stance], "pledge", stance, source)
    if member == scenario.initiative.adversary:
        source = "default (the initiative is directed at it)"
        return Ballot(member, *BALLOTS["oppose"], "adversary", "oppose", source)
    return Ballot(member, *default, "default", source="default")


def _from_pledges(actor: Actor, scenario: Scenario) -> tuple[Stance, str]:
    """The label nearest to the most willing pledge, and that pledge's source."""
    best = max(actor.pledges, key=lambda pledge: willing_probability(pledge, scenario))
    source = best.source or "analyst"
    if isinstance(best.stance, str):
        return best.stance, source
    p = willing_probability(best, scenario)
    labels = ((abs(posterior([(s, 1.0)], scenario.constants).p - p), s) for s in STANCES)
    return min(labels, key=lambda pair: pair[0])[1], source
