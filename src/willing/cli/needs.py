"""`willing needs`: what it would take to bring success, or a total, to a target."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from willing.cli.command import Command
from willing.cli.output import answered, one_line, print_table, say, worlds_drawn
from willing.cli.run import day_asked, load, question_options, read_settings
from willing.errors import InputError

if TYPE_CHECKING:
    from willing.models.chance import Estimate
    from willing.models.formation.needs import Answer, Needs
    from willing.scenario.scenario import Scenario, Verb

MOST = 12
"""So many answers and candidates are shown; the JSON has all."""


@click.command(cls=Command)
@question_options(most_worlds=1 << 18)
@click.option(
    "--target",
    type=float,
    help="The P(success) to reach, or with --total the amount. [default: 0.8, or what is required]",
)
@click.option("--total", metavar="KIND", help="Reach an expected total of this kind instead.")
@click.option(
    "--only",
    metavar="SORT,...",
    default="secure,raise,drop,lower",
    show_default=True,
    help="The sorts of change to choose from.",
)
@click.option(
    "--cost",
    "costs",
    multiple=True,
    metavar="TARGET=COST",
    help="What a change of this event, actor, pledge or kind costs. [default: 1]",
)
@click.option(
    "--most",
    type=click.IntRange(1, 20),
    default=6,
    show_default=True,
    help="At most so many changes at once; up to 3 are searched exactly.",
)
@click.option("--json", "json_", is_flag=True, help="Print JSON: answers and candidates.")
def needs(
    scenario: Path,
    worlds: int,
    seed: int,
    given: tuple[str, ...],
    set_: tuple[str, ...],
    horizon: dt.datetime | None,
    output: Path | None,
    target: float | None,
    total: str | None,
    only: str,
    costs: tuple[str, ...],
    most: int,
    json_: bool,
) -> None:
    """Find the cheapest changes that would be enough.

    The changes are those under `changes:` in the scenario; without any, each pledge may be
    secured, raised by half or freed of its condition, each event secured, each requirement lowered
    by a quarter. Each answer is checked in worlds that the search has not seen.

    Examples:
      willing needs scenario.yaml --target 0.8
      willing needs scenario.yaml --only secure --cost us_backstop=5 --cost FRA=2
      willing needs scenario.yaml --total ground_troops --target 20000
    """
    from willing.models.formation.needs import needs as search
    from willing.outlook.document import plain

    loaded = load(scenario, horizon)
    found = search(
        loaded,
        target=target,
        seed=seed,
        total=total,
        allowed=_sorts(only),
        costs=read_costs(costs),
        most=most,
        worlds=worlds,
        given=given,
        forced=read_settings(set_),
    )
    if answered(lambda: plain(found, loaded), "what it would take", output, json_):
        return
    print_needs(found, loaded)


def read_costs(texts: Sequence[str]) -> dict[str, float]:
    """What `--cost TARGET=COST` says. Raises `InputError`."""
    costs: dict[str, float] = {}
    for text in texts:
        name, _, value = text.rpartition("=")
        try:
            cost = float(value)
        except ValueError:
            cost = -1.0
        if not name.strip() or not 0 <= cost < float("inf"):
            raise InputError(f"--cost {text}: write TARGET=COST, such as us_backstop=5")
        costs[name.strip()] = cost
    return costs


def _sorts(text: str) -> tuple[Verb, ...]:
    from willing.models.formation.changes import VERBS

    wanted = [word.strip() for word in text.split(",") if word.strip()]
    strange = [word for word in wanted if word not in VERBS]
    if strange or not wanted:
        raise InputError(f"--only {text}: choose from {', '.join(VERBS)}, with commas between")
    return tuple(verb for verb in VERBS if verb in wanted)


def print_needs(found: Needs, scenario: Scenario) -> None:
    """Print what was searched, the answers, and what each change does alone."""
    question = scenario.initiative
    say(f"{one_line(question.title or question.id)}, {day_asked(question)}")
    say(f"{worlds_drawn(found.worlds)}, seed {found.seed}\n")
    for line in _summary(found):
        say(line)
    say()
    answers = found.answers or ((found.nearest,) if found.nearest else ())
    rows = [
        row
        for number, answer in enumerate(answers[:MOST], 1)
        for row in _rows(found, number, answer)
    ]
    print_table(
        ("", "Change", "Cost", _measure(found), "In fresh worlds"),
        rows,
        title="What would do it" if found.answers else "The nearest that was found",
        numeric=(2, 3, 4),
    )
    alone = [
        (made.words, f"{made.cost:g}", _value(found, made.alone), _gain(found, made.alone))
        for made in found.candidates[:MOST]
    ]
    columns = ("Change", "Cost", _measure(found), "Gain")
    print_table(columns, alone, title="Each change alone, the best first", numeric=(1, 2, 3))


def _summary(found: Needs) -> Iterator[str]:
    from willing.brief.words import counted

    by_success = found.measure == "success"
    target = f"{100 * found.target:.6g}%" if by_success else f"{found.target:,.10g}"
    yield f"{_measure(found)} now: {_interval(found, found.now)}; the target: {target}"
    if not found.candidates:
        yield "Nothing could be changed: list what could under `changes:` in the scenario."
        return
    if found.now.value >= found.target:
        yield "Nothing needs to change."
        return
    everything = _value(found, found.with_all.value)
    number = counted(len(found.candidates), "change")
    yield f"With all of {number} that could be made: {everything}"
    if found.method == "exact" and found.reached:
        yield (
            f"Searched exactly: no cheaper set of up to {counted(found.size, 'change')} reaches it "
            "in these worlds."
        )
    elif found.method == "exact":
        yield f"Searched exactly: no set of up to {counted(found.size, 'change')} reaches it."
    else:
        yield (
            f"All sets of up to {counted(found.size, 'change')} were tried, larger ones step by "
            "step, with swaps: a cheaper one may exist."
        )
    if not found.listed:
        yield "The scenario lists no changes: those that suggest themselves were tried, at cost 1."
    if found.left_out:
        yield f"{found.left_out:,} more were left out: list those that matter under `changes:`."


def _rows(found: Needs, number: int, answer: Answer) -> Iterator[tuple[str, ...]]:
    whole = (
        f"{answer.cost:g}",
        _value(found, answer.value.value),
        _interval(found, answer.fresh) if answer.fresh else "",
    )
    for place, made in enumerate(answer.changes):
        first = place == 0
        yield (f"{number}" if first else "", made.words, *(whole if first else ("", "", "")))


def _measure(found: Needs) -> str:
    return "P(success)" if found.measure == "success" else f"Expected {found.measure}"


def _value(found: Needs, value: float) -> str:
    from willing.brief.words import percent, rounded

    return percent(value) if found.measure == "success" else rounded(value)


def _interval(found: Needs, estimate: Estimate) -> str:
    low, high = max(estimate.low, 0.0), estimate.high
    if found.measure == "success":
        high = min(high, 1.0)
    return f"{_value(found, estimate.value)} [{_value(found, low)} to {_value(found, high)}]"


def _gain(found: Needs, alone: float) -> str:
    from willing.brief.words import points, rounded

    gain = alone - found.now.value
    if found.measure == "success":
        return points(gain)
    return f"{'+' if gain >= 0 else '−'}{rounded(abs(gain))}"
