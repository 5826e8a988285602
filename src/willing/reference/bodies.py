"""Bodies that decide: who sits in them on a given day, and by which rule.

Memberships are dated (`data/memberships.csv`), so NATO of 2003 has nineteen members. `match_body`
reads what people write ("EU QMV", "NATO consensus"); `body` gives members and rule; the tree of a
rule is in `rules`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from willing.errors import InputError
from willing.reference.groups import group_members
from willing.reference.tables import holds, plain, table, words

MOST_READ = 300
"""Characters of a free text that are read: a body is named in a few words."""

_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class KnownBody:
    """A body on a given day.

    `id`: a slug. `aliases`: other names. `rule`: a rule's name, as `rule_tree` takes it.
    `members`: codes in alphabetical order, none for the opt-in coalition.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    rule: str
    members: tuple[str, ...]


def body(name: str, on: dt.date) -> KnownBody:
    """The body of that id, name or alias on that day; `NAME@date` asks for another day.

    A bare `EU` is the Council acting by unanimity, as it does on foreign policy and sanctions.
    Raises `InputError` for an unknown name, with suggestions, for a day that is none, and for a
    day on which its members are not known.

    >>> len(body("NATO", dt.date(2025, 3, 5)).members), body("EU QMV", dt.date(2025, 3, 5)).rule
    (32, 'qualified_majority')
    """
    text, at, day = name.partition("@")
    if at:
        on = _day(name, day.strip())
    found = match_body(text)
    if found is None:
        raise InputError(f"`{text.strip()[:80]}`: no such body; {_mend(text)}")
    row = _rows()[found]
    if not holds(row, on):
        raise InputError(
            f"`{name.strip()[:80]}`: its members are known from {row['start']} to {row['end']}; "
            "list the members instead"
        )
    members = group_members(row["members"], on) if row["members"] else ()
    if row["members"] and not members:
        raise InputError(f"`{name.strip()[:80]}`: nobody was a member of it on {on}")
    return KnownBody(found, row["name"], words(row["aliases"]), row["rule"], members)


def match_body(text: str) -> str | None:
    """The id of the body that a free text names, or None: none is named, or several are.

    Where the text names a body that decides in several ways, the way that it mentions is taken.

    >>> match_body("EU qualified majority"), match_body("the UN Security Council")
    ('eu_council_qmv', 'unsc')
    >>> match_body("bilateral") is None
    True
    """
    if text.strip() in _rows():
        return text.strip()
    spoken = _spoken(text[:MOST_READ])
    named = {family for alias, family in _aliases() if f" {alias} " in spoken}
    # "UN Security Council" speaks of the council and holds "UN", which alone is the assembly
    named -= {"unga"} if {"unga", "unsc"} <= named and " assembly " not in spoken else set()
    if len(named) != 1:
        return None
    family = next(iter(named))
    variants = [row for row in _rows().values() if row["family"] == family]
    return next(
        (row["id"] for row in reversed(variants) if _marked(row, spoken)), variants[0]["id"]
    )


def known_bodies() -> tuple[str, ...]:
    """The ids of all known bodies.

    >>> known_bodies()[:2]
    ('nato', 'eu_council')
    """
    return tuple(_rows())


def _marked(row: dict[str, str], spoken: str) -> bool:
    return any(_spoken(mark) in spoken for mark in words(row["marks"]))


def _spoken(text: str) -> str:
    """The words of a text in lower case, without accents, a blank around each of them."""
    return f" {' '.join(_WORD.findall(plain(text).casefold().replace('u.n.', 'un')))} "


@cache
def _rows() -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in table("bodies")}


@cache
def _aliases() -> tuple[tuple[str, str], ...]:
    """Every way to name a body, as words, and its family."""
    return tuple(
        (_spoken(alias).strip(), row["family"])
        for row in table("bodies")
        for alias in dict.fromkeys((row["id"], row["name"], *words(row["aliases"])))
    )


def _day(name: str, day: str) -> dt.date:
    try:
        return dt.date.fromisoformat(day)
    except ValueError:
        raise InputError(
            f"`{name.strip()[:80]}`: `{day[:40]}` is no date; write NAME@2025-03-05"
        ) from None


def _mend(text: str) -> str:
    """What the writer of an unknown name probably meant."""
    spelt = {_spoken(row["name"]).strip(): row["name"] for row in table("bodies")}
    spelt |= {a.casefold(): a for row in table("bodies") for a in words(row["aliases"])}
    near = get_close_matches(plain(text[:80]).casefold().strip(), list(spelt), n=3, cutoff=0.6)
    if near:
        return f"did you mean {' or '.join(dict.fromkeys(spelt[key] for key in near))}?"
    return f"the known bodies are {', '.join(known_bodies())}"
