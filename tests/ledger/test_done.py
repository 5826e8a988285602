"""What was read before, and a ledger from before there was such a thing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from tests.ledger import make
from willing.errors import LedgerError
from willing.ledger import database, done, migrate, tables
from willing.ledger.additions import add_article, add_reading
from willing.ledger.database import open_ledger
from willing.ledger.entries import articles


def test_a_key_counts_from_the_next_look_on(tmp_path):
    with open_ledger(tmp_path / "a.db") as ledger:
        assert done.latest_done(ledger) == 0
        for key in ("k1", "k1", "k2"):
            done.note_done(ledger, key)
        assert done.latest_done(ledger) == 2
        assert done.is_done(ledger, "k2", until=2)
        assert not done.is_done(ledger, "k2", until=1)
        assert not done.is_done(ledger, "k3", until=99)


def test_a_key_is_noted_with_its_reading_or_not_at_all(tmp_path):
    article = make.article()
    reading = make.reading(article, make.statement(article))
    with open_ledger(tmp_path / "a.db") as ledger:
        wrong = replace(reading, statements=(replace(reading.statements[0], quote="no such"),))
        with pytest.raises(LedgerError):
            add_reading(ledger, article, wrong, done="k1")
        assert done.latest_done(ledger) == 0
        add_reading(ledger, article, reading, done="k1")
        assert done.is_done(ledger, "k1", until=1)


def test_a_long_run_does_not_wait_for_the_disk_at_every_page(tmp_path):
    for place, steps in ((tmp_path / "a.db", (2, 1)), (":memory:", (2, 2))):
        with open_ledger(place) as ledger:
            done.note_done(ledger, "k1")
            found = []
            for _ in steps:
                with database.transaction(ledger) as connection:
                    found.append(connection.exec_driver_sql("PRAGMA synchronous").scalar())
                database.write_in_groups(ledger)
            assert tuple(found) == steps
            assert done.latest_done(ledger) == 1


@pytest.mark.parametrize("change", ["UPDATE done SET key = 'x'", "DELETE FROM done"])
def test_keys_are_never_changed(tmp_path, change):
    with open_ledger(tmp_path / "a.db") as ledger:
        done.note_done(ledger, "k1")
        with (
            pytest.raises((LedgerError, IntegrityError)),
            database.transaction(ledger, write=True) as connection,
        ):
            connection.exec_driver_sql(change)
        assert done.is_done(ledger, "k1", until=1)


def test_an_older_ledger_is_brought_up_to_date_with_what_it_holds(tmp_path, monkeypatch):
    from alembic import command

    upgrade = command.upgrade
    monkeypatch.setattr(command, "upgrade", lambda config, _head: upgrade(config, "0001"))
    monkeypatch.setattr(migrate, "HEAD", "0001")
    with open_ledger(tmp_path / "old.db") as ledger:
        add_article(ledger, make.article())
        kept = articles(ledger)
    monkeypatch.undo()
    with open_ledger(tmp_path / "old.db") as ledger:
        assert articles(ledger) == kept
        with database.transaction(ledger) as connection:
            assert connection.execute(tables.done.select()).all() == []
