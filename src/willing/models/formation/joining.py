"""What the formation model finds: who joins, with what, whether it is enough; the nouns alone.

Every probability that comes from counting worlds carries its 95% Monte Carlo interval.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from willing.models.chance import Chance


@dataclass(frozen=True, slots=True)
class ActorJoins:
    """One actor: P(joins) and P(supports) at the least fixed point, and what hope would add.

    An actor joins when a pledge of a core kind is active; it supports when another one is.
    `p_joins_greatest` and `p_supports_greatest` are those of the greatest fixed point. `wave`:
    the round of joining in which it joins, on average over the worlds where it does (1: before
    anybody else has; None: it never joins); `p_first` = P(it joins in the first round). `blocs`
    are the common factors that its willingness shares.
    """

    actor: str
    p_joins: Chance
    p_supports: Chance
    p_joins_greatest: Chance
    p_supports_greatest: Chance
    wave: float | None
    p_first: float
    blocs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PledgeActive:
    """One pledge: `p_willing` is exact, `p_active` counted (willing, and its condition holds).

    `amount` is the mean amount where it is active (None if it never is), `expected` the mean over
    all worlds, zeros included; both in `unit`. `pending` = P(willing, but the condition does not
    hold): what the condition costs. `amount_text` and `amount_origin` tell what was assumed.
    """

    id: str
    actor: str
    kind: str
    core: bool
    unit: str
    when: str
    p_willing: float
    p_active: Chance
    p_active_greatest: Chance
    pending: float
    amount: float | None
    expected: float
    amount_text: str
    amount_origin: str


@dataclass(frozen=True, slots=True)
class KindTotal:
    """The sum of the active pledges of one kind: mean and percentiles over worlds, in `unit`.

    `required` is what the initiative asks for (None: nothing), `p_met` the probability that the
    sum reaches it, `shortfall` what is missing on average over all worlds (nothing where it is
    met), `shortfall_if_missed` over those alone where it is not met (None: there are none).
    """

    kind: str
    unit: str
    mean: float
    p5: float
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float
    p95: float
    required: float | None
    p_met: Chance | None
    shortfall: float | None
    shortfall_if_missed: float | None


@dataclass(frozen=True, slots=True)
class MemberCount:
    """How many actors join: the mean with its standard error, and P(exactly n) for n = 0, 1, ..."""

    mean: float
    se: float
    distribution: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """What the worlds on one side of an event look like, at the least fixed point.

    `success` is None where the initiative states no requirement; `totals` are means by kind.
    """

    worlds: int
    success: Chance | None
    members: float
    totals: Mapping[str, float]
    joins: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class EventSplit:
    """The worlds with an event beside those without it (None where there are none).

    `p` is exact where the events that it hangs on are few (`exact`), else counted.
    `matters`: whether any pledge hangs on it, directly or through another event.
    """

    event: str
    title: str
    p: float
    exact: bool
    matters: bool
    happens: Side | None
    fails: Side | None


@dataclass(frozen=True, slots=True)
class AssuranceGap:
    """Greatest minus least fixed point: what coordination alone would add.

    `success` with its standard error; None where nothing is required.
    """

    success: float | None
    success_se: float | None
    members: float


@dataclass(frozen=True, slots=True)
class Together:
    """How often actors join together, at the least fixed point.

    `p[i][j]` = P(actors i and j both join), `p[i][i]` = P(i joins). `groups`: actors that move
    together more than chance would have it (see `together.groups_of`), the largest first. Empty
    where there are too many actors to count every two of them.
    """

    actors: tuple[str, ...]
    p: tuple[tuple[float, ...], ...]
    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Formation:
    """Who joins, with what, and whether it is enough.

    Headline numbers are those of the least fixed point; `*_greatest` show what coordination
    could add. `worlds_used` is smaller than `worlds` when something is `given`. `success` is
    P(every requirement is met), None where the initiative states none. `tipping`: the actors that
    ever join, in the order in which they tend to.
    """

    seed: int
    worlds: int
    worlds_used: int
    given: tuple[str, ...]
    forced: Mapping[str, bool]
    core: tuple[str, ...]
    requires: Mapping[str, float]
    success: Chance | None
    success_greatest: Chance | None
    assurance_gap: AssuranceGap
    members: MemberCount
    members_greatest: MemberCount
    actors: tuple[ActorJoins, ...]
    pledges: tuple[PledgeActive, ...]
    totals: tuple[KindTotal, ...]
    totals_greatest: tuple[KindTotal, ...]
    by_event: tuple[EventSplit, ...]
    tipping: tuple[str, ...]
    together: Together

    def actor(self, code: str) -> ActorJoins:
        """The result of one actor; raises `KeyError` for one that is not in the scenario."""
        for found in self.actors:
            if found.actor == code:
                return found
        raise KeyError(code)
