"""Is there a deal that both prefer to fighting on, and which one is struck? World by world.

All that is contested is 1; the first of the two, who faces the adversary, is to keep y of it. With
p the adversary's chance to win, c the felt costs of war and L what links bring, each as a share of
what all is worth to that side (so that nothing hangs on the unit of its utility):

    fighting on    d_1 = (1 - p)^(1 / (1 - r_1)) - c_1       d_2 = p^(1 / (1 - r_2)) - c_2
    a deal         y - f c_1 + L_1                           1 - y - f c_2 + h s + L_2

(Fearon 1995, "Rationalist explanations for war", for a war as a lottery; with r the constant
relative aversion to risk of what is above a lost war, its certainty equivalent.) A deal holds with
probability h and then is worth s to the adversary besides; else, f = 1 - h, what the first one got
is fought over, so that of a whole on paper it keeps k = 1 - f p. Both prefer every y in

    [max(0, d_1 + f c_1 - L_1),  min(k, 1 - d_2 - f c_2 + h s + L_2)]

to fighting on. The deal struck is the Nash solution within it. Fighting on is what each has while
they talk, and therefore the point that they bargain from; giving in (y = 0 or y = k) is open to
each at any time, an outside option, and matters only where the bargain would give less (Binmore,
Shaked and Sutton 1989, "The outside option principle").
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.models.leverage.nash import nash
from willing.models.leverage.standing import Standing
from willing.models.leverage.terms import Drawn, Terms
from willing.models.leverage.weights import first_weight

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

LEAST_RANGE = 1e-9
"""A narrower range is rounding."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """The deal in every world, as shares of all that is contested.

    `least`: what the first one must keep at the least, `most`: what the second one leaves it at the
    most, whether that is possible or not; `exists` where a possible share lies between. `share`:
    what the first one keeps, NaN where there is no deal. `kept`: what of a whole on paper it would
    keep. `fight`, `worth`: what fighting on, and what comes about, is worth to each as a share of
    its own stake, (2, worlds). `weight`: the first one's at the table. All others have shape
    (worlds,).
    """

    least: Floats
    most: Floats
    exists: Bools
    share: Floats
    kept: Floats
    fight: Floats
    worth: Floats
    weight: Floats

    @property
    def low(self) -> Floats:
        """The lower end of the range."""
        return np.maximum(self.least, 0.0)

    @property
    def high(self) -> Floats:
        """The upper end of the range."""
        return np.minimum(self.most, self.kept)


def settle(standing: Standing, terms: Terms, drawn: Drawn, links: Floats) -> Settlement:
    """The deal in every world; `links`: what they bring to each, (2, worlds), as stakes are."""
    costs = standing.costs / standing.stakes
    risk = _both(terms, drawn, "risk")
    fight = fighting_on(standing.wins, costs, risk)
    fails = 1 - standing.holds
    brings = (standing.holds * standing.settlement + links) / standing.stakes - fails * costs
    kept = 1 - fails * standing.wins
    least, most = fight[0] - brings[0], 1 - fight[1] + brings[1]
    low, high = np.maximum(least, 0.0), np.minimum(most, kept)
    exists = high - low > LEAST_RANGE
    weight = first_weight(_both(terms, drawn, "patience"), _both(terms, drawn, "power"))
    total = 1 + (brings + costs).sum(axis=0)
    first = nash(weight, fight + costs, total, risk) - costs[0] - brings[0]
    share = np.where(exists, np.clip(first, low, np.maximum(low, high)), np.nan)
    deal = np.stack([share, 1 - share]) + brings
    return Settlement(
        least=least,
        most=most,
        exists=exists,
        share=share,
        kept=kept,
        fight=fight,
        worth=np.where(exists, deal, fight),
        weight=weight,
    )


def fighting_on(wins: Floats, costs: Floats, risk: Floats) -> Floats:
    """What a war that goes on is worth to each, as a share of its own stake: (2, worlds).

    >>> half, none = np.array([0.5]), np.zeros((2, 1))
    >>> fighting_on(half, none + 0.1, none).ravel().tolist()
    [0.4, 0.4]
    """
    chances = np.stack([1 - wins, wins])
    certain: Floats = np.power(chances, 1 / (1 - risk)) - costs
    return certain


def _both(terms: Terms, drawn: Drawn, name: str) -> Floats:
    return np.stack([drawn[one] for one in terms.named(name)])
