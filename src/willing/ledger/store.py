"""The ledger: every statement ever read, with its quote, and what people think of it.

Append-only: nothing is overwritten or deleted, triggers in the database see to that. Analysts add
judgements beside the statements (followthemoney and nomenklatura keep evidence in the same way).
This module is the door; the rooms behind it are `database` (the file), `additions` (writing),
`entries` (reading), `verdicts` (what the judgements come to).

>>> with open_ledger(":memory:") as ledger:
...     statements(ledger)
[]
"""

from __future__ import annotations

from willing.ledger.additions import (
    add_article,
    add_copy,
    add_initiative,
    add_judgement,
    add_reading,
    undo_judgement,
)
from willing.ledger.database import Ledger, open_ledger
from willing.ledger.entries import (
    articles,
    figures,
    find_statement,
    initiatives,
    judgements,
    statements,
)
from willing.ledger.entry import Entry, entry_of
from willing.ledger.quotes import check_quote

__all__ = [
    "Entry",
    "Ledger",
    "add_article",
    "add_copy",
    "add_initiative",
    "add_judgement",
    "add_reading",
    "articles",
    "check_quote",
    "entry_of",
    "figures",
    "find_statement",
    "initiatives",
    "judgements",
    "open_ledger",
    "statements",
    "undo_judgement",
]
