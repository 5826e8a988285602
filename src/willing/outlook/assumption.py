"""One number that the outlook rests on, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Origin = Literal["statement", "data set", "analyst", "default"]


@dataclass(frozen=True, slots=True)
class Assumption:
    """One number that the outlook rests on.

    `what` in words, `value` as written, `place` its path in the scenario (`events.ceasefire.p`),
    `source` the scenario's own words on where it comes from ("" where it says nothing).
    """

    what: str
    value: str
    origin: Origin
    place: str
    source: str = ""


def origin_of(source: str, *, stated: bool = True) -> Origin:
    """The kind of origin that a `source` names; without one it is the analyst's or a default.

    >>> origin_of("statement:9f3a61c2 (headline)"), origin_of(""), origin_of("", stated=False)
    ('statement', 'analyst', 'default')
    """
    first = source.strip().lower()
    if first.startswith("statement"):
        return "statement"
    if first.startswith("data"):
        return "data set"
    if first.startswith("default"):
        return "default"
    return "analyst" if first or stated else "default"
