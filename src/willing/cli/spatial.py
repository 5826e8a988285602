"""`willing bargain --model spatial_model`: the Spatial Model of Politics, read, run and shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from willing.cli.output import as_json, note, one_line, print_json, print_table, say, write_texts
from willing.cli.patience import patience
from willing.errors import InputError

if TYPE_CHECKING:
    from willing.models.bargaining.inputs import Inputs
    from willing.models.bargaining.spatial_model.options import Compat
    from willing.models.bargaining.spatial_model.spatial_inputs import SpatialInputs
    from willing.models.bargaining.spatial_model.spatial_model import Choice, SpatialModel
    from willing.models.bargaining.spatial_model.spread import Spread

MOST = 30
MOST_MOVES = 12
"""So many actors and moves are shown; the JSON has all."""

DRAWS = 10_000

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the model; None where it was left open."""

    compat: bool = False
    options: tuple[str, ...] = ()
    turns: int | None = None
    seed: int | None = None
    draws: int | None = None
    trace: Path | None = None
    save: Path | None = None
    pictures: Path | None = None
    output: Path | None = None
    json: bool = False


def spatial(
    file: Path, issues: Sequence[str], scale: tuple[float, float] | None, asked: Asked
) -> None:
    """Run the model on these issues of a file, or on all. Raises `InputError`."""
    from willing.models.bargaining.spatial_model.files import loses, written_ktab
    from willing.models.bargaining.spatial_model.spatial_model import spatial_model

    _check_files(file, asked)
    inputs = _inputs(file, issues, scale, asked.options)
    saved = written_ktab(inputs.issue, asked.save) if asked.save else ""
    if asked.save and (why := loses(inputs.issue)):
        note(f"{asked.save}: KTAB will lose the run for {why}")
    compat = _compat(asked)
    try:
        with patience():
            found = spatial_model(inputs.issue, compat=compat, seed=asked.seed, turns=asked.turns)
        spread = _spread(inputs, asked) if asked.draws or _varies(inputs, compat) else None
    except InputError as error:
        raise InputError(f"{file}: {error}") from None
    _write(found, spread, saved, asked)
    if asked.json:
        from willing.models.bargaining.spatial_model.document import plain

        print_json(plain(found, spread))
    elif asked.output is None:
        print_spatial(found, spread)


def _compat(asked: Asked) -> Compat:
    return "ktab" if asked.compat else ""


def _varies(inputs: SpatialInputs, compat: Compat) -> bool:
    """Whether draws tell more; who replays KTAB wants the one run that KTAB would give."""
    return inputs.uncertain or (inputs.varies and not compat)


def _check_files(file: Path, asked: Asked) -> None:
    """Raises `InputError` where one file is named twice, or the one that is read."""
    named = [path.resolve() for path in (asked.trace, asked.save, asked.output) if path]
    if len(set(named)) < len(named):
        raise InputError(
            "--trace, --save-ktab, --output: the same file; name a different one for each"
        )
    if file.resolve() in named:
        raise InputError(f"{file}: it would be written over; name another file for the answer")


def _inputs(
    file: Path, issues: Sequence[str], scale: tuple[float, float] | None, options: Sequence[str]
) -> SpatialInputs:
    from willing.models.bargaining.spatial_model.files import is_ktab, read_ktab
    from willing.models.bargaining.spatial_model.options import read_options
    from willing.models.bargaining.spatial_model.spatial_inputs import only

    if not is_ktab(file):
        inputs = _joined(file, issues, scale)
    elif scale is not None:
        raise InputError(f"--scale: {file} is one of KTAB's, from 0 to 100")
    else:
        inputs = read_ktab(file)
        if issues:
            inputs = _placed(file, lambda: only(inputs, issues))
    chosen = read_options(options, inputs.issue.options)
    return replace(inputs, issue=replace(inputs.issue, options=chosen))


