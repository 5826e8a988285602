"""Players, coalitions and amounts as a small file writes them; treated as hostile.

A coalition of n players is a number from 0 to 2^n - 1: player i is in it where bit i is set. In a
file it is text, names with spaces or commas between, or one name: "DEU FRA", "New Zealand, Japan".
Amounts are numbers as they are written, or fractions as text: 12, 0.25, "100/3".
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from willing.errors import InputError
from willing.reference.plainfile import read_plain
from willing.scenario.problems import suggestion

LONGEST = 200
"""Characters of a player's name."""

LARGEST = 10**15
SMALLEST = Fraction(1, 10**12)
"""Amounts are 0 or between these in size: wide enough for euros of a GDP and shares of one."""

FRACTION = re.compile(r"[+-]?\d{1,18}/\d{1,6}")
"""Small denominators keep sums over many players short."""


def load(path: Path, what: str) -> Mapping[str, Any]:
    """A file's fields; `what` is what messages call it. Raises `InputError`."""
    try:
        data = read_plain(path, what)
    except InputError as error:
        raise InputError(" ".join(str(error).split())) from None
    if not isinstance(data, Mapping):
        raise InputError(f"{path}: this is no {what}; write fields with their values")
    return data


def check_fields(data: Mapping[Any, Any], fields: Collection[str], place: str = "") -> None:
    """Raises `InputError` for a field that is not among these."""
    for field in data:
        if field not in fields:
            mend = suggestion(str(field), fields) or f"the fields are {', '.join(fields)}"
            raise InputError(f"{place}`{str(field)[:80]}`: no such field; {mend}")


def read_players(value: Any, place: str, most: int) -> tuple[str, ...]:
    """Names, each once. Raises `InputError`.

    >>> read_players(["DEU", "New Zealand"], "players", 20)
    ('DEU', 'New Zealand')
    """
    if not isinstance(value, Sequence | Mapping) or isinstance(value, str):
        raise InputError(f"{place}: a list of names is missing; write [A, B, C]")
    names = tuple(value)
    if not names:
        raise InputError(f"{place}: nobody plays; name at least one player")
    if len(names) > most:
        raise InputError(
            f"{place}: {len(names):,} players are beyond the limit of {most}; "
            "take those that act alike together"
        )
    for index, name in enumerate(names):
        if not isinstance(name, str) or not name.strip() or len(name) > LONGEST or "," in name:
            raise InputError(
                f"{place}[{index}]: this is no name; write text of up to {LONGEST} characters "
                "without commas, numbers in quotation marks"
            )
        if name in names[:index]:
            raise InputError(f"{place}: `{name[:80]}` is listed twice; leave one of them out")
    return names


def read_number(value: Any, place: str, *, least: int | None = None) -> Fraction:
    """An amount, exactly as written. Raises `InputError`, also below `least`.

    >>> read_number(0.1, "cost"), read_number("100/3", "cost")
    (Fraction(1, 10), Fraction(100, 3))
    """
    number = _number(value)
    if number is None:
        raise InputError(
            f'{place}: `{str(value)[:40]}` is no amount; write a number such as 12.5 or "100/3", '
            "0 or between 1e-12 and 1e15 in size"
        )
    if least is not None and number < least:
        raise InputError(f"{place}: {float(number):g} is below {least}; write {least} or more")
    return number


def _number(value: Any) -> Fraction | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and FRACTION.fullmatch(value.strip()):
        top, _, bottom = value.strip().partition("/")
        number = Fraction(int(top), int(bottom)) if int(bottom) else None
    elif isinstance(value, int) and abs(value) <= LARGEST:
        number = Fraction(value)
    elif isinstance(value, float) and math.isfinite(value) and abs(value) <= LARGEST:
        number = Fraction(repr(value))
    else:
        return None
    if number is None or (number and not SMALLEST <= abs(number) <= LARGEST):
        return None
    return number


def read_amounts(
    value: Any, players: Sequence[str], place: str, *, least: int | None = 0
) -> tuple[Fraction, ...]:
    """One amount for each player: by name, or a list in the players' order. Raises `InputError`.

    >>> read_amounts({"B": 2, "A": 0.5}, ["A", "B"], "gdp")
    (Fraction(1, 2), Fraction(2, 1))
    """
    found = read_some(value, players, place, least=least)
    for name, amount in zip(players, found, strict=True):
        if amount is None:
            raise InputError(f"{place}: no amount for {name[:80]}; write 0 if it has none")
    return tuple(amount for amount in found if amount is not None)


def read_some(
    value: Any, players: Sequence[str], place: str, *, least: int | None = 0
) -> tuple[Fraction | None, ...]:
    """The same where players may be left out: None for them."""
    if isinstance(value, Mapping):
        for name in value:
            if name not in players:
                mend = suggestion(str(name), players) or "write the players' names"
                raise InputError(f"{place}: `{str(name)[:80]}` is no player; {mend}")
        return tuple(
            read_number(value[name], f"{place}.{name[:80]}", least=least) if name in value else None
            for name in players
        )
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise InputError(f"{place}: amounts by name are missing; write {{A: 1, B: 2}}")
    if len(value) != len(players):
        raise InputError(
            f"{place}: {len(value)} amounts for {len(players)} players; write one for each, in the "
            "players' order, or amounts by name"
        )
    return tuple(
        read_number(amount, f"{place}[{index}]", least=least) for index, amount in enumerate(value)
    )


def read_coalition(text: Any, rows: Mapping[str, int], place: str) -> int:
    """The coalition that a text names; `rows` are the players' places. Raises `InputError`.

    >>> read_coalition("C A", {"A": 0, "B": 1, "C": 2}, "worth")
    5
    """
    coalition = 0
    for name in names_in(text, rows, place):
        if name not in rows:
            mend = suggestion(name, rows) or "write names of players with commas between"
            raise InputError(f"{place}: `{name[:80]}` is no player; {mend}")
        if coalition >> rows[name] & 1:
            raise InputError(f"{place}: `{name[:80]}` is twice in `{text[:80]}`; write it once")
        coalition |= 1 << rows[name]
    return coalition


def names_in(text: Any, known: Collection[str], place: str) -> list[str]:
    """The names in a coalition's text, known or not. Raises `InputError`.

    >>> names_in("New Zealand, Japan", (), "worth"), names_in("A B", (), "worth")
    (['New Zealand', 'Japan'], ['A', 'B'])
    """
    if not isinstance(text, str):
        raise InputError(
            f"{place}: `{str(text)[:80]}` is no coalition; write names with spaces or commas "
            "between, numbers in quotation marks"
        )
    if text in known:
        return [text]
    return [name.strip() for name in text.split(",")] if "," in text else text.split()


def members(coalition: int, players: Sequence[str]) -> tuple[str, ...]:
    """The names of a coalition's members.

    >>> members(5, "ABC")
    ('A', 'C')
    """
    return tuple(name for row, name in enumerate(players) if coalition >> row & 1)
