"""Between the nouns and the ledger's rows: what is written down, and how it is read back."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any

from sqlalchemy import RowMapping

from willing.documents.article import Article, Dropped, Paragraph
from willing.extraction.statement import Figure, Statement
from willing.ledger.judgement import Judgement

Row = dict[str, Any]

LISTS = ("contribution", "no_contribution", "conditions")


def now() -> str:
    """The present moment, in UTC, as the ledger writes it."""
    return moment(dt.datetime.now(dt.UTC))


def moment(time: dt.datetime) -> str:
    """A time as the ledger writes it; one without a zone is taken as UTC."""
    aware = time if time.tzinfo else time.replace(tzinfo=dt.UTC)
    return aware.astimezone(dt.UTC).isoformat(timespec="microseconds")


def article_row(article: Article) -> Row:
    """The row of an article."""
    return {
        "id": article.id,
        "doc": article.doc,
        "source": article.source,
        "title": article.title,
        "date": article.date,
        "date_origin": article.date_origin,
        "publisher": article.publisher,
        "url": article.url,
        "text": article.text,
        "paragraphs": [[p.start, p.end, p.heading] for p in article.paragraphs],
        "dropped": [[d.start, d.end, d.reason] for d in article.dropped],
        "notes": list(article.notes),
        "added_at": now(),
    }


def article_of(row: RowMapping, dating: RowMapping | None = None) -> Article:
    """The article of a row, with its surer date if it was dated again."""
    text = row["text"]
    dated = dating if dating is not None else row
    return Article(
        id=row["id"],
        doc=row["doc"],
        source=row["source"],
        title=row["title"],
        text=text,
        paragraphs=tuple(Paragraph(text[s:e], s, e, h) for s, e, h in row["paragraphs"]),
        date=dated["date"],
        date_origin=dated["date_origin"],
        publisher=row["publisher"],
        url=row["url"],
        dropped=tuple(Dropped(text[s:e], s, e, reason) for s, e, reason in row["dropped"]),
        notes=tuple(row["notes"]),
    )


def statement_row(statement: Statement, article_date: dt.date | None) -> Row:
    """The row of a statement; the article's own date is not repeated in it."""
    row = {name: getattr(statement, name) for name in Statement.__slots__}
    for name in (*LISTS, "trace"):
        row[name] = list(row[name])
    if statement.date == article_date:
        row["date"] = None
    return row | {"first_seen": now()}


def statement_of(row: RowMapping, article_date: dt.date | None) -> Statement:
    """The statement of a row; without a date of its own it has the article's."""
    fields: Row = {name: row[name] for name in Statement.__slots__}
    for name in (*LISTS, "trace"):
        fields[name] = tuple(fields[name])
    fields["date"] = fields["date"] or article_date
    return Statement(**fields)


def figure_row(figure: Figure, article: str, key: str) -> Row:
    """The row of a figure under its content hash."""
    return asdict(figure) | {"id": key, "article": article, "first_seen": now()}


def figure_of(row: RowMapping) -> Figure:
    """The figure of a row."""
    return Figure(**{name: row[name] for name in Figure.__slots__})


def judgement_row(judgement: Judgement) -> Row:
    """The row of a judgement; dates and tuples become what JSON knows."""
    row = {name: getattr(judgement, name) for name in Judgement.__slots__}
    row["time"] = moment(judgement.time)
    row["corrections"] = {k: _plain(v) for k, v in judgement.corrections.items()}
    return row


def judgement_of(row: RowMapping) -> Judgement:
    """The judgement of a row, its corrections in the types of the statement's fields."""
    fields = {name: row[name] for name in Judgement.__slots__}
    fields["time"] = dt.datetime.fromisoformat(row["time"])
    fields["corrections"] = {k: _typed(k, v) for k, v in row["corrections"].items()}
    return Judgement(**fields)


def _plain(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _typed(name: str, value: Any) -> object:
    if name == "date" and isinstance(value, str):
        return dt.date.fromisoformat(value)
    return tuple(value) if name in LISTS else value
