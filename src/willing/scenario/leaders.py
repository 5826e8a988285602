"""The nouns of leaders: what polls say of them, and what outcomes may do to them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from willing.scenario.noun import Noun, Probability, Span

MOST_SAMPLE = 10_000_000


class Poll(Noun):
    """What one poll found: the share of those asked who approve, as `percent` or as `share`.

    `date`: its last day in the field, or the middle. `sample`: how many were asked; absent: a
    marked default. `house`: who asked. `question`: in what words, where a house has several;
    each house and question is a source of its own. `source`: where the poll was found.
    """

    date: dt.date
    percent: float | None = Field(default=None, ge=0, le=100)
    share: Probability | None = None
    sample: int | None = Field(default=None, ge=1, le=MOST_SAMPLE)
    house: str = ""
    question: str = ""
    source: str = ""

    @property
    def approving(self) -> float:
        """The share that approves, in [0, 1]."""
        if self.share is not None:
            return self.share
        return (self.percent or 0.0) / 100

    @property
    def asked_by(self) -> tuple[str, str]:
        """House and question: what its own manner of asking does is the same for all of them."""
        return self.house, self.question

    @model_validator(mode="after")
    def _one(self) -> Poll:
        if (self.percent is None) == (self.share is None):
            raise ValueError("write `percent` (0 to 100) or `share` (0 to 1), and not both")
        return self


class Effect(Noun):
    """What an outcome does to approval; what is left out is a marked default.

    `points`: the change in the first month, for a leader near one half. `half_life`: the months
    after which half of what fades has faded. `lasting`: the share that stays.
    """

    points: Span | None = None
    half_life: Span | None = None
    lasting: Span | None = None
    source: str = ""


def _as_given(value: object) -> object:
    return value


Polls = Annotated[
    tuple[Poll, ...],
    BeforeValidator(_as_given, json_schema_input_type=str | tuple[Poll, ...]),
]
"""In a file also the name of a CSV file beside it: it is read before anything else looks at it."""


class Leader(Noun):
    """A leader whose approval is asked for.

    `country`: the actor that he or she leads. `polls`: a list, or the name of a CSV file beside
    the scenario. `threshold`: the share below which the leader is in trouble. `effects`: of the
    outcomes `holds`, `falters` and `no_deal`. `source`: the origin of what has none of its own.
    """

    name: str = ""
    country: str = ""
    polls: Polls = ()
    threshold: Probability | None = None
    effects: dict[str, Effect] = {}
    source: str = ""
