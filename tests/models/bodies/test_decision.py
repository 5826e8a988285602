"""Whose ballot is read from what, who blocks, and what silence decides."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np
import pytest

from tests.models.cases import patrol, pledge, scenario
from willing.errors import InputError
from willing.models import votes
from willing.models.bodies.decision import decide
from willing.models.bodies.silence import SILENT_NOES
from willing.reference.constants import BALLOTS, SILENT_BALLOT
from willing.scenario.scenario import Ballots, Scenario

MEMBERS = ["DEU", "ESP", "FRA", "HUN", "ITA", "POL"]


def council(rule: Any = "consensus", **more: Any) -> Scenario:
    return scenario(
        {
            "FRA": {"said": "lead", "source": "statement:0a1b2c3d"},
            "HUN": {"said": "oppose"},
            "ITA": [pledge("ground_troops", "out"), pledge("logistics", "in", source="data:x")],
            "DEU": [pledge("ground_troops", 0.2)],
            "USA": {"said": "lead"},
        },
        bodies={
            "table": {
                "rule": rule,
                "members": MEMBERS,
                "votes": {"POL": {"yes": 0.2, "abstain": 0.5, "no": 0.3}},
                **more,
            }
        },
    )


def test_ballots_come_from_votes_then_words_then_pledges_then_silence() -> None:
    found = {ballot.member: ballot for ballot in decide("table", council()).ballots}
    assert list(found) == MEMBERS  # the United States have no vote here
    assert {m: b.origin for m, b in found.items()} == {
        "DEU": "pledge",
        "ESP": "default",
        "FRA": "said",
        "HUN": "said",
        "ITA": "pledge",
        "POL": "votes",
    }
    read = {m: (b.yes, b.abstain, b.no) for m, b in found.items()}
    assert read["POL"] == (0.2, 0.5, 0.3)
    assert read["FRA"] == BALLOTS["lead"]
    assert read["ITA"] == BALLOTS["in"]  # its most willing pledge
    assert read["DEU"] == BALLOTS["lean_out"]  # 0.2 is nearest to P(willing) of lean_out
    assert read["ESP"] == SILENT_BALLOT
    assert found["FRA"].source == "statement:0a1b2c3d"
    assert found["ITA"].source == "data:x"


def test_consensus() -> None:
    found = decide("table", council())
    assert found.method == "exact"
    noes = [ballot.no for ballot in found.ballots]
    assert found.p_pass == pytest.approx(prod(1 - no for no in noes))
    assert found.rule == "none of the 6 members votes no"
    assert [blocker.member for blocker in found.blockers] == ["HUN", "POL", "DEU", "ESP"]
    assert set(found.veto_players) == set(MEMBERS)
    alone = found.blockers[0]
    assert alone.p_no == 0.8
    assert alone.p_alone == pytest.approx(0.8 * 0.7 * 0.9 * 0.995)
    assert found.criteria[0].quota == 6
    assert found.criteria[0].expected == pytest.approx(6 - sum(noes))
    assert found.criteria[0].p_met == pytest.approx(found.p_pass)


def test_the_default_of_the_silent_is_always_shown() -> None:
    found = decide("table", council())
    assert found.silent == 1
    others = 0.2 * 0.7 * 0.9
    assert [case.p_no for case in found.sensitivity] == list(SILENT_NOES)
    assert [case.p_pass for case in found.sensitivity] == pytest.approx(
        [others * (1 - no) for no in SILENT_NOES]
    )
    loud = council(votes={m: {"yes": 1, "abstain": 0, "no": 0} for m in MEMBERS})
    assert decide("table", loud).sensitivity == ()


def test_silence_may_be_read_otherwise() -> None:
    wary = Ballots(yes=0.0, abstain=0.0, no=1.0)
    assert decide("table", council(), silent=wary).p_pass == 0
    case = decide("table", council(silent={"yes": 0.5, "abstain": 0.4, "no": 0.1}))
    spain = next(ballot for ballot in case.ballots if ballot.member == "ESP")
    assert (spain.no, spain.origin) == (0.1, "default")


def test_majority_needs_yes_and_has_no_veto() -> None:
    tree = {"weights": dict.fromkeys(MEMBERS, 1), "quota": 4, "counts": "yes"}
    found = decide("table", council(tree))
    assert found.veto_players == ()
    assert found.criteria[0].words == "at least 4 of the 6 members vote yes"
    assert found.criteria[0].expected == pytest.approx(sum(b.yes for b in found.ballots))


def test_a_rule_too_large_is_sampled_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = decide("table", council())
    monkeypatch.setattr(votes, "MAX_CELLS", 0)
    found = decide("table", council(), seed=4)
    assert found.method == "sampled"
    assert found.counted is not None
    assert exact.p_pass is not None
    assert abs(found.counted.p - exact.p_pass) < 5 * found.counted.se
    for a, b in zip(exact.blockers, found.blockers, strict=True):
        assert a.member == b.member
        assert b.p_alone == pytest.approx(a.p_alone, abs=0.01)
    assert decide("table", council(), seed=4) == found


def test_a_large_assembly_is_exact() -> None:
    """193 members, more yes than no: yes minus no as the trinomial sum that it is."""
    case = scenario({}, bodies={"assembly": {"rule": "majority", "members": "UNGA"}})
    found = decide("assembly", case, silent=Ballots(yes=0.4, abstain=0.22, no=0.38))
    assert (found.members, found.method) == (193, "exact")
    assert found.rule == "more of the 193 members vote yes than vote no"
    margin = np.array([1.0])
    for _ in range(193):
        margin = np.convolve(margin, [0.38, 0.22, 0.4])
    assert found.p_pass == pytest.approx(margin[194:].sum())
    assert found.criteria[0].expected == pytest.approx(193 * 0.02)


def test_two_thirds_of_those_voting() -> None:
    """Two thirds of yes and no together; all abstaining carries nothing."""
    three = {"rule": "two_thirds", "members": ["FRA", "ITA", "POL"]}
    case = scenario({}, bodies={"table": three})
    yes, abstain, no = 0.5, 0.3, 0.2
    found = decide("table", case, silent=Ballots(yes=yes, abstain=abstain, no=no))
    carried = yes**3 + 3 * yes**2 * abstain + 3 * yes**2 * no + 3 * yes * abstain**2
    assert found.p_pass == pytest.approx(carried)


def test_opt_in_is_left_to_the_formation_model() -> None:
    found = decide("opt_in", patrol())
    assert (found.method, found.p_pass) == ("formation", None)
    assert found.rule == "passes when at least 3 join"


def test_known_bodies_by_name() -> None:
    case = scenario(
        {"HUN": {"said": "oppose"}, "FRA": {"said": "lead"}},
        bodies={
            "nato": {"rule": "consensus", "members": "NATO"},
            "eu": {"rule": "qualified_majority", "members": "EU"},
        },
    )
    nato, union = decide("nato", case), decide("eu", case)
    assert nato.members == 32  # on 1 May 2024, with Finland and Sweden
    assert nato.p_pass == pytest.approx(0.2 * 0.995**30)
    assert union.members == 27
    assert union.method == "exact"
    assert union.veto_players == ()
    assert nato.p_pass is not None
    assert union.p_pass is not None
    assert union.p_pass > nato.p_pass  # one opponent cannot stop a qualified majority


@pytest.mark.parametrize(
    ("body", "case", "message"),
    [
        ("senate", council(), "no such body"),
        ("table", council(votes={"USA": {"yes": 1, "abstain": 0, "no": 0}}), "USA: not a member"),
        ("table", council({"weights": {"USA": 1}, "quota": 1}), "`USA` is no member"),
        ("table", council(members=["FRA", "ruritania"]), r"bodies\.table\.members: `ruritania`"),
        ("table", council(members=["opt-in"]), "has no members; list them"),
        ("table", council("unheard"), "unknown rule"),
    ],
)
def test_what_cannot_be_decided(body: str, case: Scenario, message: str) -> None:
    with pytest.raises(InputError, match=message):
        decide(body, case)


def test_the_adversary_is_taken_to_oppose_where_it_said_nothing() -> None:
    question = {"id": "force", "date": "2025-03-05", "adversary": "RUS"}
    bodies = {"unsc": {"rule": "security_council", "members": "UNSC"}}
    with_adversary = Scenario.model_validate({"initiative": question, "bodies": bodies})
    without = Scenario.model_validate(
        {"initiative": question | {"adversary": ""}, "bodies": bodies}
    )
    ballot = next(b for b in decide("unsc", with_adversary).ballots if b.member == "RUS")
    assert (ballot.no, ballot.origin) == (0.8, "adversary")
    passes = decide("unsc", with_adversary).p_pass
    passes_without = decide("unsc", without).p_pass
    assert passes is not None
    assert passes_without is not None
    assert passes < 0.25 < passes_without


def of_many(members: int, rule: dict[str, Any]) -> Scenario:
    names = [f"m{n}" for n in range(members)]
    return Scenario.model_validate(
        {
            "initiative": {"id": "patrol", "date": "2025-03-05"},
            "actors": {name: {} for name in names},
            "bodies": {"club": {"rule": rule, "members": names}},
        }
    )


def test_more_than_can_be_reckoned_is_refused() -> None:
    with pytest.raises(InputError, match="2,001 members are beyond the limit of 2,000"):
        decide("club", of_many(2001, {"weights": {"m0": 1}, "quota": 1}))
    counts = {"k": 9, "of": [{"weights": {"m0": 1}, "quota": 1}] * 210}
    with pytest.raises(InputError, match="210 counted majorities of 100 members are beyond"):
        decide("club", of_many(100, counts))


def test_who_is_won_over_by_sampling_is_not_said_to_be_the_cheapest() -> None:
    rule = {"weights": {f"m{n}": 1_000_003 + 7**n % 99_991 for n in range(40)}, "quota": "80%"}
    found = decide("club", of_many(40, rule))
    assert found.method == "sampled"
    assert found.win_over is not None
    assert found.win_over.method == "greedy"
    assert found.counted is not None
    assert found.counted.p == found.p_pass == found.criteria[0].p_met
    assert found.criteria[0].if_failed is not None
    assert found.criteria[0].if_failed < found.criteria[0].quota
