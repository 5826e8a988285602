"""What stands there in each world: the coalition's force, its members, and what has happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

LARGEST = 1e15
"""The largest force: its powers stay far from overflow."""


@dataclass(frozen=True, slots=True)
class Presence:
    """The worlds, in their order: world i is number i of every draw with the same seed.

    `force`, in the unit of the adversary's, `members` and each of `events` have shape (worlds,).
    `counted`: the worlds that count; those that are not given keep their numbers.
    """

    force: Floats
    members: Ints
    events: Mapping[str, Bools]
    counted: Bools

    @property
    def worlds(self) -> int:
        """How many worlds there are, counted or not."""
        return len(self.force)

    def happened(self, event: str) -> Bools:
        """Where an event happens; nowhere for an event of no name or none of the scenario's."""
        return self.events.get(event, np.zeros(self.worlds, dtype=np.bool_))


def presence(
    force: Floats,
    members: Ints | None = None,
    events: Mapping[str, Bools] | None = None,
    counted: Bools | None = None,
) -> Presence:
    """Checked worlds. Raises `InputError` for a force that is negative or no number."""
    worlds = len(force)
    if not worlds:
        raise InputError("no world at all; draw at least one")
    found = Presence(
        force=_checked(force),
        members=np.zeros(worlds, dtype=np.int64) if members is None else members,
        events=events or {},
        counted=np.ones(worlds, dtype=np.bool_) if counted is None else counted,
    )
    lengths = {len(one) for one in (found.members, found.counted, *found.events.values())}
    if lengths != {worlds}:
        raise InputError("members, events and forces are of different numbers of worlds")
    return found


def with_force(given: Presence, force: float) -> Presence:
    """The same worlds with a force of this size in each of them. Raises `InputError`."""
    return replace(given, force=_checked(np.full(given.worlds, float(force))))


def _checked(force: Floats) -> Floats:
    if not (np.isfinite(force).all() and (force >= 0).all()):
        raise InputError("a force is negative or no number; write 0 or more")
    if (force > LARGEST).any():
        raise InputError(f"a force is above {LARGEST:g}; write it in a larger unit")
    return force.astype(np.float64)
