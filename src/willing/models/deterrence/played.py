"""The crisis in every world in which there is a settlement, block by block."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.deterrence.parameters import Values, drawn
from willing.models.deterrence.presence import Presence
from willing.models.deterrence.setting import Setting, Solver, ends
from willing.models.draws import checked_seed

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

BLOCK = 1 << 16
"""Worlds at once: some 50 MB."""

MOST_WORLDS = 1 << 20

KEPT: dict[Solver, int] = {"quantal": 4096, "perfect": 4096, "bayesian": 1024}
"""So many worlds are kept with all their parameters for curve, tornado and Sobol's indices.

The mean of a probability is then known to 0.5%, and, where each world takes longer, to 1%.
"""


@dataclass(frozen=True, slots=True)
class Played:
    """The worlds with a settlement, by their numbers `rows`: shape (settled,) each.

    `ends`: the probability of each end, (ends, settled). `values`: the parameters of the first
    `KEPT` of them.
    """

    rows: Ints
    force: Floats
    members: Ints
    backstop: Bools
    ends: Floats
    values: Values


def played(setting: Setting, presence: Presence, *, seed: int) -> Played:
    """Play the game in each of them. Raises `InputError` where there are none, or too many.

    The same seed gives the same answer world by world, whatever other worlds there are.
    """
    checked_seed(seed)
    if presence.worlds > MOST_WORLDS:
        raise InputError(f"{presence.worlds:,} worlds are more than {MOST_WORLDS:,}; draw fewer")
    rows = np.flatnonzero(settled(setting, presence))
    if not len(rows):
        raise InputError(
            f"`{setting.settlement or 'what is given'}` holds in no world: there is no settlement "
            "to violate; draw more worlds, or set it"
        )
    backstop = presence.happened(setting.backstop)
    found: list[Floats] = []
    kept: list[Values] = []
    for start in range(0, presence.worlds, BLOCK):
        count = min(BLOCK, presence.worlds - start)
        here = rows[(rows >= start) & (rows < start + count)]
        drawn_here = drawn(setting.parameters, seed, start, count)
        values = {name: one[here - start] for name, one in drawn_here.items()}
        found.append(ends(setting, values, presence.force[here], backstop[here]))
        if sum(len(one["precision"]) for one in kept) < KEPT[setting.solver]:
            kept.append(values)
    return Played(
        rows=rows,
        force=presence.force[rows],
        members=presence.members[rows],
        backstop=backstop[rows],
        ends=np.concatenate(found, axis=1),
        values={
            name: np.concatenate([one[name] for one in kept])[: KEPT[setting.solver]]
            for name in setting.parameters
        },
    )


def settled(setting: Setting, presence: Presence) -> Bools:
    """The worlds that count and have a settlement."""
    if not setting.settlement:
        return presence.counted
    return presence.counted & presence.happened(setting.settlement)
