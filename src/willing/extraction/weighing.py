"""Weighing: from the claims of an article to each actor's chances of the seven steps.

First every claim is weighed by its signs; then everything that is claimed of one actor together
with what stands around it: a list in which the neighbours all take a position, a second mention,
the claim just before.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from typing import Literal

from willing.extraction.claims import Claim
from willing.extraction.weights import (
    Chances,
    actor_weights,
    chance,
    claim_weights,
    detail_weights,
    logit,
)
from willing.reference.vocabulary import STANCES, Stance

SIDES: Mapping[str, tuple[int, ...]] = {"out": (0, 1, 2), "undecided": (3,), "in": (4, 5, 6)}
"""The steps of each side, as places in `STANCES`."""

_PLACES = tuple(SIDES.values())

_USUAL, _AS_MANY = 0.5, 3
"""Where few others are named, their mean is drawn towards the usual one, as if three more were."""

_PLAINLY = 0.2
"""How much the rules count for where they read an actor the same way all over the page."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """All claims of one actor on one initiative: `states` is the chance that it takes a position,
    `steps` those of the steps if it does; `chances` are those of the claims, one by one.
    """

    claims: tuple[Claim, ...]
    chances: tuple[Chances, ...]
    states: float
    steps: tuple[float, ...]

    @property
    def sure(self) -> float:
        """The chance that a position is stated and is on the likeliest side."""
        return self.states * likeliest_side(self.steps)

    @property
    def stance(self) -> Stance:
        """The likeliest step of the likeliest side."""
        return likeliest(self.steps)


def likeliest_side(steps: Sequence[float]) -> float:
    """The chance of the likeliest side.

    >>> round(likeliest_side((0.1, 0.2, 0.1, 0.05, 0.25, 0.3, 0.0)), 2)
    0.55
    """
    return max(by_side(steps))


def by_side(steps: Sequence[float]) -> tuple[float, float, float]:
    """The chances of the sides, in the order of `SIDES`."""
    return steps[0] + steps[1] + steps[2], steps[3], steps[4] + steps[5] + steps[6]


def likeliest(steps: Sequence[float]) -> Stance:
    """The likeliest step of the likeliest side.

    >>> likeliest((0.1, 0.2, 0.1, 0.05, 0.25, 0.3, 0.0))
    'in'
    """
    chances = by_side(steps)
    side = _PLACES[chances.index(max(chances))]
    return STANCES[max(side, key=steps.__getitem__)]


def weigh_claims(claims: Sequence[Claim]) -> list[Chances]:
    """The chances of each claim, by its own signs."""
    return claim_weights().weigh_signs([claim.signs for claim in claims])


def weigh_actors(claims: Sequence[Claim], chances: Sequence[Chances]) -> list[Weighed]:
    """One result per actor, initiative and voice, in the order of first mention."""
    page = page_of(claims, chances)
    every = units(claims)
    weighed = actor_weights().weigh([traits(page, places) for places in every])
    found = []
    for places, (states, steps) in zip(every, weighed, strict=True):
        own = tuple([claims[i] for i in places])
        of_own = tuple([chances[i] for i in places])
        found.append(Weighed(own, of_own, states, _heed_rules(own, steps)))
    return found


def _heed_rules(claims: Sequence[Claim], steps: tuple[float, ...]) -> tuple[float, ...]:
    """Draw the steps towards what the rules read, where that is one and the same step."""
    read = {piece.stance for claim in claims for piece in claim.pieces if not piece.past}
    if len(read) != 1:
        return steps
    step = STANCES.index(next(iter(read)))
    return tuple([(1 - _PLAINLY) * p + _PLAINLY * (i == step) for i, p in enumerate(steps)])


def units(claims: Sequence[Claim]) -> list[list[int]]:
    """The places of the claims of each actor on each initiative; an incoming government's apart."""
    found: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for place, claim in enumerate(claims):
        said = claim.evidence
        voice = "incoming" if said.voice == "incoming" else ""
        found[said.actor, said.initiative, voice].append(place)
    for actor, initiative, voice in list(found):
        if voice and (actor, initiative, "") not in found:
            found[actor, initiative, ""] = found.pop((actor, initiative, voice))
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Page:
    """All claims of an article with their chances, and what is asked of them again and again.

    `total` is the sum of the chances to state a position, `beside` the places of the claims of
    each sentence, `before` for each claim the last one of another actor, -1 for none.
    """

    claims: Sequence[Claim]
    chances: Sequence[Chances]
    total: float
    beside: Mapping[tuple[int, int], Sequence[int]]
    before: Sequence[int]


def page_of(claims: Sequence[Claim], chances: Sequence[Chances]) -> Page:
    """Claims in order, as one page."""
    beside: dict[tuple[int, int], list[int]] = defaultdict(list)
    before: list[int] = []
    for place, claim in enumerate(claims):
        beside[claim.sentence].append(place)
        last = place - 1
        if last >= 0 and claims[last].evidence.actor == claim.evidence.actor:
            last = before[last]
        before.append(last)
    return Page(claims, chances, sum(states for states, _ in chances), beside, before)


