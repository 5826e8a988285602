"""Payoffs written down: what each player gets when each coalition forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from willing.errors import InputError
from willing.models.players import members, read_amounts, read_coalition
from willing.models.stability.coalitions import Floats, Payoff

MOST_PLAYERS = 12
"""Four thousand coalitions with twelve payoffs each: what a file may hold."""

NOBODY = "nobody"
"""How a file writes the empty coalition; empty text does too."""


def listed(table: Any, rows: Mapping[str, int]) -> Payoff:
    """The payoffs of a table from coalitions as text to amounts by player. Raises `InputError`.

    >>> table = {"nobody": [0, 0], "A": [-1, 2], "B": [2, -1], "A B": [1, 1]}
    >>> within, without = listed(table, {"A": 0, "B": 1})(0)
    >>> within.tolist(), without.tolist()
    ([[-1.0], [1.0]], [[0.0], [2.0]])
    """
    if not isinstance(table, Mapping):
        raise InputError("payoffs: write the payoffs by coalition, such as {A B: {A: 1, B: 2}}")
    n, players = len(rows), tuple(rows)
    values = np.full((1 << n, n), np.nan)
    for text, amounts in table.items():
        place = f"payoffs.{str(text)[:80] or NOBODY}"
        empty = text == NOBODY and NOBODY not in rows
        coalition = 0 if empty else read_coalition(text, rows, place)
        if not np.isnan(values[coalition, 0]):
            raise InputError(f"{place}: this coalition is listed twice; leave one of them out")
        values[coalition] = [float(x) for x in read_amounts(amounts, players, place, least=None)]
    missing = np.flatnonzero(np.isnan(values[:, 0]))
    if missing.size:
        first = ", ".join(members(int(missing[0]), players)) or NOBODY
        raise InputError(
            f"payoffs: none for the coalition of {first[:200]} ({missing.size:,} are missing); "
            "write what every player gets in it"
        )

    def payoff(row: int) -> tuple[Floats, Floats]:
        box = values[:, row].reshape(-1, 2, 1 << row)
        return box[:, 1], box[:, 0]

    return payoff
