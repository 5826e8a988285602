"""Can anything be said on an issue of a scenario: its scale, and the actors' numbers on it?"""

from __future__ import annotations

from collections.abc import Iterator

from willing.scenario.issue import Issue, Level, Percentiles, Sourced
from willing.scenario.problems import Place, Severity, suggestion

Finding = tuple[Severity, Place, str, str]
"""Severity, place, message, mend."""


def issue_problems(issue: Issue, place: Place) -> Iterator[Finding]:
    """What is wrong with one issue (errors), and what it lacks for a forecast (warnings)."""
    if len(issue.scale) < 2:
        mend = "label both of its ends: {0: none, 100: everything}"
        yield "warning", place / "scale", "a scale needs two points", mend
        return
    low, high = min(issue.scale), max(issue.scale)
    for actor, position in issue.positions.items():
        at = place / "positions" / actor
        level = plain_level(position)
        if isinstance(level, str):
            if label_point(issue, level) is None:
                mend = suggestion(level, issue.scale.values()) or "write a number"
                yield "error", at, f"`{level[:80]}` is no label of the scale", mend
        else:
            yield from (_off(at, x, low, high) for x in numbers(level) if not low <= x <= high)
    for actor, salience in issue.salience.items():
        at = place / "salience" / actor
        level = plain_level(salience)
        if isinstance(level, str) or any(not 0 <= s <= 1 for s in numbers(level)):
            yield "error", at, "a salience is a share", "write 0 to 1"
    for actor, capability in issue.capability.items():
        at = place / "capability" / actor
        level = plain_level(capability)
        if isinstance(level, str) or any(c < 0 for c in numbers(level)):
            yield "error", at, "a capability is a number", "write 0 or more"
    for part, given in (("salience", issue.salience), ("capability", issue.capability)):
        for actor in issue.positions if given else ():
            if actor not in given:
                at = Place((*place.steps, part))
                mend = "add it, or leave all of them out, for a forecast"
                yield "warning", at, f"{actor} has a position and no {part}", mend
        if given and all(_nothing(given.get(actor)) for actor in issue.positions):
            yield "error", place / part, f"no actor has any {part}", "raise that of at least one"


def is_complete(issue: Issue) -> bool:
    """Whether a forecast has all that it needs: a scale, two actors, and everybody's numbers."""
    levels = [given for given in (issue.salience, issue.capability) if given]
    return (
        len(issue.scale) > 1
        and len(issue.positions) > 1
        and all(actor in given for given in levels for actor in issue.positions)
    )


def plain_level(value: Level | str | Sourced) -> Level | str:
    """The value without its origin."""
    return value.value if isinstance(value, Sourced) else value


def numbers(level: Level) -> tuple[float, ...]:
    """The numbers of a level, as they stand in the file.

    >>> numbers((1.0, 2.0)), numbers(3.0)
    ((1.0, 2.0), (3.0,))
    """
    if isinstance(level, Percentiles):
        return (level.p10, level.p50, level.p90)
    return level if isinstance(level, tuple) else (level,)


def label_point(issue: Issue, label: str) -> float | None:
    """The point of the scale with this label, white space and case apart; None for no label."""
    wanted = " ".join(label.split()).casefold()
    for point, text in issue.scale.items():
        if " ".join(text.split()).casefold() == wanted:
            return point
    return None


def _nothing(level: Level | Sourced | None) -> bool:
    """Whether it is given, and zero."""
    plain = None if level is None else plain_level(level)
    return plain is not None and not isinstance(plain, str) and not any(numbers(plain))


def _off(place: Place, value: float, low: float, high: float) -> Finding:
    message = f"{value:g} is off the scale from {low:g} to {high:g}"
    return "error", place, message, "write a number on it, or widen the scale"
