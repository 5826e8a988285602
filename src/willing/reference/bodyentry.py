"""What a file of bodies says of one body: dated seats, weights and rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from willing.reference.named_rules import Tree


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day to the last, both included."""

    first: dt.date = dt.date.min
    last: dt.date = dt.date.max

    def holds(self, on: dt.date) -> bool:
        """Whether the day lies within."""
        return self.first <= on <= self.last

    def __str__(self) -> str:
        since = f"from {self.first}" if self.first > dt.date.min else ""
        until = f"to {self.last}" if self.last < dt.date.max else ""
        return " ".join(part for part in (since, until) if part) or "always"


@dataclass(frozen=True, slots=True)
class Seat:
    """A member while it sits; `chamber` is empty where there is one chamber only."""

    member: str
    span: Span
    chamber: str = ""


@dataclass(frozen=True, slots=True)
class DatedRule:
    """A rule while it is in force: the name of one, or a tree as the file has it."""

    span: Span
    rule: str | Tree


@dataclass(frozen=True, slots=True)
class DatedWeights:
    """The weight of each member while it holds."""

    span: Span
    by_member: Mapping[str, int | float]


@dataclass(frozen=True, slots=True)
class BodyEntry:
    """A body as a file has it.

    `family`: bodies with the same members and another rule share one; `marks` are the words by
    which a text means this one. `about`: the kinds of contribution that it decides on, all where
    none is named. `members` is the name of a group or of another body, `seats` are
    its own; neither for an opt-in coalition. `weights` by name. `delegations`: members that cast
    one vote, by the name of the delegation. `file` is empty for a body that ships.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    family: str
    marks: tuple[str, ...]
    about: tuple[str, ...]
    source: str
    span: Span
    members: str
    seats: tuple[Seat, ...]
    weights: Mapping[str, tuple[DatedWeights, ...]]
    rules: tuple[DatedRule, ...]
    delegations: Mapping[str, tuple[str, ...]]
    minimum: int | None
    file: str

    @property
    def names(self) -> tuple[str, ...]:
        """Id, name and aliases, each once."""
        return tuple(dict.fromkeys((self.id, self.name, *self.aliases)))

    def changes(self) -> tuple[dt.date, ...]:
        """The days within its time on which it, a seat, weights or a rule begin, in order."""
        spans = [self.span, *(seat.span for seat in self.seats), *(r.span for r in self.rules)]
        spans += [part.span for parts in self.weights.values() for part in parts]
        days = {span.first for span in spans} - {dt.date.min}
        return tuple(sorted(day for day in days if self.span.holds(day)))
