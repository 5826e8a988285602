"""What the talks say as tables on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from willing.brief.words import likelihood, percent, rounded, the
from willing.cli.output import one_line, print_table, say, worlds_drawn
from willing.cli.run import day_asked
from willing.models.leverage.document import METHOD, meaning_of
from willing.outlook.watching import actor_name
from willing.reference.crisis import PARAMETERS

if TYPE_CHECKING:
    from willing.models.leverage.leverage import Case, Leverage
    from willing.models.leverage.links import Package
    from willing.models.spread import Spread
    from willing.scenario.scenario import Scenario

MOST = 8
"""So many packages and numbers are shown; the JSON has all."""

NOTICEABLE = 0.005
"""Numbers that move the share by less are left out."""

CERTAIN = 0.99
"""Above it a word is said on why."""

DRIVERS = {
    "options": "what it would have without a deal moves",
    "patience": "it would rather have the gain now",
    "cost": "each month of fighting costs",
    "": "nothing",
}


def print_leverage(found: Leverage, scenario: Scenario) -> None:
    """Print whether there is a deal, who gets what, and what would change it."""
    question = scenario.initiative
    first, second = names = _names(found, scenario)
    say(f"{one_line(question.title or question.id)}, {day_asked(question)}")
    worlds = worlds_drawn(found.worlds)
    say(f"{first} and {second} bargain over what is contested; {worlds}, seed {found.seed}\n")
    for line in _headline(found, names):
        say(line)
    say()
    _sides(found, names)
    _absent(found, names)
    _links(found, names)
    _waiting(found, names)
    _hangs_on(found, names)
    terms = [term.source.startswith("default") for term in found.terms.terms.values()]
    say(f"Method: {METHOD}.")
    say(f"{len(terms)} terms of the talks, {sum(terms)} of them defaults that nobody chose.")


def _names(found: Leverage, scenario: Scenario) -> tuple[str, str]:
    first, second = (one_line(actor_name(scenario, party)) for party in found.terms.parties)
    return first, second


def _headline(found: Leverage, names: tuple[str, str]) -> Iterator[str]:
    first = the(names[0])
    yield f"A deal that both prefer to fighting on: {likelihood(found.exists.p)}."
    if found.exists.p > CERTAIN:
        yield (
            "As long as war costs anything there nearly always is one; an added issue, provocation "
            "or a side that grows stronger can leave none."
        )
    share = found.sides[0].share
    if found.low and found.high and share and found.on_paper:
        low, high = percent_of(found.low.median), percent_of(found.high.median)
        yield f"It leaves {first} between {low} and {high} of what is contested (medians)."
        yield f"It ends with {_range(share)} for {first}."
        paper = percent_of(found.on_paper.median)
        yield f"On paper that is {paper}: some of it may be lost again where a deal does not hold."


def percent_of(share: float) -> str:
    """A share or a value as a whole percent; values may be below 0.

    >>> percent_of(0.256), percent_of(-0.1)
    ('26%', '−10%')
    """
    return f"{100 * share:.0f}%".replace("-0%", "0%").replace("-", "−")


def _range(share: Spread) -> str:
    low, high = percent_of(share.p10), percent_of(share.p90)
    return f"{percent_of(share.median)} (80% of worlds: {low} to {high})"


def _three(share: Spread | None) -> tuple[str, ...]:
    if share is None:
        return ("", "", "")
    return tuple(map(percent_of, (share.p10, share.median, share.p90)))


def _middle(share: Spread | None) -> str:
    return percent_of(share.median) if share else ""


def _sides(found: Leverage, names: tuple[str, str]) -> None:
    rows = [
        (name, *_three(side.share), _middle(side.fighting), _middle(side.deal),
         percent_of(side.weight.median))
        for name, side in zip(names, found.sides, strict=True)
    ]  # fmt: skip
    columns = ("Side", "10%", "50%", "90%", "Fighting on", "The deal", "Weight")
    print_table(columns, rows, title="Shares of what is contested", numeric=range(1, 7))
    say(
        "Fighting on and the deal are what each is worth to that side, of all that is at stake for "
        "it; weight is what patience and power give it at the table.\n"
    )


def _absent(found: Leverage, names: tuple[str, str]) -> None:
    cases = dict(
        zip(
            ("worlds with it behind a deal", "worlds without", "all worlds, with it", "without it"),
            (*found.given, *found.forced),
            strict=False,
        )
    )
    rows = [(words, *_case(case)) for words, case in cases.items()]
    columns = ("", "Worlds", "A deal", f"{names[0]} 10%", "50%", "90%", f"{names[1]} 50%")
    title = f"With and without {one_line(found.terms.absent)}"
    print_table(columns, rows, title=title, numeric=range(1, 7))


def _case(case: Case) -> tuple[str, ...]:
    exists = "" if case.exists is None else percent(case.exists)
    return (f"{case.worlds:,}", exists, *_three(case.shares[0]), _middle(case.shares[1]))


def _links(found: Leverage, names: tuple[str, str]) -> None:
    """Each added issue, and the packages that can be made of them."""
    rows = [
        (
            found.terms.links[link.name].title or link.name,
            ", ".join(f"{actor} {rounded(value)}" for actor, value in link.values.items()),
            f"{link.worlds:,}",
            percent(link.opens),
            percent(link.closes),
            _middle(link.share_without),
            _middle(link.share_with),
        )
        for link in found.links
    ]
    share = f"{names[0]} without"
    columns = ("Added issue", "Worth", "Worlds", "Opens", "Closes", share, "With")
    print_table(columns, rows, title="With and without each added issue", numeric=range(2, 7))
    if found.links:
        best = [_package(package) for package in found.packages[:MOST]]
        gains = [f"{name} gains" for name in names]
        headings = ("Package", "A deal", *gains, "Or paid for")
        print_table(headings, best, title="Packages, the best first", numeric=range(1, 5))
        say(
            "Whoever pays for an added issue keeps more of what is contested in return. Gains are "
            "over fighting on, of what is at stake for each; `or paid for` counts worlds in which "
            "others who gain could pay for a deal.\n"
        )


def _package(package: Package) -> tuple[str, ...]:
    name = " + ".join(package.links) or "none of them"
    gains = map(percent_of, package.gain)
    return (name, percent(package.exists), *gains, percent(package.paid))


def _waiting(found: Leverage, names: tuple[str, str]) -> None:
    if not found.months:
        return
    rows = [
        (
            name,
            _middle(one.now),
            _middle(one.later),
            percent_of(one.change.mean),
            *map(percent_of, (one.options, one.patience, one.cost)),
            percent(one.gains),
        )
        for name, one in zip(names, found.waiting, strict=True)
    ]
    after = "a month" if found.months == 1 else f"{found.months} months"
    columns = ("Side", "Share now", "Later", "Change", "Options", "Waiting", "Costs", "P(gains)")
    print_table(columns, rows, title=f"A deal in {after} against one now", numeric=range(1, 8))
    for name, one in zip(names, found.waiting, strict=True):
        verb = "gains" if one.change.mean > 0 else "loses"
        if one.driver:
            say(f"{name} {verb} from delay, most of all because {DRIVERS[one.driver]}.")
    if found.uncommitted >= NOTICEABLE:
        say(
            f"In {percent(found.uncommitted)} of worlds whatever is agreed then is beyond what is "
            "acceptable today: a deal now would not bind the side that grows stronger."
        )
    say()


def _hangs_on(found: Leverage, names: tuple[str, str]) -> None:
    bars = [bar for bar in found.tornado[:MOST] if bar.swing >= NOTICEABLE]
    rows = [
        (
            bar.name,
            f"{rounded(bar.low)} to {rounded(bar.high)}",
            f"{percent_of(bar.share_low or 0)} to {percent_of(bar.share_high or 0)}",
            f"{percent(bar.exists_low)} to {percent(bar.exists_high)}",
        )
        for bar in bars
    ]
    columns = ("Number", "From 10% to 90%", f"{names[0]}'s share", "A deal")
    print_table(columns, rows, title="What the share hangs on", numeric=(2, 3))
    if bars:
        first = bars[0].name
        words = PARAMETERS[first].words if first in PARAMETERS else meaning_of(first)
        say(f"It hangs most on {words}.")
    say(
        "Whoever makes the first of monthly offers gets "
        f"{percent_of(found.first_offer)} more of the gain."
    )
