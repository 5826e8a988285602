"""The tables that several commands print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from willing.cli.output import print_table

if TYPE_CHECKING:
    from willing.extraction.statement import Statement
    from willing.ledger.entry import Entry

MARKS = {"none": "", "accept": "✓", "reject": "✗", "correct": "✎"}
"""A person's verdict, as one sign."""

STANCE_WORDS = {"lean_in": "leaning in", "lean_out": "leaning out"}


def print_statements(entries: Sequence[Entry], *, title: str = "") -> None:
    """Who says what, with the words; one row for each statement."""
    several = len({entry.statement.initiative for entry in entries}) > 1
    columns = ["Id", "Who", "Stance", "With"]
    if several:
        columns.append("On")
    columns.append("Words")
    rows = []
    for entry in entries:
        statement = entry.statement
        row = [statement.id[:8], statement.actor_name, stance_words(entry), terms(statement)]
        if several:
            row.append(statement.initiative)
        rows.append([*row, statement.quote])
    print_table(columns, rows, title=title)


def stance_words(entry: Entry) -> str:
    """The stance with the sign of a person's verdict."""
    stance = STANCE_WORDS.get(entry.statement.stance, entry.statement.stance)
    return f"{stance} {MARKS[entry.verdict]}".rstrip()


def terms(statement: Statement) -> str:
    """What is offered, ruled out and asked for, in short.

    Kinds that are ruled out follow "no", conditions "if".
    """
    parts = [", ".join(statement.contribution)]
    if statement.no_contribution:
        parts.append("no " + ", ".join(statement.no_contribution))
    if statement.conditions:
        parts.append("if " + ", ".join(statement.conditions))
    if statement.veto:
        parts.append("veto")
    return "; ".join(part for part in parts if part)
