"""A comparison as tables on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from willing.brief.causes import Sides, apart, group_words, headline_words
from willing.brief.differences import lines
from willing.brief.material import day
from willing.brief.words import likelihood, rounded, sentence
from willing.cli.output import one_line, print_table, say, worlds_drawn
from willing.cli.tables import print_statements
from willing.models.chance import Z95

if TYPE_CHECKING:
    from willing.ledger.entry import Entry
    from willing.outlook.comparing import Comparison, Movement, Part

NOTHING = "Nothing that the models read has changed."

MOST_COLUMNS = 4
"""So many numbers are taken apart side by side; the JSON has all."""

SMALL = {"success": 0.0005, "joins": 0.0005, "passes": 0.0005, "holds": 0.0005, "together": 0.0005}
"""What is shown as no change; of a number that is no probability, a ten-thousandth of it."""

_SHORT = {"success": "Enough", "members": "Members", "holds": "Holds", "together": "Together"}


def print_comparison(found: Comparison, sides: Sides, behind: Sequence[Entry], *, top: int) -> None:
    """Print what moved, why, what changed, and the statements behind it."""
    for line in _heading(found, sides):
        say(line)
    if not found.differences:
        say(NOTHING)
        return
    _numbers(found, sides)
    if found.groups:
        _causes(found, sides, top)
        _actors(found, sides)
    else:
        say("Nothing of what changed moves these numbers.\n")
    rows = [(line.what, line.before, line.after) for line in lines(found.differences, sides)]
    print_table(("", "Before", "After"), rows, title="What changed")
    if behind:
        say("Said since")
        print_statements(behind, dated=True)


def _heading(found: Comparison, sides: Sides) -> Iterator[str]:
    first, last = sides.a.initiative, sides.b.initiative
    days = [day(question.date) for question in (first, last)]
    when = f"from {days[0]} to {days[1]}" if days[0] != days[1] else f"as of {days[0]}"
    yield f"{one_line(last.title or last.id)}: what changed, {when}"
    asked = [f"given {text}" for text in found.given]
    asked += [f"{name} {'on' if on else 'off'}" for name, on in found.forced.items()]
    what_if = one_line("; ".join(asked))
    yield f"{worlds_drawn(found.worlds)}, seed {found.seed}{f'; {what_if}' if what_if else ''}\n"


def _numbers(found: Comparison, sides: Sides) -> None:
    rows = [
        (
            headline_words(moved.headline, sides),
            _value(moved, moved.before),
            _value(moved, moved.after),
            _change(moved, moved.change, moved.se),
        )
        for moved in found.movements
        if moved.headline.number != "joins"
    ]
    columns = ("", "Before", "After", "Change (95%)")
    print_table(columns, rows, title="The bottom line", numeric=(1, 2, 3))


def _causes(found: Comparison, sides: Sides, top: int) -> None:
    """By group what it adds to each number that moved."""
    moved = [one for one in found.movements if one.headline.number != "joins" and _parted(one)]
    shown = moved[:MOST_COLUMNS]
    if not shown:
        return
    parts = [{part.group: part for part in one.parts} for one in shown]
    groups = sorted(
        (group.name for group in found.groups),
        key=lambda name: [-abs(column[name].change) for column in parts],
    )
    rows = [
        (
            sentence(group_words(name, sides)).rstrip("."),
            *(
                _cell(one, column[name].change, column[name].se)
                for one, column in zip(shown, parts, strict=True)
            ),
        )
        for name in groups[:top]
        if any(not _little(one, column[name]) for one, column in zip(shown, parts, strict=True))
    ]
    if groups[top:]:
        rest = [sum(column[name].change for name in groups[top:]) for column in parts]
        cells = (_cell(one, change, None) for one, change in zip(shown, rest, strict=True))
        rows.append((f"{len(groups) - top} others together", *cells))
    total = (_cell(one, one.change or 0.0, one.se) for one in shown)
    rows.append(("Altogether", *total))
    columns = ("Because of", *(_column(one, sides) for one in shown))
    print_table(columns, rows, title="Why", numeric=range(1, len(columns)))
    say(f"{apart(found)}\n")


def _parted(moved: Movement) -> bool:
    """Whether any part of it is worth a line."""
    return any(not _little(moved, part) for part in moved.parts)


def _little(moved: Movement, part: Part) -> bool:
    scale = max(abs(moved.before or 0.0), abs(moved.after or 0.0))
    return abs(part.change) < SMALL.get(moved.headline.number, 1e-4 * scale)


def _actors(found: Comparison, sides: Sides) -> None:
    """Whose joining moved, and mostly because of what."""
    rows = []
    for moved in found.movements:
        if moved.headline.number == "joins":
            causes = [part for part in moved.parts[:2] if not _little(moved, part)]
            why = "; ".join(
                f"{group_words(part.group, sides)} {_cell(moved, part.change, None)}"
                for part in causes
            )
            who = sides.actor(moved.headline.name)
            sides_of = _value(moved, moved.before), _value(moved, moved.after)
            rows.append((who, *sides_of, _cell(moved, moved.change or 0.0, None), why))
    columns = ("Actor", "Before", "After", "Change", "Mostly because of")
    print_table(columns, rows, title="Whose joining moved", numeric=(3,))


def _column(moved: Movement, sides: Sides) -> str:
    return _SHORT.get(moved.headline.number) or headline_words(moved.headline, sides)


def _value(moved: Movement, value: float | None) -> str:
    if value is None:
        return "not defined"
    if moved.headline.number in SMALL:
        return likelihood(min(max(value, 0.0), 1.0))
    return rounded(value)


def _change(moved: Movement, change: float | None, se: float | None) -> str:
    if change is None:
        return ""
    unit = " points" if moved.headline.number in SMALL else ""
    return _cell(moved, change, se) + unit


def _cell(moved: Movement, change: float, se: float | None) -> str:
    """A change with its 95% margin, in points or in the number's own unit."""
    if not change and not se:
        return "0"
    if moved.headline.number in SMALL:
        size, margin = f"{abs(100 * change):.1f}", f"{100 * Z95 * (se or 0.0):.1f}"
    else:
        size, margin = rounded(abs(change)), rounded(Z95 * (se or 0.0), 1)
    sign = "" if size in ("0", "0.0") else "−" if change < 0 else "+"
    return f"{sign}{size}{f' ±{margin}' if se else ''}"
