"""Opening: every wrong file has its message, and processes do not get in each other's way."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from willing.errors import LedgerError
from willing.ledger import migrate
from willing.ledger.additions import add_reading
from willing.ledger.database import open_ledger
from willing.ledger.entries import statements
from willing.ledger.migrations.versions import r0001_first_tables, r0002_done
from willing.ledger.tables import metadata

from .make import page

HERE = Path(__file__).parent.parent


def sqlite(path: Path, command: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(command)
    connection.close()


def test_the_migrations_make_the_tables_that_the_code_uses(tmp_path):
    with open_ledger(tmp_path / "a.db") as ledger, ledger.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_latest_revision_is_the_one_that_the_code_asks_for():
    script = ScriptDirectory(str(migrate.MIGRATIONS))
    assert script.get_heads() == [migrate.HEAD]
    assert r0001_first_tables.APPLICATION_ID == migrate.APPLICATION_ID
    assert {*r0001_first_tables.TABLES, *r0002_done.TABLES} == set(metadata.tables)


def test_a_ledger_is_made_once_and_found_again(tmp_path):
    file = tmp_path / "odd ? name%20#.db"
    with open_ledger(file) as ledger:
        add_reading(ledger, *page())
    with open_ledger(file, create=False) as ledger:
        assert len(statements(ledger)) == 3
    assert [p.name for p in tmp_path.iterdir()] == [file.name]


def test_an_empty_file_becomes_a_ledger(tmp_path):
    file = tmp_path / "a.db"
    file.touch()
    with pytest.raises(LedgerError, match="no ledger here yet"):
        open_ledger(file, create=False)
    open_ledger(file).close()
    assert file.stat().st_size > 0


def test_opening_an_up_to_date_ledger_imports_no_migrations_and_is_quick(tmp_path):
    open_ledger(tmp_path / "a.db").close()
    script = """
        import sys, time
        from willing.ledger.database import open_ledger
        times = []
        for _ in range(5):
            start = time.perf_counter()
            open_ledger(sys.argv[1]).close()
            times.append(time.perf_counter() - start)
        print(min(times), "alembic" in sys.modules)
    """
    out = run(script, tmp_path / "a.db").stdout.split()
    assert float(out[0]) < 0.06
    assert out[1] == "False"


def test_the_path_comes_from_argument_environment_or_default(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WILLING_LEDGER", raising=False)
    open_ledger().close()
    monkeypatch.setenv("WILLING_LEDGER", "env.db")
    open_ledger().close()
    open_ledger("arg.db").close()
    open_ledger("sqlite:///address.db").close()
    assert {p.name for p in tmp_path.iterdir()} == {"willing.db", "env.db", "arg.db", "address.db"}


def test_a_missing_ledger_is_not_made_by_who_only_reads(tmp_path):
    with pytest.raises(LedgerError, match="keep a page first"):
        open_ledger(tmp_path / "none.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_other_files_are_refused_and_left_alone(tmp_path):
    text, foreign, alembic = tmp_path / "a.txt", tmp_path / "b.db", tmp_path / "c.db"
    text.write_text("Ruritania is in. " * 100)
    sqlite(foreign, "CREATE TABLE recipes (name)")
    sqlite(alembic, "CREATE TABLE alembic_version (version_num); CREATE TABLE statements (id)")
    before = {p: p.read_bytes() for p in tmp_path.iterdir()}
    for file, message in ((text, "no SQLite file"), (foreign, "not a ledger"), (alembic, "not a")):
        with pytest.raises(LedgerError, match=message):
            open_ledger(file)
    assert {p: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_a_newer_ledger_is_refused(tmp_path):
    open_ledger(tmp_path / "a.db").close()
    sqlite(tmp_path / "a.db", "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(LedgerError, match=r"newer version of Willing .* upgrade"):
        open_ledger(tmp_path / "a.db")


def test_places_where_no_ledger_can_be(tmp_path):
    for place, message in (
        (tmp_path, "a folder"),
        (tmp_path / "no" / "a.db", "make it first"),
        ("bad\0name", "not a usable path"),
        ("mysql://host/x", "SQLite file or a PostgreSQL"),
        ("://", "no database address"),
    ):
        with pytest.raises(LedgerError, match=message):
            open_ledger(place)


def test_a_password_is_never_shown():
    with pytest.raises(LedgerError) as error:
        open_ledger("postgresql+nonesuch://ana:secret@localhost/willing")
    assert "secret" not in str(error.value)
    assert "psycopg" in str(error.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(LedgerError, match="check the rights"):
            open_ledger(tmp_path / "a.db")
    finally:
        tmp_path.chmod(0o700)


def test_the_tables_compile_for_postgresql():
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.schema import CreateTable

    for table in metadata.tables.values():
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=postgresql.dialect()))


ADDER = """
    import sys
    from ledger.make import article, reading, statement
    from willing.ledger.additions import add_reading
    from willing.ledger.database import open_ledger
    name, count = sys.argv[2], int(sys.argv[3])
    with open_ledger(sys.argv[1]) as ledger:
        print("open", flush=True)
        for i in range(count):
            words = (f"{name} is in, says page {i}.", f"{name} offers ships.")
            of = article(words, id=f"{name}{i}")
            found = [statement(of, p.text, name) for p in of.paragraphs]
            add_reading(ledger, of, reading(of, *found))
            print(i, flush=True)
"""


def run(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(script, *arguments), text=True, capture_output=True, check=True)


def command(script: str, *arguments: object) -> list[str]:
    path = f"import sys; sys.path.insert(0, {str(HERE)!r})\n"
    return [sys.executable, "-c", path + textwrap.dedent(script), *map(str, arguments)]


def test_a_run_that_is_killed_leaves_a_valid_ledger(tmp_path):
    file = tmp_path / "a.db"
    process = subprocess.Popen(
        command(ADDER, file, "RUR", 1_000_000), text=True, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    seen = [process.stdout.readline() for _ in range(40)]
    time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    seen += process.stdout.read().splitlines()
    process.wait()
    process.stdout.close()
    with open_ledger(file, create=False) as ledger:
        with ledger.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            rows = sa.select(sa.func.count()).select_from(metadata.tables["articles"])
            kept = connection.scalar(rows)
        assert kept >= len(seen) - 2  # each page that was reported is there
        assert len(statements(ledger)) == 2 * kept  # and whole
        assert add_reading(ledger, *page()) == 3


def test_processes_that_open_and_add_at_once(tmp_path):
    """None of them finds a ledger there: they also make it at once."""
    names = ("RUR", "BOR")
    running = [
        subprocess.Popen(
            command(ADDER, tmp_path / "a.db", name, 25),
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for name in names
    ]
    for process in running:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
    with open_ledger(tmp_path / "a.db", create=False) as ledger:
        assert len(statements(ledger)) == len(names) * 25 * 2
