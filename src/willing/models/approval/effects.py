"""What an outcome does to approval, month by month: a change that partly fades.

    e(t) = b (l + (1 - l) 2^(-(t - 1) / h))     t >= 1 months after the outcome; e = b before that

b the change in the first month, l the share of it that lasts, h the half-life of the rest. Each is
an interval with an origin, drawn by its own name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.models.draws import triangular, uniforms
from willing.reference.crisis import Span
from willing.reference.leaders import OUTCOMES, POINT, PROPERTIES
from willing.scenario.leadercheck import numbers_of
from willing.scenario.leaders import Leader

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect of one outcome: the numbers of each property, and their origin."""

    outcome: str
    spans: Mapping[str, Span]
    source: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """An effect in every world, each (worlds,); `change` in log odds."""

    change: Floats
    half_life: Floats
    lasting: Floats

    def after(self, months: float) -> Floats:
        """The change so many months after the outcome: shape (worlds,)."""
        fading = np.exp2(-max(months - 1, 0.0) / self.half_life)
        found: Floats = self.change * (self.lasting + (1 - self.lasting) * fading)
        return found


def effects_of(leader: Leader) -> tuple[Effect, ...]:
    """The effects of all outcomes, with defaults for what the leader leaves out."""
    return tuple(_effect(leader, outcome) for outcome in OUTCOMES)


def _effect(leader: Leader, outcome: str) -> Effect:
    default = OUTCOMES[outcome]
    given = leader.effects.get(outcome)
    own = {name: numbers_of(given, name) for name in PROPERTIES} if given else {}
    spans = {name: own.get(name) or default.of(name) for name in PROPERTIES}
    stated = (given.source if given else "") or leader.source or "analyst"
    left = [name for name in PROPERTIES if not own.get(name)]
    if len(left) == len(PROPERTIES):
        return Effect(outcome, spans, default.why)
    rest = f"; {' and '.join(left)} default" if left else ""
    return Effect(outcome, spans, stated + rest)


def drawn(effect: Effect, leader: str, seed: int, worlds: int) -> Drawn:
    """The effect in the worlds 0 ... `worlds` - 1."""

    def of(name: str) -> Floats:
        span = effect.spans[name]
        if span[0] == span[-1]:
            return np.full(worlds, float(span[0]))
        rank = uniforms(seed, f"leader:{leader}:{effect.outcome}:{name}", 0, worlds)
        if len(span) == 3:
            return triangular(rank, *span)
        return span[0] + rank * (span[-1] - span[0])

    return Drawn(of("points") * POINT, of("half_life"), of("lasting"))
