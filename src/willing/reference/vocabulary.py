"""The closed vocabularies that every part agrees on: stances, kinds, conditions, units.

Kept as plain tuples so that reading them costs nothing at start-up.
"""

from __future__ import annotations

from typing import Final, Literal

Stance = Literal["oppose", "out", "lean_out", "undecided", "lean_in", "in", "lead"]

STANCES: Final[tuple[Stance, ...]] = (
    "oppose",
    "out",
    "lean_out",
    "undecided",
    "lean_in",
    "in",
    "lead",
)
"""The seven steps, from the least to the most willing."""

KINDS: Final[tuple[str, ...]] = (
    "ground_troops",
    "air",
    "naval",
    "logistics",
    "training",
    "finance",
    "weapons",
    "political",
    "intelligence",
    "basing",
    "other",
)
"""The known kinds of contribution; an initiative may declare more (slugs)."""

SUPPORT: Final = "support"
"""The kind of an initiative that has no use for the known ones (a pledge, a vote)."""

UNITS: Final[dict[str, str]] = {
    "ground_troops": "persons",
    "training": "persons",
    "air": "platforms",
    "naval": "platforms",
    "finance": "EUR million",
    "weapons": "EUR million",
}
"""Unit of an amount by kind; every other kind counts presence (1)."""

PRESENCE: Final = "presence"

EVENT_CONDITIONS: Final[tuple[str, ...]] = (
    "ceasefire",
    "peace_deal",
    "us_backstop",
    "un_mandate",
    "eu_mandate",
    "nato_framework",
    "invitation_by_host",
    "request",
    "legal_framework",
    "policy_concession",
    "consultation",
)
"""Condition labels that become an event of that name, the same for every actor."""

OWN_EVENT_CONDITIONS: Final[tuple[str, ...]] = ("parliament_approval", "government_decision")
"""Condition labels that become an event of the actor (`parliament_approval_DEU`)."""

NAMED_CONDITIONS: Final[tuple[str, ...]] = ("capacity", "clear_mandate", "guarantees", "other")
"""Condition labels that become an event named after label and actor (`guarantees_ITA`)."""

OTHERS_JOIN: Final = "others_join"
"""The condition label that becomes `members() >= 3`."""

CONDITIONS: Final[tuple[str, ...]] = (
    *EVENT_CONDITIONS,
    *OWN_EVENT_CONDITIONS,
    OTHERS_JOIN,
    *NAMED_CONDITIONS,
)
"""Every condition label that a statement may carry."""


def unit_of(kind: str) -> str:
    """Unit of an amount of this kind: `persons`, `platforms`, `EUR million` or `presence`.

    >>> unit_of("ground_troops"), unit_of("political")
    ('persons', 'presence')
    """
    return UNITS.get(kind, PRESENCE)
