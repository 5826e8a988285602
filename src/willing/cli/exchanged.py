"""`willing bargain --model exchange`: positions exchanged between issues, read, run and shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from willing.cli.output import as_json, note, one_line, print_json, print_table, say, write_text
from willing.cli.patience import patience
from willing.errors import InputError

if TYPE_CHECKING:
    from willing.models.bargaining.exchange.agenda import Agenda
    from willing.models.bargaining.exchange.exchange import Exchange
    from willing.models.bargaining.exchange.options import Options
    from willing.models.bargaining.exchange.spread import Spread

MOST = 15
"""So many of each are shown; the JSON has all."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the model; None where it was left open."""

    options: tuple[str, ...] = ()
    scale: tuple[float, float] | None = None
    rounds: int | None = None
    exact: bool = False
    seed: int = 1
    draws: int | None = None
    trace: Path | None = None
    exchanges: Path | None = None
    output: Path | None = None
    json: bool = False


def exchanged(file: Path, asked: Asked) -> None:
    """Run the model on a file, once and over draws, and show it. Raises `InputError`."""
    from willing.models.bargaining.exchange.agenda import remarks
    from willing.models.bargaining.exchange.exchange import exchange
    from willing.models.bargaining.exchange.options import read_options

    _check_files(asked)
    options = read_options(asked.options)
    agenda = read_agenda(file, asked.scale)
    for remark in remarks(agenda):
        note(f"{file}: {remark}")
    rounds = asked.rounds or 1
    try:
        found = exchange(
            agenda, options=options, rounds=rounds, seed=asked.seed, exact=asked.exact or None
        )
        spread = _spread(agenda, options, rounds, asked)
    except InputError as error:
        raise InputError(f"{file}: {error}") from None
    _write(found, spread, asked)
    if asked.json:
        from willing.models.bargaining.exchange.document import plain

        print_json(plain(found, spread))
    elif asked.output is None:
        print_exchange(found, spread)


def read_agenda(path: Path, scale: tuple[float, float] | None) -> Agenda:
    """The issues of a scenario, a table, or a file of decide's or KTAB's. Raises `InputError`."""
    from willing.cli.bargain import SCENARIOS
    from willing.models.bargaining.exchange.files import read_agenda as read
    from willing.models.bargaining.exchange.files import scenario_agenda
    from willing.scenario.files import load_scenario

    if path.suffix.lower() not in SCENARIOS:
        agenda, said = read(path, scale)
        for remark in said:
            note(f"{path}: {remark}")
        return agenda
    if scale is not None:
        raise InputError(f"--scale: {path} says its own scale, under `issues:`")
    scenario = load_scenario(path, check=True)
    try:
        return scenario_agenda(scenario)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def _check_files(asked: Asked) -> None:
    """Raises `InputError` where one file is named twice."""
    named = [path.resolve() for path in (asked.trace, asked.exchanges, asked.output) if path]
    if len(set(named)) < len(named):
        raise InputError(
            "--trace, --exchanges, --output: the same file; name a different one for each"
        )


def _spread(agenda: Agenda, options: Options, rounds: int, asked: Asked) -> Spread:
    from willing.cli.progress import counting
    from willing.models.bargaining.exchange.spread import DRAWS, exchange_spread, most_draws

    draws = asked.draws or min(DRAWS, most_draws(agenda, rounds))
    with patience(), counting("Drawing", draws) as tell:
        return exchange_spread(
            agenda, seed=asked.seed, options=options, draws=draws, rounds=rounds, tell=tell
        )


def _write(found: Exchange, spread: Spread, asked: Asked) -> None:
    """The files that were asked for, all of them ready before the first is written."""
    from willing.models.bargaining.exchange.document import exchanges, plain, trace

    texts: list[tuple[Path, str, str]] = []
    if asked.trace is not None:
        texts.append((asked.trace, trace(found), "the positions voted with, of the one run"))
    if asked.exchanges is not None:
        texts.append((asked.exchanges, exchanges(found), "the exchanges of the one run"))
    if asked.output is not None:
        text = as_json(plain(found, spread), indent=2) + "\n"
        texts.append((asked.output, text, "the answer"))
    for file, text, what in texts:
        write_text(file, text)
        note(f"{file}: {what}")


def print_exchange(found: Exchange, spread: Spread) -> None:
    """Print where the issues end, who gains, who trades with whom, and on what that hangs."""
    for line in _heading(found, spread):
        say(line)
    _print_outcomes(found, spread)
    _print_stakes(found, spread)
    _print_partners(found, spread)
    _print_sensitivities(found, spread)
    _print_run(found)


def _heading(found: Exchange, spread: Spread) -> Iterator[str]:
    agenda, options = found.agenda, found.options
    how = "equal gains" if options.gains == "equal" else f"random gains (split {options.split:g})"
    rules = "" if options.rules == "decide" else ", decide's peculiarities mended"
    yield f"{one_line(agenda.name)}: exchange of positions, {how}{rules}"
    counts = ", ".join(f"{count:.0f}" for count in spread.exchanges)
    yield (
        f"{len(agenda.actors)} actors, {len(agenda.issues)} issues, {_counted(spread)}; saliences "
        f"and capabilities vary by {100 * options.noise:g}% either way."
    )
    yield f"Exchanges by round, on average: {counts}.\n"


