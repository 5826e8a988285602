"""What the indices of one game are computed from, each part counted once and only when needed.

For each part the ways are tried in the same order: few kinds of members (`classes`), a generating
function (`counting`, `minimal`), every coalition (`table`), the grid of scores (`grid`). A part
that none of them reaches is None, and `LIMITS` says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log10

from willing.models.power import classes, counting, grid, minimal, quadrature, table
from willing.models.power.criticals import can_count_criticals, count_criticals
from willing.models.power.game import Game, dual_quota
from willing.models.power.quadrature import Integral

KINDS = "exact, from the kinds of members"
COUNTED = "exact, by counting with generating functions"
LISTED = "exact, from all coalitions"
ON_GRID = "exact, on the grid of scores"
NEAR_GRID = "on the grid of scores"


SOON = 14
"""Members up to which all coalitions are looked at in a few milliseconds."""


@dataclass(frozen=True, slots=True)
class Swung:
    """Swings and winning coalitions (None on a grid of more than 53 members), or the chances."""

    method: str
    swings: tuple[int, ...] | None
    winning: int | None
    chances: tuple[float, ...] | None = None
    passes: float | None = None


@dataclass(frozen=True, slots=True)
class Least:
    """Minimal winning coalitions: their number, and those of each member by size."""

    method: str
    number: int
    by_size: Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Numbered:
    """How many there are, and how many of each size 0 ... n; None where it was not counted."""

    number: int | None
    by_size: tuple[int, ...] | None


def _numbered(sizes: Iterable[int]) -> Numbered:
    by_size = tuple(map(int, sizes))
    return Numbered(sum(by_size), by_size)


def in_nodes(found: Integral) -> str:
    """How an integral was obtained."""
    digits = int(-log10(found.error))
    if found.nodes == 1:
        return f"by distributions, right to 1e-{digits:02d}"
    return f"quadrature with {found.nodes} nodes, right to 1e-{digits:02d}"


class Evidence:
    """The parts of a game.

    `criticals`: whether Johnston's index is asked for; `sizes`: whether one that needs the sizes
    of minimal winning coalitions is.
    """

    def __init__(self, game: Game, *, criticals: bool = True, sizes: bool = True) -> None:
        self.game = game
        self.criticals = criticals
        self.sizes = sizes
        self.few_kinds = classes.has_few_kinds(game)
        self.few_members = game.size <= table.MOST

    @cached_property
    def found(self) -> table.Found:
        """What all coalitions show; only where there are few kinds or few members."""
        if self.few_kinds:
            return classes.look(self.game)
        return table.look(self.game, criticals=self.criticals)

    @property
    def seen(self) -> str:
        """How `found` was found."""
        return KINDS if self.few_kinds else LISTED

    @cached_property
    def swung(self) -> Swung | None:
        """Each member's swings, over all sizes."""
        game, weighted = self.game, self.game.weighted
        if not self.few_kinds:
            if weighted and counting.can_count(weighted) and not self._sooner_listed(2):
                counted = counting.count(weighted)
                return Swung(COUNTED, counted.swings, counted.winning)
            if not self.few_members:
                return self._on_grid() if grid.can_grid(game) else None
        every, of = self.found.winning.all, self.found.winning.of
        winning = int(every.sum())
        swings = tuple(2 * int(row.sum()) - winning for row in of)
        return Swung(self.seen, swings, winning)

    @cached_property
    def by_size(self) -> tuple[str, list[list[int]]] | None:
        """How the swings by size were found, and they."""
        weighted, n = self.game.weighted, self.game.size
        if not self.few_kinds:
            can = weighted and counting.can_count_by_size(weighted)
            if weighted and can and not self._sooner_listed(3):
                return COUNTED, counting.count_by_size(weighted)
            if not self.few_members:
                return None
        every = [int(number) for number in self.found.winning.all]
        swings = []
        for row in self.found.winning.of:
            of = [int(number) for number in row]  # those with i of s + 1, less those without of s
            swings.append([of[s + 1] - (every[s] - of[s]) for s in range(n)])
        return self.seen, swings

    @cached_property
    def integral(self) -> tuple[str, Integral] | None:
        """The Shapley-Shubik index by quadrature, where the swings by size are out of reach."""
        weighted = self.game.weighted
        if weighted and quadrature.can_integrate(weighted):
            found = quadrature.shapley_shubik(weighted)
        elif grid.can_grid(self.game, integral=True):
            found = grid.shapley_shubik(self.game)
        else:
            return None
        return in_nodes(found), found

    @cached_property
    def broken(self) -> tuple[str, Sequence[Sequence[int]]] | None:
        """How often each member is one of c critical ones."""
        weighted = self.game.weighted
        if not self._listed and weighted and can_count_criticals(weighted):
            return COUNTED, count_criticals(weighted)
        if not self.few_kinds and not self.few_members:
            return None
        assert self.found.criticals is not None
        return self.seen, [[int(number) for number in row] for row in self.found.criticals]

    @cached_property
    def least(self) -> Least | None:
        """Minimal winning coalitions by member and size."""
        weighted = self.game.weighted
        if weighted and self._counts_least:
            counted = minimal.minimal_coalitions(weighted)
            return Least(COUNTED, counted.number, counted.by_size)
        if not self.few_kinds and not self.few_members:
            return None
        tally = self.found.minimal
        sizes = [[int(number) for number in row] for row in tally.of]
        return Least(self.seen, int(tally.all.sum()), sizes)

    @property
    def _counts_least(self) -> bool:
        """Whether `least` is counted, not listed."""
        weighted = self.game.weighted
        if self._listed or weighted is None:
            return False
        return minimal.can_count_minimal(weighted, weighted.quota)

    @cached_property
    def minimal_winning(self) -> Numbered:
        """The minimal winning coalitions."""
        weighted = self.game.weighted
        return self._minimal(weighted.quota if weighted else 0, blocking=False)

    @cached_property
    def minimal_blocking(self) -> Numbered:
        """The minimal blocking coalitions."""
        weighted = self.game.weighted
        return self._minimal(dual_quota(weighted) if weighted else 0, blocking=True)

    def _minimal(self, quota: int, *, blocking: bool) -> Numbered:
        """The minimal coalitions that reach a quota of a weighted game, or that win or block."""
        weighted = self.game.weighted
        if not self._listed and weighted:
            if self.sizes and minimal.can_count_minimal(weighted, quota):
                return _numbered(minimal.minimal_sizes(weighted, quota))
            listed_for_sizes = self.sizes and self.few_members and not self._counts_least
            if quota in self._numbers and not listed_for_sizes:
                return Numbered(self._numbers[quota], None)
        if not self.few_kinds and not self.few_members:
            return Numbered(None, None)
        found = self.found
        return _numbered(found.minimal_blocking if blocking else found.minimal.all)

    @cached_property
    def _numbers(self) -> dict[int, int]:
        """Of a weighted game: how many minimal coalitions win and block, within the limits."""
        weighted = self.game.weighted
        assert weighted is not None
        quotas = {weighted.quota, dual_quota(weighted)}
        return minimal.minimal_numbers(
            weighted, [quota for quota in quotas if minimal.can_number(weighted, quota)]
        )

    @property
    def _listed(self) -> bool:
        """Whether all coalitions are looked at anyway, or in no time."""
        if not self.few_kinds and not self.few_members:
            return False
        weighted = self.game.weighted
        needed = weighted is None or (self.criticals and not can_count_criticals(weighted))
        return self.few_kinds or needed or self.game.size <= SOON

    def _sooner_listed(self, degree: int) -> bool:
        """Whether listing takes less than counting: few members with many digits."""
        weighted, n = self.game.weighted, self.game.size
        if weighted is None or not self.few_members:
            return False
        low = min(weighted.quota, dual_quota(weighted))
        work: int = low * n ** (degree - 1)
        return work > n << n

    def _on_grid(self) -> Swung:
        decisive = grid.banzhaf(self.game)
        if decisive.swings is None:
            return Swung(NEAR_GRID, None, None, decisive.chances, decisive.passes)
        return Swung(ON_GRID, decisive.swings, decisive.winning)
