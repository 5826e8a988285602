"""What is uncertain, in every world: what each gives a year, its GDP, the cap.

Each number is drawn by a uniform keyed by its own name, so that another range for one of them
leaves the draws of all others as they were (common random numbers).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from willing.models.aid.amounts import middle
from willing.models.aid.setting import Setting
from willing.models.draws import triangular, uniforms
from willing.reference.crisis import Span

Floats = NDArray[np.float64]

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Drawn:
    """Billions a year: `flow` and `gdp` (worlds, donors), GDP 0 where none is known; `cap`
    (worlds,), as a share of GDP.
    """

    flow: Floats
    gdp: Floats
    cap: Floats

    def at(self, rows: NDArray[np.int64]) -> Drawn:
        """These worlds alone."""
        return Drawn(self.flow[rows], self.gdp[rows], self.cap[rows])


def drawn(setting: Setting, seed: int, worlds: int) -> Drawn:
    """Every uncertain number in worlds 0 ... `worlds` - 1; `setting.months` must be known."""
    assert setting.months is not None
    flow = np.zeros((worlds, len(setting.donors)))
    places = {donor: place for place, donor in enumerate(setting.donors)}
    for (donor, kind), spread in setting.allocated.items():
        flow[:, places[donor]] += _values(spread, seed, f"aid:{donor}:{kind}", worlds)
    growth = 1 + _values(setting.growth.spread, seed, "aid:growth", worlds) / 100
    rate = _values(setting.rate.spread, seed, "aid:eur_usd", worlds)
    gdp = np.zeros_like(flow)
    for donor, known in setting.gdp.items():
        if known is not None:
            figure = _values(known, seed, f"aid:gdp:{donor}", worlds)
            gdp[:, places[donor]] = figure * growth / rate
    cap = _values(setting.cap.spread, seed, "aid:cap", worlds) / 100
    return Drawn(flow * (MONTHS / setting.months), gdp, cap)


def central(setting: Setting) -> Drawn:
    """Every number at its middle, in one world."""

    def certain(spread: Span) -> Span:
        return (middle(spread),)

    fixed = replace(
        setting,
        allocated={key: certain(spread) for key, spread in setting.allocated.items()},
        gdp={donor: certain(known) if known else None for donor, known in setting.gdp.items()},
        rate=replace(setting.rate, spread=certain(setting.rate.spread)),
        growth=replace(setting.growth, spread=certain(setting.growth.spread)),
        cap=replace(setting.cap, spread=certain(setting.cap.spread)),
    )
    return drawn(fixed, 0, 1)


def _values(spread: Span, seed: int, name: str, worlds: int) -> Floats:
    low, high = spread[0], spread[-1]
    if low == high:
        return np.full(worlds, low)
    rank = uniforms(seed, name, 0, worlds)
    if len(spread) == 3:
        return triangular(rank, low, spread[1], high)
    return low + rank * (high - low)
