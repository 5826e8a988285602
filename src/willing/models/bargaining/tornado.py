"""Which input moves the outcome most: each in turn at both ends, all others at their middle.

Howard (1988), "Decision analysis: practice and promise". The ends are the 10th and the 90th
percentile. Where no input is uncertain each is given `STEP` of room either way: a position a tenth
of the scale, a salience a tenth (down to half of itself), a capability a tenth of itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from willing.models.bargaining.inputs import Field, Input, Inputs, spread
from willing.models.bargaining.outcomes import Floats, Method, at_ranks

STEP = 0.1


@dataclass(frozen=True, slots=True)
class Bar:
    """One input of the tornado: its two values, and the outcome at each."""

    actor: str
    field: Field
    low: float
    high: float
    outcome_low: float
    outcome_high: float

    @property
    def swing(self) -> float:
        """By how much the outcome differs between the two."""
        return abs(self.outcome_high - self.outcome_low)


def tornado(inputs: Inputs, method: Method) -> tuple[Bar, ...]:
    """The inputs in order of their swing, largest first."""
    given = inputs if inputs.uncertain else widened(inputs)
    ends = np.array([0.1, 0.9] if given is inputs else [0.0, 1.0])
    varied = given.uncertain
    usual = [
        0.5 if given is inputs else _rank(inputs.of(field)[row].middle, given.of(field)[row])
        for field, row in varied
    ]
    ranks = np.tile(usual, (2 * len(varied), 1))
    for place in range(len(varied)):
        ranks[2 * place : 2 * place + 2, place] = ends
    found = at_ranks(given, ranks, method).reshape(-1, 2).tolist()
    bars = (
        Bar(given.actors[row], field, *_values(given, field, row, ends), *outcome)
        for (field, row), outcome in zip(varied, found, strict=True)
    )
    return tuple(sorted(bars, key=lambda bar: -bar.swing))


def widened(inputs: Inputs) -> Inputs:
    """Inputs with some room around every number.

    >>> from willing.models.bargaining.inputs import exact
    >>> from willing.models.bargaining.issue import make_issue
    >>> found = widened(exact(make_issue("role", "AB", [0, 50], [1, 0.5], [1, 2])))
    >>> [one.numbers for one in found.positions]
    [(0.0, 10.0), (40.0, 60.0)]
    """
    step = STEP * (inputs.high - inputs.low)
    return replace(
        inputs,
        positions=tuple(_room(x, step, inputs.low, inputs.high) for x in inputs.positions),
        saliences=tuple(_room(s, STEP, s.middle / 2, 1.0) for s in inputs.saliences),
        capabilities=tuple(_room(c, STEP * c.middle, 0.0, np.inf) for c in inputs.capabilities),
    )


def _room(one: Input, step: float, low: float, high: float) -> Input:
    return Input((max(one.middle - step, low), min(one.middle + step, high)))


def _rank(value: float, interval: Input) -> float:
    low, high = interval.numbers
    return (value - low) / (high - low)


def _values(inputs: Inputs, field: Field, row: int, ends: Floats) -> tuple[float, float]:
    low, high = spread(inputs.of(field)[row], ends, field, inputs.low, inputs.high).tolist()
    return low, high
