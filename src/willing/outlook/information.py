"""Which unknown, if it were known, would move the bottom line most, and what would tell?

The value of information (Howard 1966, "Information value theory", IEEE Transactions on Systems
Science and Cybernetics 2) of an unknown with two sides is how far, on average, knowing the side
moves the probability of the bottom line:

    move = sum over sides of P(side) |P(bottom line | side) - P(bottom line)|

An event and a parameter are known once they are known. Of an actor one hears no more than another
statement; what a statement of weight 1 would do is worked out from the measurement model
(`reference.willingness`): `by_statement` is the share of the move that it brings about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from willing.models.normal import quantile
from willing.outlook.tree import Outcomes
from willing.reference.constants import Constants
from willing.reference.vocabulary import STANCES
from willing.reference.willingness import likelihood

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

Role = Literal["event", "actor", "parameter"]

NODES = 401
REACH = 6.0
"""Points of the grid on which a willingness is integrated, and how many sds it spans."""

SURE = 2.0
"""A move of fewer standard errors than this may be chance alone, and is left out."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """One unknown and what knowing it would do.

    `target`: an event, a pledge's id or a parameter of the crisis. `p`: the chance of the one side
    (it happens; the actor is willing; above its median). `with_it` and `without`: the bottom line
    on either side; `move` with its standard error `se`, in probability. `by_statement`: the share
    of the move that one more statement brings (1 where news settles it, 0 for a parameter, which no
    statement settles).
    """

    role: Role
    target: str
    p: float
    with_it: float
    without: float
    move: float
    se: float
    by_statement: float


def information(
    found: Outcomes,
    upper: Mapping[str, Bools],
    sds: Mapping[str, float],
    constants: Constants,
) -> tuple[Unknown, ...]:
    """Every unknown whose move is more than chance, the largest move first.

    `upper`: by parameter of the crisis, the worlds in which it is above its median; `sds`: the
    standard deviation of the latent willingness behind each pledge.
    """
    presence, good = found.worlds.presence, found.good[found.worlds.presence.counted]

    def unknown(role: Role, target: str, side: Bools, tells: float) -> Unknown | None:
        return _unknown(role, target, side[presence.counted], good, tells)

    unknowns = [
        *(unknown("event", event, side, 1.0) for event, side in presence.events.items()),
        *(
            unknown("actor", pledge, side, by_statement(float(side.mean()), sds[pledge], constants))
            for pledge, side in found.worlds.willing.items()
        ),
        *(unknown("parameter", name, side, 0.0) for name, side in upper.items()),
    ]
    sure = [one for one in unknowns if one is not None and one.move > SURE * one.se]
    return _once(sorted(sure, key=lambda one: (-one.move, one.target)))


def _once(unknowns: list[Unknown]) -> tuple[Unknown, ...]:
    """Of an actor's pledges, which share one willingness, the one that moves most."""
    seen: dict[tuple[Role, str], Unknown] = {}
    for one in unknowns:
        who = one.target.partition(".")[0] if one.role == "actor" else one.target
        seen.setdefault((one.role, who), one)
    return tuple(seen.values())


def by_statement(p: float, sd: float, constants: Constants) -> float:
    """The share of what there is to know about a willingness that one more statement tells.

    The latent is Normal with P(willing) = `p` and this `sd`; the statement, of weight 1, reads one
    of the seven steps. The share is E|P(willing | step) - p| / (2 p (1 - p)); 0 where p is 0 or 1.

    >>> round(by_statement(0.5, 0.855, Constants()), 2)
    0.45
    """
    if not 0 < p < 1:
        return 0.0
    middle = sd * float(quantile(np.array([p]))[0])
    nodes = middle + sd * np.linspace(-REACH, REACH, NODES)
    density = np.exp(-0.5 * ((nodes - middle) / sd) ** 2)
    density /= density.sum()
    mass = p / max(float(density[nodes > 0].sum()), 1e-300)
    moved = 0.0
    for stance in STANCES:
        read = density * [likelihood(stance, x, 1.0, constants) for x in nodes.tolist()]
        moved += abs(mass * float(read[nodes > 0].sum()) - p * float(read.sum()))
    return min(moved / (2 * p * (1 - p)), 1.0)


def _unknown(role: Role, target: str, side: Bools, good: Floats, tells: float) -> Unknown | None:
    """None where there is only one side."""
    p = float(side.mean())
    if p in (0.0, 1.0):
        return None
    with_it, without = good[side], good[~side]
    gap = float(with_it.mean() - without.mean())
    se = sqrt(with_it.var() / len(with_it) + without.var() / len(without))
    each = 2 * p * (1 - p)
    return Unknown(
        role=role,
        target=target,
        p=p,
        with_it=float(with_it.mean()),
        without=float(without.mean()),
        move=each * abs(gap),
        se=each * se,
        by_statement=tells,
    )
