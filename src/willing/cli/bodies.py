"""`willing bodies`: which bodies are known, who sits in them, and by which rule?"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from willing.cli.command import Command
from willing.cli.output import note, one_line, print_json, print_table, say
from willing.cli.settings import bodies_option, own_bodies_file
from willing.errors import InputError

if TYPE_CHECKING:
    from willing.reference.bodies import KnownBody
    from willing.scenario.rules import Rule

MOST_ROWS = 60
"""So many members are shown; the JSON has all."""


@click.command(cls=Command)
@click.argument("name", required=False)
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day on which the bodies sit. [default: today]",
)
@bodies_option
@click.option("--json", "json_", is_flag=True, help="Print JSON: members, rule, source.")
def bodies(name: str | None, date: dt.datetime | None, json_: bool) -> None:
    """List the known bodies, or show one: members, rule, source.

    NAME is what a scenario or an initiative may call it: NATO, EU QMV, NATO@2003-01-01. A file of
    your own (--bodies) is checked first, for every day on which something in it changes.

    Examples:
      willing bodies
      willing bodies NATO --date 2003-01-01 --json
      willing bodies --bodies my-bodies.yaml
      willing bodies my_council --bodies my-bodies.yaml

    A file:
      my_council:
        name: Council of the valley
        source: Charter of the valley, art. 4
        members: [Hamlet, Town, City]
        weights: {votes: {Hamlet: 1, Town: 2, City: 3}}
        rule: {all: [{quota: more than half}, {weights: votes, quota: 2/3}]}
    """
    day = date.date() if date else dt.date.today()
    checked = _check_own(day)
    if name is not None:
        _show(name, day, json_)
        return
    rows = [_row(id_, day) for id_ in _ids()]
    if json_:
        print_json(rows)
        return
    columns = ("Body", "Name", "Members", "Passes when", "Source")
    cells = [
        (row["id"], row["name"], _counted(row), row["rule"] or row["why"], row["source"])
        for row in rows
    ]
    print_table(columns, cells, numeric=(2,))
    if checked:
        note(f"{own_bodies_file()}: {checked} {'body' if checked == 1 else 'bodies'}, no errors")


def _check_own(day: dt.date) -> int:
    """How many bodies the user's file has. Raises `InputError` with all that is wrong in it."""
    from willing.reference.bodycheck import body_problems
    from willing.reference.bodyfile import load_bodies

    path = own_bodies_file()
    if path is None:
        return 0
    entries = load_bodies(path)
    problems = list(body_problems(entries, day))
    if problems:
        raise InputError("\n".join(problems))
    return len(entries)


def _ids() -> tuple[str, ...]:
    from willing.reference.bodies import known_bodies

    return known_bodies()


def _counted(row: dict[str, Any]) -> str:
    return "" if row["members"] is None else f"{row['members']:,}"


def _row(id_: str, day: dt.date) -> dict[str, Any]:
    """A body in the list; where it does not sit on that day, why."""
    from willing.reference.bodies import body
    from willing.reference.catalogue import catalogue

    entry = catalogue()[id_]
    row = {
        "id": id_,
        "name": entry.name,
        "aliases": list(entry.aliases),
        "members": None,
        "rule": None,
        "why": None,
        "source": entry.source,
        "file": entry.file,
    }
    try:
        known = body(id_, day)
        return row | {"members": len(known.members), "rule": _words(known, day)}
    except InputError as error:
        return row | {"why": str(error)}


def _rule(known: KnownBody, day: dt.date) -> tuple[Any, Rule] | None:
    """The tree and what it reads as; None where nobody votes."""
    from willing.reference.rules import rule_tree
    from willing.scenario.rules import OPT_IN, read_rule

    if known.rule == OPT_IN:
        return None
    tree = known.rule
    if isinstance(tree, str):
        tree = rule_tree(tree, known.members, day)
    return tree, read_rule(tree, known.members)


def _words(known: KnownBody, day: dt.date) -> str:
    from willing.models.rules import in_words
    from willing.reference.countries import country_name

    found = _rule(known, day)
    if found is not None:
        return in_words(found[1], [country_name(member) for member in known.members])
    if known.minimum is None:
        return "whoever wants to joins"
    return f"whoever wants to joins, and at least {known.minimum} do"


def _show(name: str, on: dt.date, json_: bool) -> None:
    from willing.reference.bodies import body, name_and_day
    from willing.reference.countries import country_name

    known, (_, day) = body(name, on), name_and_day(name, on)
    names = [country_name(member) for member in known.members]
    if json_:
        print_json(_document(known, names, day))
        return
    say(f"{one_line(known.name)} ({known.id}) on {day}: passes when {_words(known, day)}.\n")
    if known.aliases:
        say(f"Also called: {', '.join(map(one_line, known.aliases))}")
    say(f"Source: {one_line(known.source) or 'not stated'}")
    say(f"File: {known.file or 'ships with Willing'}")
    for delegation, members in known.delegations.items():
        said = ", ".join(country_name(member) for member in members)
        say(f"{one_line(delegation)} votes as one for: {one_line(said)}")
    _print_members(known, names, day)


def _print_members(known: KnownBody, names: list[str], day: dt.date) -> None:
    """The members with their chambers and weights, the heaviest first."""
    from willing.scenario.rules import leaves

    found = _rule(known, day)
    counts = dict.fromkeys(leaves(found[1])) if found else {}
    weighted = [leaf for leaf in counts if len(set(leaf.weights) - {0}) > 1]
    columns = dict.fromkeys((leaf.weights, leaf.unit) for leaf in weighted)
    chamber = {member: name for name, seats in known.chambers.items() for member in seats}
    heading = ("Member", *(("Chamber",) if chamber else ()), *("Weight" for _ in columns))
    order = sorted(range(len(names)), key=lambda row: [-weights[row] for weights, _ in columns])
    rows = [
        (
            names[row],
            *((chamber.get(known.members[row], ""),) if chamber else ()),
            *(f"{float(weights[row] * unit):,.10g}" for weights, unit in columns),
        )
        for row in order[:MOST_ROWS]
    ]
    print_table(heading, rows, numeric=range(len(heading) - len(columns), len(heading)))
    if len(order) > MOST_ROWS:
        say(f"{len(order) - MOST_ROWS} more members are left out; --json has all.")


def _document(known: KnownBody, names: list[str], day: dt.date) -> dict[str, Any]:
    found = _rule(known, day)
    return {
        "id": known.id,
        "name": known.name,
        "aliases": list(known.aliases),
        "date": day.isoformat(),
        "members": list(known.members),
        "member_names": names,
        "chambers": {name: list(seats) for name, seats in known.chambers.items()},
        "delegations": {name: list(members) for name, members in known.delegations.items()},
        "rule": _words(known, day),
        "tree": found[0] if found else None,
        "minimum": known.minimum,
        "about": list(known.about),
        "source": known.source,
        "file": known.file,
    }
