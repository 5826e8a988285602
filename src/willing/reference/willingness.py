"""What do statements say about a latent willingness? The ordered-probit posterior of one date.

The latent x has the prior Normal(m, s). A statement of weight w that reads step k is an
ordered-probit reading of it (McKelvey and Zavoina 1975, "A statistical model for the analysis of
ordinal level dependent variables", Journal of Mathematical Sociology 4):

    P(step k | x) = Phi((c_k - x) sqrt(w) / noise) - Phi((c_{k-1} - x) sqrt(w) / noise)

with the cut-points c_1 ... c_6 between the seven steps, c_0 = -infinity, c_7 = +infinity.
Statements are independent given x; P(willing) = P(x > 0 | statements). The integrals are
Simpson's on a grid that has 0 as a node.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import erfc, exp, inf, sqrt
from typing import NamedTuple

from willing.errors import InputError
from willing.reference.constants import DEFAULTS, Constants
from willing.reference.vocabulary import STANCES, Stance

REACH = 8.0
"""The grid spans the prior mean and so many prior sds on either side."""

PANELS = 400
"""Simpson panels on each side of zero: P(willing) to about 1e-10 at weights up to 10."""


class Willingness(NamedTuple):
    """The posterior of the latent: its mean, its standard deviation, and P(latent > 0)."""

    mean: float
    sd: float
    p: float


def posterior(
    stances: Sequence[tuple[Stance, float]], constants: Constants = DEFAULTS, *, days: int = 0
) -> Willingness:
    """The posterior of the latent after statements of one date, each `(label, weight)`.

    `days` later the latent has drifted: a random walk adds `constants.drift` to its variance each
    day.

    No statement gives back the prior. Raises `InputError` for a weight that is not positive and
    for statements that the prior all but rules out.

    >>> round(posterior([("in", 1.0)]).p, 2), round(posterior([("undecided", 1.0)]).p, 2)
    (0.94, 0.5)
    """
    return _posterior(tuple(stances), constants, days * constants.drift)


@lru_cache(maxsize=4096)
def _posterior(
    stances: tuple[tuple[Stance, float], ...], constants: Constants, drifted: float
) -> Willingness:
    if any(weight <= 0 for _, weight in stances):
        raise InputError("the weight of a statement must be positive")
    low = constants.prior_mean - REACH * constants.prior_sd
    high = constants.prior_mean + REACH * constants.prior_sd
    zero = min(max(0.0, low), high)
    below = _moments(low, zero, stances, constants)
    above = _moments(zero, high, stances, constants)
    mass, first, second = (b + a for b, a in zip(below, above, strict=True))
    if mass <= 0:
        raise InputError("the prior all but rules the statements out: widen `prior_sd`")
    mean = first / mass
    variance = max(second / mass - mean * mean, 0.0)
    if not drifted:
        return Willingness(mean, sqrt(variance), above[0] / mass)
    p = _drifted(low, high, stances, constants, drifted) / mass
    return Willingness(mean, sqrt(variance + drifted), p)


def likelihood(stance: Stance, x: float, weight: float, constants: Constants = DEFAULTS) -> float:
    """P(a statement of this weight reads `stance` | the latent is x)."""
    step = STANCES.index(stance)
    cuts = (-inf, *constants.cut_points, inf)
    scale = sqrt(weight) / constants.noise_sd
    upper, lower = (cuts[step + 1] - x) * scale, (cuts[step] - x) * scale
    if lower > 0:  # both in the upper tail: subtract the small tails, not numbers next to one
        upper, lower = -lower, -upper
    return 0.5 * (erfc(-upper / sqrt(2.0)) - erfc(-lower / sqrt(2.0)))


def _drifted(
    low: float,
    high: float,
    stances: tuple[tuple[Stance, float], ...],
    constants: Constants,
    drifted: float,
) -> float:
    """Integral of density times P(x + drift > 0), from low to high (unnormalised)."""
    step, total = (high - low) / (4 * PANELS), 0.0
    for node in range(4 * PANELS + 1):
        x = low + node * step
        weight = 1 if node in (0, 4 * PANELS) else 4 if node % 2 else 2
        up = 0.5 * erfc(-x / sqrt(2.0 * drifted))
        total += step / 3 * weight * _density(x, stances, constants) * up
    return total


def _density(x: float, stances: tuple[tuple[Stance, float], ...], constants: Constants) -> float:
    """Prior density times the likelihood of the statements (unnormalised)."""
    density = exp(-0.5 * ((x - constants.prior_mean) / constants.prior_sd) ** 2)
    for stance, weight in stances:
        density *= likelihood(stance, x, weight, constants)
    return density


def _moments(
    low: float,
    high: float,
    stances: tuple[tuple[Stance, float], ...],
    constants: Constants,
) -> tuple[float, float, float]:
    """Integrals of density, x density and x^2 density from low to high (unnormalised)."""
    if high <= low:
        return 0.0, 0.0, 0.0
    step = (high - low) / (2 * PANELS)
    total = [0.0, 0.0, 0.0]
    for node in range(2 * PANELS + 1):
        x = low + node * step
        density = _density(x, stances, constants)
        end = node in (0, 2 * PANELS)
        density *= step / 3 * (1 if end else 4 if node % 2 else 2)
        for power in range(3):
            total[power] += density * x**power
    return total[0], total[1], total[2]
