"""Talks to try: two sides in some worlds, and the game of offers by turns in plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log

import numpy as np

from willing.models.leverage.settlement import settle
from willing.models.leverage.standing import Standing
from willing.models.leverage.terms import Term, Terms
from willing.scenario.talks import Link

FIRST, SECOND = "UKR", "RUS"

USUAL = {
    "patience:UKR": 0.95,
    "patience:RUS": 0.95,
    "risk:UKR": 0.0,
    "risk:RUS": 0.0,
    "power:UKR": 1.0,
    "power:RUS": 1.0,
    "cost:UKR": 0.0,
    "cost:RUS": 0.0,
    "drift": 0.0,
}


def standing(
    wins=0.5, costs=(0.2, 0.2), stakes=(1.0, 1.0), holds=1.0, settlement=(0.0, 0.0), *,
    worlds=1, **events
):  # fmt: skip
    """The same in every world, unless arrays are given."""

    def one(value):
        return np.broadcast_to(np.asarray(value, dtype=float), (worlds,)).copy()

    def two(values):
        return np.stack([one(value) for value in values])

    return Standing(
        rows=np.arange(worlds),
        wins=one(wins),
        holds=one(holds),
        costs=two(costs),
        stakes=two(stakes),
        settlement=two(settlement),
        events={name: np.broadcast_to(value, (worlds,)) for name, value in events.items()},
    )


def terms(links=None, absent="", **given):
    """Given terms by name, `patience_UKR=0.9` for `patience:UKR`; `links` as {name: {actor: span}}
    or {name: Link}.
    """
    spans = USUAL | {name.replace("_", ":"): value for name, value in given.items()}
    links = {
        name: link if isinstance(link, Link) else Link(values=link)
        for name, link in (links or {}).items()
    }
    for name, link in links.items():
        spans |= {f"link:{name}:{actor}": value for actor, value in link.values.items()}
    return Terms(
        (FIRST, SECOND),
        {
            name: Term(name, span if isinstance(span, tuple) else (float(span),), "analyst")
            for name, span in spans.items()
        },
        links,
        absent,
    )


def values(of, worlds=1):
    """The terms at their first number, in every world."""
    return {name: np.full(worlds, term.span[0]) for name, term in of.terms.items()}


def deal(there=None, brings=(0.0, 0.0), **given):
    """The deal in one world (or in those of `there`), for given terms."""
    there = there or standing()
    of = terms(**given)
    links = np.repeat(np.array(brings, dtype=float)[:, None], there.worlds, axis=1)
    return settle(there, of, values(of, there.worlds), links)


@dataclass(frozen=True)
class Player:
    """What it has while it fights on, its patience, its aversion, what it could leave with."""

    fighting: float
    patience: float
    risk: float = 0.0
    leaves: float = -1.0

    def utility(self, wealth):
        return wealth ** (1 - self.risk)

    def wealth(self, utility):
        return utility ** (1 / (1 - self.risk))

    def least(self, later, period):
        """The wealth that it accepts today, if a refusal leads to that wealth a period later."""
        kept = exp(log(self.patience) * period)
        waits = (1 - kept) * self.utility(self.fighting) + kept * self.utility(later)
        return max(self.wealth(waits), self.leaves)


def offers_by_turns(total, players, period, turns):
    """What the first one has if it begins; backward from a last turn after which both fight on."""
    later = [player.fighting for player in players]
    for turn in range(turns, -1, -1):
        proposer, responder = turn % 2, 1 - turn % 2
        given = players[responder].least(later[responder], period)
        later = [0.0, 0.0]
        later[responder], later[proposer] = given, total - given
    return later[0]
