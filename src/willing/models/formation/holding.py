"""Where does a condition hold? One reading of the condition language for all worlds at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce

import numpy as np

from willing.models.formation.bits import ALL, Words
from willing.scenario.conditions import (
    And,
    Condition,
    EventRef,
    Joined,
    Members,
    Not,
    Or,
    Supports,
    Total,
)

OfOthers = Joined | Supports | Members | Total


def holds(
    condition: Condition, happened: Mapping[str, Words], of_others: Callable[[OfOthers], Words]
) -> Words:
    """Where the condition holds: shape (words,), or () for the empty condition.

    `happened` tells of events; `of_others` answers for the parts that speak of actors.
    """
    match condition:
        case EventRef(name):
            return happened[name]
        case Not(event):
            return ~happened[event.name]
        case And(parts):
            every = (holds(part, happened, of_others) for part in parts)
            return reduce(np.bitwise_and, every, np.array(ALL))
        case Or(parts):
            some = (holds(part, happened, of_others) for part in parts)
            return reduce(np.bitwise_or, some, np.array(np.uint64(0)))
        case _:
            return of_others(condition)


def of_events(condition: Condition, happened: Mapping[str, Words]) -> Words:
    """The same for a condition on events alone."""
    return holds(condition, happened, _nobody)


def _nobody(part: OfOthers) -> Words:
    raise TypeError(f"{part} speaks of actors, in a condition that may not")
