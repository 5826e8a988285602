"""In which worlds does a donor stop? The scenario says on which events that hangs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from willing.errors import ConditionError, InputError
from willing.scenario.conditions import And, Condition, EventRef, Not, Or, parse

Bools = NDArray[np.bool_]


def paused(pause: Mapping[str, str], events: Mapping[str, Bools], worlds: int) -> dict[str, Bools]:
    """Where each donor stops, (worlds,) each; `events`: where each event happens.

    Raises `InputError` for a condition that cannot be read, or that speaks of anything but events.
    """
    found: dict[str, Bools] = {}
    for donor, text in pause.items():
        try:
            condition = parse(text)
        except ConditionError as error:
            raise InputError(f"aid.pause.{donor}: {error}") from None
        found[donor] = _where(condition, events, worlds, f"aid.pause.{donor}")
    return found


def _where(condition: Condition, events: Mapping[str, Bools], worlds: int, place: str) -> Bools:
    match condition:
        case EventRef(name):
            if name not in events:
                raise InputError(f"{place}: unknown event `{name[:80]}`; declare it")
            return events[name]
        case Not(event):
            return ~_where(event, events, worlds, place)
        case And(parts):
            each = [_where(part, events, worlds, place) for part in parts]
            return reduce(np.logical_and, each, np.ones(worlds, dtype=np.bool_))
        case Or(parts):
            each = [_where(part, events, worlds, place) for part in parts]
            return reduce(np.logical_or, each, np.zeros(worlds, dtype=np.bool_))
        case _:
            raise InputError(f"{place}: write event names, `and`, `or` and `not` only")
