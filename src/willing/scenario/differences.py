"""What differs between two scenarios, as the models read them: nothing else counts.

Titles, sources, comments and the order of lists are no difference, nor are other words for the same
condition. What differs has the name of a *part*, which `mixture` takes from one or the other side.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from willing.reference.constants import Constants
from willing.reference.crisis import PARAMETERS
from willing.scenario.as_read import (
    by_kind,
    has_aged,
    read_amount,
    read_chance,
    role,
    same_order,
    silent,
    statements_in,
)
from willing.scenario.conditions import parse
from willing.scenario.crisis import USUAL_EVENTS, Crisis
from willing.scenario.crisischeck import span_of
from willing.scenario.scenario import (
    Actor,
    Ballots,
    Body,
    Pledge,
    Question,
    Scenario,
)

Topic = Literal[
    "date", "horizon", "aged", "required", "counts", "event", "actor", "said", "stance", "amount",
    "condition", "pledge", "blocs", "body", "rule", "members", "ballot", "silent", "loading",
    "minimum", "side", "parameter", "crisis", "constant", "other",
]  # fmt: skip

TIME, QUESTION, CRISIS, CONSTANTS = "time", "question", "crisis", "constants"
"""Parts of which there is one; the others are `event:ID`, `body:ID`, `actor:CODE:ASPECT`."""

ASPECTS = ("stance", "amount", "condition", "pledges", "blocs")
"""The parts of an actor."""

_UNREAD = {"title", "source", "amount_source", "name"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: `before` and `after` are nouns or plain values, None where it is not.

    `name`: whose it is (event, actor, body, kind, parameter ...), `detail`: which of several (the
    kind of a pledge, a member). `part`: what a mixture takes it with; "" where none of the headline
    numbers reads it, or it does nothing by itself. `statements`: those that only the source of the
    new value names.
    """

    topic: Topic
    name: str
    detail: str
    before: Any
    after: Any
    part: str
    statements: tuple[str, ...] = ()


def differences(a: Scenario, b: Scenario) -> tuple[Difference, ...]:
    """Everything that differs from `a` to `b`, as the models read it."""
    return (
        *_question(a.initiative, b.initiative),
        *_events(a, b),
        *_actors(a, b),
        *_bodies(a, b),
        *_crisis(a, b),
        *_fields("constant", CONSTANTS, a.constants, b.constants, tuple(Constants.model_fields)),
        *_others(a, b),
    )


def _new(before: str, after: str) -> tuple[str, ...]:
    known = set(statements_in(before))
    return tuple(dict.fromkeys(one for one in statements_in(after) if one not in known))


def _question(a: Question, b: Question) -> Iterator[Difference]:
    yield from _fields("date", TIME, a, b, ("date",))
    yield from _fields("horizon", TIME, a, b, ("horizon",))
    for kind in sorted(a.requires.keys() | b.requires.keys()):
        sides = a.requires.get(kind), b.requires.get(kind)
        if sides[0] != sides[1]:
            yield Difference("required", kind, "", *sides, QUESTION)
    if set(a.core_kinds) != set(b.core_kinds):
        yield Difference("counts", "", "", a.core_kinds, b.core_kinds, QUESTION)
    for side in ("beneficiary", "adversary"):
        yield from _fields("side", CRISIS, a, b, (side,))
    if set(a.leads) != set(b.leads):
        yield Difference("other", "initiative.leads", "", list(a.leads), list(b.leads), "")


def _fields(
    topic: Topic, part: str, a: BaseModel, b: BaseModel, names: tuple[str, ...]
) -> Iterator[Difference]:
    for name in names:
        before, after = getattr(a, name), getattr(b, name)
        if before != after:
            yield Difference(topic, name, "", before, after, part)


def _events(a: Scenario, b: Scenario) -> Iterator[Difference]:
    """An event that only one side has does nothing by itself: it stands in every mixture."""
    for name in dict.fromkeys((*a.events, *b.events)):
        before, after = a.events.get(name), b.events.get(name)
        if before is None or after is None:
            sides = before and before.p, after and after.p
            yield Difference("event", name, "", *sides, "")
        elif read_chance(before.p) != read_chance(after.p):
            yield Difference(
                "event", name, "", before.p, after.p, f"event:{name}",
                _new(before.source, after.source),
            )  # fmt: skip


def _actors(a: Scenario, b: Scenario) -> Iterator[Difference]:
    for code in dict.fromkeys((*a.actors, *b.actors)):
        before, after = a.actors.get(code, Actor()), b.actors.get(code, Actor())
        new = _new(before.source, after.source)
        if silent(before) != silent(after):
            sides = (None if silent(before) else before), (None if silent(after) else after)
            statements = tuple(dict.fromkeys((*new, *_of_pledges(after))))
            yield Difference("actor", code, "", *sides, f"actor:{code}:pledges", statements)
            continue
        if before.said != after.said:
            part = f"actor:{code}:stance"
            yield Difference("said", code, "", before.said, after.said, part, new)
        if _factors(before) != _factors(after):
            part = f"actor:{code}:blocs"
            yield Difference("blocs", code, "", before.blocs, after.blocs, part)
        yield from _pledges(a, b, code)


