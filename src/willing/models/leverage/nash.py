"""Who gets how much of what two can only have together? The asymmetric Nash solution.

Nash (1950), "The bargaining problem", with weights as in Harsanyi and Selten (1972), "A generalized
Nash solution for two-person bargaining games with incomplete information": of all divisions
y + z = T the one that maximises

    a ln(u_1(y) - u_1(d_1)) + (1 - a) ln(u_2(z) - u_2(d_2)),    u(y) = y^(1 - r) / (1 - r),

a the first one's weight, d what each has without a deal, r constant relative aversion to risk. With
g(y, d) = (u(y) - u(d)) / u'(y) its condition is (1 - a) g_1(y, d_1) = a g_2(T - y, d_2). g rises
in y with a slope of 1 or more, so that one y fulfils it, which a safeguarded Newton step finds.

    r = 0          y = d_1 + a (T - d_1 - d_2)
    d = 0          y = T w_1 / (w_1 + w_2)     with w_1 = a (1 - r_1) and w_2 = (1 - a) (1 - r_2)
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

BLOCK = 1 << 13
"""Worlds at once: their arrays stay in a processor's cache."""

LEAST = float(np.finfo(np.float64).tiny)
"""In place of nothing at all, so that nothing is divided by nothing."""

MOST_STEPS = 60
"""Halving alone takes 53."""

CLOSE = 1e-10
"""Relative to the total. A step as short as this is the last: its error is the square of that."""


def nash(weight: Floats, nothing: Floats, total: Floats, risk: Floats) -> Floats:
    """What the first one has after a deal: shape (worlds,).

    `weight` of the first one, in (0, 1), and `total` have shape (worlds,); `nothing`, what each has
    without a deal, 0 or more, and `risk`, in [0, 1), have (2, worlds). Where the total leaves no
    gain to divide, it is what the first one has without a deal.

    >>> half, quarter = np.array([0.5]), np.array([[0.25], [0.25]])
    >>> nash(half, quarter, np.array([1.0]), np.zeros((2, 1))).tolist()
    [0.5]
    """
    surplus = np.maximum(total - nothing[0] - nothing[1], 0.0)
    neutral: Floats = nothing[0] + weight * surplus
    if not risk.any():
        return neutral
    averse = np.flatnonzero((risk > 0).any(axis=0) & (surplus > 0))
    for start in range(0, len(averse), BLOCK):
        here = averse[start : start + BLOCK]
        neutral[here] = _solved(
            weight[here], nothing[:, here], surplus[here], risk[:, here], neutral[here]
        )
    return neutral


def _solved(weight: Floats, nothing: Floats, surplus: Floats, risk: Floats, y: Floats) -> Floats:
    """Newton's steps, halving the bracket where one would leave it."""
    total = nothing[0] + nothing[1] + surplus
    low, high = nothing[0].copy(), nothing[0] + surplus
    for _ in range(MOST_STEPS):
        first, slope = _gain(y, nothing[0], risk[0])
        second, fall = _gain(total - y, nothing[1], risk[1])
        over = (1 - weight) * first - weight * second
        low, high = np.where(over > 0, low, y), np.where(over > 0, y, high)
        step = y - over / ((1 - weight) * slope + weight * fall)
        step = np.where((step >= low) & (step <= high), step, (low + high) / 2)
        done = bool((np.abs(step - y) <= CLOSE * total).all())
        y = step
        if done:
            break
    return y


def _gain(y: Floats, nothing: Floats, risk: Floats) -> tuple[Floats, Floats]:
    """(u(y) - u(d)) / u'(y), and its slope."""
    with np.errstate(divide="ignore"):
        less = -np.expm1((1 - risk) * np.log(nothing / np.maximum(y, LEAST))) / (1 - risk)
    return y * less, 1 + risk * less
