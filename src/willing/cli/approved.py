"""What is said of a leader's approval as tables on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from willing.brief.approval_charts import panel_title
from willing.brief.words import counted, likelihood, percent
from willing.cli.output import one_line, print_table, say, worlds_drawn
from willing.models.approval.fans import MIXED

if TYPE_CHECKING:
    from willing.models.approval.approval import Approval
    from willing.models.approval.bands import Band

SHOWN = (1, 3, 6, 12, 24, 36, 48, 60)
"""The months that are shown; the JSON has all."""

MOST = 8
"""So many houses are shown."""


def print_approval(found: Approval) -> None:
    """Print where the leader stands, the fans, and how much rests on how few polls."""
    say(f"{one_line(found.name)}, {found.asked}")
    say(f"{counted(found.polls, 'poll')}, {worlds_drawn(found.worlds)}, seed {found.seed}\n")
    say(f"Approval: {_range(found.level)}.")
    mixed = found.fan(MIXED)
    if mixed is not None:
        say(f"After {found.months} months, over all outcomes: {_range(mixed.bands[-1])}.")
        if mixed.below is not None and found.threshold is not None:
            below = likelihood(mixed.below)
            say(f"Below {percent(found.threshold)} on some day by then: {below}.")
    say()
    _fans(found)
    _houses(found)
    _effects(found)
    for line in _worth(found):
        say(line)
    say()


def _range(band: Band) -> str:
    return f"{percent(band.median)}, with 80% from {percent(band.p10)} to {percent(band.p90)}"


def _fans(found: Approval) -> None:
    months = [month for month in SHOWN if month < found.months]
    columns = ["Outcome", *(f"{month}" for month in (*months, found.months)), "80%"]
    columns += [f"Below {percent(found.threshold)}"] if found.threshold is not None else []
    rows = []
    for fan in found.fans:
        last = fan.bands[-1]
        row = [panel_title(fan)]
        row += [percent(fan.bands[month].median) for month in (*months, found.months)]
        row += [f"{percent(last.p10)} to {percent(last.p90)}"]
        row += [percent(fan.below)] if fan.below is not None else []
        rows.append(row)
    title = "The median by months after the outcome, and how far the last one varies"
    print_table(columns, rows, title=title, numeric=range(1, len(columns)))


def _houses(found: Approval) -> None:
    if len(found.houses) < 2:
        return
    by_size = sorted(found.houses, key=lambda house: -house.polls)[:MOST]
    rows = [
        (house.name, house.polls, f"{house.points:+.1f}", f"{house.sd:.1f}") for house in by_size
    ]
    columns = ("House", "Polls", "Points off", "± (sd)")
    print_table(columns, rows, title="Houses, against the mean of all", numeric=(1, 2, 3))


def _effects(found: Approval) -> None:
    from willing.reference.leaders import OUTCOMES

    rows = [
        (OUTCOMES[one.outcome].words, *(_span(one.spans[name]) for name in one.spans), one.source)
        for one in found.effects
    ]
    columns = ("Outcome", "Points at first", "Half-life, months", "Share that lasts", "Source")
    print_table(columns, rows, title="What each outcome is taken to do")


def _span(span: tuple[float, ...]) -> str:
    return f"{span[0]:g}" if len(span) == 1 else f"{span[0]:g} to {span[-1]:g}"


def _worth(found: Approval) -> Iterator[str]:
    """How little the polls say."""
    worth, prior = found.worth, found.prior
    yield (
        f"Before any poll: {percent(prior.p10)} to {percent(prior.p90)} (80%). {_polls(found)} "
        f"narrowed that from ±{worth.before:.0f} to ±{worth.now:.1f} points, near one half; "
        f"one more of 1,000, by another house, would make it ±{worth.with_another:.1f}."
    )
    yield (
        f"Two polls of one house differ by more than {worth.change:.1f} points in one case of "
        "five, though nothing has changed."
    )
    learned = "estimated" if found.by_polls else "the prior: so few polls cannot tell"
    yield (
        f"Approval moves by {found.daily:.2f} points a day and a poll is off by {found.noise:.1f} "
        f"beside sampling and house ({learned})."
    )
    if found.assumed_samples:
        yield f"Polls without a sample size, taken to be 1,000: {found.assumed_samples}."


def _polls(found: Approval) -> str:
    return "One poll has" if found.polls == 1 else f"{found.polls:,} polls have"
