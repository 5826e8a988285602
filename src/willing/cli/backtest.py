"""`willing backtest`: how right have the models been on past cases?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from willing.cli.command import Group
from willing.cli.output import as_json, note, print_json, print_table, say, write_text
from willing.errors import InputError

if TYPE_CHECKING:
    from willing.history.backtest import Backtest, Score
    from willing.history.case import Case
    from willing.reference.forecast import Coefficients

MOST_REPEATS = 50

HOW_TO_READ = (
    "Error: of the mean, in points of the scale. CRPS: the score of the distribution, lower is",
    "better; a single number scores its error. Behind: by how much more than Willing's forecast,",
    "with 95% confidence. Coverage, width: of the 80% interval.",
)


@click.group(cls=Group)
def backtest() -> None:
    """Try the models on past cases whose outcome is known.

    Examples:
      willing backtest deu
    """


@backtest.command("deu")
@click.argument("data", required=False, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write the forecasts of the issues without outcome to this CSV file.",
)
@click.option(
    "--plot",
    type=click.Path(path_type=Path),
    help="Draw the calibration into this SVG file.",
)
@click.option(
    "--fit",
    "fit_",
    type=click.Path(path_type=Path),
    help="Fit the coefficients anew to all known outcomes, and write them to this JSON file.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**64 - 1),
    default=1,
    show_default=True,
    help="The seed of the folds and of the draws of proposals.",
)
@click.option(
    "--repeats",
    type=click.IntRange(1, MOST_REPEATS),
    default=3,
    show_default=True,
    help="How often the proposals are dealt into ten folds.",
)
@click.option("--json", "json_", is_flag=True, help="Print JSON: every score.")
def deu(
    data: Path | None,
    output: Path | None,
    plot: Path | None,
    fit_: Path | None,
    seed: int,
    repeats: int,
    json_: bool,
) -> None:
    """Forecast decisions of the European Union, and score the forecasts.

    DATA is a table in CSV with issue, proposal, voting, reference_point, outcome, actor, position,
    salience, power; scales are 0 to 100. Without it the table that ships is taken: DEU III, 364
    issues. Each issue with an outcome is forecast from other proposals, and the forecasts are
    scored; the issues without one are forecast by the coefficients that ship, or with --fit by new
    ones.

    Examples:
      willing backtest deu
      willing backtest deu deu3.csv -o predictions.csv --plot calibration.svg
      willing backtest deu deu3.csv --fit forecast.json --repeats 10
    """
    from willing.history.deu import NAME, read_deu, shipped_cases
    from willing.history.predictions import as_csv, fitted_file, predictions

    written = [path.resolve() for path in (output, plot, fit_) if path]
    if len(set(written)) < len(written):
        raise InputError("--output, --plot, --fit: the same file; name a different one for each")
    cases = shipped_cases() if data is None else read_deu(data)
    optional = output is not None and not (plot or fit_ or json_)
    done = _scores(cases, seed, repeats, optional=optional)
    coefficients = _fit(cases, seed) if fit_ else None
    texts: dict[Path, str] = {}
    if output:
        texts[output] = as_csv(predictions(cases, coefficients=coefficients))
    if done and plot:
        from willing.brief.calibration import calibration_svg

        texts[plot] = calibration_svg(done) + "\n"
    if done and fit_ and coefficients:
        name = NAME if data is None else data.name
        texts[fit_] = as_json(fitted_file(coefficients, done, name), indent=2) + "\n"
    for path, text in texts.items():
        write_text(path, text)
        note(f"{path}: {_said(path, output, plot, cases)}")
    if done and json_:
        print_json(asdict(done))
    elif done:
        print_scores(done)


def _scores(cases: Sequence[Case], seed: int, repeats: int, *, optional: bool) -> Backtest | None:
    """The scores; where there are too few outcomes and they are optional, a remark and None."""
    from willing.history.backtest import backtest as score

    try:
        with _bar(repeats) as advance:
            return score(cases, seed=seed, repeats=repeats, advance=advance)
    except InputError as error:
        if not optional:
            raise
        note(f"nothing is scored: {error}")
        return None


def _fit(cases: Sequence[Case], seed: int) -> Coefficients:
    from willing.history.backtest import FEWEST_ACTORS
    from willing.history.case import resolved
    from willing.history.fit import fit

    return fit(resolved(cases, actors=FEWEST_ACTORS), seed=seed)


@contextmanager
def _bar(repeats: int) -> Iterator[Callable[[int], None]]:
    from willing.cli.progress import bar

    with bar("Forecasting what is left out", lambda: repeats) as advance:
        yield lambda number: advance(number, 0)


def _said(path: Path, output: Path | None, plot: Path | None, cases: Sequence[Case]) -> str:
    if path == output:
        return f"forecasts of {sum(case.outcome is None for case in cases)} issues without outcome"
    return "the calibration" if path == plot else "the coefficients and their record"


def print_scores(done: Backtest) -> None:
    """Print how the forecasts did, and how to read it."""
    from willing.brief.words import counted

    say(
        f"{done.issues} issues of {done.proposals} proposals, each forecast from other proposals"
        f" ({done.folds} folds, {counted(done.repeats, 'time')}, seed {done.seed})\n"
    )
    columns = ("Forecast", "Error", "CRPS", "Behind", "95%", "Coverage", "Width")
    print_table(columns, [_row(score) for score in done.scores], numeric=range(1, len(columns)))
    for line in HOW_TO_READ:
        say(line)


def _row(score: Score) -> tuple[str, ...]:
    ours = score.behind == score.low == score.high == 0
    between = "" if ours else f"{score.low:.2f} to {score.high:.2f}"
    behind = "" if ours else f"{score.behind:.2f}"
    coverage = "" if score.coverage_80 is None else f"{100 * score.coverage_80:.1f}%"
    width = "" if score.width is None else f"{score.width:.1f}"
    error, crps = f"{score.error:.2f}", f"{score.crps:.2f}"
    return score.name, error, crps, behind, between, coverage, width
