"""The first tables, and the triggers that keep them append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPLICATION_ID = 0x57494C4C  # "WILL" in the header of an SQLite file

TABLES = (
    "articles",
    "datings",
    "copies",
    "statements",
    "figures",
    "readings",
    "judgements",
    "initiatives",
)


def _seq() -> sa.Column[int]:
    return sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _jsons(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.JSON, nullable=False) for name in names]


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.Text, nullable=False, unique=True)


def _article(name: str = "article") -> sa.Column[str]:
    return sa.Column(name, sa.Text, sa.ForeignKey("articles.id"), nullable=False, index=True)


def _quote() -> list[sa.Column[int]]:
    return [
        sa.Column("quote_start", sa.Integer, nullable=False),
        sa.Column("quote_end", sa.Integer, nullable=False),
    ]


def _articles() -> None:
    op.create_table(
        "articles",
        _seq(),
        _id(),
        *_texts("doc", "source", "title"),
        sa.Column("date", sa.Date),
        *_texts("date_origin", "publisher", "url", "text"),
        *_jsons("paragraphs", "dropped", "notes"),
        *_texts("added_at"),
    )
    op.create_table(
        "datings",
        _seq(),
        _article(),
        sa.Column("date", sa.Date, nullable=False),
        *_texts("date_origin", "added_at"),
    )
    op.create_table(
        "copies",
        _seq(),
        _article(),
        _article("original"),
        sa.Column("similarity", sa.Float, nullable=False),
        *_texts("added_at"),
        sa.UniqueConstraint("article", "original"),
    )


def _statements() -> None:
    op.create_table(
        "statements",
        _seq(),
        _id(),
        _article(),
        *_texts("doc"),
        sa.Column("actor", sa.Text, nullable=False, index=True),
        *_texts("actor_name", "actor_text"),
        sa.Column("initiative", sa.Text, nullable=False, index=True),
        *_texts("stance", "quote"),
        *_quote(),
        *_jsons("contribution", "no_contribution", "conditions"),
        sa.Column("veto", sa.Boolean, nullable=False),
        sa.Column("speaker", sa.Text),
        sa.Column("date", sa.Date),
        sa.Column("confidence", sa.Float, nullable=False),
        *_texts("reader"),
        *_jsons("trace"),
        *_texts("first_seen"),
    )
    op.create_table(
        "figures",
        _seq(),
        _id(),
        _article(),
        *_texts("doc", "figure"),
        sa.Column("value", sa.Float, nullable=False),
        *_texts("quote"),
        *_quote(),
        *_texts("span", "first_seen"),
    )
    op.create_table(
        "readings",
        _seq(),
        _article(),
        *_texts("reader", "initiative"),
        *_jsons("statements"),
        *_texts("added_at"),
    )


def _judgements() -> None:
    statement = sa.Column(
        "statement", sa.Text, sa.ForeignKey("statements.id"), nullable=False, index=True
    )
    op.create_table(
        "judgements",
        _seq(),
        statement,
        *_texts("verdict", "analyst", "time", "reason"),
        *_jsons("corrections"),
        *_texts("source_grade", "claim_grade"),
    )
    op.create_table(
        "initiatives",
        _seq(),
        sa.Column("id", sa.Text, nullable=False, index=True),
        *_jsons("definition"),
        *_texts("added_at"),
    )


def _sqlite_guards() -> None:
    op.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for table in TABLES:
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_never_{event.lower()} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} are append-only'); END"
            )
        # INSERT OR REPLACE deletes without a word to the triggers above
        op.execute(
            f"CREATE TRIGGER {table}_never_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE seq = NEW.seq) "
            f"BEGIN SELECT RAISE(ABORT, '{table} are append-only'); END"
        )
    same = dict.fromkeys(("articles", "statements", "figures"), "id = NEW.id")
    same["copies"] = "article = NEW.article AND original = NEW.original"
    for table, known in same.items():
        op.execute(
            f"CREATE TRIGGER {table}_keep_first BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {known}) "
            f"BEGIN SELECT RAISE(IGNORE); END"
        )


def _postgresql_guards() -> None:
    op.execute(
        "CREATE FUNCTION willing_append_only() RETURNS trigger AS $$ "
        "BEGIN RAISE EXCEPTION '% are append-only', TG_TABLE_NAME; END; $$ LANGUAGE plpgsql"
    )
    for table in TABLES:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION willing_append_only()"
        )


def upgrade() -> None:
    _articles()
    _statements()
    _judgements()
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_guards()
    else:
        _postgresql_guards()


def downgrade() -> None:
    raise NotImplementedError("a ledger is never taken back to an earlier version")
