"""Who sits in a body of the scenario: codes, a known body's name, or its name at a date."""

from __future__ import annotations

import datetime as dt

from willing.errors import InputError
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
        if is_state(name) or name in declared:
            found[name] = None
        else:
            found.update(dict.fromkeys(_of_known_body(name, on)))
    return tuple(found)


def _of_known_body(text: str, on: dt.date) -> tuple[str, ...]:
    from willing.reference.bodies import body, match_body

    name, _, day = text.partition("@")
    try:
        on = dt.date.fromisoformat(day) if day else on
    except ValueError:
        raise InputError(f"`{text[:80]}`: `{day[:40]}` is no date; write NAME@2025-03-05") from None
    matched = match_body(name)
    if matched is None:
        mend = _actor_or_body(name)
        raise InputError(f"`{name[:80]}` is neither an actor nor a known body; {mend}")
    return body(matched, on).members


def _actor_or_body(name: str) -> str:
    """What the writer of an unknown member probably meant."""
    meant = resolve(name[:80])
    if meant is not None and is_state(meant):
        return f"write {meant} ({country_name(meant)})"
    return "write the code of a state, an actor of the scenario, or a body such as NATO, EU or UNSC"
