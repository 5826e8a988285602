"""What would settle it? The unknowns by what knowing them would do to the bottom line."""

from __future__ import annotations

from typing import Final

from willing.brief.blocks import Fold, Prose, Table
from willing.brief.clauses import event_words
from willing.brief.material import Material
from willing.brief.outcomes import together
from willing.brief.words import STANCE_WORDS, kind_words, percent
from willing.outlook.information import Unknown
from willing.reference.crisis import PARAMETERS

MOST: Final = 8
"""So many unknowns."""

LEAST: Final = 0.005
"""What moves the bottom line by less on average is left out."""


def unknowns_fold(material: Material) -> Fold | None:
    """A table of them, None where nothing moves it."""
    found = [one for one in material.outlook.joint.unknowns if one.move >= LEAST][:MOST]
    if not found or not material.outlook.joint.tree.bottom_line:
        return None
    lede = (
        f"The chance that {together(material)} stands at "
        f"{percent(material.outlook.joint.tree.good.value)}. By how many points would it move, on "
        "average, if one thing were known for sure?"
    )
    table = Table(
        caption="What is not known, by what knowing it would do",
        columns=("What", "If so", "If not", "Moves it by", "What would tell"),
        rows=tuple(_row(material, one) for one in found),
        numeric=(1, 2, 3),
    )
    return Fold("What would settle it", (Prose(lede), table))


def _row(material: Material, one: Unknown) -> tuple[str, str, str, str, str]:
    return (
        _what(material, one),
        percent(one.with_it),
        percent(one.without),
        f"{100 * one.move:.1f} points",
        _tells(material, one),
    )


def _what(material: Material, one: Unknown) -> str:
    if one.role == "event":
        clause = event_words(one.target, material.event_titles.get(one.target, ""))
        return f"Whether {clause}"
    if one.role == "parameter":
        return f"High, not low: {PARAMETERS[one.target].words}"
    actor, kind = _pledge(one)
    return f"Whether {material.sentence_name(actor)} is willing ({kind_words(kind)})"


def _pledge(one: Unknown) -> tuple[str, str]:
    """The actor and the kind of a pledge's id."""
    actor, _, kind = one.target.partition(".")
    return actor, kind.partition("#")[0]


def _tells(material: Material, one: Unknown) -> str:
    """The statement in the news that would resolve it, and how far."""
    if one.role == "event":
        return "the news itself"
    if one.role == "parameter":
        return "no statement: a better estimate"
    actor, kind = _pledge(one)
    said = material.said(actor)
    now = f" (now: {STANCE_WORDS[said]})" if said else ""
    return (
        f"a clear word of its government on {kind_words(kind)}{now}; one statement tells "
        f"{percent(one.by_statement)} of it"
    )
