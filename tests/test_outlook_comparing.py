"""A change is shared among its causes: all of it, and to each what is its own."""

from __future__ import annotations

from copy import deepcopy
from itertools import permutations
from math import sqrt
from typing import Any

import pytest
from hypothesis import given, settings

import willing
from tests.scenario.scenario_strategies import scenarios
from willing.errors import InputError
from willing.models.formation.formation import formation
from willing.outlook import comparing
from willing.outlook.comparing import comparison, mixtures
from willing.outlook.headlines import Headline
from willing.scenario.scenario import Scenario

from .test_outlook_headlines import CASE

SUCCESS, MEMBERS = Headline("success"), Headline("members")


def made(change: Any = None) -> Scenario:
    data = deepcopy(CASE)
    if change is not None:
        change(data)
    return Scenario.model_validate(data)


def pledge(data: dict[str, Any], actor: str) -> dict[str, Any]:
    return data["actors"][actor]["pledges"][0]


def much(data: dict[str, Any]) -> None:
    """Change a bit of everything."""
    data["events"]["ceasefire"]["p"] = 0.7
    data["events"]["snow"] = {"p": 0.5}
    data["initiative"]["requires"] = {"ground_troops": 7000}
    pledge(data, "FRA")["stance"] = "lean_in"
    pledge(data, "NOR")["when"] = "snow"
    pledge(data, "NOR")["amount"] = 2500
    data["bodies"]["nato"]["votes"] = {"HUN": {"yes": 0, "abstain": 0.2, "no": 0.8}}
    data["crisis"] = {"parameters": {"coalition_resolve": 0.9}}


A, B = made(), made(much)
OPTIONS = {"seed": 3, "worlds": 2000}


def of(found, headline):
    return next(one for one in found.movements if one.headline == headline)


def parts(movement):
    return {part.group: part.change for part in movement.parts}


@pytest.fixture(scope="module")
def found():
    return comparison(A, B, **OPTIONS)


def test_the_parts_sum_to_the_change(found):
    assert found.method == "exact"
    assert len(found.groups) == 7
    for movement in found.movements:
        assert movement.change == movement.after - movement.before
        assert sum(parts(movement).values()) == pytest.approx(movement.change, abs=1e-9)


def test_the_ends_are_what_the_models_say_of_each(found):
    for side, which in ((A, "before"), (B, "after")):
        formed = formation(side, **OPTIONS)
        assert getattr(of(found, SUCCESS), which) == pytest.approx(formed.success.p)
        assert getattr(of(found, MEMBERS), which) == pytest.approx(formed.members.mean)


def test_back_again_every_part_has_the_other_sign(found):
    back = comparison(B, A, **OPTIONS)
    for movement in found.movements:
        there, here = parts(of(back, movement.headline)), parts(movement)
        assert there == pytest.approx({name: -change for name, change in here.items()}, abs=1e-9)


def test_what_cannot_matter_has_no_part_at_all(found):
    assert parts(of(found, MEMBERS))["body:nato"] == 0
    assert parts(of(found, MEMBERS))["crisis"] == 0
    assert parts(of(found, MEMBERS))["question"] == 0
    nato = parts(of(found, Headline("passes", "nato")))
    assert nato["body:nato"] < 0 == nato["event:ceasefire"]
    assert parts(of(found, Headline("holds")))["crisis"] > 0


def test_the_parts_are_shapleys_over_all_orders(found):
    """A plain reading: every order, every step by the formation model on a scenario by hand."""

    def ceasefire(data):
        data["events"]["ceasefire"]["p"] = 0.7

    def required(data):
        data["initiative"]["requires"] = {"ground_troops": 7000}

    def france(data):
        pledge(data, "FRA")["stance"] = "lean_in"

    steps = {"event:ceasefire": ceasefire, "question": required, "actor:FRA:stance": france}

    def success(done):
        def change(data):
            for name in done:
                steps[name](data)

        return formation(made(change), **OPTIONS).success.p

    expected = dict.fromkeys(steps, 0.0)
    for order in permutations(steps):
        for place, name in enumerate(order):
            expected[name] += (success(order[: place + 1]) - success(order[:place])) / 6
    few = comparison(A, made(lambda data: [step(data) for step in steps.values()]), **OPTIONS)
    assert parts(of(few, SUCCESS)) == pytest.approx(expected, abs=1e-12)


def test_two_factors_of_a_product():
    """P(joins) = p q: the change is shared as dp (q0 + q1) / 2 and dq (p0 + p1) / 2 (the two
    components of a difference between rates of Kitagawa 1955, JASA 50).
    """

    def case(p, q):
        return Scenario.model_validate(
            {
                "initiative": {"id": "x", "date": "2025-03-05", "core": ["air"]},
                "events": {"sun": {"p": p}, "wind": {"p": q}},
                "actors": {
                    "NOR": {
                        "pledges": [
                            {"kind": "air", "amount": 1, "stance": 1.0, "when": "sun and wind"}
                        ]
                    }
                },
            }
        )

    both = comparison(case(0.2, 0.5), case(0.6, 0.9), seed=1, worlds=200_000)
    movement = of(both, Headline("joins", "NOR"))
    by = {part.group: part for part in movement.parts}
    for name, expected in (("event:sun", 0.4 * 0.7), ("event:wind", 0.4 * 0.4)):
        assert by[name].change == pytest.approx(expected, abs=4 * by[name].se)
    assert 0 < by["event:sun"].se < 0.002


