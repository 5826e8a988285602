"""What it would take, against trying every set of changes on the scenario as edited by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from random import Random
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from willing.errors import InputError
from willing.models.formation import needs as module
from willing.models.formation.engine import Name
from willing.models.formation.formation import formation
from willing.models.formation.joining import Formation
from willing.models.formation.needs import EXACT_SIZE, MOST_WORLDS, Needs, needs
from willing.models.formation.search import ANSWERS
from willing.scenario.scenario import Change, Scenario

from ..cases import patrol, pledge, scenario

ENGINES: tuple[Name, ...] = get_args(Name)

SEED = 5
WORLDS = 200

GRAIN = 1e-6
"""Amounts are raised in whole grains, or drawn from a raised triangle: one may differ."""

Chosen = frozenset[int]


def with_changes(case: Scenario, changes: Sequence[Change]) -> tuple[Scenario, dict[str, bool]]:
    """The scenario as one would edit it, and what one would force. Amounts to be raised must be
    fixed, or triangles raised `by` a factor.
    """
    plain: dict[str, Any] = case.model_dump(by_alias=True)
    forced: dict[str, bool] = {}
    for change in changes:
        actor, _, kind = change.target.partition(".")
        if change.verb == "secure":
            forced[change.target] = True
        elif change.verb == "lower":
            now = plain["initiative"]["requires"][change.target]
            less = change.to if change.to is not None else now * (change.by or 1)
            plain["initiative"]["requires"][change.target] = min(now, less)
        else:
            for made in plain["actors"][actor]["pledges"]:
                if kind in ("", made["kind"]):
                    edited(made, change)
    return Scenario.model_validate(plain), forced


def edited(made: dict[str, Any], change: Change) -> None:
    amount = made["amount"]
    if change.verb == "drop":
        made["when"] = ""
    elif isinstance(amount, tuple | list):
        assert change.by is not None
        made["amount"] = [change.by * x for x in amount]
    else:
        made["amount"] = max(amount, change.to if change.to is not None else amount * change.by)


def evaluated(
    case: Scenario, changes: Sequence[Change], total: str | None, worlds: int = WORLDS, **more: Any
) -> float:
    found = formed(case, changes, worlds, **more)
    if total is not None:
        return next(t.mean for t in found.totals if t.kind == total)
    assert found.success is not None
    return found.success.p


def formed(case: Scenario, changes: Sequence[Change], worlds: int, **more: Any) -> Formation:
    changed, forced = with_changes(case, changes)
    return formation(changed, seed=SEED, worlds=worlds, forced=forced, **more)


@dataclass(frozen=True)
class Table:
    """What sets of up to three changes reach, and what they cost."""

    changes: tuple[Change, ...]
    values: dict[Chosen, float]
    target: float

    def cost(self, some: Chosen) -> float:
        return sum(self.changes[row].cost for row in some)

    def minimal(self) -> set[Chosen]:
        """The sets that reach the target, and of which no part does."""
        reach = {some for some, value in self.values.items() if value >= self.target}
        return {some for some in reach if not any(part < some for part in reach)}


def measured(case: Scenario, total: str | None = None) -> dict[Chosen, float]:
    """The measure with every set of up to three changes made."""
    rows = range(len(case.changes))
    sets = [frozenset(s) for size in range(EXACT_SIZE + 1) for s in combinations(rows, size)]
    return {s: evaluated(case, [case.changes[r] for r in sorted(s)], total) for s in sets}


@cache
def measured_case(seed: int) -> dict[Chosen, float]:
    return measured(made_case(seed))


def check_exact(found: Needs, expected: Table) -> None:
    """Right values, nothing superfluous, cheapest first, and nothing that is cheaper missed."""
    rows = {(change.verb, change.target): row for row, change in enumerate(expected.changes)}
    answers = [
        (frozenset(rows[made.verb, made.target] for made in answer.changes), answer)
        for answer in found.answers
    ]
    minimal = expected.minimal()
    assert found.method == "exact"
    assert found.reached == bool(minimal)
    for some, answer in answers:
        assert some in minimal
        assert answer.value.value == pytest.approx(expected.values[some], abs=GRAIN)
        assert answer.cost == pytest.approx(expected.cost(some))
    assert [a.cost for a in found.answers] == sorted(a.cost for a in found.answers)
    listed = {some for some, _ in answers}
    if minimal:
        cheapest = min(map(expected.cost, minimal))
        assert {s for s in minimal if expected.cost(s) <= cheapest} <= listed
        dearest = max(map(expected.cost, listed))
        assert {s for s in minimal if expected.cost(s) < dearest} <= listed
        assert len(listed) >= min(ANSWERS, len(minimal))


def made_case(seed: int) -> Scenario:
    """Five actors that wait for events and each other, and seven changes at different costs."""
    dice = Random(seed)
    names = ("ann", "bob", "cid", "dan", "eve")
    when = ["", "rain", "truce", "members() >= 1", "not rain", "total(ground_troops) >= 5"]
    amounts = [3, 5, [1, 2, 6]]
    actors = {
        name: [
            pledge(
                "ground_troops",
                dice.choice((0.0, 0.3, 0.5, 0.8)),
                dice.choice((*when, f"joined({dice.choice(names)})")),
                dice.choice(amounts),
            )
        ]
        for name in names
    }
    changes: list[dict[str, Any]] = [
        {"secure": dice.choice(names)},
        {"secure": f"{dice.choice(names)}.ground_troops", "cost": 2.5},
        {"secure": "truce", "cost": 0.5},
        {"secure": "rain"},
        {"drop": dice.choice(names), "cost": 0.75},
        {"raise": dice.choice(names), "by": 2, "cost": 0.25},
        {"lower": "ground_troops", "by": 0.75, "cost": 2},
    ]
    found = {(next(iter(change)), change[next(iter(change))]): change for change in changes}
    return scenario(
        actors,
        events={"truce": 0.3, "rain": {"p": {"if": "truce", "then": 0.8, "else": 0.3}}},
        requires={"ground_troops": dice.choice((8, 12))},
        changes=list(found.values()),
    )


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("target", [0.4, 0.75])
def test_exact_search_against_every_set(engine: Name, seed: int, target: float) -> None:
    case = made_case(seed)
    expected = Table(case.changes, measured_case(seed), target)
    found = needs(case, target=target, seed=SEED, worlds=WORLDS, most=3, engine=engine)
    if expected.minimal():
        check_exact(found, expected)
    else:
        assert not found.reached
    assert found.now.value == expected.values[frozenset()]
    assert {(made.verb, made.target): made.alone for made in found.candidates} == pytest.approx(
        {(c.verb, c.target): expected.values[frozenset({r})] for r, c in enumerate(case.changes)}
    )


@pytest.mark.parametrize("seed", range(3))
def test_exact_search_for_a_total(seed: int) -> None:
    case = made_case(seed)
    target = evaluated(case, [], "ground_troops") + 3.5
    expected = Table(case.changes, measured(case, "ground_troops"), target)
    found = needs(case, target=target, seed=SEED, worlds=WORLDS, most=3, total="ground_troops")
    assert found.measure == "ground_troops"
    if expected.minimal():
        check_exact(found, expected)
    else:
        assert not found.reached


def test_every_sort_of_change_to_an_amount() -> None:
    case = scenario(
        {"ann": [pledge("ground_troops", 0.6, "rain", 2)], "bob": [pledge("ground_troops", 0.9)]},
        events={"rain": 0.5},
        requires={"ground_troops": 3},
        changes=[
            {"raise": "ann", "to": 3},
            {"raise": "bob.ground_troops", "by": 3, "cost": 2},
            {"lower": "ground_troops", "to": 1, "cost": 2},
            {"drop": "ann", "cost": 0},
            {"secure": "ann", "cost": 3},
        ],
    )
    values = measured(case)
    for target in (0.35, 0.6, 0.9, 0.99):
        found = needs(case, target=target, seed=SEED, worlds=WORLDS, most=3)
        check_exact(found, Table(case.changes, values, target))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("target", [0.4, 0.75])
def test_the_bound_loses_no_answer(
    monkeypatch: pytest.MonkeyPatch, seed: int, target: float
) -> None:
    case = made_case(seed)
    helping = tuple(c for c in case.changes if c.secure != "rain")
    actors = {
        name: actor.model_copy(
            update={"pledges": tuple(p.model_copy(update={"when": p.when.replace("not ", "")})
                                     for p in actor.pledges)}
        )
        for name, actor in case.actors.items()
    }  # fmt: skip
    case = case.model_copy(update={"changes": helping, "actors": actors})
    bounded = needs(case, target=target, seed=SEED, worlds=WORLDS, most=3)
    monkeypatch.setattr(module, "only_helps", lambda *_: False)
    plain = needs(case, target=target, seed=SEED, worlds=WORLDS, most=3)
    assert (bounded.bounded, plain.bounded) == (True, False)
    assert bounded.reached == plain.reached
    assert bounded.answers == plain.answers


@pytest.mark.parametrize("worlds", [50, 100])
def test_a_target_that_is_just_reached_is_reached(worlds: int) -> None:
    """Whatever binary fraction comes next to it: 7 of 100 worlds are 0.07, and enough for it."""
    for percent in range(1, 100):
        case = scenario(
            {"ann": [pledge("ground_troops", percent / 100, "never")]},
            events={"never": 0.0},
            requires={"ground_troops": 1},
            changes=[{"drop": "ann"}],
        )
        willing = round(worlds * evaluated(case, case.changes, None, worlds))
        if willing:
            found = needs(case, target=willing / worlds, seed=SEED, worlds=worlds)
            assert found.reached, willing
            assert found.method == "exact", willing


def test_the_suggested_changes() -> None:
    """Where the scenario lists none: what matters, each at cost 1."""
    case = scenario(
        {
            "ann": [pledge("ground_troops", 0.5, "truce", 5), pledge("naval", 0.5)],
            "bob": [pledge("logistics", 1.0), pledge("air", 1.0, "not storm")],
            "cid": [pledge("ground_troops", 1.0, "supports(bob)", 5)],
        },
        events={"truce": 0.5, "storm": 0.2, "comet": 0.5, "sure": 1.0},
        requires={"ground_troops": 10},
    )
    found = needs(case, target=0.99, seed=SEED, worlds=100)
    assert not found.listed
    assert {made.words for made in found.candidates} == {
        "secure ann.ground_troops",
        "drop the condition of ann.ground_troops",
        "raise ann.ground_troops to 150%",
        "secure bob.air",
        "drop the condition of bob.air",
        "secure cid.ground_troops",
        "drop the condition of cid.ground_troops",
        "raise cid.ground_troops to 150%",
        "secure truce",
        "lower ground_troops to 75%",
    }
    assert {made.cost for made in found.candidates} == {1}
    assert found.answers[0].changes[0].words == "secure ann.ground_troops"
    only = needs(case, target=0.99, seed=SEED, worlds=100, allowed=("lower", "drop"))
    assert {made.verb for made in only.candidates} == {"lower", "drop"}


def test_second_pledges_of_a_kind_are_changed_alone() -> None:
    case = scenario(
        {"ann": [pledge("ground_troops", 0.5, "", 1), pledge("ground_troops", 0.5, "", 5)]},
        requires={"ground_troops": 5},
        changes=[{"secure": "ann.ground_troops#2"}],
    )
    found = needs(case, target=1.0, seed=SEED, worlds=100)
    assert found.reached
    assert found.with_all.value == 1


def test_suggestions_name_one_pledge_each() -> None:
    """To secure the small pledge of two is not to secure the large one."""
    case = scenario(
        {"ann": [pledge("ground_troops", 0.5, "", 1), pledge("ground_troops", 0.0, "", 5)]},
        requires={"ground_troops": 5},
    )
    found = needs(case, target=1.0, seed=SEED, worlds=100, allowed=("secure",))
    alone = {made.target: made.alone for made in found.candidates}
    assert alone == {"ann.ground_troops#1": 0, "ann.ground_troops#2": 1}


@pytest.mark.parametrize("seed", range(6))
def test_greedy_is_never_cheaper_than_exact(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    case = made_case(seed)
    exact = needs(case, target=0.6, seed=SEED, worlds=WORLDS, most=3)
    monkeypatch.setattr(module, "exact", lambda *_: [])
    greedy = needs(case, target=0.6, seed=SEED, worlds=WORLDS, most=3)
    assert exact.reached or not greedy.reached
    if greedy.reached and greedy.answers[0].changes:
        assert greedy.answers[0].cost >= exact.answers[0].cost
        assert greedy.answers[0].value.value >= 0.6


def test_greedy_reaches_what_is_easy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Independent pledges of one size: the cheapest of them, as many as it takes."""
    names = [f"actor{number}" for number in range(6)]
    case = scenario(
        {name: [pledge("ground_troops", 0.0)] for name in names},
        requires={"ground_troops": 3},
        changes=[{"secure": name, "cost": cost} for cost, name in enumerate(names, 1)],
    )
    exact = needs(case, target=1.0, seed=SEED, worlds=WORLDS)
    monkeypatch.setattr(module, "exact", lambda *_: [])
    greedy = needs(case, target=1.0, seed=SEED, worlds=WORLDS)
    assert (exact.method, greedy.method) == ("exact", "greedy")
    assert greedy.answers[0].changes == exact.answers[0].changes
    assert greedy.answers[0].cost == 6


