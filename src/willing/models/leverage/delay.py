"""Who gains from delay, and why?

Waiting m months for a deal, both fight on meanwhile, as in the game behind the Nash solution
(Binmore, Rubinstein and Wolinsky 1986): of the gain over fighting that the later deal brings a
side, its patience leaves p^m. The adversary's chance to win drifts, so that the later deal is
another one (what each would have without it has moved), and each month costs what no deal gives
back:

    V(m) = d(0) + p^m (u(m) - d(0)) - C (1 + p + ... + p^(m-1))
    V(m) - V(0) = [u(m) - u(0)] - (1 - p^m) [u(m) - d(0)] - C (1 - p^m) / (1 - p)
                  what moves        impatience                what it costs

u is what comes about (a deal, or fighting on where there is none), d fighting on. A side that grows
stronger cannot bind itself not to ask for more later. Where the whole range then lies beyond what
the other one would accept today, no division today makes up for it (Fearon 1995): a problem of
commitment.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.leverage.links import settled_with
from willing.models.leverage.settlement import Settlement
from willing.models.leverage.standing import Standing
from willing.models.leverage.terms import Drawn, Terms
from willing.models.spread import Spread, spread, spread_if_any

Floats = NDArray[np.float64]

LONGEST = 120
"""Ten years: what a month changes is not the same month after month."""

DRIVERS = ("options", "patience", "cost")
"""What moves without a deal; impatience; what a month costs."""

UNMOVED = 1e-12
"""A smaller change is none."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waiting does to one side; changes of value as shares of its own stake.

    `now`, `later`: its share of what is contested, where there is a deal at both times. `change`:
    of what comes about, all in all. `gains`: P(waiting gains it something). `options`, `patience`,
    `cost`: the means of the three parts of the change. `driver`: the one that moves most to the
    side to which all of it moves, "" for none.
    """

    party: str
    now: Spread | None
    later: Spread | None
    change: Spread
    gains: float
    options: float
    patience: float
    cost: float
    driver: str


def deal_after(standing: Standing, terms: Terms, drawn: Drawn, months: int) -> Settlement:
    """The deal, with all links, that is struck so many months later. Raises `InputError`."""
    if not 0 <= months <= LONGEST:
        raise InputError(f"{months} months: write 0 to {LONGEST}")
    wins = np.clip(standing.wins + months * drawn["drift"], 0.0, 1.0)
    return settled_with(replace(standing, wins=wins), terms, drawn, terms.links)


def uncommitted(now: Settlement, later: Settlement) -> float:
    """How often both have a range, and every later deal is outside today's."""
    apart = (later.low > now.high) | (later.high < now.low)
    return float((now.exists & later.exists & apart).mean())


def waiting(
    standing: Standing,
    terms: Terms,
    drawn: Drawn,
    deals: tuple[Settlement, Settlement],
    months: int,
) -> tuple[Waiting, Waiting]:
    """For each side; `deals`: those of now and of so many months later."""
    now, later = deals
    both = now.exists & later.exists
    found = []
    for side, party in enumerate(terms.parties):
        shares = [deal.share[both] if side == 0 else 1 - deal.share[both] for deal in (now, later)]
        patience = drawn[f"patience:{party}"]
        gone = -np.expm1(months * np.log(patience))
        parts = (
            later.worth[side] - now.worth[side],
            -gone * (later.worth[side] - now.fight[side]),
            -drawn[f"cost:{party}"] / standing.stakes[side] * gone / (1 - patience),
        )
        found.append(_waiting(party, shares, parts))
    return found[0], found[1]


def _waiting(party: str, shares: list[Floats], parts: tuple[Floats, Floats, Floats]) -> Waiting:
    change = np.sum(parts, axis=0)
    means = [float(part.mean()) for part in parts]
    all_in_all = spread(change)
    way = 1 if all_in_all.mean > 0 else -1
    largest = max(range(3), key=lambda i: way * means[i])
    return Waiting(
        party=party,
        now=spread_if_any(shares[0]),
        later=spread_if_any(shares[1]),
        change=all_in_all,
        gains=float((change > UNMOVED).mean()),
        options=means[0],
        patience=means[1],
        cost=means[2],
        driver=DRIVERS[largest] if abs(means[largest]) > UNMOVED else "",
    )
