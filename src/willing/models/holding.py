"""Where does a condition hold? One reading of the condition language for all worlds at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce

import numpy as np
from numpy.typing import NDArray

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

Bools = NDArray[np.bool_]
OfOthers = Joined | Supports | Members | Total


def holds(
    condition: Condition, happened: Mapping[str, Bools], of_others: Callable[[OfOthers], Bools]
) -> Bools:
    """Where the condition holds: shape (worlds,), or () for the empty condition.

    `happened` tells of events; `of_others` answers for the parts that speak of actors.
    """
    match condition:
        case EventRef(name):
            return happened[name]
        case Not(event):
            return ~happened[event.name]
        case And(parts):
            every = (holds(part, happened, of_others) for part in parts)
            return reduce(np.logical_and, every, np.array(True))
        case Or(parts):
            some = (holds(part, happened, of_others) for part in parts)
            return reduce(np.logical_or, some, np.array(False))
        case _:
            return of_others(condition)


def of_events(condition: Condition, happened: Mapping[str, Bools]) -> Bools:
    """The same for a condition on events alone."""
    return holds(condition, happened, _nobody)


def _nobody(part: OfOthers) -> Bools:
    raise TypeError(f"{part} speaks of actors, in a condition that may not")
