"""What changed from one scenario to another, and why the bottom line moved.

The change of a number from scenario A to scenario B is shared among the groups of what differs by
the Shapley value (Shapley 1953, "A value for n-person games"; as a rule for decomposing any
indicator by its causes: Shorrocks 2013, "Decomposition procedures for distributional analysis: a
unified framework based on the Shapley value", Journal of Economic Inequality 11). With v(S) the
number where the groups of S are as in B and all others as in A,

    phi_i = sum over S without i of |S|! (n - |S| - 1)! / n! (v(S + i) - v(S)),

the mean of what group i changes over all orders in which the groups may come. The parts sum to the
whole change, whatever comes of several groups together is shared alike, and from B to A every part
has the other sign. All mixtures are drawn with the same random numbers, so that a part is what
changes in these worlds and not what another draw would have changed.

Up to `FEW` groups all mixtures are tried; beyond, groups come in random orders, each followed by
its reverse (Castro, Gomez and Tejada 2009, "Polynomial calculation of the Shapley value based on
sampling"). The standard errors say how far worlds and orders leave a part open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import factorial
from typing import Literal, Unpack

import numpy as np
from numpy.typing import NDArray

from willing.models.draws import checked_seed, uniforms
from willing.models.formation.engine import choose
from willing.models.formation.trial import Options
from willing.outlook.headlines import Headline, Headlines, headlines
from willing.scenario.differences import Difference, differences
from willing.scenario.mixture import mixture
from willing.scenario.parts import Group, groups_of
from willing.scenario.scenario import Scenario

Floats = NDArray[np.float64]

FEW = 8
"""Up to so many groups all 256 mixtures are tried."""

MIXTURES = 256
"""About so many mixtures are tried beyond, in random orders; at least four orders."""

MOST = 40
"""So many groups are looked at one by one; the rest together."""

MOST_ACTORS = 12
"""So many actors' P(joins) are taken apart: those that moved most."""

NOTICEABLE = 0.005
"""An actor whose P(joins) moved less is not listed."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one group of differences adds to a change, and its standard error."""

    group: str
    change: float
    se: float


@dataclass(frozen=True, slots=True)
class Movement:
    """One number before and after (None where it is not defined), its change with the standard
    error, and the parts of the change, which sum to it, the largest first.

    No parts: there is nothing to share out, or some mixture leaves the number undefined.
    """

    headline: Headline
    before: float | None
    after: float | None
    change: float | None
    se: float | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two scenarios compared.

    `method`: `exact` (every mixture) or `sampled` (by `orders` random orders of the groups).
    `movements`: P(success), members, totals of what is required, P(pass) by body, P(holds), then
    P(joins) of the actors that moved, the largest change first.
    """

    seed: int
    worlds: int
    given: tuple[str, ...]
    forced: Mapping[str, bool]
    method: Literal["exact", "sampled"]
    orders: int
    differences: tuple[Difference, ...]
    groups: tuple[Group, ...]
    movements: tuple[Movement, ...]


@dataclass(frozen=True, slots=True)
class _Shared:
    """A change shared out: `parts` and `se`, shape (groups, headlines)."""

    parts: Floats
    se: Floats


Value = Callable[[frozenset[int]], Headlines]
"""The headline numbers where these groups, by their place, are as in B."""


def comparison(
    a: Scenario, b: Scenario, *, seed: int = 1, **options: Unpack[Options]
) -> Comparison:
    """Compare scenario `b` to scenario `a`; options as for `formation`.

    Raises `InputError` for what cannot be read in one of them.
    """
    checked_seed(seed)
    found = differences(a, b)
    asked = _asked(a, b, options, mixtures(a, b))
    everything = frozenset(difference.part for difference in found)

    def at(taken: frozenset[str]) -> Headlines:
        return headlines(mixture(a, b, taken), seed=seed, **asked)

    before = at(frozenset())
    after = at(everything) if everything - {""} else before
    groups = _groups(found, a, b, _moved(before, after))
    wanted = _wanted(before, after)

    def value(places: frozenset[int]) -> Headlines:
        if not places or len(places) == len(groups):
            return (after if places else before).only(wanted)
        taken = (part for place in places for part in groups[place].parts)
        return at(frozenset(taken)).only(wanted)

    exact = len(groups) <= FEW
    orders = [] if exact else _orders(groups, seed, _pairs(len(groups)))
    shared = _exactly(len(groups), value) if exact else _sampled(orders, value)
    return Comparison(
        seed=seed,
        worlds=options.get("worlds", 10_000),
        given=tuple(options.get("given", ())),
        forced=dict(options.get("forced", {})),
        method="exact" if exact else "sampled",
        orders=len(orders),
        differences=found,
        groups=groups,
        movements=tuple(_movements(before, after, wanted, groups, shared)),
    )


def mixtures(a: Scenario, b: Scenario) -> int:
    """How many mixtures of the two are tried: how often `comparison` goes over its worlds."""
    n = len(_groups(differences(a, b), a, b, {}))
    return 1 << n if n <= FEW else 2 + 2 * _pairs(n) * (n - 1)


def _groups(
    found: Sequence[Difference], a: Scenario, b: Scenario, weight: Mapping[str, float]
) -> tuple[Group, ...]:
    return groups_of(found, a, b, few=FEW, most=MOST, weight=weight)


def _pairs(groups: int) -> int:
    return max(2, MIXTURES // (2 * max(groups - 1, 1)))


def _asked(a: Scenario, b: Scenario, options: Options, times: int) -> Options:
    """The options of every mixture: nothing kept, and the engine that is best for all of them."""
    pledges = max(sum(len(actor.pledges) for actor in s.actors.values()) for s in (a, b))
    work = times * options.get("worlds", 10_000) * max(pledges, 1)
    asked: Options = {**options, "engine": choose(work, options.get("engine")).name}
    asked.pop("keep", None)
    return asked


def _moved(before: Headlines, after: Headlines) -> dict[str, float]:
    """By how much each actor's P(joins) moved."""
    return {
        headline.name: abs(float(now - then))
        for headline, then, now in zip(before.of, before.values, _as(after, before), strict=True)
        if headline.number == "joins"
    }


