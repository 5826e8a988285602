"""Bodies of few kinds of members: what each index counts, by how many of each kind are in.

Members with the same weights throughout are interchangeable. A coalition is then a profile
(k_1, ..., k_c), which stands for prod_j C(n_j, k_j) coalitions: the UN Security Council has
6 * 11 profiles instead of 2^15 coalitions, a consensus of any size n + 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import comb, prod

import numpy as np
from numpy.typing import NDArray

from willing.models.power.game import Game, axes
from willing.models.power.table import MOST, Found, Ints, Tally
from willing.scenario.rules import Count, Rule

MOST_PROFILES = 5_000
"""Profiles are gone through in Python: a twentieth of a second."""

MOST_COMPOUND = 200_000
"""The same for a compound rule of too many members for `table`: a second and a half."""

Profile = tuple[int, ...]
Kind = tuple[int, ...]


def kinds(game: Game) -> dict[Kind, list[int]]:
    """The rows of the members of each kind; a kind is its weights on every axis."""
    found: dict[Kind, list[int]] = {}
    for row, kind in enumerate(zip(*axes(game.rule), strict=True)):
        found.setdefault(kind, []).append(row)
    return found


def profiles(game: Game) -> int:
    """How many profiles there are."""
    return prod(len(rows) + 1 for rows in kinds(game).values())


def has_few_kinds(game: Game) -> bool:
    """Whether the profiles are few enough to go through, and nothing else is faster."""
    other_ways = game.weighted is not None or game.size <= MOST
    return profiles(game) <= (MOST_PROFILES if other_ways else MOST_COMPOUND)


def look(game: Game) -> Found:
    """As `table.look`, for a game of few kinds."""
    of_kind = kinds(game)
    sizes = [len(rows) for rows in of_kind.values()]
    n = game.size
    known = _outcomes(game, tuple(of_kind), sizes)
    choices = [[comb(size, k) for k in range(size + 1)] for size in sizes]
    winning, minimal, critical = _Counter(n, sizes), _Counter(n, sizes), _Counter(n, sizes)
    blocking = np.zeros(n + 1, dtype=object)
    for profile, wins in known.items():
        number = prod(of[k] for of, k in zip(choices, profile, strict=True))
        if wins:
            size = sum(profile)
            winning.add(number, size, profile)
            needed = [k if k and not known[_less(profile, j)] else 0 for j, k in enumerate(profile)]
            critical.add(number, sum(needed), needed)
            if sum(needed) == size:
                minimal.add(number, size, profile)
        elif all(
            k == size or known[_more(profile, j)]
            for j, (k, size) in enumerate(zip(profile, sizes, strict=True))
        ):
            blocking[n - sum(profile)] += number  # those outside are one
    rows = np.empty(n, dtype=np.int64)
    for j, members in enumerate(of_kind.values()):
        rows[members] = j
    return Found(
        winning=Tally(winning.all, winning.of_each()[rows]),
        minimal=Tally(minimal.all, minimal.of_each()[rows]),
        minimal_blocking=blocking,
        criticals=critical.of_each()[rows],
    )


class _Counter:
    """Coalitions by size, and those that one member of each kind is in."""

    def __init__(self, members: int, sizes: list[int]) -> None:
        self.sizes = sizes
        self.all = np.zeros(members + 1, dtype=object)
        self.seats = np.zeros((len(sizes), members + 1), dtype=object)

    def add(self, number: int, size: int, of_kind: Sequence[int]) -> None:
        """So many coalitions of a size, with so many members of each kind."""
        self.all[size] += number
        for j, k in enumerate(of_kind):
            if k:
                self.seats[j, size] += number * k

    def of_each(self) -> Ints:
        """The members of a kind share its seats alike; Python's whole numbers, of any length."""
        shares: Ints = self.seats // np.array(self.sizes, dtype=object)[:, None]
        return shares


def _outcomes(game: Game, of_kind: tuple[Kind, ...], sizes: list[int]) -> dict[Profile, bool]:
    """Whether each profile wins."""
    on = {weights: axis for axis, weights in enumerate(axes(game.rule))}
    every = list(product(*(range(size + 1) for size in sizes)))
    scores = np.array(every, dtype=np.int64) @ np.array(of_kind, dtype=np.int64)

    def wins(rule: Rule) -> NDArray[np.bool_]:
        if isinstance(rule, Count):
            return scores[:, on[rule.weights]] >= rule.quota
        met: NDArray[np.int64] = np.sum([wins(part) for part in rule.parts], axis=0)
        return met >= rule.k

    return dict(zip(every, wins(game.rule).tolist(), strict=True))


def _less(profile: Profile, j: int) -> Profile:
    return (*profile[:j], profile[j] - 1, *profile[j + 1 :])


def _more(profile: Profile, j: int) -> Profile:
    return (*profile[:j], profile[j] + 1, *profile[j + 1 :])
