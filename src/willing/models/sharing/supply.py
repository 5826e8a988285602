"""Is a need worth meeting together, who would supply it, and who has to pay whom?

A linear production game (Owen 1975, "On the core of linear production games") with a threshold:
something is needed in full or not at all, such as 20,000 soldiers; each member can supply up to its
capacity at its own unit cost, and has a value of its own for the need being met. A coalition that
can meet the need does so at the least cost, the cheapest suppliers first; one that cannot, or whose
costs exceed its values, does nothing:

    v(S) = max(0, values of S - least cost at which S meets the need)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.sharing.game import FITS, Game, sums, whole_game, whole_units


@dataclass(frozen=True, slots=True)
class Supply:
    """A need, and for each player its capacity, its cost of one unit, and its value of success."""

    amount: Fraction
    capacity: tuple[Fraction, ...]
    unit_cost: tuple[Fraction, ...]
    value: tuple[Fraction, ...]


def supply_game(players: Sequence[str], supply: Supply) -> Game:
    """The game of coalitions that meet the need.

    Raises `InputError` where even all together cannot, or where that costs more than it is worth.

    >>> capacity, unit_cost, value = (tuple(map(Fraction, x)) for x in ((2, 2), (1, 4), (5, 5)))
    >>> supply = Supply(Fraction(3), capacity, unit_cost, value)
    >>> game = supply_game("AB", supply)
    >>> game.worth(0b01), game.worth(0b11)  # 5 + 5 - 2 * 1 - 1 * 4
    (Fraction(0, 1), Fraction(4, 1))
    """
    if sum(supply.capacity) < supply.amount:
        raise InputError(
            f"capacity: all together can supply {float(sum(supply.capacity)):g} of the "
            f"{float(supply.amount):g} that are needed; lower `need`, or add suppliers"
        )
    least, most = cost(supply), sum(supply.value)
    if least > most:
        raise InputError(
            f"value: meeting the need costs {float(least):g} and is worth {float(most):g} to all "
            "together, so that nobody would; raise values, or share the cost as a plain `total`"
        )
    (needed, *capacity), per_unit = whole_units([supply.amount, *supply.capacity])
    unit_costs, per_cost = whole_units(supply.unit_cost)
    values, per_value = whole_units(supply.value)
    bound = sum(values) * per_unit * per_cost + needed * max(unit_costs) * per_value
    kind = np.int64 if max(bound, sum(capacity)) < FITS else object
    missing = np.full(1 << len(players), needed, dtype=kind)
    costs = missing * 0
    for row in _cheapest_first(supply):
        used = np.minimum(missing, capacity[row])
        used[~_with(row, len(players))] = 0
        missing -= used
        costs += used * unit_costs[row]
    gain = sums(values).astype(kind) * (per_unit * per_cost) - costs * per_value
    worths = np.where(missing > 0, 0, np.maximum(gain, 0))
    words = f"the values of those who together meet a need of {float(supply.amount):,g}, less costs"
    return whole_game(players, worths, Fraction(1, per_unit * per_cost * per_value), words=words)


def supplied(supply: Supply) -> tuple[Fraction, ...]:
    """What each player supplies if all work together: the cheapest first, in order where equal.

    >>> amounts = tuple(map(Fraction, (2, 2)))
    >>> supplied(Supply(Fraction(3), amounts, tuple(map(Fraction, (4, 1))), amounts))
    (Fraction(1, 1), Fraction(2, 1))
    """
    found = [Fraction(0)] * len(supply.capacity)
    missing = supply.amount
    for row in _cheapest_first(supply):
        found[row] = min(missing, supply.capacity[row])
        missing -= found[row]
    return tuple(found)


def cost(supply: Supply) -> Fraction:
    """What it costs all together to meet the need."""
    return sum(own_costs(supply), Fraction(0))


def own_costs(supply: Supply) -> tuple[Fraction, ...]:
    """What each player spends on its own supply."""
    amounts = zip(supplied(supply), supply.unit_cost, strict=True)
    return tuple(amount * unit for amount, unit in amounts)


def _with(row: int, players: int) -> NDArray[np.bool_]:
    """Which coalitions a player is in."""
    return (np.arange(1 << players) >> row & 1).astype(bool)


def _cheapest_first(supply: Supply) -> list[int]:
    return sorted(range(len(supply.unit_cost)), key=lambda row: supply.unit_cost[row])
