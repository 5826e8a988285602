"""Do the bodies of a file hold together, on every day on which something in them changes?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from willing.errors import InputError
from willing.reference.bodies import body_on
from willing.reference.bodyentry import BodyEntry
from willing.reference.bodytree import size
from willing.reference.catalogue import own_bodies
from willing.reference.named_rules import OPT_IN
from willing.reference.rules import rule_tree

MOST_DAYS = 300
"""Days that are tried, those of all bodies together; each gets its share, and the day `on`."""

MOST_TRIED = 400_000
"""Parts of rules times members, over all bodies and days: some seconds."""


def body_problems(entries: Sequence[BodyEntry], on: dt.date) -> Iterator[str]:
    """What is wrong with bodies of a user's file, the first problem of each, with its day.

    Each is tried on the days on which it, a seat, weights or a rule begin, and on the day `on`.
    """
    tried = 0
    with own_bodies(tuple(entries)):
        for entry in entries:
            changes = entry.changes()[: max(1, MOST_DAYS // len(entries))]
            for day in (*changes, on) if entry.span.holds(on) else changes:
                try:
                    tried += _try(entry, day)
                except InputError as error:
                    dated = changes and str(day) not in str(error)
                    yield f"{error} (on {day})" if dated else str(error)
                    break
                if tried > MOST_TRIED:
                    yield _too_much(entry)
                    return


def _too_much(entry: BodyEntry) -> str:
    where = f"{entry.file}: " if entry.file else ""
    return (
        f"{where}{entry.id}: with it parts of rules times members, over all bodies and days, are "
        f"beyond the limit of {MOST_TRIED:,}; split the file, or leave old days out"
    )


def _try(entry: BodyEntry, day: dt.date) -> int:
    """How much there was to count: parts of the rule times members."""
    known = body_on(entry, day)
    if isinstance(known.rule, str) and known.rule != OPT_IN:
        try:
            rule_tree(known.rule, known.members, day)
        except InputError as error:
            where = f"{entry.file}: " if entry.file else ""
            raise InputError(f"{where}{entry.id}.rule: {error}") from None
    return len(known.members) * (1 if isinstance(known.rule, str) else size(known.rule))
