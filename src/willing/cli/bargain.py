"""`willing bargain`: where do actors end who want different amounts?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from willing.cli.command import Command
from willing.cli.output import as_json, note, print_json, write_text
from willing.errors import InputError

if TYPE_CHECKING:
    from willing.models.bargaining.bargain import Bargain, Question
    from willing.models.bargaining.inputs import Inputs

MODELS = ("forecast", "compromise", "median", "nash", "expected_utility")
READINGS = ("all", "scholz_code", "literal", "order_least", "bdm94_like")

SCENARIOS = (".yaml", ".yml", ".json")


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--model",
    type=click.Choice(MODELS),
    default="forecast",
    show_default=True,
    help="The model to ask.",
)
@click.option("--issue", metavar="ID", help="Which issue, where the file has several.")
@click.option(
    "--scale",
    type=(float, float),
    metavar="LOW HIGH",
    help="The ends of the scale of a table. [default: 0 100]",
)
@click.option(
    "--reading",
    type=click.Choice(READINGS),
    default="all",
    show_default=True,
    help="Of expected_utility: one reading, or the band over all.",
)
@click.option(
    "--rounds",
    type=click.IntRange(1, 100),
    default=10,
    show_default=True,
    help="Of expected_utility: how many turns.",
)
@click.option(
    "--trace",
    type=click.Path(path_type=Path),
    help="Of expected_utility: write every position after every turn to this CSV file.",
)
@click.option(
    "--draws",
    type=click.IntRange(1, 10_000_000),
    help="How often uncertain inputs are drawn. [default: 10000; forecast: 2000]",
)
@click.option("--tornado", is_flag=True, help="Which input moves the outcome most, one by one.")
@click.option("--sobol", is_flag=True, help="Which uncertain input the variance comes from.")
@click.option("--actor", metavar="CODE", help="What this actor could do about the outcome.")
@click.option(
    "--seed",
    type=click.IntRange(0, 2**64 - 1),
    default=1,
    show_default=True,
    help="The same seed, the same answer.",
)
@click.option("--json", "json_", is_flag=True, help="Print JSON: everything.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write the JSON to this file."
)
def bargain(
    file: Path,
    model: str,
    issue: str | None,
    scale: tuple[float, float] | None,
    reading: str,
    rounds: int,
    trace: Path | None,
    draws: int | None,
    tornado: bool,
    sobol: bool,
    actor: str | None,
    seed: int,
    json_: bool,
    output: Path | None,
) -> None:
    """Find where an issue of "how much" will end.

    FILE is a scenario with `issues:`, or a table (CSV, XLSX) with the columns actor, capability,
    position and salience. A position, salience or capability may be a number, [low, high],
    [low, mode, high] or {p10: ..., p50: ..., p90: ...}. Every answer stands beside those of the
    other models, and beside how right each has been on past decisions.

    Examples:
      willing bargain scenario.yaml --issue force_role
      willing bargain positions.csv --model expected_utility --trace rounds.csv
      willing bargain positions.xlsx --scale 2025 2050 --model compromise --actor FRA
      willing bargain positions.csv --draws 100000 --tornado --json

    A table:
      actor,capability,position,salience
      FRA,16,"[60, 80, 100]",0.8
      DEU,16,40,0.6
    """
    from willing.models.bargaining.bargain import Question
    from willing.models.bargaining.bargain import bargain as answer

    if trace is not None and model != "expected_utility":
        raise InputError("--trace: only expected_utility has turns; add --model expected_utility")
    inputs = read_inputs(file, issue, scale)
    question = Question(
        model=model,
        reading=reading,
        rounds=rounds,
        seed=seed,
        draws=draws or (2_000 if model == "forecast" else 10_000),
        tornado=tornado,
        sobol=sobol,
        actor=actor,
    )
    with _bar(inputs, question) as tell:
        try:
            found = answer(inputs, question, tell=tell)
        except InputError as error:
            raise InputError(f"{file}: {error}") from None
    _write(found, trace, output)
    if json_:
        from willing.models.bargaining.document import plain

        print_json(plain(found))
    elif output is None:
        from willing.cli.bargained import print_bargain

        print_bargain(found)


def read_inputs(path: Path, issue: str | None, scale: tuple[float, float] | None) -> Inputs:
    """The issue of a scenario or a table. Raises `InputError`."""
    if path.suffix.lower() in SCENARIOS:
        from willing.models.bargaining.from_scenario import scenario_inputs
        from willing.scenario.files import load_scenario

        if scale is not None:
            raise InputError(f"--scale: {path} says its own scale, under `issues:`")
        scenario = load_scenario(path)
        try:
            return scenario_inputs(scenario, issue)
        except InputError as error:
            raise InputError(f"{path}: {error}") from None
    from willing.models.bargaining.tablefile import read_table

    read = read_table(path, issue, scale)
    for remark in read.remarks:
        note(f"{path}: {remark}")
    return read.inputs


def _write(found: Bargain, trace: Path | None, output: Path | None) -> None:
    """The files that were asked for, all of them ready before the first is written."""
    from willing.models.bargaining.document import plain
    from willing.models.bargaining.document import trace as traced
    from willing.models.bargaining.expected_utility import ExpectedUtility

    texts: list[tuple[Path, str, str]] = []
    if trace is not None and isinstance(found.result, ExpectedUtility):
        path = found.result.paths[0]
        text = traced(found.issue.name, found.issue.actors, path)
        texts.append((trace, text, f"the turns by the reading {path.reading}"))
    if output is not None:
        texts.append((output, as_json(plain(found), indent=2) + "\n", "the answer"))
    for file, text, what in texts:
        write_text(file, text)
        note(f"{file}: {what}")


@contextmanager
def _bar(inputs: Inputs, question: Question) -> Iterator[Callable[[int], None]]:
    """A bar for the draws, where there are any."""
    from willing.cli.progress import bar
    from willing.models.bargaining.bargain import methods_of

    if not inputs.uncertain:
        yield lambda _draws: None
        return
    done = 0
    total = question.draws * len(methods_of(question))
    with bar("Drawing", lambda: total) as advance:

        def tell(more: int) -> None:
            nonlocal done
            done += more
            advance(done, 0)

        yield tell
