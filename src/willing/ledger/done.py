"""Which documents were read into a ledger before, and for which question, so as not to do it again.

A key stands for a document's content, for what was asked of it and for who read it. It says no
more than that nothing new would come of reading the same again.
"""

from __future__ import annotations

import sqlalchemy as sa

from willing.ledger import rows, tables
from willing.ledger.database import Ledger, transaction


def latest_done(ledger: Ledger) -> int:
    """The number of the latest key; 0 where there is none."""
    with transaction(ledger) as connection:
        return connection.scalar(sa.select(sa.func.max(tables.done.c.seq))) or 0


def is_done(ledger: Ledger, key: str, *, until: int) -> bool:
    """Whether this key was noted, up to the one of this number."""
    table = tables.done
    query = sa.select(table.c.seq).where(table.c.key == key, table.c.seq <= until)
    with transaction(ledger) as connection:
        return connection.execute(query).first() is not None


def note_done(ledger: Ledger, key: str) -> None:
    """Note a key; all that belongs to it must be in the ledger by now. One that is known stays."""
    with transaction(ledger, write=True) as connection:
        note_done_in(connection, key)


def note_done_in(connection: sa.Connection, key: str) -> None:
    """The same as a part of a transaction that adds what belongs to the key."""
    table = tables.done
    if not connection.execute(sa.select(table.c.seq).filter_by(key=key)).first():
        connection.execute(table.insert(), {"key": key, "added_at": rows.now()})
