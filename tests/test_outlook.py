"""The outlook runs every model, names every assumption, and is the same for the same seed."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from willing.brief.content import brief_content
from willing.models.bodies.decision import decide
from willing.models.formation.formation import formation
from willing.models.formation.pivots import swings
from willing.models.formation.success import success_game
from willing.outlook import Outlook, run
from willing.outlook.assumption import Assumption, origin_of
from willing.outlook.document import to_dict
from willing.scenario.scenario import Scenario

CASE = Scenario.model_validate(
    {
        "initiative": {
            "id": "strait-escort",
            "title": "Escort mission in the strait",
            "date": "2024-05-01",
            "requires": {"naval": 6},
        },
        "events": {
            "truce": {"p": 0.4, "title": "a truce at sea", "source": "default"},
            "un_mandate": {"p": {"if": "truce", "then": 0.7, "else": 0.2}},
            "settled": {"p": 1.0},
        },
        "actors": {
            "GRC": {
                "said": "lead",
                "pledges": [
                    {"kind": "naval", "stance": "lead", "amount": [1, 2, 4],
                     "source": "statement:0a1b2c3d", "amount_source": "statement:0a1b2c3d"}
                ],
            },
            "ITA": {
                "pledges": [
                    {"kind": "naval", "stance": "lean_in", "when": "un_mandate and settled"}
                ]
            },
            "NLD": {
                "pledges": [
                    {"kind": "naval", "stance": "undecided", "amount": 2, "when": "joined(PRT)"}
                ]
            },
            "PRT": {
                "pledges": [
                    {"kind": "naval", "stance": "undecided", "amount": 2,
                     "when": "joined(NLD) or truce"},
                    {"kind": "political", "stance": 0.9, "source": "data:poll"},
                ]
            },
            "port_union": {"name": "Union of Port Workers", "said": "oppose"},
        },
        "bodies": {
            "council": {
                "title": "Council",
                "rule": "consensus",
                "members": ["GRC", "ITA", "MLT", "NLD"],
                "votes": {"ITA": {"yes": 0.2, "abstain": 0.2, "no": 0.6,
                                  "source": "statement:99887766"}},
            },
            "coalition": {"rule": "opt_in"},
            "quorum": {"rule": "opt_in", "minimum": 3},
        },
        "constants": {"noise_sd": 1.2},
    }
)  # fmt: skip


@pytest.fixture(scope="module")
def outlook() -> Outlook:
    return run(CASE, seed=7, worlds=2000)


def by_place(outlook: Outlook) -> dict[str, Assumption]:
    return {assumption.place: assumption for assumption in outlook.assumptions}


def test_it_holds_what_the_models_say(outlook: Outlook) -> None:
    assert outlook.formation == formation(CASE, seed=7, worlds=2000)
    bare = [replace(pivot, shapley=None, shapley_se=None) for pivot in outlook.pivots]
    assert bare == list(swings(CASE, seed=7, worlds=2000))
    shares, sets = success_game(CASE, seed=7, worlds=2000)
    assert shares is not None
    values = {share.player: share.value for share in shares.shares}
    assert {pivot.target: pivot.shapley for pivot in outlook.pivots} == values
    assert outlook.coalitions == sets
    assert outlook.decisions[0] == decide("council", CASE, seed=7)


def test_opt_in_is_filled_in_by_the_formation(outlook: Outlook) -> None:
    _, coalition, quorum = outlook.decisions
    assert outlook.formation.success is not None
    assert coalition.p_pass == outlook.formation.success.p
    assert quorum.p_pass == pytest.approx(sum(outlook.formation.members.distribution[3:]))
    assert quorum.counted is not None


def test_without_a_minimum_opt_in_has_no_answer() -> None:
    loose = CASE.model_copy(
        update={"initiative": CASE.initiative.model_copy(update={"requires": {}})}
    )
    found = run(loose, worlds=50)
    assert found.decisions[1].p_pass is None
    assert found.formation.success is None
    assert {pivot.measure for pivot in found.pivots} == {"members"}
    open_ = [watch for watch in found.watch if watch.kind == "actor"]
    assert {watch.measure for watch in open_} == {"platforms"}
    assert [watch.number for watch in open_] == sorted((w.number for w in open_), reverse=True)
    assert "GRC" not in {watch.target for watch in open_}


@pytest.mark.parametrize("forced", [{"NLD": True}, {"NLD.naval": False}])
def test_an_actor_that_is_forced_is_not_open(forced: dict[str, bool]) -> None:
    loose = CASE.model_copy(
        update={"initiative": CASE.initiative.model_copy(update={"requires": {}})}
    )
    assert "NLD" in {watch.target for watch in run(loose, worlds=50).watch}
    found = run(loose, worlds=50, forced=forced)
    assert ("actor", "NLD") not in {(watch.kind, watch.target) for watch in found.watch}
    assert "PRT" in {watch.target for watch in found.watch}
    assert brief_content(found, ()).sections


def test_the_same_seed_gives_the_same_bytes() -> None:
    one, two = (json.dumps(to_dict(run(CASE, seed=7, worlds=300))) for _ in range(2))
    assert one == two
    assert json.dumps(to_dict(run(CASE, seed=8, worlds=300))) != one


def test_json_carries_names_and_versions(outlook: Outlook) -> None:
    plain = json.loads(json.dumps(to_dict(outlook)))
    names = {row["actor"]: row["actor_name"] for row in plain["members"]}
    assert names["GRC"] == "Greece"
    assert names["port_union"] == "Union of Port Workers"
    assert plain["decisions"][0]["ballots"][2]["member_name"] == "Malta"
    assert set(plain["versions"]) == {"willing", "numpy"}
    assert (plain["seed"], plain["worlds"]) == (7, 2000)
    assert Scenario.model_validate(plain["scenario"]) == CASE


def test_every_number_is_among_the_assumptions(outlook: Outlook) -> None:
    origins = {place: found.origin for place, found in by_place(outlook).items()}
    expected = {
        "events.truce.p": "default",
        "events.un_mandate.p": "analyst",
        "initiative.requires.naval": "analyst",
        "actors.ITA.pledges[0].stance": "analyst",
        "actors.PRT.pledges[1].stance": "data set",
        "actors.GRC.pledges[0].amount": "statement",
        "actors.ITA.pledges[0].amount": "default",
        "actors.NLD.pledges[0].amount": "analyst",
        "bodies.council.votes.ITA": "statement",
        "bodies.council.silent": "default",
        "bodies.quorum.minimum": "analyst",
        "actors.GRC.blocs": "data set",
        "constants.noise_sd": "analyst",
        "constants.prior_sd": "default",
        "constants.loading": "default",
    }
    assert {place: origins.get(place) for place in expected} == expected
    assert "actors.GRC.pledges[0].stance" not in origins  # it is on the page
    assert "actors.PRT.pledges[1].amount" not in origins  # presence is a definition


def test_assumptions_show_the_number_and_where_it_is_from(outlook: Outlook) -> None:
    found = by_place(outlook)
    assert found["events.un_mandate.p"].value == "0.7 if truce, else 0.2"
    assert found["bodies.council.silent"].value == "yes 0.7, abstain 0.295, no 0.005"
    assert found["actors.ITA.pledges[0].amount"].source.startswith("data")
    assert found["actors.NLD.pledges[0].amount"].what == "amount of Netherlands (naval)"


@pytest.mark.parametrize(
    ("source", "origin"),
    [
        ("statement:0a1b2c3d, statement:99887766", "statement"),
        ("data:capability 2023", "data set"),
        ("analyst (a guess)", "analyst"),
        ("default", "default"),
        ("my colleague", "analyst"),
    ],
)
def test_origins(source: str, origin: str) -> None:
    assert origin_of(source) == origin


def test_what_to_watch(outlook: Outlook) -> None:
    found = {(watch.kind, watch.target): watch for watch in outlook.watch}
    assert found["event", "truce"].measure == "swing in P(success)"
    assert "a truce at sea" in found["event", "truce"].title
    assert ("event", "settled") not in found  # nothing is open about it
    assert found["actor", "PRT"].number > 0
    assert ("actor", "GRC") not in found  # it has made up its mind
    assert found["condition", "un_mandate"].number == 1
    assert "1 pledge of 1 actor hangs on it" in found["condition", "un_mandate"].reason
    assert found["blocker", "ITA"].number == 0.6
    assert ("blocker", "MLT") not in found
    assert found["assurance", "coordination"].number == pytest.approx(
        outlook.formation.assurance_gap.success
    )


def test_the_sensitivity_to_correlation_is_shown(outlook: Outlook) -> None:
    assert [case.loading for case in outlook.loadings] == [0.0, 0.4, 0.7]
    assert outlook.loadings[1].success == outlook.formation.success
    assert outlook.loadings[0].success != outlook.loadings[2].success


def test_what_if_reaches_every_part() -> None:
    found = run(CASE, worlds=500, given=["truce"], forced={"ITA.naval": True})
    assert found.formation.given == ("truce",)
    assert found.formation.actor("ITA").p_joins.p == 1
    assert "ITA" not in {pivot.target for pivot in found.pivots}
    assert found.formation.worlds_used < 500
