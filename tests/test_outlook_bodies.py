"""Several bodies on one question: which are asked, what they are told, and what they answer."""

from __future__ import annotations

from math import prod
from typing import Any

import pytest

from willing.errors import InputError
from willing.outlook.bodies import Ask, BodyAnswer, bodies_answer, could_decide
from willing.scenario.scenario import Actor, Ballots, Scenario

NO = Ballots(yes=0, abstain=0, no=1)


def question(**more: Any) -> Scenario:
    fields: dict[str, Any] = {
        "initiative": {"id": "patrol", "date": "2025-03-05", "core": ["naval"], "leads": ["FRA"]},
        "actors": {
            "FRA": {"said": "lead", "pledges": [{"kind": "naval", "stance": "lead", "amount": 2}]},
            "DNK": {"pledges": [{"kind": "naval", "stance": 1.0, "amount": 1}]},
            "NOR": {"pledges": [{"kind": "naval", "stance": 0.0, "amount": 1}]},
            "HUN": {"said": "oppose"},
        },
    }
    return Scenario.model_validate(fields | more)


def ids(scenario: Scenario, *names: str, **how: Any) -> dict[str, BodyAnswer]:
    found = bodies_answer(scenario, names, Ask(worlds=1000, **how))
    return {answer.decision.body: answer for answer in found.bodies}


def test_without_names_those_that_could_decide_and_those_who_opt_in() -> None:
    found = ids(question())
    assert {"nato", "eu_council", "eu_council_qmv", "unsc", "osce", "opt_in"} <= set(found)
    assert "asean" not in found  # no lead sits there
    assert "imf" not in found  # it decides on finance
    assert "unsc_procedural" not in found
    assert "imf" in could_decide(
        question(initiative={"id": "loan", "date": "2025-03-05", "core": ["finance"],
                             "leads": ["FRA"]})
    )  # fmt: skip


def test_a_known_body_is_asked_by_any_of_its_names() -> None:
    found = ids(question(), "EU", "EU QMV", "NATO@2003-01-01")
    assert list(found) == ["eu_council", "eu_council_qmv", "nato@2003-01-01"]
    assert found["nato@2003-01-01"].decision.members == 19
    assert found["eu_council"].decision.p_pass == pytest.approx(
        0.2 * 0.995**24
    )  # not Denmark: it offers ships


def test_the_scenarios_own_body_comes_before_the_known_one() -> None:
    mine = {"nato": {"rule": "consensus", "members": ["FRA", "HUN"], "title": "Ours"}}
    (answer,) = ids(question(bodies=mine), "NATO").values()
    assert answer.decision.title == "Ours"
    assert answer.decision.p_pass == pytest.approx(0.2)


