"""`willing share`: what each member should get, or bear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from willing.cli.command import Command
from willing.cli.output import answered, one_line, print_table, say
from willing.errors import InputError

if TYPE_CHECKING:
    from willing.models.sharing.question import Question
    from willing.models.sharing.sharing import Allocation, Sharing

MOST_ROWS = 60
"""So many players are shown; the JSON has all."""

MOST_NAMES = 6
"""So many members of a coalition are named; the JSON has all."""


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--rule",
    "rules",
    metavar="all|NAME,...",
    default="all",
    show_default=True,
    help="The rules: shapley, nucleolus, prenucleolus, owen (with unions), equal, and the keys of"
    " the file by name; core tells whether any way to share leaves nobody better off alone.",
)
@click.option("--json", "json_", is_flag=True, help="Print JSON: every rule, exact, with methods.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write the JSON to this file.",
)
def share(file: Path, rules: str, json_: bool, output: Path | None) -> None:
    """Share a gain, a cost or a burden among the members of a coalition.

    FILE is JSON or YAML: a game of up to 20 players in one of the forms below, or a total that is
    shared by plain keys. Each rule is followed by the coalition that has most reason to object.

    Examples:
      willing share game.yaml
      willing share burden.yaml --rule equal,gdp --json
      willing share game.yaml --rule nucleolus,core

    A game, by what each coalition gets (worth) or has to bear (cost) on its own:
      worth: {A: 1, B: 0, C: 0, A B: 4, A C: 3, B C: 2, A B C: 6}
      unions: [[A, B]]

    A need, by what each can supply, at which cost, and what success is worth to it:
      need: 20000
      capacity: {FRA: 10000, GBR: 12000, DNK: 1000, JPN: 0}
      unit_cost: {FRA: 0.1, GBR: 0.12, DNK: 0.1, JPN: 0}
      value: {FRA: 900, GBR: 900, DNK: 200, JPN: 600}

    A burden, by keys, mixes of keys, and the most that one can bear:
      total: 1000
      keys: {gdp: {FRA: 3, DNK: 0.4}, people: {FRA: 68, DNK: 6}}
      mixes: {half: {gdp: 0.5, people: 0.5}}
      cap: {DNK: 100}

    Also bankruptcy, what serves all if it serves the most demanding, a prize for a majority:
      {claims: {A: 100, B: 200}, estate: 150}
      {airport: {A: 3, B: 8}}
      {weights: {A: 2, B: 1}, quota: 2}
    """
    from willing.models.sharing.document import plain
    from willing.models.sharing.question import file_question
    from willing.models.sharing.sharing import share as divide

    question = file_question(file)
    try:
        found = divide(question, rules=None if rules.strip() == "all" else _names(rules))
    except InputError as error:
        raise InputError(f"{file}: {error}") from None
    if answered(
        lambda: plain(found, question), f"shares of {len(found.players)} players", output, json_
    ):
        return
    print_sharing(found, question)


def _names(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise InputError("--rule: nothing is asked for; write all, or names with commas")
    return names


def print_sharing(found: Sharing, question: Question) -> None:
    """Print the shares by every rule, who objects, the core, and how the values were obtained."""
    say(f"{one_line(question.title)}: {amount(found.total)} to share; {found.words}.")
    shown = [one for one in found.allocations.values() if one.shares is not None]
    meets_a_need = found.supplied is not None
    if shown:
        if meets_a_need:
            say()
        title = "What each gains, its costs and payments included" if meets_a_need else ""
        _print_shares(found, shown, [one.shares or () for one in shown], title)
    if meets_a_need and shown:
        _print_transfers(found, shown)
    rows = [row for one in shown for row in _objection(one)]
    if rows:
        print_table(("Rule", "In the core", "Objects most", "Would gain"), rows, numeric=(3,))
    for line in (*_properties(found), *_methods(found)):
        say(line)


def _print_shares(
    found: Sharing, shown: Sequence[Allocation], values: Sequence[Sequence[Fraction]], title: str
) -> None:
    columns = ("Player", *(one.rule for one in shown))
    rows = [
        (name, *(amount(value[row]) for value in values))
        for row, name in enumerate(found.players[:MOST_ROWS])
    ]
    print_table(columns, rows, title=title, numeric=range(1, len(columns)))
    if len(found.players) > MOST_ROWS:
        say(f"{len(found.players) - MOST_ROWS} more players are left out; --json has all.")


def _print_transfers(found: Sharing, shown: Sequence[Allocation]) -> None:
    """What each supplies, what that costs it, and what it is paid by the others."""
    assert found.supplied is not None
    assert found.own_costs is not None
    columns = ("Player", "Supplies", "At a cost of", *(one.rule for one in shown))
    rows = [
        (
            name,
            amount(found.supplied[row]),
            amount(found.own_costs[row]),
            *(amount(one.transfers[row]) for one in shown if one.transfers),
        )
        for row, name in enumerate(found.players)
    ]
    title = "What each supplies, and is then paid by the others (below 0: pays)"
    print_table(columns, rows, title=title, numeric=range(1, len(columns)))


def _objection(one: Allocation) -> Iterator[tuple[str, ...]]:
    if one.objection is not None:
        gain = one.objection.gain
        yield (
            one.rule,
            "yes" if one.in_core else "no",
            coalition(one.objection.coalition) if gain > 0 and not one.in_core else "nobody",
            amount(gain) if gain > 0 and not one.in_core else "",
        )


def _properties(found: Sharing) -> Iterator[str]:
    core, split = found.core, found.split
    cost = found.kind == "cost"
    if core is not None and core.empty:
        yield (
            "The core is empty: however it is shared, some coalition does better alone. Leaving "
            f"would have to cost {amount(core.margin)}."
        )
    elif core is not None:
        spare = f", with {amount(-core.margin)} to spare for each" if core.margin else ""
        yield f"The core is not empty: at some shares no coalition does better alone{spare}."
    if found.convex:
        how = "concave: each costs less" if cost else "convex: each adds more"
        yield f"The game is {how}, the more are in."
    if split is not None and not found.superadditive and len(split.groups) > 1:
        groups = "; ".join(coalition(group) for group in split.groups)
        how = "cost least" if cost else "get most"
        yield f"Apart they {how}: {groups}, together {amount(split.worth)}."
    if found.rounded:
        yield "Worths were rounded to thirteen digits or more."


def _methods(found: Sharing) -> Iterator[str]:
    """One line for each way in which values were obtained."""
    ways: dict[str, list[str]] = {}
    for one in found.allocations.values():
        ways.setdefault(one.method, []).append(one.rule)
    for method, names in ways.items():
        yield f"{', '.join(names)}: {method}."


def amount(value: Fraction | float) -> str:
    """An amount for a table.

    >>> amount(Fraction(8, 3)), amount(Fraction(20000)), amount(0.0)
    ('2.667', '20,000', '0')
    """
    number = float(value)
    if number == round(number) and abs(number) < 1e15:
        return f"{int(number):,}"
    if abs(number) >= 1000:
        return f"{number:,.1f}"
    return f"{number:.4g}"


def coalition(names: Sequence[str]) -> str:
    """A coalition in words, long ones cut.

    >>> coalition(["A", "B"]), coalition([])
    ('A, B', 'nobody')
    """
    more = len(names) - MOST_NAMES
    text = ", ".join(map(one_line, names[:MOST_NAMES]))
    return f"{text} and {more} more" if more > 0 else text or "nobody"
