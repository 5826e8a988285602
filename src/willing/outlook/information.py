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

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from math import sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from willing.models.normal import quantile
from willing.outlook.tree import Outcomes
from willing.reference.constants import Constants
from willing.reference.vocabulary import STANCES, Stance
from willing.reference.willingness import likelihood

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

Role = Literal["event", "actor", "parameter"]

NODES = 100
"""Points, by rank, at which a willingness is looked at on either side of zero."""

SURE = 2.0
"""A move of fewer standard errors than this may be chance alone, and is left out."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """One unknown and what knowing it would do.

    `target`: an event, a pledge's id or a parameter of the crisis. `p`: the chance of the one side
    (it happens; the actor is willing; above its median). `with_it` and `without`: the bottom line
    on either side; `move`, in probability, and `se`: how far chance alone would move it (the
    standard error of the move if both sides were alike). `by_statement`: the share of the move that
    one more statement brings (1 where news settles it, 0 for a parameter, which no statement
    settles).
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
    sides: Iterator[tuple[Role, str, Bools]] = chain(
        (("event", event, side) for event, side in presence.events.items()),
        (("actor", pledge, side) for pledge, side in found.worlds.willing.items()),
        (("parameter", name, side) for name, side in upper.items()),
    )
    unknowns = [
        one
        for role, target, side in sides
        if (one := _unknown(role, target, side[presence.counted], good))
        and one.move > SURE * one.se
    ]
    return tuple(
        replace(one, by_statement=by_statement(one.p, sds[one.target], constants))
        if one.role == "actor"
        else one
        for one in _once(sorted(unknowns, key=lambda one: (-one.move, one.target)))
    )


def _once(unknowns: list[Unknown]) -> list[Unknown]:
    """Of an actor's pledges, which share one willingness, the one that moves most."""
    seen: dict[tuple[Role, str], Unknown] = {}
    for one in unknowns:
        who = one.target.partition(".")[0] if one.role == "actor" else one.target
        seen.setdefault((one.role, who), one)
    return list(seen.values())


def by_statement(p: float, sd: float, constants: Constants) -> float:
    """The share of what there is to know about a willingness that one more statement tells.

    The latent is Normal with P(willing) = `p` and this `sd`; the statement, of weight 1, reads one
    of the seven steps. The share is E|P(willing | step) - p| / (2 p (1 - p)); 0 where p is 0 or 1.

    >>> round(by_statement(0.5, 0.855, Constants()), 2)
    0.41
    """
    if not 0 < p < 1:
        return 0.0
    ranks = (np.arange(NODES) + 0.5) / NODES
    below, above = (1 - p) * ranks, (1 - p) + p * ranks
    middle = sd * quantile(np.array([p]))
    moved = 0.0
    for stance in STANCES:
        fails, willing = (
            _read(stance, middle + sd * quantile(side), constants) for side in (below, above)
        )
        told = p * willing + (1 - p) * fails
        moved += abs(p * willing - p * told)
    return min(moved / (2 * p * (1 - p)), 1.0)


def _read(stance: Stance, latents: Floats, constants: Constants) -> float:
    """The mean chance that a statement of somebody with these latents reads the step."""
    return float(np.mean([likelihood(stance, x, 1.0, constants) for x in latents.tolist()]))


def _unknown(role: Role, target: str, side: Bools, good: Floats) -> Unknown | None:
    """None where there is only one side."""
    p = float(side.mean())
    if p in (0.0, 1.0):
        return None
    with_it, without = good[side], good[~side]
    gap = float(with_it.mean() - without.mean())
    se = float(good.std(ddof=1)) * sqrt(1 / len(with_it) + 1 / len(without))
    each = 2 * p * (1 - p)
    return Unknown(
        role=role,
        target=target,
        p=p,
        with_it=float(with_it.mean()),
        without=float(without.mean()),
        move=each * abs(gap),
        se=each * se,
        by_statement=1.0 if role == "event" else 0.0,
    )
