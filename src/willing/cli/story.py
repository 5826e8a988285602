"""How it may end, and what follows from it, as tables and lines on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from willing.brief.words import likelihood, percent, rounded
from willing.cli.output import one_line, print_table, say
from willing.outlook.watching import actor_name

if TYPE_CHECKING:
    from willing.outlook import Outlook

MOST = 12
"""So many unknowns are shown; the JSON has all."""


def print_story(outlook: Outlook) -> None:
    """The tree of outcomes, and in a line each what it means at the table and for leaders."""
    _tree(outlook)
    lines = [*_talks(outlook), *_leaders(outlook)]
    for line in lines:
        say(line)
    if lines:
        say()


def within(p: float) -> float:
    """A probability without the dust of its sums."""
    return min(max(p, 0.0), 1.0)


def _talks(outlook: Outlook) -> Iterator[str]:
    found = outlook.joint.leverage
    share = found.sides[0].share if found else None
    if found is None or share is None:
        return
    names = (one_line(actor_name(outlook.scenario, party)) for party in found.terms.parties)
    first, second = names
    yield (
        f"At the table with {second}, {first} would get about {percent(share.median)} of what is "
        f"contested (80% of worlds: {percent(share.p10)} to {percent(share.p90)})."
    )


def _leaders(outlook: Outlook) -> Iterator[str]:
    from willing.models.approval.fans import MIXED

    for found in outlook.joint.approvals:
        mixed = found.fan(MIXED)
        if mixed is None:
            continue
        last = mixed.bands[-1]
        yield (
            f"{one_line(found.name)} in {found.months} months: {percent(last.median)} approve (80% "
            f"of worlds: {percent(last.p10)} to {percent(last.p90)})."
        )


def _tree(outlook: Outlook) -> None:
    """How it may end, where more than the coalition is spoken of."""
    tree = outlook.joint.tree
    if len(tree.bottom_line) < 2:
        return
    rows = [
        (
            {True: "yes", False: "no", None: ""}[leaf.settlement],
            leaf.coalition,
            (leaf.crisis or "").replace("_", " "),
            percent(within(leaf.p.value)),
            rounded(leaf.members),
            rounded(leaf.force),
        )
        for leaf in sorted(tree.leaves, key=lambda leaf: -leaf.p.value)
    ]
    columns = ("Settlement", "Coalition", "What follows", "Probability", "Members", "Force")
    print_table(columns, rows, title="How it may end (sums to one)", numeric=(3, 4, 5))
    parts = ", ".join(tree.bottom_line)
    say(f"All together ({parts}): {likelihood(within(tree.good.value))}\n")


def print_unknowns(outlook: Outlook) -> None:
    """What knowing each unknown would do to the bottom line."""
    rows = [
        (
            one.role,
            one.target,
            percent(within(one.with_it)),
            percent(within(one.without)),
            f"{100 * one.move:.1f} points",
            percent(one.by_statement) if one.role == "actor" else "",
        )
        for one in outlook.joint.unknowns[:MOST]
    ]
    columns = ("", "Unknown", "If so", "If not", "Moves it by", "One statement tells")
    title = "What would settle it (how far the bottom line moves, on average)"
    print_table(columns, rows, title=title, numeric=(2, 3, 4, 5))
