"""`willing stable`: which coalitions hold where one gains from others' effort."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from willing.cli.command import Command
from willing.cli.output import answered, one_line, print_table, say
from willing.cli.share import amount, coalition

if TYPE_CHECKING:
    from willing.models.stability.coalitions import Formed, Found, Stability
    from willing.models.stability.symmetric import Size, Symmetric

MOST_ROWS = 24
"""So many sizes or coalitions are shown; the JSON has more."""

MOST_LISTED = 8
"""So many stable coalitions are shown of each sort."""


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "json_", is_flag=True, help="Print JSON: every size or coalition.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write the JSON to this file.",
)
def stable(file: Path, json_: bool, output: Path | None) -> None:
    """Find the coalitions that nobody wants to leave or join.

    A coalition is stable where no member gains by leaving and no outsider by joining. FILE is JSON
    or YAML: a model of equals by its parameters, or players with payoffs of their own (up to 20
    with benefit and cost, 12 with payoffs written out), also with payments among members.

    Examples:
      willing stable barrett.yaml
      willing stable players.yaml --json

    Equals, whose members lead (barrett) or act with the others (cournot):
      {model: barrett, n: 10, a: 100, b: 1, c: 0.25}

    Equals with linear benefits, or who each contribute or not (threshold):
      {model: linear, n: 10, b: 1, c: 5}

    Players with a benefit from each unit of effort, and a cost of their own:
      benefit: {USA: 5, EUR: 4, JPN: 2}
      cost: {USA: 1, EUR: 1, JPN: 2}
      coalition: [USA, EUR]

    Players with payoffs in every coalition:
      payoffs:
        nobody: {A: 0, B: 0}
        A: {A: -1, B: 2}
        B: {A: 2, B: -1}
        A B: {A: 1, B: 1}
    """
    from willing.models.stability.document import plain
    from willing.models.stability.question import file_question
    from willing.models.stability.question import stable as find
    from willing.models.stability.symmetric import Symmetric

    question = file_question(file)
    found = find(question)
    if answered(
        lambda: plain(found, question.title),
        f"the stability of {one_line(question.title)}",
        output,
        json_,
    ):
        return
    say(f"{one_line(question.title)}: {found.words}.")
    if isinstance(found, Symmetric):
        print_sizes(found)
    else:
        print_coalitions(found)


def print_sizes(found: Symmetric) -> None:
    """Print the sizes around those that hold, and what holds."""
    last = max([MOST_ROWS - 2, *(size + 1 for size in found.stable)])
    shown = [one for one in found.sizes if one.size <= last][-(MOST_ROWS - 1) :]
    if found.sizes[-1] not in shown:
        shown.append(found.sizes[-1])
    columns = ("In", "Member gets", "Outsider gets", "All get", "Staying gains", "Joining gains")
    print_table((*columns, ""), [_row(one, found) for one in shown], numeric=range(6))
    if not found.stable:
        say("No coalition that changes anything is stable.")
    for size in found.stable:
        gap = found.sizes[size].gap_closed
        brings = "" if gap is None else f"; brings {_percent(gap)} of what full cooperation would"
        say(f"Stable: {size} of {found.players}{brings}.")
    if found.nothing_holds:
        say("Stable: nobody cooperates.")


def _row(one: Size, found: Symmetric) -> tuple[str, ...]:
    return (
        f"{one.size}",
        _amount(one.inside),
        _amount(one.outside),
        amount(one.total),
        _signed(one.stay),
        _signed(one.join),
        "stable" if one.size in found.stable else "",
    )


def print_coalitions(found: Stability) -> None:
    """Print the stable coalitions with and without payments, and who would leave the others."""
    _print_found(found.stable, "Stable without payments among members")
    _print_found(found.potential, "Stable if members pay each other")
    if found.nothing_holds:
        say("Stable: nobody cooperates.")
    _print_formed(found, found.full, "If all are in")
    if found.asked is not None:
        _print_formed(found, found.asked, f"If {coalition(found.asked.members)} are in")


def _print_found(found: Found, title: str) -> None:
    if not found.number:
        say(f"\n{title}: no coalition that changes anything.")
        return
    sizes = ", ".join(f"{number} of {size}" for size, number in enumerate(found.by_size) if number)
    say(f"\n{title}: {found.number:,} ({sizes} members).")
    rows = [
        (coalition(one.members), amount(one.total), _percent(one.gap_closed), amount(one.surplus))
        for one in found.listed[:MOST_LISTED]
    ]
    columns = ("Coalition", "All get", "Of full cooperation", "Members' surplus")
    print_table(columns, rows, numeric=(1, 2, 3))


def _print_formed(found: Stability, one: Formed, title: str) -> None:
    """What each player gets, and who would leave or join."""
    rows = []
    for row, name in enumerate(found.players):
        inside, gain = name in one.members, one.gains[row]
        does = "stays" if inside else "stays out"
        if inside and gain < 0 and not one.internal:
            does = "leaves"
        if not inside and gain > 0 and not one.external:
            does = "joins"
        gets, without = amount(one.payoffs[row]), amount(found.none[row])
        paid = amount(one.transfers[row]) if inside and one.surplus >= 0 else ""
        rows.append((name, "in" if inside else "out", gets, without, does, _signed(gain), paid))
    columns = ("Player", "", "Gets", "Without any", "Alone it", "Being in gains", "To be paid")
    print_table(columns, rows, title=title, numeric=(2, 3, 5, 6))
    for line in _verdict(one):
        say(line)


def _verdict(one: Formed) -> Iterator[str]:
    yield (
        f"All together get {amount(one.total)}. "
        f"{'No member gains' if one.internal else 'A member gains'} by leaving, "
        f"{'no outsider' if one.external else 'an outsider'} by joining."
    )
    if one.surplus >= 0:
        yield (
            f"What members would get by leaving is covered, with {amount(one.surplus)} left over: "
            "payments among them can hold it together."
        )
    else:
        yield (
            f"What members would get by leaving is {amount(-one.surplus)} more than there is: "
            "payments among them cannot hold it together."
        )


def _amount(value: Fraction | None) -> str:
    return "" if value is None else amount(value)


def _signed(value: Fraction | float | None) -> str:
    if value is None:
        return ""
    return f"+{amount(value)}" if value > 0 else amount(value)


def _percent(value: Fraction | float | None) -> str:
    return "" if value is None else f"{100 * float(value):.3g}%"
