"""`willing bargain`: where do actors end who want different amounts?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from willing.cli.command import Command
from willing.cli.output import as_json, note, print_json, write_text
from willing.cli.patience import patience
from willing.errors import InputError

if TYPE_CHECKING:
    from willing.models.bargaining.bargain import Bargain, Question
    from willing.models.bargaining.inputs import Inputs

MODELS = (
    "forecast",
    "compromise",
    "median",
    "nash",
    "expected_utility",
    "spatial_model",
    "exchange",
)
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
@click.option(
    "--issue",
    "issues",
    multiple=True,
    metavar="ID",
    help="Which issue, where the file has several; of spatial_model which ones. [default of "
    "spatial_model: all, each a dimension]",
)
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
    help="How many turns. [default: expected_utility: 10; spatial_model: until it settles; "
    "exchange: 1]",
)
@click.option(
    "--trace",
    type=click.Path(path_type=Path),
    help="Of these three: write every position after every turn to this CSV file.",
)
@click.option(
    "--compat",
    type=click.Choice(("ktab",)),
    help="Of spatial_model: follow KTAB in its defects too.",
)
@click.option(
    "--option",
    "options",
    multiple=True,
    metavar="NAME=VALUE",
    help="Of spatial_model: an option by KTAB's name, such as VotingRule=Cubic. Of exchange: "
    "gains=random, split=0.5, rules=mended, noise=0.1.",
)
@click.option(
    "--exchanges",
    type=click.Path(path_type=Path),
    help="Of exchange: write every exchange, with its externalities, to this CSV file.",
)
@click.option(
    "--exact",
    is_flag=True,
    help="Of exchange: the one run in decimals, however long it takes. Small ones always are.",
)
@click.option(
    "--save-ktab",
    type=click.Path(path_type=Path),
    help="Of spatial_model: write the issue for KTAB, to a file named .xml or .csv.",
)
@click.option(
    "--pictures",
    type=click.Path(path_type=Path),
    help="Of spatial_model: draw the turns as SVG files in this folder.",
)
@click.option(
    "--draws",
    type=click.IntRange(1, 10_000_000),
    help="How often uncertain inputs are drawn. [default: 10000; forecast: 2000; exchange: 300]",
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
    issues: tuple[str, ...],
    scale: tuple[float, float] | None,
    reading: str,
    rounds: int | None,
    trace: Path | None,
    compat: str | None,
    options: tuple[str, ...],
    exchanges: Path | None,
    exact: bool,
    save_ktab: Path | None,
    pictures: Path | None,
    draws: int | None,
    tornado: bool,
    sobol: bool,
    actor: str | None,
    seed: int,
    json_: bool,
    output: Path | None,
) -> None:
    """Find where an issue of "how much" will end.

    FILE is a scenario with `issues:`, a table (CSV, XLSX) with the columns actor, capability,
    position and salience (or two columns for each issue: troops position, troops salience), or a
    file of KTAB's (XML, CSV), each of its dimensions an issue. The model `exchange` takes all
    issues of a file together, a table's by its column issue, and reads the files of the program
    decide. A position, salience or capability may be a number, [low, high], [low, mode, high] or
    {p10: ..., p50: ..., p90: ...}. Every answer stands beside those of the other models, and beside
    how right each has been on past decisions.

    Examples:
      willing bargain scenario.yaml --issue force_role
      willing bargain positions.csv --model expected_utility --trace rounds.csv
      willing bargain positions.xlsx --scale 2025 2050 --model compromise --actor FRA
      willing bargain positions.csv --draws 100000 --tornado --json
      willing bargain scenario.yaml --model spatial_model --issue troops --issue years
      willing bargain issues.csv --model exchange --draws 1000 --exchanges exchanges.csv
      willing bargain ktab.xml --model spatial_model --compat ktab --trace turns.csv

    A table:
      actor,capability,position,salience
      FRA,16,"[60, 80, 100]",0.8
      DEU,16,40,0.6
    """
    from willing.models.bargaining.bargain import Question

    if model == "exchange":
        from willing.cli.exchanged import Asked as AskedExchange
        from willing.cli.exchanged import exchanged

        _refuse(model, {"--tornado": tornado, "--sobol": sobol, "--actor": actor})
        _refuse(model, {"--compat": compat, "--save-ktab": save_ktab, "--pictures": pictures})
        if issues:
            raise InputError("--issue: exchange takes all issues together; leave it out")
        wanted = AskedExchange(
            options, scale, rounds, exact, seed, draws, trace, exchanges, output, json_
        )
        exchanged(file, wanted)
        return
    _refuse(model, {"--exchanges": exchanges, "--exact": exact})
    issue = _only(issues, model)
    if model == "spatial_model":
        from willing.cli.spatial import Asked, spatial

        _refuse(model, {"--tornado": tornado, "--sobol": sobol, "--actor": actor})
        asked = Asked(
            compat=compat is not None,
            options=options,
            turns=rounds,
            seed=seed if _is_given("seed") else None,
            draws=draws,
            trace=trace,
            save=save_ktab,
            pictures=pictures,
            output=output,
            json=json_,
        )
        spatial(file, issues, scale, asked)
        return
    of_spatial = {"--compat": compat, "--option": options, "--save-ktab": save_ktab}
    _refuse(model, {**of_spatial, "--pictures": pictures})
    _check_trace(model, trace, output)
    question = Question(
        model=model,
        reading=reading,
        rounds=rounds or 10,
        seed=seed,
        draws=draws or (2_000 if model == "forecast" else 10_000),
        tornado=tornado,
        sobol=sobol,
        actor=actor,
    )
    found = _answered(file, read_inputs(file, issue, scale), question)
    _write(found, trace, output)
    if json_:
        from willing.models.bargaining.document import plain

        print_json(plain(found))
    elif output is None:
        from willing.cli.bargained import print_bargain

        print_bargain(found)


def _only(issues: Sequence[str], model: str) -> str | None:
    """The issue that is asked for. Raises `InputError` for several, but of the one model."""
    if len(issues) > 1 and model != "spatial_model":
        raise InputError(f"--issue: {model} takes one issue at a time; name one")
    return issues[0] if issues else None


def _is_given(option: str) -> bool:
    """Whether an option stands on the command line."""
    source = click.get_current_context().get_parameter_source(option)
    return source is not click.core.ParameterSource.DEFAULT


def _check_trace(model: str, trace: Path | None, output: Path | None) -> None:
    """Raises `InputError` for a trace of a model without turns, or into the other file."""
    if trace is None:
        return
    if model != "expected_utility":
        raise InputError(
            "--trace: only expected_utility, spatial_model and exchange have turns; add --model"
        )
    if output is not None and trace.resolve() == output.resolve():
        raise InputError("--trace, --output: the same file; name a different one for each")


def _answered(file: Path, inputs: Inputs, question: Question) -> Bargain:
    from willing.models.bargaining.bargain import bargain as answer

    with patience(), _bar(inputs, question) as tell:
        try:
            return answer(inputs, question, tell=tell)
        except InputError as error:
            raise InputError(f"{file}: {error}") from None


def _refuse(model: str, asked: Mapping[str, object]) -> None:
    """Raises `InputError` for an option that is not of this model."""
    for option, value in asked.items():
        if value:
            raise InputError(f"{option}: not an option of {model}; leave it out")


def read_inputs(path: Path, issue: str | None, scale: tuple[float, float] | None) -> Inputs:
    """The issue of a scenario or a table. Raises `InputError`."""
    if path.suffix.lower() in SCENARIOS:
        from willing.models.bargaining.from_scenario import scenario_inputs
        from willing.scenario.files import load_scenario

        if scale is not None:
            raise InputError(f"--scale: {path} says its own scale, under `issues:`")
        scenario = load_scenario(path, check=True)
        try:
            return scenario_inputs(scenario, issue)
        except InputError as error:
            raise InputError(f"{path}: {error}") from None
    from willing.models.bargaining.spatial_model.files import dimension, is_ktab, read_ktab
    from willing.models.bargaining.tablefile import read_table

    if is_ktab(path):
        if scale is not None:
            raise InputError(f"--scale: {path} is one of KTAB's, from 0 to 100")
        try:
            return dimension(read_ktab(path), issue)
        except InputError as error:
            said = str(error)
            raise InputError(said if said.startswith(str(path)) else f"{path}: {said}") from None

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


def _bar(inputs: Inputs, question: Question) -> AbstractContextManager[Callable[[int], None]]:
    """A bar for the draws, where there are any."""
    from willing.cli.progress import counting
    from willing.models.bargaining.bargain import methods_of

    if not inputs.uncertain:
        return nullcontext(lambda _draws: None)
    return counting("Drawing", question.draws * len(methods_of(question)))
