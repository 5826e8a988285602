"""`willing leverage`: what can each of two principals get at the table?"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from willing.cli.command import Command
from willing.cli.output import answered
from willing.cli.run import load, question_options, read_settings
from willing.errors import InputError


@click.command(cls=Command)
@question_options(most_worlds=1 << 20)
@click.option(
    "--without",
    multiple=True,
    metavar="LINK",
    help="Take an added issue off the table. May be repeated.",
)
@click.option(
    "--months",
    type=click.IntRange(0, 120),
    default=6,
    show_default=True,
    help="Compare a deal now with one so many months later.",
)
@click.option("--json", "json_", is_flag=True, help="Print JSON: everything.")
def leverage(
    scenario: Path,
    worlds: int,
    seed: int,
    given: tuple[str, ...],
    set_: tuple[str, ...],
    horizon: dt.datetime | None,
    output: Path | None,
    without: tuple[str, ...],
    months: int,
    json_: bool,
) -> None:
    """Ask what each of two sides can get at the table.

    The beneficiary and the adversary (or two others under `talks: parties:`) bargain over what is
    contested. In each world both know what fighting on would be worth to them with the forces that
    stand there; a deal that both prefer may exist, and if so, who can wait longer gets more of what
    it gains. Added issues (`links`) open or close that range. Also: what the absent power changes,
    who gains from delay, and what the share hangs on. What the scenario leaves out under `talks:`
    is a marked default.

    Examples:
      willing leverage scenario.yaml
      willing leverage scenario.yaml --set us_backstop --months 12
      willing leverage scenario.yaml --without minerals_deal --given ceasefire
      willing leverage scenario.yaml --worlds 100000 --json
    """
    from willing.models.leverage.document import plain
    from willing.outlook.leverage import leverage_of

    loaded = load(scenario, horizon)
    forced = read_settings(set_)
    try:
        found = leverage_of(
            loaded,
            seed=seed,
            months=months,
            without=without,
            worlds=worlds,
            given=given,
            forced=forced,
        )
    except InputError as error:
        raise InputError(f"{scenario}: {error}") from None
    if answered(lambda: plain(found), "what each side can get", output, json_):
        return
    from willing.cli.levered import print_leverage

    print_leverage(found, loaded)
