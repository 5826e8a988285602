"""A game written down: a worth, or a cost, for each coalition."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from willing.errors import InputError
from willing.models.players import members, read_coalition, read_number
from willing.models.sharing.game import Game, make_game

MISSING = ("error", "zero", "parts")
MOST_PARTED = 12
"""Players up to which the best parts of coalitions are looked for here: a second in fractions."""


def listed(table: Any, rows: Mapping[str, int], form: str, *, missing: Any = "error") -> Game:
    """The game of a table from coalitions as text to worths (`form` "worth") or costs ("cost").

    `missing`: what coalitions that are not listed are worth: an error, 0 ("zero"), or the best of
    the listed coalitions that they split into ("parts"; players who are not listed: 0). Raises
    `InputError`.

    >>> game = listed({"A": 1, "B C": 4}, {"A": 0, "B": 1, "C": 2}, "worth", missing="parts")
    >>> [int(worth) for worth in game.worths]
    [0, 1, 0, 1, 0, 1, 4, 5]
    """
    if missing not in MISSING:
        raise InputError(f"missing: write {', '.join(MISSING)}, not `{str(missing)[:80]}`")
    if not isinstance(table, Mapping):
        raise InputError(f"{form}: worths by coalition are missing; write {{A: 1, A B: 3}}")
    known = {0: Fraction(0)}
    for text, value in table.items():
        place = f"{form}.{str(text)[:80]}" if text else form
        coalition = read_coalition(text, rows, place)
        worth = read_number(value, place)
        if coalition == 0 and worth:
            raise InputError(f"{form}: the empty coalition is worth {float(worth):g}; write 0")
        if coalition in known and coalition:
            raise InputError(f"{place}: this coalition is listed twice; leave one of them out")
        known[coalition] = worth
    cost = form == "cost"
    if missing == "parts":
        known = _in_parts(known, len(rows), cost=cost)
    elif missing == "error" and len(known) < 1 << len(rows):
        lacking = next(s for s in range(1 << len(rows)) if s not in known)
        first = ", ".join(members(lacking, tuple(rows)))
        raise InputError(
            f"{form}: no worth for the coalition of {first[:200]} "
            f"({(1 << len(rows)) - len(known):,} are missing); write them, or `missing: parts` "
            "(the best of their parts) or `missing: zero`"
        )
    return make_game(tuple(rows), known, cost=cost, words="worths as listed")


def _in_parts(known: Mapping[int, Fraction], n: int, *, cost: bool) -> dict[int, Fraction]:
    """Each coalition's own worth, or the best of all splits into listed coalitions.

    A player who is not listed alone is worth 0 alone.
    """
    if n > MOST_PARTED:
        raise InputError(f"missing: `parts` is for up to {MOST_PARTED} players; list all worths")
    best = [Fraction(0)]
    better = min if cost else max
    for coalition in range(1, 1 << n):
        first = coalition & -coalition
        rest = part = coalition ^ first
        found = known.get(first, Fraction(0)) + best[rest]
        while part:
            if part | first in known:
                found = better(found, known[part | first] + best[rest ^ part])
            part = part - 1 & rest
        best.append(found)
    return dict(enumerate(best)) | dict(known)
