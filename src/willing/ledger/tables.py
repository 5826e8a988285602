"""The ledger's tables: what is kept, and in which columns.

Rows are only ever added. `seq` is the order in which they came; where several rows speak of one
thing (datings, judgements, definitions, readings) the latest counts and the others are history.
The migrations write the same tables out; a test compares the two.
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()


def _seq() -> sa.Column[int]:
    return sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _article(name: str = "article") -> sa.Column[str]:
    return sa.Column(name, sa.Text, sa.ForeignKey("articles.id"), nullable=False, index=True)


articles = sa.Table(
    "articles",
    metadata,
    _seq(),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    _text("doc"),
    _text("source"),
    _text("title"),
    sa.Column("date", sa.Date),
    _text("date_origin"),
    _text("publisher"),
    _text("url"),
    _text("text"),
    sa.Column("paragraphs", sa.JSON, nullable=False),
    sa.Column("dropped", sa.JSON, nullable=False),
    sa.Column("notes", sa.JSON, nullable=False),
    _text("added_at"),
)

datings = sa.Table(
    "datings",
    metadata,
    _seq(),
    _article(),
    sa.Column("date", sa.Date, nullable=False),
    _text("date_origin"),
    _text("added_at"),
)
"""A surer date for an article that is already here: the page read again with its date given."""

copies = sa.Table(
    "copies",
    metadata,
    _seq(),
    _article(),
    _article("original"),
    sa.Column("similarity", sa.Float, nullable=False),
    _text("added_at"),
    sa.UniqueConstraint("article", "original"),
)

statements = sa.Table(
    "statements",
    metadata,
    _seq(),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    _article(),
    _text("doc"),
    sa.Column("actor", sa.Text, nullable=False, index=True),
    _text("actor_name"),
    _text("actor_text"),
    sa.Column("initiative", sa.Text, nullable=False, index=True),
    _text("stance"),
    _text("quote"),
    sa.Column("quote_start", sa.Integer, nullable=False),
    sa.Column("quote_end", sa.Integer, nullable=False),
    sa.Column("contribution", sa.JSON, nullable=False),
    sa.Column("no_contribution", sa.JSON, nullable=False),
    sa.Column("conditions", sa.JSON, nullable=False),
    sa.Column("veto", sa.Boolean, nullable=False),
    sa.Column("speaker", sa.Text),
    sa.Column("date", sa.Date),
    sa.Column("confidence", sa.Float, nullable=False),
    _text("reader"),
    sa.Column("trace", sa.JSON, nullable=False),
    _text("first_seen"),
)
"""`date` is empty where a statement has no date but its article's."""

figures = sa.Table(
    "figures",
    metadata,
    _seq(),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    _article(),
    _text("doc"),
    _text("figure"),
    sa.Column("value", sa.Float, nullable=False),
    _text("quote"),
    sa.Column("quote_start", sa.Integer, nullable=False),
    sa.Column("quote_end", sa.Integer, nullable=False),
    _text("span"),
    _text("first_seen"),
)

readings = sa.Table(
    "readings",
    metadata,
    _seq(),
    _article(),
    _text("reader"),
    _text("initiative"),
    sa.Column("statements", sa.JSON, nullable=False),
    _text("added_at"),
)
"""The ids of what a reader found in an article on an initiative; the latest reading counts."""

judgements = sa.Table(
    "judgements",
    metadata,
    _seq(),
    sa.Column("statement", sa.Text, sa.ForeignKey("statements.id"), nullable=False, index=True),
    _text("verdict"),
    _text("analyst"),
    _text("time"),
    _text("reason"),
    sa.Column("corrections", sa.JSON, nullable=False),
    _text("source_grade"),
    _text("claim_grade"),
)

initiatives = sa.Table(
    "initiatives",
    metadata,
    _seq(),
    sa.Column("id", sa.Text, nullable=False, index=True),
    sa.Column("definition", sa.JSON, nullable=False),
    _text("added_at"),
)

done = sa.Table(
    "done",
    metadata,
    _seq(),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    _text("added_at"),
)
"""Documents that were read, each with what was asked of it, as one hash."""
