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
from functools import lru_cache
from operator import mul
from typing import Literal, NamedTuple

from willing.extraction.claims import Claim
from willing.extraction.details import Detail
from willing.extraction.sign_numbers import FLAGS
from willing.extraction.weights import (
    Chances,
    Weights,
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

_PLAINLY, _LISTED = 0.2, 0.4
"""How much the rules count for where they read an actor the same way all over the page, and where
all that they read is the list or the label under which it stands.
"""


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
    weighed = _trait_weights().weigh([traits(page, places) for places in every])
    found = []
    for places, (states, steps) in zip(every, weighed, strict=True):
        own = tuple([claims[i] for i in places])
        of_own = tuple([chances[i] for i in places])
        found.append(Weighed(own, of_own, states, _heed_rules(own, steps)))
    return found


@lru_cache(maxsize=1)
def _trait_weights() -> Weights:
    return actor_weights().arranged(TRAITS)


def _heed_rules(claims: Sequence[Claim], steps: tuple[float, ...]) -> tuple[float, ...]:
    """Draw the steps towards what the rules read, where that is one and the same step."""
    pieces = [piece for claim in claims for piece in claim.pieces if not piece.past]
    read = {piece.stance for piece in pieces}
    if len(read) != 1:
        return steps
    step = STANCES.index(next(iter(read)))
    drawn = _LISTED if {piece.role for piece in pieces} == {"listed"} else _PLAINLY
    return tuple([(1 - drawn) * p + drawn * (i == step) for i, p in enumerate(steps)])


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

    `sides` has for each claim the chances to state each of `SIDES`, `total` is the sum of those to
    state any. `beside` has the places of the claims of each sentence, `before` for each claim the
    last one of another actor, -1 for none.
    """

    claims: Sequence[Claim]
    chances: Sequence[Chances]
    sides: Sequence[Sequence[float]]
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
    sides = [(p * (a + b + c), p * d, p * (e + f + g)) for p, (a, b, c, d, e, f, g) in chances]
    return Page(claims, chances, sides, sum([states for states, _ in chances]), beside, before)


_WHOLE = (
    "best", "any", "mean", "claims", "best side", "best step", "all side", "all step",
)  # fmt: skip

_AROUND = (
    "others mean", "beside mean", "before", *[f"before {side}" for side in SIDES],
    *[f"echo {side}" for side in SIDES], *[f"beside {side}" for side in SIDES],
)  # fmt: skip

_MARKS = (
    *sorted(FLAGS),
    *[f"best {flag}" for flag in sorted(FLAGS)],
    *[f"rules {stance}" for stance in STANCES],
)

TRAITS = (
    *_WHOLE,
    *[f"{of} {stance}" for of in ("best", "all", "last") for stance in STANCES],
    *_AROUND,
    *_MARKS,
)
"""The names of an actor's traits, in the order of `traits`."""


def traits(page: Page, places: Sequence[int]) -> list[float]:
    """What the claims at `places`, all of one actor, come to: a number for each of `TRAITS`."""
    own = [page.chances[i] for i in places]
    states, steps = own[0]
    best = places[0]
    if len(own) == 1:
        surest = logit(states)
        likely, likeliest = likeliest_side(steps), max(steps)
        found = [surest, surest, states, 0.0, likely, likeliest, likely, likeliest]
        found += 3 * _logs(steps)
    else:
        every = [states for states, _ in own]
        best = places[every.index(max(every))]
        steps, mixed = page.chances[best][1], _mixed(own)
        found = [
            logit(max(every)),
            logit(1.0 - math.prod([1.0 - p for p in every])),
            sum(every) / len(every),
            math.log(len(every)),
            likeliest_side(steps),
            max(steps),
            likeliest_side(mixed),
            max(mixed),
        ]
        found += _logs(steps) + _logs(mixed) + _logs(own[-1][1])
    return found + _around(page, places, best) + _marks(page.claims, places, best)


def _logs(steps: Sequence[float]) -> list[float]:
    return [math.log(p + 0.02) for p in steps]


def _mixed(chances: Sequence[Chances]) -> tuple[float, ...]:
    """The steps of several claims, each weighted by the square of its chance to state any."""
    times = [states * states for states, _ in chances]
    total = sum(times) or 1.0
    steps = zip(*[steps for _, steps in chances], strict=True)
    return tuple([sum(map(mul, times, step)) / total for step in steps])


def _around(page: Page, places: Sequence[int], best: int) -> list[float]:
    """What is claimed of others in the same sentence, before it and on the whole page."""
    claims, chances, sides = page.claims, page.chances, page.sides
    said, last = claims[best], page.before[best]
    beside = page.beside[said.sentence]
    if len(beside) > 1:
        actor = said.evidence.actor
        beside = [i for i in beside if claims[i].evidence.actor != actor]
    else:
        beside = ()
    own = sum([chances[i][0] for i in places])
    before = sides[last] if last >= 0 else _NO_SIDES
    found = [
        _drawn(page.total - own, len(claims) - len(places)),
        _drawn(sum([chances[i][0] for i in beside]), len(beside)),
        chances[last][0] if last >= 0 else _USUAL,
        *before,
        *(before if "echo" in said.flags else _NO_SIDES),
    ]
    if beside:
        found += map(sum, zip(*[sides[i] for i in beside], strict=True))
    else:
        found += _NO_SIDES
    return found


_NO_SIDES = (0.0, 0.0, 0.0)


def _drawn(total: float, count: int) -> float:
    """A mean drawn towards the usual one."""
    return (total + _USUAL * _AS_MANY) / (count + _AS_MANY)


_PLACES_OF_FLAGS = {flag: (i, i + len(FLAGS)) for i, flag in enumerate(sorted(FLAGS))}
_PLACE_OF_RULE = {stance: 2 * len(FLAGS) + i for i, stance in enumerate(STANCES)}


def _marks(claims: Sequence[Claim], places: Sequence[int], best: int) -> list[float]:
    """Which flags any and the best of the claims have, and what the rules read in them."""
    found = [0.0] * len(_MARKS)
    for i in places:
        for flag in claims[i].flags:
            of_any, of_best = _PLACES_OF_FLAGS[flag]
            found[of_any] = 1.0
            if i == best:
                found[of_best] = 1.0
        for piece in claims[i].pieces:
            if piece.stance is not None:
                found[_PLACE_OF_RULE[piece.stance]] = 1.0
    return found


DETAILS: Mapping[str, str] = {"offers": "kinds", "refuses": "kinds", "waits": "conditions"}
"""What is asked of a detail, and where claims hold it."""

Asked = Literal["offers", "refuses", "waits"]


class Values(NamedTuple):
    """A detail of a claim at a place of the text, with the chances around it as named numbers.

    `read`: whether the rules read something in that claim.
    """

    detail: Detail
    around: Mapping[str, float]
    place: int
    read: bool


class DetailFound(NamedTuple):
    """A kind or a condition with the chance that it is meant, at the place of its claim."""

    name: str
    chance: float
    place: int
    read: bool


def details_of(values: Iterable[Values], asked: Asked) -> list[DetailFound]:
    """Kinds offered or refused, or conditions waited for, each with the chance that it is."""
    weights = detail_weights(asked)
    found = []
    for detail, around, place, read in values:
        p = detail.known
        if p is None:
            p = chance(weights, detail.signs, around)
        found.append(DetailFound(detail.name, p, place, read))
    return found


def detail_values(item: Weighed, asked: Asked) -> Iterator[Values]:
    """Every detail of an actor's claims; kinds are the same for both that is asked of them."""
    which = DETAILS[asked]
    details = [getattr(claim, which)() for claim in item.claims]
    if not any(details):
        return
    whole = dict(zip(_ALL, by_side(item.steps), strict=True))
    most = max([states for states, _ in item.chances])
    for claim, own, (states, steps) in zip(item.claims, details, item.chances, strict=True):
        if not own:
            continue
        here = by_side(steps)
        around = {"states": states, "states most": float(states == most)}
        around |= zip(_HERE, here, strict=True)
        around |= whole
        for detail in own:
            values = around
            if detail.ruled_out:
                values = around | dict(zip(_RULED_OUT, here, strict=True))
            yield Values(detail, values, claim.evidence.place, bool(claim.pieces))


_HERE, _ALL, _RULED_OUT = (
    [f"{word} {side}" for side in SIDES] for word in ("here", "all", "ruled out, here")
)
