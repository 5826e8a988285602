"""What else does the page say? Its figures, and its other matters, each with the place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from willing.brief.blocks import Block, Group, Prose, Section, Standing, Table
from willing.brief.material import Material, figure_quote, quotes
from willing.brief.words import STANCE_WORDS, label_words, offer_words
from willing.ledger.entry import Entry


def figures_section(material: Material) -> Section | None:
    """The page's own numbers, as it states them; None where it states none."""
    if not material.figures:
        return None
    rows = []
    for figure in material.figures:
        quote = figure_quote(material, figure)
        span = f" {figure.span}" if figure.span and figure.span not in figure.figure else ""
        rows.append((figure.figure + span, f"“{quote.text}”", quote.place))
    if len({figure.doc for figure in material.figures}) > 1:
        rows = [
            (*row[:2], f"{f.doc}, {row[2]}") for f, row in zip(material.figures, rows, strict=True)
        ]
    blocks = (
        Prose("Copied from the page; nobody has checked them."),
        Table("What the page says in figures", ("Figure", "As it stands", "Place"), tuple(rows)),
    )
    return Section("figures", "What the page says in figures", blocks)


def other_section(material: Material) -> Section | None:
    """Statements on other initiatives than the one of this brief; None where there are none."""
    groups = tuple(_groups(material))
    if not groups:
        return None
    lede = Prose(
        "Found on the page beside the question of this brief. None of it enters a number here."
    )
    return Section("other", "Other matters on the page", (lede, *groups))


def _groups(material: Material) -> Iterator[Block]:
    order = list(dict.fromkeys(entry.statement.initiative for entry in material.other))
    for initiative in order:
        found = [entry for entry in material.other if entry.statement.initiative == initiative]
        known = material.initiatives.get(initiative)
        title = known.name if known else initiative.replace("_", " ").replace("-", " ")
        found.sort(key=lambda entry: entry.statement.actor)
        same = groupby(found, key=lambda entry: entry.statement.actor)
        yield Group(title, tuple(_standing(material, code, list(heard)) for code, heard in same))


def _standing(material: Material, actor: str, heard: list[Entry]) -> Standing:
    latest = heard[-1].statement
    return Standing(
        actor=material.name(actor),
        said=STANCE_WORDS[latest.stance],
        offers=offer_words(
            [kind for entry in heard for kind in entry.statement.contribution],
            [kind for entry in heard for kind in entry.statement.no_contribution],
        ),
        condition=label_words(label for entry in heard for label in entry.statement.conditions),
        quotes=quotes(material, heard),
        found=(),
    )
