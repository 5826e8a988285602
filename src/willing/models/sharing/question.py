"""What is to be shared among whom: a game or a total, read from a JSON or YAML file.

One of these forms, with `title` and `players` (their order) where you wish:

    {"worth": {"A": 1, "A B": 3}}                    a game; what coalitions get ("cost": bear)
    {"claims": {"A": 100, "B": 200}, "estate": 150}  bankruptcy
    {"airport": {"A": 3, "B": 8}}                    what serves the most demanding serves all
    {"weights": {"A": 2, "B": 1}, "quota": 2}        one prize for a majority
    {"need": 300, "capacity": {...}, "unit_cost": {...}, "value": {...}}   who supplies, who pays
    {"total": 500}                                   a burden, by keys alone

Beside any of them: "unions": [["A", "B"]], "keys": {"gdp": {"A": 3, "B": 1}}, "mixes":
{"half": {"gdp": 1, "people": 1}}, "cap": {"A": 40}, "whole": true. Files are treated as hostile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from willing.errors import InputError
from willing.models import players as plain
from willing.models.sharing.airport import airport
from willing.models.sharing.bankruptcy import bankruptcy
from willing.models.sharing.game import MOST_PLAYERS, Game
from willing.models.sharing.keys import mixed
from willing.models.sharing.listed import listed
from willing.models.sharing.supply import Supply, cost, supply_game
from willing.models.sharing.weighted import weighted
from willing.scenario.problems import suggestion

FORMS = {
    "worth": ("missing",),
    "cost": ("missing",),
    "claims": ("estate",),
    "airport": (),
    "weights": ("quota",),
    "need": ("capacity", "unit_cost", "value"),
    "total": (),
}
"""The field that tells the form, and those that go with it."""

COMMON = ("title", "players", "unions", "keys", "mixes", "cap", "whole")
MOST_MEMBERS = 200
"""Players of a plain total: the members of the largest organisations."""

MOST_KEYS = 20
RULES = ("shapley", "nucleolus", "prenucleolus", "owen", "equal")
"""The rules that need no key of the file."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be shared: the game if there is one, the total, and the keys by name.

    `unions` are rows; `caps` what each can bear at most, None without; `supply` where the game is
    about meeting a need. With `supply` the total and the keys are about its cost.
    """

    title: str
    players: tuple[str, ...]
    total: Fraction
    game: Game | None = None
    supply: Supply | None = None
    unions: tuple[tuple[int, ...], ...] = ()
    keys: Mapping[str, tuple[Fraction, ...]] | None = None
    caps: tuple[Fraction | None, ...] | None = None
    whole: bool = False


def file_question(path: Path) -> Question:
    """The question of a file. Raises `InputError` with file, place and mend."""
    data = plain.load(path, "game")
    try:
        return read_question(data, path.stem)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def read_question(data: Mapping[str, Any], title: str = "game") -> Question:
    """The question of plain data. Raises `InputError` with the place and the mend.

    >>> found = read_question({"claims": {"A": 100, "B": 200}, "estate": 150})
    >>> found.players, found.total
    (('A', 'B'), Fraction(150, 1))
    """
    form = _form(data)
    plain.check_fields(data, (form, *FORMS[form], *COMMON))
    players = _players(data, form)
    rows = {name: row for row, name in enumerate(players)}
    supply = _supply(data, players) if form == "need" else None
    game = _game(data, form, players, rows, supply)
    if supply is not None:
        total = cost(supply)
    elif game is not None:
        total = game.worth(game.everybody)
    else:
        total = plain.read_number(data["total"], "total", least=0)
    whole = data.get("whole", False)
    if not isinstance(whole, bool):
        raise InputError("whole: write true for shares in whole numbers, or false")
    caps = plain.read_some(data["cap"], players, "cap") if data.get("cap") else None
    if whole and total.denominator > 1:
        raise InputError(
            f"whole: the total {float(total):g} is not a whole number; leave `whole` out"
        )
    if whole and any(cap is not None and cap.denominator > 1 for cap in caps or ()):
        raise InputError("whole: a cap is not a whole number; write whole caps, or leave it out")
    return Question(
        title=str(data.get("title") or title)[: plain.LONGEST],
        players=players,
        total=total,
        game=game,
        supply=supply,
        unions=_unions(data["unions"], rows) if data.get("unions") else (),
        keys=_keys(data, players),
        caps=caps,
        whole=whole,
    )


def _form(data: Mapping[str, Any]) -> str:
    found = [form for form in FORMS if form in data]
    if not found:
        known = [*FORMS, *COMMON]
        for field in data:
            if field not in known and (mend := suggestion(str(field), known)):
                raise InputError(f"`{str(field)[:80]}`: no such field; {mend}")
        raise InputError(f"nothing is to be shared; write one of {', '.join(FORMS)}")
    if len(found) > 1:
        raise InputError(f"`{found[0]}` and `{found[1]}` are two games; leave one of them out")
    for field in FORMS[found[0]]:
        if field not in data and field != "missing":
            raise InputError(f"`{field}` is missing: `{found[0]}` needs it")
    return found[0]


def _players(data: Mapping[str, Any], form: str) -> tuple[str, ...]:
    """Those listed; else those of the amounts, or of the coalitions in their order."""
    most = MOST_PLAYERS if form != "total" else MOST_MEMBERS
    if "players" in data:
        return plain.read_players(data["players"], "players", most)
    if form in ("worth", "cost"):
        return plain.read_players(_named(data[form], form, most), form, most)
    if form in ("need", "total"):
        keys = data.get("keys")
        amounts = data.get("capacity") if form == "need" else None
        if isinstance(keys, Mapping) and form == "total":
            amounts = next(iter(keys.values()), None)
        if not isinstance(amounts, Mapping):
            raise InputError("players: a list of names is missing; write [A, B, C]")
        return plain.read_players(amounts, "players", most)
    if not isinstance(data[form], Mapping):
        raise InputError(f"{form}: amounts by name are missing; write {{A: 1, B: 2}}")
    return plain.read_players(data[form], form, most)


def _named(table: Any, form: str, most: int) -> list[str]:
    if not isinstance(table, Mapping):
        raise InputError(f"{form}: worths by coalition are missing; write {{A: 1, A B: 3}}")
    if len(table) > 1 << most:
        raise InputError(f"{form}: more coalitions than {most} players form")
    found: dict[str, None] = {}
    for text in table:
        found |= dict.fromkeys(plain.names_in(text, (), form))
    return list(found)


def _game(
    data: Mapping[str, Any],
    form: str,
    players: tuple[str, ...],
    rows: Mapping[str, int],
    supply: Supply | None,
) -> Game | None:
    if supply is not None:
        return supply_game(players, supply)
    if form in ("worth", "cost"):
        return listed(data[form], rows, form, missing=data.get("missing", "error"))
    if form == "total":
        return None
    amounts = plain.read_amounts(data[form], players, form)
    if form == "airport":
        return airport(players, amounts)
    if form == "claims":
        return bankruptcy(players, amounts, plain.read_number(data["estate"], "estate", least=0))
    return weighted(players, amounts, plain.read_number(data["quota"], "quota", least=0))


def _supply(data: Mapping[str, Any], players: Sequence[str]) -> Supply:
    return Supply(
        amount=plain.read_number(data["need"], "need", least=0),
        capacity=plain.read_amounts(data["capacity"], players, "capacity"),
        unit_cost=plain.read_amounts(data["unit_cost"], players, "unit_cost"),
        value=plain.read_amounts(data["value"], players, "value"),
    )


def _unions(value: Any, rows: Mapping[str, int]) -> tuple[tuple[int, ...], ...]:
    """The rows of each union; players in none are on their own."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise InputError("unions: a list of lists of names is missing; write [[A, B], [C]]")
    taken: dict[str, int] = {}
    for number, union in enumerate(value):
        place = f"unions[{number}]"
        for name in plain.read_players(union, place, len(rows)):
            if name not in rows:
                mend = suggestion(name, rows) or "write the players' names"
                raise InputError(f"{place}: `{name[:80]}` is no player; {mend}")
            if name in taken:
                raise InputError(
                    f"{place}: `{name[:80]}` is in unions[{taken[name]}] too; leave it in one"
                )
            taken[name] = number
    unions = [
        tuple(rows[name] for name, of in taken.items() if of == number)
        for number in range(len(value))
    ]
    return (*unions, *((row,) for name, row in rows.items() if name not in taken))


