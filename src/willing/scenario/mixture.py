"""A scenario with some parts of one and the rest of another, which the models can read.

Everything that conditions may name stands in every mixture: an event that only one side has keeps
its chance there, an actor that only one side has is there without pledges, which nobody notices.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeVar

from willing.scenario.as_read import by_kind, has_aged, read_amount, role, silent
from willing.scenario.crisis import NO_EVENT, USUAL_EVENTS
from willing.scenario.differences import CONSTANTS, CRISIS, QUESTION, TIME
from willing.scenario.scenario import Actor, Body, Event, Pledge, Question, Scenario

Side = TypeVar("Side")


def mixture(a: Scenario, b: Scenario, taken: Collection[str]) -> Scenario:
    """The scenario `a` with the parts `taken` (see `differences`) from `b`.

    With none of them it says what `a` says, with all of them what `b` says. Bodies that only one
    side has are left out.
    """

    def pick(part: str, one: Side, other: Side) -> Side:
        return other if part in taken else one

    crisis_from = pick(CRISIS, a, b)
    roles = {name: role(crisis_from, name) or NO_EVENT for name in USUAL_EVENTS}
    return a.model_copy(
        update={
            "initiative": _question(a.initiative, b.initiative, taken),
            "events": {name: _event(a, b, name, taken) for name in {**a.events, **b.events}},
            "actors": {code: _actor(a, b, code, taken) for code in {**a.actors, **b.actors}},
            "bodies": {
                name: pick(f"body:{name}", a.bodies[name], body) for name, body in _shared(a, b)
            },
            "crisis": crisis_from.crisis.model_copy(update=roles),
            "constants": pick(CONSTANTS, a.constants, b.constants),
        }
    )


def _shared(a: Scenario, b: Scenario) -> list[tuple[str, Body]]:
    return [(name, body) for name, body in b.bodies.items() if name in a.bodies]


def _question(a: Question, b: Question, taken: Collection[str]) -> Question:
    when, what, who = (b if part in taken else a for part in (TIME, QUESTION, CRISIS))
    return a.model_copy(
        update={
            "date": when.date,
            "horizon": when.horizon,
            "requires": what.requires,
            "core": what.core_kinds,
            "kinds": tuple(dict.fromkeys((*a.kinds, *b.kinds))),
            "beneficiary": who.beneficiary,
            "adversary": who.adversary,
        }
    )


def _event(a: Scenario, b: Scenario, name: str, taken: Collection[str]) -> Event:
    if name not in a.events or name not in b.events:
        return a.events.get(name) or b.events[name]
    return (b if f"event:{name}" in taken else a).events[name]


def _actor(a: Scenario, b: Scenario, code: str, taken: Collection[str]) -> Actor:
    one, other = a.actors.get(code, Actor()), b.actors.get(code, Actor())
    if one == other:
        return one

    def pick(aspect: str) -> Actor:
        return other if f"actor:{code}:{aspect}" in taken else one

    if silent(one) != silent(other):
        return pick("pledges")
    first, second = by_kind(one), by_kind(other)
    pledges: list[Pledge] = []
    for kind in sorted(first.keys() | second.keys()):
        before, after = first.get(kind, ()), second.get(kind, ())
        if len(before) != len(after):
            pledges += by_kind(pick("pledges")).get(kind, ())
            continue
        for x, y in zip(before, after, strict=True):
            pledges.append(_pledge(a, b, code, (x, y), taken))
    return one.model_copy(
        update={
            "pledges": tuple(pledges),
            "said": pick("stance").said,
            "blocs": pick("blocs").blocs,
        }
    )


def _pledge(
    a: Scenario, b: Scenario, code: str, pair: tuple[Pledge, Pledge], taken: Collection[str]
) -> Pledge:
    before, after = pair
    if before == after:
        return before

    def pick(part: str) -> Pledge:
        return after if part in taken else before

    own = f"actor:{code}"
    update: dict[str, Any] = {
        "stance": pick(TIME if has_aged(a, b, before, after) else f"{own}:stance").stance,
        "amount": read_amount(code, pick(f"{own}:amount")),
        "when": pick(f"{own}:condition").when,
    }
    return before.model_copy(update=update)
