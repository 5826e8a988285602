"""Which event does a condition label stand for, and what is assumed of it where nobody knows?

Each default is a starting point for the analyst, not a forecast; each one carries the reason that
stands beside it in the drafted file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from willing.reference.constants import DEFAULTS
from willing.reference.countries import country_name
from willing.reference.vocabulary import EVENT_CONDITIONS, OTHERS_JOIN
from willing.scenario.conditions import Condition, EventRef, Members, all_of
from willing.scenario.scenario import Branch, Event


@dataclass(frozen=True, slots=True)
class DefaultEvent:
    """What a drafted scenario assumes of an event: its probability, and why."""

    title: str
    p: float
    reason: str


DEFAULT_EVENTS: Final[dict[str, DefaultEvent]] = {
    "ceasefire": DefaultEvent(
        "A ceasefire takes hold", 0.35, "most wars under negotiation go on for the months ahead"
    ),
    "peace_deal": DefaultEvent(
        "A peace agreement is signed", 0.25, "rarer than the ceasefire that it usually follows"
    ),
    "us_backstop": DefaultEvent(
        "The United States backs the initiative", 0.25, "wished for, and not promised"
    ),
    "un_mandate": DefaultEvent(
        "The UN Security Council gives a mandate", 0.3, "any of five states can stop it"
    ),
    "eu_mandate": DefaultEvent(
        "The European Union gives a mandate", 0.45, "needs unanimity, which is often found late"
    ),
    "nato_framework": DefaultEvent(
        "NATO provides the framework", 0.3, "needs the consensus of all allies"
    ),
    "invitation_by_host": DefaultEvent(
        "The host invites it", 0.8, "a host that gains from it rarely refuses"
    ),
    "request": DefaultEvent(
        "A formal request is made", 0.7, "usually made once the answer is known to be yes"
    ),
    "legal_framework": DefaultEvent(
        "The legal framework is in place", 0.6, "mostly a matter of time and drafting"
    ),
    "policy_concession": DefaultEvent(
        "The concession asked for is made", 0.3, "what is asked for as a price is mostly refused"
    ),
    "consultation": DefaultEvent(
        "The consultations are held", 0.85, "costs little and is seldom withheld"
    ),
    "parliament_approval": DefaultEvent(
        "Parliament approves", 0.8, "governments seldom ask a parliament that would refuse"
    ),
    "government_decision": DefaultEvent(
        "The government decides for it", 0.6, "announced decisions are mostly taken, often late"
    ),
    "capacity": DefaultEvent("The means are found", 0.6, "states that say so often find some"),
    "clear_mandate": DefaultEvent(
        "The mandate is clear enough", 0.5, "nothing is known: even chances"
    ),
    "guarantees": DefaultEvent(
        "The guarantees asked for are given", 0.4, "guarantees cost their givers dearly"
    ),
    "other": DefaultEvent("Its own condition is met", 0.5, "nothing is known: even chances"),
}
"""By condition label; the ones of a single actor share the value of their label."""

BACKSTOP: Final = (0.4, 0.1)
"""P(us_backstop) with and without a ceasefire: a backer risks less where the fighting stopped."""


def event_name(label: str, actor: str) -> str:
    """The event that a condition label of an actor stands for.

    >>> event_name("ceasefire", "DEU"), event_name("parliament_approval", "DEU")
    ('ceasefire', 'parliament_approval_DEU')
    """
    return label if label in EVENT_CONDITIONS else f"{label}_{actor}"


def condition_of(labels: Iterable[str], actor: str) -> Condition:
    """All labels of one actor as a condition; without labels, always true."""
    others = Members(float(DEFAULTS.others_join))
    return all_of(
        others if label == OTHERS_JOIN else EventRef(event_name(label, actor))
        for label in dict.fromkeys(labels)
    )


def default_event(name: str, among: Iterable[str] = ()) -> Event:
    """The marked default of an event, by its name; `among` are the scenario's other events.

    >>> default_event("parliament_approval_DEU").title
    'Parliament approves (Germany)'
    """
    label, actor = _label_and_actor(name)
    known = DEFAULT_EVENTS.get(label, DEFAULT_EVENTS["other"])
    title = f"{known.title} ({country_name(actor)})" if actor else known.title
    source = f"default ({known.reason})"
    if label == "us_backstop" and "ceasefire" in among:
        then, otherwise = BACKSTOP
        branch = Branch.model_validate({"if": "ceasefire", "then": then, "else": otherwise})
        reason = "a backer risks less where the fighting has stopped"
        return Event(p=branch, title=title, source=f"default ({reason})")
    return Event(p=known.p, title=title, source=source)


def _label_and_actor(name: str) -> tuple[str, str]:
    """The label in an event's name, and the actor after it, if it is one actor's own."""
    if name in DEFAULT_EVENTS:
        return name, ""
    for label in DEFAULT_EVENTS:
        if name.startswith(f"{label}_"):
            return label, name.removeprefix(f"{label}_")
    return name, ""
