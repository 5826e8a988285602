"""What could not be read, in a run over many documents: said at once while it is little, counted
by reason and shown as a table at the end, and written to a file as a whole where one is named.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import click

from willing.cli.output import note, print_table
from willing.cli.settings import settings
from willing.errors import DocumentError, InputError
from willing.work.attempt import Lost

AT_ONCE = 10
"""So many failures are said as they happen; more would bury everything else."""

NAMED = 3
"""Documents named for each reason in the table."""

REASONS = 30
"""Reasons told apart in the table; a hostile corpus may have one for each document."""

_PLACE = re.compile(r"(?::\d+)*:\s*")
_NUMBER = re.compile(r"\d[\d.,]*")
_OTHER = "other reasons"


@dataclass(slots=True)
class _Group:
    """The failures of one reason: how many, and the first few places."""

    reason: str
    count: int = 0
    places: list[str] = field(default_factory=list)


@dataclass(slots=True)
class FailureLog:
    """Failures by reason; `file` gets all of them, a line of JSON each."""

    file: IO[str] | None = None
    count: int = 0
    _groups: dict[str, _Group] = field(default_factory=dict)

    def add(self, place: str, lost: Lost) -> None:
        """One document that could not be read."""
        self.count += 1
        reason = reason_at(place, lost.reason)
        told = lost.reason if lost.reason.startswith(place) else f"{place}: {lost.reason}"
        if self.count <= AT_ONCE:
            note(f"willing: {told}")
        elif self.count == AT_ONCE + 1:
            note("willing: more could not be read; they are counted at the end")
        if lost.trace and settings().debug:
            note(lost.trace)
        if self.file is not None:
            self.file.write(json.dumps({"source": place, "reason": reason}) + "\n")
            self.file.flush()
        self._count(place, reason)

    def finish(self) -> None:
        """Show the table of more than one failure; end with exit code 3 if there is any."""
        if self.count > 1:
            rows = [
                (group.count, group.reason, _examples(group))
                for group in sorted(self._groups.values(), key=lambda group: -group.count)
            ]
            note("")
            columns = ("Documents", "Why", "For example")
            title = f"{self.count:,} could not be read"
            print_table(columns, rows, title=title, numeric=[0], err=True)
        if self.count:
            click.get_current_context().exit(DocumentError.exit_code)

    def _count(self, place: str, reason: str) -> None:
        short = reason.partition(";")[0].partition("\n")[0][:200]
        like = _NUMBER.sub("#", short)
        if like not in self._groups and len(self._groups) >= REASONS:
            like = short = _OTHER
        group = self._groups.setdefault(like, _Group(short))
        group.count += 1
        if len(group.places) < NAMED:
            group.places.append(place)


def reason_at(place: str, reason: str) -> str:
    """A reason without the place, line and column that it begins with.

    >>> reason_at("a.jsonl:3", "a.jsonl:3:14: not valid JSON")
    'not valid JSON'
    >>> reason_at("page.html", "given up after 60 s")
    'given up after 60 s'
    """
    rest = reason.removeprefix(place)
    match = _PLACE.match(rest) if rest != reason else None
    return rest[match.end() :] if match else reason


@contextmanager
def failure_log(path: Path | None) -> Iterator[FailureLog]:
    """A log that writes to this file, made anew, if one is named. Raises `InputError`."""
    if path is None:
        yield FailureLog()
        return
    try:
        file = path.open("w", encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror})") from None
    with file:
        yield FailureLog(file)


def _examples(group: _Group) -> str:
    more = group.count - len(group.places)
    return ", ".join(group.places) + (f" and {more:,} more" if more else "")
