"""What the ledger says: articles, statements as reviewed, figures, initiatives."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from willing.documents.article import Article
from willing.errors import InputError, LedgerError
from willing.extraction.statement import Figure, Statement
from willing.ledger import rows, tables
from willing.ledger.database import Ledger, transaction
from willing.ledger.entry import Entry
from willing.ledger.judgement import Judgement
from willing.ledger.verdicts import Review, corrected, review
from willing.reference.initiative import Initiative
from willing.reference.vocabulary import STANCES


def articles(ledger: Ledger, ids: Iterable[str] | None = None) -> list[Article]:
    """The articles, or those of these ids, in the order in which they came."""
    table, wanted = tables.articles, None if ids is None else list(ids)
    query = sa.select(table).order_by(table.c.seq)
    if wanted is not None:
        query = query.where(table.c.id.in_(wanted))
    with transaction(ledger) as connection:
        dated = _datings(connection)
        found = connection.execute(query).mappings()
        return [rows.article_of(row, dated.get(row["id"])) for row in found]


def figures(ledger: Ledger, article: str | None = None) -> list[Figure]:
    """The figures that the articles state, or those of one article."""
    table = tables.figures
    query = sa.select(table).order_by(table.c.seq)
    if article is not None:
        query = query.filter_by(article=article)
    with transaction(ledger) as connection:
        return [rows.figure_of(row) for row in connection.execute(query).mappings()]


def initiatives(ledger: Ledger) -> dict[str, Initiative]:
    """The latest definition of each initiative, by its id."""
    table = tables.initiatives
    with transaction(ledger) as connection:
        found = connection.execute(sa.select(table).order_by(table.c.seq)).mappings()
        return {row["id"]: Initiative.model_validate(row["definition"]) for row in found}


def statements(
    ledger: Ledger,
    *,
    initiative: str | None = None,
    actor: str | None = None,
    stance: str | None = None,
    article: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    text: str | None = None,
    judged: bool = True,
    rejected: bool = False,
    superseded: bool = False,
) -> list[Entry]:
    """The statements that match, by date (undated last), article and place in it.

    `actor`: a code or an English name. `article`: an id, a short name or a source. `since` and
    `until` leave out what has no date. `text` is sought in quote, speaker and title, whatever
    the case. With `judged` false the statements are as they were read, and nothing is left out
    because a person rejected it. Rejected and superseded statements come only when asked for.
    """
    if stance is not None and stance not in STANCES:
        raise InputError(f"no stance {stance!r}; choose from {', '.join(STANCES)}")
    with transaction(ledger) as connection:
        found = _entries(connection, initiative=initiative, judged=judged)
    tests: list[Callable[[Entry], bool]] = [
        lambda e: rejected or e.verdict != "reject",
        lambda e: superseded or not e.superseded,
        lambda e: initiative is None or e.statement.initiative == initiative,
        lambda e: actor is None or _is_actor(e.statement, actor),
        lambda e: stance is None or e.statement.stance == stance,
        lambda e: article is None or article in (e.statement.article, e.statement.doc, e.source),
        lambda e: since is None or (e.date is not None and e.date >= since),
        lambda e: until is None or (e.date is not None and e.date <= until),
        lambda e: text is None or _mentions(e, text),
    ]
    return [entry for entry in found if all(test(entry) for test in tests)]


def find_statement(ledger: Ledger, prefix: str) -> Entry:
    """The one statement whose id begins so: `statement:9f3a61c2`, or 4 and more of its digits.

    Rejected and superseded ones are found too. Raises `InputError` for what is no such prefix,
    `LedgerError` if none or several match.
    """
    digits = prefix.strip().lower().removeprefix("statement:")
    if not re.fullmatch(r"[0-9a-f]{4,64}", digits):
        raise InputError(
            f"{prefix!r} names no statement; write 4 or more hexadecimal digits of its id,"
            " as `willing ledger` lists them"
        )
    table = tables.statements
    query = sa.select(table.c.id).where(table.c.id.startswith(digits, autoescape=True))
    with transaction(ledger) as connection:
        ids = sorted(connection.scalars(query))
        if len(ids) == 1:
            return _entries(connection, ids=ids)[0]
    if not ids:
        raise LedgerError(f"{ledger.location}: no statement {digits}")
    some = ", ".join(ids[:5])
    raise LedgerError(
        f"{ledger.location}: {len(ids)} statements begin with {digits} ({some}); write more digits"
    )


def judgements(ledger: Ledger, statement: str) -> list[Judgement]:
    """Every judgement ever made on a statement (its whole id), the earliest first."""
    with transaction(ledger) as connection:
        return _judgements(connection).get(statement, [])


def _is_actor(statement: Statement, actor: str) -> bool:
    wanted = actor.casefold()
    return wanted in (statement.actor.casefold(), statement.actor_name.casefold())


def _mentions(entry: Entry, text: str) -> bool:
    places = (entry.statement.quote, entry.statement.speaker or "", entry.title)
    return any(text.casefold() in place.casefold() for place in places)


def _entries(
    connection: sa.Connection,
    *,
    initiative: str | None = None,
    ids: Collection[str] | None = None,
    judged: bool = True,
) -> list[Entry]:
    """All entries; `initiative` and `ids` narrow what is fetched."""
    table = tables.statements
    query = sa.select(table)
    if ids is not None:
        query = query.where(table.c.id.in_(ids))
    if initiative is not None:
        moved = sa.select(tables.judgements.c.statement).filter_by(verdict="correct")
        query = query.where((table.c.initiative == initiative) | table.c.id.in_(moved))
    judged_as = {id_: review(found) for id_, found in _judgements(connection).items()}
    about = _article_facts(connection)
    groups = _copy_groups(connection)
    stale = _superseded(connection)
    found = []
    for row in connection.execute(query).mappings():
        entry = _entry(row, about[row["article"]], judged_as.get(row["id"], Review()), judged)
        gone = row["id"] in stale and row["id"] not in judged_as
        group = groups.get(row["article"], row["article"])
        order = about[row["article"]]["seq"], row["quote_start"], row["seq"]
        found.append((order, replace(entry, copy_group=group, superseded=gone)))
    found.sort(key=lambda pair: (pair[1].date or dt.date.max, pair[0]))
    return [entry for _, entry in found]


def _entry(row: Any, article: dict[str, Any], judged_as: Review, judged: bool) -> Entry:
    original = rows.statement_of(row, article["date"])
    seen = judged_as if judged else Review()
    return Entry(
        statement=corrected(original, seen.corrections),
        original=original,
        verdict=seen.verdict,
        judgement=seen.judgement,
        source_grade=seen.source_grade,
        claim_grade=seen.claim_grade,
        title=article["title"],
        source=article["source"],
        publisher=article["publisher"],
        url=article["url"],
        article_date=article["date"],
    )


def _datings(connection: sa.Connection) -> dict[str, Any]:
    found = connection.execute(sa.select(tables.datings).order_by(tables.datings.c.seq))
    return {row["article"]: row for row in found.mappings()}


def _article_facts(connection: sa.Connection) -> dict[str, dict[str, Any]]:
    columns = tables.articles.c
    query = sa.select(
        columns.seq, columns.id, columns.title, columns.source, columns.publisher, columns.url,
        columns.date,
    )  # fmt: skip
    dated = _datings(connection)
    facts = {row["id"]: dict(row) for row in connection.execute(query).mappings()}
    for id_, dating in dated.items():
        facts[id_]["date"] = dating["date"]
    return facts


def _judgements(connection: sa.Connection) -> dict[str, list[Judgement]]:
    table = tables.judgements
    found: dict[str, list[Judgement]] = defaultdict(list)
    for row in connection.execute(sa.select(table).order_by(table.c.seq)).mappings():
        found[row["statement"]].append(rows.judgement_of(row))
    return dict(found)


def _copy_groups(connection: sa.Connection) -> dict[str, str]:
    """For each article that has copies, the id of the one that they go back to."""
    table = tables.copies
    first: dict[str, str] = {}

    def root(article: str) -> str:
        while (above := first.get(article, article)) != article:
            article = above
        return article

    for row in connection.execute(sa.select(table).order_by(table.c.seq)).mappings():
        copy, original = root(row["article"]), root(row["original"])
        if copy != original:
            first[copy] = original
    return {article: root(article) for article in first}


def _superseded(connection: sa.Connection) -> set[str]:
    """The statements that the latest reading of their article, by their reader, leaves out."""
    table = tables.readings
    latest: dict[tuple[str, str, str], set[str]] = {}
    for row in connection.execute(sa.select(table).order_by(table.c.seq)).mappings():
        latest[row["article"], row["reader"], row["initiative"]] = set(row["statements"])
    columns = tables.statements.c
    query = sa.select(columns.id, columns.article, columns.reader, columns.initiative)
    return {
        id_
        for id_, article, reader, initiative in connection.execute(query)
        if reader != "person" and id_ not in latest.get((article, reader, initiative), {id_})
    }
