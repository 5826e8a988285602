"""What `check` finds: every kind of mistake, with its place and its mend."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from scenario_strategies import scenarios

from willing.errors import InputError
from willing.scenario.check import check
from willing.scenario.members import members_of
from willing.scenario.problems import Problem
from willing.scenario.scenario import Scenario


def scenario(**fields: Any) -> Scenario:
    question = {"id": "patrol", "date": "2025-03-05", "requires": {"naval": 4}}
    question |= fields.pop("initiative", {})
    base: dict[str, Any] = {
        "initiative": question,
        "events": {"ceasefire": {"p": 0.5}},
        "actors": {
            "GBR": {"pledges": [{"kind": "naval", "stance": "lead", "amount": [1, 2, 4]}]},
            "NOR": {"pledges": [{"kind": "naval", "stance": "in", "when": "ceasefire"}]},
        },
    }
    return Scenario.model_validate(base | fields)


def pledging(when: str, kind: str = "naval", **fields: Any) -> Scenario:
    """The base, and France with one pledge."""
    pledge = {"kind": kind, "stance": "in", "amount": 1, "when": when}
    base = scenario(**fields).model_dump(by_alias=True)
    base["actors"]["FRA"] = {"pledges": [pledge]}
    return Scenario.model_validate(base)


def body(**fields: Any) -> Scenario:
    return scenario(bodies={"council": {"members": ["GBR", "FRA"], "rule": "consensus"} | fields})


def test_a_sound_scenario_has_no_problems() -> None:
    assert (
        check(scenario(bodies={"nato": {"rule": "consensus"}, "opt_in": {"rule": "opt_in"}})) == []
    )


ERRORS: list[tuple[str, Scenario, str, str, str]] = [
    (
        "unknown event",
        pledging("ceasfire"),
        "actors.FRA.pledges[0].when",
        "unknown event `ceasfire`",
        "did you mean `ceasefire`?",
    ),
    (
        "event and actor of one name",
        scenario(actors={"acme": {"name": "Acme"}}, events={"acme": {"p": 0.5}}),
        "events.acme",
        "`acme` names an actor too",
        "rename one of the two",
    ),
    (
        "event to declare",
        pledging("ceasefire and xyz"),
        "actors.FRA.pledges[0].when",
        "unknown event `xyz`",
        "declare it under `events:`",
    ),
    (
        "condition",
        pledging("members() < 3"),
        "actors.FRA.pledges[0].when",
        "character 11 of the condition",
        "",
    ),
    (
        "unknown actor in a condition",
        pledging("joined(UK)"),
        "actors.FRA.pledges[0].when",
        "unknown actor `UK`",
        "write GBR (United Kingdom)",
    ),
    (
        "unknown kind in a condition",
        pledging("total(navel) > 2"),
        "actors.FRA.pledges[0].when",
        "unknown kind `navel`",
        "did you mean `naval`?",
    ),
    (
        "unknown kind",
        pledging("", kind="methane"),
        "actors.FRA.pledges[0].kind",
        "unknown kind `methane`",
        "kinds: [methane]",
    ),
    (
        "unknown actor",
        scenario(actors={"UK": {}}),
        "actors.UK",
        "no actor has the code `UK`",
        "write GBR (United Kingdom)",
    ),
    (
        "misspelt code",
        scenario(actors={"GBX": {}}),
        "actors.GBX",
        "no actor has the code `GBX`",
        "did you mean",
    ),
    (
        "name as code",
        scenario(actors={"Acme Shipping": {}}),
        "actors.Acme Shipping",
        "no actor has the code",
        "ISO 3166",
    ),
    (
        "unknown lead",
        scenario(initiative={"leads": ["acme"]}),
        "initiative.leads[0]",
        "unknown actor `acme`",
        "ISO 3166",
    ),
    (
        "unknown adversary",
        scenario(initiative={"adversary": "Russia"}),
        "initiative.adversary",
        "unknown actor `Russia`",
        "write RUS",
    ),
    (
        "unknown core kind",
        scenario(initiative={"core": ["ships"]}),
        "initiative.core[0]",
        "unknown kind `ships`",
        "kinds: [ships]",
    ),
    (
        "event name",
        scenario(events={"ceasefire": {"p": 0.1}, "cease fire": {"p": 0.1}}),
        "events.cease fire",
        "cannot name an event",
        "letters, digits",
    ),
    (
        "event named as a function",
        scenario(events={"ceasefire": {"p": 0.1}, "joined": {"p": 0.1}}),
        "events.joined",
        "cannot name an event",
        "no word of the condition language",
    ),
    (
        "event that hangs on joining",
        scenario(
            events={"a": {"p": {"if": "joined(GBR)", "then": 1, "else": 0}}, "ceasefire": {"p": 1}}
        ),
        "events.a.p.if",
        "events do not depend on who joins",
        "event names",
    ),
    (
        "unknown event of an event",
        scenario(
            events={"ceasefire": {"p": {"if": "trce", "then": 1, "else": 0}}, "truce": {"p": 1}}
        ),
        "events.ceasefire.p.if",
        "unknown event `trce`",
        "did you mean `truce`?",
    ),
    (
        "cycle",
        scenario(
            events={
                "ceasefire": {"p": {"if": "b", "then": 0.2, "else": 0.1}},
                "b": {"p": {"if": "not c", "then": 1, "else": 0.5}},
                "c": {"p": {"if": "b or ceasefire", "then": 1, "else": 0.5}},
            }
        ),
        "p",
        "events hang on each other",
        "take an `if` out",
    ),
    (
        "unknown body",
        body(members=["NATOO"]),
        "bodies.council.members[0]",
        "`NATOO`: no such body",
        "did you mean NATO",
    ),
    (
        "country's name as a member",
        body(members=["GBR", "France"]),
        "bodies.council.members[1]",
        "neither an actor nor a known body",
        "write FRA (France)",
    ),
    (
        "date of a body",
        body(members=["NATO@2004"]),
        "bodies.council.members[0]",
        "no date",
        "write NAME@2025-03-05",
    ),
    (
        "body without members",
        body(members=[]),
        "bodies.council",
        "no such body",
        "write members: NATO",
    ),
    (
        "rule",
        body(rule="concensus"),
        "bodies.council.rule",
        "unknown rule `concensus`",
        "the rules are consensus",
    ),
    (
        "rule for other members",
        body(rule="security_council"),
        "bodies.council.rule",
        "needs its permanent members",
        "CHN",
    ),
    (
        "vote of a stranger",
        body(votes={"NOR": {"yes": 1, "abstain": 0, "no": 0}}),
        "bodies.council.votes.NOR",
        "no member",
        "add it to `members`",
    ),
    (
        "rule tree",
        body(rule={"most": ["GBR"]}),
        "bodies.council.rule",
        "no rule has the fields most",
        "{all: [...]}",
    ),
    (
        "part of a rule tree",
        body(rule={"all": ["GBR", 3]}),
        "bodies.council.rule.all[1]",
        "this is no rule",
        "{weights:",
    ),
    (
        "threshold of a rule tree",
        body(rule={"k": 2, "of": [{"weights": {"GBR": 1}, "quota": 1}]}),
        "bodies.council.rule.k",
        "so many rules cannot hold",
        "write 1 to 1",
    ),
    (
        "stranger in a rule tree",
        body(rule={"any": [{"weights": {"FRB": 1}, "quota": 1, "counts": "yes"}]}),
        "bodies.council.rule.any[0].weights.FRB",
        "`FRB` is no member",
        "did you mean `FRA`?",
    ),
    (
        "way to count",
        body(rule={"weights": {"FRA": 1}, "quota": 1, "counts": "no"}),
        "bodies.council.rule.counts",
        "unknown way to count",
        "yes or not_no",
    ),
    (
        "position of a stranger",
        scenario(issues={"size": {"scale": {0: "none"}, "positions": {"UK": 3}}}),
        "issues.size.positions.UK",
        "unknown actor `UK`",
        "GBR",
    ),
]


@pytest.mark.parametrize(
    ("wrong", "place", "message", "mend"), [e[1:] for e in ERRORS], ids=[e[0] for e in ERRORS]
)
def test_errors(wrong: Scenario, place: str, message: str, mend: str) -> None:
    errors = [problem for problem in check(wrong) if problem.severity == "error"]
    assert len(errors) == 1, errors
    assert errors[0].place.endswith(place)
    assert message in errors[0].message
    assert mend in errors[0].mend


WARNINGS: list[tuple[str, Scenario, str, str]] = [
    (
        "total that nobody reaches",
        pledging("total(ground_troops) >= 10"),
        "actors.FRA.pledges[0].when",
        "0 of ground_troops is the most",
    ),
    (
        "too many members",
        pledging("members() > 2"),
        "actors.FRA.pledges[0].when",
        "2 other actors can join",
    ),
    (
        "actor without a pledge",
        pledging("joined(POL)"),
        "actors.FRA.pledges[0].when",
        "POL has no core pledge",
    ),
    (
        "actor without that pledge",
        pledging("joined(GBR, air)"),
        "actors.FRA.pledges[0].when",
        "GBR has no pledge of air",
    ),
    (
        "nobody to support",
        pledging("ceasefire and supports(POL)"),
        "actors.FRA.pledges[0].when",
        "POL has no pledge",
    ),
    (
        "impossible event",
        pledging("ceasefire and truce", events={"ceasefire": {"p": 0.5}, "truce": {"p": 0}}),
        "actors.FRA.pledges[0].when",
        "`truce` has probability 0",
    ),
    (
        "certain event",
        pledging("not truce", events={"ceasefire": {"p": 0.5}, "truce": {"p": 1}}),
        "actors.FRA.pledges[0].when",
        "`truce` has probability 1",
    ),
    (
        "lead without a pledge",
        scenario(initiative={"leads": ["FRA"]}),
        "initiative.leads[0]",
        "FRA leads without a core pledge",
    ),
    (
        "unused event",
        scenario(events={"ceasefire": {"p": 0.5}, "rain": {"p": 0.5}}),
        "events.rain",
        "nothing depends on `rain`",
    ),
    (
        "requirement",
        scenario(initiative={"requires": {"naval": 1, "air": 2}}),
        "initiative.requires.air",
        "nobody pledges the required air",
    ),
]


@pytest.mark.parametrize(
    ("doubtful", "place", "message"), [w[1:] for w in WARNINGS], ids=[w[0] for w in WARNINGS]
)
def test_warnings(doubtful: Scenario, place: str, message: str) -> None:
    problems = check(doubtful)
    assert [(p.severity, p.place) for p in problems] == [("warning", place)]
    assert message in problems[0].message
    assert problems[0].mend


@pytest.mark.parametrize(
    "when",
    [
        "members() >= 2",
        "total(naval) >= 4",
        "joined(GBR) and joined(NOR, naval)",
        "joined(POL) or ceasefire",
        "supports(GBR)",
        "not ceasefire",
    ],
)
def test_conditions_that_can_hold(when: str) -> None:
    assert check(pledging(when)) == []


def test_what_never_holds_takes_others_with_it() -> None:
    """FRA waits for POL, who has nothing; ITA waits for FRA; both are told, in whatever order."""
    naval = {"kind": "naval", "stance": "in", "amount": 1}
    waiting = scenario(
        actors={
            "ITA": {"pledges": [naval | {"when": "joined(FRA)"}]},
            "FRA": {"pledges": [naval | {"when": "joined(POL)"}]},
            "GBR": {"pledges": [naval | {"when": "ceasefire"}]},
        }
    )
    assert {problem.place for problem in check(waiting)} == {
        "actors.ITA.pledges[0].when",
        "actors.FRA.pledges[0].when",
    }


def test_rounding_makes_nothing_impossible() -> None:
    """(4 + 0.1) - 0.1 is less than 4 in floating point."""
    naval = {"kind": "naval", "stance": "in"}
    own = naval | {"amount": 0.1, "when": "total(naval) >= 4 and ceasefire"}
    exact = scenario(
        actors={"GBR": {"pledges": [naval | {"amount": 4}]}, "FRA": {"pledges": [own]}}
    )
    assert check(exact) == []


def test_every_problem_is_told() -> None:
    wrong = pledging(
        "joined(UK) and truce and total(navel) > 1",
        initiative={"leads": ["XXX"]},
        bodies={"nato": {"rule": "opt"}},
    )
    assert len([problem for problem in check(wrong) if problem.severity == "error"]) == 5


def test_long_chains_and_many_cycles_of_events() -> None:
    def on(cause: int) -> dict[str, Any]:
        return {"p": {"if": f"e{cause}", "then": 0.5, "else": 0.4}}

    chain = {f"e{i}": on(i + 1) for i in range(3000)} | {"e3000": {"p": 0.5}}
    used = {"FRA": {"pledges": [{"kind": "naval", "stance": "in", "when": "e0"}]}}
    assert check(scenario(events=chain, actors=used)) == []
    pairs = {f"e{i}": on(i + 1 if i % 2 == 0 else i - 1) for i in range(20)}
    found = check(scenario(events=pairs, actors=used))
    assert sum("hang on each other" in problem.message for problem in found) == 10


def test_declared_actors_and_kinds_are_known() -> None:
    methane = Scenario.model_validate(
        {
            "initiative": {"id": "m", "date": "2024-01-01", "kinds": ["methane_cut"]},
            "actors": {
                "acme": {"pledges": [{"kind": "methane_cut", "stance": "in"}]},
                "USA": {
                    "pledges": [
                        {
                            "kind": "methane_cut",
                            "stance": "in",
                            "when": "joined(acme) or total(methane_cut) > 0",
                        }
                    ]
                },
            },
        }
    )
    assert check(methane) == []


@settings(max_examples=50, deadline=None)
@given(scenario=scenarios)
def test_valid_scenarios_have_no_errors(scenario: Scenario) -> None:
    assert [problem for problem in check(scenario) if problem.severity == "error"] == []


def test_members() -> None:
    on = dt.date(2025, 3, 5)
    assert members_of(("FRA", "acme", "FRA"), on, frozenset({"acme"})) == ("FRA", "acme")
    assert len(members_of(("NATO",), on)) == 32
    assert len(members_of(("NATO@2003-03-20",), on)) == 19
    with pytest.raises(InputError, match="no such body"):
        members_of(("acme",), on)


def test_a_problem_in_words() -> None:
    problem = Problem("error", "events.a.p", "1.5 is no probability", "write 0 to 1", 4, 7)
    assert problem.describe("f.yaml") == (
        "f.yaml:4:7: events.a.p: 1.5 is no probability; write 0 to 1"
    )
    assert Problem("error", "x", "no").describe() == "x: no"
    assert Problem("error", "x", "no").describe("f.yaml") == "f.yaml: x: no"
