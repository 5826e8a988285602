"""What the expected-utility model is taken to mean: named readings of its published accounts.

Bueno de Mesquita never printed one complete account. Scholz, Calbert and Smith (2011), "Unravelling
Bueno de Mesquita's group decision model", ICAART, print one; its equations do not give its figures.
Every choice that the texts leave open, or contradict themselves on, is a field here, and a
result always says which reading it comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from willing.errors import InputError


@dataclass(frozen=True, slots=True)
class Reading:
    """One way of reading the model.

    `words`: what it is, for a reader. `support`: the votes for a position are divided by those on
    this pair ("pair", eq. 31) or on all pairs ("all"). `voters`: third parties weigh distances by
    their own exponent or linearly. `rival`: in i's view the rival's expected utility has i's
    exponent ("focal") or the rival's own (eq. 25b). `drift`: if things change without a challenge
    they do for the better ("better"), or only where the median is nearer to i than the rival is
    ("median"). `conflict`: who expects to lose one gives in ("lost"), or the outcome is open and
    nobody moves. `choice`: offers are taken in the order of their kind ("order"), or the one with
    the strongest threat first. `among`: of compromises in order the least move, or the lowest
    point.
    `middle`: a compromise goes the share |a/b| of the way (eq. 36), or to the mean weighted by
    |a| and |b|. `span`: distances are divided by the range of the first positions, or of the
    current ones. `status_quo`: Q, the probability that things stay as they are if i does not
    challenge. `capitulates`: False if nobody ever does, as in one program.
    """

    name: str
    words: str
    support: Literal["all", "pair"] = "pair"
    voters: Literal["own", "linear"] = "own"
    rival: Literal["focal", "own"] = "focal"
    drift: Literal["better", "median"] = "better"
    conflict: Literal["lost", "open"] = "lost"
    choice: Literal["order", "strongest"] = "order"
    among: Literal["least", "lowest"] = "least"
    middle: Literal["share", "mean"] = "share"
    span: Literal["first", "current"] = "first"
    status_quo: float = 1.0
    capitulates: bool = True


_ALL = (
    Reading(
        name="scholz_code",
        words="what gives the figures and tables of Scholz, Calbert and Smith (2011)",
        support="all",
        among="lowest",
    ),
    Reading(
        name="literal",
        words="the equations as Scholz, Calbert and Smith (2011) print them",
        voters="linear",
        rival="own",
        drift="median",
    ),
    Reading(
        name="order_least",
        words="as scholz_code, with the offer that moves the actor least, as the text says",
        support="all",
    ),
    Reading(
        name="bdm94_like",
        words="settles where Bueno de Mesquita (1994) reports, on the one case known",
        conflict="open",
        choice="strongest",
        middle="mean",
        span="current",
    ),
)

READINGS: Mapping[str, Reading] = MappingProxyType({one.name: one for one in _ALL})
"""The readings by name."""


def reading(name: str) -> Reading:
    """The reading of this name. Raises `InputError`.

    >>> reading("literal").rival
    'own'
    """
    if name not in READINGS:
        raise InputError(
            f"reading `{name[:80]}`: there is none; write one of {', '.join(READINGS)}"
        )
    return READINGS[name]
