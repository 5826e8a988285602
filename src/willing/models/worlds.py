"""Worlds: what is drawn in each one, and the events that follow from it.

A world fixes the uniform behind every event, one latent willingness per actor (which all its
pledges share) and every amount. The latent of actor i with the blocs b = 1 ... B is

    z_i = sqrt(1 - l^2) e_i + (l / sqrt(B)) (f_1 + ... + f_B),    e, f standard normal,

so that it is standard normal itself and two actors that share s of their blocs correlate by
l^2 s / sqrt(B_i B_j); an actor without blocs has z_i = e_i. A pledge is willing when
z > -Phi^-1(P(willing)), which has exactly that probability.

Amounts are whole numbers of a millionth of the unit: sums are then exact, whatever their order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf, sqrt

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.draws import Floats, lognormal, normals, triangular, uniforms
from willing.models.holding import Bools, of_events
from willing.models.normal import quantile
from willing.models.plan import Amount, Fork, Offer, Plan
from willing.scenario.scenario import LogNormal

Grains = NDArray[np.int64]

GRAIN = 1_000_000
"""Amounts are counted in millionths of their unit."""

LARGEST = 1e11
"""The largest amount of one pledge: sums of a few thousand still fit into 64 bits."""


@dataclass(frozen=True, slots=True)
class Draws:
    """What chance alone decides in a block of `count` worlds.

    `events`: uniforms by event, shape (worlds,). `willing`: shape (offers, worlds).
    `amounts`: one row of grains per offer, shape (worlds,) or, when fixed, (1,).
    """

    count: int
    events: Mapping[str, Floats]
    willing: Bools
    amounts: tuple[Grains, ...]

    def kept(self, worlds: Bools) -> Draws:
        """The same draws in the worlds that are kept."""
        return Draws(
            count=int(np.count_nonzero(worlds)),
            events={name: drawn[worlds] for name, drawn in self.events.items()},
            willing=self.willing[:, worlds],
            amounts=tuple(row if row.size == 1 else row[worlds] for row in self.amounts),
        )


def draw(plan: Plan, seed: int, start: int, count: int) -> Draws:
    """Draw the worlds `start` ... `start + count - 1`."""
    willing = np.empty((len(plan.offers), count), dtype=np.bool_)
    factors = {
        bloc: normals(seed, f"bloc:{bloc}", start, count)
        for bloc in sorted({bloc for shared in plan.factors.values() for bloc in shared})
    }
    actor, latent = "", np.empty(0)
    for row, offer in enumerate(plan.offers):
        if offer.actor != actor:
            actor = offer.actor
            latent = _latent(plan, actor, factors, normals(seed, f"actor:{actor}", start, count))
        willing[row] = latent > threshold(offer.p_willing)
    return Draws(
        count=count,
        events={name: uniforms(seed, f"event:{name}", start, count) for name in plan.events},
        willing=willing,
        amounts=tuple(_amounts(offer, seed, start, count) for offer in plan.offers),
    )


def threshold(p_willing: float) -> float:
    """The latent above which a pledge of this P(willing) is willing."""
    if p_willing <= 0.0 or p_willing >= 1.0:
        return inf if p_willing <= 0.0 else -inf
    return -float(quantile(np.array([p_willing]))[0])


def happen(
    plan: Plan, drawn: Mapping[str, Floats], forced: Mapping[str, bool], count: int
) -> dict[str, Bools]:
    """Which events happen in each world; `forced` ones happen, or do not, in all of them.

    An event happens where its uniform is below its probability, so forcing one of them redraws
    nothing: another changes only where its own probability does.
    """
    happened: dict[str, Bools] = {}
    for name, chance in plan.events.items():
        if name in forced:
            happened[name] = np.full(count, forced[name])
        else:
            happened[name] = drawn[name] < probability(chance, happened)
    return happened


def probability(chance: float | Fork, happened: Mapping[str, Bools]) -> float | Floats:
    """The probability of an event in each world, given those that it hangs on."""
    if not isinstance(chance, Fork):
        return chance
    return np.where(
        of_events(chance.condition, happened),
        probability(chance.then, happened),
        probability(chance.otherwise, happened),
    )


def grains(value: float) -> int:
    """A number of units in grains."""
    return round(value * GRAIN)


def _latent(plan: Plan, actor: str, factors: Mapping[str, Floats], own: Floats) -> Floats:
    shared = plan.factors[actor]
    if not shared or plan.loading == 0:
        return own
    common = factors[shared[0]]
    for bloc in shared[1:]:
        common = common + factors[bloc]
    part = plan.loading / sqrt(len(shared))
    latent: Floats = sqrt(1 - plan.loading**2) * own + part * common
    return latent


def _amounts(offer: Offer, seed: int, start: int, count: int) -> Grains:
    if highest(offer.amount) > LARGEST:
        raise InputError(
            f"actors.{offer.actor}.pledges ({offer.kind}): an amount above {LARGEST:g}: "
            "write it in a larger unit"
        )
    if isinstance(offer.amount, float | int):
        return np.array([grains(offer.amount)])
    uniform = uniforms(seed, f"amount:{offer.id}", start, count)
    if isinstance(offer.amount, LogNormal):
        values = lognormal(uniform, offer.amount.p10, offer.amount.p50, offer.amount.p90)
        values = np.minimum(values, LARGEST)
    else:
        values = triangular(uniform, *offer.amount)
    return np.rint(values * GRAIN).astype(np.int64)


def highest(amount: Amount) -> float:
    """The largest number that an amount is written with."""
    if isinstance(amount, LogNormal):
        return amount.p90
    return max(amount) if isinstance(amount, tuple) else amount
