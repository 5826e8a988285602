"""What the crisis game says as tables on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from willing.brief.words import counted, likelihood, percent, rounded
from willing.cli.output import one_line, print_table, say, worlds_drawn
from willing.cli.run import day_asked
from willing.reference.crisis import PARAMETERS

if TYPE_CHECKING:
    from willing.models.deterrence.agent_qre import Solution
    from willing.models.deterrence.deterrence import Case, Deterrence
    from willing.models.deterrence.game import Game
    from willing.models.deterrence.shares import Shares
    from willing.scenario.scenario import Scenario

MOST = 8
"""So many parameters, sizes and events are shown; the JSON has all."""

MOST_ENDS = 40

NOTICEABLE = 0.01
"""Events that change P(holds) by less are left out."""

RARE = 0.01
"""Coalition sizes in fewer of the worlds are left out."""

WORDS = {
    "holds": "the settlement holds",
    "unanswered": "violated, and nobody answers",
    "backed_down": "violated, answered, and the adversary backs down",
    "escalation": "violated, answered, and it escalates",
}
COLUMNS = ("Worlds", "Holds", "Unanswered", "Backs down", "Escalates")


def print_deterrence(found: Deterrence, scenario: Scenario) -> None:
    """Print the outcomes, what changes them, and what they hang on."""
    question, setting = scenario.initiative, found.setting
    say(f"{one_line(question.title or question.id)}, {day_asked(question)}")
    say(f"{worlds_drawn(found.worlds)} with a settlement, seed {found.seed}\n")
    for line in _headline(found):
        say(line)
    say()
    rows = [
        (WORDS[spread.outcome], *map(percent, (spread.mean, spread.p10, spread.median, spread.p90)))
        for spread in found.spreads
    ]
    columns = ("Outcome", "P", "10%", "50%", "90%")
    print_table(columns, rows, title="Outcomes, and how far P varies", numeric=range(1, 5))
    _cases(found)
    _curve(found)
    _hangs_on(found)
    for line in _remarks(found):
        say(line)
    defaults = sum(one.source.startswith("default") for one in setting.parameters.values())
    say(f"{len(setting.parameters)} parameters, {defaults} of them defaults that nobody chose.")


def _headline(found: Deterrence) -> Iterator[str]:
    if found.settled is not None:
        settled = percent(found.settled.p)
        yield f"P({found.setting.settlement}): {settled}; what follows is what comes after it."
    p = found.shares.holds
    low, median, high = map(rounded, found.force)
    yield f"The settlement holds: {likelihood(p)}."
    yield f"The coalition's force: {median} (80% of worlds: {low} to {high})."


def _cases(found: Deterrence) -> None:
    """With and without each event, and by the size of the coalition."""
    there = [pair for pair in found.by_event if pair[0].shares and pair[1].shares]
    differ = [pair for pair in there if _difference(pair) >= NOTICEABLE]
    differ.sort(key=_difference, reverse=True)
    rows = [row for pair in differ[:MOST] for case in pair for row in _row(case.name, case)]
    print_table(("Event", *COLUMNS), rows, title="With and without each event", numeric=range(1, 6))
    sizes = [case for case in found.by_members if case.worlds >= RARE * found.worlds]
    if len(sizes) > 1:
        rows = [row for case in _some(sizes) for row in _row(case.name, case)]
        print_table(
            ("Members", *COLUMNS), rows, title="By the size of the coalition", numeric=range(6)
        )


def _some(cases: list[Case]) -> list[Case]:
    """At most `MOST` of them, spread evenly."""
    if len(cases) <= MOST:
        return cases
    return [cases[round(i * (len(cases) - 1) / (MOST - 1))] for i in range(MOST)]


def _difference(pair: tuple[Case, Case]) -> float:
    """By how much P(holds) differs with an event and without."""
    held = [case.shares.holds for case in pair if case.shares]
    return max(held) - min(held)


def _row(name: str, case: Case) -> Iterator[tuple[str, ...]]:
    if case.shares is not None:
        yield (name, f"{case.worlds:,}", *_four(case.shares))


def _four(shares: Shares) -> tuple[str, ...]:
    four = (shares.holds, shares.unanswered, shares.backed_down, shares.escalation)
    return tuple(map(percent, four))


def _curve(found: Deterrence) -> None:
    curve = found.curve
    step = (len(curve.sizes) - 1) // (MOST - 3) or 1
    rows = [
        (rounded(size), *_four(shares))
        for size, shares in list(zip(curve.sizes, curve.shares, strict=True))[::step]
    ]
    print_table(("Force", *COLUMNS[1:]), rows, title="By the force", numeric=range(5))
    say(_turning(found))
    say()


def _turning(found: Deterrence) -> str:
    curve = found.curve
    top = rounded(curve.sizes[-1])
    worlds = f"In {percent(curve.turning)} of the worlds it has such a point below {top}."
    if curve.peak is None:
        return (
            f"On average more presence does not provoke more than it deters, up to {top}. {worlds}"
        )
    if curve.peak <= curve.sizes[1]:
        return (
            f"What counts is that somebody is there: beyond {rounded(curve.peak)} more presence "
            f"provokes more than it deters (P(holds) {percent(curve.best)} there, "
            f"{percent(curve.shares[-1].holds)} at {top}). {worlds}"
        )
    return (
        f"Beyond {rounded(curve.peak)} more presence provokes more than it deters: P(holds) is "
        f"{percent(curve.best)} there and {percent(curve.shares[-1].holds)} at {top}. {worlds}"
    )


def _hangs_on(found: Deterrence) -> None:
    """The parameters by their share in the variance, with the swing of each."""
    bars = {bar.name: bar for bar in found.tornado}
    rows = []
    for index in found.sobol[:MOST]:
        bar = bars.get(index.name)
        swing = f"{percent(bar.holds_low)} to {percent(bar.holds_high)}" if bar else ""
        ends = f"{rounded(bar.low)} to {rounded(bar.high)}" if bar else ""
        rows.append((index.name, ends, swing, percent(min(max(index.total, 0.0), 1.0))))
    columns = ("Parameter", "From 10% to 90%", "P(holds)", "Share of the variance")
    print_table(columns, rows, title="What the answer hangs on", numeric=(3,))
    if found.sobol:
        first = found.sobol[0].name
        said = PARAMETERS[first].words if first in PARAMETERS else first
        source = found.setting.parameters[first].source if first in PARAMETERS else ""
        say(f"It hangs most on {said}{f' (source: {one_line(source)})' if source else ''}.")


def _remarks(found: Deterrence) -> Iterator[str]:
    from willing.models.deterrence.setting import SOLVERS

    without, with_ = found.ranges
    yield (
        f"Bargaining range, as shares of what is at stake for the adversary: {without.low:.2f} to "
        f"{without.high:.2f}; with a backstop {with_.low:.2f} to {with_.high:.2f}."
    )
    alone = found.shares.alone
    if alone >= RARE:
        yield f"In {percent(alone)} of cases the coalition stands down and the beneficiary answers."
    yield f"Method: {SOLVERS[found.setting.solver]}; contest of forces by {found.setting.contest}."


def print_game(game: Game, solutions: tuple[Solution, ...]) -> None:
    """Print how likely each end of a game is, by every solution."""
    players = ", ".join(map(one_line, game.players))
    say(f"{one_line(game.title) or 'A game'}: {counted(len(game.players), 'player')} ({players})\n")
    rows = [
        (name, ", ".join(path), *(f"{one.ends[row][2]:.4f}" for one in solutions))
        for row, (name, path, _) in enumerate(solutions[0].ends)
    ]
    columns = ("End", "After", *(one.method.capitalize() for one in solutions))
    print_table(columns, rows[:MOST_ENDS], numeric=range(2, 2 + len(solutions)))
    if len(rows) > MOST_ENDS:
        say(f"{len(rows) - MOST_ENDS} ends are left out; --json has all.")
    worth = [(player, *(f"{one.values[i]:.4g}" for one in solutions)) for i, player in
             enumerate(game.players)]  # fmt: skip
    print_table(("Player", *columns[2:]), worth, title="What it is worth", numeric=range(1, 3))
    if solutions[-1].ties:
        say(
            f"At {counted(len(solutions[-1].ties), 'decision')} two actions are equally good, so "
            "that backward induction has several solutions; play is divided equally there."
        )
