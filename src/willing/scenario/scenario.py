"""The scenario: the question written down, so that a person can read, edit and version it.

These are the nouns only. `files` reads and writes them, `check` explains what is wrong with
them, `conditions` parses their conditions, `draft` makes one from the ledger's stances.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    Field,
    model_validator,
)

from willing.reference.constants import Constants
from willing.reference.initiative import Initiative
from willing.reference.vocabulary import Stance
from willing.scenario.aid import Aid
from willing.scenario.crisis import Crisis
from willing.scenario.issue import Issue
from willing.scenario.leaders import Leader
from willing.scenario.noun import Names, Noun, Probability, Quantity
from willing.scenario.talks import Talks

LARGEST = 1e9
"""The largest amount of one pledge: sums must fit into 64 bits."""


def _rising(value: tuple[float, float, float]) -> tuple[float, float, float]:
    low, mode, high = value
    if not low <= mode <= high:
        raise ValueError(f"[min, mode, max] must rise, got [{low:g}, {mode:g}, {high:g}]")
    return value


Triangle = Annotated[tuple[Quantity, Quantity, Quantity], AfterValidator(_rising)]


MAX_SD = 20.0
"""So wide a willingness says nothing any more: that of words centuries old."""


class Latent(Noun):
    """A latent willingness, Normal(mean, sd): P(willing) = P(latent > 0)."""

    mean: float = Field(ge=-20, le=20)
    sd: float = Field(gt=0, le=MAX_SD)


WIDEST = 1e12
"""The widest that an amount may spread, from its 10th to its 90th percentile."""


class LogNormal(Noun):
    """An amount by three percentiles, fitted by a log-normal."""

    p10: float = Field(gt=0)
    p50: float = Field(gt=0)
    p90: float = Field(gt=0, allow_inf_nan=False)

    @model_validator(mode="after")
    def _ordered(self) -> LogNormal:
        if not self.p10 <= self.p50 <= self.p90:
            raise ValueError("percentiles must rise: p10 <= p50 <= p90")
        if self.p10 < 1e-6 or self.p90 > WIDEST * self.p10:
            raise ValueError(f"p10 must be at least 1e-6, and p90 at most {WIDEST:g} times as much")
        return self


class Branch(Noun):
    """A probability that hangs on other events: `{if: ceasefire, then: 0.4, else: 0.1}`."""

    if_: str = Field(alias="if")
    then: Probability | Branch
    else_: Probability | Branch = Field(alias="else")


class Event(Noun):
    """Something outside the actors' hands that may come true; independent of membership.

    `source` is the origin of `p` (see `Pledge.source`).
    """

    p: Probability | Branch
    title: str = ""
    source: str = ""


class Pledge(Noun):
    """An actor's offer of one kind of contribution: the unit of joining.

    `amount`, in the kind's unit: a number, `[min, mode, max]` (triangular) or `{p10, p50, p90}`
    (log-normal); absent, it is a default from capability data, and marked so. `stance`: a label
    (read as one statement of weight 1), a probability, or `{mean, sd}` of the latent. `when`: a
    condition. `source`: the origin of the stance, `amount_source`: that of the amount; each is
    `statement:ID[, statement:ID]`, `data:NAME`, `analyst` or `default`, with an optional remark
    in brackets; empty means `analyst` for a value that is there, `default` for one that is not.
    """

    kind: str
    stance: Stance | Probability | Latent
    amount: Quantity | Triangle | LogNormal | None = None
    when: str = ""
    source: str = ""
    amount_source: str = ""


class Actor(Noun):
    """One actor and its pledges.

    `said` is the word of the source for the actor on the whole; bodies take its ballot from it,
    joining never does. `blocs`: the common factors that it shares (absent: the default blocs
    of a state; an empty list: none).
    """

    pledges: tuple[Pledge, ...] = ()
    name: str = ""
    said: Stance | None = None
    blocs: Names | None = None
    source: str = ""


class Ballots(Noun):
    """P(yes), P(abstain) and P(no) of one member; they sum to one."""

    yes: Probability
    abstain: Probability
    no: Probability
    source: str = ""

    @model_validator(mode="after")
    def _sums(self) -> Ballots:
        total = self.yes + self.abstain + self.no
        if abs(total - 1.0) > 1e-6:
            raise ValueError(f"yes + abstain + no must be 1, got {total:g}")
        return self


class Body(Noun):
    """A body that decides by ballots, or the opt-in coalition itself.

    `rule`: a rule's name (consensus, unanimity, majority, qualified_majority,
    security_council, opt_in), a known body whose rule it is, or a rule tree (`{weights, quota,
    counts}`, `{all: [...]}`, `{any: [...]}`, `{k, of: [...]}`). `members`: codes, a known body's
    name, or `NAME@date`. `votes`: ballots that override what stances imply. `silent`: the ballot
    of members on whom nothing is known. `loading`: how far ballots hang together through the
    members' blocs, from 0 (independent) to 0.95. `minimum`: for opt-in, the number of members
    that is enough.
    """

    rule: str | dict[str, Any]
    members: Names = ()
    title: str = ""
    votes: dict[str, Ballots] = {}
    silent: Ballots | None = None
    loading: float = Field(default=0.0, ge=0, le=0.95)
    minimum: int | None = Field(default=None, ge=1)
    source: str = ""


Verb = Literal["secure", "raise", "drop", "lower"]


class Change(Noun):
    """Something that could be done to make the initiative succeed; exactly one of four.

    `secure`: a pledge (`FRA.ground_troops`), all pledges of an actor (`FRA`) or an event comes
    true, whatever it hangs on. `raise`: the amount of a pledge grows, `by` a factor or `to` an
    amount. `drop`: the condition of a pledge is waived. `lower`: what is required of a kind falls,
    `by` a factor or `to` an amount. `cost`: what it takes, in units of your own (money, days,
    favours).
    """

    secure: str = ""
    raise_: str = Field(default="", alias="raise")
    drop: str = ""
    lower: str = ""
    by: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    to: Quantity | None = None
    cost: float = Field(default=1.0, ge=0, allow_inf_nan=False)
    source: str = ""

    @property
    def verb(self) -> Verb:
        """Which of the four it is."""
        return next(verb for verb, target in self._targets() if target)

    @property
    def target(self) -> str:
        """What it is done to."""
        return next(target for _, target in self._targets() if target)

    def _targets(self) -> tuple[tuple[Verb, str], ...]:
        return (
            ("secure", self.secure),
            ("raise", self.raise_),
            ("drop", self.drop),
            ("lower", self.lower),
        )

    @model_validator(mode="after")
    def _one(self) -> Change:
        if sum(bool(target) for _, target in self._targets()) != 1:
            raise ValueError("write exactly one of secure, raise, drop and lower")
        sized = self.verb in ("raise", "lower")
        if not sized and (self.by is not None or self.to is not None):
            raise ValueError("`by` and `to` go with raise and lower only")
        if sized and (self.by is None) == (self.to is None):
            raise ValueError("write `by` (a factor) or `to` (an amount), and not both")
        if self.verb == "raise" and self.by is not None and self.by < 1:
            raise ValueError("to raise, `by` must be at least 1")
        if self.verb == "lower" and self.by is not None and self.by > 1:
            raise ValueError("to lower, `by` must be at most 1")
        return self


class Question(Noun):
    """What is on the table: the scenario's `initiative`.

    Stances are those of the `date`; asked for a later `horizon`, they have drifted by then.
    """

    id: str = Field(min_length=1)
    title: str = ""
    date: dt.date
    horizon: dt.date | None = None
    beneficiary: str = ""
    adversary: str = ""
    leads: Names = ()
    core: Names = ()
    requires: dict[str, Quantity] = {}
    kinds: Names = ()
    source: str = ""

    @model_validator(mode="after")
    def _forward(self) -> Question:
        if self.horizon is not None and self.horizon < self.date:
            raise ValueError(f"horizon {self.horizon} lies before the date {self.date}")
        return self

    @property
    def days_ahead(self) -> int:
        """Days from the date of the stances to the horizon."""
        return (self.horizon - self.date).days if self.horizon else 0

    @property
    def core_kinds(self) -> tuple[str, ...]:
        """The kinds that count as joining, by the rule of `Initiative.core_kinds`."""
        name = self.title or self.id
        given = Initiative(name=name, core=self.core, requires=self.requires, kinds=self.kinds)
        return given.core_kinds


class Scenario(Noun):
    """The whole question: initiative, events, actors with their pledges, bodies, issues, what
    could be changed, the crisis that may follow, the talks of the principals, the leaders whom it
    may lift or sink, and the aid that flows meanwhile.
    """

    initiative: Question
    events: dict[str, Event] = {}
    actors: dict[str, Actor] = {}
    bodies: dict[str, Body] = {}
    issues: dict[str, Issue] = {}
    changes: tuple[Change, ...] = ()
    crisis: Crisis = Crisis()
    talks: Talks = Talks()
    leaders: dict[str, Leader] = {}
    aid: Aid = Aid()
    constants: Constants = Constants()
