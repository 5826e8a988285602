"""The compiled kernel behind the same face as the NumPy code."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from pathlib import Path

import numpy as np

from willing.models.draws import (
    DIGITS,
    Floats,
    checked_seed,
    lattice,
    lognormal_parameters,
    variable_key,
)
from willing.models.formation import kernel
from willing.models.formation.bits import LANES, Grains, Words, every, none
from willing.models.formation.plan import GRAIN, Offer, Plan, grains
from willing.models.formation.program import Program
from willing.models.formation.sums import BroughtTogether
from willing.models.formation.worlds import (
    COARSE,
    Amounts,
    Block,
    common_parts,
    fixed_amounts,
    is_random,
    make_block,
    threshold,
)
from willing.scenario.scenario import LARGEST, LogNormal


def is_compiled() -> bool:
    """Whether the kernel was compiled on this machine before."""
    folder = Path(kernel.settle.stats.cache_path)
    return next(folder.glob("kernel.settle-*.nbi"), None) is not None


def draw(plan: Plan, seed: int, first_word: int, words: int, worlds: int) -> Block:
    """As `worlds.draw`."""
    return make_block(
        plan,
        first_word,
        words,
        worlds,
        lambda name, p: _below(seed, name, p, first_word, words),
        _willing(plan, seed, first_word, words),
        _amounts(plan, seed, first_word, words),
    )


def settle(
    plan: Plan,
    program: Program,
    block: Block,
    *,
    rising: bool,
    known: Words | None = None,
    waves: Grains | None = None,
) -> Words:
    """As `fixed_points.settle`."""
    sure = block.on if known is None else block.on | known
    willing = block.willing | sure
    active = none(*willing.shape) if known is None else known.copy()
    active = active if rising else willing.copy()
    if waves is None:
        waves = np.zeros((len(plan.actors), 0), dtype=np.int64)
    kernel.settle(
        program.ops, program.starts, program.bounds, program.groups, program.group_starts,
        program.owner, program.kind, program.own, program.waits, program.listens, program.depth,
        program.in_totals, block.happened, willing, sure, block.amounts.fixed,
        block.amounts.place, block.amounts.drawn, block.kept, rising, active, waves,
    )  # fmt: skip
    return active


def total(active: Words, rows: Sequence[int], amounts: Amounts) -> Grains:
    """As `engine.Sum` says."""
    found = np.zeros(active.shape[1] * LANES, dtype=np.int64)
    if rows:
        kernel.totals(active, np.array(rows), amounts.fixed, amounts.place, amounts.drawn, found)
    return found


def sums(
    plan: Plan, amounts: Amounts, active: Words, sides: Words, *, sampled: bool
) -> BroughtTogether:
    """As `sums.sums`."""
    kinds, words = len(plan.kinds), active.shape[1]
    by_kind = [plan.rows.of_kind.get(kind, ()) for kind in plan.kinds]
    met = none(kinds, words)
    halves = np.zeros((kinds, len(sides), 2), dtype=np.int64)
    missing = np.zeros((kinds, 2), dtype=np.int64)
    offered = np.zeros((len(plan.offers), 2), dtype=np.int64)
    lanes = np.empty((kinds, LANES * words if sampled else 0), dtype=np.int64)
    required = [grains(plan.requires.get(kind, 0.0)) for kind in plan.kinds]
    kernel.sums(
        active, sides, np.array([row for rows in by_kind for row in rows], dtype=np.int32),
        np.cumsum([0, *map(len, by_kind)], dtype=np.int32), amounts.fixed, amounts.place,
        amounts.drawn, np.array(required, dtype=np.int64), met, halves, missing, offered, lanes,
    )  # fmt: skip
    return BroughtTogether(
        met=met,
        totals=[[_whole(pair) for pair in rows] for rows in halves.tolist()],
        missing=[_whole(pair) for pair in missing.tolist()],
        offered=[_whole(pair) for pair in offered.tolist()],
        lanes=lanes if sampled else None,
    )


def _whole(halves: Sequence[int]) -> int:
    return (halves[0] << 32) + halves[1]


def at_least(lanes: Grains, bound: int) -> Words:
    """As `engine.Reach` says."""
    found = none(lanes.size // LANES)
    kernel.at_least(lanes, bound, found)
    return found


def pairs(x: Words, y: Words) -> Grains:
    """As `engine.Pairs` says."""
    found = np.zeros((len(x), len(y)), dtype=np.int64)
    kernel.pairs(x, y, found)
    return found


def _key(seed: int, name: str) -> tuple[np.uint64, np.uint64]:
    return np.uint64(checked_seed(seed)), np.uint64(variable_key(name))


def _below(seed: int, name: str, p: float, first_word: int, words: int) -> Words:
    bound = lattice(p)
    if bound == 1 << DIGITS:
        return every(words)
    found = none(words)
    kernel.below(*_key(seed, name), bound, first_word, found)
    return found


def _willing(plan: Plan, seed: int, first_word: int, words: int) -> Words:
    common = common_parts(plan, lambda bloc: _normals(seed, f"bloc:{bloc}", first_word, words))
    willing = none(len(plan.offers), words)
    scale = sqrt(1 - plan.loading**2)
    for actor, rows in plan.rows.by.items():
        name, blocs = f"actor:{actor}", plan.factors[actor]
        if blocs in common:
            thresholds = np.array([threshold(plan.offers[row].p_willing) for row in rows])
            found = willing[rows[0] : rows[-1] + 1]
            kernel.willing(*_key(seed, name), first_word, thresholds, scale, common[blocs], found)
        else:
            for row in rows:
                p = plan.offers[row].p_willing
                willing[row] = _below(seed, name, p, first_word, words)
    return willing


def _normals(seed: int, name: str, first_word: int, words: int) -> Floats:
    found = np.empty(LANES * words)
    kernel.normals(*_key(seed, name), first_word, found)
    return found


def _amounts(plan: Plan, seed: int, first_word: int, words: int) -> Amounts:
    random = [offer for offer in plan.offers if is_random(offer.amount)]
    drawn = np.empty((len(random), LANES * words), dtype=np.int64)
    for offer, row in zip(random, drawn, strict=True):
        _draw_amount(offer, seed, first_word, row)
    return Amounts(*fixed_amounts(plan), drawn)


def _draw_amount(offer: Offer, seed: int, first_word: int, out: Grains) -> None:
    key = _key(seed, f"amount:{offer.id}")
    if isinstance(offer.amount, LogNormal):
        found = lognormal_parameters(offer.amount.p10, offer.amount.p50, offer.amount.p90)
        kernel.lognormal(*key, first_word, *found, LARGEST, GRAIN, COARSE, out)
    elif isinstance(offer.amount, tuple):
        low, mode, high = map(float, offer.amount)
        kernel.triangular(*key, first_word, low, mode, high, GRAIN, out)
