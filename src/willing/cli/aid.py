"""`willing aid`: who depends on whose aid, and what a donor's pause leaves open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

import click

from willing.cli.command import Command
from willing.cli.output import as_json, note, print_json, write_text
from willing.cli.run import load, read_settings
from willing.errors import InputError

if TYPE_CHECKING:
    from willing.models.aid.relief import Relief
    from willing.models.aid.setting import Setting
    from willing.scenario.aid import Aid
    from willing.scenario.scenario import Scenario

TABLES = (".csv", ".tsv", ".txt", ".xlsx")


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--without",
    multiple=True,
    metavar="DONOR",
    help="A donor stops, whatever the scenario says of it; may be repeated.",
)
@click.option(
    "--key",
    "key_",
    metavar="all|NAME,...",
    default="all",
    show_default=True,
    help="Who fills the hole: gdp, defence, eu_budget, equal_share, generosity.",
)
@click.option(
    "--cap",
    type=float,
    metavar="PERCENT",
    help="The most that anyone gives in a year, in percent of its GDP. [default: the scenario's, "
    "or 0.25]",
)
@click.option("--kind", help="Look at one kind of aid: military, financial, humanitarian.")
@click.option(
    "--months",
    type=click.FloatRange(0, 600, min_open=True),
    help="Of a table with dates, the last so many months; else how many months it covers.",
)
@click.option("--year", type=int, help="The year whose GDP counts. [default: the latest]")
@click.option(
    "--exempt",
    multiple=True,
    metavar="DONOR,...",
    help="Donors who are not asked to fill the hole.",
)
@click.option(
    "--ask",
    multiple=True,
    metavar="DONOR,...",
    help="Donors who are asked, though they gave less than 0.01% of their GDP a year.",
)
@click.option(
    "--gdp",
    multiple=True,
    metavar="DONOR=BILLIONS",
    help="A donor's GDP in billions of US dollars.",
)
@click.option("--eur-usd", type=float, help="US dollars for one euro. [default: the ECB's average]")
@click.option(
    "--worlds",
    type=click.IntRange(1, 1 << 20),
    default=10_000,
    show_default=True,
    help="How many worlds to draw.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**64 - 1),
    default=1,
    show_default=True,
    help="The same seed, the same answer.",
)
@click.option("--given", multiple=True, metavar="CONDITION", help="Keep the worlds where it holds.")
@click.option(
    "--set", "set_", multiple=True, metavar="EVENT[=off]", help="Force an event of the scenario."
)
@click.option("--json", "json_", is_flag=True, help="Print JSON: everything.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write JSON to a file.")
def aid(
    file: Path,
    without: tuple[str, ...],
    key_: str,
    cap: float | None,
    kind: str | None,
    months: float | None,
    year: int | None,
    exempt: tuple[str, ...],
    ask: tuple[str, ...],
    gdp: tuple[str, ...],
    eur_usd: float | None,
    worlds: int,
    seed: int,
    given: tuple[str, ...],
    set_: tuple[str, ...],
    json_: bool,
    output: Path | None,
) -> None:
    """Show who depends on whose aid, and who could fill a hole.

    FILE is a table of donors (CSV or XLSX: donor, kind, date, committed, allocated, unit), a file
    of the Ukraine Support Tracker (Kiel Institute), or a scenario with `aid:`. What was allocated
    or delivered and what was committed are never added. A hole is shared by burden-sharing keys, up
    to a cap in percent of GDP; what the cap leaves over goes to those who have room. Donors who
    gave next to nothing are not asked, and are named.

    Examples:
      willing aid donors.csv
      willing aid donors.csv --without USA --kind military --cap 0.5
      willing aid data_explorer.csv --without USA --months 12 --exempt HUN
      willing aid scenario.yaml --key gdp,equal_share --json
    """
    from willing.models.aid.document import plain
    from willing.models.aid.setting import read_setting

    for option, number in (("--cap", cap), ("--eur-usd", eur_usd), ("--months", months)):
        if number is not None and not isfinite(number):
            raise InputError(f"{option} {number}: write a number")
    scenario: Scenario | None = None
    if file.suffix.lower() in TABLES:
        if given or set_:
            raise InputError("--given, --set: a table has no events; leave them out")
        noun, remarks = _table(file)
        on, recipient = dt.date.today(), ""
    else:
        scenario = load(file, None)
        noun, remarks = scenario.aid, ()
        on, recipient = scenario.initiative.date, scenario.initiative.beneficiary
    try:
        noun = _with_options(noun, key_, exempt, ask, gdp, eur_usd)
        setting = read_setting(
            noun,
            on=on,
            recipient=recipient,
            kind=kind,
            months=months,
            year=year,
            cap=cap,
            remarks=remarks,
        )
        stopping = tuple(_donor(name, setting.donors, "--without") for name in without)
        asked = {"worlds": worlds, "seed": seed}
        found = _relief(scenario, setting, stopping, given, set_, **asked)
    except InputError as error:
        raise InputError(f"{file}: {error}") from None
    if output is not None:
        write_text(output, as_json(plain(found), indent=2) + "\n")
        note(f"{output}: aid of {len(setting.donors)} donors")
    if json_:
        print_json(plain(found))
    elif output is None:
        from willing.cli.aided import print_aid

        print_aid(found)


def _table(path: Path) -> tuple[Aid, tuple[str, ...]]:
    """The aid in a table of donors, and remarks on how it was read."""
    from willing.scenario.aid import Aid
    from willing.scenario.donorfile import read_donors

    read = read_donors(path)
    found = Aid(table=read.gifts, unit=read.unit, months=read.months, source=path.name)
    return found, read.remarks


def _relief(
    scenario: Scenario | None,
    setting: Setting,
    stopping: Sequence[str],
    given: tuple[str, ...],
    set_: tuple[str, ...],
    *,
    worlds: int,
    seed: int,
) -> Relief:
    """What is asked for: donors stop, or the scenario's pauses come true, or things as they are."""
    import numpy as np

    from willing.models.aid.relief import aid as reckon
    from willing.outlook.aid import aid_of

    if stopping:
        if given or set_:
            raise InputError("--without: a donor stops in every world; leave --given, --set out")
        certain = np.ones(1 if setting.certain else worlds, dtype=np.bool_)
        return reckon(setting, dict.fromkeys(stopping, certain), seed=seed)
    if scenario is None or not scenario.aid.pause:
        return reckon(setting, {}, seed=seed)
    return aid_of(
        scenario, setting, seed=seed, worlds=worlds, given=given, forced=read_settings(set_)
    )


