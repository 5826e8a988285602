"""Articles, statements and entries for the tests, in the tests' own words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from willing.documents.article import Article, Dropped, Paragraph
from willing.extraction.statement import Figure, Reading, Statement, statement_id
from willing.ledger.entry import Entry, entry_of
from willing.ledger.judgement import Judgement
from willing.reference.initiative import Initiative

DAY = dt.date(2025, 3, 5)
FORCE = Initiative(id="force", name="reassurance force")

SENTENCES = (
    "Ruritania is ready to send two thousand soldiers after a ceasefire.",
    "Borduria will not take part; it offers its ports instead.",
    "=2+3, said a spokesman of Syldavia, “is not an answer”.",
)


def article(
    sentences: tuple[str, ...] = SENTENCES,
    *,
    id: str = "0123456789abcdef",
    before: str = "",
    date: dt.date | None = DAY,
) -> Article:
    """An article with a paragraph for each sentence, after some clutter."""
    text, paragraphs = before, []
    for sentence in sentences:
        paragraphs.append(Paragraph(sentence, len(text), len(text) + len(sentence), "News"))
        text += sentence + "\n"
    dropped = (Dropped(before, 0, len(before), "teaser"),) if before else ()
    return Article(
        id=id,
        doc="news",
        source="pages/news.txt",
        title="Who joins?",
        text=text,
        paragraphs=tuple(paragraphs),
        date=date,
        date_origin="display" if date else "none",
        publisher="The Daily",
        dropped=dropped,
        notes=("the date may be the day of saving",),
    )


def statement(
    of: Article, sentence: str = SENTENCES[0], actor: str = "RUR", stance: str = "in", **fields
) -> Statement:
    """A statement that quotes one whole sentence."""
    start = of.text.index(sentence)
    made = Statement(
        id="",
        article=of.id,
        doc=of.doc,
        actor=actor,
        actor_name=actor.title(),
        actor_text=actor,
        initiative="force",
        stance=stance,
        quote=sentence,
        quote_start=start,
        quote_end=start + len(sentence),
        date=of.date,
    )
    made = replace(made, **fields)
    kinds = (made.contribution, made.no_contribution, made.conditions)
    id_ = statement_id(of.id, actor, made.initiative, stance, sentence, start, kinds)
    return replace(made, id=id_)


def reading(of: Article, *statements: Statement, figures: tuple[Figure, ...] = ()) -> Reading:
    """What a reader found in an article on the force."""
    return Reading(of.id, "force", ("force",), statements, figures)


def page() -> tuple[Article, Reading]:
    """An article with three statements and a figure."""
    of = article()
    first = statement(of, contribution=("ground_troops",), conditions=("ceasefire",))
    second = statement(
        of, SENTENCES[1], "BOR", "out", contribution=("basing",), no_contribution=("ground_troops",)
    )
    third = statement(of, SENTENCES[2], "SYL", "undecided", speaker="=cmd|' /C calc'!A0")
    start = of.text.index("two thousand soldiers")
    figure = Figure(of.doc, "two thousand", 2000.0, "two thousand soldiers", start, start + 21)
    return of, reading(of, first, second, third, figures=(figure,))


def judgement(of: str, verdict: str, **fields) -> Judgement:
    """A word of the analyst Ana on a statement."""
    time = dt.datetime(2025, 3, 6, 9, 30, tzinfo=dt.UTC)
    return Judgement(of, verdict, "Ana", time, **fields)


def said(
    stance: str, days: float = 0, *, actor: str = "RUR", story: str = "", copy: str = "", **fields
) -> Entry:
    """An entry of one statement made so many days after DAY, each in a story of its own."""
    sentence = f"{actor} is {stance} on day {days} {story} {fields}"
    of = article((sentence,), id=story or sentence, date=DAY + dt.timedelta(days))
    entry = entry_of(of, statement(of, sentence, actor, stance, **fields))
    return replace(entry, copy_group=copy or of.id)
