"""Which parameter moves P(holds) most: each in turn at both ends, in the same worlds.

Howard (1988), "Decision analysis: practice and promise". The ends are the 10th and the 90th
percentile; everything else stays as drawn, so that a bar is E(P(holds) | the parameter is there).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.models.deterrence.parameters import Values
from willing.models.deterrence.payoffs import HOLDS
from willing.models.deterrence.setting import Setting, ends

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Bar:
    """One parameter: its two values, and P(holds) at each."""

    name: str
    low: float
    high: float
    holds_low: float
    holds_high: float

    @property
    def swing(self) -> float:
        """By how much P(holds) differs between the two."""
        return abs(self.holds_high - self.holds_low)


def tornado(setting: Setting, values: Values, force: Floats, backstop: Bools) -> tuple[Bar, ...]:
    """The uncertain parameters in order of their swing, largest first."""
    bars = []
    for name in setting.varied:
        low, high = setting.parameters[name].at(np.array([0.1, 0.9])).tolist()
        held = [
            float(
                ends(setting, {**values, name: np.full(len(force), x)}, force, backstop)[
                    HOLDS
                ].mean()
            )
            for x in (low, high)
        ]
        bars.append(Bar(name, low, high, *held))
    return tuple(sorted(bars, key=lambda bar: -bar.swing))
