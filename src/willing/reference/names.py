"""Names: every form by which an English text calls a state, an organisation or a group.

Leaders speak for their state while in office, so their names are valid from sixty days before
their term (elected, not yet sworn in) to a year after it (texts still quote them); only within
the term are they `current`. One surname never stands for two states: see `_settle`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal, cast

from willing.reference.tables import first_day, last_day, plain, table, words
from willing.reference.user import NO_USER, UserNames

ELECT = dt.timedelta(days=60)
FORMER = dt.timedelta(days=365)

Kind = Literal["name", "adjective", "demonym", "capital", "seat", "leader", "organisation", "group"]


@dataclass(frozen=True, slots=True)
class Name:
    """One surface form, as written, and whom it stands for.

    `code` is an ISO alpha-3 code, a slug, or a group's id (kind `group`). `role` of a leader:
    head_of_state, head_of_government, foreign, defence, spokesperson, envoy, other; of a seat:
    executive, ministry, military, parliament. `person` is a leader's usual full name, the same
    for all spellings. `alone` is false where the form needs company to be sure: a surname that is
    also a common word or belongs to two leaders ("May", "Kim"), a place that is many things
    ("Victoria"). `current` is false for a leader outside the term.
    """

    text: str
    code: str
    kind: Kind
    role: str = ""
    person: str = ""
    alone: bool = True
    current: bool = True
    elect: bool = False


@dataclass(frozen=True, slots=True)
class Dated:
    """A name and when it holds: a place name in its time, a leader in and near the term."""

    name: Name
    start: dt.date = dt.date.min
    end: dt.date = dt.date.max

    @property
    def always(self) -> bool:
        """Whether it holds on every day alike."""
        return self.name.kind != "leader" and (self.start, self.end) == (dt.date.min, dt.date.max)

    def on(self, day: dt.date | None) -> Name | None:
        """The name as it stands on a day; None where it does not hold."""
        if self.name.kind != "leader":
            return self.name if day is None or self.start <= day <= self.end else None
        if day is None:
            return replace(self.name, current=self.end == dt.date.max)
        if not (_known(self.start, day, ELECT) and _known(day, self.end, FORMER)):
            return None
        return replace(self.name, current=self.start <= day <= self.end, elect=day < self.start)


@lru_cache(maxsize=64)
def names(on: dt.date | None = None, user: UserNames = NO_USER) -> tuple[Name, ...]:
    """Every form valid on that day (without a day: at any time), each text with one code,

    or, where a text is truly ambiguous, one entry per code, none of them `alone`. The user's own
    names win over those that ship.

    >>> next(n.code for n in names(dt.date(2025, 3, 5)) if n.text == "Scholz")
    'DEU'
    """
    return tuple(name for text in forms(user) for name in names_of(text, on, user))


@lru_cache(maxsize=8)
def forms(user: UserNames = NO_USER) -> dict[str, tuple[Dated, ...]]:
    """Every text that is a name at some time, with what it may stand for then."""
    found: dict[str, list[Dated]] = {}
    for text, dated in (*_places(), *_organisations(), *_leaders()):
        found.setdefault(text, []).append(dated)
    shipped = {text: tuple(meanings) for text, meanings in found.items()}
    own: dict[str, list[Dated]] = {}
    for name in _user_names(user):
        own.setdefault(name.text, []).append(Dated(name))
    return shipped | {text: tuple(meanings) for text, meanings in own.items()}


@lru_cache(maxsize=65_536)
def names_of(text: str, on: dt.date | None = None, user: UserNames = NO_USER) -> tuple[Name, ...]:
    """What one text stands for on a day: nothing, one name, or several that are not `alone`."""
    valid = [name for dated in forms(user).get(text, ()) if (name := dated.on(on)) is not None]
    return _settle(valid) if len(valid) > 1 else tuple(valid)


def _settle(same: list[Name]) -> tuple[Name, ...]:
    """Give a text one code: what is no leader first, then the leaders in office, then others.

    Where several codes remain, all stay and none is `alone`.
    """
    same = sorted(same, key=lambda n: (n.kind == "leader", not n.current, not n.alone))
    best = same[0]
    if best.kind == "leader":
        same = [n for n in same if n.current == best.current]
    else:
        same = [n for n in same if n.kind != "leader"]
    one_each = list({n.code: n for n in reversed(same)}.values())
    if len(one_each) > 1:
        return tuple(replace(n, alone=False) for n in reversed(one_each))
    return tuple(one_each)


def _places() -> Iterator[tuple[str, Dated]]:
    for row in table("countries"):
        yield row["name"], Dated(Name(row["name"], row["iso3"], "name"))
    for row in table("names"):
        kind, alone = cast(Kind, row["kind"]), not row["note"].startswith("ambiguous")
        name = Name(row["name"], row["code"], kind, row["role"], alone=alone)
        yield row["name"], Dated(name, first_day(row["start"]), last_day(row["end"]))


def _organisations() -> Iterator[tuple[str, Dated]]:
    for row in table("organisations"):
        for text in dict.fromkeys((row["name"], *words(row["aliases"]))):
            yield text, Dated(Name(text, row["slug"], "organisation", row["kind"]))
    for row in table("groups"):
        for text in dict.fromkeys((row["name"], *words(row["forms"]))):
            yield text, Dated(Name(text, row["group"], "group"))


@cache
def forums() -> frozenset[str]:
    """Organisations in which others decide or talk, and which themselves join nothing."""
    return frozenset(row["slug"] for row in table("organisations") if row["kind"] == "forum")


def _leaders() -> Iterator[tuple[str, Dated]]:
    for row in table("leaders"):
        start, end = first_day(row["start"]), last_day(row["end"])
        person = words(row["person"])[0]
        for text, alone in _forms(row["person"], row["surname"], row["alone"]):
            name = Name(text, row["code"], "leader", row["role"], person, alone)
            yield text, Dated(name, start, end)


def _known(early: dt.date, late: dt.date, grace: dt.timedelta) -> bool:
    """Whether `early` lies before `late`, or after it by no more than the grace."""
    return early <= late or early - late <= grace


@cache
def _forms(person: str, surname: str, alone: str) -> tuple[tuple[str, bool], ...]:
    """The ways to write a person: the full name and the surname, in every spelling.

    `person` and `surname` hold spellings separated by `|`, the usual one first; an empty surname
    is the last word of the full name. Spellings without accents are added.
    """
    full = list(words(person))
    family = list(words(surname)) or [full[0].rsplit(" ", 1)[-1]]
    full += [full[0].replace(family[0], other) for other in family[1:]]
    spelt = dict.fromkeys((*full, *map(plain, full)), True)
    for text in (*family, *map(plain, family)):
        spelt.setdefault(text, alone != "0")
    return tuple(spelt.items())


def _user_names(user: UserNames) -> Iterator[Name]:
    for text, code, kind in user.names:
        yield Name(text, code, cast(Kind, kind))
