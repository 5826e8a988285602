"""Where two principals stand when they begin to talk, in every world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Standing:
    """The worlds by their numbers `rows`; the first of two faces the adversary, the second is it.

    `wins`: P(the adversary wins a war that goes on). `holds`: P(a settlement holds). `costs`: the
    felt cost of that war, `stakes`: what all that is contested is worth, `settlement`: what a
    settlement that holds brings besides what it divides, each (2, worlds) in units of the crisis;
    all others have shape (worlds,). `events`: what has happened where there is a settlement.
    """

    rows: Ints
    wins: Floats
    holds: Floats
    costs: Floats
    stakes: Floats
    settlement: Floats
    events: Mapping[str, Bools]

    @property
    def worlds(self) -> int:
        """How many worlds there are."""
        return len(self.rows)

    def happened(self, event: str) -> Bools:
        """Where an event happens; nowhere for an event of no name or none of the scenario's."""
        return self.events.get(event, np.zeros(self.worlds, dtype=np.bool_))

    def first(self, count: int) -> Standing:
        """The first `count` of the worlds."""
        return Standing(
            self.rows[:count],
            self.wins[:count],
            self.holds[:count],
            self.costs[:, :count],
            self.stakes[:, :count],
            self.settlement[:, :count],
            {name: happened[:count] for name, happened in self.events.items()},
        )


def checked(standing: Standing) -> Standing:
    """The same; raises `InputError` for arrays that do not fit, and chances that are none."""
    worlds = standing.worlds
    if not worlds:
        raise InputError("no world at all; draw at least one")
    for name in ("wins", "holds"):
        chance = getattr(standing, name)
        if chance.shape != (worlds,) or not ((chance >= 0) & (chance <= 1)).all():
            raise InputError(f"{name}: give one probability from 0 to 1 for each world")
    for name in ("costs", "stakes", "settlement"):
        value = getattr(standing, name)
        if value.shape != (2, worlds) or not np.isfinite(value).all():
            raise InputError(f"{name}: give a number for both sides in each world")
    if (standing.stakes <= 0).any() or (standing.costs < 0).any():
        raise InputError("stakes must be above 0, and costs 0 or more")
    if any(len(happened) != worlds for happened in standing.events.values()):
        raise InputError("events and standings are of different numbers of worlds")
    return standing
