"""Bodies of few kinds of members: what each index counts, by how many of each kind are in.

Members with the same weights throughout are interchangeable. A coalition is then a profile
(k_1, ..., k_c), which stands for prod_j C(n_j, k_j) coalitions: the UN Security Council has
6 * 11 profiles instead of 2^15 coalitions, a consensus of any size n + 1.
"""

from __future__ import annotations

from itertools import product
from math import comb, prod

import numpy as np

from willing.models.power.game import Game, axes
from willing.models.power.table import Found, Tally
from willing.scenario.rules import Count, Rule

MOST_PROFILES = 5_000
"""Profiles are gone through in Python: a fifth of a second."""

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


def look(game: Game) -> Found:
    """As `table.look`, for a game with at most `MOST_PROFILES` profiles."""
    of_kind = kinds(game)
    sizes = [len(rows) for rows in of_kind.values()]
    n = game.size
    known = {
        profile: _wins(game.rule, axes(game.rule), tuple(of_kind), profile)
        for profile in product(*(range(size + 1) for size in sizes))
    }
    winning, minimal = _Counter(sizes), _Counter(sizes)
    criticals = np.zeros((len(sizes), n + 1), dtype=object)
    blocking = 0
    for profile, wins in known.items():
        if wins:
            winning.add(profile)
            critical = [k > 0 and not known[_less(profile, j)] for j, k in enumerate(profile)]
            together = sum(k for k, is_one in zip(profile, critical, strict=True) if is_one)
            if together == sum(profile):
                minimal.add(profile)
            for j, is_one in enumerate(critical):
                if is_one:
                    criticals[j, together] += _with_one(sizes, profile, j)
        elif all(
            k == size or known[_more(profile, j)]
            for j, (k, size) in enumerate(zip(profile, sizes, strict=True))
        ):
            blocking += _number(sizes, profile)
    rows = np.empty(n, dtype=np.int64)
    for j, members in enumerate(of_kind.values()):
        rows[members] = j
    return Found(
        winning=Tally(winning.all, winning.of[rows]),
        minimal=Tally(minimal.all, minimal.of[rows]),
        minimal_blocking=blocking,
        criticals=criticals[rows],
    )


class _Counter:
    """Coalitions by size, and those that one member of each kind is in."""

    def __init__(self, sizes: list[int]) -> None:
        self.sizes = sizes
        self.all = np.zeros(sum(sizes) + 1, dtype=object)
        self.of = np.zeros((len(sizes), sum(sizes) + 1), dtype=object)

    def add(self, profile: Profile) -> None:
        size = sum(profile)
        self.all[size] += _number(self.sizes, profile)
        for j, k in enumerate(profile):
            if k:
                self.of[j, size] += _with_one(self.sizes, profile, j)


def _wins(
    rule: Rule, on: tuple[tuple[int, ...], ...], of_kind: tuple[Kind, ...], profile: Profile
) -> bool:
    if isinstance(rule, Count):
        axis = on.index(rule.weights)
        total = sum(k * kind[axis] for k, kind in zip(profile, of_kind, strict=True))
        return total >= rule.quota
    return sum(_wins(part, on, of_kind, profile) for part in rule.parts) >= rule.k


def _number(sizes: list[int], profile: Profile) -> int:
    return prod(comb(size, k) for size, k in zip(sizes, profile, strict=True))


def _with_one(sizes: list[int], profile: Profile, j: int) -> int:
    """The coalitions of a profile that a given member of kind j is in."""
    return _number(sizes, profile) * profile[j] // sizes[j]


def _less(profile: Profile, j: int) -> Profile:
    return (*profile[:j], profile[j] - 1, *profile[j + 1 :])


def _more(profile: Profile, j: int) -> Profile:
    return (*profile[:j], profile[j] + 1, *profile[j + 1 :])
