"""Bodies that decide: who sits in them on a given day, and by which rule.

What is known of them is data (`data/bodies.json`, and files of the user's own: `catalogue`).
Memberships are dated (`data/memberships.csv`), so NATO of 2003 has nineteen members. `match_body`
reads what people write ("EU QMV", "NATO consensus"); `body` gives members and rule.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from willing.errors import InputError
from willing.reference.bodyday import sitting
from willing.reference.bodyentry import BodyEntry
from willing.reference.bodytree import explicit
from willing.reference.catalogue import catalogue, shipped
from willing.reference.named_rules import Tree
from willing.reference.tables import plain

MOST_READ = 300
"""Characters of a free text that are read: a body is named in a few words."""

_WORD = re.compile(r"[a-z0-9]+")
_SPOKEN_SIGNS = (("u.n.", "un"), ("+", " plus "), ("%", " percent "), ("per cent", "percent"))


@dataclass(frozen=True, slots=True)
class KnownBody:
    """A body on a given day.

    `id`: a slug. `aliases`: other names. `rule`: a rule's name, as `rule_tree` takes it, or a tree
    with the weight of each member. `members`: each with a vote of its own, a delegation as one;
    codes in alphabetical order, or as the file lists them; none for an opt-in coalition.
    `chambers` and `delegations` by name, where there are any. `minimum`: how many an opt-in
    coalition takes. `source`: where the rule is written. `file`: empty for what ships.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    rule: str | Tree
    members: tuple[str, ...]
    chambers: Mapping[str, tuple[str, ...]]
    delegations: Mapping[str, tuple[str, ...]]
    minimum: int | None
    about: tuple[str, ...]
    source: str
    file: str


def body(name: str, on: dt.date) -> KnownBody:
    """The body of that id, name or alias on that day; `NAME@date` asks for another day.

    A bare `EU` is the Council acting by unanimity, as it does on foreign policy and sanctions.
    Raises `InputError` for an unknown name, with suggestions, for a day that is none, for a day on
    which it did not exist or its members are not known, and for a rule that does not fit them.

    >>> len(body("NATO", dt.date(2025, 3, 5)).members), body("EU QMV", dt.date(2025, 3, 5)).rule
    (32, 'qualified_majority')
    """
    text, on = name_and_day(name, on)
    found = match_body(text)
    if found is None:
        raise InputError(f"`{text.strip()[:80]}`: no such body; {_mend(text)}")
    return body_on(catalogue()[found], on)


def name_and_day(name: str, on: dt.date) -> tuple[str, dt.date]:
    """The name, and the day that follows it after an `@`, else `on`. Raises `InputError`.

    >>> name_and_day("NATO@2003-01-01", dt.date(2025, 3, 5))
    ('NATO', datetime.date(2003, 1, 1))
    """
    text, at, day = name.partition("@")
    return text, _day(name, day.strip()) if at else on


def body_on(entry: BodyEntry, on: dt.date) -> KnownBody:
    """What a file says of a body, on that day. Raises `InputError`."""
    try:
        here = sitting(entry, on)
        rule = next((part.rule for part in entry.rules if part.span.holds(on)), None)
        if rule is None:
            raise InputError(f"{entry.id}.rule: none is in force on {on}; add one for that day")
        if not isinstance(rule, str):
            rule = explicit(rule, here, f"{entry.id}.rule")
        elif here.delegations:
            raise InputError(
                f"{entry.id}.rule: a named rule counts members, not delegations; write it as a "
                "tree such as {weights: votes, quota: more than half}"
            )
    except InputError as error:
        raise InputError(f"{entry.file}: {error}" if entry.file else str(error)) from None
    return KnownBody(
        id=entry.id,
        name=entry.name,
        aliases=entry.aliases,
        rule=rule,
        members=here.voters,
        chambers=MappingProxyType(dict(here.chambers)),
        delegations=MappingProxyType(dict(here.delegations)),
        minimum=entry.minimum,
        about=entry.about,
        source=entry.source,
        file=entry.file,
    )


def match_body(text: str) -> str | None:
    """The id of the body that a free text names, or None: none is named, or several are.

    Where the text names a body that decides in several ways, the way that it mentions is taken.
    A name of the user's wins over those that ship.

    >>> match_body("EU qualified majority"), match_body("the UN Security Council")
    ('eu_council_qmv', 'unsc')
    >>> match_body("bilateral") is None
    True
    """
    known = catalogue()
    if text.strip() in known:
        return text.strip()
    spoken = _spoken(text[:MOST_READ])
    own = [entry for id_, entry in known.items() if shipped().get(id_) is not entry]
    families = {entry.family for entry in own for alias in _names(entry) if alias in spoken}
    if not families:
        families = {family for alias, family in _shipped_names() if alias in spoken}
    # "UN Security Council" speaks of the council and holds "UN", which alone is the assembly
    families -= {"unga"} if {"unga", "unsc"} <= families and " assembly " not in spoken else set()
    if len(families) != 1:
        return None
    family = next(iter(families))
    variants = [entry for entry in known.values() if entry.family == family]
    return next((entry.id for entry in reversed(variants) if _marked(entry, spoken)),
                variants[0].id)  # fmt: skip


def known_bodies() -> tuple[str, ...]:
    """The ids of all known bodies.

    >>> known_bodies()[:2]
    ('nato', 'eu_council')
    """
    return tuple(catalogue())


def _marked(entry: BodyEntry, spoken: str) -> bool:
    return any(_spoken(mark) in spoken for mark in entry.marks)


def _spoken(text: str) -> str:
    """The words of a text in lower case, without accents, a blank around each of them."""
    low = plain(text).casefold()
    for sign, word in _SPOKEN_SIGNS:
        low = low.replace(sign, word)
    return f" {' '.join(_WORD.findall(low))} "


def _names(entry: BodyEntry) -> tuple[str, ...]:
    """Every way to name a body, as words; a name without any Latin letter is no way."""
    return tuple(spoken for name in entry.names if (spoken := _spoken(name)).strip())


@cache
def _shipped_names() -> tuple[tuple[str, str], ...]:
    return tuple((name, entry.family) for entry in shipped().values() for name in _names(entry))


def _day(name: str, day: str) -> dt.date:
    try:
        return dt.date.fromisoformat(day)
    except ValueError:
        raise InputError(
            f"`{name.strip()[:80]}`: `{day[:40]}` is no date; write NAME@2025-03-05"
        ) from None


def _mend(text: str) -> str:
    """What the writer of an unknown name probably meant."""
    known = catalogue().values()
    spelt = {_spoken(entry.name).strip(): entry.name for entry in known}
    spelt |= {alias.casefold(): alias for entry in known for alias in entry.aliases}
    near = get_close_matches(plain(text[:80]).casefold().strip(), list(spelt), n=3, cutoff=0.6)
    if near:
        return f"did you mean {' or '.join(dict.fromkeys(spelt[key] for key in near))}?"
    return f"the known bodies are {', '.join(known_bodies())}"