def test_more_than_three_changes_by_the_greedy_search() -> None:
    names = [f"actor{number}" for number in range(6)]
    case = scenario(
        {name: [pledge("ground_troops", 0.0)] for name in names},
        requires={"ground_troops": 5},
        changes=[{"secure": name} for name in names],
    )
    found = needs(case, target=1.0, seed=SEED, worlds=64)
    assert (found.method, found.reached, found.answers[0].cost) == ("greedy", True, 5)
    few = needs(case, target=1.0, seed=SEED, worlds=64, most=4)
    assert not few.reached
    assert few.nearest is not None


def test_changes_may_need_each_other() -> None:
    """Neither helps alone; the greedy search is led by how near it comes."""
    case = scenario(
        {
            "ann": [pledge("ground_troops", 0.0)],
            "bob": [pledge("ground_troops", 0.0)],
            "cid": [pledge("naval", 0.0)],
        },
        requires={"ground_troops": 2},
        changes=[{"secure": name} for name in ("ann", "bob", "cid")],
    )
    found = needs(case, target=1.0, seed=SEED, worlds=64)
    assert {made.target for made in found.answers[0].changes} == {"ann", "bob"}
    assert [made.alone for made in found.candidates] == [0, 0, 0]


@pytest.mark.parametrize("worlds", [192, 200])
@pytest.mark.parametrize("total", [None, "ground_troops"])
def test_answers_are_checked_in_later_worlds(worlds: int, total: str | None) -> None:
    """In as many worlds from the next full word on."""
    case = made_case(1)
    target = 0.5 if total is None else evaluated(case, [], total) + 2
    found = needs(case, target=target, seed=SEED, worlds=worlds, total=total)
    assert found.reached
    start = -(-worlds // 64) * 64
    changes = {(change.verb, change.target): change for change in case.changes}
    for answer in found.answers:
        made = [changes[one.verb, one.target] for one in answer.changes]
        both = evaluated(case, made, total, start + worlds) * (start + worlds)
        fresh = (both - evaluated(case, made, total, start) * start) / worlds
        assert answer.fresh.value == pytest.approx(fresh)


@pytest.mark.parametrize("given", [["truce"], ["not truce", "not rain"]])
def test_in_the_worlds_of_what_is_given(given: list[str]) -> None:
    """What is given holds before anything is changed."""
    case = made_case(2)
    found = needs(case, target=0.9, seed=SEED, worlds=WORLDS, given=given)
    alone = formation(case, seed=SEED, worlds=WORLDS, given=given)
    assert alone.success is not None
    assert found.worlds == alone.worlds_used
    assert found.now.value == alone.success.p


def test_given_what_fresh_worlds_lack() -> None:
    """A rare event in the worlds that were searched, and in none of the others."""
    case = scenario(
        {"ann": [pledge("ground_troops", 0.0)]},
        events={"comet": 0.01},
        requires={"ground_troops": 1},
        changes=[{"secure": "ann"}],
    )
    seed = next(s for s in range(99) if 0 < comets(case, s, 64) == comets(case, s, 128))
    found = needs(case, target=0.9, seed=seed, worlds=64, given=["comet"])
    assert found.reached


def comets(case: Scenario, seed: int, worlds: int) -> int:
    found = formation(case, seed=seed, worlds=worlds).by_event[0].happens
    return found.worlds if found else 0


def test_already_there() -> None:
    case = scenario({"ann": [pledge("ground_troops", 0.5)]}, requires={"ground_troops": 1})
    now = evaluated(case, [], None)
    found = needs(case, target=now, seed=SEED, worlds=WORLDS)
    assert found.reached
    assert (found.method, found.answers[0].changes, found.answers[0].cost) == ("exact", (), 0)
    assert found.answers[0].value == found.now
    assert found.nearest is None


def test_out_of_reach() -> None:
    case = scenario(
        {"ann": [pledge("ground_troops", 0.5)], "bob": [pledge("ground_troops", 0.5)]},
        requires={"ground_troops": 3},
        changes=[{"secure": "ann"}, {"secure": "bob"}],
    )
    found = needs(case, target=0.5, seed=SEED, worlds=WORLDS)
    assert (found.reached, found.answers) == (False, ())
    assert found.nearest is not None
    assert found.with_all.value == found.nearest.value.value == 0
    nothing = needs(case, target=0.5, seed=SEED, worlds=WORLDS, allowed=("drop",))
    assert (nothing.reached, nothing.candidates) == (False, ())


def test_the_nearest_set_keeps_to_the_most() -> None:
    names = [f"actor{number}" for number in range(4)]
    case = scenario(
        {name: [pledge("ground_troops", 0.5)] for name in names},
        requires={"ground_troops": 5},
        changes=[{"secure": name} for name in names],
    )
    found = needs(case, target=0.5, seed=SEED, worlds=WORLDS, most=2)
    assert found.nearest is not None
    assert len(found.nearest.changes) <= 2


def test_the_nearest_set_is_the_best_one_found() -> None:
    """An event that does harm is in no best set."""
    case = scenario(
        {"ann": [pledge("ground_troops", 0.5, "not storm")]},
        events={"storm": 0.5},
        requires={"ground_troops": 1},
        changes=[{"secure": "storm"}],
    )
    found = needs(case, target=0.9, seed=SEED, worlds=WORLDS)
    assert not found.bounded
    assert found.nearest is not None
    assert found.nearest.value.value == found.now.value > 0


def test_what_is_forced_stays_forced() -> None:
    """On top of what is forced; a change that undoes it is the analyst's own affair."""
    case = made_case(3)
    forced = {"rain": False, "eve": True}
    found = needs(case, target=0.9, seed=SEED, worlds=WORLDS, forced=forced)
    free = formation(case, seed=SEED, worlds=WORLDS, forced=forced)
    assert free.success is not None
    assert found.now.value == free.success.p


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"target": 0.0}, "lies between 0 and 1"),
        ({"target": 1.5}, "--target 1.5: P.success. lies between 0 and 1"),
        ({"target": -1, "total": "ground_troops"}, "write an amount above 0"),
        ({"total": "ground_trops"}, "did you mean ground_troops"),
        ({"most": 0}, "at least one change"),
        ({"worlds": MOST_WORLDS + 1}, "search in at most 262,144"),
        ({"given": ["truce and not truce"]}, "holds in none of the"),
        ({"forced": {"tru": True}}, "did you mean truce"),
    ],
)
def test_what_cannot_be_asked_is_an_error(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        needs(patrol(), **{"target": 0.5, "seed": 1, "worlds": 64, **asked})


def test_nothing_required_is_an_error() -> None:
    case = scenario({"ann": [pledge("ground_troops", 0.5)]})
    with pytest.raises(InputError, match=r"requires nothing.*--total KIND"):
        needs(case, target=0.5, seed=1, worlds=64)
    assert needs(case, target=1, seed=1, worlds=64, total="ground_troops").reached


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"secure": "anne"}, r"changes\[1\]: unknown event, actor or pledge 'anne': did you mean"),
        ({"secure": "truc"}, "did you mean truce"),
        ({"secure": "ann.air"}, "unknown event, actor or pledge 'ann.air'"),
        ({"drop": "truce"}, "unknown pledge 'truce'"),
        ({"raise": "zoe", "by": 2}, "unknown pledge 'zoe'"),
        (
            {"lower": "logistic", "by": 0.5},
            "unknown requirement 'logistic': did you mean logistics",
        ),
    ],
)
def test_unknown_targets_of_changes(change: dict[str, Any], message: str) -> None:
    changes = [Change(secure="truce"), Change.model_validate(change)]
    case = patrol().model_copy(update={"changes": tuple(changes)})
    with pytest.raises(InputError, match=message):
        needs(case, target=0.5, seed=1, worlds=64)


