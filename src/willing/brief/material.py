"""What does a brief draw on? The outlook, and the statements and articles that it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from willing.brief.blocks import Quote
from willing.brief.words import counted, the
from willing.documents.article import Article
from willing.errors import InputError
from willing.extraction.statement import Figure, Statement
from willing.ledger.entry import Entry
from willing.models.bodies.deciding import Decision
from willing.outlook import Outlook
from willing.outlook.watching import actor_name
from willing.reference.bodies import body as known_body
from willing.reference.initiative import Initiative
from willing.reference.vocabulary import Stance

ID_LENGTH = 8
"""Digits of a statement's id that a scenario's `source` carries."""

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True)
class Material:
    """Everything that the sections are written from; entries are those that count."""

    outlook: Outlook
    entries: tuple[Entry, ...] = ()
    other: tuple[Entry, ...] = ()
    figures: tuple[Figure, ...] = ()
    initiatives: Mapping[str, Initiative] = field(default_factory=dict)
    articles: tuple[Article, ...] = ()

    def name(self, code: str) -> str:
        """The name of an actor: the scenario's, the statement's, else the English short name."""
        known = actor_name(self.outlook.scenario, code)
        if known != code:
            return known
        return next(
            (
                entry.statement.actor_name
                for entry in (*self.entries, *self.other)
                if entry.statement.actor == code and entry.statement.actor_name
            ),
            code,
        )

    @property
    def docs(self) -> tuple[str, ...]:
        """The short names of the articles that anything here is quoted from."""
        quoted = (entry.statement.doc for entry in (*self.entries, *self.other))
        return tuple(dict.fromkeys((*quoted, *(figure.doc for figure in self.figures))))

    @property
    def single(self) -> bool:
        """Whether all quotes come from one article, which then need not be named at each."""
        return len(self.docs) == 1

    @property
    def date(self) -> dt.date | None:
        """The date of the only article; None where there are several or none."""
        dates = {entry.article_date for entry in (*self.entries, *self.other)}
        return dates.pop() if self.single and len(dates) == 1 else None

    def sentence_name(self, code: str) -> str:
        """The name of an actor as it stands inside a sentence ("the United Kingdom")."""
        return the(self.name(code))

    def body_title(self, decision: Decision) -> str:
        """What a body is called: its title, else the name of the known body."""
        if decision.title != decision.body:
            return decision.title
        question = self.outlook.scenario.initiative
        try:
            return known_body(decision.body, question.date).name.partition(",")[0]
        except InputError:
            return decision.title.replace("_", " ")

    @property
    def event_titles(self) -> dict[str, str]:
        """The title of each event by its name."""
        return {name: event.title for name, event in self.outlook.scenario.events.items()}

    @property
    def outside(self) -> tuple[str, ...]:
        """The beneficiary and the adversary, who are not asked to join."""
        question = self.outlook.scenario.initiative
        return tuple(code for code in (question.beneficiary, question.adversary) if code)

    def heard(self, actor: str) -> list[Entry]:
        """What an actor said on the initiative, the latest first, then as it stands on the page."""
        found = [entry for entry in self.entries if entry.statement.actor == actor]
        found.sort(key=lambda entry: entry.statement.quote_start)
        return sorted(found, key=lambda entry: entry.date or dt.date.min, reverse=True)

    def said(self, actor: str) -> Stance | None:
        """The word of the source for an actor: the scenario's, else that of the latest entry."""
        known = self.outlook.scenario.actors.get(actor)
        if known is not None and known.said:
            return known.said
        heard = self.heard(actor)
        return heard[0].statement.stance if heard else None

    def by_reference(self, source: str) -> list[Entry]:
        """The entries that a `source` names (`statement:9f3a61c2, statement:...`)."""
        return [
            entry
            for entry in (*self.entries, *self.other)
            if f"statement:{entry.statement.id[:ID_LENGTH]}" in source
        ]


def all_from(material: Material) -> str:
    """Where all quotes come from, if it is one article; else an empty text."""
    if not material.single:
        return ""
    quoted = (*material.entries, *material.other)
    title = next((entry.title for entry in quoted if entry.title), "")
    title = title or next((a.title for a in material.articles if a.title), material.docs[0])
    publisher = next((f", {entry.publisher}" for entry in quoted if entry.publisher), "")
    date = f", {day(material.date)}" if material.date else ""
    return f"All quotes are from “{title}”{publisher}{date}."


def counting(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries that nobody rejected and that no later reading of the page took back."""
    return tuple(e for e in entries if e.verdict != "reject" and not e.superseded)


def quotes(material: Material, entries: Sequence[Entry]) -> tuple[Quote, ...]:
    """The entries' quotes; words that are the same in several articles stand once."""
    by_text: dict[str, list[Entry]] = {}
    for entry in entries:
        by_text.setdefault(" ".join(entry.statement.quote.split()), []).append(entry)
    return tuple(_quote(material, same) for same in by_text.values())


def figure_quote(material: Material, figure: Figure) -> Quote:
    """The clause that states a figure."""
    article = next((a for a in material.articles if a.doc == figure.doc), None)
    return Quote(
        text=figure.quote,
        place=place_of(article, figure.quote_start, figure.quote_end),
        source="" if material.single else (article.title if article else "") or figure.doc,
    )


def origin(publisher: str, url: str, source: str) -> str:
    """Who published an article, or where it was found; of a file only its name, not its folder.

    >>> origin("", "", "/home/jo/private/page.txt"), origin("", "https://news.example/a", "a.html")
    ('page.txt', 'https://news.example/a')
    """
    if publisher or url or "://" in source:
        return publisher or url or source
    return PurePath(source.replace("\\", "/")).name or source


def place_of(article: Article | None, start: int, end: int) -> str:
    """Paragraph (from 1) and characters (from 0, end exclusive) of a stretch of an article."""
    characters = f"characters {start}–{end}"
    if article is None:
        return characters
    for number, paragraph in enumerate(article.paragraphs, 1):
        if paragraph.start <= start < paragraph.end:
            return f"§{number}, {characters}"
    return characters


def _quote(material: Material, same: Sequence[Entry]) -> Quote:
    entry, statement = same[0], same[0].statement
    article = next((a for a in material.articles if a.id == statement.article), None)
    return Quote(
        text=statement.quote,
        place=place_of(article, statement.quote_start, statement.quote_end),
        source="" if material.single else entry.title or statement.doc,
        speaker=_speaker(statement),
        date=day(entry.date) if entry.date and entry.date != material.date else "",
        remark=_remark(same),
    )


def _speaker(statement: Statement) -> str:
    speaker = statement.speaker or ""
    return "" if speaker.casefold() == statement.actor_name.casefold() else speaker


def _remark(same: Sequence[Entry]) -> str:
    remarks = []
    judgement = same[0].judgement
    if judgement is not None and same[0].verdict in ("accept", "correct"):
        done = "accepted" if same[0].verdict == "accept" else "corrected"
        remarks.append(f"{done} by {judgement.analyst}")
    others = len({entry.statement.article for entry in same}) - 1
    if others > 0:
        remarks.append(f"the same words in {counted(others, 'other article')}")
    return "; ".join(remarks)


def day(date: dt.date) -> str:
    """A date as a reader writes it.

    >>> day(dt.date(2025, 3, 5))
    '5 March 2025'
    """
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"