def _with_options(
    noun: Aid,
    keys: str,
    exempt: Sequence[str],
    ask: Sequence[str],
    gdp: Sequence[str],
    eur_usd: float | None,
) -> Aid:
    """The aid with what options say of it."""
    from willing.reference.aid import KEYS
    from willing.scenario.aidcheck import givers
    from willing.scenario.noun import Spanned
    from willing.scenario.problems import suggestion

    donors = givers(noun)
    changes: dict[str, object] = {}
    if keys.strip() != "all":
        named = tuple(name.strip() for name in keys.split(",") if name.strip())
        for name in named:
            if name not in KEYS:
                mend = suggestion(name, KEYS) or f"there are {', '.join(KEYS)}"
                raise InputError(f"--key: no key `{name[:40]}`; {mend}")
        if not named:
            raise InputError("--key: nothing is asked for; write all, or names with commas")
        changes["keys"] = named
    for field, texts in (("exempt", exempt), ("ask", ask)):
        names = [name for text in texts for name in text.split(",") if name.strip()]
        found = tuple(_donor(name, donors, f"--{field}") for name in names)
        changes[field] = (*getattr(noun, field), *found)
    if gdp:
        changes["gdp"] = {**noun.gdp, **dict(_gdp(text, donors) for text in gdp)}
    if eur_usd is not None:
        changes["eur_usd"] = Spanned(value=eur_usd, source="as asked")
    return noun.model_copy(update=changes)


def _gdp(text: str, donors: Sequence[str]) -> tuple[str, float]:
    name, _, number = text.partition("=")
    try:
        billions = float(number)
    except ValueError:
        billions = float("nan")
    if not isfinite(billions) or billions <= 0:
        raise InputError(f"--gdp {text[:40]}: write DONOR=BILLIONS, such as TWN=757")
    return _donor(name, donors, "--gdp"), billions


def _donor(name: str, donors: Sequence[str], option: str) -> str:
    """The donor of that name or code. Raises `InputError`."""
    from willing.reference.countries import resolve
    from willing.scenario.problems import suggestion

    wanted = name.strip()
    found = wanted if wanted in donors else resolve(wanted[:80])
    if found is None or found not in donors:
        mend = suggestion(wanted, donors) or f"there are {', '.join(donors[:8])}"
        raise InputError(f"{option} {wanted[:40]}: no such donor; {mend}")
    return found