def _keys(data: Mapping[str, Any], players: Sequence[str]) -> dict[str, tuple[Fraction, ...]]:
    """The weights of each key and mix, by name."""
    found: dict[str, tuple[Fraction, ...]] = {}
    for name, weights in _table(data.get("keys"), "keys").items():
        found[name] = plain.read_amounts(weights, players, f"keys.{name}")
        if not any(found[name]):
            raise InputError(f"keys.{name}: every weight is 0; give somebody a weight")
    plain_keys = dict(found)
    for name, given in _table(data.get("mixes"), "mixes").items():
        parts = _parts(given, plain_keys, f"mixes.{name}")
        if name in plain_keys:
            raise InputError(f"mixes.{name}: a key has this name; rename one of the two")
        found[name] = mixed(parts, plain_keys)
    return found


def _table(value: Any, place: str) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping) or len(value) > MOST_KEYS:
        raise InputError(f"{place}: write up to {MOST_KEYS} of them by name, such as {{gdp: ...}}")
    for name in value:
        if not isinstance(name, str) or not name.strip() or "," in name or len(name) > 40:
            raise InputError(f"{place}: `{str(name)[:80]}` is no name; write up to 40 characters")
        if name in (*RULES, "core", "all"):
            raise InputError(f"{place}.{name}: a rule has this name; rename the key")
    return value


def _parts(given: Any, keys: Mapping[str, Any], place: str) -> dict[str, Fraction]:
    if not isinstance(given, Mapping) or not given:
        raise InputError(f"{place}: parts by key are missing; write {{gdp: 0.5, people: 0.5}}")
    for name in given:
        if name not in keys:
            mend = suggestion(str(name), keys) or "write names from `keys`"
            raise InputError(f"{place}: `{str(name)[:80]}` is no key; {mend}")
    parts = {name: plain.read_number(x, f"{place}.{name}", least=0) for name, x in given.items()}
    if not any(parts.values()):
        raise InputError(f"{place}: every part is 0; give one of them a part")
    return parts
