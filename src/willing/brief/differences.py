"""How does a difference between two scenarios read: what it is, what it was, what it is now?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from willing.brief.material import day
from willing.brief.words import STANCE_WORDS, counted, kind_words, listed, percent, quantity
from willing.models.stances import willing_probability
from willing.outlook.comparing import Comparison
from willing.outlook.headlines import Headline
from willing.outlook.watching import actor_name
from willing.reference.crisis import PARAMETERS
from willing.reference.vocabulary import PRESENCE, unit_of
from willing.scenario.differences import TIME, Difference
from willing.scenario.parts import REST
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

_ONE_OF_A_KIND = {
    "question": "what is required",
    "crisis": "the crisis that may follow",
    "constants": "the constants of the models",
    REST: "all others",
}
_ASPECTS = {
    "stance": "what it says",
    "amount": "how much it offers",
    "condition": "its conditions",
    "pledges": "what it offers",
    "blocs": "its blocs",
}
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


@dataclass(frozen=True, slots=True)
class Sides:
    """The two scenarios that are compared."""

    a: Scenario
    b: Scenario

    def actor(self, code: str) -> str:
        """An actor's name."""
        return actor_name(self.b if code in self.b.actors else self.a, code)

    def event(self, name: str) -> str:
        """An event's title."""
        known = self.b.events.get(name) or self.a.events.get(name)
        return known.title or _spaced(name) if known else _spaced(name)

    def body(self, name: str) -> str:
        """A body's title."""
        known = self.b.bodies.get(name) or self.a.bodies.get(name)
        return (known.title if known else "") or name


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


def group_words(group: str, sides: Sides) -> str:
    """The name of a group of differences.

    A group of several parts names them all.
    """
    if "+" in group:
        return listed([group_words(part, sides) for part in group.split("+")])
    kind, _, rest = group.partition(":")
    if group == TIME:
        first, last = (day(side.initiative.date) for side in (sides.a, sides.b))
        return "the time that has passed" if first != last else "the day that is asked for"
    if kind == "event":
        return sides.event(rest)
    if kind == "body":
        return f"{sides.body(rest)}: rule, members and votes"
    if kind == "actor":
        code, _, aspect = rest.partition(":")
        return sides.actor(code) + (f": {_ASPECTS[aspect]}" if aspect else "")
    return _ONE_OF_A_KIND.get(group, group)


def headline_words(headline: Headline, sides: Sides) -> str:
    """What a number says."""
    match headline.number:
        case "success":
            return "What is required comes together"
        case "members":
            return "Members expected"
        case "total":
            return f"Expected {kind_words(headline.name)}"
        case "joins":
            return f"{sides.actor(headline.name)} joins"
        case "passes":
            return f"{sides.body(headline.name)} passes it"
        case "holds":
            return "The settlement holds, once there is one"


def apart(found: Comparison) -> str:
    """How the change was taken apart, as a sentence."""
    if len(found.groups) == 1:
        return "There is one cause, and all of the change is its own."
    if found.method == "exact":
        count = f"all {1 << len(found.groups)} mixtures of the two scenarios"
        return f"The parts sum to the change; they are exact over {count}."
    return (
        f"The parts sum to the change; they are means over {found.orders} random orders of "
        f"{len(found.groups)} groups."
    )


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
    what = known.words if known else _spaced(one.name)

    def shown(span: tuple[float, ...], _: Scenario) -> str:
        return " to ".join(f"{number:,.10g}" for number in dict.fromkeys((span[0], span[-1])))

    return f"Crisis: {what}", shown


def _crisis(one: Difference, sides: Sides) -> tuple[str, Shown]:
    if one.name in ("settlement", "backstop"):
        return f"Crisis: the {one.name}", lambda event, _: sides.event(event) if event else "none"
    return f"Crisis: {one.name}", _plain


def _constant(one: Difference, _: Sides) -> tuple[str, Shown]:
    return f"Constant: {_CONSTANTS.get(one.name, _spaced(one.name))}", _plain


def _other(one: Difference, _: Sides) -> tuple[str, Shown]:
    return one.name, _plain


def _spaced(name: str) -> str:
    return name.replace("_", " ")


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
