"""Which differences go together when the change is taken apart?

A part may stand alone where every mixture with it and without it can be read. Events that hang on
each other one way in one scenario and another way in the other could hang on each other in a
circle; a body's votes and rule may name members that it has on one of two dates only. Such parts
are one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from willing.scenario.bodycheck import body_problems
from willing.scenario.conditions import names, parse
from willing.scenario.differences import ASPECTS, TIME, Difference
from willing.scenario.mixture import mixture
from willing.scenario.problems import Place
from willing.scenario.scenario import Branch, Scenario

REST = "rest"
"""The name of the group of all that is not looked at one by one."""


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that change together, under one name: that of a part, or of an actor on the whole
    (`actor:CODE`), or `REST`.
    """

    name: str
    parts: tuple[str, ...]


def groups_of(
    found: Sequence[Difference],
    a: Scenario,
    b: Scenario,
    *,
    few: int,
    most: int,
    weight: Mapping[str, float],
) -> tuple[Group, ...]:
    """The groups of what differs, by name.

    Up to `few` of them, an actor's stance, amounts, conditions, pledges and blocs are apart;
    beyond, each actor is one group. Of more than `most` actors those of the least `weight` (by
    code) are the rest.
    """
    parts = {difference.part for difference in found} - {""}
    together = [*_circles(parts, a, b), *_dated_bodies(parts, a, b)]
    groups = _joined([{part} for part in sorted(parts)], together)
    if len(groups) > few:
        actors = {part.rpartition(":")[0] for part in parts if part.startswith("actor:")}
        whole = [{f"{actor}:{aspect}" for aspect in ASPECTS} & parts for actor in sorted(actors)]
        groups = _joined(groups, whole)
    return _with_rest([Group(_name(group), tuple(sorted(group))) for group in groups], most, weight)


def _with_rest(groups: list[Group], most: int, weight: Mapping[str, float]) -> tuple[Group, ...]:
    """The groups, the least ones as one where there are more than `most`."""

    def rank(group: Group) -> tuple[bool, float, str]:
        kind, code, *_ = (*group.name.split(":"), "")
        return kind == "actor", -weight.get(code, 0.0), group.name

    ranked = sorted(groups, key=rank)
    if len(ranked) > most:
        rest = sorted(part for group in ranked[most - 1 :] for part in group.parts)
        ranked = [*ranked[: most - 1], Group(REST, tuple(rest))]
    return tuple(sorted(ranked, key=lambda group: group.name))


def _name(group: Collection[str]) -> str:
    """The part's own; an actor's, if there are several of it; else all of them."""
    if len(group) == 1:
        return next(iter(group))
    actors = {part.rpartition(":")[0] for part in group}
    if len(actors) == 1 and all(part.startswith("actor:") for part in group):
        return actors.pop()
    return "+".join(sorted(group))


def _joined(groups: list[set[str]], together: Sequence[Collection[str]]) -> list[set[str]]:
    """The groups, those that share a set of `together` made one."""
    for few in together:
        touched = [group for group in groups if group & set(few)]
        groups = [group for group in groups if not group & set(few)]
        if touched:
            groups.append(set().union(*touched))
    return groups


def _circles(parts: Collection[str], a: Scenario, b: Scenario) -> list[set[str]]:
    """Changed events that could come to hang on each other, in whatever mixture."""
    causes = {
        name: {
            cause
            for scenario in (a, b)
            if name in scenario.events
            for cause in _causes(scenario.events[name].p)
        }
        for name in {**a.events, **b.events}
    }
    reach = {name: _reached(name, causes) for name in causes}
    circles = []
    for name in sorted(causes):
        circle = {other for other in reach[name] if name in reach.get(other, ())}
        changed = {f"event:{other}" for other in circle} & set(parts)
        if len(changed) > 1:
            circles.append(changed)
    return circles


def _causes(p: float | Branch) -> set[str]:
    if not isinstance(p, Branch):
        return set()
    named = {name.name for name in names(parse(p.if_)) if name.role == "event"}
    return named | _causes(p.then) | _causes(p.else_)


def _reached(name: str, causes: Mapping[str, set[str]]) -> set[str]:
    """All that an event hangs on, however far."""
    found: set[str] = set()
    left = [*causes[name]]
    while left:
        cause = left.pop()
        if cause not in found:
            found.add(cause)
            left += causes.get(cause, ())
    return found


def _dated_bodies(parts: Collection[str], a: Scenario, b: Scenario) -> list[set[str]]:
    """The date and each body that cannot be read at the other side's date."""
    found = []
    if TIME in parts:
        for name in a.bodies.keys() & b.bodies.keys():
            part = f"body:{name}"
            mixed = [mixture(a, b, taken) for taken in ({TIME}, {part})]
            if part in parts and any(_unreadable(scenario, name) for scenario in mixed):
                found.append({TIME, part})
    return found


def _unreadable(scenario: Scenario, body: str) -> bool:
    problems = body_problems(scenario, scenario.bodies[body], Place(("bodies", body)))
    return any(severity == "error" for severity, *_ in problems)
