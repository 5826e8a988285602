"""What does it mean for a leader? Approval by outcome, and how little the polls say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from willing.brief.approval_charts import chart_title
from willing.brief.blocks import Block, Fans, Fold, Prose, Table
from willing.brief.material import Material
from willing.brief.words import capital, counted, likely_that, listed, percent, rounded, sentence
from willing.models.approval.approval import Approval
from willing.models.approval.bands import Band
from willing.models.approval.fans import MIXED, Fan
from willing.reference.leaders import OUTCOMES, PROPERTIES

FEW: Final = 5
"""Fewer polls than this hardly move what is assumed."""


DRAWN: Final = (
    "The share who approve, by months from the day that is asked for. Shaded: half of the worlds, "
    "and eight in ten; dots: polls; dashed: the threshold, if there is one."
)


def leader_blocks(material: Material) -> Iterator[Block]:
    """One part for each leader of the scenario."""
    for found in material.outlook.joint.approvals:
        yield Prose(_stands(found))
        yield Prose(_outcomes(found))
        polls = material.outlook.scenario.leaders[found.leader].polls
        yield Fans(chart_title(found), DRAWN, found, polls)
        yield Prose(_weakest(found))
        yield _behind(found)


def _stands(found: Approval) -> str:
    asked = counted(found.polls, "poll")
    verb = "puts" if found.polls == 1 else "put"
    return (
        f"{found.name}: {asked} {verb} approval at about {percent(found.level.median)} "
        f"({_range(found.level)} in eight cases of ten)."
    )


def _range(band: Band) -> str:
    return f"{percent(band.p10)} to {percent(band.p90)}"


def _outcomes(found: Approval) -> str:
    """Where approval would stand after each outcome, and whether it stays above the threshold."""
    after = [
        f"{percent(fan.bands[-1].median)} after {_article(OUTCOMES[fan.outcome].words)}"
        for fan in found.fans
        if fan.outcome in OUTCOMES
    ]
    text = f"In {found.months} months it would stand at about {listed(after)}"
    mixed = found.fan(MIXED)
    if mixed is not None:
        last = mixed.bands[-1]
        text += f"; over all outcomes by their chance, at {percent(last.median)} ({_range(last)})"
    return f"{text}.{_survival(found, mixed)}"


def _article(words: str) -> str:
    return words if words.startswith(("no ", "a ", "an ")) else f"a {words}"


def _survival(found: Approval, mixed: Fan | None) -> str:
    if mixed is None or found.threshold is None or mixed.below is None:
        return ""
    clause = f"it falls below {percent(found.threshold)} at some time within these months"
    return f" {sentence(likely_that(mixed.below, clause))}"


def _weakest(found: Approval) -> str:
    worth = found.worth
    few = (
        " The polls are few: how fast approval moves is assumed, not measured."
        if found.polls < FEW or not found.by_polls
        else ""
    )
    return (
        f"Confidence in this is low: what outcomes do to approval is a prior, not a measurement, "
        f"and it is the weakest assumption here.{few} A single poll says little: two polls of "
        f"1,000 by one house lie {rounded(worth.change)} points apart or more in one case of five "
        "though nothing has changed."
    )


def _behind(found: Approval) -> Fold:
    """The effects of the outcomes with their origins."""
    rows = tuple(
        (
            f"{capital(OUTCOMES[effect.outcome].words)}: {limits.words}",
            " to ".join(dict.fromkeys(f"{end:g}" for end in effect.spans[name])),
            effect.source,
        )
        for effect in found.effects
        for name, limits in PROPERTIES.items()
    )
    effects = Table("What outcomes do to approval", ("What", "Value", "Origin"), rows, (1,))
    return Fold("What this rests on", (effects,))
