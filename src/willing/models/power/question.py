"""Whose power is asked for: a body of a file, or a known body on a day.

    {"members": [names], "rule": R, "unions": [[names], ...]}

R is a rule tree (`willing.scenario.rules`), its weights by name or as a list in the members' order,
or the name of a rule. Files are treated as hostile.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from willing.errors import InputError
from willing.models.power.game import MOST_MEMBERS, check_once
from willing.reference.bodies import body, name_and_day
from willing.reference.countries import country_name
from willing.reference.plainfile import read_plain
from willing.reference.rules import rule_tree
from willing.scenario.problems import Place, suggestion
from willing.scenario.rules import MAX_DEPTH, OPT_IN, Rule, RuleError, read_rule

FIELDS = ("members", "rule", "unions", "title")
EXAMPLE = '{"members": ["A", "B"], "rule": {"weights": [2, 1], "quota": 2}}'
LONGEST = 200
"""Characters of a member's name."""


@dataclass(frozen=True, slots=True)
class Question:
    """A body: its title, members, rule and unions (None without any).

    A known body has a day, and names beside the codes of its members.
    """

    title: str
    members: tuple[str, ...]
    rule: Rule
    unions: tuple[tuple[str, ...], ...] | None = None
    day: dt.date | None = None
    names: tuple[str, ...] | None = None


def body_question(name: str, on: dt.date) -> Question:
    """A known body on a day. Raises `InputError` for a name or a day that is none.

    >>> found = body_question("NATO@2003-01-01", dt.date(2025, 1, 1))
    >>> found.title, len(found.members)
    ('NATO', 19)
    """
    _, when = name_and_day(name, on)
    known = body(name, on)
    if known.rule == OPT_IN:
        raise InputError(f"`{name[:80]}`: nobody votes in an opt-in coalition; name a body")
    tree = known.rule
    if isinstance(tree, str):
        tree = rule_tree(tree, known.members, when)
    return Question(
        title=known.name,
        members=known.members,
        rule=read_rule(tree, known.members),
        day=when,
        names=tuple(map(country_name, known.members)),
    )


def file_question(path: Path, on: dt.date) -> Question:
    """The body of a JSON or YAML file. Raises `InputError` with file, place and mend."""
    try:
        data = read_plain(path, "the body")
    except InputError as error:
        raise InputError(" ".join(str(error).split())) from None
    try:
        return read_question(data, on, path.stem)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def read_question(data: Any, on: dt.date, title: str = "body") -> Question:
    """The body of plain data. Raises `InputError` with the place and the mend.

    >>> data = {"members": ["A", "B"], "rule": {"weights": [2, 1], "quota": 2}}
    >>> read_question(data, dt.date(2025, 1, 1)).rule.weights
    (2, 1)
    """
    if not isinstance(data, Mapping):
        raise InputError(f"this is no body; write {EXAMPLE}")
    for field in data:
        if field not in FIELDS:
            mend = suggestion(str(field), FIELDS) or f"the fields are {', '.join(FIELDS)}"
            raise InputError(f"`{str(field)[:80]}`: no such field; {mend}")
    for field in ("members", "rule"):
        if field not in data:
            raise InputError(f"`{field}` is missing; write {EXAMPLE}")
    members = _names(data["members"], "members")
    if not members:
        raise InputError("members: nobody votes; list at least one member")
    if len(members) > MOST_MEMBERS:
        raise InputError(
            f"members: {len(members):,} members are beyond the limit of {MOST_MEMBERS:,}; "
            "take those that always vote alike together"
        )
    check_once(members, "members")
    tree = data["rule"]
    if isinstance(tree, str):
        tree = rule_tree(tree, members, on)
    rule = read_rule(_by_name(tree, members, Place(), 0), members)
    unions = data.get("unions")
    return Question(
        title=str(data.get("title") or title)[:LONGEST],
        members=members,
        rule=rule,
        unions=_unions(unions) if unions else None,
    )


def _names(value: Any, place: str) -> tuple[str, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise InputError(f"{place}: a list of names is missing; write [A, B, C]")
    for index, name in enumerate(value):
        if not isinstance(name, str) or not name.strip() or len(name) > LONGEST:
            raise InputError(
                f"{place}[{index}]: this is no name; write text of up to {LONGEST} characters, "
                "numbers in quotation marks"
            )
    return tuple(value)


def _unions(value: Any) -> tuple[tuple[str, ...], ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise InputError("unions: a list of lists of names is missing; write [[A, B], [C]]")
    return tuple(_names(union, f"unions[{index}]") for index, union in enumerate(value))


def _by_name(tree: Any, members: Sequence[str], place: Place, depth: int) -> Any:
    """The tree with weights by name; what is wrong otherwise is left to `read_rule`."""
    if not isinstance(tree, Mapping) or depth > MAX_DEPTH:
        return tree
    found = dict(tree)
    for gate in ("all", "any", "of"):
        parts = tree.get(gate)
        if isinstance(parts, list):
            found[gate] = [
                _by_name(part, members, place / gate / index, depth + 1)
                for index, part in enumerate(parts)
            ]
    given = tree.get("weights")
    at = place / "weights"
    if isinstance(given, list):
        if len(given) != len(members):
            raise RuleError(
                at,
                f"{len(given)} weights for {len(members)} members",
                "write one for each, in the members' order, or weights by name",
                "rule",
            )
        for index, weight in enumerate(given):
            _check_weight(weight, at / index)
        found["weights"] = dict(zip(members, given, strict=True))
    elif isinstance(given, Mapping):
        for name, weight in given.items():
            _check_weight(weight, at / str(name))
    quota = tree.get("quota")
    if isinstance(quota, int | float) and not isinstance(quota, bool) and quota <= 0:
        counted = not tree.get("against")
        if quota < 0 or counted:
            raise RuleError(
                place / "quota",
                f"{quota:g} is met when nobody votes yes",
                "write a number above 0",
                "rule",
            )
    return found


def _check_weight(weight: Any, place: Place) -> None:
    if isinstance(weight, int | float) and not isinstance(weight, bool) and weight < 0:
        raise RuleError(
            place, f"{weight:g} is a negative weight", "write 0 or a number above it", "rule"
        )
