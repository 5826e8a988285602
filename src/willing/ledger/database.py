"""The ledger's file: finding it, opening it, and reading or writing in one transaction."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from willing.errors import LedgerError
from willing.ledger.migrate import APPLICATION_ID, migrate, state

ENVIRONMENT = "WILLING_LEDGER"
DEFAULT_PATH = "willing.db"
MEMORY = ":memory:"
BUSY_SECONDS = 30
"""How long a process waits for another one that is writing."""

_DATABASES = {"sqlite", "postgresql"}


@dataclass(frozen=True, slots=True)
class Ledger:
    """An open ledger. `location` is its path or address, without a password."""

    location: str
    engine: sa.Engine

    def close(self) -> None:
        """Let go of the file; what was written is already safe."""
        self.engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_ledger(path: str | Path | None = None, *, create: bool = True) -> Ledger:
    """Open the ledger at `path`, else at `WILLING_LEDGER`, else `willing.db` in this folder.

    `path` may be a file, `:memory:` (forgotten at the end) or a SQLAlchemy address
    (`postgresql+psycopg://...`). A new ledger is made unless `create` is false; an older one is
    brought up to date. Raises `LedgerError` for what is no ledger, is newer than this Willing,
    or cannot be read or written.
    """
    place = str(path if path is not None else os.environ.get(ENVIRONMENT) or DEFAULT_PATH)
    address = _address(place)
    location = address.render_as_string() if "://" in place else place
    ledger = Ledger(location, _engine(address, location))
    try:
        with explained(location):
            _prepare(ledger, create=create)
    except BaseException:
        ledger.close()
        raise
    return ledger


def _prepare(ledger: Ledger, *, create: bool) -> None:
    if not create:
        _must_exist(ledger)
    with ledger.engine.connect() as connection:
        found = state(connection, ledger.location)
    if found == "new" and not create:
        raise _missing(ledger.location)
    if found != "current":
        migrate(_writing(ledger.engine), ledger.location)


def _must_exist(ledger: Ledger) -> None:
    """SQLite makes an empty file of a missing one; whoever only reads should not leave one."""
    file = ledger.engine.url.database
    if ledger.engine.dialect.name == "sqlite" and file and not Path(file).exists():
        raise _missing(ledger.location)


def _missing(location: str) -> LedgerError:
    return LedgerError(
        f"{location}: no ledger here yet; keep a page first (willing extract PAGE --keep), or name"
        " another one (--ledger PATH or WILLING_LEDGER)"
    )


def _address(place: str) -> sa.URL:
    if place == MEMORY:
        return sa.URL.create("sqlite")
    if "://" not in place:
        return sa.URL.create("sqlite", database=str(_file(place)))
    try:
        address = sa.make_url(place)
    except (ArgumentError, ValueError):
        raise LedgerError("the ledger's address is no database address") from None
    if address.get_backend_name() not in _DATABASES:
        raise LedgerError(
            f"{address.render_as_string()}: a ledger is an SQLite file or a PostgreSQL database"
        )
    return address


def _file(place: str) -> Path:
    if "\0" in place:
        raise LedgerError(f"{place!r}: not a usable path for a ledger")
    try:
        file = Path(place).expanduser()
        if file.is_dir():
            raise LedgerError(f"{place}: a folder; name a file in it, such as {place}/willing.db")
        if not file.parent.is_dir():
            raise LedgerError(f"{place}: there is no folder {file.parent}; make it first")
    except (OSError, RuntimeError) as error:
        raise LedgerError(f"{place!r}: not a usable path for a ledger: {error}") from None
    return file


def _engine(address: sa.URL, location: str) -> sa.Engine:
    options: dict[str, Any] = {}
    if address.get_backend_name() == "sqlite":
        options["connect_args"] = {"timeout": BUSY_SECONDS, "check_same_thread": False}
        if not address.database:
            options["poolclass"] = StaticPool
    try:
        engine = sa.create_engine(address, **options)
    except (ImportError, SQLAlchemyError) as error:
        raise LedgerError(
            f"{location}: the driver for this database is missing ({error});"
            " for PostgreSQL: pip install 'psycopg[binary]'"
        ) from None
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _connected)
        sa.event.listen(engine, "begin", _begin)
    return engine


def write_in_groups(ledger: Ledger) -> None:
    """Let what a long run adds reach the disk in groups, which is several times as quick.

    A run that is killed loses nothing by it. A power cut may undo the last pages, each as a whole
    and with the note that it was read, so that the next run reads it again.
    """
    if ledger.engine.dialect.name == "sqlite" and ledger.engine.url.database:
        sa.event.listen(ledger.engine, "connect", _in_groups)
        ledger.engine.dispose()  # the connections that are open do not know of it


def _in_groups(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous = NORMAL")


def _connected(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where `_begin` says, not by guess
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: sa.Connection) -> None:
    """A writer asks for the lock at once: SQLite does not wait for one who asks later."""
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _writing(engine: sa.Engine) -> sa.Engine:
    return engine.execution_options(write=True)


@contextmanager
def transaction(ledger: Ledger, *, write: bool = False) -> Iterator[sa.Connection]:
    """All or nothing: the reads see one state of the ledger, the writes arrive together."""
    engine = _writing(ledger.engine) if write else ledger.engine
    with explained(ledger.location), engine.begin() as connection:
        if write and engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})")
        yield connection


@contextmanager
def explained(location: str) -> Iterator[None]:
    """Turn the database's errors into a `LedgerError` that says what to do."""
    try:
        yield
    except SQLAlchemyError as error:
        cause = str(getattr(error, "orig", None) or error).strip()
        raise LedgerError(f"{location}: {_mend(cause)}") from error
    except (UnicodeEncodeError, OverflowError) as error:
        raise LedgerError(f"{location}: a text or number that cannot be kept: {error}") from error


_MENDS = {
    "file is not a database": "not a ledger (no SQLite file); name another file",
    "file is encrypted": "not a ledger (no SQLite file); name another file",
    "malformed": "the file is damaged; restore it from a copy",
    "locked": f"another process has been writing for {BUSY_SECONDS} s; try again when it is done",
    "readonly": "cannot be written; check the rights of the file and of its folder",
    "unable to open": "cannot be opened; check the rights of the file and of its folder",
    "disk is full": "the disk is full",
}


def _mend(cause: str) -> str:
    for sign, mend in _MENDS.items():
        if sign in cause:
            return mend
    return f"the database refused: {cause}"
