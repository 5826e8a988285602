"""One statement in full: in its paragraph, with its source, its judgements and what made it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from willing.cli.output import one_line, print_quote, say
from willing.cli.tables import stance_words, terms

if TYPE_CHECKING:
    from willing.documents.article import Article
    from willing.ledger.database import Ledger
    from willing.ledger.entry import Entry
    from willing.ledger.judgement import Judgement


def statement_json(entry: Entry) -> dict[str, Any]:
    """A statement as plain fields, with the cues and rules that made it (`trace`)."""
    from willing.ledger.export import record

    return record(entry) | {"trace": list(entry.statement.trace)}


def surroundings(article: Article, start: int, end: int) -> tuple[str, str, str, str]:
    """The words of the paragraph before and after a quote, the heading, and the place in words."""
    found = [
        (number, paragraph)
        for number, paragraph in enumerate(article.paragraphs, 1)
        if paragraph.start < end and start < paragraph.end
    ]
    place = f"characters {start}-{end}"
    if not found:
        return "", "", "", place
    (number, first), (_, last) = found[0], found[-1]
    before = article.text[min(first.start, start) : start]
    after = article.text[end : max(last.end, end)]
    return before, after, first.heading or "", f"paragraph {number}, {place}"


def show_statement(book: Ledger, entry: Entry, *, count: str = "") -> None:
    """Print a statement with its paragraph, source and judgements."""
    from willing.ledger.entries import articles, judgements

    statement = entry.statement
    article = next(iter(articles(book, [statement.article])))
    before, after, heading, place = surroundings(
        article, statement.quote_start, statement.quote_end
    )
    _head(entry, count)
    if heading:
        say(f"Under the heading: {one_line(heading)}")
    print_quote(before, statement.quote, after)
    say()
    _field("initiative", statement.initiative)
    _field("speaker", statement.speaker or "the author")
    _field("source", f"{entry.title or statement.doc} ({entry.source}; {place})")
    _field("date", entry.date.isoformat() if entry.date else "unknown")
    _field("reading", f"confidence {statement.confidence:.2f}, by {statement.reader}")
    _field("grades", f"{entry.source_grade}{entry.claim_grade}")
    if entry.original.stance != statement.stance:
        _field("was read", entry.original.stance)
    if entry.superseded:
        _field("note", "a later reading of the page no longer finds this; it does not count")
    for judgement in judgements(book, statement.id):
        _field("judged", judged(judgement))
    say()


def judged(judgement: Judgement) -> str:
    """A judgement on one line: what, by whom, when and why."""
    changes = ", ".join(f"{name}={_plain(value)}" for name, value in judgement.corrections.items())
    grades = f"{judgement.source_grade}{judgement.claim_grade}"
    what = " ".join(part for part in (judgement.verdict, changes, grades) if part)
    day = judgement.time.strftime("%Y-%m-%d %H:%M")
    why = f": {judgement.reason}" if judgement.reason else ""
    return f"{what}, by {judgement.analyst}, {day}{why}"


def _head(entry: Entry, count: str) -> None:
    statement = entry.statement
    line = f"{statement.id[:8]}  {statement.actor_name} ({statement.actor}): {stance_words(entry)}"
    more = terms(statement)
    say(one_line(f"{count}{line}{'; ' + more if more else ''}"))


def _field(name: str, value: str) -> None:
    if value:
        say(f"  {name:<11}{one_line(value)}")


def _plain(value: object) -> str:
    return ",".join(map(str, value)) or "nothing" if isinstance(value, list | tuple) else str(value)