def _counted(spread: Spread) -> str:
    rounds = len(spread.exchanges)
    return f"{rounds} round{'' if rounds == 1 else 's'}, {spread.draws:,} draws"


def _print_outcomes(found: Exchange, spread: Spread) -> None:
    from willing.models.bargaining.record import ISSUES, RECORD

    rows = []
    for k, issue in enumerate(found.agenda.issues):
        digits = _digits(issue.high - issue.low)
        numbers = (
            found.start[k],
            spread.outcome[k].mean,
            *(spread.outcome[k].quantiles[place] for place in (9, 49, 89)),
            spread.wished[k].mean,
            found.outcome[k],
        )
        rows.append((one_line(issue.name), *(f"{number:.{digits}f}" for number in numbers)))
    columns = ("Issue", "Compromise", "Mean", "10%", "50%", "90%", "Next round", "One run, chaotic")
    title = "Where the votes bring each issue"
    print_table(columns, rows, title=title, numeric=range(1, len(columns)))
    past = {name: RECORD[name].error for name in ("compromise", "exchange", "exchange, next round")}
    say("Next round: the mean of the positions that actors are won over to in part.")
    say(f"On {ISSUES} decisions of the EU (DEU III) the mean of the votes erred by")
    say(f"{past['exchange']:.1f} points of 100, that of the next round by")
    say(f"{past['exchange, next round']:.1f}, the compromise by {past['compromise']:.1f}.\n")


def _digits(width: float) -> int:
    return 1 if width >= 50 else 2 if width >= 5 else 4


def _print_stakes(found: Exchange, spread: Spread) -> None:
    order = sorted(spread.stakes, key=lambda one: -one.utility)
    rows = [
        (
            one_line(found.agenda.names[one.actor]),
            f"{one.utility:+.2f}",
            " to ".join(f"{end:+.2f}" for end in (one.percentiles[0], one.percentiles[2])),
            f"{one.loses:.0%}",
            f"{one.effects.own:.2f}",
            *(
                f"{gain:+.2f} {loss:+.2f}"
                for gain, loss in (
                    (one.effects.inner_gain, one.effects.inner_loss),
                    (one.effects.outer_gain, one.effects.outer_loss),
                )
            ),
        )
        for one in (order if len(order) <= MOST else order[: MOST - 5] + order[-5:])
    ]
    columns = ("Actor", "Utility", "80%", "Loses", "Own gains", "Inner", "Outer")
    title = "Who gains (points of 100 times salience)"
    print_table(columns, rows, title=title, numeric=range(1, len(columns)))
    if len(order) > MOST:
        say(f"{len(order) - MOST} actors between these are left out; --json has all.")
    say("Inner, outer: what the exchanges of others bring, from one's own corners and from others.")
    say("Loses: in so many draws the outcomes are farther off than the compromise.\n")


def _print_partners(found: Exchange, spread: Spread) -> None:
    names = found.agenda.names
    rows = [
        (*(one_line(names[actor]) for actor in one.actors), f"{one.share:.0%}")
        for one in spread.partners[:MOST]
    ]
    print_table(("Actor", "With", "Draws"), rows, title="Who exchanges with whom", numeric=[2])
    _left_out(spread.partners, "pairs")
    if not rows:
        say("Nobody exchanges: no two actors are on opposite sides of two issues, and differ in")
        say("which of them matters more.")


def _print_sensitivities(found: Exchange, spread: Spread) -> None:
    rows = [
        (
            one_line(one.issue),
            f"{one.field} of {one_line(found.agenda.names[one.actor])}"
            + (f" on {one_line(one.of)}" if one.of else ""),
            f"{one.correlation:+.2f}",
        )
        for one in spread.sensitivities[:MOST]
    ]
    title = "On what the outcomes hang"
    print_table(("Outcome of", "Input", "Correlation"), rows, title=title, numeric=[2])
    if rows:
        say(f"Rank correlations over the draws; by chance alone {2 / spread.draws**0.5:.2f}.")


def _print_run(found: Exchange) -> None:
    names = found.agenda.names
    trades = [trade for one in found.rounds for trade in one.trades]
    rows = [
        (
            trade.round,
            *(
                f"{one_line(names[trade.actors[side]])}: {one_line(trade.supplies[side])} "
                f"{trade.starts[side]:.1f} → {trade.ends[side]:.1f}"
                for side in (0, 1)
            ),
            f"{trade.gains[0]:.2f}"
            + ("" if found.options.gains == "equal" else f", {trade.gains[1]:.2f}"),
        )
        for trade in trades[:MOST]
    ]
    columns = ("Round", "One moves", "The other moves", "Gain")
    title = "The first exchanges of the one run (scales of 0 to 100)"
    print_table(columns, rows, title=title, numeric=[0, 3])
    _left_out(trades, "exchanges")


def _left_out(several: Sequence[object], what: str) -> None:
    if len(several) > MOST:
        say(f"{len(several) - MOST} more {what} are left out; --json has all.")
