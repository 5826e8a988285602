"""Which added issue makes a deal possible, and which one prevents it?

Tollison and Willett (1979), "An economic theory of mutually advantageous issue linkages in
international negotiations", and Sebenius (1983), "Negotiation arithmetic: adding and subtracting
issues and parties": an issue that is worth something else to each of the two adds to what a deal
brings them. It opens a range that was empty, closes one that was there, or moves where the deal
lies. With n links on the table there are 2^n packages, and every one is tried.

Where no range is left, whoever gains from the deal may pay for one. Of the gap between what the
first one needs and what the second one leaves it, a payment closes most where it goes to the side
for which less is at stake; what the first one could not be given (y would be above k), or the
second one would want beyond all that is contested, must be paid to that side.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from willing.models.leverage.settlement import Settlement, settle
from willing.models.leverage.standing import Standing
from willing.models.leverage.terms import Drawn, Terms
from willing.models.spread import Spread, spread_if_any

Floats = NDArray[np.float64]

FEW = 2048
"""So many worlds are enough for every package: a probability is known to 1%."""


@dataclass(frozen=True, slots=True)
class LinkEffect:
    """One link, among the worlds in which it is on the table; None where there is no such world.

    `opens`, `closes`: the share of these worlds in which it makes a range where there was none, or
    leaves none where there was one. `share_without`, `share_with`: the first one's, where there is
    a deal both ways. `values`: the mean of what it is worth to each actor.
    """

    name: str
    worlds: int
    values: dict[str, float]
    opens: float
    closes: float
    share_without: Spread | None
    share_with: Spread | None


@dataclass(frozen=True, slots=True)
class Package:
    """Some of the links: how often a range exists with them, and what the two gain over fighting.

    `gain`: the mean of what a deal, where one is struck, brings beyond fighting on, by party, as
    shares of its own stake. `paid`: how often there is a range or the others' gains could pay for
    one.
    """

    links: tuple[str, ...]
    exists: float
    gain: tuple[float, float]
    paid: float


def brought(
    standing: Standing, terms: Terms, drawn: Drawn, links: Collection[str]
) -> dict[str, Floats]:
    """What these links bring each actor, where they are on the table: (worlds,) each."""
    found = dict.fromkeys(terms.parties, np.zeros(standing.worlds))
    for name in links:
        link = terms.links[name]
        there = standing.happened(link.event) if link.event else 1.0
        for actor in link.values:
            value = drawn[f"link:{name}:{actor}"] * there
            found[actor] = found.get(actor, 0.0) + value
    return found


def settled_with(
    standing: Standing, terms: Terms, drawn: Drawn, links: Collection[str]
) -> Settlement:
    """The deal in every world with these links."""
    by_actor = brought(standing, terms, drawn, links)
    both = np.stack([by_actor[party] for party in terms.parties])
    return settle(standing, terms, drawn, both)


def link_effects(
    standing: Standing, terms: Terms, drawn: Drawn, now: Settlement
) -> Iterator[LinkEffect]:
    """Each link taken out of the whole package; `now`: the deal with all of them."""
    for name, link in terms.links.items():
        less = settled_with(standing, terms, drawn, [one for one in terms.links if one != name])
        there = standing.happened(link.event) if link.event else np.ones_like(now.exists)
        worlds = int(there.sum())
        both = there & now.exists & less.exists
        yield LinkEffect(
            name=name,
            worlds=worlds,
            values={actor: float(drawn[f"link:{name}:{actor}"].mean()) for actor in link.values},
            opens=float((there & now.exists & ~less.exists).sum()) / max(worlds, 1),
            closes=float((there & ~now.exists & less.exists).sum()) / max(worlds, 1),
            share_without=spread_if_any(less.share[both]),
            share_with=spread_if_any(now.share[both]),
        )


def packages(standing: Standing, terms: Terms, drawn: Drawn) -> tuple[Package, ...]:
    """Every package, the best first: the one with which a range exists most often, by 1%; of these
    the one that gains the two most.
    """
    few = standing.first(FEW)
    some = {name: one[: few.worlds] for name, one in drawn.items()}
    names = tuple(terms.links)
    subsets = (chosen for size in range(len(names) + 1) for chosen in combinations(names, size))
    found = [_package(few, terms, some, chosen) for chosen in subsets]
    return tuple(sorted(found, key=lambda one: (-round(one.exists, 2), -sum(one.gain))))


def _package(standing: Standing, terms: Terms, drawn: Drawn, links: tuple[str, ...]) -> Package:
    deal = settled_with(standing, terms, drawn, links)
    gain = (deal.worth - deal.fight).mean(axis=1).tolist()
    by_actor = brought(standing, terms, drawn, links)
    others = [np.maximum(v, 0.0) for actor, v in by_actor.items() if actor not in terms.parties]
    purse = np.sum(others, axis=0) if others else np.zeros(standing.worlds)
    paid = deal.exists | (payment(deal, standing.stakes) < purse)
    return Package(links, float(deal.exists.mean()), (gain[0], gain[1]), float(paid.mean()))


def payment(deal: Settlement, stakes: Floats) -> Floats:
    """The least that others must pay the two for a range, in units of the crisis: (worlds,)."""
    gap = np.maximum(deal.least - deal.most, 0.0)
    to_first = np.maximum(deal.least - deal.kept, 0.0)
    to_second = np.maximum(-deal.most, 0.0)
    rest = np.maximum(gap - to_first - to_second, 0.0)
    due: Floats = to_first * stakes[0] + to_second * stakes[1] + rest * stakes.min(axis=0)
    return due
