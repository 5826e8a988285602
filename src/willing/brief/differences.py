"""How does a difference between two scenarios read: what it is, what it was, what it is now?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from willing.brief.causes import Sides, spaced
from willing.brief.material import day
from willing.brief.words import STANCE_WORDS, counted, kind_words, listed, percent, quantity
from willing.models.stances import willing_probability
from willing.reference.crisis import PARAMETERS
from willing.reference.vocabulary import PRESENCE, unit_of
from willing.scenario.differences import Difference
from willing.scenario.scenario import Actor, Branch, LogNormal, Pledge, Scenario

NOT_THERE = "not there"

_ABSENT = {
    "horizon": "the same day",
    "required": "nothing",
    "said": "nothing",
    "blocs": "those of its state",
    "ballot": "by its stance",
    "silent": "the default",
    "minimum": "not stated",
    "parameter": "from data",
}
"""What is read where nothing is written."""

FEW_NAMES = 3
"""So many actors are named in one line."""

_CONSTANTS = {
    "loading": "how far actors of a bloc move together",
    "drift": "how fast words grow old",
    "noise_sd": "how much one statement may mislead",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One difference in words."""

    what: str
    before: str
    after: str


def lines(found: Sequence[Difference], sides: Sides) -> list[Line]:
    """Every difference in words; stances that only grew older are one line."""
    said = [_line(one, sides) for one in found if one.topic != "aged"]
    aged = list(dict.fromkeys(sides.actor(one.name) for one in found if one.topic == "aged"))
    if aged:
        days = (sides.b.initiative.date - sides.a.initiative.date).days
        names = listed(aged, most=FEW_NAMES)
        words = f"{counted(abs(days), 'day')} {'older' if days > 0 else 'younger'}"
        said.append(Line(f"What {names} said", "the same words", f"the same words, {words}"))
    return said


def _line(one: Difference, sides: Sides) -> Line:
    writer = _WRITERS[one.topic]
    what, shown = writer(one, sides)
    absent = _ABSENT.get(one.topic, NOT_THERE)
    before = shown(one.before, sides.a) if one.before is not None else absent
    after = shown(one.after, sides.b) if one.after is not None else absent
    return Line(what, before, after)


Shown = Callable[[Any, Scenario], str]
Writer = Callable[[Difference, Sides], tuple[str, Shown]]


def _plain(value: Any, _: Scenario) -> str:
    """A value as a file would hold it."""
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, dt.date):
        return day(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_plain(item, _)}" for key, item in value.items()) or "none"
    if isinstance(value, tuple | list):
        return ", ".join(_plain(item, _) for item in value) or "none"
    return str(value) or "none"


def _words(what: str, shown: Shown = _plain) -> Writer:
    return lambda _one, _sides: (what, shown)


def _required(one: Difference, _: Sides) -> tuple[str, Shown]:
    unit = unit_of(one.name)
    return f"Required {kind_words(one.name)}", lambda value, _: quantity(value, unit)


def _event(one: Difference, sides: Sides) -> tuple[str, Shown]:
    return f"{sides.event(one.name)}: chance", lambda p, _: _chance(p, sides)


def _chance(p: float | Branch, sides: Sides) -> str:
    if not isinstance(p, Branch):
        return percent(p)
    then, otherwise = _chance(p.then, sides), _chance(p.else_, sides)
    then = f"({then})" if isinstance(p.then, Branch) else then
    return f"{then} if {p.if_}, else {otherwise}"


def _actor(one: Difference, sides: Sides) -> tuple[str, Shown]:
    return sides.actor(one.name), _offer


def _offer(actor: Actor, side: Scenario) -> str:
    parts = [STANCE_WORDS[actor.said]] if actor.said else []
    parts += [_pledged(pledge, side) for pledge in actor.pledges]
    return "; ".join(parts)


def _pledged(pledge: Pledge, side: Scenario) -> str:
    condition = f" if {pledge.when}" if pledge.when else ""
    willing = percent(willing_probability(pledge, side))
    return f"{kind_words(pledge.kind)}{condition} ({willing} willing)"


def _said(one: Difference, sides: Sides) -> tuple[str, Shown]:
    return f"{sides.actor(one.name)}: its word", lambda said, _: STANCE_WORDS[said]