def test_random_orders_come_near_and_say_how_near(found, monkeypatch):
    monkeypatch.setattr(comparing, "FEW", 3)
    monkeypatch.setattr(comparing, "MIXTURES", 60)
    sampled = comparison(A, B, **OPTIONS)
    assert sampled.method == "sampled"
    assert sampled.orders == 12
    assert {group.name for group in sampled.groups} > {"actor:NOR", "actor:FRA:stance"}
    for movement in sampled.movements:
        exact = parts(of(found, movement.headline))
        exact["actor:NOR"] = exact.pop("actor:NOR:amount") + exact.pop("actor:NOR:condition")
        assert sum(parts(movement).values()) == pytest.approx(movement.change, abs=1e-9)
        for part in movement.parts:
            near = 4 * part.se + 0.02 * abs(movement.change)
            assert part.change == pytest.approx(exact[part.group], abs=near + 1e-9)
    back = comparison(B, A, **OPTIONS)
    for movement in sampled.movements:
        there = parts(of(back, movement.headline))
        assert there == pytest.approx({n: -c for n, c in parts(movement).items()}, abs=1e-9)


def test_the_stated_error_is_the_error():
    """Over many seeds a part strays by about what is stated."""

    def two(data):
        data["events"]["ceasefire"]["p"] = 0.7
        data["initiative"]["requires"] = {"ground_troops": 7000}

    runs = [comparison(A, made(two), seed=seed, worlds=500) for seed in range(40)]
    drawn = [
        next(p for p in of(run, SUCCESS).parts if p.group == "event:ceasefire") for run in runs
    ]
    mean = sum(part.change for part in drawn) / len(drawn)
    spread = sqrt(sum((part.change - mean) ** 2 for part in drawn) / (len(drawn) - 1))
    stated = sum(part.se for part in drawn) / len(drawn)
    assert 0.6 < spread / stated < 1.6


def test_nothing_differs_from_itself():
    found = comparison(A, made(), **OPTIONS)
    assert found.differences == found.groups == ()
    assert all(one.change == 0 and one.parts == () for one in found.movements)
    assert mixtures(A, A) == 1


def test_it_is_one_function_in_python(found):
    assert willing.compare(A, B, **OPTIONS) == found


def test_a_title_moves_nothing():
    def retitled(data):
        data["initiative"]["title"] = "Another title"
        data["events"]["ceasefire"]["title"] = "The guns fall silent"

    assert comparison(A, made(retitled), **OPTIONS).differences == ()


def test_the_order_of_keys_moves_nothing(found):
    def turned(data):
        much(data)
        for part in ("actors", "events"):
            data[part] = dict(reversed(data[part].items()))

    other = comparison(A, made(turned), **OPTIONS)
    assert {m.headline: parts(m) for m in other.movements} == {
        m.headline: parts(m) for m in found.movements
    }


def test_who_only_one_side_has_joins_on_that_side():
    def without(data):
        del data["actors"]["NOR"]

    found = comparison(A, made(without), **OPTIONS)
    norway = of(found, Headline("joins", "NOR"))
    assert norway.after == 0 < norway.before
    assert parts(norway) == {"actor:NOR:pledges": norway.change}


def test_a_condition_on_who_only_one_side_has():
    def alone(data):
        del data["actors"]["GBR"]
        del pledge(data, "FRA")["when"]
        data["bodies"] = {}

    found = comparison(made(lambda data: data.update(bodies={})), made(alone), **OPTIONS)
    france = parts(of(found, Headline("joins", "FRA")))
    assert france["actor:FRA:condition"] > 0 > france["actor:GBR:pledges"]


def test_what_is_required_on_one_side_only_is_no_change():
    def free(data):
        data["initiative"] |= {"requires": {}, "core": ["ground_troops"]}

    found = of(comparison(A, made(free), **OPTIONS), SUCCESS)
    assert found.before is not None
    assert (found.after, found.change, found.se, found.parts) == (None, None, None, ())


def test_what_is_forced_holds_on_both_sides():
    found = comparison(A, B, **OPTIONS, forced={"ceasefire": True})
    assert parts(of(found, MEMBERS))["event:ceasefire"] == 0
    with pytest.raises(InputError, match="unknown event or pledge"):
        comparison(A, B, **OPTIONS, forced={"rain": True})


@settings(max_examples=12, deadline=None)
@given(scenarios, scenarios)
def test_every_mixture_can_be_drawn(a, b):
    """Whatever two scenarios the models can read: the parts sum to the change."""
    try:
        for one in (a, b):
            formation(one, seed=1, worlds=8)
    except InputError:
        return
    found = comparison(a, b, seed=1, worlds=64)
    for movement in found.movements:
        if movement.parts:
            whole = sum(part.change for part in movement.parts)
            assert whole == pytest.approx(movement.change, rel=1e-9, abs=1e-9)
