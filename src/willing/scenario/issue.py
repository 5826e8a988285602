"""The nouns of an issue: a question of "how much", and where everybody stands on it."""

from __future__ import annotations

from pydantic import model_validator

from willing.scenario.noun import Noun, Number, Span


class Percentiles(Noun):
    """A quantity by its 10th, 50th and 90th percentile."""

    p10: Number
    p50: Number
    p90: Number

    @model_validator(mode="after")
    def _ordered(self) -> Percentiles:
        if not self.p10 <= self.p50 <= self.p90:
            raise ValueError("percentiles must rise: p10 <= p50 <= p90")
        return self


Level = Span | Percentiles
"""A number, `[low, high]` (uniform), `[low, mode, high]` (triangular), or percentiles."""


class Sourced(Noun):
    """A level, or the label of a point of the scale, with its origin (see `Pledge.source`)."""

    value: Level | str
    source: str = ""


class Issue(Noun):
    """A question of "how much": a scale with labelled points and the actors' positions on it.

    `positions`: on the scale, as numbers or labels. `salience`: how much each cares, in [0, 1].
    `capability`: what each can do, in one unit of any kind. Without saliences, or without
    capabilities, all are equal, which is marked as a default. `status_quo`: the position
    that holds as long as nothing else is agreed. `rule`: by which it is decided. `source`: the
    origin of what has none of its own (see `Pledge.source`).
    """

    scale: dict[Number, str]
    positions: dict[str, Level | str | Sourced] = {}
    salience: dict[str, Level | Sourced] = {}
    capability: dict[str, Level | Sourced] = {}
    status_quo: Number | None = None
    rule: str = ""
    title: str = ""
    source: str = ""

    @model_validator(mode="after")
    def _within(self) -> Issue:
        if self.status_quo is None or not self.scale:
            return self
        low, high = min(self.scale), max(self.scale)
        if not low <= self.status_quo <= high:
            raise ValueError(
                f"status_quo {self.status_quo:g} lies outside the scale, {low:g} to {high:g}"
            )
        return self
