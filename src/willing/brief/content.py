"""The brief's content: the outlook and its evidence, in the order in which a reader needs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from willing.brief.adversary import adversary_section
from willing.brief.basis import basis_section, made_by
from willing.brief.beneficiary import beneficiary_section
from willing.brief.blocks import Brief
from willing.brief.bottom_line import bottom_line
from willing.brief.confidence import confidence, notes_of
from willing.brief.costs import costs_section
from willing.brief.decisions import decision_section
from willing.brief.issues import issues_section
from willing.brief.material import Material, counting, day
from willing.brief.outcomes import outcomes_section
from willing.brief.page import figures_section, other_section
from willing.brief.positions import glance, standing_section
from willing.brief.what_if import watch_section, what_if_section
from willing.brief.words import capital
from willing.documents.article import Article
from willing.extraction.statement import Figure
from willing.ledger.entry import Entry
from willing.outlook import Outlook
from willing.reference.initiative import Initiative
from willing.scenario.scenario import Question

NO_INITIATIVES: Mapping[str, Initiative] = {}


def brief_content(
    outlook: Outlook,
    entries: Sequence[Entry],
    *,
    figures: Sequence[Figure] = (),
    other: Sequence[Entry] = (),
    initiatives: Mapping[str, Initiative] = NO_INITIATIVES,
    articles: Sequence[Article] = (),
) -> Brief:
    """The content of a brief, from which every format is rendered.

    `entries` are the statements on the initiative (empty for a scenario written by hand), `other`
    those on other matters, named by `initiatives`. `figures` are the page's own numbers,
    `articles` the pages, for the places of quotes and the dates.
    """
    material = Material(
        outlook=outlook,
        entries=counting(entries),
        other=counting(other),
        figures=tuple(figures),
        initiatives=initiatives,
        articles=tuple(articles),
    )
    question = outlook.scenario.initiative
    title = question.title or question.id
    sections = (
        standing_section(material),
        decision_section(material),
        issues_section(material),
        outcomes_section(material),
        adversary_section(material),
        costs_section(material),
        beneficiary_section(material),
        what_if_section(material),
        figures_section(material),
        other_section(material),
        watch_section(material),
        basis_section(material),
    )
    return Brief(
        title=capital(title),
        question="Who is in, who is out, on what conditions, and is it enough?",
        date=_asked(question),
        bottom_line=bottom_line(material),
        confidence=confidence(material),
        chart=glance(material),
        sections=tuple(section for section in sections if section is not None),
        notes=tuple(dict.fromkeys(notes_of(material))),
        made_by=made_by(material),
    )


def _asked(question: Question) -> str:
    """The day that is asked for, and that of the stances where it is another."""
    if not question.days_ahead or question.horizon is None:
        return day(question.date)
    return f"{day(question.horizon)}, as seen on {day(question.date)}"
