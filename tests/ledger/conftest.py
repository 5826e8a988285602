"""A fresh ledger for each test, copied from one that is made once."""

from __future__ import annotations

import shutil

import pytest

from willing.ledger.database import open_ledger


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory):
    file = tmp_path_factory.mktemp("ledger") / "empty.db"
    open_ledger(file).close()
    return file


@pytest.fixture
def ledger(empty_file, tmp_path):
    file = tmp_path / "willing.db"
    shutil.copy(empty_file, file)
    with open_ledger(file) as opened:
        yield opened
