"""What the crisis and all that follows from it rest on: every number, with its origin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from willing.models.aid.relief import Relief
from willing.models.approval.approval import Approval
from willing.models.deterrence.parameters import Parameter
from willing.models.leverage.document import meaning_of
from willing.models.leverage.leverage import Leverage
from willing.outlook.assumption import Assumption, origin_of
from willing.outlook.joint import Joint
from willing.reference.crisis import PARAMETERS
from willing.reference.leaders import PROPERTIES


def of_consequences(story: Joint) -> Iterator[Assumption]:
    """The parameters of the crisis, the terms of talks, effects on leaders, and what aid is
    reckoned with; nothing of what is not asked for.
    """
    yield from _crisis(story.parameters)
    yield from _talks(story.leverage)
    yield from _leaders(story.approvals)
    yield from _aid(story.aid)


def _crisis(parameters: Mapping[str, Parameter]) -> Iterator[Assumption]:
    for name, one in parameters.items():
        yield Assumption(
            what=PARAMETERS[name].words,
            value=_span(one.span),
            origin=origin_of(one.source),
            place=f"crisis.parameters.{name}",
            source=one.source,
        )


def _talks(leverage: Leverage | None) -> Iterator[Assumption]:
    for term in leverage.terms.terms.values() if leverage else ():
        yield Assumption(
            what=meaning_of(term.name),
            value=_span(term.span),
            origin=origin_of(term.source),
            place=f"talks.{term.name.replace(':', '.')}",
            source=term.source,
        )


def _leaders(approvals: Sequence[Approval]) -> Iterator[Assumption]:
    for approval in approvals:
        for effect in approval.effects:
            for name, span in effect.spans.items():
                yield Assumption(
                    what=f"{PROPERTIES[name].words} ({approval.name}, {effect.outcome})",
                    value=_span(span),
                    origin=origin_of(effect.source),
                    place=f"leaders.{approval.leader}.effects.{effect.outcome}.{name}",
                    source=effect.source,
                )


def _aid(relief: Relief | None) -> Iterator[Assumption]:
    if relief is None:
        return
    setting = relief.setting
    figures = (
        ("cap_pct_gdp", "the most that anyone gives in a year, in percent of its GDP", setting.cap),
        ("eur_usd", "US dollars for one euro", setting.rate),
        ("growth", "the growth of GDP since its year, in percent", setting.growth),
    )
    for name, what, figure in figures:
        yield Assumption(
            what=what,
            value=f"{figure.middle:g}",
            origin=origin_of(figure.source),
            place=f"aid.{name}",
            source=figure.source,
        )


def _span(span: Sequence[float]) -> str:
    return " to ".join(f"{number:g}" for number in span)
