"""Why a number moved, in words: the names of causes and of numbers."""

from __future__ import annotations

from dataclasses import dataclass

from willing.brief.material import day
from willing.brief.words import kind_words, listed
from willing.outlook.comparing import Comparison
from willing.outlook.headlines import Headline
from willing.outlook.watching import actor_name
from willing.scenario.differences import TIME
from willing.scenario.parts import REST
from willing.scenario.scenario import Scenario

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
        return known.title or spaced(name) if known else spaced(name)

    def body(self, name: str) -> str:
        """A body's title."""
        known = self.b.bodies.get(name) or self.a.bodies.get(name)
        return (known.title if known else "") or name


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
        case "together":
            return "All together: a settlement, enough, and it holds"


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


def spaced(name: str) -> str:
    """A name of a file as words.

    >>> spaced("un_mandate")
    'un mandate'
    """
    return name.replace("_", " ")
