"""Who sits in a body of the scenario: codes, a known body's name, or its name at a date."""

from __future__ import annotations

import datetime as dt

from willing.errors import InputError
from willing.reference.bodies import body, match_body
from willing.reference.countries import country_name, is_state, resolve


def members_of(
    members: tuple[str, ...], on: dt.date, declared: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """The codes of the members, each once, in the order given.

    A member is a state's code, an actor that the scenario declares, a known body (its members on
    the day `on`), or `NAME@2004-05-01` (its members on that day). Raises `InputError`.

    >>> "FIN" in members_of(("NATO",), dt.date(2025, 3, 5))
    True
    >>> "FIN" in members_of(("NATO@2020-01-01",), dt.date(2025, 3, 5))
    False
    """
    found: dict[str, None] = {}
    for name in members:
        if is_state(name) or (name in declared and match_body(name) is None):
            found[name] = None
        else:
            found.update(dict.fromkeys(_of_known_body(name, on)))
    return tuple(found)


def delegations_of(members: tuple[str, ...], on: dt.date) -> dict[str, tuple[str, ...]]:
    """Who casts whose vote in the known bodies among the members: members by delegation."""
    found: dict[str, tuple[str, ...]] = {}
    for name in members:
        if match_body(name.partition("@")[0]) is not None:
            found |= body(name, on).delegations
    return found


def _of_known_body(name: str, on: dt.date) -> tuple[str, ...]:
    if match_body(name.partition("@")[0]) is not None:
        return body(name, on).members
    meant = resolve(name[:80])
    if meant is not None and is_state(meant):
        mend = f"write {meant} ({country_name(meant)})"
        raise InputError(f"`{name[:80]}` is neither an actor nor a known body; {mend}")
    return body(name, on).members
