"""What may the adversary do? The crisis game in words, and what its answer hangs on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from willing.brief.blocks import Block, Fold, Prose, Section, Stack, Table
from willing.brief.clauses import event_words
from willing.brief.material import Material
from willing.brief.outcomes import CRISIS, settlement_words
from willing.brief.words import capital, likely_that, percent, rounded, sentence
from willing.models.deterrence.deterrence import Case, Deterrence
from willing.models.deterrence.force_curve import ForceCurve
from willing.models.deterrence.parameters import Parameter
from willing.models.deterrence.setting import SOLVERS
from willing.reference.crisis import PARAMETERS

FEW: Final = 8
"""So many parameters are shown before the fold."""

STACKED: Final = {
    "holds": "It holds",
    "backed_down": "The adversary backs down",
    "unanswered": "Nobody answers",
    "escalation": "It escalates",
}
"""The outcomes from the bottom of the picture to its top."""

NOTICEABLE: Final = 0.02
NEARLY: Final = 0.8
"""A gain in the chance that it holds that is worth a word, and how much of it is nearly all."""

WIDE: Final = 0.3
"""A probability that varies by more than this between the 10th and 90th percentile is open."""


def adversary_section(material: Material) -> Section | None:
    """None where there is no crisis to speak of."""
    found = material.outlook.joint.deterrence
    if found is None:
        return None
    blocks = (
        Prose(_lede(material, found)),
        _outcomes(found),
        Prose(_force(found)),
        _curve(found),
        Prose(weakest(found)),
        *_behind(found),
    )
    return Section("adversary", f"What {_adversary(material)} may do", blocks)


def _adversary(material: Material) -> str:
    code = material.outlook.scenario.initiative.adversary
    return material.sentence_name(code) if code else "the adversary"


def _lede(material: Material, found: Deterrence) -> str:
    when = f"Once {settlement_words(material)}, " if found.setting.settlement else ""
    said = likely_that(found.shares.holds, "the settlement holds" if when else "peace holds")
    text = sentence(f"{when}{said}") if when else sentence(said)
    backstop = _backstop(found)
    if backstop is None or backstop[0].shares is None or backstop[1].shares is None:
        return text
    with_it, without = (percent(case.shares.holds) for case in backstop if case.shares)
    title = material.event_titles.get(found.setting.backstop, "")
    clause = event_words(found.setting.backstop, title)
    return f"{text} That is {with_it} if {clause}, and {without} if not."


def _backstop(found: Deterrence) -> tuple[Case, Case] | None:
    """The worlds with the backstop, and those without."""
    name = found.setting.backstop
    return next((pair for pair in found.by_event if pair[0].name == name), None) if name else None


def _outcomes(found: Deterrence) -> Table:
    backstop = _backstop(found)
    sides = [case.shares for case in backstop if case.shares] if backstop else []
    both = len(sides) == 2
    rows = []
    for spread in found.spreads:
        words = CRISIS[spread.outcome]
        row = [
            capital(words),
            percent(spread.mean),
            f"{percent(spread.p10)} to {percent(spread.p90)}",
        ]
        if both:
            row += [percent(getattr(side, spread.outcome)) for side in sides]
        rows.append(tuple(row))
    extra = ("With backstop", "Without") if both else ()
    columns = ("What follows", "Likelihood", "In eight worlds of ten", *extra)
    return Table("Once it is settled", columns, tuple(rows), tuple(range(1, len(columns))))


def _force(found: Deterrence) -> str:
    """What the size of the force does, and where more of it begins to provoke."""
    curve = found.curve
    low, median, high = map(rounded, found.force)
    there = f"{median} ({low} to {high} in eight worlds of ten)" if low != high else median
    none, all_ = curve.shares[0].holds, curve.shares[-1].holds
    top = rounded(curve.sizes[-1])
    text = (
        f"The force that stands there, in the worlds with a settlement: {there}. With none it "
        f"would hold in {percent(none)} of cases, with {top} in {percent(all_)}"
    )
    if curve.peak is None:
        return (
            f"{text}; up to there more presence deters more than it provokes, on average."
            f"{_tripwire(curve)}"
        )
    return (
        f"{text}; it does best, at {percent(curve.best)}, with about {rounded(curve.peak)}: beyond "
        "that more presence provokes more than it deters, on average."
        f"{_tripwire(curve)}"
    )


def _tripwire(curve: ForceCurve) -> str:
    """Whether the first of it does nearly all, as a sentence; empty where it does not."""
    none, first = curve.shares[0].holds, curve.shares[1].holds
    gain = curve.best - none
    if gain < NOTICEABLE or first - none < NEARLY * gain:
        return ""
    return (
        f" Nearly all of the gain comes with the first {rounded(curve.sizes[1])}: that somebody is "
        "there counts for more than how many."
    )


def weakest(found: Deterrence) -> str:
    """How far to trust it, and on which assumption it rests most."""
    parameters = found.setting.parameters
    defaults = sum(one.source.startswith("default") for one in parameters.values())
    holds = found.spreads[0]
    open_ = holds.p90 - holds.p10 > WIDE
    level = "low" if open_ or 2 * defaults > len(parameters) else "moderate"
    text = (
        f"Confidence in this is {level}: {defaults} of the game’s {len(parameters)} parameters are "
        "defaults that nobody chose."
    )
    if not found.tornado:
        return text
    bar = found.tornado[0]
    meaning = PARAMETERS[bar.name].words
    origin = " (a default)" if parameters[bar.name].source.startswith("default") else ""
    return (
        f"{text} Its weakest assumption is {meaning}{origin}: from the low to the high end of what "
        f"is thought possible, the chance that it holds goes from {percent(bar.holds_low)} to "
        f"{percent(bar.holds_high)}."
    )


def _behind(found: Deterrence) -> Iterator[Block]:
    """What the answer hangs on, and every parameter with its origin."""
    parameters = found.setting.parameters
    rows = tuple(
        (
            capital(PARAMETERS[bar.name].words),
            f"{rounded(bar.low)} to {rounded(bar.high)}",
            f"{percent(bar.holds_low)} to {percent(bar.holds_high)}",
            parameters[bar.name].source,
        )
        for bar in found.tornado[:FEW]
    )
    hangs = Table(
        "What it hangs on: each in turn at its 10th and 90th percentile",
        ("What", "From, to", "It holds", "Origin"),
        rows,
        (1, 2),
    )
    every = Table(
        "All parameters of the game; worths and costs in units of what an unanswered violation is "
        "usually worth to the adversary",
        ("What", "Value", "Origin"),
        tuple((capital(PARAMETERS[n].words), _span(p), p.source) for n, p in parameters.items()),
        (1,),
    )
    method = (
        f"A game of the adversary, the coalition and the beneficiary, played in every world with "
        f"the force that stands there; {SOLVERS[found.setting.solver]}."
    )
    yield Fold("What this hangs on, and how it is worked out", (Prose(method), hangs, every))


def _curve(found: Deterrence) -> Stack:
    """What follows, by the size of the force."""
    low, median, high = map(rounded, found.force)
    text = (
        "Shares of cases, the backstop as it is in each world. The line is the force in the middle "
        f"of the worlds ({median})"
    )
    dashed = f"; eight in ten lie between the dashed lines ({low} to {high})"
    return Stack(
        title="What follows, by the size of the force",
        text=f"{text}{dashed if found.force[0] < found.force[2] else ''}.",
        what="Force",
        at=found.curve.sizes,
        names=tuple(STACKED.values()),
        shares=tuple(
            tuple(getattr(shares, outcome) for shares in found.curve.shares) for outcome in STACKED
        ),
        there=found.force,
    )


def _span(one: Parameter) -> str:
    return " to ".join(dict.fromkeys(rounded(end) for end in (one.span[0], one.span[-1])))