def _as(found: Headlines, like: Headlines) -> Floats:
    return found.only(like.of).values


def _wanted(before: Headlines, after: Headlines) -> tuple[Headline, ...]:
    """What is shown, and taken apart where it can be."""
    all_ = dict.fromkeys((*before.of, *after.of))
    moved = _moved(before, after)
    movers = sorted(moved, key=lambda actor: (-moved[actor], actor))
    joins = [Headline("joins", a) for a in movers[:MOST_ACTORS] if moved[a] >= NOTICEABLE]
    return (*(headline for headline in all_ if headline.number != "joins"), *joins)


def _exactly(n: int, value: Value) -> _Shared:
    """Over all sets of groups; a group that changes a number in none of them has no part in it."""
    found = [value(_places(mask, n)) for mask in range(1 << n)]
    values = np.array([each.values for each in found])
    pulls = np.array([each.pulls for each in found])
    parts, errors = np.zeros((n, values.shape[1])), np.zeros((n, values.shape[1]))
    for i in range(n):
        without = np.array([mask for mask in range(1 << n) if not mask >> i & 1])
        sizes = np.bitwise_count(without).tolist()
        weights = np.array([factorial(k) * factorial(n - k - 1) for k in sizes]) / factorial(n)
        with_it = without | 1 << i
        parts[i] = weights @ (values[with_it] - values[without])
        pull = np.tensordot(weights, pulls[with_it] - pulls[without], axes=1)
        errors[i] = np.sqrt((pull**2).sum(axis=1))
    return _Shared(parts, errors)


def _places(mask: int, n: int) -> frozenset[int]:
    return frozenset(i for i in range(n) if mask >> i & 1)


def _sampled(orders: Sequence[Sequence[int]], value: Value) -> _Shared:
    """Over random orders; each two that follow each other are reverses of each other."""
    n = len(orders[0])
    known = {ends: value(ends) for ends in (frozenset[int](), frozenset(range(n)))}
    shape = known[frozenset()].pulls.shape
    gains = np.zeros((len(orders), n, shape[0]))
    pulls = np.zeros((n, *shape))
    for row, order in enumerate(orders):
        present: frozenset[int] = frozenset()
        last = known[present]
        for arriving in order:
            present |= {arriving}
            now = known[present] if present in known else value(present)
            gains[row, arriving] = now.values - last.values
            pulls[arriving] += (now.pulls - last.pulls) / len(orders)
            last = now
    pairs = (gains[0::2] + gains[1::2]) / 2
    by_order = pairs.var(axis=0, ddof=1) / len(pairs)
    return _Shared(gains.mean(axis=0), np.sqrt((pulls**2).sum(axis=2) + by_order))


def _orders(groups: Sequence[Group], seed: int, pairs: int) -> list[list[int]]:
    """Random orders of the groups, each followed by its reverse; by the groups' names."""
    drawn = [uniforms(seed, f"compare:{group.name}", 0, pairs) for group in groups]
    orders = []
    for column in np.argsort(np.array(drawn), axis=0).T.tolist():
        orders += [column, column[::-1]]
    return orders


def _movements(
    before: Headlines,
    after: Headlines,
    wanted: tuple[Headline, ...],
    groups: Sequence[Group],
    shared: _Shared,
) -> Iterator[Movement]:
    first, last = before.only(wanted), after.only(wanted)
    errors = np.sqrt(((last.pulls - first.pulls) ** 2).sum(axis=1))
    for column, headline in enumerate(wanted):
        then, now = _number(first.values[column]), _number(last.values[column])
        known = then is not None and now is not None
        parts = [
            Part(group.name, float(shared.parts[row, column]), float(shared.se[row, column]))
            for row, group in enumerate(groups)
        ]
        whole = not np.isnan(shared.parts[:, column]).any()
        yield Movement(
            headline=headline,
            before=then,
            after=now,
            change=now - then if now is not None and then is not None else None,
            se=float(errors[column]) if known else None,
            parts=tuple(sorted(parts, key=lambda p: (-abs(p.change), p.group))) if whole else (),
        )


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
