"""The entry: a statement as it stands after its reviews, with what is known of its article."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from willing.documents.article import Article
from willing.extraction.statement import Statement
from willing.ledger.judgement import Judgement, Standing


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement with its review and its article.

    `statement` is as corrected, `original` as it was read; `verdict` and `judgement` are those in
    force. `article_date`, `title`, `source`, `publisher`, `url` are the article's. Articles of
    one `copy_group` are copies of each other (its name is the id of one of them). `superseded`: a
    later reading of the article by the same reader no longer finds it.
    """

    statement: Statement
    original: Statement
    verdict: Standing = "none"
    judgement: Judgement | None = None
    source_grade: str = ""
    claim_grade: str = ""
    title: str = ""
    source: str = ""
    publisher: str = ""
    url: str = ""
    article_date: dt.date | None = None
    copy_group: str = ""
    superseded: bool = False

    @property
    def date(self) -> dt.date | None:
        """The statement's date, else the article's."""
        return self.statement.date or self.article_date


def entry_of(article: Article, statement: Statement) -> Entry:
    """An entry of a statement that is in no ledger and that nobody has reviewed."""
    return Entry(
        statement=statement,
        original=statement,
        title=article.title,
        source=article.source,
        publisher=article.publisher,
        url=article.url,
        article_date=article.date,
        copy_group=article.id,
    )
