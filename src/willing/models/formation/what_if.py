"""What if: how far does a coalition that is given or forced differ from the one as things stand?

Both are formed in the same worlds. Forced, every world is compared with itself, so that the
difference is known better than either side. Given, some worlds drop out; the interval takes into
account that those left are part of the whole.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, field, replace
from math import sqrt
from typing import Any, Unpack

import numpy as np

from willing.models.chance import Z95
from willing.models.formation.bits import LANES, Grains, Words, count, counts, unpacked
from willing.models.formation.fixed_points import joined_rows
from willing.models.formation.forcing import Forced
from willing.models.formation.tally import member_counts
from willing.models.formation.trial import (
    Options,
    Trial,
    block_at,
    make_trial,
    none_left,
    summed,
)
from willing.models.formation.worlds import Block
from willing.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Difference:
    """A number as things stand (`before`) and what if (`after`); `low` and `high` are the 95%
    interval of the difference, `se` its standard error.
    """

    before: float
    after: float
    difference: float
    se: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ActorDiffers:
    """The difference in one actor's P(joins)."""

    actor: str
    p_joins: Difference


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What changes at the least fixed point: P(success) (None where nothing is required), the
    number of members, and each actor's P(joins), the largest difference first.
    """

    success: Difference | None
    members: Difference
    actors: tuple[ActorDiffers, ...]


@dataclass(slots=True)
class _Sums:
    """Exact sums over worlds, for each measure: of y before, x after, their squares and product;
    after and in the product only the worlds that are kept count. `kept_y`: y in those.
    """

    worlds: int = 0
    kept: int = 0
    y: list[int] = field(default_factory=list)
    yy: list[int] = field(default_factory=list)
    x: list[int] = field(default_factory=list)
    xx: list[int] = field(default_factory=list)
    xy: list[int] = field(default_factory=list)
    kept_y: list[int] = field(default_factory=list)

    def merge(self, other: _Sums) -> None:
        """Add the sums of other worlds."""
        self.worlds += other.worlds
        self.kept += other.kept
        for name in ("y", "yy", "x", "xx", "xy", "kept_y"):
            mine, more = getattr(self, name), getattr(other, name)
            setattr(self, name, [a + b for a, b in zip(mine, more, strict=True)] if mine else more)

    def plain(self) -> Any:
        """The sums as lists and numbers."""
        return astuple(self)

    def restore(self, plain: Any) -> None:
        """Take over sums written down by `plain`."""
        for name, value in zip(self.__slots__, plain, strict=True):
            setattr(self, name, value)

    def difference(self, row: int) -> Difference:
        """The difference of one measure, with the delta method for what is given."""
        n, share = self.worlds, self.kept / self.worlds
        before, after = self.y[row] / n, self.x[row] / self.kept
        squares = self.xx[row] - 2 * after * self.x[row] + after**2 * self.kept
        products = (
            self.xy[row]
            - after * self.kept_y[row]
            - before * self.x[row]
            + after * before * self.kept
        )
        own = self.yy[row] - before**2 * n
        variance = (squares / share**2 - 2 * products / share + own) / n
        se = sqrt(max(variance, 0.0) / n)
        gap = after - before
        return Difference(before, after, gap, se, gap - Z95 * se, gap + Z95 * se)


def what_if(scenario: Scenario, *, seed: int, **options: Unpack[Options]) -> WhatIf:
    """Compare the coalition with what is given and forced to the one as things stand.

    Options as for `formation`; raises `InputError` as it does.
    """
    trial = make_trial(scenario, seed, **options)
    plain = replace(trial, setting=Forced({}, {}), given=())
    sums = summed(plain, "what if", _Sums(), lambda block: _block(plain, trial, block))
    if not sums.kept:
        raise none_left(trial)
    actors = [
        ActorDiffers(actor, sums.difference(2 + row)) for row, actor in enumerate(trial.plan.actors)
    ]
    return WhatIf(
        success=sums.difference(0) if trial.plan.requires else None,
        members=sums.difference(1),
        actors=tuple(sorted(actors, key=lambda a: (-abs(a.p_joins.difference), a.actor))),
    )


def _block(plain: Trial, trial: Trial, block: Block) -> _Sums:
    """The sums over one block of worlds: success, members, then each actor."""
    first = block.first - plain.first // LANES
    changed = block_at(trial, first, block.words)
    (y_bits, y_members), (x_bits, x_members) = _measured(plain, block), _measured(trial, changed)
    all_, kept = unpacked(block.kept), unpacked(changed.kept)
    bits = {
        "y": counts(y_bits & block.kept).tolist(),
        "yy": counts(y_bits & block.kept).tolist(),
        "x": counts(x_bits & changed.kept).tolist(),
        "xx": counts(x_bits & changed.kept).tolist(),
        "xy": counts(x_bits & y_bits & changed.kept).tolist(),
        "kept_y": counts(y_bits & changed.kept).tolist(),
    }
    numbers = {
        "y": y_members[all_],
        "yy": y_members[all_] ** 2,
        "x": x_members[kept],
        "xx": x_members[kept] ** 2,
        "xy": (x_members * y_members)[kept],
        "kept_y": y_members[kept],
    }
    sums = {name: [row[0], int(numbers[name].sum()), *row[1:]] for name, row in bits.items()}
    return _Sums(count(block.kept), count(changed.kept), **sums)


def _measured(trial: Trial, block: Block) -> tuple[Words, Grains]:
    """Where it succeeds and where each actor joins (rows of words); the number of members."""
    active = trial.engine.settle(trial.plan, trial.program, block, rising=True)
    joined = joined_rows(trial.plan, active)
    success = trial.engine.succeeds(trial.plan, block, active)
    return np.vstack([success, joined]), member_counts(joined)
