"""How does a condition read? As a clause that follows "if"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from willing.brief.words import contributed, counted, kind_words, listed
from willing.scenario.conditions import (
    And,
    Condition,
    EventRef,
    Joined,
    Members,
    Not,
    Or,
    Supports,
    Total,
)

CONDITION_WORDS: Final[dict[str, str]] = {
    "ceasefire": "there is a ceasefire",
    "peace_deal": "there is a peace deal",
    "us_backstop": "the United States backs it",
    "un_mandate": "the United Nations gives a mandate",
    "eu_mandate": "the European Union gives a mandate",
    "nato_framework": "NATO provides the framework",
    "parliament_approval": "its parliament approves",
    "government_decision": "its government decides so",
    "others_join": "others join",
    "invitation_by_host": "the host invites it",
    "request": "it is asked to",
    "clear_mandate": "the mandate is clear",
    "legal_framework": "the legal framework is in place",
    "guarantees": "it gets guarantees",
    "policy_concession": "a concession is made",
    "consultation": "it is consulted",
    "capacity": "the means are found",
    "other": "its own condition is met",
}
"""What a condition label asks for, as a clause that follows "if"."""


def label_words(labels: Iterable[str]) -> str:
    """Condition labels of statements, as a clause.

    >>> label_words(["ceasefire", "us_backstop"])
    'if there is a ceasefire and the United States backs it'
    """
    clauses = [CONDITION_WORDS.get(label, kind_words(label)) for label in dict.fromkeys(labels)]
    return f"if {listed(clauses)}" if clauses else ""


def event_words(name: str, title: str = "") -> str:
    """An event as a clause that follows "if".

    >>> event_words("ceasefire"), event_words("x", "The treaty is signed"), event_words("big_vote")
    ('there is a ceasefire', 'the treaty is signed', '“big vote” comes true')
    """
    if name in CONDITION_WORDS:
        return CONDITION_WORDS[name]
    if not title:
        return f"“{kind_words(name)}” comes true"
    return in_clause(title)


def in_clause(title: str) -> str:
    """A title as it stands inside a sentence.

    >>> in_clause("A minerals deal."), in_clause("Kyiv signs")
    ('a minerals deal', 'Kyiv signs')
    """
    first, _, rest = title.rstrip(".").partition(" ")
    lower = first.lower() if first in ("A", "An", "The", "Its", "No", "Parliament") else first
    return f"{lower} {rest}".strip()


def condition_words(
    condition: Condition,
    titles: Mapping[str, str] | None = None,
    name_of: Callable[[str], str] = str,
) -> str:
    """A condition as a clause that follows "if"; empty for the condition that always holds.

    `titles`: the titles of events by name; `name_of`: from an actor's code to its name.

    >>> from willing.scenario.conditions import parse
    >>> condition_words(parse("ceasefire and members() >= 3"))
    'there is a ceasefire and at least three others join'
    """
    titles = titles or {}

    def say(part: Condition) -> str:
        return condition_words(part, titles, name_of)

    match condition:
        case And(parts):
            return " and ".join(f"({say(p)})" if isinstance(p, Or) else say(p) for p in parts)
        case Or(parts):
            return " or ".join(say(part) for part in parts)
        case Not(event):
            return f"it is not the case that {say(event)}"
        case EventRef(name):
            return event_words(name, titles.get(name, ""))
        case Joined(actor, kind):
            return f"{name_of(actor)} joins{f' with {kind_words(kind)}' if kind else ''}"
        case Supports(actor):
            return f"{name_of(actor)} supports it"
        case Members():
            verb = "joins" if condition.fewest == 1 else "join"
            return f"at least {counted(condition.fewest, 'other')} {verb}"
        case Total(kind, at_least, strict):
            enough = contributed(kind, at_least)
            return f"the others bring {'more than' if strict else 'at least'} {enough}"
