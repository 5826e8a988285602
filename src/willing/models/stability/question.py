"""Whose coalition is asked about: a model of equals, or payoffs of players of their own.

    {"model": "barrett", "n": 10, "a": 100, "b": 1, "c": 0.25}    also cournot
    {"model": "linear", "n": 10, "b": 1, "c": 5}                  also threshold
    {"benefit": {"A": 3, "B": 1}, "cost": {"A": 1, "B": 2}}       linear, each with its own
    {"payoffs": {"nobody": {"A": 0, "B": 0}, "A": {...}, "B": {...}, "A B": {...}}}

The last two with "coalition": ["A", "B"] where you ask about one, "players" for an order of your
own, and "title". Files are treated as hostile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from willing.errors import InputError
from willing.models import players as plain
from willing.models.stability import coalitions, listed
from willing.models.stability.barrett import barrett
from willing.models.stability.coalitions import Payoff, Stability, stability
from willing.models.stability.cournot import cournot
from willing.models.stability.linear import linear, linear_payoff
from willing.models.stability.symmetric import MOST_PLAYERS, Payoffs, Symmetric, symmetric
from willing.models.stability.threshold import threshold
from willing.scenario.problems import suggestion

MODELS = {
    "barrett": ("n", "a", "b", "c"),
    "cournot": ("n", "a", "b", "c"),
    "linear": ("n", "b", "c"),
    "threshold": ("n", "b", "c"),
}
"""Models of equals, and their parameters."""

OWN = ("title", "players", "coalition")
EXAMPLE = "{model: barrett, n: 10, a: 100, b: 1, c: 0.25}"


@dataclass(frozen=True, slots=True)
class Equals:
    """A model of equals with its payoffs by size."""

    title: str
    payoffs: Payoffs


@dataclass(frozen=True, slots=True)
class Named:
    """Players with payoffs of their own in every coalition, and the one that is asked about."""

    title: str
    players: tuple[str, ...]
    payoff: Payoff
    asked: int | None
    words: str


def stable(question: Equals | Named) -> Symmetric | Stability:
    """The stability of every size, or of every coalition.

    >>> stable(read_question({"model": "threshold", "n": 9, "b": 2, "c": 7})).stable
    (4,)
    """
    if isinstance(question, Equals):
        return symmetric(question.payoffs)
    return stability(question.players, question.payoff, asked=question.asked, words=question.words)


def file_question(path: Path) -> Equals | Named:
    """The question of a file. Raises `InputError` with file, place and mend."""
    data = plain.load(path, "game")
    try:
        return read_question(data, path.stem)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def read_question(data: Mapping[str, Any], title: str = "game") -> Equals | Named:
    """The question of plain data. Raises `InputError` with the place and the mend."""
    title = str(data.get("title") or title)[: plain.LONGEST]
    if "payoffs" in data:
        plain.check_fields(data, ("payoffs", *OWN))
        return _listed(data, title)
    if "benefit" in data or "cost" in data:
        plain.check_fields(data, ("model", "benefit", "cost", *OWN))
        return _linear(data, title)
    model = data.get("model")
    if not isinstance(model, str) or model not in MODELS:
        mend = (suggestion(model, MODELS) if isinstance(model, str) else "") or f"write {EXAMPLE}"
        said = f"`{str(model)[:80]}` is no model" if "model" in data else "no game is described"
        raise InputError(f"model: {said}; {mend}")
    plain.check_fields(data, ("title", "model", *MODELS[model]))
    return Equals(title, _equals(model, data))


def _equals(model: str, data: Mapping[str, Any]) -> Payoffs:
    for name in MODELS[model]:
        if name not in data:
            raise InputError(f"`{name}` is missing: {model} needs {', '.join(MODELS[model])}")
    n = data["n"]
    if not isinstance(n, int) or isinstance(n, bool) or not 2 <= n <= MOST_PLAYERS:
        raise InputError(f"n: `{str(n)[:40]}`: write a number of players, 2 to {MOST_PLAYERS:,}")
    a, b, c = (_positive(data[name], name) if name in data else Fraction(1) for name in "abc")
    if model == "barrett":
        return barrett(n, a, b, c)
    if model == "cournot":
        return cournot(n, a, b, c)
    return linear(n, b, c) if model == "linear" else threshold(n, b, c)


def _positive(value: Any, place: str) -> Fraction:
    number = plain.read_number(value, place)
    if number <= 0:
        raise InputError(f"{place}: {float(number):g} is not above 0; write a number above 0")
    return number


def _linear(data: Mapping[str, Any], title: str) -> Named:
    if data.get("model", "linear") != "linear":
        raise InputError("model: with `benefit` and `cost` by player it is linear; leave it out")
    for field in ("benefit", "cost"):
        if field not in data:
            raise InputError(f"`{field}` is missing; write an amount for each player")
    players = _players(data, "benefit", data["benefit"], coalitions.MOST_PLAYERS)
    benefits = plain.read_amounts(data["benefit"], players, "benefit")
    costs = plain.read_amounts(data["cost"], players, "cost")
    for name, cost in zip(players, costs, strict=True):
        if not cost:
            raise InputError(f"cost.{name[:80]}: 0 is not above 0; effort must cost something")
    payoff = linear_payoff([float(x) for x in benefits], [float(x) for x in costs])
    words = "linear benefits and quadratic costs, each player's own"
    return Named(title, players, payoff, _asked(data, players), words)


def _listed(data: Mapping[str, Any], title: str) -> Named:
    table = data["payoffs"]
    if not isinstance(table, Mapping):
        raise InputError("payoffs: write the payoffs by coalition, such as {A B: {A: 1, B: 2}}")
    first = next((amounts for amounts in table.values() if isinstance(amounts, Mapping)), None)
    players = _players(data, "payoffs", first, listed.MOST_PLAYERS)
    rows = {name: row for row, name in enumerate(players)}
    payoff = listed.listed(table, rows)
    return Named(title, players, payoff, _asked(data, players), "payoffs as listed")


def _players(data: Mapping[str, Any], field: str, amounts: Any, most: int) -> tuple[str, ...]:
    if "players" in data:
        return plain.read_players(data["players"], "players", most)
    if not isinstance(amounts, Mapping):
        raise InputError("players: a list of names is missing; write [A, B, C]")
    return plain.read_players(amounts, field, most)


def _asked(data: Mapping[str, Any], players: Sequence[str]) -> int | None:
    value = data.get("coalition")
    if value is None:
        return None
    rows = {name: row for row, name in enumerate(players)}
    if isinstance(value, list):
        found = 0
        for index, name in enumerate(value):
            if not isinstance(name, str) or name not in rows:
                mend = suggestion(str(name), rows) or "write the players' names"
                raise InputError(f"coalition[{index}]: `{str(name)[:80]}` is no player; {mend}")
            found |= 1 << rows[name]
        return found
    return plain.read_coalition(value, rows, "coalition")
