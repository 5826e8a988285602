"""What may it come to? The tree of outcomes as a table, and the same with and without an event."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from willing.brief.blocks import Block, Prose, Section, Table
from willing.brief.clauses import event_words
from willing.brief.material import Material
from willing.brief.words import (
    capital,
    kind_words,
    likelihood,
    likely_that,
    listed,
    percent,
    rounded,
)
from willing.outlook.tree import Coalition, Condition, Leaf, Marginals

RARE: Final = 0.005
"""Outcomes less likely than this are put together."""

NOTICEABLE: Final = 0.02
"""An event that moves the bottom line by less is left out."""

MOST: Final = 5
"""So many events."""

COALITION: Final[dict[Coalition, str]] = {
    "enough": "what is required comes together",
    "short": "it falls short",
    "some": "some join",
    "nobody": "nobody joins",
}

SETTLEMENTS: Final = {
    "ceasefire": ("there is a ceasefire", "there is no ceasefire"),
    "peace_deal": ("there is a peace deal", "there is no peace deal"),
}
"""Usual settlements, and their absence, as clauses."""

CRISIS: Final = {
    "holds": "it holds",
    "unanswered": "it is violated, and nobody answers",
    "backed_down": "it is violated and answered, and the adversary backs down",
    "escalation": "it is violated and answered, and it escalates",
}
"""What may follow a settlement."""


def outcomes_section(material: Material) -> Section | None:
    """The tree; None where there is nothing to join."""
    if len(material.outlook.joint.tree.bottom_line) < 2:
        return None
    blocks = (*_lede(material), _leaves(material), *_conditions(material))
    return Section("outcomes", "What it may come to", blocks)


def together(material: Material, without: str = "") -> str:
    """The bottom line of the tree as a clause: all that must come true, but for one part."""
    tree = material.outlook.joint.tree
    clauses = {
        "settlement": settlement_words(material),
        "enough": "what is required comes together",
        "holds": "the settlement holds" if "settlement" in tree.bottom_line else "peace holds",
    }
    return listed([clauses[part] for part in tree.bottom_line if part != without])


def settlement_words(material: Material) -> str:
    """The settlement as a clause ("there is a ceasefire")."""
    return _settlement(material)[0]


def _settlement(material: Material) -> tuple[str, str]:
    """That it comes, and that it does not."""
    event = material.outlook.joint.tree.settlement
    if event in SETTLEMENTS:
        return SETTLEMENTS[event]
    title = material.event_titles.get(event, "")
    if not title:
        return event_words(event), f"“{kind_words(event)}” does not come true"
    return event_words(event, title), f"it is not the case that {event_words(event, title)}"


def _lede(material: Material) -> Iterator[Block]:
    tree = material.outlook.joint.tree
    said = likely_that(tree.good.value, together(material))
    yield Prose(
        f"The same imagined worlds, gone through to their end: {said}. The ways in which it may "
        "end, with probabilities that sum to one:"
    )


def _leaves(material: Material) -> Table:
    tree = material.outlook.joint.tree
    leaves = sorted(tree.leaves, key=lambda leaf: -leaf.p.value)
    shown = [leaf for leaf in leaves if leaf.p.value >= RARE]
    rest = sum(leaf.p.value for leaf in leaves) - sum(leaf.p.value for leaf in shown)
    rows = [
        (_leaf(material, leaf), likelihood(leaf.p.value), rounded(leaf.members)) for leaf in shown
    ]
    if rest > 0:
        rows.append(("Anything else", likelihood(min(rest, 1.0)), ""))
    return Table("How it may end", ("Outcome", "Likelihood", "Members"), tuple(rows), (2,))


def _leaf(material: Material, leaf: Leaf) -> str:
    parts = []
    if leaf.settlement is not None:
        comes, fails = _settlement(material)
        parts.append(comes if leaf.settlement else fails)
    parts.append(COALITION[leaf.coalition])
    if leaf.crisis is not None:
        parts.append(CRISIS[leaf.crisis])
    text = "; ".join(parts)
    return capital(text)


def _conditions(material: Material) -> Iterator[Block]:
    """The bottom line and its parts with and without the events that move it most."""
    tree = material.outlook.joint.tree
    moving = sorted((c for c in tree.by_event if _moves(c) >= NOTICEABLE), key=_moves, reverse=True)
    if not moving:
        return
    rows = [("As things stand", *_row(tree.whole))]
    for condition in moving[:MOST]:
        clause = event_words(condition.event, condition.title)
        sides = ((f"If {clause}", condition.happens), ("If not", condition.fails))
        rows += [(text, *_row(side)) for text, side in sides if side is not None]
    yield Table(
        caption="The parts of it with each event, and with what usually comes with it, and without",
        columns=("", "Settlement", "Enough", "It holds, if settled", "All together"),
        rows=tuple(rows),
        numeric=(1, 2, 3, 4),
    )


def _moves(condition: Condition) -> float:
    if condition.happens is None or condition.fails is None:
        return 0.0
    return abs(condition.happens.good - condition.fails.good)


def _row(found: Marginals) -> tuple[str, str, str, str]:
    holds = found.outcomes.get("holds")
    return (
        percent(found.settled) if found.settled is not None else "–",
        percent(found.enough) if found.enough is not None else "–",
        percent(holds) if holds is not None else "–",
        percent(found.good),
    )