def _joined(file: Path, issues: Sequence[str], scale: tuple[float, float] | None) -> SpatialInputs:
    """The issues as the dimensions of one; a single one as it is."""
    from willing.models.bargaining.spatial_model.joined import joined
    from willing.models.bargaining.spatial_model.spatial_inputs import from_inputs

    name, several = _several(file, list(dict.fromkeys(issues)), scale)
    if len(several) == 1:
        return _placed(file, lambda: from_inputs(several[0]))
    found = _placed(file, lambda: joined(name, several))
    for remark in found.remarks:
        note(f"{file}: {remark}")
    return found.inputs


def _several(
    file: Path, names: Sequence[str], scale: tuple[float, float] | None
) -> tuple[str, Sequence[Inputs]]:
    """What the file is about, and its issues: those named, else all that are complete."""
    from willing.cli.bargain import SCENARIOS
    from willing.models.bargaining.spatial_model.spatial_issue import MOST_DIMENSIONS
    from willing.models.bargaining.tablefile import read_table, read_tables

    if file.suffix.lower() in SCENARIOS:
        return _of_scenario(file, names, scale)
    if names:
        read = [read_table(file, name, scale) for name in names]
    else:
        read = list(read_tables(file, scale, MOST_DIMENSIONS))
    for remark in dict.fromkeys(remark for one in read for remark in one.remarks):
        note(f"{file}: {remark}")
    return file.stem, [one.inputs for one in read]


def _of_scenario(
    file: Path, names: Sequence[str], scale: tuple[float, float] | None
) -> tuple[str, Sequence[Inputs]]:
    from willing.models.bargaining.from_scenario import scenario_inputs
    from willing.scenario.files import load_scenario
    from willing.scenario.issuecheck import is_complete

    if scale is not None:
        raise InputError(f"--scale: {file} says its own scale, under `issues:`")
    scenario = load_scenario(file, check=True)
    complete = [name for name, issue in scenario.issues.items() if is_complete(issue)]
    if not names and 0 < len(complete) < len(scenario.issues):
        left = [name for name in scenario.issues if name not in complete]
        note(f"{file}: issues that lack something are left out: {', '.join(left[:5])}")
    chosen = names or complete or [*scenario.issues, None][:1]
    return scenario.initiative.id, [
        _placed(file, partial(scenario_inputs, scenario, name)) for name in chosen
    ]


def _placed(file: Path, read: Callable[[], Read]) -> Read:
    """What is read, an error beginning with the file."""
    try:
        return read()
    except InputError as error:
        raise InputError(f"{file}: {error}") from None


def _spread(inputs: SpatialInputs, asked: Asked) -> Spread:
    from willing.cli.progress import counting
    from willing.models.bargaining.spatial_model.spread import spatial_spread

    draws = asked.draws or DRAWS
    with counting("Drawing", draws) as tell:
        return spatial_spread(
            inputs,
            seed=1 if asked.seed is None else asked.seed,
            draws=draws,
            compat=_compat(asked),
            turns=asked.turns,
            tell=tell,
        )


def _write(found: SpatialModel, spread: Spread | None, saved: str, asked: Asked) -> None:
    """The files that were asked for, all of them ready before the first is written."""
    from willing.models.bargaining.spatial_model.document import plain, trace

    texts: list[tuple[Path, str, str]] = []
    if asked.trace is not None:
        texts.append((asked.trace, trace(found), "every position after every turn"))
    if asked.save is not None:
        texts.append((asked.save, saved, "the issue in KTAB's format"))
    if asked.pictures is not None:
        texts += _pictures(found, asked.pictures)
    if asked.output is not None:
        text = as_json(plain(found, spread), indent=2) + "\n"
        texts.append((asked.output, text, "the answer"))
    write_texts(texts)


def _pictures(found: SpatialModel, folder: Path) -> Iterator[tuple[Path, str, str]]:
    from willing.brief.spatial_charts import pictures

    for name, svg, what in pictures(found):
        yield folder / f"{name}.svg", svg, what


def print_spatial(found: SpatialModel, spread: Spread | None) -> None:
    """Print where actors end, how they got there, and how sure that is."""
    for line in _heading(found):
        say(line)
    _print_outcomes(found, spread)
    _print_actors(found)
    if spread is not None:
        _print_sensitivities(spread)
    _print_moves(found)