def test_stances_and_votes_that_are_asked_for() -> None:
    asked = ids(question(), "EU", stances={"HUN": "in", "FRA": "in"}, votes={"AUT": NO})
    decision = asked["eu_council"].decision
    assert decision.p_pass == 0
    assert {b.member: b.origin for b in decision.ballots if b.origin != "default"} == {
        "AUT": "votes", "DNK": "pledge", "FRA": "said", "HUN": "said",
    }  # fmt: skip
    assert decision.win_over is not None
    assert decision.win_over.members == ("AUT",)


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"stances": {"USA": "in"}}, "stance of `USA`: no member of these bodies"),
        ({"votes": {"USA": NO}}, "vote of `USA`: no member"),
        ({"costs": {"HUM": 1.0}}, "cost of `HUM`: no member of these bodies; did you mean `HUN`?"),
        ({"loading": 0.99}, "loading 0.99: write a number from 0"),
    ],
)
def test_what_cannot_be_asked(how: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as error:
        ids(question(), "EU", **how)
    assert message in str(error.value)


def test_an_unknown_body_and_a_day_before_it_existed() -> None:
    for name in ("NATTO", "NATO@1900-01-01"):
        with pytest.raises(InputError):
            ids(question(), name)


def test_power_stands_beside_the_decision() -> None:
    found = ids(question(), "UNSC")["unsc"]
    assert found.power is not None
    assert found.power.winning_coalitions == 848
    assert found.minimal_winning is not None
    assert len(found.minimal_winning) == 210
    voices = {voice.member: voice for voice in found.decision.voices}
    assert voices["CHN"].penrose == pytest.approx(848 / 2**14)
    assert sum(voice.share for voice in voices.values()) == pytest.approx(1)
    assert found.power.banzhaf is not None
    assert [v.penrose for v in found.decision.voices] == pytest.approx(found.power.banzhaf)


def test_margins_average_to_what_is_expected() -> None:
    decision = ids(question(), "EU QMV")["eu_council_qmv"].decision
    p = decision.p_pass
    assert p is not None
    for criterion in decision.criteria:
        assert criterion.if_passed is not None
        assert criterion.if_failed is not None
        mean = p * criterion.if_passed + (1 - p) * criterion.if_failed
        assert mean == pytest.approx(criterion.expected)
        assert criterion.if_passed > criterion.if_failed
    for voice, ballot in zip(decision.voices, decision.ballots, strict=True):
        assert voice.yes_if_passed is not None
        assert voice.yes_if_passed >= ballot.yes - 1e-9  # who votes yes helps it pass


def test_moods_move_consensus_and_keep_everybodys_own_chances() -> None:
    apart = ids(question(), "NATO")["nato"].decision
    cases = {case.loading: case.p_pass for case in apart.moods}
    assert list(cases) == [0.0, 0.4, 0.7]
    assert cases[0.0] == apart.p_pass < cases[0.4] < cases[0.7]
    together = ids(question(), "NATO", loading=0.4)["nato"].decision
    assert together.method == "quadrature"
    assert together.p_pass == pytest.approx(cases[0.4], abs=2e-6)
    assert together.error is not None
    assert together.error <= 1e-6
    assert {case.loading: case.p_pass for case in together.moods} == pytest.approx(cases, abs=2e-6)
    noes = {ballot.member: ballot.no for ballot in together.ballots}
    assert noes == {ballot.member: ballot.no for ballot in apart.ballots}


def test_what_a_body_that_moves_together_would_do_then() -> None:
    """Margins where ballots hang together average to what is expected, too."""
    decision = ids(question(), "UNSC", loading=0.7, votes={"DNK": NO})["unsc"].decision
    p = decision.p_pass
    assert p is not None
    for criterion in decision.criteria:
        assert criterion.if_passed is not None
        assert criterion.if_failed is not None
        mean = p * criterion.if_passed + (1 - p) * criterion.if_failed
        assert mean == pytest.approx(criterion.expected, abs=0.05)
        assert criterion.if_passed >= criterion.quota


def test_what_is_sampled_says_so() -> None:
    """Quadrature over the Council's blocs takes too long where they vote much alike."""
    decision = ids(question(), "EU QMV", loading=0.95)["eu_council_qmv"].decision
    assert decision.method == "sampled"
    assert decision.error is None
    assert decision.counted is not None
    assert decision.counted.low <= decision.p_pass <= decision.counted.high
    assert {case.method for case in decision.moods if case.loading == 0.95} == {"sampled"}


def test_an_opt_in_minimum_counts_the_bodys_own_members() -> None:
    """France, who is sure to join nearly always, is no member of the Joint Expeditionary Force."""
    found = ids(question(), "JEF")["jef"].decision
    assert found.rule == "passes when at least 2 of its members join"
    assert found.p_pass == 0  # Denmark joins, Norway does not
    eager = question()
    norway = eager.actors["NOR"].pledges[0].model_copy(update={"stance": 1.0})
    willing = eager.actors["NOR"].model_copy(update={"pledges": (norway,)})
    both = eager.model_copy(update={"actors": {**eager.actors, "NOR": willing}})
    assert ids(both, "JEF")["jef"].decision.p_pass == 1


def test_a_delegation_votes_as_the_mean_of_its_members() -> None:
    from willing.reference.bodyfile import read_bodies
    from willing.reference.catalogue import own_bodies

    mine = read_bodies(
        {
            "board": {
                "members": ["FRA", "HUN", "ITA", "MLT", "CYP"],
                "delegations": {"Chair A": ["FRA", "HUN"], "Chair B": ["MLT", "CYP"]},
                "weights": {"votes": {"FRA": 3, "HUN": 1, "ITA": 2, "MLT": 1, "CYP": 1}},
                "rule": {"weights": "votes", "quota": "more than half"},
            }
        }
    )
    with own_bodies(mine):
        decision = ids(question(), "board")["board"].decision
        chairs = {ballot.member: ballot for ballot in decision.ballots}
        assert chairs["Chair A"].yes == pytest.approx((0.97 + 0.02) / 2)
        assert chairs["Chair A"].origin == "delegation"
        assert chairs["Chair B"].origin == "default"
        by_id = ids(question(bodies={"board": {"rule": "board"}}), "board")["board"].decision
        assert by_id.ballots == decision.ballots  # also where the scenario lists no members
        silent = {**question().actors, "Chair A": Actor()}
        named = question().model_copy(update={"actors": silent})
        assert ids(named, "board")["board"].decision.ballots == decision.ballots
        told = ids(question(), "board", votes={"Chair A": NO})["board"].decision
        others = prod(chairs[name].yes for name in ("Chair B", "ITA"))
        assert told.p_pass == pytest.approx(0 * others)  # four of eight votes are not enough
