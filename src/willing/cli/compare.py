"""`willing compare`: what changed from one scenario to another, and why it matters."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from willing.cli.command import Command
from willing.cli.output import answered, note
from willing.cli.pages import DAY
from willing.cli.run import at_horizon, load, read_settings, world_options
from willing.cli.settings import ledger_option, open_here, settings
from willing.errors import InputError

if TYPE_CHECKING:
    from willing.ledger.entry import Entry
    from willing.outlook.comparing import Comparison
    from willing.scenario.scenario import Scenario

MOST_WORLDS = 1 << 20

LARGEST_OUTLOOK = 50_000_000
"""Bytes of a saved outlook; that of 25 actors has 170,000."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One side: its scenario, what messages call it, and how it was run before, if it was."""

    scenario: Scenario
    name: str
    seed: int | None = None
    worlds: int | None = None
    given: tuple[str, ...] = ()
    forced: Mapping[str, bool] = field(default_factory=dict)


@click.command(cls=Command)
@click.argument("files", nargs=-1, metavar="[A] [B]", type=click.Path(path_type=Path))
@click.option("--initiative", metavar="ID", help="Of the ledger. [default: the most spoken of]")
@click.option("--from", "from_", type=DAY, help="The first day, by what the ledger knew on it.")
@click.option("--to", type=DAY, help="The second day; with A alone, the day that is asked for.")
@world_options(most_worlds=MOST_WORLDS)
@ledger_option
@click.option(
    "--top",
    type=click.IntRange(1, 1000),
    default=10,
    show_default=True,
    help="So many causes are shown one by one.",
)
@click.option("--json", "json_", is_flag=True, help="Print JSON: everything.")
def compare(
    files: tuple[Path, ...],
    initiative: str | None,
    from_: dt.date | None,
    to: dt.date | None,
    worlds: int,
    seed: int,
    given: tuple[str, ...],
    set_: tuple[str, ...],
    horizon: dt.datetime | None,
    output: Path | None,
    top: int,
    json_: bool,
) -> None:
    """Say what changed between two scenarios, and why the answer moved.

    A and B are scenarios, or outlooks that `willing run -o` has written. Without files, both are
    drafted from the ledger, on two days; A alone is compared with itself on a later day. Only what
    the models read counts. The change of each number is shared among its causes, so that the parts
    sum to it (Shapley 1953); both sides are drawn with the same random numbers.

    Examples:
      willing compare before.yaml after.yaml
      willing compare --from 2025-03-05 --to 2025-04-03
      willing compare scenario.yaml --to 2025-09-01
      willing compare monday.json friday.json --given ceasefire --top 5
    """
    from willing.cli.progress import counting
    from willing.outlook.comparing import comparison, mixtures
    from willing.outlook.document import plain

    first, second = _sides(files, initiative, from_, to, horizon)
    for remark in _remarks(first, second):
        note(f"note: {remark}")
    a, b = first.scenario, second.scenario
    forced = read_settings(set_)
    if not given and not forced and _asked_alike(first, second):
        given, forced = first.given, dict(first.forced)
    worlds = _as_before("worlds", worlds, first.worlds, second.worlds)
    seed = _as_before("seed", seed, first.seed, second.seed)
    with counting("Comparing", worlds * mixtures(a, b)) as tell:
        found = comparison(a, b, seed=seed, worlds=worlds, given=given, forced=forced, tell=tell)
    if answered(lambda: plain(found, b), "what changed", output, json_):
        return
    from willing.brief.causes import Sides
    from willing.cli.compared import print_comparison

    print_comparison(found, Sides(a, b), _behind(found), top=top)


def _sides(
    files: Sequence[Path],
    initiative: str | None,
    from_: dt.date | None,
    to: dt.date | None,
    horizon: dt.datetime | None,
) -> tuple[Asked, Asked]:
    """The two that are asked for, whichever way."""
    if len(files) > 2:
        raise InputError(f"{len(files)} files: compare two at a time")
    if not files:
        if from_ is None or to is None:
            raise InputError("name two scenarios, or two days of the ledger: --from and --to")
        return _drafted(initiative, from_, horizon), _drafted(initiative, to, horizon)
    for option, value in (("--initiative", initiative), ("--from", from_)):
        if value is not None:
            raise InputError(f"{option}: asks the ledger; leave the files out, or the option")
    first = _read(files[0], horizon)
    if len(files) == 2:
        if to is not None:
            raise InputError("--to: goes with one file, or with the ledger; leave it out")
        return first, _read(files[1], horizon)
    if to is None:
        raise InputError(f"{files[0]}: compared with what? name another file, or --to DATE")
    later = at_horizon(first.scenario, to, "--to")
    return first, Asked(later, f"{files[0]} for {to}")


