"""What can each coalition do on its own? A game with transferable utility.

von Neumann and Morgenstern (1944): a worth v(S) for each coalition S of the players. In a cost game
a coalition S has to bear c(S) if it acts on its own; that is the game v = -c, and what its players
get are the negatives of what they bear. Inside, worths are whole numbers of a smallest unit.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError

MOST_PLAYERS = 20
"""A million coalitions: whatever looks at each of them is done within a second or two."""

FITS = 1 << 62
"""Whole numbers below this can be added, and compared, in 64 bits."""

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Game:
    """Players, and what each of their coalitions is worth.

    `worths[S] * unit` is what coalition S is worth (see `willing.models.players`), the costs of a
    cost game with a minus sign. `rounded`: whether worths were rounded to fit (see `digits`).
    `words` says where they come from.
    """

    players: tuple[str, ...]
    worths: Ints
    unit: Fraction
    cost: bool
    rounded: bool
    words: str

    @property
    def size(self) -> int:
        """The number of players."""
        return len(self.players)

    @property
    def everybody(self) -> int:
        """The coalition of all players."""
        return (1 << self.size) - 1

    def worth(self, coalition: int) -> Fraction:
        """What a coalition can get on its own; what it has to bear in a cost game."""
        return self.told(int(self.worths[coalition]) * self.unit)

    def told(self, value: Fraction) -> Fraction:
        """A value of the game inside as readers know it: costs are positive."""
        return -value if self.cost else value


def make_game(
    players: Sequence[str],
    worths: Mapping[int, Fraction],
    *,
    cost: bool = False,
    words: str = "",
) -> Game:
    """The game of these worths by coalition; one that is not among them is worth 0.

    Raises `InputError` where the empty coalition is worth something.

    >>> game = make_game("AB", {0b01: Fraction(1), 0b11: Fraction(5)})
    >>> game.worth(game.everybody), game.worth(0b10)
    (Fraction(5, 1), Fraction(0, 1))
    """
    if worths.get(0):
        raise InputError(f"the empty coalition is worth {float(worths[0]):g}; it must be 0")
    unit, rounded = _unit(worths.values(), digits(len(players)))
    whole = np.zeros(1 << len(players), dtype=np.int64)
    for coalition, worth in worths.items():
        whole[coalition] = round(worth / unit)
    return Game(tuple(players), -whole if cost else whole, unit, cost, rounded, words)


def whole_game(
    players: Sequence[str],
    worths: NDArray[Any],
    unit: Fraction,
    *,
    cost: bool = False,
    words: str = "",
) -> Game:
    """The game of worths in whole units, rounded to larger units where they are too large."""
    signed = -worths if cost else worths
    bits = int(abs(signed).max()).bit_length() - digits(len(players))
    if bits > 0:
        signed = (signed + (1 << (bits - 1))) >> bits
        unit *= 1 << bits
    return Game(tuple(players), signed.astype(np.int64), unit, cost, bits > 0, words)


def digits(players: int) -> int:
    """So many binary digits of worths leave room for sums over all coalitions of one size.

    >>> digits(14), digits(20)
    (50, 45)
    """
    return min(50, 62 - math.comb(players - 1, (players - 1) // 2).bit_length())


def _unit(worths: Collection[Fraction], bits: int) -> tuple[Fraction, bool]:
    """The smallest unit of these worths, and whether they have to be rounded to it."""
    largest = max(map(abs, worths), default=Fraction(0)) or Fraction(1)
    limit = (1 << bits) / largest
    denominator = 1
    for worth in worths:
        denominator = math.lcm(denominator, worth.denominator)
        if denominator > limit:
            return Fraction(largest) / (1 << bits), True
    return Fraction(1, denominator), False


def sums(amounts: Sequence[int]) -> NDArray[Any]:
    """The sum of each coalition's amounts, shape (2^n,): 64-bit where they fit, else Python's own.

    >>> sums([1, 10])
    array([ 0,  1, 10, 11])
    """
    fits = sum(map(abs, amounts)) < FITS
    found: NDArray[Any] = np.zeros(1, dtype=np.int64 if fits else object)
    for amount in amounts:
        found = np.concatenate([found, found + amount])
    return found


def whole_units(amounts: Iterable[Fraction]) -> tuple[list[int], int]:
    """Amounts as whole numbers, and of which part of 1.

    >>> whole_units([Fraction(1, 2), Fraction(2, 3)])
    ([3, 4], 6)
    """
    amounts = list(amounts)
    denominator = math.lcm(*(amount.denominator for amount in amounts))
    return [int(amount * denominator) for amount in amounts], denominator


def sizes(players: int) -> NDArray[np.uint8]:
    """How many members each coalition has; shape (2^n,)."""
    return np.bitwise_count(np.arange(1 << players, dtype=np.uint32))
