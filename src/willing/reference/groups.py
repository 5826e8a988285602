"""Groups: who belongs to a closed group, a body or a bloc on a given day."""

from __future__ import annotations

import datetime as dt
from functools import cache, lru_cache

from willing.reference.tables import holds, table
from willing.reference.user import NO_USER, UserNames

BLOCS = (
    "nato",
    "eu",
    "nb8",
    "five_eyes",
    "visegrad",
    "benelux",
    "csto",
    "brics",
    "gcc",
    "asean",
    "ecowas",
    "caricom",
    "au_sahel",
    "mercosur",
    "arab_league",
)
"""Memberships that make states move together: alliances, unions and neighbours that coordinate.
The United Nations, the OSCE and the like take in too many to say anything about willingness."""


@lru_cache(maxsize=512)
def group_members(
    group: str, on: dt.date | None = None, user: UserNames = NO_USER
) -> tuple[str, ...]:
    """Codes of the members of a group, organisation or body on that day, in alphabetical order.

    Without a day: the members whose membership has not ended. An unknown group has none.

    >>> group_members("baltic")
    ('EST', 'LTU', 'LVA')
    """
    for own, members in user.groups:
        if own == group:
            return tuple(sorted(set(members)))
    rows = _by_group().get(group, ())
    if on is None:
        rows = tuple(row for row in rows if not row["end"])
        return tuple(sorted({row["code"] for row in rows}))
    return tuple(sorted({row["code"] for row in rows if holds(row, on)}))


@cache
def ever_members(group: str) -> frozenset[str]:
    """Codes of all that are or were members of a group; an unknown group has none.

    >>> "GBR" in ever_members("eu")
    True
    """
    return frozenset(row["code"] for row in _by_group().get(group, ()))


@lru_cache(maxsize=2048)
def blocs(code: str, on: dt.date | None = None) -> tuple[str, ...]:
    """The blocs that a state belongs to on that day, for the correlation of willingness.

    >>> blocs("EST", dt.date(2025, 3, 5))
    ('nato', 'eu', 'nb8')
    """
    return tuple(bloc for bloc in BLOCS if code in group_members(bloc, on))


@lru_cache(maxsize=1)
def _by_group() -> dict[str, tuple[dict[str, str], ...]]:
    grouped: dict[str, list[dict[str, str]]] = {}
    for row in table("memberships"):
        grouped.setdefault(row["group"], []).append(row)
    return {group: tuple(rows) for group, rows in grouped.items()}
