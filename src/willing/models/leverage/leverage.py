"""What can each of two principals get at the table, with and without the absent power?

Asymmetric Nash bargaining over what is contested (`settlement`), in every world: what each would
have without a deal comes from the war that it would fight there, its weight from its patience, and
added issues (`links`) move, open or close the range of deals that both prefer to fighting on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.models.chance import Chance, chance
from willing.models.draws import checked_seed
from willing.models.leverage.alternating_offers import first_offer
from willing.models.leverage.delay import Waiting, deal_after, uncommitted, waiting
from willing.models.leverage.links import LinkEffect, Package, link_effects, packages, settled_with
from willing.models.leverage.settlement import Settlement
from willing.models.leverage.standing import Standing, checked
from willing.models.leverage.terms import Terms, drawn
from willing.models.leverage.tornado import Bar, ranked, tornado
from willing.models.spread import Spread, other, spread, spread_if_any

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

MONTHS = 6


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two. `share` of what is contested that it ends up with, where there is a deal;
    `fighting`, `deal`: what fighting on, and that deal, is worth to it as shares of its own stake,
    over the same worlds; `weight` at the table, over all worlds.
    """

    party: str
    share: Spread | None
    fighting: Spread | None
    deal: Spread | None
    weight: Spread


@dataclass(frozen=True, slots=True)
class Case:
    """Some worlds: how often a range exists in them, and both shares where it does."""

    name: str
    worlds: int
    exists: float | None
    shares: tuple[Spread | None, Spread | None]


@dataclass(frozen=True, slots=True)
class Leverage:
    """What the talks say over all worlds that count.

    `exists`: that there is a deal that both prefer to fighting on; `low`, `high`: the ends of that
    range, as the first side's share, and `on_paper`: what the deal gives it before some of it may
    be lost again. `given`: the worlds with the absent power, then without; `forced`: worlds with
    it set on, then off; () where there is none. `links`: each one's effect; `packages`: every
    package, the best first. `waiting`: what `months` more do to each; `uncommitted`: how often
    every deal of then is outside the range of today. `first_offer`: by how much a side's share of
    the gain differs with who makes the first of monthly offers. `tornado`: what the first side's
    mean share hangs on.
    """

    seed: int
    worlds: int
    months: int
    terms: Terms
    exists: Chance
    low: Spread | None
    high: Spread | None
    on_paper: Spread | None
    sides: tuple[Side, Side]
    given: tuple[Case, ...]
    forced: tuple[Case, ...]
    links: tuple[LinkEffect, ...]
    packages: tuple[Package, ...]
    waiting: tuple[Waiting, Waiting]
    uncommitted: float
    first_offer: float
    tornado: tuple[Bar, ...]


def leverage(
    terms: Terms,
    standing: Standing,
    *,
    seed: int,
    months: int = MONTHS,
    switched: tuple[Standing, Standing] | None = None,
    bars: Sequence[Bar] = (),
) -> Leverage:
    """Bargain in every world of `standing`, under the same draws of the terms for the same seed.

    `switched`: the same worlds with the absent power and without it. `bars`: what else the share
    hangs on (whoever knows where the standing comes from knows that). Raises `InputError` for
    arrays that do not fit, and for months that are none.
    """
    checked_seed(seed)
    values = drawn(terms, checked(standing).rows, seed)
    deal = settled_with(standing, terms, values, terms.links)
    later = deal_after(standing, terms, values, months)
    there = deal.exists
    patience = np.stack([values[name] for name in terms.named("patience")])
    offers = first_offer(patience)
    return Leverage(
        seed=seed,
        worlds=standing.worlds,
        months=months,
        terms=terms,
        exists=chance(int(there.sum()), standing.worlds),
        low=spread_if_any(deal.low[there]),
        high=spread_if_any(deal.high[there]),
        on_paper=spread_if_any((deal.share / np.where(deal.kept > 0, deal.kept, 1.0))[there]),
        sides=(_side(terms.parties[0], 0, deal), _side(terms.parties[1], 1, deal)),
        given=_given(terms, standing, deal),
        forced=_forced(terms, switched, seed),
        links=tuple(link_effects(standing, terms, values, deal)),
        packages=packages(standing, terms, values),
        waiting=waiting(standing, terms, values, (deal, later), months),
        uncommitted=uncommitted(deal, later),
        first_offer=float((offers[0] + offers[1] - 1).mean()),
        tornado=ranked([*tornado(terms, standing, seed), *bars]),
    )


def _side(party: str, side: int, deal: Settlement) -> Side:
    there = deal.exists
    share, weight = spread_if_any(deal.share[there]), spread(deal.weight)
    return Side(
        party=party,
        share=other(share) if share and side else share,
        fighting=spread_if_any(deal.fight[side][there]),
        deal=spread_if_any(deal.worth[side][there]),
        weight=other(weight) if side else weight,
    )


def _case(name: str, among: Bools, deal: Settlement) -> Case:
    worlds = int(among.sum())
    there = among & deal.exists
    share = spread_if_any(deal.share[there])
    exists = float(there.sum()) / worlds if worlds else None
    return Case(name, worlds, exists, (share, other(share) if share else None))


def _given(terms: Terms, standing: Standing, deal: Settlement) -> tuple[Case, ...]:
    if not terms.absent:
        return ()
    there = standing.happened(terms.absent)
    return (_case(terms.absent, there, deal), _case(f"not {terms.absent}", ~there, deal))


def _forced(
    terms: Terms, switched: tuple[Standing, Standing] | None, seed: int
) -> tuple[Case, ...]:
    if switched is None or not terms.absent:
        return ()
    found = []
    for name, standing in zip((terms.absent, f"not {terms.absent}"), switched, strict=True):
        values = drawn(terms, checked(standing).rows, seed)
        deal = settled_with(standing, terms, values, terms.links)
        found.append(_case(name, np.ones(standing.worlds, dtype=np.bool_), deal))
    return tuple(found)