def _drafted(initiative: str | None, on: dt.date, horizon: dt.datetime | None) -> Asked:
    """The draft of what the ledger knew on a day."""
    from willing.api import recall

    with open_here() as book:
        found = recall(book, initiative=initiative, as_of=on).scenario
    if horizon is not None:
        found = at_horizon(found, horizon.date(), "--horizon")
    return Asked(found, str(on))


def _read(path: Path, horizon: dt.datetime | None) -> Asked:
    """A scenario, or the one in a saved outlook."""
    if path.suffix.lower() == ".json" and (saved := _outlook(path)) is not None:
        if horizon is None:
            return saved
        return replace(saved, scenario=at_horizon(saved.scenario, horizon.date(), "--horizon"))
    return Asked(load(path, horizon), str(path))


def _outlook(path: Path) -> Asked | None:
    """A saved outlook; None for JSON that is none. Raises `InputError` for a broken one."""
    from pydantic import ValidationError

    from willing.reference.textfile import read_text
    from willing.scenario.scenario import Scenario
    from willing.scenario.validation import problems_of

    text = read_text(path, "the outlook", LARGEST_OUTLOOK, "is it an outlook of `willing run`?")
    try:
        data = json.loads(text)
    except ValueError:
        return None  # reading it as a scenario says what is wrong
    except RecursionError:
        raise InputError(f"{path}: nested too deeply for an outlook") from None
    if not isinstance(data, dict) or not isinstance(data.get("scenario"), dict):
        return None
    try:
        scenario = Scenario.model_validate(data["scenario"])
    except ValidationError as error:
        problem = problems_of(error, data["scenario"])[0]
        raise InputError(f"{path}: its scenario: {problem.describe(path)}") from None
    except RecursionError:
        raise InputError(f"{path}: nested too deeply for an outlook") from None
    _check(scenario, path)
    return Asked(scenario, str(path), *_run_before(data))


def _check(scenario: Scenario, path: Path) -> None:
    from willing.scenario.check import check

    errors = [problem for problem in check(scenario) if problem.severity == "error"]
    if errors:
        raise InputError("\n".join(problem.describe(path) for problem in errors))


def _run_before(
    data: dict[str, Any],
) -> tuple[int | None, int | None, tuple[str, ...], dict[str, bool]]:
    """Seed, worlds, what was given and forced, as far as the outlook says so."""
    given, forced = data.get("given"), data.get("forced")
    return (
        _whole(data.get("seed"), 0, (1 << 64) - 1),
        _whole(data.get("worlds"), 1, MOST_WORLDS),
        tuple(map(str, given)) if isinstance(given, list) else (),
        {name: bool(on) for name, on in forced.items()} if isinstance(forced, dict) else {},
    )


def _whole(value: object, low: int, high: int) -> int | None:
    """The value, where it is a whole number between the two."""
    whole = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
    return value if whole else None  # type: ignore[return-value]


def _asked_alike(first: Asked, second: Asked) -> bool:
    return (first.given, first.forced) == (second.given, second.forced)


def _as_before(option: str, asked: int, first: int | None, second: int | None) -> int:
    """What the option says; else what both outlooks were made with, if it is the same."""
    source = click.get_current_context().get_parameter_source(option)
    if source == click.core.ParameterSource.DEFAULT and first == second and first is not None:
        return first
    return asked


def _remarks(first: Asked, second: Asked) -> list[str]:
    """What a reader should know before trusting the comparison."""
    a, b = first.scenario.initiative, second.scenario.initiative
    remarks = []
    if a.id != b.id:
        remarks.append(
            f"these are two initiatives, {a.id} and {b.id}: they are compared as if they were one"
        )
    if not _asked_alike(first, second):
        remarks += [
            f"{side.name} was run with --given or --set: say so here too, or it is left out"
            for side in (first, second)
            if side.given or side.forced
        ]
    return remarks


def _behind(found: Comparison) -> list[Entry]:
    """The statements behind what changed, as far as a ledger has them."""
    from willing.errors import LedgerError
    from willing.ledger.database import DEFAULT_PATH, ENVIRONMENT
    from willing.ledger.entries import find_statement

    ids = dict.fromkeys(one for each in found.differences for one in each.statements)
    named = settings().ledger or os.environ.get(ENVIRONMENT)
    if not ids or not (named or Path(DEFAULT_PATH).exists()):
        return []
    entries = []
    with open_here() as book:
        for id_ in ids:
            try:
                entries.append(find_statement(book, id_))
            except LedgerError:
                continue  # another ledger's
    return entries
