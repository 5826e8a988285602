"""Which code does the counting: NumPy for few worlds, compiled for many. Both give the same."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Protocol

import numpy as np

from willing.models.formation import fixed_points, worlds
from willing.models.formation.bits import Grains, Words, every, packed
from willing.models.formation.plan import Plan, grains
from willing.models.formation.program import Program
from willing.models.formation.sums import BroughtTogether, sums, total
from willing.models.formation.worlds import Amounts, Block

_LOG = logging.getLogger("willing")

Name = Literal["numpy", "compiled"]

FEW = 30 * (1 << 15)
"""Up to so many worlds times pledges NumPy is done before the compiled code is loaded."""


Draw = Callable[[Plan, int, int, int, int], Block]
"""A block of worlds from plan, seed, first word, number of words and of worlds altogether."""

Sum = Callable[[Words, Sequence[int], Amounts], Grains]
"""The sum of the active pledges among some rows, in grains: shape (64 words,)."""

Reach = Callable[[Grains, int], Words]
"""Where a number, shape (64 words,), is at least a bound: shape (words,)."""

Pairs = Callable[[Words, Words], Grains]
"""In how many worlds both x[i] and y[j] say yes: shapes (i, words), (j, words) to (i, j)."""


class SumUp(Protocol):
    """What comes together of each kind (see `sums.sums`)."""

    def __call__(  # noqa: D102
        self, plan: Plan, amounts: Amounts, active: Words, sides: Words, *, sampled: bool
    ) -> BroughtTogether: ...


class Settle(Protocol):
    """The least or the greatest fixed point of a block of worlds (see `fixed_points.settle`)."""

    def __call__(  # noqa: D102
        self,
        plan: Plan,
        program: Program,
        block: Block,
        *,
        rising: bool,
        known: Words | None = None,
        waves: Grains | None = None,
    ) -> Words: ...


@dataclass(frozen=True, slots=True)
class Engine:
    """One way of counting: `block` is the number of worlds that it does best at once."""

    name: Name
    block: int
    draw: Draw
    settle: Settle
    total: Sum
    at_least: Reach
    pairs: Pairs
    sums: SumUp

    def succeeds(
        self, plan: Plan, block: Block, active: Words, requires: dict[str, int] | None = None
    ) -> Words:
        """Where everything that is required comes together: shape (words,).

        `requires`: other requirements than the plan's, in grains.
        """
        wanted = requires
        if wanted is None:
            wanted = {kind: grains(value) for kind, value in plan.requires.items()}
        found = every(block.words)
        for kind, bound in wanted.items():
            total = self.total(active, plan.rows.of_kind.get(kind, ()), block.amounts)
            found &= self.at_least(total, bound)
        return found


def choose(work: int, name: Name | None = None) -> Engine:
    """The engine of this name, else the better one for so many worlds times pledges."""
    loaded = "willing.models.formation.kernel" in sys.modules
    wanted = name or ("compiled" if work > FEW or loaded else "numpy")
    return PLAIN if wanted == "numpy" else _compiled()


@lru_cache(maxsize=1)
def _compiled() -> Engine:
    from willing.models.formation import compiled

    if not compiled.is_compiled():
        _LOG.warning("Compiling the formation kernel, once on this machine: about half a minute.")
    return Engine(
        name="compiled",
        block=1 << 15,
        draw=compiled.draw,
        settle=compiled.settle,
        total=compiled.total,
        at_least=compiled.at_least,
        pairs=compiled.pairs,
        sums=compiled.sums,
    )


def _at_least(lanes: Grains, bound: int) -> Words:
    return packed(lanes >= bound)


def _pairs(x: Words, y: Words) -> Grains:
    both = [np.bitwise_count(row & y).sum(axis=1, dtype=np.int64) for row in x]
    return np.array(both, dtype=np.int64).reshape(len(x), len(y))


PLAIN = Engine(
    name="numpy",
    block=1 << 14,
    draw=worlds.draw,
    settle=fixed_points.settle,
    total=total,
    at_least=_at_least,
    pairs=_pairs,
    sums=sums,
)
