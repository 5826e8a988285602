"""What scenario do the ledger's stances imply? A first draft for the analyst to edit.

Stances become pledges, condition labels become events with marked defaults, statements on a
body's decision become ballots. Everything that is not from a statement says so in its `source`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from willing.errors import InputError
from willing.ledger.stance import Stance
from willing.reference.bodies import KnownBody, match_body
from willing.reference.bodies import body as known_body
from willing.reference.capability import default_amount
from willing.reference.constants import BALLOTS, VETO_BALLOT
from willing.reference.countries import is_state
from willing.reference.initiative import Initiative
from willing.reference.vocabulary import (
    EVENT_CONDITIONS,
    KINDS,
    PRESENCE,
    STANCES,
    SUPPORT,
    unit_of,
)
from willing.scenario.conditions import names, parse, unparse
from willing.scenario.events import condition_of, default_event
from willing.scenario.rules import OPT_IN
from willing.scenario.scenario import (
    MAX_SD,
    Actor,
    Ballots,
    Body,
    Event,
    Latent,
    Pledge,
    Question,
    Scenario,
)

_OWN_CONDITIONS = (
    (re.compile(r"\b(?:cease-?fire|truce|armistice)\b", re.I), "ceasefire"),
    (re.compile(r"\bpeace (?:deal|agreement|settlement|accord|treaty)\b|\bpost-?war\b", re.I),
     "peace_deal"),
)  # fmt: skip
_NAMED_LEAD = "analyst (named as a lead of the initiative)"


def draft(
    initiative: Initiative,
    stances: Sequence[Stance],
    *,
    as_of: dt.date,
    body_stances: Mapping[str, Sequence[Stance]] | None = None,
    bodies: Sequence[str] = (),
    events: Mapping[str, Event] | None = None,
    spoken_of: Sequence[str] = (),
) -> Scenario:
    """The scenario that the stances on one initiative imply at one date.

    `stances`: on the initiative, one for each actor and kind. `body_stances`: by known body,
    stances on *that body's* decision (a mission led by it, say). `bodies`: bodies in which the
    question is to be decided as well, beside the initiative's own and the opt-in coalition.
    `events`: the analyst's own events; they win over the defaults. `spoken_of`: events on which
    the evidence makes the whole matter hang, listed even where no pledge waits for them.

    The beneficiary and the adversary are listed with what they said and without pledges: a host
    does not join the force on its own soil, and the adversary is whom it is meant for. Pledges of
    a core kind wait for the initiative's own conditions (`own_conditions`, `shared_conditions`)
    beside their actor's.
    Raises `InputError` where a body is unknown.
    """
    leads = tuple(initiative.leads) or tuple(_leads(stances))
    actors = _actors(initiative, stances, leads)
    whens = [pledge.when for actor in actors.values() for pledge in actor.pledges]
    return Scenario(
        initiative=_question(initiative, stances, leads, as_of),
        events=_events(whens, events or {}, spoken_of),
        actors=actors,
        bodies=_bodies(initiative, stances, bodies, body_stances or {}, as_of),
    )


def own_conditions(initiative: Initiative) -> tuple[str, ...]:
    """Condition labels that lie in the initiative's name: a force *after a ceasefire*.

    >>> own_conditions(Initiative(name="Peacekeeping force after a ceasefire"))
    ('ceasefire',)
    """
    if not initiative.is_force:
        return ()
    name = " / ".join(initiative.names)
    return tuple(label for pattern, label in _OWN_CONDITIONS if pattern.search(name))


def shared_conditions(
    stances: Sequence[Stance], leads: Sequence[str], core: Sequence[str]
) -> tuple[str, ...]:
    """Events that every lead sets as a condition of its core pledges: the project's own.

    Who follows a lead that waits for a ceasefire waits for it too.
    """
    pledged = [s for s in stances if s.actor in leads and s.kind in core]
    if not pledged:
        return ()
    first, *rest = pledged
    return tuple(
        label
        for label in first.conditions
        if label in EVENT_CONDITIONS and all(label in other.conditions for other in rest)
    )


def statement_source(statements: Iterable[str]) -> str:
    """The origin of a value that rests on statements, as `statement:9f3a61c2, statement:...`."""
    return ", ".join(f"statement:{statement[:8]}" for statement in dict.fromkeys(statements))


def _question(
    initiative: Initiative, stances: Sequence[Stance], leads: tuple[str, ...], as_of: dt.date
) -> Question:
    core = initiative.core_kinds
    used = (*core, *initiative.requires, *(stance.kind for stance in stances))
    own = (kind for kind in used if kind not in KINDS and kind != SUPPORT)
    slug = re.sub(r"[^a-z0-9]+", "-", initiative.name.lower()).strip("-")[:60]
    question = Question(
        id=initiative.id or slug or "initiative",
        title=initiative.name,
        date=as_of,
        beneficiary=initiative.beneficiary,
        adversary=initiative.adversary,
        leads=leads,
        core=initiative.core,
        requires=initiative.requires,
        kinds=tuple(dict.fromkeys((*initiative.kinds, *own))),
        source="default (found on the page)" if initiative.inferred else "analyst",
    )
    if initiative.is_force or question.core_kinds != core:
        return question.model_copy(update={"core": core})
    return question


def _leads(stances: Sequence[Stance]) -> Iterable[str]:
    return dict.fromkeys(stance.actor for stance in stances if stance.said == "lead")


def _actors(
    initiative: Initiative, stances: Sequence[Stance], leads: tuple[str, ...]
) -> dict[str, Actor]:
    """The actors from the most to the least willing word, leads first."""
    by_actor = _by_actor(stances)
    outside = {initiative.beneficiary, initiative.adversary}
    core = initiative.core_kinds
    own = tuple(
        dict.fromkeys((*own_conditions(initiative), *shared_conditions(stances, leads, core)))
    )
    found: dict[str, Actor] = {}
    for code, heard in by_actor.items():
        pledges = (
            ()
            if code in outside
            else tuple(_pledge(stance, own if stance.kind in core else ()) for stance in heard)
        )
        found[code] = Actor(
            pledges=pledges,
            name="" if is_state(code) else heard[0].actor_name,
            said=heard[0].said,
            source=statement_source(heard[0].statements[:3]),
        )
    for code in leads:
        if code not in found and code not in outside:
            found[code] = Actor(pledges=(_lead_pledge(code, initiative, own),))
    for code in sorted(outside - found.keys() - {""}):
        found[code] = Actor()
    order = sorted(
        found,
        key=lambda code: (code not in leads, -_rank(found[code]), code),
    )
    return {code: found[code] for code in order}


def _by_actor(stances: Sequence[Stance]) -> dict[str, list[Stance]]:
    in_order = sorted(stances, key=lambda stance: (stance.actor, _kind_order(stance.kind)))
    return {code: list(heard) for code, heard in groupby(in_order, key=lambda s: s.actor)}


def _kind_order(kind: str) -> tuple[int, str]:
    return (KINDS.index(kind) if kind in KINDS else -1, kind)


def _rank(actor: Actor) -> int:
    return STANCES.index(actor.said) if actor.said else -1


def _pledge(stance: Stance, own: tuple[str, ...]) -> Pledge:
    amount, origin = _amount(stance.actor, stance.kind)
    return Pledge(
        kind=stance.kind,
        stance=Latent(mean=round(stance.mean, 3), sd=min(round(stance.sd, 3), MAX_SD)),
        amount=amount,
        when=unparse(condition_of(dict.fromkeys((*own, *stance.conditions)), stance.actor)),
        source=statement_source(stance.statements) or "default (the prior: nobody spoke)",
        amount_source=origin,
    )


def _lead_pledge(code: str, initiative: Initiative, own: tuple[str, ...]) -> Pledge:
    """The pledge of a lead that the initiative names and no statement speaks of."""
    amount, origin = _amount(code, initiative.default_kind)
    return Pledge(
        kind=initiative.default_kind,
        stance="lead",
        amount=amount,
        when=unparse(condition_of(own, code)),
        source=_NAMED_LEAD,
        amount_source=origin,
    )


def _amount(code: str, kind: str) -> tuple[float | tuple[float, float, float] | None, str]:
    """A default from capability data; nothing for kinds that are only there or not."""
    if unit_of(kind) == PRESENCE or not is_state(code):
        return None, ""
    return default_amount(code, kind)


def _events(
    whens: Iterable[str], given: Mapping[str, Event], spoken_of: Sequence[str]
) -> dict[str, Event]:
    """Every event that a pledge waits for, in their order; those spoken of; the analyst's own."""
    needed = dict.fromkeys(
        reference.name
        for when in whens
        for reference in names(parse(when))
        if reference.role == "event"
    )
    everything = dict.fromkeys((*needed, *spoken_of, *given))
    return {name: given.get(name) or default_event(name, everything) for name in everything}


