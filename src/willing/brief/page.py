"""What else does the page say? Its figures, and its other matters, each with the place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from willing.brief.blocks import Block, Group, Prose, Section, Standing, Table, credit
from willing.brief.clauses import label_words
from willing.brief.material import Material, figure_quote, quotes
from willing.brief.words import STANCE_WORDS, listed, offer_words
from willing.extraction.statement import Figure
from willing.ledger.entry import Entry


def figures_section(material: Material) -> Section | None:
    """The page's own numbers, as it states them; None where it states none."""
    if not material.figures:
        return None
    rows = []
    for _, same in groupby(material.figures, key=lambda f: (f.doc, f.quote_start, f.quote_end)):
        found = list(same)
        quote = figure_quote(material, found[0])
        rows.append((_numbers(found), f"“{quote.text}”", credit(quote)))
    blocks = (
        Prose("Copied from the page; nobody has checked them."),
        Table("Figures and where they stand", ("Figure", "As it stands", "Place"), tuple(rows)),
    )
    return Section("figures", "What the page says in figures", blocks)


def _numbers(figures: list[Figure]) -> str:
    """The figures of one clause, with the period that they share."""
    spans = {figure.span for figure in figures}
    if len(spans) == 1:
        span = spans.pop()
        return "; ".join(figure.figure for figure in figures) + (f" ({span})" if span else "")
    return "; ".join(f"{f.figure} ({f.span})" if f.span else f.figure for f in figures)


def other_section(material: Material) -> Section | None:
    """Statements on other initiatives than the one of this brief; None where there are none."""
    groups = tuple(_groups(material))
    if not groups:
        return None
    lede = Prose("Found on the page beside the question of this brief.")
    return Section("other", "Other matters on the page", (lede, *groups))


def _groups(material: Material) -> Iterator[Block]:
    order = list(dict.fromkeys(entry.statement.initiative for entry in material.other))
    for initiative in order:
        found = [entry for entry in material.other if entry.statement.initiative == initiative]
        known = material.initiatives.get(initiative)
        title = known.name if known else initiative.replace("_", " ").replace("-", " ")
        by_actor = [
            (code, [entry for entry in found if entry.statement.actor == code])
            for code in dict.fromkeys(entry.statement.actor for entry in found)
        ]
        standings = [_standing(material, code, heard) for code, heard in by_actor]
        yield Group(title, tuple(_together(standings)))


def _together(standings: list[Standing]) -> Iterator[Standing]:
    """Actors of whom the same is said in the same words, as one."""
    same: dict[Standing, list[str]] = {}
    for standing in standings:
        same.setdefault(replace(standing, actor=""), []).append(standing.actor)
    for standing, names in same.items():
        yield replace(standing, actor=listed(names))


def _standing(material: Material, actor: str, heard: list[Entry]) -> Standing:
    latest = heard[-1].statement
    return Standing(
        actor=material.name(actor),
        said=STANCE_WORDS[latest.stance] + (", with a veto" if latest.veto else ""),
        offers=offer_words(
            [kind for entry in heard for kind in entry.statement.contribution],
            [kind for entry in heard for kind in entry.statement.no_contribution],
        ),
        condition=label_words(label for entry in heard for label in entry.statement.conditions),
        quotes=quotes(material, heard),
    )
