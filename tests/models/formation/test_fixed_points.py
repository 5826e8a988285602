"""Who joins, against brute force over all subsets of pledges, condition by condition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain, combinations
from random import Random
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willing.models.formation.bits import unpacked
from willing.models.formation.engine import Name
from willing.models.formation.formation import formation
from willing.models.formation.joining import Formation
from willing.models.formation.trial import block_at, make_trial
from willing.scenario.scenario import LogNormal, Pledge, Scenario

from ..cases import patrol, pledge, scenario
from . import scenarios as made

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


def test_what_hope_adds_and_a_newcomer_moves() -> None:
    """The properties below are not empty: eve and fay of the patrol wait for each other."""
    low, high = settle(patrol())
    assert any((high[key] & ~low[key]).any() for key in low)
    after, _ = settle(with_newcomer(patrol()))
    assert any((after[key] & ~low[key]).any() for key in low)


def with_newcomer(case: Scenario) -> Scenario:
    extra = scenario({"zed": [pledge("ground_troops", 1.0, "", 300)]}).actors["zed"]
    return case.model_copy(update={"actors": {**case.actors, "zed": extra}})


def with_pledge(case: Scenario, actor: str, number: int, **changed: Any) -> Scenario:
    """The scenario with one pledge of an actor written anew."""
    noun = case.actors[actor]
    pledges = list(noun.pledges)
    pledges[number] = pledges[number].model_copy(update=changed)
    again = noun.model_copy(update={"pledges": tuple(pledges)})
    return case.model_copy(update={"actors": {**case.actors, actor: again}})


def never_less(before: Scenario, after: Scenario, engine: Name) -> None:
    """No pledge that is active before is not active after, in any world, at either point."""
    for less, more in zip(settle(before, engine, 130), settle(after, engine, 130), strict=True):
        assert all((more[key] | ~less[key]).all() for key in less)


def raised(pledge: Pledge) -> Any:
    if isinstance(pledge.amount, LogNormal):
        return LogNormal(**{p: 2 * x for p, x in pledge.amount.model_dump().items()})
    if isinstance(pledge.amount, tuple):
        return tuple(x + 1.5 for x in pledge.amount)
    assert pledge.amount is not None
    return pledge.amount + 1.5


@st.composite
def one_pledge(draw_: st.DrawFn) -> tuple[Scenario, str, int]:
    case = draw_(made.scenarios())
    choice = [(a, n) for a, noun in case.actors.items() for n in range(len(noun.pledges))]
    return case, *draw_(st.sampled_from(choice))


@pytest.mark.parametrize("engine", ENGINES)
@given(made.scenarios())
@settings(max_examples=30, deadline=None)
def test_the_greatest_contains_the_least_in_every_world(engine: Name, case: Scenario) -> None:
    low, high = settle(case, engine, 130)
    assert all((high[key] | ~low[key]).all() for key in low)


@pytest.mark.parametrize("engine", ENGINES)
@given(made.scenarios())
@settings(max_examples=30, deadline=None)
def test_one_more_member_removes_nobody(engine: Name, case: Scenario) -> None:
    never_less(case, with_newcomer(case), engine)


@pytest.mark.parametrize("engine", ENGINES)
@given(one_pledge(), made.conditions | st.just(""))
@settings(max_examples=35, deadline=None)
def test_an_easier_condition_removes_nobody(
    engine: Name, chosen: tuple[Scenario, str, int], or_else: str
) -> None:
    case, actor, number = chosen
    when = case.actors[actor].pledges[number].when
    easier = f"({when}) or ({or_else})" if when and or_else else ""
    never_less(case, with_pledge(case, actor, number, when=easier), engine)


@pytest.mark.parametrize("engine", ENGINES)
@given(one_pledge())
@settings(max_examples=35, deadline=None)
def test_a_larger_amount_removes_nobody(engine: Name, chosen: tuple[Scenario, str, int]) -> None:
    case, actor, number = chosen
    larger = raised(case.actors[actor].pledges[number])
    never_less(case, with_pledge(case, actor, number, amount=larger), engine)


@pytest.mark.parametrize("engine", ENGINES)
@given(made.scenarios(), st.permutations(made.ACTORS))
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_actors_changes_no_world(
    engine: Name, case: Scenario, order: list[str]
) -> None:
    mixed = case.model_copy(update={"actors": {name: case.actors[name] for name in order}})
    one, other = (formation(c, seed=5, worlds=130, engine=engine) for c in (case, mixed))
    assert one == other


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


@pytest.mark.parametrize("engine", ENGINES)
def test_after_you_in_a_circle_of_three(engine: Name) -> None:
    found = formation(circle(), seed=1, worlds=70, engine=engine)
    assert [actor.p_joins.p for actor in found.actors] == [0, 0, 0]
    assert [actor.p_joins_greatest.p for actor in found.actors] == [1, 1, 1]
    first = formation(circle(), seed=1, worlds=70, engine=engine, forced={"bob": True})
    assert [actor.p_joins.p for actor in first.actors] == [1, 1, 1]


def circle() -> Scenario:
    """Each waits for the next."""
    after = {"ann": "bob", "bob": "cid", "cid": "ann"}
    return scenario(
        {one: [pledge("ground_troops", 1.0, f"joined({other})")] for one, other in after.items()}
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_who_is_forced_comes_before_who_waits_for_it(engine: Name) -> None:
    """Round 1 is that of actors who join before anybody else has (`ActorJoins.wave`)."""
    found = formation(circle(), seed=1, worlds=70, engine=engine, forced={"bob": True})
    assert [found.actor(a).wave for a in ("bob", "ann", "cid")] == [1, 2, 3]
    assert found.tipping == ("bob", "ann", "cid")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("when", "low", "high"),
    [
        ("rain and not rain", 0, 0),
        ("rain or not rain", 1, 1),
        ("members() >= 0", 1, 1),
        ("members() > 0", 0, 0),
        ("members() >= 0.5", 0, 0),
        ("total(finance) >= 0", 1, 1),
        ("total(finance) > 0", 0, 0),
        ("total(naval) >= 0", 1, 1),
        ("total(naval) > 0", 0, 0),
        ("total(naval) >= 1", 0, 0),
        ("joined(ann)", 0, 1),
        ("joined(ann, naval)", 0, 0),
        ("supports(idle)", 0, 0),
        ("members() >= 4000000000", 0, 0),
        ("members() >= 1e300", 0, 0),
        ("members() > 1e300", 0, 0),
        ("total(ground_troops) >= 1e15", 0, 0),
        ("total(ground_troops) >= 1e300", 0, 0),
        ("total(ground_troops) > 1e300", 0, 0),
        ("sure", 1, 1),
        ("never", 0, 0),
        ("not never", 1, 1),
    ],
)
def test_degenerate_conditions(engine: Name, when: str, low: int, high: int) -> None:
    """Nobody leads; idle has no pledge, and nobody pledges ships."""
    case = scenario(
        {"ann": [pledge("ground_troops", 1.0, when, 3), pledge("finance", 0.0, "", 5)], "idle": []},
        events={"rain": 0.5, "sure": 1.0, "never": 0.0},
    )
    found = formation(case, seed=1, worlds=100, engine=engine)
    ann, idle = found.actors
    assert (ann.p_joins.p, ann.p_joins_greatest.p) == (low, high)
    assert idle.p_joins.p == idle.p_supports_greatest.p == 0
    assert found.members.mean == low


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_and_nobody_required(engine: Name) -> None:
    cases: list[tuple[dict[str, float], float | None]] = [
        ({}, None),
        ({"ground_troops": 0}, 1),
        ({"naval": 0}, 1),
        ({"naval": 0.1}, 0),
        ({"ground_troops": 1e300}, 0),
    ]
    for requires, expected in cases:
        case = scenario({"ann": [pledge("ground_troops", 0.5)], "idle": []}, requires=requires)
        found = formation(case, seed=1, worlds=100, engine=engine)
        assert (found.success.p if found.success else None) == expected


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


@pytest.mark.parametrize("engine", ENGINES)
def test_random_thresholds(engine: Name) -> None:
    """Granovetter (1978), p. 1425: the equilibria are the r with F(r) = r.

    The least is reached from 0 by r <- number of thresholds that r reaches. In the greatest each
    counts the others only, so r actors hold together if r of them are content with r - 1.
    """
    dice = Random(4)
    for _ in range(25):
        thresholds = [max(0, round(dice.gauss(6, 5))) for _ in range(30)]
        least = 0
        while (more := sum(t <= least for t in thresholds)) != least:
            least = more
        content = [r for r in range(31) if sum(t <= r - 1 for t in thresholds) >= r]
        found = formation(crowd(thresholds), seed=1, worlds=1, engine=engine)
        assert found.members.mean == least
        assert found.members_greatest.mean == max(content)


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
