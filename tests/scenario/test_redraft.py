"""What a person wrote survives a new draft; what statements said is as they say now."""

from __future__ import annotations

import datetime as dt

from willing.scenario.redraft import redraft
from willing.scenario.scenario import Actor, Ballots, Body, Event, Pledge, Question, Scenario

QUESTION = Question(id="patrol", date=dt.date(2024, 3, 1))
VETO = {"yes": 0.0, "abstain": 0.2, "no": 0.8}


def scenario(**fields):
    return Scenario(**{"initiative": QUESTION} | fields)


def actor(*pledges, **fields):
    return Actor(pledges=pledges, **{"source": "statement:aaaaaaaa"} | fields)


def pledge(kind="naval", stance="in", source="statement:aaaaaaaa", **fields):
    return Pledge(kind=kind, stance=stance, source=source, **fields)


def test_a_draft_that_says_the_same_changes_nothing():
    same = scenario(
        actors={"NOR": actor(pledge()), "DNK": actor(pledge("logistics"))},
        events={"un_mandate": Event(p=0.3, source="default")},
        bodies={"nato": Body(rule="consensus", members=("NOR", "DNK"))},
    )
    assert redraft(same, same) == same


def test_the_question_and_events_stay_the_date_moves():
    mine = QUESTION.model_copy(update={"requires": {"naval": 6.0}})
    current = scenario(initiative=mine, events={"un_mandate": Event(p=0.9, source="default")})
    later = QUESTION.model_copy(update={"date": dt.date(2024, 4, 1)})
    drafted = scenario(
        initiative=later,
        events={"un_mandate": Event(p=0.3, source="default"), "ceasefire": Event(p=0.5)},
    )
    found = redraft(current, drafted)
    assert found.initiative.requires == {"naval": 6.0}
    assert found.initiative.date == dt.date(2024, 4, 1)
    assert {name: event.p for name, event in found.events.items()} == {
        "un_mandate": 0.9,
        "ceasefire": 0.5,
    }


def test_pledges_of_statements_follow_them_and_the_analysts_stay():
    current = scenario(
        actors={
            "NOR": actor(
                pledge(amount=4.0, amount_source="analyst"), pledge("air", 0.2, source="analyst")
            ),
            "ESP": actor(pledge()),
            "CHL": actor(pledge(source=""), source=""),
        }
    )
    drafted = scenario(
        actors={
            "NOR": actor(
                pledge(stance="out", source="statement:bbbbbbbb"),
                pledge("air"),
                pledge("logistics"),
                said="out",
            ),
            "JPN": actor(pledge()),
        }
    )
    found = redraft(current, drafted)
    assert list(found.actors) == ["NOR", "CHL", "JPN"]
    norway = {p.kind: p for p in found.actors["NOR"].pledges}
    assert list(norway) == ["naval", "air", "logistics"]
    assert (norway["naval"].stance, norway["naval"].amount) == ("out", 4.0)
    assert norway["air"].stance == 0.2
    assert found.actors["NOR"].said == "out"


def test_every_pledge_of_the_analyst_stays_also_two_of_one_kind():
    few = pledge(stance=0.9, source="analyst", amount=1.0)
    many = pledge(stance=0.4, source="analyst", amount=4.0, when="un_mandate")
    events = {"un_mandate": Event(p=0.3)}
    current = scenario(actors={"NOR": actor(few, pledge("air"), many)}, events=events)
    drafted = scenario(actors={"NOR": actor(pledge("logistics"), pledge())})
    found = redraft(current, drafted).actors["NOR"].pledges
    assert found == (few, many, pledge("logistics"))


def test_ballots_of_statements_follow_them_and_the_rule_stays():
    own = Ballots(yes=1.0, abstain=0.0, no=0.0, source="analyst")
    read = Ballots(**VETO, source="statement:aaaaaaaa")
    current = scenario(
        bodies={"nato": Body(rule="majority", members=("NOR",), votes={"NOR": own, "ESP": read})}
    )
    drafted = scenario(
        bodies={
            "nato": Body(rule="consensus", members="NATO", votes={"NOR": read}),
            "opt_in": Body(rule="opt_in"),
        }
    )
    found = redraft(current, drafted)
    assert found.bodies["nato"].rule == "majority"
    assert found.bodies["nato"].votes == {"NOR": own}
    assert list(found.bodies) == ["nato", "opt_in"]
