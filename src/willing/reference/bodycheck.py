"""Do the bodies of a file hold together, on every day on which something in them changes?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from willing.errors import InputError
from willing.reference.bodies import body_on
from willing.reference.bodyentry import BodyEntry
from willing.reference.catalogue import own_bodies
from willing.reference.named_rules import OPT_IN
from willing.reference.rules import rule_tree

MOST_DAYS = 300
"""Days that are tried, those of all bodies together; each gets its share, and the day `on`."""


def body_problems(entries: Sequence[BodyEntry], on: dt.date) -> Iterator[str]:
    """What is wrong with bodies of a user's file, the first problem of each, with its day.

    Each is tried on the days on which it, a seat, weights or a rule begin, and on the day `on`.
    """
    with own_bodies(tuple(entries)):
        for entry in entries:
            changes = entry.changes()[: max(1, MOST_DAYS // len(entries))]
            for day in (*changes, on) if entry.span.holds(on) else changes:
                try:
                    _try(entry, day)
                except InputError as error:
                    dated = changes and str(day) not in str(error)
                    yield f"{error} (on {day})" if dated else str(error)
                    break


def _try(entry: BodyEntry, day: dt.date) -> None:
    known = body_on(entry, day)
    if isinstance(known.rule, str) and known.rule != OPT_IN:
        try:
            rule_tree(known.rule, known.members, day)
        except InputError as error:
            where = f"{entry.file}: " if entry.file else ""
            raise InputError(f"{where}{entry.id}.rule: {error}") from None
