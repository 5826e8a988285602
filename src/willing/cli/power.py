"""`willing power`: how much power has each member of a body?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from willing.cli.command import Command
from willing.cli.output import answered, one_line, print_table, say
from willing.cli.settings import bodies_option
from willing.errors import InputError

if TYPE_CHECKING:
    from willing.models.power.indices import Index, Power
    from willing.models.power.question import Question

MOST_ROWS = 60
"""So many members are shown; the JSON has all."""

MOST_DIGITS = 24
"""Longer counts are shown rounded; the JSON has them exactly."""

COLUMNS = {
    "banzhaf": ("Banzhaf", "Banzhaf"),
    "banzhaf_normalised": ("(share)", "Banzhaf normalised"),
    "shapley_shubik": ("Shapley", "Shapley-Shubik"),
    "coleman_initiate": ("Initiate", "Coleman initiate"),
    "coleman_prevent": ("Prevent", "Coleman prevent"),
    "deegan_packel": ("Deegan", "Deegan-Packel"),
    "holler_packel": ("Holler", "Holler-Packel"),
    "johnston": ("Johnston", "Johnston"),
    "owen": ("Owen", "Owen"),
    "banzhaf_owen": ("B.-Owen", "Banzhaf-Owen"),
}
"""The heading of each index, and its name in full."""


@click.command(cls=Command)
@click.argument("body_or_file", metavar="BODY_OR_FILE")
@click.option(
    "--index",
    "index_",
    metavar="all|NAME,...",
    default="all",
    show_default=True,
    help="The indices: banzhaf, banzhaf_normalised, shapley_shubik, coleman_initiate,"
    " coleman_prevent, deegan_packel, holler_packel, johnston; with unions owen, banzhaf_owen.",
)
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day on which a known body sits. [default: today]",
)
@bodies_option
@click.option("--json", "json_", is_flag=True, help="Print JSON: every index, counts, methods.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write the JSON to this file.",
)
def power(
    body_or_file: str,
    index_: str,
    date: dt.datetime | None,
    json_: bool,
    output: Path | None,
) -> None:
    """Show how much voting power each member of a body has.

    BODY_OR_FILE is a known body (EU QMV, UNSC, NATO@2003-01-01), or a JSON or YAML file with
    members, a rule and, where members vote together, unions; members in no union are on their own.
    Ballots are yes or no; an abstention is not a yes.

    Examples:
      willing power UNSC
      willing power "EU QMV" --date 2025-03-05 --json
      willing power council.yaml --index banzhaf,shapley_shubik
      willing power my_council --bodies my-bodies.yaml

    A file:
      members: [Hamlet, Town, City]
      rule: {weights: [1, 2, 3], quota: 4}
      unions: [[Hamlet, Town]]
    """
    from willing.models.power.document import plain
    from willing.models.power.indices import power as measure

    question = _question(body_or_file, date.date() if date else dt.date.today())
    try:
        found = measure(
            question.members,
            question.rule,
            unions=question.unions,
            indices=None if index_.strip() == "all" else _names(index_),
        )
    except InputError as error:
        raise InputError(f"{body_or_file}: {error}") from None
    if answered(
        lambda: plain(found, question), f"the power of {len(found.members)} members", output, json_
    ):
        return
    print_power(found, question)


def _question(body_or_file: str, on: dt.date) -> Question:
    """The file of that name, or the known body."""
    from willing.models.power.question import body_question, file_question
    from willing.reference.bodies import match_body

    path = Path(body_or_file)
    if _is_file(path):
        return file_question(path, on)
    like_a_file = path.suffix.lower() in (".json", ".yaml", ".yml") or "/" in body_or_file
    if like_a_file and match_body(body_or_file.partition("@")[0]) is None:
        raise InputError(f"{body_or_file}: no such file; name a file or a known body such as UNSC")
    return body_question(body_or_file, on)


def _is_file(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # too long for a file's name
        return False


def _names(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise InputError("--index: nothing is asked for; write all, or names with commas")
    return names


def print_power(found: Power, question: Question) -> None:
    """Print the members in order of power, the counts, and how the values were obtained."""
    from willing.scenario.rules import leaves

    on = f" on {question.day}" if question.day else ""
    say(f"{one_line(question.title)}{on}: passes when {one_line(found.rule)}.\n")
    shown = [index for index in found.indices.values() if index.values is not None]
    for line in _counts(found):
        say(line)
    if shown:
        _print_values(found, shown, question.names or found.members)
    for line in _methods(found):
        say(line)
    if any(leaf.counts == "not_no" for leaf in leaves(question.rule)):
        say("Ballots are yes or no here: an abstention is not a yes.")


def _print_values(found: Power, shown: list[Index], names: Sequence[str]) -> None:
    first = next((index for index in shown if index.name == "shapley_shubik"), shown[0])
    assert first.values is not None
    values = first.values
    order = sorted(range(len(found.members)), key=lambda row: -values[row])
    rows = [(names[row], *(_value(index, row) for index in shown)) for row in order[:MOST_ROWS]]
    columns = ("Member", *(COLUMNS[index.name][0] for index in shown))
    print_table(columns, rows, numeric=range(1, len(columns)))
    if len(order) > MOST_ROWS:
        left = len(order) - MOST_ROWS
        say(f"The {left} members with the least power are left out; --json has all.")


def _value(index: Index, row: int) -> str:
    assert index.values is not None
    value = index.values[row]
    return f"{value:.4f}" if value == 0 or value >= 0.001 else f"{value:.1e}"


def _counts(found: Power) -> Iterator[str]:
    if found.winning_coalitions is not None and found.power_to_act is not None:
        share = float(found.power_to_act)
        yield (
            f"Winning coalitions: {_whole(found.winning_coalitions)} "
            f"({100 * share:.3g}% of all); minimal: {_whole(found.minimal_winning_coalitions)}; "
            f"minimal blocking: {_whole(found.minimal_blocking_coalitions)}"
        )


def _whole(number: int | None) -> str:
    if number is None:
        return "beyond the limit"
    text = f"{number:,}"
    if len(text) <= MOST_DIGITS:
        return text
    digits = str(number)
    return f"{digits[0]}.{digits[1:4]}e{len(digits) - 1}"


def _methods(found: Power) -> Iterator[str]:
    """One line for each way in which values were obtained."""
    ways: dict[str, list[str]] = {}
    for index in found.indices.values():
        ways.setdefault(index.method, []).append(COLUMNS[index.name][1])
    for method, names in ways.items():
        yield f"{', '.join(names)}: {method}."
