"""Which body passes it? The same question put to several bodies, and to those who opt in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Unpack

from willing.errors import InputError
from willing.models.bodies.ballots import members_of
from willing.models.bodies.deciding import Decision
from willing.models.bodies.decision import decide, rule_of
from willing.models.bodies.winning_over import TARGET
from willing.models.chance import chance
from willing.models.formation.enough import enough_join
from willing.models.formation.formation import formation
from willing.models.formation.joining import Formation
from willing.models.formation.trial import Options
from willing.models.power.document import whole
from willing.models.power.game import make_game
from willing.models.power.indices import Power, power
from willing.models.power.listing import minimal_winning
from willing.reference.bodies import body, known_bodies, match_body, name_and_day
from willing.reference.rules import rule_tree
from willing.reference.vocabulary import Stance
from willing.scenario.problems import suggestion
from willing.scenario.rules import OPT_IN
from willing.scenario.scenario import Actor, Ballots, Body, Scenario

INDICES = ("banzhaf", "banzhaf_normalised", "shapley_shubik")
"""Indices that stand beside a decision; `willing power` has all of them."""


@dataclass(frozen=True, slots=True)
class BodyPower:
    """The power of a body's members before anything is known, in the members' order.

    Exact counts are text beyond 2^53; what is beyond a limit is None, and `obtained` says how each
    index was computed, or its limit.
    """

    members: tuple[str, ...]
    banzhaf: tuple[float, ...] | None
    banzhaf_normalised: tuple[float, ...] | None
    shapley_shubik: tuple[float, ...] | None
    winning_coalitions: int | str | None
    minimal_winning_coalitions: int | str | None
    minimal_blocking_coalitions: int | str | None
    power_to_act: str | None
    obtained: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BodyAnswer:
    """One body: what it would decide, and the power of its members before anything is known.

    `power` is None for opt-in and for a rule that no vote can change, `minimal_winning` where there
    are too many of them to be listed (`power` has their number).
    """

    decision: Decision
    power: BodyPower | None
    minimal_winning: tuple[tuple[str, ...], ...] | None


@dataclass(frozen=True, slots=True)
class BodyAnswers:
    """What each of several bodies would do with one initiative on one day."""

    initiative: str
    date: dt.date
    seed: int
    bodies: tuple[BodyAnswer, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """How bodies are asked.

    `stances` and `votes`: what members say of it, and how they vote, over what the scenario has;
    the other fields as in `models.bodies.decision.decide`.
    """

    stances: Mapping[str, Stance] = field(default_factory=dict)
    votes: Mapping[str, Ballots] = field(default_factory=dict)
    silent: Ballots | None = None
    loading: float | None = None
    target: float = TARGET
    costs: Mapping[str, float] = field(default_factory=dict)
    worlds: int = 10_000
    seed: int = 1


def bodies_answer(
    scenario: Scenario, names: Sequence[str] = (), ask: Ask | None = None
) -> BodyAnswers:
    """What the bodies of these names would do, each a body of the scenario or a known one.

    Without names: every body of the scenario, then each known body in which a lead sits (without
    leads: most of the actors), and those who opt in. Raises `InputError`.
    """
    ask = ask or Ask()
    ids, whole = _asked(scenario, names)
    whole = _with_words(whole, ids, ask)
    return BodyAnswers(
        initiative=scenario.initiative.title or scenario.initiative.id,
        date=scenario.initiative.date,
        seed=ask.seed,
        bodies=tuple(_answer(id_, whole, ask) for id_ in ids),
    )


def opted_in(
    decision: Decision, scenario: Scenario, formed: Formation, **options: Unpack[Options]
) -> Decision:
    """The decision of those who opt in, with what the formation model says of it.

    Where the body has members of its own, its minimum is counted among these.
    """
    body = scenario.bodies[decision.body]
    enough = formed.success
    if body.minimum is not None and body.members:
        among = members_of(decision.body, body, scenario)
        enough = enough_join(scenario, among, body.minimum, seed=formed.seed, **options)
    elif body.minimum is not None:
        share = sum(formed.members.distribution[body.minimum :])
        enough = chance(round(share * formed.worlds_used), formed.worlds_used)
    return replace(decision, p_pass=enough.p if enough else None, counted=enough)


def _asked(scenario: Scenario, names: Sequence[str]) -> tuple[tuple[str, ...], Scenario]:
    """The ids that are asked for, and the scenario with all of them among its bodies."""
    known = dict(scenario.bodies)
    if not names:
        others = [name for name in could_decide(scenario) if name not in known]
        known |= {name: _known(name, scenario)[1] for name in others}
        if not any(one.rule == OPT_IN for one in known.values()):
            known[OPT_IN] = Body(rule=OPT_IN, title="Those who opt in")
        return tuple(known), scenario.model_copy(update={"bodies": known})
    ids = []
    for name in names:
        here = name if name in known else match_body(name)
        if here not in known or "@" in name:
            here, known_body = _known(name, scenario)
            known[here] = known_body
        ids.append(here)
    return tuple(dict.fromkeys(ids)), scenario.model_copy(update={"bodies": known})


def _known(name: str, scenario: Scenario) -> tuple[str, Body]:
    """A known body under its id, as a scenario writes it."""
    found = body(name, scenario.initiative.date)
    _, day = name_and_day(name, scenario.initiative.date)
    if found.rule == OPT_IN:
        members = (name.strip(),) if found.members else ()
        return found.id, Body(rule=OPT_IN, members=members, title=found.name, minimum=found.minimum)
    dated = found.id if day == scenario.initiative.date else f"{found.id}@{day}"
    rule = found.rule
    if isinstance(rule, str) and dated != found.id:
        rule = rule_tree(rule, found.members, day)
    return dated, Body(rule=rule, members=(dated,), title=found.name)


def could_decide(scenario: Scenario) -> list[str]:
    """Known bodies on such matters in which a lead sits; without leads, most of the actors."""
    kinds = set(scenario.initiative.core_kinds)
    leads, actors = set(scenario.initiative.leads), set(scenario.actors)
    found = []
    for name in known_bodies():
        try:
            known = body(name, scenario.initiative.date)
        except InputError:  # it does not exist yet, or its members are not known on that day
            continue
        sits = set(known.members)
        close = bool(leads & sits) if leads else len(actors & sits) * 2 > len(actors)
        fits = not known.about or kinds & set(known.about)
        if known.rule != OPT_IN and close and fits:
            found.append(known.id)
    return found


def _with_words(scenario: Scenario, ids: Sequence[str], ask: Ask) -> Scenario:
    """The scenario with the stances and votes that are asked for, each a member's somewhere."""
    sits = {id_: frozenset(_members(id_, scenario)) for id_ in ids}
    for what, named in (("stance", ask.stances), ("vote", ask.votes), ("cost", ask.costs)):
        for name in named:
            if not any(name in members for members in sits.values()):
                known = {member for members in sits.values() for member in members}
                mend = suggestion(name, known) or "leave it out"
                raise InputError(f"{what} of `{name[:80]}`: no member of these bodies; {mend}")
    actors = dict(scenario.actors)
    for code, said in ask.stances.items():
        update = {"said": said, "source": "analyst"}
        actors[code] = actors.get(code, Actor()).model_copy(update=update)
    bodies = dict(scenario.bodies)
    for id_ in ids:
        told = {m: vote for m, vote in ask.votes.items() if m in sits[id_]}
        bodies[id_] = bodies[id_].model_copy(update={"votes": {**bodies[id_].votes, **told}})
    return scenario.model_copy(update={"actors": actors, "bodies": bodies})


