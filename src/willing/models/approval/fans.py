"""Fans of approval by outcome, mixed by the outcomes' chances, and survival past a threshold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.approval.bands import Band, band_of, bins_of, counts_of
from willing.models.approval.effects import Drawn
from willing.models.approval.paths import Now, started, walks
from willing.models.approval.survival import stays_above

Floats = NDArray[np.float64]

AS_IT_IS = "as_it_is"
MIXED = "mixed"
CLOSE = 1e-6
"""By how much chances may miss 1."""


@dataclass(frozen=True, slots=True)
class Fan:
    """Approval after one outcome, by month from 0 (the day before the outcome).

    `p`: the outcome's chance, None where nobody gave one. `survival`: by month, the chance that
    approval has not been below the threshold on any day; empty without a threshold.
    """

    outcome: str
    p: float | None
    bands: tuple[Band, ...]
    survival: tuple[float, ...]

    @property
    def below(self) -> float | None:
        """The chance that approval is below the threshold on some day; None without one."""
        return min(max(1 - self.survival[-1], 0.0), 1.0) if self.survival else None


def checked_chances(chances: object, outcomes: int, worlds: int) -> Floats:
    """Chances of shape (outcomes,) or (outcomes, worlds) as the latter. Raises `InputError`.

    A world whose chances are all 0 does not count.
    """
    given = np.asarray(chances, dtype=np.float64)
    if given.shape not in ((outcomes,), (outcomes, worlds)):
        raise InputError(f"chances of shape {given.shape}; write one for each outcome")
    found = np.broadcast_to(given[:, None] if given.ndim == 1 else given, (outcomes, worlds))
    if not (np.isfinite(given).all() and (given >= 0).all()):
        raise InputError("a chance is negative or no number; write 0 to 1")
    total = found.sum(axis=0)
    if not ((np.abs(total - 1) <= CLOSE) | (total == 0)).all():
        raise InputError(f"the chances sum to {total.max():g}; they must sum to 1")
    if not total.any():
        raise InputError("no world counts: all chances are 0")
    return found


def fans(
    now: Now,
    effects: Sequence[tuple[str, Drawn]],
    leader: str,
    *,
    months: int,
    threshold: float | None,
    chances: Floats | None,
    seed: int,
    worlds: int,
) -> tuple[Fan, ...]:
    """Without any outcome, with each, and, where `chances` (outcomes, worlds) are given, mixed.

    `threshold` in log odds. The chance of an outcome is its mean over the worlds that count.
    """
    start = started(now, leader, seed, worlds)
    bound = -np.inf if threshold is None else threshold
    alive = [np.where(start >= bound, 1.0, 0.0) for _ in range(len(effects) + 1)]
    names = [AS_IT_IS, *(name for name, _ in effects)]
    bins = [bins_of(start)] * len(names)
    found = _Gathered(names, chances)
    found.add(bins, alive)
    for walk in walks(now, leader, months, seed, worlds):
        bins = []
        for row, drawn in enumerate((None, *(drawn for _, drawn in effects))):
            before, after = walk.before, walk.after
            if drawn is not None:
                before = before + drawn.after(walk.month - 1)
                after = after + drawn.after(walk.month)
            bins.append(bins_of(after))
            if threshold is not None:
                alive[row] = alive[row] * stays_above(before, after, walk.variance, threshold)
        found.add(bins, alive)
    return found.fans(with_survival=threshold is not None)


class _Gathered:
    """Bands and survival, month by month."""

    def __init__(self, names: Sequence[str], chances: Floats | None) -> None:
        self.names = [*names, *([MIXED] if chances is not None else [])]
        self.chances = chances
        self.bands: list[list[Band]] = []
        self.survival: list[list[float]] = []

    def add(self, bins: Sequence[NDArray[np.intp]], alive: Sequence[Floats]) -> None:
        """One month: the bins and who is still above, by outcome, the first without any."""
        bands = [band_of(counts_of(one)) for one in bins]
        survival = [float(one.mean()) for one in alive]
        if self.chances is not None:
            mixed = sum(
                counts_of(one, weight) for one, weight in zip(bins[1:], self.chances, strict=True)
            )
            bands.append(band_of(np.asarray(mixed)))
            weighted = sum(
                float((one * weight).sum())
                for one, weight in zip(alive[1:], self.chances, strict=True)
            )
            survival.append(weighted / float(self.chances.sum()))
        self.bands.append(bands)
        self.survival.append(survival)

    def fans(self, *, with_survival: bool) -> tuple[Fan, ...]:
        return tuple(
            Fan(
                outcome=name,
                p=self._chance(row),
                bands=tuple(bands[row] for bands in self.bands),
                survival=tuple(one[row] for one in self.survival) if with_survival else (),
            )
            for row, name in enumerate(self.names)
        )

    def _chance(self, row: int) -> float | None:
        if self.chances is None or not 0 < row <= len(self.chances):
            return None
        return float(self.chances[row - 1].sum() / self.chances.sum())
