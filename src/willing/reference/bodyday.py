"""Who sits in a body on a day, with which weights, and who casts whose vote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from willing.errors import InputError
from willing.reference.bodyentry import BodyEntry
from willing.reference.bodytree import MOST_MEMBERS, Sitting, Weights
from willing.reference.catalogue import catalogue
from willing.reference.groups import ever_members, group_members

MOST_STEPS = 5
"""Bodies that take their members from each other, one after the other."""


def sitting(entry: BodyEntry, on: dt.date) -> Sitting:
    """The body on that day. Raises `InputError` where there is none, or nobody in it.

    A body that has another one's members has its chambers, delegations and weights too, but for
    those that it gives itself.
    """
    if not entry.span.holds(on):
        raise InputError(
            f"`{entry.id}` on {on}: it is known {entry.span} only; ask for a day within, or list "
            "the members instead"
        )
    line = _line(entry)
    ever, chambers = _ever(line[-1]), _chambers(line[-1], on)
    members = tuple(member for seats in chambers.values() for member in seats)
    if (entry.members or entry.seats) and not members:
        raise InputError(f"`{entry.id}`: nobody was a member of it on {on}")
    if len(members) > MOST_MEMBERS:
        raise InputError(
            f"{entry.id}.members: {len(members):,} members are beyond the limit of "
            f"{MOST_MEMBERS:,}; take those that always vote alike together"
        )
    delegations = next((body.delegations for body in line if body.delegations), {})
    _check_delegations(delegations, ever, entry.id)
    return Sitting(
        members=members,
        chambers={name: seats for name, seats in chambers.items() if name},
        weights=_weights(line, on),
        ever=ever,
        delegations=delegations,
    )


def _line(entry: BodyEntry) -> list[BodyEntry]:
    """The body, the one whose members it has, and so on; a group may go by a body's name too."""
    line = [entry]
    while line[-1].members:
        last = line[-1]
        other = catalogue().get(last.members)
        if other is None or other.id == last.id:
            if not ever_members(last.members):
                raise InputError(
                    f"{last.id}.members: `{last.members[:80]}` is no known body or group; list "
                    "the members"
                )
            break
        if len(line) > MOST_STEPS:
            raise InputError(
                f"{entry.id}.members: bodies take them from each other; list them in one"
            )
        line.append(other)
    return line


def _ever(entry: BodyEntry) -> frozenset[str]:
    """All that are or were members."""
    if entry.members:
        return ever_members(entry.members)
    return frozenset(seat.member for seat in entry.seats)


def _chambers(entry: BodyEntry, on: dt.date) -> dict[str, tuple[str, ...]]:
    """Those that sit, by chamber; a body of one chamber has them under an empty name."""
    if entry.members:
        return {"": group_members(entry.members, on)}
    found: dict[str, list[str]] = {}
    for seat in entry.seats:
        if seat.span.holds(on):
            found.setdefault(seat.chamber, []).append(seat.member)
    return {chamber: tuple(members) for chamber, members in found.items()}


def _weights(line: list[BodyEntry], on: dt.date) -> dict[str, Weights]:
    """The weights by name; empty on a day for which none are known: a count of them says so."""
    return {
        name: next((part.by_member for part in parts if part.span.holds(on)), {})
        for entry in reversed(line)
        for name, parts in entry.weights.items()
    }


def _check_delegations(
    delegations: Mapping[str, tuple[str, ...]], ever: frozenset[str], id_: str
) -> None:
    for name, members in delegations.items():
        stranger = next((member for member in members if member not in ever), None)
        if stranger is not None:
            raise InputError(
                f"{id_}.delegations.{name}: `{stranger[:80]}` is no member; add it to `members`, "
                "or take it out"
            )
        if name in ever and name not in members:
            raise InputError(
                f"{id_}.delegations.{name}: a member outside it has that name; rename it"
            )
