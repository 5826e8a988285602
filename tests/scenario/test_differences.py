"""What differs between two scenarios, and scenarios that take some of it."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenario_strategies import scenarios

from willing.reference.capability import default_amount
from willing.scenario.as_read import has_aged
from willing.scenario.differences import differences
from willing.scenario.mixture import mixture
from willing.scenario.parts import REST, groups_of
from willing.scenario.scenario import Scenario

CASE: dict[str, Any] = {
    "initiative": {
        "id": "patrol",
        "title": "Patrol",
        "date": "2025-03-05",
        "adversary": "RUS",
        "requires": {"naval": 6},
    },
    "events": {
        "truce": {"p": 0.4},
        "mandate": {"p": {"if": "truce and vote", "then": 0.7, "else": 0.2}},
        "vote": {"p": 0.5},
    },
    "actors": {
        "GRC": {
            "said": "in",
            "source": "statement:aaaa1111",
            "pledges": [
                {
                    "kind": "naval",
                    "stance": {"mean": 1.35, "sd": 0.855},
                    "amount": [1, 2, 4],
                    "when": "truce and (mandate or vote)",
                    "source": "statement:aaaa1111",
                }
            ],
        },
        "ITA": {"pledges": [{"kind": "naval", "stance": "in", "when": "joined(GRC)"}]},
        "NOR": {"pledges": [{"kind": "naval", "stance": "in", "amount": 2}]},
    },
    "bodies": {
        "nato": {"rule": "consensus", "members": ["NATO"]},
        "club": {"rule": "opt_in", "minimum": 2},
    },
    "crisis": {"parameters": {"provocation": [0, 1]}},
}


def made(**changes: Any) -> Scenario:
    """The case with values put at paths such as `events__truce__p`; None takes a key out."""
    data = deepcopy(CASE)
    for path, value in changes.items():
        *steps, last = path.split("__")
        node: Any = data
        for step in steps:
            node = node[int(step)] if isinstance(node, list) else node.setdefault(step, {})
        if value is None:
            del node[last]
        else:
            node[last] = value
    return Scenario.model_validate(data)


BEFORE = made()
NAVAL = "actors__GRC__pledges__0"


@pytest.mark.parametrize(
    "after",
    [
        made(initiative__title="Another title", initiative__source="analyst"),
        made(events__truce={"p": 0.4, "title": "A truce", "source": "default"}),
        made(**{f"{NAVAL}__when": "(vote or mandate) and truce"}),
        made(**{f"{NAVAL}__source": "statement:aaaa1111 (again)"}),
        made(events__mandate__p={"if": "vote and truce", "then": 0.7, "else": 0.2}),
        made(actors__NOR__name="Norway", actors__NOR__source="analyst"),
        made(initiative__core=["naval"]),
        made(crisis__settlement="none", crisis__source="analyst"),
        made(crisis__parameters__provocation={"value": [0, 1], "source": "analyst"}),
        made(actors__UKR={}),
    ],
)
def test_what_the_models_do_not_read_is_no_difference(after):
    assert differences(BEFORE, after) == ()


def test_the_order_of_keys_is_no_difference():
    turned = json.loads(json.dumps(CASE))
    for part in ("events", "actors", "bodies"):
        turned[part] = dict(reversed(turned[part].items()))
    assert differences(BEFORE, Scenario.model_validate(dict(reversed(turned.items())))) == ()


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (made(events__truce__p=0.6), {("event", "truce", "", "event:truce")}),
        (made(events__new={"p": 0.6}), {("event", "new", "", "")}),
        (made(initiative__requires={"naval": 8}), {("required", "naval", "", "question")}),
        (made(initiative__core=["naval", "air"]), {("counts", "", "", "question")}),
        (made(initiative__date="2025-04-03"), {("date", "date", "", "time")}),
        (made(initiative__horizon="2025-09-01"), {("horizon", "horizon", "", "time")}),
        (made(initiative__adversary="IRN"), {("side", "adversary", "", "crisis")}),
        (made(initiative__leads=["GRC"]), {("other", "initiative.leads", "", "")}),
        (
            made(actors__ITA__pledges__0__stance="out"),
            {("stance", "ITA", "naval", "actor:ITA:stance")},
        ),
        (made(actors__GRC__said="out"), {("said", "GRC", "", "actor:GRC:stance")}),
        (made(**{f"{NAVAL}__amount": 3}), {("amount", "GRC", "naval", "actor:GRC:amount")}),
        (
            made(**{f"{NAVAL}__when": "truce"}),
            {("condition", "GRC", "naval", "actor:GRC:condition")},
        ),
        (
            made(actors__NOR__pledges=[{"kind": "air", "stance": "in"}]),
            {
                ("pledge", "NOR", "air", "actor:NOR:pledges"),
                ("pledge", "NOR", "naval", "actor:NOR:pledges"),
            },
        ),
        (made(actors__NOR__blocs=["eu"]), {("blocs", "NOR", "", "actor:NOR:blocs")}),
        (made(actors__NOR=None), {("actor", "NOR", "", "actor:NOR:pledges")}),
        (made(bodies__club__minimum=3), {("minimum", "club", "", "body:club")}),
        (made(bodies__nato__rule="majority"), {("rule", "nato", "", "body:nato")}),
        (made(bodies__nato__loading=0.4), {("loading", "nato", "", "body:nato")}),
        (
            made(bodies__nato__votes={"HUN": {"yes": 0, "abstain": 0.2, "no": 0.8}}),
            {("ballot", "nato", "HUN", "body:nato")},
        ),
        (made(bodies__un={"rule": "majority", "members": ["GBR"]}), {("body", "un", "", "")}),
        (
            made(crisis__parameters={"provocation": 1}),
            {("parameter", "provocation", "", "crisis")},
        ),
        (made(crisis__settlement="truce"), {("crisis", "settlement", "", "crisis")}),
        (made(constants={"drift": 0.01}), {("constant", "drift", "", "constants")}),
        (made(changes=[{"secure": "truce"}]), {("other", "changes[0].secure", "", "")}),
    ],
)
def test_every_sort_of_difference_is_found_both_ways(after, expected):
    for sides in ((BEFORE, after), (after, BEFORE)):
        found = differences(*sides)
        assert {(d.topic, d.name, d.detail, d.part) for d in found} == expected
        assert all(d.before != d.after for d in found)


def test_a_new_usual_event_takes_its_role_in_the_crisis():
    found = differences(BEFORE, made(events__us_backstop={"p": 0.3}))
    assert [(d.topic, d.name, d.before, d.after) for d in found if d.part] == [
        ("crisis", "backstop", "", "us_backstop")
    ]


def test_an_absent_amount_is_the_one_from_data():
    said = made().model_dump(by_alias=True)
    data = said["actors"]["ITA"]["pledges"][0]
    data["amount"] = default_amount("ITA", "naval")[0]
    assert differences(BEFORE, Scenario.model_validate(said)) == ()


def test_new_statements_are_told():
    after = made(
        **{
            f"{NAVAL}__stance": {"mean": 0, "sd": 0.8},
            f"{NAVAL}__source": "statement:bbbb2222, statement:aaaa1111",
        }
    )
    (found,) = differences(BEFORE, after)
    assert found.statements == ("bbbb2222",)


def aged(days: int, *, mean: float = 1.35, source: str = "statement:aaaa1111") -> Scenario:
    sd = round((0.855**2 + 0.0028 * days) ** 0.5, 3)
    later = {f"{NAVAL}__stance": {"mean": mean, "sd": sd}, f"{NAVAL}__source": source}
    return made(initiative__date="2025-04-03", **later)


def test_the_same_words_grown_older_belong_to_the_time():
    after = aged(29)
    found = differences(BEFORE, after)
    assert {(d.topic, d.part) for d in found} == {("date", "time"), ("aged", "time")}
    pledges = [s.actors["GRC"].pledges[0] for s in (BEFORE, after)]
    assert has_aged(BEFORE, after, *pledges)
    assert has_aged(after, BEFORE, *reversed(pledges))
    assert mixture(BEFORE, after, {"time"}).actors["GRC"].pledges[0].stance == pledges[1].stance


@pytest.mark.parametrize(
    "after", [aged(90), aged(29, mean=1.2), aged(29, source="statement:bbbb2222")]
)
def test_other_words_or_another_weight_are_the_actors_own(after):
    assert "stance" in {d.topic for d in differences(BEFORE, after)}


def test_events_that_could_turn_in_a_circle_are_one():
    a = made()
    b = made(events__vote__p={"if": "mandate", "then": 0.9, "else": 0.1}, events__mandate__p=0.2)
    groups = groups_of(differences(a, b), a, b, few=8, most=40, weight={})
    assert [group.parts for group in groups] == [("event:mandate", "event:vote")]


def test_a_body_goes_with_the_date_where_its_members_do():
    a = made(initiative__date="2022-03-05")
    finland = {"FIN": {"yes": 0.9, "abstain": 0.1, "no": 0}}
    b = made(bodies__nato__votes=finland)
    groups = groups_of(differences(a, b), a, b, few=8, most=40, weight={})
    assert [group.parts for group in groups] == [("body:nato", "time")]
    later = made(initiative__date="2025-04-05", bodies__nato__votes=finland)
    groups = groups_of(differences(BEFORE, later), BEFORE, later, few=8, most=40, weight={})
    assert [group.parts for group in groups] == [("body:nato",), ("time",)]


def test_aspects_are_apart_where_groups_are_few_and_the_least_actors_are_the_rest():
    b = made(
        **{f"{NAVAL}__amount": 3, f"{NAVAL}__stance": "lead"},
        actors__ITA__pledges__0__stance="out",
        actors__NOR__pledges__0__stance="out",
        events__truce__p=0.1,
    )
    found = differences(BEFORE, b)
    few = groups_of(found, BEFORE, b, few=8, most=40, weight={})
    assert {group.name for group in few} > {"actor:GRC:amount", "actor:GRC:stance"}
    many = groups_of(found, BEFORE, b, few=3, most=40, weight={})
    assert [group.name for group in many] == [
        "actor:GRC", "actor:ITA:stance", "actor:NOR:stance", "event:truce",
    ]  # fmt: skip
    most = groups_of(found, BEFORE, b, few=2, most=3, weight={"NOR": 0.5, "ITA": 0.1})
    assert [group.name for group in most] == ["actor:NOR:stance", "event:truce", REST]
    parts = sorted(part for group in most for part in group.parts)
    assert parts == sorted({d.part for d in found})


@settings(max_examples=60, deadline=None)
@given(scenarios, scenarios, st.data())
def test_with_nothing_it_is_the_one_with_everything_the_other(a, b, data):
    found = differences(a, b)
    parts = {d.part for d in found} - {""}
    assert not [d for d in differences(a, mixture(a, b, ())) if d.part]
    assert not [d for d in differences(mixture(a, b, parts), b) if d.part]
    groups = groups_of(found, a, b, few=8, most=40, weight={})
    assert sorted(part for group in groups for part in group.parts) == sorted(parts)
    taken = data.draw(st.sets(st.sampled_from(sorted(parts)))) if parts else set()
    mixed = mixture(a, b, taken)
    assert whose(differences(a, mixed)) <= {part.rpartition(":")[0] or part for part in taken}
    assert whose(differences(mixed, b)) <= whose(found)


def whose(found):
    """The parts of what differs, an actor's as one."""
    return {d.part.rpartition(":")[0] or d.part for d in found if d.part}


@given(scenarios)
@settings(max_examples=30, deadline=None)
def test_nothing_differs_from_itself(scenario):
    assert differences(scenario, scenario) == ()