def _members(body_id: str, scenario: Scenario) -> tuple[str, ...]:
    one = scenario.bodies[body_id]
    return () if one.rule == OPT_IN else members_of(body_id, one, scenario)


def _answer(body_id: str, scenario: Scenario, ask: Ask) -> BodyAnswer:
    one = scenario.bodies[body_id]
    members = _members(body_id, scenario)
    decision = decide(
        body_id,
        scenario,
        silent=ask.silent,
        loading=ask.loading,
        target=ask.target,
        costs={member: cost for member, cost in ask.costs.items() if member in members},
        thorough=True,
        seed=ask.seed,
    )
    if one.rule == OPT_IN:
        if any(actor.pledges for actor in scenario.actors.values()):
            formed = formation(scenario, seed=ask.seed, worlds=ask.worlds)
            decision = opted_in(decision, scenario, formed, worlds=ask.worlds)
        return BodyAnswer(decision, None, None)
    rule = rule_of(body_id, one, members, scenario)
    try:
        found = power(members, rule, indices=INDICES)
    except InputError:  # everything passes, or nothing can
        return BodyAnswer(decision, None, None)
    return BodyAnswer(decision, _plain(found), minimal_winning(make_game(members, rule)))


def _plain(found: Power) -> BodyPower:
    def values(name: str) -> tuple[float, ...] | None:
        return found.indices[name].values

    ratio = found.power_to_act
    return BodyPower(
        members=found.members,
        banzhaf=values("banzhaf"),
        banzhaf_normalised=values("banzhaf_normalised"),
        shapley_shubik=values("shapley_shubik"),
        winning_coalitions=whole(found.winning_coalitions),
        minimal_winning_coalitions=whole(found.minimal_winning_coalitions),
        minimal_blocking_coalitions=whole(found.minimal_blocking_coalitions),
        power_to_act=f"{ratio.numerator}/{ratio.denominator}" if ratio is not None else None,
        obtained={name: index.method for name, index in found.indices.items()},
    )
