"""Which number does the share hang on? Each in turn at both ends, in the same worlds.

Howard (1988), "Decision analysis: practice and promise". The ends are the 10th and the 90th
percentile; everything else stays as drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from willing.models.draws import at_rank
from willing.models.leverage.links import FEW, settled_with
from willing.models.leverage.standing import Standing
from willing.models.leverage.terms import Terms, drawn, fixed

ENDS = np.array([0.1, 0.9])


@dataclass(frozen=True, slots=True)
class Bar:
    """One number: its two values, and at each the first side's mean share where there is a deal
    (None where there is none anywhere), and how often there is one.
    """

    name: str
    low: float
    high: float
    share_low: float | None
    share_high: float | None
    exists_low: float
    exists_high: float

    @property
    def swing(self) -> float:
        """By how much the share differs between the two."""
        if self.share_low is None or self.share_high is None:
            return 0.0
        return abs(self.share_high - self.share_low)


def tornado(terms: Terms, standing: Standing, seed: int) -> list[Bar]:
    """The uncertain terms of the talks; those of a delay move nothing today and are left out."""
    few = standing.first(FEW)
    bars = []
    for name, term in terms.terms.items():
        if term.certain or name.partition(":")[0] in ("drift", "cost"):
            continue
        low, high = at_rank(ENDS, term.span).tolist()
        ends = [mean_share(few, fixed(terms, name, x), seed) for x in (low, high)]
        bars.append(bar(name, (low, high), ends))
    return bars


def mean_share(standing: Standing, terms: Terms, seed: int) -> tuple[float | None, float]:
    """The first side's mean share where there is a deal, and how often there is one."""
    values = drawn(terms, standing.rows, seed)
    deal = settled_with(standing, terms, values, terms.links)
    shares = deal.share[deal.exists]
    return (float(shares.mean()) if len(shares) else None), float(deal.exists.mean())


def bar(name: str, values: tuple[float, float], ends: list[tuple[float | None, float]]) -> Bar:
    """The bar of what was found at both ends."""
    (share_low, exists_low), (share_high, exists_high) = ends
    return Bar(name, *values, share_low, share_high, exists_low, exists_high)


def ranked(bars: Iterable[Bar]) -> tuple[Bar, ...]:
    """By how much each moves the share; of equals by how much it moves the chance of a deal."""
    return tuple(sorted(bars, key=lambda one: (-one.swing, -abs(one.exists_high - one.exists_low))))
