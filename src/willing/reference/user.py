"""The user's own names: actors, surface forms and groups that Willing does not ship."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from willing.errors import InputError
from willing.reference.plainfile import read_plain


@dataclass(frozen=True, slots=True)
class UserNames:
    """What a user's file adds; empty by default.

    `actors`: (code, English short name). `names`: (text, code, kind). `groups`: (id, members).
    """

    actors: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, str, str], ...] = ()
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()


NO_USER = UserNames()


def load_user_names(path: Path) -> UserNames:
    """Read a user's file of names (YAML or JSON); every part of it is optional:

        actors:
          acme: {name: Acme Shipping, aliases: [Acme, Acme Lines]}
          BRA: {leaders: [Maria Silva], adjectives: [Carioca]}
        groups:
          island_states: {name: Island states, aliases: [the island three], members: [MDV, FJI]}

    A code is an ISO alpha-3 code (then the forms are added to those of the state) or a slug of
    one's own; of an actor, `name`, `aliases`, `adjectives`, `demonyms`, `capitals`, `seats` and
    `leaders` may be given. A text of the user's wins over the same text that ships.

    Raises `InputError` naming the file and the field.
    """
    raw = read_plain(path, "the file of names")
    top = _mapping(raw or {}, str(path), ("actors", "groups"))
    actors = _section(top, "actors", path, tuple(_FIELDS))
    groups = _section(top, "groups", path, ("name", "aliases", "members"))
    return UserNames(
        tuple((code, _name(fields, code)) for code, fields in actors.items() if "name" in fields)
        + tuple((code, _name(fields, code)) for code, fields in groups.items()),
        tuple(_texts(actors, path)) + tuple(_group_texts(groups, path)),
        tuple(
            (code, _listed(fields.get("members", ()), f"{path}: groups.{code}.members"))
            for code, fields in groups.items()
        ),
    )


_CODE = re.compile(r"[A-Z]{3}|[a-z_][a-z0-9_]*(?:-[a-z0-9_]+)*")
"""What a scenario and its conditions can write as an actor."""

_FIELDS = {
    "name": "name",
    "aliases": "name",
    "adjectives": "adjective",
    "demonyms": "demonym",
    "capitals": "capital",
    "seats": "seat",
    "leaders": "leader",
}


def _texts(actors: dict[str, dict[str, Any]], path: Path) -> Iterator[tuple[str, str, str]]:
    for code, fields in actors.items():
        for field, value in fields.items():
            for text in _listed(value, f"{path}: actors.{code}.{field}"):
                yield text, code, _FIELDS[field]


def _group_texts(groups: dict[str, dict[str, Any]], path: Path) -> Iterator[tuple[str, str, str]]:
    for code, fields in groups.items():
        aliases = _listed(fields.get("aliases", ()), f"{path}: groups.{code}.aliases")
        for text in dict.fromkeys((_name(fields, code), *aliases)):
            yield text, code, "group"


def _name(fields: dict[str, Any], code: str) -> str:
    return str(fields.get("name", code))


def _section(
    top: dict[str, Any], name: str, path: Path, allowed: tuple[str, ...]
) -> dict[str, dict[str, Any]]:
    section = _mapping(top.get(name) or {}, f"{path}: {name}")
    for code in section:
        if not _CODE.fullmatch(code):
            raise InputError(
                f"{path}: {name}: {code[:80]!r} is no code; write a state's (BRA) or a lower-case "
                "word of your own (acme_lines)"
            )
    return {
        code: _mapping(fields or {}, f"{path}: {name}.{code}", allowed)
        for code, fields in section.items()
    }


def _mapping(value: Any, place: str, allowed: tuple[str, ...] = ()) -> dict[str, Any]:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise InputError(f"{place}: expected `field: value` lines")
    for key in value:
        if allowed and key not in allowed:
            raise InputError(f"{place}: unknown field {key!r}; known: {', '.join(allowed)}")
    return value


def _listed(value: Any, place: str) -> tuple[str, ...]:
    found = (value,) if isinstance(value, str) else value
    if not isinstance(found, list | tuple) or not all(isinstance(t, str) and t for t in found):
        raise InputError(f"{place}: expected a text or a list of texts")
    return tuple(found)