@pytest.mark.parametrize("amount", [1, [1, 2, 3]])
@pytest.mark.parametrize("huge", [{"to": 1e13}, {"by": 1e13}])
def test_an_amount_beyond_all_sums(amount: Any, huge: dict[str, float]) -> None:
    """Refused as in a pledge, or enough; never an overflow."""
    case = scenario(
        {name: [pledge("finance", 1.0, "", amount)] for name in ("ann", "bob")},
        requires={"finance": 10},
        changes=[{"raise": "ann", **huge}, {"raise": "bob", **huge}],
    )
    try:
        found = needs(case, target=0.5, seed=SEED, worlds=64)
    except InputError:
        return
    assert found.with_all.value == 1
    assert found.reached


def test_costs_by_hand() -> None:
    case = scenario(
        {name: [pledge("ground_troops", 0.2)] for name in ("ann", "bob")},
        requires={"ground_troops": 1},
    )
    found = needs(
        case, target=0.9, seed=SEED, worlds=64, allowed=("secure",), costs={"ann": 5, "bob": 0.5}
    )
    assert found.answers[0].cost == 0.5
    assert {made.target: made.cost for made in found.candidates} == {
        "ann.ground_troops": 5,
        "bob.ground_troops": 0.5,
    }
    with pytest.raises(InputError, match="unknown change 'anne'"):
        needs(case, target=0.9, seed=SEED, worlds=64, costs={"anne": 1})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({}, "exactly one of secure, raise, drop and lower"),
        ({"secure": "ann", "drop": "ann"}, "exactly one of"),
        ({"secure": "ann", "by": 2}, "`by` and `to` go with raise and lower only"),
        ({"drop": "ann", "to": 2}, "`by` and `to` go with raise and lower only"),
        ({"raise": "ann", "by": 2, "to": 5}, "and not both"),
        ({"raise": "ann"}, "write `by`"),
        ({"lower": "air"}, "write `by`"),
        ({"raise": "ann", "by": 0.5}, "to raise, `by` must be at least 1"),
        ({"lower": "air", "by": 1.5}, "to lower, `by` must be at most 1"),
        ({"lower": "air", "by": 0}, "greater than 0"),
        ({"raise": "ann", "to": -1}, "greater than or equal to 0"),
        ({"raise": "ann", "by": float("inf")}, "finite"),
        ({"secure": "ann", "cost": -1}, "greater than or equal to 0"),
        ({"secure": "ann", "price": 1}, "Extra inputs"),
    ],
)
def test_changes_that_say_nothing_are_errors(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Change.model_validate(change)


def test_changes_say_what_they_are() -> None:
    change = Change.model_validate({"raise": "ann.air", "by": 1.5, "cost": 3})
    assert (change.verb, change.target, change.cost) == ("raise", "ann.air", 3)
    assert Change(lower="air", to=0).to == 0


def test_many_cheap_changes_are_found_beside_one_dear_one() -> None:
    names = ("ann", "bob", "cid", "dan")
    case = scenario(
        {name: [pledge("ground_troops", 0.0)] for name in names}
        | {"zed": [pledge("ground_troops", 0.0, "", 4)]},
        requires={"ground_troops": 4},
        changes=[*({"secure": name} for name in names), {"secure": "zed", "cost": 1000}],
    )
    found = needs(case, target=1.0, seed=SEED, worlds=64)
    assert [answer.cost for answer in found.answers] == [4, 1000]
    assert found.method == "greedy"
    assert needs(case, target=1.0, seed=SEED, worlds=64, most=3).answers[0].cost == 1000


def test_what_is_forced_is_not_changed() -> None:
    found = needs(patrol(), target=0.9, seed=SEED, worlds=64, forced={"ann": False, "truce": False})
    assert not {"truce", "ann.ground_troops", "ann.naval"} & {m.target for m in found.candidates}


def test_what_is_met_in_all_worlds_is_not_sure() -> None:
    found = needs(patrol(), target=1.0, seed=SEED, worlds=64, most=1)
    assert found.with_all.value == 1
    assert found.with_all.low < 0.96


def test_targets_without_end_are_refused() -> None:
    with pytest.raises(InputError, match="above 0"):
        needs(patrol(), target=float("inf"), seed=1, worlds=64, total="ground_troops")
