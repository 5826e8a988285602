"""The keys of documents that were read, so that a later run can pass them over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = ("done",)


def _sqlite_guards() -> None:
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER done_never_{event.lower()} BEFORE {event} ON done "
            "BEGIN SELECT RAISE(ABORT, 'done are append-only'); END"
        )
    op.execute(
        "CREATE TRIGGER done_never_replace BEFORE INSERT ON done "
        "WHEN EXISTS (SELECT 1 FROM done WHERE seq = NEW.seq) "
        "BEGIN SELECT RAISE(ABORT, 'done are append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER done_keep_first BEFORE INSERT ON done "
        "WHEN EXISTS (SELECT 1 FROM done WHERE key = NEW.key) "
        "BEGIN SELECT RAISE(IGNORE); END"
    )


def upgrade() -> None:
    op.create_table(
        "done",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("added_at", sa.Text, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_guards()
    else:
        op.execute(
            "CREATE TRIGGER done_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON done "
            "FOR EACH STATEMENT EXECUTE FUNCTION willing_append_only()"
        )


def downgrade() -> None:
    raise NotImplementedError("a ledger is never taken back to an earlier version")
