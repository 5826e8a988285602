"""Weighing: from the claims of an article to each actor's chances of the seven steps.

First every claim is weighed by its signs; then everything that is claimed of one actor together
with what stands around it: a list in which the neighbours all take a position, a second mention,
the claim just before.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from willing.extraction.claims import Claim
from willing.extraction.weights import (
    actor_weights,
    chance,
    claim_weights,
    detail_weights,
    logit,
)
from willing.reference.vocabulary import STANCES, Stance

SIDES: Mapping[str, tuple[int, ...]] = {"out": (0, 1, 2), "undecided": (3,), "in": (4, 5, 6)}
"""The steps of each side, as places in `STANCES`."""

_FLAGS = frozenset((
    "subject", "object", "names it", "target", "no rule", "another speaks", "speaks", "asked",
    "nonstate speaks", "quoted", "question", "organisation", "qualifies", "kinds", "no kinds",
    "other matter", "in title", "past", "aside",
))  # fmt: skip

_USUAL, _AS_MANY = 0.5, 3
"""Where few others are named, their mean is drawn towards the usual one, as if three more were."""

_PLAINLY = 0.2
"""How much the rules count for where they read an actor the same way all over the page."""

Chances = tuple[float, tuple[float, ...]]
"""The chance that a position is stated, and those of the steps if it is."""


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
    return max(sum(steps[i] for i in side) for side in SIDES.values())


def likeliest(steps: Sequence[float]) -> Stance:
    """The likeliest step of the likeliest side.

    >>> likeliest((0.1, 0.2, 0.1, 0.05, 0.25, 0.3, 0.0))
    'in'
    """
    side = max(SIDES.values(), key=lambda places: sum(steps[i] for i in places))
    return STANCES[max(side, key=lambda i: steps[i])]


def weigh_claims(claims: Sequence[Claim]) -> list[Chances]:
    """The chances of each claim, by its own signs."""
    weights = claim_weights()
    return [weights.weigh_signs(claim.signs) for claim in claims]


def weigh_actors(claims: Sequence[Claim], chances: Sequence[Chances]) -> list[Weighed]:
    """One result per actor, initiative and voice, in the order of first mention."""
    weights = actor_weights()
    found = []
    for places in units(claims):
        states, steps = weights.weigh(dict(traits(claims, chances, places)))
        steps = _heed_rules([claims[i] for i in places], steps)
        found.append(
            Weighed(
                tuple(claims[i] for i in places), tuple(chances[i] for i in places), states, steps
            )
        )
    return found


def _heed_rules(claims: Sequence[Claim], steps: tuple[float, ...]) -> tuple[float, ...]:
    """Draw the steps towards what the rules read, where that is one and the same step."""
    read = {piece.stance for claim in claims for piece in claim.pieces if not piece.past}
    if len(read) != 1:
        return steps
    step = STANCES.index(next(iter(read)))
    return tuple((1 - _PLAINLY) * p + _PLAINLY * (i == step) for i, p in enumerate(steps))


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


def traits(
    claims: Sequence[Claim], chances: Sequence[Chances], places: Sequence[int]
) -> Iterator[tuple[str, float]]:
    """What the claims at `places`, all of one actor, come to, as named numbers."""
    best = max(places, key=lambda i: chances[i][0])
    states = [chances[i][0] for i in places]
    yield "best", logit(chances[best][0])
    yield "any", logit(1 - math.prod(1 - p for p in states))
    yield "mean", sum(states) / len(states)
    yield "claims", math.log(len(places))
    for name, steps in (("best", chances[best][1]), ("all", _mixed(chances, places))):
        yield f"{name} side", likeliest_side(steps)
        yield f"{name} step", max(steps)
    yield from _steps("best", chances[best][1])
    yield from _steps("all", _mixed(chances, places))
    yield from _steps("last", chances[places[-1]][1])
    yield from _around(claims, chances, best)
    signs = {sign for i in places for sign in claims[i].signs}
    yield from ((flag, 1.0) for flag in sorted(_FLAGS & signs))
    yield from ((f"best {flag}", 1.0) for flag in sorted(_FLAGS.intersection(claims[best].signs)))
    for stance in dict.fromkeys(piece.stance for i in places for piece in claims[i].pieces):
        yield f"rules {stance}", 1.0


def _steps(name: str, steps: Sequence[float]) -> Iterator[tuple[str, float]]:
    for stance, p in zip(STANCES, steps, strict=True):
        yield f"{name} {stance}", math.log(p + 0.02)


def _mixed(chances: Sequence[Chances], places: Sequence[int]) -> list[float]:
    """The steps of several claims, each weighted by the square of its chance to state any."""
    total = sum(chances[i][0] ** 2 for i in places) or 1.0
    return [
        sum(chances[i][0] ** 2 * chances[i][1][step] for i in places) / total
        for step in range(len(STANCES))
    ]


def _around(
    claims: Sequence[Claim], chances: Sequence[Chances], best: int
) -> Iterator[tuple[str, float]]:
    """What is claimed of others in the same sentence, before it and on the whole page."""
    actor = claims[best].evidence.actor
    others = [i for i, claim in enumerate(claims) if claim.evidence.actor != actor]
    beside = [i for i in others if claims[i].sentence == claims[best].sentence]
    for name, some in (("others", others), ("beside", beside)):
        total = sum(chances[i][0] for i in some)
        yield f"{name} mean", (total + _USUAL * _AS_MANY) / (len(some) + _AS_MANY)
    before = [i for i in others if i < best]
    yield "before", chances[before[-1]][0] if before else _USUAL
    if before:
        states, steps = chances[before[-1]]
        for name, side in SIDES.items():
            yield f"before {name}", states * sum(steps[i] for i in side)
    for name, side in SIDES.items() if beside else ():
        yield f"beside {name}", sum(chances[i][0] * chances[i][1][s] for i in beside for s in side)


DETAILS: Mapping[str, str] = {"offers": "kinds", "refuses": "kinds", "waits": "conditions"}
"""What is asked of a detail, and where claims hold it."""

Asked = Literal["offers", "refuses", "waits"]


def details_of(item: Weighed, asked: Asked) -> dict[str, float]:
    """Kinds offered or refused, or conditions waited for: each with the chance that it is.

    Where one actor alone acts in a sentence, a condition that is marked as one is its own.
    """
    weights = detail_weights(asked)
    found: dict[str, float] = {}
    for name, values in detail_values(item, asked):
        plain = (
            asked == "waits" and "acting:1" in values and ("marked" in values or "alone" in values)
        )
        found[name] = max(found.get(name, 0.0), 1.0 if plain else chance(weights, values))
    return found


def detail_values(item: Weighed, asked: Asked) -> Iterator[tuple[str, dict[str, float]]]:
    """Every detail of an actor's claims, with its signs and the chances around as named numbers."""
    sides = {name: sum(item.steps[i] for i in places) for name, places in SIDES.items()}
    most = max((states for states, _ in item.chances), default=0.0)
    for claim, (states, steps) in zip(item.claims, item.chances, strict=True):
        for detail in getattr(claim, DETAILS[asked]):
            values = dict.fromkeys(detail.signs, 1.0)
            values["states"] = states
            values["states most"] = float(states == most)
            for name, places in SIDES.items():
                values[f"here {name}"] = sum(steps[i] for i in places)
                values[f"all {name}"] = sides[name]
                if "ruled out" in detail.signs:
                    values[f"ruled out, here {name}"] = values[f"here {name}"]
            yield detail.name, values
