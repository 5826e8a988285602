"""Statements on the screen: who, what and on which terms, and below it the words."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from willing.cli.output import one_line, say

if TYPE_CHECKING:
    from willing.extraction.statement import Statement
    from willing.ledger.entry import Entry

MARKS = {"none": "", "accept": "✓", "reject": "✗", "correct": "✎"}
"""A person's verdict, as one sign."""

STANCE_WORDS = {"lean_in": "leaning in", "lean_out": "leaning out"}

_MARGIN = " " * 10
_LONGEST = 100
"""Characters of a line of words: longer ones are hard to read."""


def print_statements(entries: Sequence[Entry], *, dated: bool = False) -> None:
    """Print statements by initiative; with `dated`, the day and the article of each."""
    for initiative in dict.fromkeys(entry.statement.initiative for entry in entries):
        say(f"\nOn {one_line(initiative)}\n")
        on_it = [entry for entry in entries if entry.statement.initiative == initiative]
        for line in _lines(on_it, dated):
            say(line)
    say()


def stance_words(entry: Entry) -> str:
    """The stance with the sign of a person's verdict."""
    stance = STANCE_WORDS.get(entry.statement.stance, entry.statement.stance)
    return f"{stance} {MARKS[entry.verdict]}".rstrip()


def terms(statement: Statement) -> str:
    """What is offered, ruled out ("no ...") and asked for ("if ..."), in short."""
    parts = [", ".join(statement.contribution)]
    if statement.no_contribution:
        parts.append("no " + ", ".join(statement.no_contribution))
    if statement.conditions:
        parts.append("if " + ", ".join(statement.conditions))
    if statement.veto:
        parts.append("veto")
    return "; ".join(part for part in parts if part)


def _lines(entries: Sequence[Entry], dated: bool) -> Iterator[str]:
    rows = [(_who(entry), stance_words(entry), terms(entry.statement)) for entry in entries]
    widths = [min(28, max(len(row[column]) for row in rows)) for column in (0, 1)]
    width = min(_LONGEST, shutil.get_terminal_size().columns - 1)
    for entry, (who, stance, more) in zip(entries, rows, strict=True):
        head = f"{entry.statement.id[:8]}  {who:<{widths[0]}}  {stance:<{widths[1]}}  {more}"
        yield head.rstrip()
        words = f"“{one_line(entry.statement.quote)}”"
        yield textwrap.fill(words, width, initial_indent=_MARGIN, subsequent_indent=_MARGIN)
        if dated:
            day = entry.date.isoformat() if entry.date else "no date"
            yield f"{_MARGIN}{day}, {one_line(entry.title or entry.statement.doc)}"


def _who(entry: Entry) -> str:
    return one_line(entry.statement.actor_name)