def _bodies(
    initiative: Initiative,
    stances: Sequence[Stance],
    named: Sequence[str],
    body_stances: Mapping[str, Sequence[Stance]],
    as_of: dt.date,
) -> dict[str, Body]:
    """The bodies that decide: those named, those that statements speak of, and opt-in always."""
    own = match_body(initiative.body) if initiative.body else None
    spoken = {_matched(text): heard for text, heard in body_stances.items()}
    ids = dict.fromkeys((*((own,) if own else ()), *map(_matched, named), *spoken))
    vetoes = [stance for stance in stances if stance.veto]
    known = {name: known_body(name, as_of) for name in ids}
    minimum = next((body.minimum for body in known.values() if body.minimum is not None), None)
    found = {
        name: _body(body, (*vetoes, *spoken.get(name, ())))
        for name, body in known.items()
        if body.rule != OPT_IN
    }
    return found | {OPT_IN: Body(rule=OPT_IN, title="Those who opt in", minimum=minimum)}


def _matched(text: str) -> str:
    found = match_body(text)
    if found is None:
        raise InputError(f"no known body is called `{text[:80]}`; write NATO, EU or UNSC, say")
    return found


def _body(known: KnownBody, stances: Sequence[Stance]) -> Body:
    """A rule that has no name of its own goes by that of the body."""
    votes: dict[str, Ballots] = {}
    for code, heard in _by_actor(stances).items():
        if code in known.members:
            votes[code] = _ballots(heard)
    listed = known.name if match_body(known.name) == known.id else known.id
    rule = known.rule if isinstance(known.rule, str) else known.id
    return Body(rule=rule, members=(listed,), title=known.name, votes=votes)


def _ballots(heard: Sequence[Stance]) -> Ballots:
    """How a member votes that spoke on the body's decision; one veto in any of it counts."""
    against = next((stance for stance in heard if stance.veto), None)
    stance = against or heard[0]
    yes, abstain, no = VETO_BALLOT if against else BALLOTS[stance.said]
    return Ballots(yes=yes, abstain=abstain, no=no, source=statement_source(stance.statements))
