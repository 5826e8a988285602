"""What is assumed of leaders' approval: how polls err, how it moves, what each outcome does to it.

Everything is in percentage points for a leader near one half. The model works with log odds, where
one such point is `POINT`, so that the same news moves a leader less who has nearly everybody or
nearly nobody behind him. No number here is fitted to a case; each says where it comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from willing.reference.crisis import Span

POINT = 0.04
"""One percentage point near one half in log odds: the slope of ln(p / (1 - p)) at 1/2 is 4."""

DESIGN_EFFECT = 1.7
"""How many times a poll's variance is that of a simple random sample, for its weights and clusters
(Kish 1965, "Survey Sampling"). Weighted polls that say so mostly have 1.3 to 2: a convention."""

USUAL_SAMPLE = 1000
"""Respondents of a poll that does not say how many there were: a marked default."""

HOUSE_SD = 2.0
"""Points by which a house differs from the average of all houses, question and method together.

With `NOISE_MEDIAN` and `DESIGN_EFFECT` a poll of 900 is off by 3.3 points on the root mean square;
Shirani-Mehr, Rothschild, Goel and Gelman (2018, "Disentangling bias and variance in election
polls", Journal of the American Statistical Association 113) found about 3.5 in 4,221 polls."""

NOISE_MEDIAN, NOISE_SPREAD = 1.5, 0.5
"""Points that a poll is off beside sampling and house, and the sd of its logarithm: a prior."""

DAILY_MEDIAN, DAILY_SPREAD = 0.5, 0.5
"""Points by which approval moves in a day, and the sd of its logarithm: a prior.

0.5 points a day are 2.8 in a month and 9.6 in a year; the prior puts one case in twelve above 1
point a day. An analyst's convention; with enough polls they decide (Jackman 2005, "Pooling the
polls over an election campaign", Australian Journal of Political Science 40)."""

LEVEL_MEAN, LEVEL_SD = 0.0, 25.0
"""Where approval stands before any poll, in points from one half, and the sd (1 in log odds).

Four leaders in five are then between 22% and 78%: an analyst's convention, and a weak one."""


@dataclass(frozen=True, slots=True)
class Limits:
    """One property of an effect: in words, from `low` to `high`."""

    words: str
    low: float
    high: float


PROPERTIES: Mapping[str, Limits] = MappingProxyType(
    {
        "points": Limits("the change in the first month, in points near one half", -60, 60),
        "half_life": Limits("the months after which half of what fades has faded", 0.1, 120),
        "lasting": Limits("the share of the change that stays", 0, 1),
    }
)


@dataclass(frozen=True, slots=True)
class Effect:
    """What an outcome does to approval by default: `words` say which outcome, `why` on what the
    numbers rest.
    """

    words: str
    points: Span
    half_life: Span
    lasting: Span
    why: str

    def of(self, name: str) -> Span:
        """The numbers of a property (see `PROPERTIES`)."""
        found: Span = getattr(self, name)
        return found


OUTCOMES: Mapping[str, Effect] = MappingProxyType(
    {
        "holds": Effect(
            words="a stable ceasefire",
            points=(-4, 4, 15),
            half_life=(2, 4, 9),
            lasting=(0, 0.2, 0.5),
            why="default (a rally that fades, as in Mueller 1970; its terms may cost as well)",
        ),
        "falters": Effect(
            words="a ceasefire that falters",
            points=(-15, -4, 6),
            half_life=(2, 5, 12),
            lasting=(0, 0.3, 0.7),
            why="default (blame for a settlement that failed, against a rally to the attacked)",
        ),
        "no_deal": Effect(
            words="no deal",
            points=(-8, -2, 4),
            half_life=(3, 6, 18),
            lasting=(0.2, 0.5, 0.9),
            why="default (a war that goes on wears support down: Mueller 1973; slowly)",
        ),
    }
)
"""Priors, wide on purpose. Rallies are small on average and fade within months: Mueller (1970,
"Presidential popularity from Truman to Johnson", American Political Science Review 64); Lian and
Oneal (1993, "Presidents, the use of military force, and public opinion", Journal of Conflict
Resolution 37) found none on average after 102 uses of force, and 2 to 3 points after those in a
crisis that were widely reported; a few are very large (Hetherington and Nelson 2003, "Anatomy of a
rally effect", PS 36). That losses cost support: Mueller (1973, "War,
Presidents and Public Opinion"). On what a settlement does to the leader who signs it there is no
such series: that part is judgement."""
