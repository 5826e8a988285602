"""Is this a ledger, of which version, and what has to be done to bring it up to date?

An up-to-date ledger is recognised by one query; Alembic is imported only when a migration is due.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Literal

import sqlalchemy as sa

from willing.errors import LedgerError

HEAD = "0002"
"""The latest revision in `migrations/versions`."""

APPLICATION_ID = 0x57494C4C
"""The mark of a ledger in the header of an SQLite file ("WILL")."""

MIGRATIONS = Path(__file__).with_name("migrations")

State = Literal["new", "old", "current"]


def state(connection: sa.Connection, location: str) -> State:
    """Whether the database is empty, a ledger of an earlier version, or up to date.

    Raises `LedgerError` for anything else: another program's database, or a newer ledger.
    """
    names = set(sa.inspect(connection).get_table_names())
    if not names:
        return "new"
    if "alembic_version" not in names or not _ours(connection, names):
        raise LedgerError(
            f"{location}: a database, but not a ledger of Willing; name another file"
            " (--ledger PATH or WILLING_LEDGER)"
        )
    version = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    if version == HEAD:
        return "current"
    if version is not None and version > HEAD:
        raise LedgerError(
            f"{location}: written by a newer version of Willing (revision {version}, this one"
            f" knows {HEAD}); upgrade Willing"
        )
    return "old"


def _ours(connection: sa.Connection, names: set[str]) -> bool:
    if connection.dialect.name == "sqlite":
        return connection.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION_ID
    return "statements" in names and "judgements" in names


def migrate(engine: sa.Engine, location: str) -> None:
    """Bring the ledger up to date in one transaction; a second process waits, then finds it done.

    `engine` must begin its transactions with the lock for writing.
    """
    if engine.dialect.name == "sqlite":
        _write_ahead(engine)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})")
        if state(connection, location) != "current":
            _upgrade(connection)


def _write_ahead(engine: sa.Engine, attempts: int = 50) -> None:
    """Let readers and one writer work side by side; the file remembers it.

    SQLite does not wait for another process that is doing the same, so this does.
    """
    for attempt in range(attempts):
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode = WAL")
            return
        except Exception as error:
            if attempt == attempts - 1 or "locked" not in str(error):
                raise
            time.sleep(0.02)
        finally:
            raw.close()


def _upgrade(connection: sa.Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
