"""How do the models read what a scenario writes, so that equal readings compare equal?"""

from __future__ import annotations

import re
from typing import Any

from willing.reference.capability import default_amount
from willing.reference.vocabulary import PRESENCE, unit_of
from willing.scenario.conditions import And, Condition, Or, parse, unparse
from willing.scenario.crisis import NO_EVENT, USUAL_EVENTS
from willing.scenario.pledges import Amount
from willing.scenario.scenario import Actor, Branch, Latent, Pledge, Scenario

SAME_MEAN, SAME_VARIANCE = 0.0015, 0.005
"""How far drafted numbers may be off by rounding where a stance has only aged."""

_STATEMENT = re.compile(r"statement:([0-9a-f]{4,64})")


def statements_in(source: str) -> tuple[str, ...]:
    """The ids of the statements that a source names.

    >>> statements_in("statement:9f3a61c2, statement:0aa1b2c3 (twice)")
    ('9f3a61c2', '0aa1b2c3')
    """
    return tuple(_STATEMENT.findall(source))


def same_order(condition: Condition) -> Condition:
    """The condition with the parts of each `and` and `or` in the order of their text.

    >>> same_order(parse("b and a")) == same_order(parse("a and (b)"))
    True
    """
    if isinstance(condition, And | Or):
        parts = sorted(map(same_order, condition.parts), key=unparse)
        return type(condition)(tuple(parts))
    return condition


def read_chance(p: float | Branch) -> Any:
    """A probability as the models read it, so that equal ones compare equal."""
    if not isinstance(p, Branch):
        return p
    return same_order(parse(p.if_)), read_chance(p.then), read_chance(p.else_)


def read_amount(actor: str, pledge: Pledge) -> Amount:
    """The amount that the models read: an absent one is that of the capability data."""
    if pledge.amount is not None:
        return pledge.amount
    return 1.0 if unit_of(pledge.kind) == PRESENCE else default_amount(actor, pledge.kind)[0]


def by_kind(actor: Actor) -> dict[str, tuple[Pledge, ...]]:
    """An actor's pledges of each kind, in their order, the kinds by name."""
    kinds = sorted({pledge.kind for pledge in actor.pledges})
    return {kind: tuple(p for p in actor.pledges if p.kind == kind) for kind in kinds}


def role(scenario: Scenario, name: str) -> str:
    """The event in a role of the crisis, "" where there is none."""
    named: str = getattr(scenario.crisis, name)
    if named == NO_EVENT:
        return ""
    usual = USUAL_EVENTS[name]
    return named or (usual if usual in scenario.events else "")


def silent(actor: Actor) -> bool:
    """Whether it neither said nor pledged anything: then the models do not notice it."""
    return not actor.pledges and actor.said is None


def has_aged(a: Scenario, b: Scenario, before: Pledge, after: Pledge) -> bool:
    """Whether a stance rests on the same statements and differs by the days gone by alone.

    Its mean is then the same, and its variance has grown by the drift of these days.
    """
    said = set(statements_in(before.source))
    if not said or said != set(statements_in(after.source)):
        return False
    if not isinstance(before.stance, Latent) or not isinstance(after.stance, Latent):
        return False
    if a.constants.drift != b.constants.drift:
        return False
    days = (b.initiative.date - a.initiative.date).days
    grown = after.stance.sd**2 - before.stance.sd**2
    return (
        bool(days)
        and abs(after.stance.mean - before.stance.mean) <= SAME_MEAN
        and abs(grown - days * a.constants.drift) <= SAME_VARIANCE
    )
