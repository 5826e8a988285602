"""Who joins, against brute force over all subsets of pledges, condition by condition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain, combinations
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willing.models.formation.bits import unpacked
from willing.models.formation.engine import Name
from willing.models.formation.formation import formation
from willing.models.formation.joining import Formation
from willing.models.formation.trial import block_at, make_trial
from willing.scenario.scenario import Scenario

from ..cases import patrol, pledge, scenario

ACTORS = ("ann", "bob", "cid", "dan")
KINDS = ("ground_troops", "logistics")
CORE = "ground_troops"
EVENTS = ("rain", "truce")

Key = tuple[str, str]
Predicate = Callable[[str, frozenset[Key], "World"], bool]
"""Whether a condition of this actor holds when these pledges, (actor, kind), are active."""


@dataclass(frozen=True)
class World:
    """One world with nothing left to chance: who is willing, with what, and what happens."""

    willing: dict[Key, bool]
    amounts: dict[Key, int]
    happens: dict[str, bool]
    conditions: dict[Key, tuple[str, Predicate]]

    def scenario(self, order: tuple[str, ...] = ACTORS) -> Scenario:
        return scenario(
            {
                actor: [
                    pledge(
                        key[1],
                        1.0 if self.willing[key] else 0.0,
                        self.conditions[key][0],
                        self.amounts[key],
                    )
                    for key in self.willing
                    if key[0] == actor
                ]
                for actor in order
            },
            events={name: float(happens) for name, happens in self.happens.items()},
        )

    def fixed_points(self) -> list[frozenset[Key]]:
        """Every set of pledges that is exactly the set that is active when it is active."""
        keys = [key for key, willing in self.willing.items() if willing]
        subsets = chain.from_iterable(combinations(keys, n) for n in range(len(keys) + 1))
        return [s for s in map(frozenset, subsets) if s == self.step(s)]

    def step(self, active: frozenset[Key]) -> frozenset[Key]:
        return frozenset(
            key
            for key, willing in self.willing.items()
            if willing and self.conditions[key][1](key[0], active, self)
        )


def _event(name: str) -> tuple[str, Predicate]:
    return name, lambda _, __, world: world.happens[name]


def _not(name: str) -> tuple[str, Predicate]:
    return f"not {name}", lambda _, __, world: not world.happens[name]


def _joined(actor: str) -> tuple[str, Predicate]:
    return f"joined({actor})", lambda _, active, __: (actor, CORE) in active


def _joined_kind(actor: str, kind: str) -> tuple[str, Predicate]:
    return f"joined({actor}, {kind})", lambda _, active, __: (actor, kind) in active


def _supports(actor: str) -> tuple[str, Predicate]:
    return f"supports({actor})", lambda _, active, __: any(a == actor for a, _k in active)


def _members(sign: str, bound: int) -> tuple[str, Predicate]:
    def holds(own: str, active: frozenset[Key], _: World) -> bool:
        number = len({a for a, kind in active if kind == CORE and a != own})
        return number > bound if sign == ">" else number >= bound

    return f"members() {sign} {bound}", holds


def _total(kind: str, sign: str, bound: int) -> tuple[str, Predicate]:
    def holds(own: str, active: frozenset[Key], world: World) -> bool:
        total = sum(world.amounts[key] for key in active if key[1] == kind and key[0] != own)
        return total > bound if sign == ">" else total >= bound

    return f"total({kind}) {sign} {bound}", holds


def _both(a: tuple[str, Predicate], b: tuple[str, Predicate]) -> tuple[str, Predicate]:
    return f"({a[0]}) and ({b[0]})", lambda *x: a[1](*x) and b[1](*x)


def _either(a: tuple[str, Predicate], b: tuple[str, Predicate]) -> tuple[str, Predicate]:
    return f"({a[0]}) or ({b[0]})", lambda *x: a[1](*x) or b[1](*x)


signs = st.sampled_from((">", ">="))
conditions = st.recursive(
    st.one_of(
        st.builds(_event, st.sampled_from(EVENTS)),
        st.builds(_not, st.sampled_from(EVENTS)),
        st.builds(_joined, st.sampled_from(ACTORS)),
        st.builds(_joined_kind, st.sampled_from(ACTORS), st.sampled_from(KINDS)),
        st.builds(_supports, st.sampled_from(ACTORS)),
        st.builds(_members, signs, st.integers(0, 3)),
        st.builds(_total, st.sampled_from(KINDS), signs, st.integers(0, 12)),
    ),
    lambda parts: st.builds(_both, parts, parts) | st.builds(_either, parts, parts),
    max_leaves=4,
)
always: st.SearchStrategy[tuple[str, Predicate]] = st.just(("", lambda *_: True))
keys = [(actor, kind) for actor in ACTORS for kind in KINDS]


@st.composite
def worlds(draw_: st.DrawFn) -> World:
    held = draw_(st.lists(st.sampled_from(keys), min_size=1, max_size=7, unique=True))
    return World(
        willing={key: draw_(st.integers(0, 4)) > 0 for key in held},
        amounts={key: draw_(st.integers(0, 6)) for key in held},
        happens={event: draw_(st.booleans()) for event in EVENTS},
        conditions={key: draw_(conditions | always) for key in held},
    )


def active_pledges(found: Formation) -> tuple[frozenset[Key], frozenset[Key]]:
    """The active pledges of a formation of one world, at the least and the greatest."""
    low = frozenset((p.actor, p.kind) for p in found.pledges if p.p_active.p == 1)
    high = frozenset((p.actor, p.kind) for p in found.pledges if p.p_active_greatest.p == 1)
    return low, high


ENGINES = get_args(Name)


@pytest.mark.parametrize("engine", ENGINES)
@given(worlds())
@settings(max_examples=150, deadline=None)
def test_least_and_greatest_against_all_subsets(engine: Name, world: World) -> None:
    low, high = active_pledges(formation(world.scenario(), seed=1, worlds=1, engine=engine))
    every = world.fixed_points()
    assert low in every
    assert high in every
    assert low == frozenset.intersection(*every)
    assert high == frozenset.union(*every)


@given(worlds(), st.permutations(ACTORS))
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_actors_changes_nothing(world: World, order: list[str]) -> None:
    one = formation(world.scenario(), seed=5, worlds=3)
    assert formation(world.scenario(tuple(order)), seed=5, worlds=3) == one


def test_the_order_of_the_actors_changes_nothing_under_chance() -> None:
    ordered = patrol()
    mixed = ordered.model_copy(update={"actors": dict(reversed(ordered.actors.items()))})
    assert formation(mixed, seed=11, worlds=500) == formation(ordered, seed=11, worlds=500)


def settle(
    case: Scenario, engine: Name = "numpy", count: int = 2048
) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Active pledges by id in each world: at the least and at the greatest fixed point."""
    trial = make_trial(case, 17, worlds=count, engine=engine)
    block = block_at(trial, 0, -(-count // 64))
    ids = [offer.id for offer in trial.plan.offers]
    low, high = (
        unpacked(trial.engine.settle(trial.plan, trial.program, block, rising=rising))
        for rising in (True, False)
    )
    return dict(zip(ids, low, strict=True)), dict(zip(ids, high, strict=True))


def test_the_greatest_contains_the_least_in_every_world() -> None:
    low, high = settle(patrol())
    assert all((high[key] | ~low[key]).all() for key in low)
    assert any((high[key] & ~low[key]).any() for key in low)  # eve and fay wait for each other


def test_one_more_member_removes_nobody() -> None:
    case = patrol()
    extra = scenario({"zed": [pledge("ground_troops", 1.0, "", 300)]}).actors["zed"]
    joined = case.model_copy(update={"actors": {**case.actors, "zed": extra}})
    for before, after in zip(settle(case), settle(joined), strict=True):
        assert all((after[key] | ~before[key]).all() for key in before)
        assert any((after[key] & ~before[key]).any() for key in before)


def test_after_you() -> None:
    """Two that wait for each other stay out; told that the other comes, both come."""
    case = scenario(
        {
            "ann": [pledge("ground_troops", 1.0, "joined(bob)", 5)],
            "bob": [pledge("ground_troops", 1.0, "joined(ann)", 5)],
        },
        requires={"ground_troops": 10},
    )
    found = formation(case, seed=1, worlds=10)
    assert [actor.p_joins.p for actor in found.actors] == [0, 0]
    assert [actor.p_joins_greatest.p for actor in found.actors] == [1, 1]
    assert (found.assurance_gap.success, found.assurance_gap.members) == (1, 2)


def crowd(thresholds: list[int]) -> Scenario:
    return scenario(
        {
            f"person{number:03}": [pledge("ground_troops", 1.0, f"members() >= {threshold}")]
            for number, threshold in enumerate(thresholds)
        }
    )


def test_granovetter() -> None:
    """Granovetter (1978), p. 1424-1425: thresholds 0, 1, 2 ... 99 end in a riot of 100; replace
    the individual with threshold 1 by one with threshold 2, and there is one rioter.
    """
    riot = formation(crowd(list(range(100))), seed=1, worlds=2)
    assert riot.members.mean == 100
    quiet = formation(crowd([0, 2, *range(2, 100)]), seed=1, worlds=2)
    assert quiet.members.mean == 1
    assert quiet.members_greatest.mean == 100


def test_exact_at_the_brink() -> None:
    """Three tenths make three tenths: amounts are added as decimals."""
    case = scenario(
        {code: [pledge("finance", 1.0, "", 0.1)] for code in ("ann", "bob", "cid")}
        | {"dan": [pledge("ground_troops", 1.0, "total(finance) >= 0.3", 1)]}
        | {"eve": [pledge("ground_troops", 1.0, "total(finance) > 0.3", 1)]},
        requires={"finance": 0.3},
    )
    found = formation(case, seed=1, worlds=1)
    assert found.actor("dan").p_joins.p == 1
    assert found.actor("eve").p_joins.p == 0
    assert found.success is not None
    assert found.success.p == 1
