"""Worlds: what is drawn in each one, and the events that follow from it.

A world fixes the uniform behind every event, one latent willingness per actor (which all its
pledges share) and every amount. The latent of actor i with the blocs b = 1 ... B is

    z_i = sqrt(1 - l^2) e_i + (l / sqrt(B)) (f_1 + ... + f_B),    e, f standard normal,

so that it is standard normal itself and two actors that share s of their blocs correlate by
l^2 s / sqrt(B_i B_j); an actor without blocs has z_i = e_i. A pledge is willing when
z > -Phi^-1(P(willing)), which has exactly that probability. With e = -Phi^-1(u) that is u < p for
an actor without blocs, and u < Phi((Phi^-1(p) + common part) / sqrt(1 - l^2)) else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf, sqrt

import numpy as np

from willing.models.draws import (
    Floats,
    below,
    digit_uniforms,
    lognormal,
    normals,
    triangular,
    uniforms,
)
from willing.models.formation.bits import ALL, LANES, Grains, Words, first, none, packed
from willing.models.formation.holding import of_events
from willing.models.formation.plan import GRAIN, Fork, Offer, Plan, grains
from willing.models.normal import quantile
from willing.scenario.pledges import Amount
from willing.scenario.scenario import LARGEST, LogNormal

COARSE = 1000
"""Log-normal amounts are rounded to so many grains, so that the last bit of an exponential, which
differs between machines, changes nothing."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """What each pledge brings where it is active, in grains.

    `fixed`, shape (offers,); where `place` is not negative, the amounts are those of that row of
    `drawn`, shape (random amounts, 64 words), instead.
    """

    fixed: Grains
    place: Grains
    drawn: Grains

    def of(self, row: int) -> Grains:
        """The amounts of one pledge: shape (64 words,), or (1,) where it is fixed."""
        place = self.place[row]
        return self.fixed[row : row + 1] if place < 0 else self.drawn[place]


@dataclass(frozen=True, slots=True)
class Block:
    """Sixty-four `words` worlds from word `first` on, and what chance and force decide in them.

    `kept`: the worlds that count, shape (words,). `leaves`: of each event and each probability
    that it may have, where it would happen with that one. `happened`, shape (events, words).
    `willing`, shape (offers, words). `on`: where a pledge is active whatever its actor wants and
    its condition says, same shape.
    """

    first: int
    words: int
    kept: Words
    leaves: Mapping[tuple[str, float], Words]
    happened: Words
    willing: Words
    on: Words
    amounts: Amounts


def _leaves(chance: float | Fork) -> list[float]:
    if isinstance(chance, Fork):
        return [*_leaves(chance.then), *_leaves(chance.otherwise)]
    return [chance]


def make_block(
    plan: Plan,
    first_word: int,
    words: int,
    worlds: int,
    below_: Callable[[str, float], Words],
    willing: Words,
    amounts: Amounts,
) -> Block:
    """A block of which nothing is forced yet; `worlds`: how many there are altogether.

    `below_` tells where the uniform of the variable of a name is below a probability.
    """
    leaves = {
        (event, p): below_(f"event:{event}", p)
        for event, chance in plan.events.items()
        for p in sorted(set(_leaves(chance)))
    }
    kept = first(max(min(worlds - first_word * LANES, words * LANES), 0), words)
    return Block(
        first=first_word,
        words=words,
        kept=kept,
        leaves=leaves,
        happened=happen(plan, leaves, {}, words),
        willing=willing,
        on=none(*willing.shape),
        amounts=amounts,
    )


def draw(plan: Plan, seed: int, first_word: int, words: int, worlds: int) -> Block:
    """Draw the worlds 64 `first_word` ... of `worlds` altogether, in plain NumPy."""
    return make_block(
        plan,
        first_word,
        words,
        worlds,
        lambda name, p: below(seed, name, p, first_word, words),
        _willing(plan, seed, first_word, words),
        _amounts(plan, seed, first_word, words),
    )


def happen(
    plan: Plan,
    leaves: Mapping[tuple[str, float], Words],
    forced: Mapping[str, bool],
    words: int,
    among: Mapping[str, Words] | None = None,
) -> Words:
    """Which events happen in each world; `forced` ones happen, or do not, in all of them.

    An event happens where its uniform is below its probability, so forcing one of them redraws
    nothing: another changes only where its own probability does. `among`: where an event may
    happen at all. Shape (events, words).
    """
    happened: dict[str, Words] = {}
    for event, chance in plan.events.items():
        if event in forced:
            happened[event] = np.full(words, ALL if forced[event] else np.uint64(0))
        else:
            happened[event] = _happens(event, chance, leaves, happened)
        if among is not None:
            happened[event] = happened[event] & among[event]
    return np.array(list(happened.values()), dtype=np.uint64).reshape(len(happened), words)


def _happens(
    event: str,
    chance: float | Fork,
    leaves: Mapping[tuple[str, float], Words],
    happened: Mapping[str, Words],
) -> Words:
    if not isinstance(chance, Fork):
        return leaves[event, chance]
    here = of_events(chance.condition, happened)
    then = _happens(event, chance.then, leaves, happened)
    otherwise = _happens(event, chance.otherwise, leaves, happened)
    return (here & then) | (~here & otherwise)


def force(
    plan: Plan, block: Block, events: Mapping[str, bool], offers: Mapping[int, bool]
) -> Block:
    """The same worlds with events and pledges (by row) forced on or off."""
    if not events and not offers:
        return block
    willing, on = block.willing, block.on
    if offers:
        willing, on = willing.copy(), on.copy()
        for row, active in offers.items():
            willing[row] = on[row] = ALL if active else np.uint64(0)
    happened = happen(plan, block.leaves, events, block.words) if events else block.happened
    return replace(block, happened=happened, willing=willing, on=on)


@lru_cache(maxsize=1 << 15)
def threshold(p_willing: float) -> float:
    """The latent above which a pledge of this P(willing) is willing."""
    if p_willing <= 0.0 or p_willing >= 1.0:
        return inf if p_willing <= 0.0 else -inf
    return -float(quantile(np.array([p_willing]))[0])


def common_parts(plan: Plan, factor: Callable[[str], Floats]) -> dict[tuple[str, ...], Floats]:
    """For each set of blocs that actors have, the common part of their latents in each world.

    `factor` draws the common factor of a bloc in these worlds.
    """
    shared = sorted({blocs for blocs in plan.factors.values() if blocs})
    if plan.loading == 0 or not shared:
        return {}
    factors = {bloc: factor(bloc) for bloc in sorted({b for blocs in shared for b in blocs})}
    parts = {}
    for blocs in shared:
        total = factors[blocs[0]]
        for bloc in blocs[1:]:
            total = total + factors[bloc]
        parts[blocs] = plan.loading / sqrt(len(blocs)) * total
    return parts


def _willing(plan: Plan, seed: int, first_word: int, words: int) -> Words:
    parts = common_parts(
        plan, lambda bloc: normals(seed, f"bloc:{bloc}", LANES * first_word, LANES * words)
    )
    willing = np.empty((len(plan.offers), words), dtype=np.uint64)
    own, actor = np.empty(0), ""
    for row, offer in enumerate(plan.offers):
        name, blocs = f"actor:{offer.actor}", plan.factors[offer.actor]
        if blocs not in parts:
            willing[row] = below(seed, name, offer.p_willing, first_word, words)
            continue
        if offer.actor != actor:
            actor = offer.actor
            own = -quantile(digit_uniforms(seed, name, first_word, words))
        limit = (threshold(offer.p_willing) - parts[blocs]) / sqrt(1 - plan.loading**2)
        willing[row] = packed(own > limit)
    return willing


def _amounts(plan: Plan, seed: int, first_word: int, words: int) -> Amounts:
    drawn = [
        _drawn(offer, seed, first_word, words) for offer in plan.offers if is_random(offer.amount)
    ]
    return Amounts(
        *fixed_amounts(plan),
        np.array(drawn, dtype=np.int64).reshape(len(drawn), LANES * words),
    )


def fixed_amounts(plan: Plan) -> tuple[Grains, Grains]:
    """`fixed` and `place` of `Amounts`."""
    fixed = np.zeros(len(plan.offers), dtype=np.int64)
    place = np.full(len(plan.offers), -1, dtype=np.int64)
    number = 0
    for row, offer in enumerate(plan.offers):
        if isinstance(offer.amount, float | int):
            fixed[row] = grains(offer.amount)
        else:
            place[row], number = number, number + 1
    return fixed, place


def is_random(amount: Amount) -> bool:
    """Whether an amount is drawn."""
    return not isinstance(amount, float | int)


def _drawn(offer: Offer, seed: int, first_word: int, words: int) -> Grains:
    uniform = uniforms(seed, f"amount:{offer.id}", LANES * first_word, LANES * words)
    if isinstance(offer.amount, LogNormal):
        values = lognormal(uniform, offer.amount.p10, offer.amount.p50, offer.amount.p90)
        return lognormal_grains(values)
    assert isinstance(offer.amount, tuple)
    return np.rint(triangular(uniform, *offer.amount) * GRAIN).astype(np.int64)


def lognormal_grains(values: Floats) -> Grains:
    """Log-normal amounts in grains."""
    limited = np.minimum(values, LARGEST)
    whole: Grains = np.rint(limited * (GRAIN // COARSE)).astype(np.int64)
    return whole * COARSE
