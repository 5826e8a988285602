"""Names: every form by which an English text calls a state, an organisation or a group.

Leaders speak for their state while in office, so their names are valid from sixty days before
their term (elected, not yet sworn in) to a year after it (texts still quote them); only within
the term are they `current`. One surname never stands for two states: see `_settle`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal, cast

from willing.reference.tables import first_day, holds, last_day, plain, table, words
from willing.reference.user import NO_USER, UserNames

Kind = Literal["name", "adjective", "demonym", "capital", "seat", "leader", "organisation", "group"]

ELECT = dt.timedelta(days=60)
FORMER = dt.timedelta(days=365)


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


@lru_cache(maxsize=64)
def names(on: dt.date | None = None, user: UserNames = NO_USER) -> tuple[Name, ...]:
    """Every form valid on that day (without a day: at any time), each text with one code,

    or, where a text is truly ambiguous, one entry per code, none of them `alone`. The user's own
    names win over those that ship.

    >>> next(n.code for n in names(dt.date(2025, 3, 5)) if n.text == "Scholz")
    'DEU'
    """
    own = tuple(_user_names(user))
    mine = {name.text for name in own}
    shipped = (*_places(on), *_organisations(), *_leaders(on))
    return own + _settle(name for name in shipped if name.text not in mine)


def _settle(found: Iterable[Name]) -> tuple[Name, ...]:
    """Give each text one code: what is no leader first, then the leaders in office, then others.

    Where several codes remain, all stay and none is `alone`.
    """
    by_text: dict[str, list[Name]] = {}
    for name in found:
        by_text.setdefault(name.text, []).append(name)
    settled: list[Name] = []
    for same in by_text.values():
        if len(same) > 1:
            same.sort(key=lambda n: (n.kind == "leader", not n.current, not n.alone))
            best = same[0]
            if best.kind == "leader":
                same = [n for n in same if n.current == best.current]
            else:
                same = [n for n in same if n.kind != "leader"]
            same = list({n.code: n for n in reversed(same)}.values())
            if len(same) > 1:
                same = [replace(n, alone=False) for n in reversed(same)]
        settled.extend(same)
    return tuple(settled)


def _places(on: dt.date | None) -> Iterator[Name]:
    for row in table("countries"):
        yield Name(row["name"], row["iso3"], "name")
    for row in table("names"):
        if on is None or holds(row, on):
            kind, alone = cast(Kind, row["kind"]), not row["note"].startswith("ambiguous")
            yield Name(row["name"], row["code"], kind, row["role"], alone=alone)


def _organisations() -> Iterator[Name]:
    for row in table("organisations"):
        for text in dict.fromkeys((row["name"], *words(row["aliases"]))):
            yield Name(text, row["slug"], "organisation", row["kind"])
    for row in table("groups"):
        for text in dict.fromkeys((row["name"], *words(row["forms"]))):
            yield Name(text, row["group"], "group")


def _leaders(on: dt.date | None) -> Iterator[Name]:
    for row in table("leaders"):
        start, end = first_day(row["start"]), last_day(row["end"])
        if on is None:
            current = end == dt.date.max
        elif _known(start, on, ELECT) and _known(on, end, FORMER):
            current = start <= on <= end
        else:
            continue
        person = words(row["person"])[0]
        for text, alone in _forms(row["person"], row["surname"], row["alone"]):
            elect = on is not None and on < start
            yield Name(text, row["code"], "leader", row["role"], person, alone, current, elect)


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