def _of_pledges(actor: Actor) -> tuple[str, ...]:
    return tuple(one for pledge in actor.pledges for one in statements_in(pledge.source))


def _factors(actor: Actor) -> frozenset[str] | None:
    return None if actor.blocs is None else frozenset(actor.blocs)


def _pledges(a: Scenario, b: Scenario, code: str) -> Iterator[Difference]:
    first, second = (by_kind(s.actors[code]) if code in s.actors else {} for s in (a, b))
    for kind in sorted(first.keys() | second.keys()):
        before, after = first.get(kind, ()), second.get(kind, ())
        if len(before) != len(after):
            statements = tuple(s for p in after for s in statements_in(p.source))
            sides = before or None, after or None
            yield Difference("pledge", code, kind, *sides, f"actor:{code}:pledges", statements)
            continue
        for one, other in zip(before, after, strict=True):
            yield from _pledge(a, b, code, one, other)


def _pledge(
    a: Scenario, b: Scenario, code: str, before: Pledge, after: Pledge
) -> Iterator[Difference]:
    kind, own = before.kind, f"actor:{code}"
    new = _new(before.source, after.source)
    if before.stance != after.stance:
        if has_aged(a, b, before, after):
            yield Difference("aged", code, kind, before.stance, after.stance, TIME)
        else:
            part = f"{own}:stance"
            yield Difference("stance", code, kind, before.stance, after.stance, part, new)
    amounts = read_amount(code, before), read_amount(code, after)
    if amounts[0] != amounts[1]:
        statements = _new(before.amount_source, after.amount_source)
        yield Difference("amount", code, kind, *amounts, f"{own}:amount", statements)
    if same_order(parse(before.when)) != same_order(parse(after.when)):
        part = f"{own}:condition"
        yield Difference("condition", code, kind, before.when, after.when, part, new)


def _bodies(a: Scenario, b: Scenario) -> Iterator[Difference]:
    for name in dict.fromkeys((*a.bodies, *b.bodies)):
        before, after = a.bodies.get(name), b.bodies.get(name)
        if before is None or after is None:
            yield Difference("body", name, "", before and before.rule, after and after.rule, "")
        else:
            yield from _body(name, before, after)


def _body(name: str, a: Body, b: Body) -> Iterator[Difference]:
    part = f"body:{name}"
    if a.rule != b.rule:
        yield Difference("rule", name, "", a.rule, b.rule, part)
    if set(a.members) != set(b.members):
        yield Difference("members", name, "", a.members, b.members, part)
    for member in dict.fromkeys((*a.votes, *b.votes)):
        before, after = a.votes.get(member), b.votes.get(member)
        if _ballot(before) != _ballot(after):
            new = _new(before.source if before else "", after.source if after else "")
            yield Difference("ballot", name, member, _ballot(before), _ballot(after), part, new)
    if _ballot(a.silent) != _ballot(b.silent):
        yield Difference("silent", name, "", _ballot(a.silent), _ballot(b.silent), part)
    if a.loading != b.loading:
        yield Difference("loading", name, "", a.loading, b.loading, part)
    if a.minimum != b.minimum:
        yield Difference("minimum", name, "", a.minimum, b.minimum, part)


def _ballot(ballots: Ballots | None) -> tuple[float, float, float] | None:
    return (ballots.yes, ballots.abstain, ballots.no) if ballots else None


def _crisis(a: Scenario, b: Scenario) -> Iterator[Difference]:
    first, second = a.crisis, b.crisis
    for name in sorted(first.parameters.keys() | second.parameters.keys()):
        sides = _parameter(first, name), _parameter(second, name)
        if sides[0] != sides[1]:
            yield Difference("parameter", name, "", *sides, CRISIS)
    for name in USUAL_EVENTS:
        roles = role(a, name), role(b, name)
        if roles[0] != roles[1]:
            yield Difference("crisis", name, "", *roles, CRISIS)
    for name in ("contest", "weights", "game"):
        yield from _fields("crisis", CRISIS, first, second, (name,))


def _parameter(crisis: Crisis, name: str) -> tuple[float, ...] | None:
    """Its numbers; None where they come from data."""
    return span_of(crisis, name) if name in crisis.parameters else PARAMETERS[name].default


_READ = {"initiative", "events", "actors", "bodies", "crisis", "constants"}


def _others(a: Scenario, b: Scenario) -> Iterator[Difference]:
    """What the headline numbers do not read: leaf by leaf, by its path."""
    for name in Scenario.model_fields:
        if name not in _READ:
            before, after = (dict(_leaves(getattr(s, name), name)) for s in (a, b))
            for path in dict.fromkeys((*before, *after)):
                if before.get(path) != after.get(path):
                    yield Difference("other", path, "", before.get(path), after.get(path), "")


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, BaseModel):
        value = value.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if isinstance(value, Mapping):
        for key, item in value.items():
            if key not in _UNREAD:
                yield from _leaves(item, f"{path}.{key}")
    elif isinstance(value, tuple | list) and any(isinstance(v, dict | BaseModel) for v in value):
        for number, item in enumerate(value):
            yield from _leaves(item, f"{path}[{number}]")
    elif value is not None and value != ():
        yield path, value.isoformat() if isinstance(value, dt.date) else value