def traits(page: Page, places: Sequence[int]) -> dict[str, float]:
    """What the claims at `places`, all of one actor, come to, as named numbers."""
    claims = page.claims
    own = [page.chances[i] for i in places]
    states = [chance for chance, _ in own]
    best = states.index(max(states))
    at_best = claims[places[best]]
    steps, last = own[best][1], own[-1][1]
    mixed = _mixed(own) if len(own) > 1 else steps
    found = {
        "best": logit(states[best]),
        "any": logit(1 - math.prod([1 - p for p in states])),
        "mean": sum(states) / len(states),
        "claims": math.log(len(places)),
        "best side": likeliest_side(steps),
        "best step": max(steps),
        "all side": likeliest_side(mixed),
        "all step": max(mixed),
    }
    of_steps = _logs(steps)
    found.update(zip(_NAMES["best"], of_steps, strict=True))
    found.update(zip(_NAMES["all"], of_steps if mixed is steps else _logs(mixed), strict=True))
    found.update(zip(_NAMES["last"], of_steps if last is steps else _logs(last), strict=True))
    _note_around(found, page, places, places[best])
    of_best = flags = at_best.flags
    if len(places) > 1:
        flags = of_best.union(*[claims[i].flags for i in places])
    found.update(dict.fromkeys(sorted(flags), 1.0))
    found.update({f"best {flag}": 1.0 for flag in sorted(of_best)})
    found.update({f"rules {piece.stance}": 1.0 for i in places for piece in claims[i].pieces})
    return found


_NAMES = {name: [f"{name} {stance}" for stance in STANCES] for name in ("best", "all", "last")}


def _logs(steps: Sequence[float]) -> list[float]:
    return [math.log(p + 0.02) for p in steps]


def _mixed(chances: Sequence[Chances]) -> tuple[float, ...]:
    """The steps of several claims, each weighted by the square of its chance to state any."""
    times = [states**2 for states, _ in chances]
    total = sum(times) or 1.0
    steps = zip(*[steps for _, steps in chances], strict=True)
    return tuple([sum(map(mul, times, step)) / total for step in steps])


def _note_around(found: dict[str, float], page: Page, places: Sequence[int], best: int) -> None:
    """Note what is claimed of others in the same sentence, before it and on the whole page."""
    claims, chances = page.claims, page.chances
    said = claims[best]
    actor = said.evidence.actor
    beside = [chances[i] for i in page.beside[said.sentence] if claims[i].evidence.actor != actor]
    others = page.total - sum([chances[i][0] for i in places])
    found["others mean"] = _drawn(others, len(claims) - len(places))
    found["beside mean"] = _drawn(sum([states for states, _ in beside]), len(beside))
    before = page.before[best]
    found["before"] = chances[before][0] if before >= 0 else _USUAL
    if before >= 0:
        states, steps = chances[before]
        echo = "echo" in said.flags
        for name, side in zip(SIDES, by_side(steps), strict=True):
            found[f"before {name}"] = states * side
            if echo:
                found[f"echo {name}"] = states * side
    if beside:
        for name, side_places in SIDES.items():
            found[f"beside {name}"] = sum(
                [states * steps[i] for states, steps in beside for i in side_places]
            )


def _drawn(total: float, count: int) -> float:
    """A mean drawn towards the usual one."""
    return (total + _USUAL * _AS_MANY) / (count + _AS_MANY)


DETAILS: Mapping[str, str] = {"offers": "kinds", "refuses": "kinds", "waits": "conditions"}
"""What is asked of a detail, and where claims hold it."""

Asked = Literal["offers", "refuses", "waits"]


Values = tuple[str, dict[str, float], bool]
"""A detail's name, its signs and the chances around as named numbers, and whether the rules read
something in its claim.
"""


def details_of(values: Iterable[Values], asked: Asked) -> dict[str, tuple[float, float]]:
    """Kinds offered or refused, or conditions waited for: each with the chance that it is, and
    the same from those claims alone in which the rules read something.

    Where one actor alone acts in a sentence, a condition plainly marked as one is its own;
    one that is denied ("even if there is no truce") is nobody's.
    """
    weights = detail_weights(asked)
    found: dict[str, tuple[float, float]] = {}
    for name, signs, read in values:
        if f"denied|{name}" in signs:
            continue
        marked = "marked" in signs or "alone" in signs
        plain = asked == "waits" and marked and "acting:1" in signs and "loose" not in signs
        p = 1.0 if plain else chance(weights, signs)
        most, most_read = found.get(name, (0.0, 0.0))
        found[name] = max(most, p), max(most_read, p if read else 0.0)
    return found


def detail_values(item: Weighed, asked: Asked) -> Iterator[Values]:
    """Every detail of an actor's claims; kinds are the same for both that is asked of them."""
    which = DETAILS[asked]
    details = [getattr(claim, which)() for claim in item.claims]
    if not any(details):
        return
    whole = by_side(item.steps)
    most = max([states for states, _ in item.chances])
    for claim, own, (states, steps) in zip(item.claims, details, item.chances, strict=True):
        here = by_side(steps)
        around = {"states": states, "states most": float(states == most)}
        around |= zip(_HERE, here, strict=True)
        around |= zip(_ALL, whole, strict=True)
        for detail in own:
            values = dict.fromkeys(detail.signs, 1.0) | around
            if "ruled out" in values:
                values |= zip(_RULED_OUT, here, strict=True)
            yield detail.name, values, bool(claim.pieces)


_HERE, _ALL, _RULED_OUT = (
    [f"{word} {side}" for side in SIDES] for word in ("here", "all", "ruled out, here")
)
