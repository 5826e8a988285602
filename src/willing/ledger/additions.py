"""What may be added to a ledger: articles, readings, judgements, initiatives. Nothing else changes.

Each function is one transaction: a run that is killed leaves all of its page or none of it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import get_args

import sqlalchemy as sa

from willing.documents.article import Article, DateOrigin
from willing.errors import InputError, LedgerError
from willing.extraction.statement import Figure, Reader, Reading, Statement
from willing.ledger import rows, tables
from willing.ledger.database import Ledger, transaction
from willing.ledger.done import note_done_in
from willing.ledger.judgement import Judgement
from willing.ledger.quotes import check_quote, moved
from willing.ledger.verdicts import check_judgement, standing
from willing.reference.initiative import Initiative

_SUREST_FIRST: tuple[str, ...] = get_args(DateOrigin)


def add_article(ledger: Ledger, article: Article) -> bool:
    """Keep an article; false if it is already here.

    One that is here keeps its text. A date found in a surer way than before, or newly given by
    the caller, counts from now on.
    """
    with transaction(ledger, write=True) as connection:
        return _add_article(connection, article)


def add_reading(
    ledger: Ledger,
    article: Article,
    reading: Reading,
    *,
    reader: Reader | None = None,
    done: str = "",
) -> int:
    """Keep an article with its statements and figures; the number of statements that are new.

    Reading the same page twice adds nothing. What the same reader (`reader`; by default those of
    the reading and of its statements, or "rules" where there are none) found in this article
    before, on the initiatives of this reading, and finds no longer, stays in the ledger but counts
    no more, unless a person has judged it or the model read only a part of the page. `done` is a
    key to note with it, as `note_done` does. Raises
    `LedgerError` for a quote that is not on the page.
    """
    if reading.article != article.id:
        raise LedgerError(f"{article.doc}: the reading is of another article ({reading.article})")
    found: tuple[Statement | Figure, ...] = (*reading.statements, *reading.figures)
    for item in found:
        check_quote(article, item)
    with transaction(ledger, write=True) as connection:
        _add_article(connection, article)
        kept = fetch_article(connection, article.id)
        new, ids = _add_statements(connection, reading.statements, article, kept)
        _add_figures(connection, [moved(f, article, kept) for f in reading.figures], article.id)
        _note_reading(connection, reading, ids, reader)
        if done:
            note_done_in(connection, done)
    return new


def add_copy(ledger: Ledger, article: str, original: str, similarity: float) -> bool:
    """Note that one article is a (near) copy of another, by their ids; false if that is known.

    What copies say counts once. Raises `LedgerError` if one of the two is not in the ledger.
    """
    if article == original or not 0.0 <= similarity <= 1.0:
        raise InputError("a copy is of another article, with a similarity between 0 and 1")
    pair = {"article": article, "original": original}
    with transaction(ledger, write=True) as connection:
        for id_ in pair.values():
            fetch_article(connection, id_)
        table = tables.copies
        known = sa.select(table.c.seq).filter_by(**pair)
        if connection.execute(known).first():
            return False
        row = pair | {"similarity": similarity, "added_at": rows.now()}
        connection.execute(table.insert(), row)
        return True


def add_initiative(ledger: Ledger, initiative: Initiative) -> bool:
    """Keep the definition of an initiative; false if the latest one says the same.

    Raises `InputError` for an initiative without an id.
    """
    if not initiative.id:
        raise InputError(f"the initiative {initiative.name!r} has no id to keep it under")
    definition = initiative.model_dump(mode="json")
    table = tables.initiatives
    latest = sa.select(table.c.definition).filter_by(id=initiative.id).order_by(table.c.seq.desc())
    with transaction(ledger, write=True) as connection:
        if connection.scalar(latest.limit(1)) == definition:
            return False
        row = {"id": initiative.id, "definition": definition, "added_at": rows.now()}
        connection.execute(table.insert(), row)
        return True


def add_judgement(ledger: Ledger, judgement: Judgement) -> None:
    """Add an analyst's word on a statement (`judgement.statement`: its whole id).

    Raises `LedgerError` if there is no such statement or nothing to withdraw, `InputError` for a
    judgement that says something impossible.
    """
    check_judgement(judgement)
    with transaction(ledger, write=True) as connection:
        known = sa.select(tables.statements.c.id).filter_by(id=judgement.statement)
        if connection.scalar(known) is None:
            raise LedgerError(f"{ledger.location}: no statement {judgement.statement}")
        if judgement.verdict == "withdraw" and not _standing(connection, judgement.statement):
            raise LedgerError(f"statement:{judgement.statement}: there is no judgement to undo")
        connection.execute(tables.judgements.insert(), rows.judgement_row(judgement))


def undo_judgement(ledger: Ledger, statement: str, *, analyst: str, reason: str = "") -> Judgement:
    """Take back the latest judgement on a statement; the one before it holds again.

    Returns the withdrawal that was added. Raises `LedgerError` if there is nothing to undo.
    """
    withdrawal = Judgement(
        statement=statement,
        verdict="withdraw",
        analyst=analyst,
        time=dt.datetime.now(dt.UTC),
        reason=reason,
    )
    add_judgement(ledger, withdrawal)
    return withdrawal


def fetch_article(connection: sa.Connection, id_: str) -> Article:
    """The article of this id, with its latest date; `LedgerError` if there is none."""
    row = connection.execute(sa.select(tables.articles).filter_by(id=id_)).mappings().first()
    if row is None:
        raise LedgerError(f"no article {id_} in this ledger")
    table = tables.datings
    dated = sa.select(table).filter_by(article=id_).order_by(table.c.seq.desc()).limit(1)
    return rows.article_of(row, connection.execute(dated).mappings().first())


def _add_article(connection: sa.Connection, article: Article) -> bool:
    known = sa.select(tables.articles.c.id).filter_by(id=article.id)
    if connection.scalar(known) is None:
        connection.execute(tables.articles.insert(), rows.article_row(article))
        return True
    kept = fetch_article(connection, article.id)
    if article.date is not None and article.date != kept.date and _surer(article, kept):
        row = {
            "article": article.id,
            "date": article.date,
            "date_origin": article.date_origin,
            "added_at": rows.now(),
        }
        connection.execute(tables.datings.insert(), row)
    return False


def _surer(article: Article, kept: Article) -> bool:
    if article.date_origin == "given":
        return True
    return _SUREST_FIRST.index(article.date_origin) < _SUREST_FIRST.index(kept.date_origin)


def _add_statements(
    connection: sa.Connection,
    statements: Iterable[Statement],
    article: Article,
    kept: Article,
) -> tuple[int, list[str]]:
    """How many are new, and the ids under which all of them are kept."""
    table = tables.statements
    known = connection.execute(sa.select(table).filter_by(article=article.id)).mappings()
    ids = {_content(rows.statement_of(row, kept.date)): row["id"] for row in known}
    taken = set(ids.values())
    new: list[rows.Row] = []
    kept_as = []
    for statement in statements:
        own = None if statement.date == article.date else statement.date
        here = replace(moved(statement, article, kept), article=article.id, date=own or kept.date)
        id_ = ids.get(_content(here), here.id)
        kept_as.append(id_)
        if id_ not in taken:
            new.append(rows.statement_row(here, kept.date))
            taken.add(id_)
    if new:
        connection.execute(table.insert(), new)
    return len(new), kept_as


def _content(statement: Statement) -> Statement:
    """What a statement says, without how it was found: equal for the same reading done twice."""
    return replace(statement, id="", doc="", actor_text="", actor_name="", confidence=1.0, trace=())


def _add_figures(connection: sa.Connection, figures: Iterable[Figure], article: str) -> None:
    table = tables.figures
    known = set(connection.scalars(sa.select(table.c.id).filter_by(article=article)))
    new: list[rows.Row] = []
    for figure in figures:
        content = [article, figure.figure, figure.quote, figure.quote_start, figure.span]
        key = hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]
        if key not in known:
            new.append(rows.figure_row(figure, article, key))
            known.add(key)
    if new:
        connection.execute(table.insert(), new)


def _note_reading(
    connection: sa.Connection, reading: Reading, ids: list[str], reader: Reader | None
) -> None:
    """One row for each reader and initiative, unless its latest one says the same."""
    found: dict[tuple[str, str], set[str]] = {}
    names: set[str] = {reader} if reader else set(reading.readers)
    names |= set() if names or ids else {"rules"}
    names |= {statement.reader for statement in reading.statements}
    for name in names:
        for initiative in {reading.main, *reading.initiatives} - {""}:
            found[name, initiative] = set()
    for statement, id_ in zip(reading.statements, ids, strict=True):
        found.setdefault((statement.reader, statement.initiative), set()).add(id_)
    table = tables.readings
    for (name, initiative), kept in sorted(found.items()):
        same = {"article": reading.article, "reader": name, "initiative": initiative}
        latest = sa.select(table.c.statements).filter_by(**same).order_by(table.c.seq.desc())
        before = connection.scalar(latest.limit(1))
        if name == "model" and reading.partial:
            kept |= set(before or ())
        if before != sorted(kept):
            row = same | {"statements": sorted(kept), "added_at": rows.now()}
            connection.execute(table.insert(), row)


def _standing(connection: sa.Connection, statement: str) -> list[Judgement]:
    table = tables.judgements
    found = sa.select(table).filter_by(statement=statement).order_by(table.c.seq)
    return standing(rows.judgement_of(row) for row in connection.execute(found).mappings())
