"""Do a scenario's leaders make sense: their polls and effects, one by one?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from willing.reference.leaders import OUTCOMES, PROPERTIES
from willing.scenario.leaders import Effect, Leader, Poll
from willing.scenario.pollfile import MOST_POLLS
from willing.scenario.problems import Place, Severity, suggestion

Finding = tuple[Severity, Place, str, str]
"""Severity, place, message, mend."""

MOST_SOURCES = 20
"""Houses and questions of one leader: each is a state of the model."""

EARLIEST = dt.date(1900, 1, 1)


def leader_problems(leader: Leader, asked: dt.date, at: Place) -> Iterator[Finding]:
    """What is wrong with a leader, by what was known on the day `asked`."""
    polls = at / "polls"
    if not leader.polls:
        yield "error", polls, "no polls", "write at least one, or take the leader out"
    if len(leader.polls) > MOST_POLLS:
        yield "error", polls, f"more than {MOST_POLLS:,} polls", "take the latest"
    if len({poll.asked_by for poll in leader.polls}) > MOST_SOURCES:
        yield "error", polls, f"more than {MOST_SOURCES} houses and questions", "take fewer"
    yield from _polls(leader, asked, polls)
    for outcome, effect in leader.effects.items():
        place = Place((*at.steps, "effects", outcome))
        if outcome not in OUTCOMES:
            mend = suggestion(outcome, OUTCOMES) or f"there are {', '.join(OUTCOMES)}"
            key = Place(place.steps, key=True)
            yield "error", key, f"no outcome `{outcome[:80]}`", mend
            continue
        yield from _effect(effect, place)


def _polls(leader: Leader, asked: dt.date, at: Place) -> Iterator[Finding]:
    seen: dict[Poll, int] = {}
    for number, poll in enumerate(leader.polls):
        place = at / number
        if poll.date > asked:
            mend = "mend the date, or ask for a later one"
            yield "error", place, f"{poll.date} lies after {asked}, the day that is asked for", mend
        elif poll.date < EARLIEST:
            yield "error", place, f"{poll.date} lies before {EARLIEST}", "mend the date"
        if poll in seen:
            mend = "leave one of them out"
            yield "error", place, f"the same poll as number {seen[poll] + 1}", mend
        seen.setdefault(poll, number)


def _effect(effect: Effect, at: Place) -> Iterator[Finding]:
    for name, limits in PROPERTIES.items():
        for number in numbers_of(effect, name):
            if not limits.low <= number <= limits.high:
                mend = f"write {limits.low:g} to {limits.high:g}"
                yield "error", at / name, f"{number:g} is out of range", mend
                break


def numbers_of(effect: Effect, name: str) -> tuple[float, ...]:
    """The numbers of a property as they stand in the file; none where it is left out."""
    value = getattr(effect, name)
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)
