"""How does the settlement's chance change with the force that stands behind it?

The same draws of everything else at every size. Deterrence has falling returns, since each further
soldier changes the chances of a war less; provocation grows on. Where the second overtakes the
first more presence stops deterring and starts provoking: the peak of P(holds) over the force, if it
lies within what is looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.deterrence.parameters import Values
from willing.models.deterrence.payoffs import HOLDS
from willing.models.deterrence.presence import LARGEST
from willing.models.deterrence.setting import Setting, ends
from willing.models.deterrence.shares import Shares, shares

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

SIZES = 41
FALL = 0.0005
"""A fall of P(holds) from its peak that is worth a word: a twentieth of a percent."""


@dataclass(frozen=True, slots=True)
class ForceCurve:
    """P of each outcome by the coalition's force, the backstop as it is in each world.

    `peak`: the force at which P(holds), averaged over the worlds, is highest, with it `best`; None
    where it still rises at the end. `turning`: the share of worlds in which it is highest within
    the range, short of its end; `median`: the median peak of these (None without any).
    """

    sizes: tuple[float, ...]
    shares: tuple[Shares, ...]
    peak: float | None
    best: float
    turning: float
    median: float | None


def force_curve(setting: Setting, values: Values, backstop: Bools, *, up_to: float) -> ForceCurve:
    """The curve from no force to `up_to`, over the worlds of `values`. Raises `InputError`."""
    if not 0 < up_to <= LARGEST:
        raise InputError(f"a force up to {up_to:g}: write a number above 0, to {LARGEST:g}")
    worlds = len(backstop)
    sizes = np.linspace(0, up_to, SIZES)

    def at(force: float) -> Floats:
        return ends(setting, values, np.full(worlds, force), backstop)

    found = [at(force) for force in sizes.tolist()]
    holds = np.stack([one[HOLDS] for one in found])
    peak, best = _peak(sizes, holds.mean(axis=1), lambda force: float(at(force)[HOLDS].mean()))
    inside = (holds.max(axis=0) - holds[-1] > FALL) & (holds.argmax(axis=0) < SIZES - 1)
    peaks = sizes[holds.argmax(axis=0)][inside]
    return ForceCurve(
        sizes=tuple(sizes.tolist()),
        shares=tuple(map(shares, found)),
        peak=peak,
        best=best,
        turning=float(inside.mean()),
        median=float(np.median(peaks)) if len(peaks) else None,
    )


def _peak(
    sizes: Floats, holds: Floats, again: Callable[[float], float]
) -> tuple[float | None, float]:
    """The peak of the mean, looked for once more between its neighbours."""
    top = int(holds.argmax())
    if holds[top] - holds[-1] <= FALL:
        return None, float(holds[-1])
    if top == 0:
        return 0.0, float(holds[0])
    finer = np.linspace(sizes[top - 1], sizes[top + 1], SIZES)[1:-1]
    values = [again(force) for force in finer.tolist()]
    best = int(np.argmax(values))
    return float(finer[best]), values[best]