def _heading(found: SpatialModel) -> Iterator[str]:
    from willing.models.bargaining.spatial_model.options import DEFAULTS, named

    issue = found.issue
    yield f"{one_line(issue.name)}: the Spatial Model of Politics"
    plain = named(DEFAULTS)
    chosen = [f"{name}={value}" for name, value in named(issue.options).items()
              if value != plain[name]]  # fmt: skip
    yield f"Options: {', '.join(chosen) or 'the defaults'}" + (
        "; as KTAB runs it, defects included" if found.compat else ""
    )
    how = "settled" if found.settled else "did not settle"
    yield f"{issue.size} actors; {how} after {found.turns} turns.\n"


def _print_outcomes(found: SpatialModel, spread: Spread | None) -> None:
    from willing.models.bargaining.record import ISSUES, RECORD

    start = _starts(found)
    columns = ["Dimension", "First mean", "Last mean", "Last median"]
    rows = [
        [dim, _point(start[k]), _point(found.outcome[k]), _point(found.medians[k])]
        for k, dim in enumerate(found.issue.dims)
    ]
    if spread is not None:
        columns += [f"Mean of {spread.draws:,} draws", "80% of them"]
        for row, one in zip(rows, spread.outcome, strict=True):
            row += [_point(one.mean), " to ".join(_point(end) for end in one.interval)]
    title = "Positions weighted by capability and salience"
    print_table(columns, rows, title=title, numeric=range(1, len(columns)))
    past = {name: RECORD[name].error for name in ("compromise", "spatial_model")}
    say(f"The first mean is the compromise. On {ISSUES} decisions of the EU (DEU III), each of one")
    say(f"dimension, it erred by {past['compromise']:.1f} points of 100, and the last mean of this")
    say(f"model, by its defaults, by {past['spatial_model']:.1f}.\n")


def _starts(found: SpatialModel) -> list[float | None]:
    from willing.models.bargaining.spatial_model.spatial_model import weighted_means

    return list(weighted_means(found.issue, found.states[0].positions))


def _point(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _print_actors(found: SpatialModel) -> None:
    issue, first, last = found.issue, found.states[0], found.states[-1]
    order = sorted(range(issue.size), key=lambda row: -issue.capabilities[row])[:MOST]
    rows = [
        (
            issue.actors[row],
            f"{issue.capabilities[row]:g}",
            *(
                f"{first.positions[row][k]:.2f} → {last.positions[row][k]:.2f}"
                for k in range(len(issue.dims))
            ),
            f"{last.winning[row]:.0%}",
        )
        for row in order
    ]
    columns = ("Actor", "Capability", *issue.dims, "Wins")
    print_table(columns, rows, title="Who ends where", numeric=range(1, len(columns)))
    if issue.size > MOST:
        say(f"The {issue.size - MOST} weakest actors are left out; --json has all.")


def _print_sensitivities(spread: Spread) -> None:
    rows = [
        (
            one_line(one.dim),
            f"{one.field} of {one_line(one.actor)}" + (f" on {one_line(one.of)}" if one.of else ""),
            f"{one.correlation:+.2f}",
        )
        for one in spread.sensitivities[:MOST_MOVES]
    ]
    title = "On what the last means hang"
    print_table(("Mean of", "Input", "Correlation"), rows, title=title, numeric=[2])
    if rows:
        say(f"Rank correlations over the draws; by chance alone {2 / spread.draws**0.5:.2f}.\n")


def _print_moves(found: SpatialModel) -> None:
    from willing.models.bargaining.spatial_model.document import reason

    moves = list(found.moves)
    rows = [(move.turn, move.actor, _way(move), reason(move)) for move in moves[:MOST_MOVES]]
    columns = ("Turn", "Actor", "Moves", "Why")
    print_table(columns, rows, title="Who moved, and why", numeric=[0])
    if not moves:
        say("Nobody moved: everyone's status quo was preferred to every bargain.")
    if len(moves) > MOST_MOVES:
        say(f"{len(moves) - MOST_MOVES} more moves are left out; --json has all.")


def _way(move: Choice) -> str:
    start, end = (", ".join(f"{x:.2f}" for x in side) for side in (move.start, move.end))
    return f"{start} → {end}"
