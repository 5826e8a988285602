"""What if: the names that may be forced or given, and what they stand for.

`--given E` conditions: it keeps the worlds where E holds. `--set NAME` forces: the event
happens, or the pledge is active, in every world, and nothing else is redrawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from willing.errors import InputError
from willing.models.formation.plan import Plan, depends_on, unknown
from willing.scenario.conditions import Condition, parse, waits_for_others


@dataclass(frozen=True, slots=True)
class Forced:
    """What is forced: `events` by name, `offers` by their row in the plan."""

    events: Mapping[str, bool]
    offers: Mapping[int, bool]


def read_forced(plan: Plan, forced: Mapping[str, bool]) -> Forced:
    """Sort out what the names stand for: an event, `ACTOR.kind`, or all pledges of `ACTOR`.

    Forced on, a pledge is active whatever its actor wants and its condition says; off, it is not.
    A pledge's own name wins over its kind's, and that over its actor's, in whatever order they
    come. Raises `InputError` for a name that is none of these.
    """
    events: dict[str, bool] = {}
    offers: dict[int, bool] = {}
    for name, on in sorted(forced.items(), key=lambda item: ("." in item[0], "#" in item[0])):
        rows = plan.rows_of(name)
        if name in plan.events:
            events[name] = on
        elif rows:
            offers |= dict.fromkeys(rows, on)
        else:
            pledged = [offer.id for offer in plan.offers]
            known = (*plan.events, *pledged, *(offer.actor for offer in plan.offers))
            raise InputError(f"--set {name}: {unknown('event or pledge', name, known)}")
    return Forced(events, offers)


def read_given(plan: Plan, given: Sequence[str]) -> tuple[Condition, ...]:
    """Read conditions on events (`ceasefire`, `not us_backstop`) that are to hold.

    Raises `InputError` for unknown events and for conditions that speak of actors.
    """
    for text in given:
        if not text.strip():
            raise InputError("--given: write a condition on events, such as ceasefire")
    conditions = tuple(parse(text) for text in given)
    for text, condition in zip(given, conditions, strict=True):
        if waits_for_others(condition):
            raise InputError(f"--given {text}: only events can be given; force actors by --set")
        for event in depends_on(condition, "event"):
            if event not in plan.events:
                raise InputError(f"--given {text}: {unknown('event', event, dict(plan.events))}")
    return conditions
