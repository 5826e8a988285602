"""The answer of `willing bargain` on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from willing.cli.output import one_line, print_table, say

if TYPE_CHECKING:
    from willing.models.bargaining.bargain import Bargain
    from willing.models.bargaining.expected_utility import ExpectedUtility, Path
    from willing.models.bargaining.inputs import Input, Inputs
    from willing.models.bargaining.levers import Step

MOST = 30
"""So many actors, inputs and moves are shown; the JSON has all."""


def print_bargain(found: Bargain) -> None:
    """Print the answer, then the inputs, the reasons, and all models side by side."""
    for line in (*_heading(found), *_answer(found)):
        say(line)
    _print_actors(found)
    _print_reasons(found)
    _print_spreads(found)
    _print_tornado(found)
    _print_sobol(found)
    _print_levers(found)
    _print_models(found)


def point(value: float, inputs: Inputs) -> str:
    """A position with enough digits for its scale, and the label if there is one just there.

    >>> from willing.models.bargaining.inputs import Inputs
    >>> point(50.0, Inputs("role", (), (), (), (), labels=((0, "none"), (50, "training"))))
    '50.0 (training)'
    """
    width = inputs.high - inputs.low
    digits = 1 if width >= 50 else 2 if width >= 5 else 4
    text = f"{value:.{digits}f}"
    for at, label in inputs.labels:
        if abs(at - value) < 0.005 * width:
            return f"{text} ({one_line(label)})"
    return text


def _heading(found: Bargain) -> Iterator[str]:
    issue = found.issue
    ends = [f"{found.inputs.low:.15g}", f"{found.inputs.high:.15g}"]
    for place, end in enumerate((found.inputs.low, found.inputs.high)):
        if label := dict(found.inputs.labels).get(end):
            ends[place] += f" ({one_line(label)})"
    reference = "" if issue.reference is None else f"; without an agreement {issue.reference:g}"
    yield (
        f"{one_line(issue.name)}: {issue.size} actors on a scale from {ends[0]} to {ends[1]}"
        f"{reference}.\n"
    )


def _answer(found: Bargain) -> Iterator[str]:
    from willing.models.bargaining.compromise import Compromise
    from willing.models.bargaining.expected_utility import ExpectedUtility
    from willing.models.bargaining.forecast import Forecast
    from willing.models.bargaining.median import Median

    result, inputs = found.result, found.inputs
    if isinstance(result, Forecast):
        low, high = (point(end, inputs) for end in result.interval(80))
        yield f"Forecast: {point(result.mean, inputs)} on average; 80% between {low} and {high}."
    elif isinstance(result, Compromise):
        yield f"Compromise: {point(result.outcome, inputs)}."
    elif isinstance(result, Median):
        yield (
            f"Weighted median: {point(result.outcome, inputs)}, where "
            f"{', '.join(_names(found, result.actors[:4]))} stand{'s' * (len(result.actors) == 1)}."
        )
        if result.midpoint != result.outcome:
            middle = point(result.midpoint, inputs)
            yield f"The weight is split in half there: up to {middle} and beyond, all is a tie."
    elif isinstance(result, ExpectedUtility):
        yield from _band(found, result)
    else:
        yield f"Nash bargaining solution: {point(result.outcome, inputs)}."


def _band(found: Bargain, result: ExpectedUtility) -> Iterator[str]:
    inputs = found.inputs
    turns = len(result.paths[0].medians) - 1
    compromise = point(result.compromise, inputs)
    if len(result.paths) == 1:
        only = result.paths[0]
        yield (
            f"Expected utility, reading {only.reading}, after {turns} turns: "
            f"{point(only.outcome, inputs)}; the compromise is {compromise}."
        )
    else:
        yield (
            f"Expected utility after {turns} turns: from {point(result.low, inputs)} to "
            f"{point(result.high, inputs)}, by reading; the compromise is {compromise}."
        )


def _print_actors(found: Bargain) -> None:
    from willing.models.bargaining.compromise import Compromise

    inputs, issue = found.inputs, found.issue
    total = sum(issue.weights)
    order = sorted(range(issue.size), key=lambda row: -issue.weights[row])
    names = inputs.names or issue.actors
    columns = ["Actor", "Position", "Salience", "Capability", "Weight"]
    levers = found.result.levers if isinstance(found.result, Compromise) else None
    if levers:
        columns += ["A step of salience", "of capability"]
    rows = [
        (
            names[row] or issue.actors[row],
            *(_shown(inputs.of(field)[row]) for field in ("position", "salience", "capability")),
            f"{issue.weights[row] / total:.1%}",
            *_steps(found.result, issue.capabilities[row], row),
        )
        for row in order[:MOST]
    ]
    print_table(columns, rows, numeric=range(1, len(columns)))
    if issue.size > MOST:
        say(f"The {issue.size - MOST} actors with the least weight are left out; --json has all.")
    if levers:
        say("A point of position moves the compromise by the actor's share of the weight; a step")
        say("is a tenth of salience, or a tenth of the actor's capability.\n")
    defaults = [
        field
        for field in ("salience", "capability")
        if all(one.source == "default" for one in inputs.of(field))
    ]
    for field in defaults:
        say(f"No {field} is given: all are taken to be equal (default).")


def _steps(result: object, capability: float, row: int) -> tuple[str, ...]:
    from willing.models.bargaining.compromise import Compromise

    if not isinstance(result, Compromise):
        return ()
    lever = result.levers[row]
    return f"{0.1 * lever.salience:+.2f}", f"{0.1 * capability * lever.capability:+.2f}"


def _shown(one: Input) -> str:
    if one.percentiles:
        return "{:g}, {:g}, {:g} (p10, p50, p90)".format(*one.numbers)
    text = ", ".join(f"{number:g}" for number in one.numbers)
    return text if len(one.numbers) == 1 else f"[{text}]"


def _names(found: Bargain, actors: Sequence[str]) -> list[str]:
    names = dict(zip(found.issue.actors, found.inputs.names, strict=False))
    return [one_line(names.get(actor) or actor) for actor in actors]


def _print_reasons(found: Bargain) -> None:
    from willing.models.bargaining.expected_utility import ExpectedUtility

    if not isinstance(found.result, ExpectedUtility):
        return
    paths = found.result.paths
    columns = ("Turn", *(path.reading for path in paths))
    rows = [
        (turn, *(point(path.medians[turn], found.inputs) for path in paths))
        for turn in range(len(paths[0].medians))
    ]
    title = "The weighted median, turn by turn"
    print_table(columns, rows, title=title, numeric=range(len(columns)))
    if len(paths) == 1:
        _print_moves(found, paths[0])
    restless = [path.reading for path in paths if path.settled is None]
    if restless:
        say(f"Not settled by then: {', '.join(restless)}.")


def _print_moves(found: Bargain, path: Path) -> None:
    from willing.models.bargaining.expected_utility import reason

    rows = [
        (
            move.turn,
            *_names(found, [move.actor]),
            f"{point(move.start, found.inputs)} → {point(move.end, found.inputs)}",
            reason(move),
        )
        for move in path.moves[:MOST]
    ]
    print_table(("Turn", "Actor", "Moves", "Why"), rows, title="Who moved, and why", numeric=[0])
    if len(path.moves) > MOST:
        say(f"{len(path.moves) - MOST} more moves are left out; --json has all.")


def _print_spreads(found: Bargain) -> None:
    rows = [
        (
            turns[-1].title,
            point(turns[-1].mean, found.inputs),
            point(turns[-1].median, found.inputs),
            " to ".join(point(end, found.inputs) for end in turns[-1].interval),
        )
        for turns in found.spreads
    ]
    title = f"Over {found.question.draws:,} draws of the uncertain inputs"
    print_table(("Model", "Mean", "Median", "80%"), rows, title=title, numeric=[1, 2])


def _method(found: Bargain) -> str:
    """What sensitivities and levers are of: of a band, its first reading."""
    from willing.models.bargaining.bargain import methods_of

    return methods_of(found.question)[0].title


def _print_tornado(found: Bargain) -> None:
    rows = [
        (
            *_names(found, [bar.actor]),
            bar.field,
            f"{bar.low:g} to {bar.high:g}",
            f"{point(bar.outcome_low, found.inputs)} to {point(bar.outcome_high, found.inputs)}",
            f"{bar.swing:.3g}",
        )
        for bar in found.tornado[:MOST]
    ]
    columns = ("Actor", "Input", "Between", "Outcome", "Swing")
    title = f"Which input moves the outcome most ({_method(found)})"
    print_table(columns, rows, title=title, numeric=[4])


def _print_sobol(found: Bargain) -> None:
    if found.sobol is None:
        return
    rows = [
        (
            *_names(found, [share.actor]),
            share.field,
            f"{share.first:.2f} ± {share.first_error:.2f}",
            f"{share.total:.2f} ± {share.total_error:.2f}",
        )
        for share in found.sobol.shares[:MOST]
    ]
    title = f"Shares of the variance ({_method(found)}; Sobol, {found.sobol.runs:,} runs)"
    print_table(("Actor", "Input", "Alone", "With others"), rows, title=title, numeric=[2, 3])
    if not rows:
        say("The outcome does not vary with the inputs.")


def _print_levers(found: Bargain) -> None:
    of = found.levers
    if of is None:
        return
    name = _names(found, [of.actor])[0]
    wants, now = point(of.wants, found.inputs), point(of.outcome, found.inputs)
    rows = [
        (_deed(found, step), point(step.outcome, found.inputs), f"{step.gain:.3g}")
        for step in of.steps[:MOST]
    ]
    title = f"What {name} could do (it wants {wants}; {_method(found)} says {now})"
    print_table(("What", "Outcome", "Nearer by"), rows, title=title, numeric=[1, 2])
    if not rows:
        say(f"Nothing that {name} could do alone would bring the outcome nearer.")


def _deed(found: Bargain, step: Step) -> str:
    if step.act == "state":
        return f"state {point(step.end, found.inputs)} as its position"
    if step.act == "care":
        return f"care {'more' if step.end > step.start else 'less'}: salience {step.end:.2f}"
    return f"persuade {_names(found, [step.who])[0]}"


def _print_models(found: Bargain) -> None:
    from willing.models.bargaining.record import ISSUES, NOTHING

    rows = [
        (
            one.model,
            point(one.outcome, found.inputs),
            "" if one.error is None else f"{one.error:.1f}",
        )
        for one in found.standings
    ]
    print_table(
        ("Model", "Outcome", "Past error"), rows, title="All models side by side", numeric=[2]
    )
    say(f"Past error: mean absolute error in points of 100 on {ISSUES} decisions of the EU (DEU")
    say(f"III); always saying 50 errs by {NOTHING:.1f} there. `willing backtest deu` scores the")
    say("forecast. None of these models has been clearly nearer than the compromise.")
