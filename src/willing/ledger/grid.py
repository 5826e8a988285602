"""How willing, given a series of readings: an exact Bayes filter on a grid.

A latent willingness z with a Normal prior drifts as a random walk. A reading of step k is an
ordered-probit measurement (McKelvey and Zavoina 1975) with cut-points c and noise s:

    P(k | z) = Phi((c[k+1] - z) / s) - Phi((c[k] - z) / s),   s = noise_sd / sqrt(weight)

Between two dates the density is convolved with Normal(0, drift * days), term by positive term: a
transform would be faster, but its rounding (1e-16 of the peak) would drown the far tail, which is
where the truth lies once twenty statements say "in" and then twenty say "out". Nothing is
approximated by a Normal on the way (Kitagawa 1987 filters in the same manner).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, erfc, factorial, floor, log, log2, pi, sqrt

import numpy as np
from numpy.typing import NDArray

from willing.reference.constants import Constants
from willing.reference.vocabulary import STANCES, Stance

Array = NDArray[np.float64]

SPAN = 8.0
"""Half-width of the grid in sds of the widened prior: what lies beyond has mass 1e-15."""

FINEST, COARSEST = 2**13, 2**10
"""The grid's points: enough for eight of them per sd of the prior and of the noise."""


REACH = 38.0
"""Where the drift is cut off, in sds: what lies beyond is too small for a float."""


@dataclass(frozen=True, slots=True)
class Belief:
    """A density over the grid's points `z` (points,), of unit mass; `step` between points."""

    z: Array
    step: float
    density: Array

    def mean(self) -> float:
        """Its mean."""
        return float(self.step * np.dot(self.z, self.density))

    def sd(self) -> float:
        """Its standard deviation."""
        deviation = self.z - self.mean()
        return sqrt(float(self.step * np.dot(deviation * deviation, self.density)))

    def p_positive(self) -> float:
        """P(z > 0); zero is a point of the grid, so half of its mass belongs here.

        The trapezoid's end is corrected by Gregory's formula, to the sixth order of the step.
        """
        zero = round(-self.z[0] / self.step)
        if zero < 2 or zero > len(self.z) - 3:
            return float(self.z[0] > 0)
        f, n = self.density, zero
        half = f[n + 1 :].sum() + f[n] / 2 + (f[n + 1] - f[n - 1]) / 24
        half -= 11 / 1440 * (f[n + 2] - 2 * f[n + 1] + 2 * f[n - 1] - f[n - 2])
        return float(min(1.0, max(0.0, self.step * half)))


def prior(mean: float, sd: float, drift_variance: float, finest: float) -> Belief:
    """Normal(mean, sd) on a grid with room to drift by `drift_variance` in all.

    `finest`: the smallest sd of the noise that will be met.
    """
    half = SPAN * sqrt(sd * sd + _rounded_up(drift_variance))
    needed = 16 * half / min(sd, finest)
    points = 2 ** min(int(log2(FINEST)), max(int(log2(COARSEST)), floor(log2(needed)) + 1))
    step = 2 * half / points
    z = step * (np.arange(points) + floor((mean - half) / step))
    return _normalised(z, step, -0.5 * ((z - mean) / sd) ** 2)


def _rounded_up(variance: float) -> float:
    """To a power of two, so that actors share grids, and with them what is computed on them."""
    return 2.0 ** ceil(log2(variance)) if variance > 0.25 else 0.25


def read(belief: Belief, readings: Iterable[tuple[Stance, float]], constants: Constants) -> Belief:
    """The belief after the readings of one day, each with its weight; weight 0 says nothing.

    They are multiplied as logarithms, so that hundreds that disagree leave something over.
    """
    with np.errstate(divide="ignore"):
        log_density = np.log(belief.density)
    for (stance, weight), times in Counter(readings).items():
        if weight > 0:
            start, points = float(belief.z[0]), len(belief.z)
            seen = _on_grid(stance, start, belief.step, points, weight, constants)
            log_density += times * seen
    return _normalised(belief.z, belief.step, log_density)


@lru_cache(maxsize=1024)
def _on_grid(
    stance: Stance, start: float, step: float, points: int, weight: float, constants: Constants
) -> Array:
    z: Array = start + step * np.arange(points, dtype=np.float64)
    return log_likelihood(stance, z, weight, constants)


def drift(belief: Belief, variance: float) -> Belief:
    """The belief after a random walk of this variance."""
    if variance <= 0:
        return belief
    kernel = _kernel(variance / belief.step**2, len(belief.z))
    density = np.convolve(belief.density, kernel, mode="same")
    return Belief(belief.z, belief.step, density / (belief.step * density.sum()))


def _kernel(variance: float, points: int) -> Array:
    """Weights of a random walk over the grid, `variance` in squared steps, summing to one.

    Samples of the Normal density where it is wider than a step. Where it is not, samples would
    have too small a variance, and the discrete Gaussian exp(-t) I_k(t) has exactly t
    (Lindeberg 1990).
    """
    reach = min(floor(REACH * sqrt(variance)) + 8, points // 2 - 1)
    k = np.arange(-reach, reach + 1)
    weights = np.exp(-0.5 * k * k / variance) if variance >= 1 else _bessel(np.abs(k), variance)
    normalised: Array = weights / weights.sum()
    return normalised


def _bessel(k: NDArray[np.int64], t: float) -> Array:
    """I_k(t) for t < 1 by its series: sum over m of (t/2)^(2m + k) / (m! (m + k)!)."""
    orders = {
        int(n): sum((t / 2) ** (2 * m + n) / (factorial(m) * factorial(m + n)) for m in range(9))
        for n in set(k.tolist())
    }
    return np.array([orders[n] for n in k.tolist()])


def log_likelihood(stance: Stance, z: Array, weight: float, constants: Constants) -> Array:
    """The log of P(stance | z) for each z, also where P itself is too small for a float."""
    scale = sqrt(weight) / constants.noise_sd
    k = STANCES.index(stance)
    cuts = (-np.inf, *constants.cut_points, np.inf)
    low, high = scale * (cuts[k] - z), scale * (cuts[k + 1] - z)
    mirrored = low > 0  # the difference is taken in the lower tail, where it keeps its digits
    low, high = np.where(mirrored, -high, low), np.where(mirrored, -low, high)
    return _log_difference(low, high)


def _log_difference(low: Array, high: Array) -> Array:
    """The log of Phi(high) - Phi(low) for low < high."""
    top, bottom = _log_phi(high), _log_phi(low)
    result: Array = top + np.log1p(-np.exp(bottom - top))
    return result


def _log_phi(x: Array) -> Array:
    """The log of Phi(x): by erfc, and where that is too small for a float by its asymptotic series.

    (SciPy has it too, at a third of a second of import.)
    """
    far = np.minimum(x, _FAR)
    r = 1 / (far * far)
    series = -r + 3 * r**2 - 15 * r**3 + 105 * r**4 - 945 * r**5
    tail = -0.5 * far * far - np.log(-far) - 0.5 * log(2 * pi) + np.log1p(series)
    below = np.array([erfc(v) / 2 for v in (np.abs(x) / sqrt(2)).tolist()])
    near = np.where(x > 0, np.log1p(-below), np.log(np.maximum(below, _LEAST)))
    return np.where(x < _FAR, tail, near)


_FAR = -30.0
_LEAST = 1e-300


def _normalised(z: Array, step: float, log_density: Array) -> Belief:
    density = np.exp(log_density - log_density.max())
    return Belief(z, step, density / (step * density.sum()))