def _stance(one: Difference, sides: Sides) -> tuple[str, Shown]:
    def shown(stance: Any, side: Scenario) -> str:
        willing = percent(willing_probability(Pledge(kind=one.detail, stance=stance), side))
        label = f"{STANCE_WORDS[stance]}, " if isinstance(stance, str) else ""  # type: ignore[index]
        return f"{label}{willing} willing"

    return f"{sides.actor(one.name)}: {kind_words(one.detail)}", shown


def _amount(one: Difference, sides: Sides) -> tuple[str, Shown]:
    unit = unit_of(one.detail)

    def shown(amount: Any, _: Scenario) -> str:
        numbers = amount
        if isinstance(amount, LogNormal):
            numbers = (amount.p10, amount.p50, amount.p90)
        if not isinstance(numbers, tuple):
            return quantity(numbers, unit) if unit != PRESENCE else f"{numbers:g}"
        low, middle, high = (f"{number:,.10g}" for number in numbers)
        return f"{middle} ({low} to {high})"

    return f"{sides.actor(one.name)}: amount of {kind_words(one.detail)}", shown


def _condition(one: Difference, sides: Sides) -> tuple[str, Shown]:
    what = f"{sides.actor(one.name)}: condition of {kind_words(one.detail)}"
    return what, lambda when, _: when or "none"


def _pledge(one: Difference, sides: Sides) -> tuple[str, Shown]:
    what = f"{sides.actor(one.name)}: {kind_words(one.detail)}"
    return what, lambda pledges, side: "; ".join(_pledged(p, side) for p in pledges)


def _of_actor(what: str) -> Writer:
    return lambda one, sides: (f"{sides.actor(one.name)}: {what}", _plain)


def _of_body(what: str) -> Writer:
    return lambda one, sides: (f"{sides.body(one.name)}: {what}", _plain)


def _body(one: Difference, sides: Sides) -> tuple[str, Shown]:
    return f"{sides.body(one.name)} as a body that decides", lambda _rule, _side: "there"


def _ballot(one: Difference, sides: Sides) -> tuple[str, Shown]:
    who = sides.actor(one.detail) if one.detail else "members of whom nothing is known"
    return f"{sides.body(one.name)}: vote of {who}", _votes


def _votes(ballot: tuple[float, float, float], _: Scenario) -> str:
    yes, abstain, no = (percent(p) for p in ballot)
    return f"yes {yes}, abstains {abstain}, no {no}"


def _side(one: Difference, sides: Sides) -> tuple[str, Shown]:
    return f"The {one.name}", lambda code, _: sides.actor(code) if code else "none"


def _parameter(one: Difference, _: Sides) -> tuple[str, Shown]:
    known = PARAMETERS.get(one.name)
    what = known.words if known else spaced(one.name)

    def shown(span: tuple[float, ...], _: Scenario) -> str:
        return " to ".join(f"{number:,.10g}" for number in dict.fromkeys((span[0], span[-1])))

    return f"Crisis: {what}", shown


def _crisis(one: Difference, sides: Sides) -> tuple[str, Shown]:
    if one.name in ("settlement", "backstop"):
        return f"Crisis: the {one.name}", lambda event, _: sides.event(event) if event else "none"
    return f"Crisis: {one.name}", _plain


def _constant(one: Difference, _: Sides) -> tuple[str, Shown]:
    return f"Constant: {_CONSTANTS.get(one.name, spaced(one.name))}", _plain


def _other(one: Difference, _: Sides) -> tuple[str, Shown]:
    return one.name, _plain


_WRITERS: Mapping[str, Writer] = {
    "date": _words("What is known, as of"),
    "horizon": _words("The day that is asked for"),
    "required": _required,
    "counts": _words("What counts as joining"),
    "event": _event,
    "actor": _actor,
    "said": _said,
    "stance": _stance,
    "amount": _amount,
    "condition": _condition,
    "pledge": _pledge,
    "blocs": _of_actor("blocs"),
    "body": _body,
    "rule": _of_body("rule"),
    "members": _of_body("members"),
    "ballot": _ballot,
    "silent": _ballot,
    "loading": _of_body("how far blocs vote alike"),
    "minimum": _of_body("members that are enough"),
    "side": _side,
    "parameter": _parameter,
    "crisis": _crisis,
    "constant": _constant,
    "other": _other,
}
