"""How much an actor likes a point of the space, and how it votes between two.

Sums are taken strictly from left to right here and wherever several options may tie: KTAB does so,
and with the steep voting rules the last digit can decide.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

RAMP = 1e-8
"""A difference of utilities from which a binary vote counts in full."""

GAIN = 2.0 / 3.0
"""What a gain counts, where a loss of the same size counts 1 (ASymProsp)."""


def distances(ideals: Floats, saliences: Floats, points: Floats) -> Floats:
    """d_i(y) = sqrt(sum_k (s_ik (q_ik - y_k))^2 / sum_k s_ik^2): (actors, points).

    Who cares for nothing finds nothing far.
    """
    apart, norm = np.zeros((len(ideals), len(points))), np.zeros(len(ideals))
    for q, s, y in zip(ideals.T, saliences.T, points.T, strict=True):
        apart += (s[:, None] * (q[:, None] - y)) ** 2
        norm += s**2
    some = norm > 0
    found: Floats = np.sqrt(apart / np.where(some, norm, 1.0)[:, None])
    found[~some] = 0.0
    return found


def utility(d: Floats, risk: Floats) -> Floats:
    """U = (1 - d)(1 + R d), and linear beyond d = 1; R is 1 for the risk averse, -1 for seekers."""
    found: Floats = (1.0 - d) * (1.0 + np.minimum(d, 1.0) * risk)
    return found


def vote(rule: str, weight: Floats, gain: Floats) -> Floats:
    """The vote between two options whose utilities differ by `gain`: positive is for the first."""
    if rule == "Prop":
        return weight * gain
    if rule == "ASymProsp":
        return np.where(gain > 0, GAIN * (weight * gain), weight * gain)
    if rule == "Cubic":
        return weight * (gain * gain * gain)
    if rule == "PropCbc":
        return weight * (0.5 * gain + 0.5 * (gain * gain * gain))
    step = np.clip(gain / RAMP, -1.0, 1.0)
    return weight * (step if rule == "Binary" else 0.8 * gain + 0.2 * step)


def felt(worth: Floats, reference: Floats) -> Floats:
    """Utilities as gains and losses from a reference point, a gain counting two thirds.

    Kahneman and Tversky 1979, "Prospect theory", Econometrica 47: without a reference point there
    is neither gain nor loss. KTAB has none.
    """
    gain = worth - reference
    return np.where(gain > 0, GAIN * gain, gain)
