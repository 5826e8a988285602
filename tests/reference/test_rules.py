"""Rules: the trees give the outcomes that the treaties give."""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willing.errors import InputError
from willing.reference.bodies import body
from willing.reference.named_rules import PERMANENT
from willing.reference.rules import rule_tree
from willing.reference.tables import table

DAY = dt.date(2025, 3, 5)
EU = body("EU", DAY).members
COUNCIL = body("UNSC", DAY).members
RANK = {"no": 0, "abstain": 1, "yes": 2}


def passes(tree: dict[str, Any], ballots: dict[str, str]) -> bool:
    """The tree read by hand; who is not in `ballots` says yes."""
    if "all" in tree:
        return all(passes(part, ballots) for part in tree["all"])
    if "any" in tree:
        return any(passes(part, ballots) for part in tree["any"])
    total = 0.0
    for member, weight in tree["weights"].items():
        ballot = ballots.get(member, "yes")
        total += weight * (ballot == "yes" or (ballot == "abstain" and tree["counts"] == "not_no"))
        total -= weight * tree.get("against", 0) * (ballot == "no")
    return bool(total >= tree["quota"])


def no(*members: str) -> dict[str, str]:
    return dict.fromkeys(members, "no")


def only(*members: str, of: tuple[str, ...] = EU) -> dict[str, str]:
    return {code: "no" for code in of if code not in members}


def test_one_no_stops_consensus_and_silence_does_not() -> None:
    nato = body("NATO", DAY)
    tree = rule_tree(nato.rule, nato.members, DAY)
    assert passes(tree, dict.fromkeys(nato.members, "abstain"))
    assert not passes(tree, no("HUN"))
    assert rule_tree("unanimity", EU, DAY) == rule_tree("consensus", EU, DAY)


def test_the_thresholds_of_the_double_majority() -> None:
    members, population = rule_tree("qualified_majority", EU, DAY)["any"][0]["all"]
    assert (members["quota"], len(members["weights"])) == (15, 27)
    assert population["quota"] / sum(population["weights"].values()) == pytest.approx(
        0.65, abs=1e-3
    )
    of_28 = body("EU", dt.date(2016, 6, 23)).members
    members, _ = rule_tree("qualified_majority", of_28, dt.date(2016, 6, 23))["any"][0]["all"]
    assert members["quota"] == 16
    members, _ = rule_tree("reinforced_qualified_majority", EU, DAY)["all"]
    assert members["quota"] == 20
    members, _ = rule_tree("reinforced_qualified_majority", of_28, dt.date(2016, 6, 23))["all"]
    assert members["quota"] == 21


def test_the_large_states_need_a_fourth_to_block() -> None:
    """Germany, France and Italy have 47 percent of the people and are only three."""
    tree = rule_tree("qualified_majority", EU, DAY)
    assert passes(tree, no("DEU", "FRA", "ITA"))
    assert not passes(tree, no("DEU", "FRA", "ITA", "MLT"))
    assert not passes(rule_tree("reinforced_qualified_majority", EU, DAY), no("DEU", "FRA", "ITA"))


def test_no_three_members_block() -> None:
    tree = rule_tree("qualified_majority", EU, DAY)
    assert all(passes(tree, no(*three)) for three in combinations(EU, 3))


def test_visegrad_needs_more_than_germany_to_block() -> None:
    tree = rule_tree("qualified_majority", EU, DAY)
    assert passes(tree, no("POL", "HUN", "CZE", "SVK"))  # 14.1 percent of the people
    assert passes(tree, no("POL", "HUN", "CZE", "SVK", "DEU"))  # 32.6
    assert not passes(tree, no("POL", "HUN", "CZE", "SVK", "DEU", "NLD"))  # 36.6


def test_many_small_states_are_not_enough_people_and_few_large_ones_not_enough_states() -> None:
    tree = rule_tree("qualified_majority", EU, DAY)
    largest = ("DEU", "FRA", "ITA", "ESP", "POL", "ROU", "NLD")
    assert not passes(tree, no("DEU", "FRA", "ITA", "ESP"))
    assert not passes(tree, only(*largest))


def test_abstention_is_not_yes_in_the_council() -> None:
    tree = rule_tree("qualified_majority", EU, DAY)
    assert not passes(tree, dict.fromkeys(("DEU", "FRA", "ITA", "ESP"), "abstain"))


def test_population_shares_add_up() -> None:
    for start in ("2014-11-01", "2020-02-01"):
        shares = {
            row["code"]: int(row["weight"])
            for row in table("council_weights")
            if row["set"] == "population" and row["start"] == start
        }
        assert sum(shares.values()) == pytest.approx(10_000, abs=2)
        assert set(shares) == set(body("EU", dt.date.fromisoformat(start)).members)
        assert max(shares, key=shares.__getitem__) == "DEU"
        assert min(shares, key=shares.__getitem__) == "MLT"


@pytest.mark.parametrize(
    ("day", "votes", "quota"),
    [
        ("2004-06-01", 124, 88),
        ("2005-01-01", 321, 232),
        ("2010-01-01", 345, 255),
        ("2014-01-01", 352, 260),
    ],
)
def test_the_weighted_votes(day: str, votes: int, quota: int) -> None:
    """Treaty of Nice, Declaration 20; accession treaties of 2003, 2005 and 2011."""
    on = dt.date.fromisoformat(day)
    weighted, members = rule_tree("qualified_majority", body("EU", on).members, on)["all"]
    assert (sum(weighted["weights"].values()), weighted["quota"]) == (votes, quota)
    assert members["quota"] == len(members["weights"]) // 2 + 1


def test_the_fifteen_of_2003() -> None:
    on = dt.date(2003, 3, 1)
    tree = rule_tree("qualified_majority", body("EU", on).members, on)
    assert (sum(tree["weights"].values()), tree["quota"]) == (87, 62)
    assert passes(tree, no("DEU", "FRA", "BEL"))
    assert not passes(tree, no("DEU", "FRA", "BEL", "LUX"))


def test_the_security_council() -> None:
    tree = rule_tree("security_council", COUNCIL, DAY)
    elected = [code for code in COUNCIL if code not in PERMANENT]
    assert passes(tree, {"RUS": "abstain", "CHN": "abstain"})
    assert not passes(tree, no("RUS"))
    assert passes(tree, no(*elected[:6]))
    assert not passes(tree, no(*elected[:7]))
    assert not passes(tree, no(*elected[:5]) | {"RUS": "abstain", "CHN": "abstain"})


def test_the_assembly_counts_those_who_vote() -> None:
    """Resolution ES-11/1 of 2 March 2022: 141 yes, 5 no, 35 abstentions, 12 absent."""
    world = body("UNGA", DAY).members
    ballots = dict.fromkeys(world[:5], "no") | dict.fromkeys(world[5:52], "abstain")
    assert passes(rule_tree("two_thirds", world, DAY), ballots)
    closer = dict.fromkeys(world[:60], "no") | dict.fromkeys(world[60:130], "abstain")
    assert passes(rule_tree("majority", world, DAY), closer)
    assert not passes(rule_tree("two_thirds", world, DAY), closer)
    assert not passes(rule_tree("majority", world, DAY), dict.fromkeys(world, "abstain"))
    assert not passes(rule_tree("two_thirds", world, DAY), dict.fromkeys(world, "abstain"))


@pytest.mark.parametrize(
    ("rule", "members", "part"),
    [
        ("consesus", ("FRA",), "unknown rule"),
        ("opt_in", ("FRA",), "unknown rule"),
        ("consensus", (), "needs members"),
        ("qualified_majority", ("FRA", "USA"), "no weight for USA"),
        ("security_council", ("FRA", "USA"), "CHN, GBR, RUS missing"),
    ],
)
def test_rules_that_cannot_be(rule: str, members: tuple[str, ...], part: str) -> None:
    with pytest.raises(InputError, match=part):
        rule_tree(rule, members, DAY)


@pytest.mark.parametrize(
    ("day", "votes", "quota", "states"),
    [
        ("1958-01-01", 17, 12, 4),
        ("1972-12-31", 17, 12, 4),
        ("1973-01-01", 58, 41, 6),
        ("1981-01-01", 63, 45, 6),
        ("1986-01-01", 76, 54, 8),
        ("1995-01-01", 87, 62, 10),
        ("2004-06-01", 124, 88, 17),
        ("2010-01-01", 345, 255, 18),
    ],
)
def test_the_weighted_votes_since_rome(day: str, votes: int, quota: int, states: int) -> None:
    """Treaty of Rome, art. 148(2), and the acts of accession; on nobody's proposal more states."""
    on = dt.date.fromisoformat(day)
    weighted, cast = rule_tree("reinforced_qualified_majority", body("EU", on).members, on)["all"]
    assert (sum(weighted["weights"].values()), weighted["quota"]) == (votes, quota)
    assert cast["quota"] == states


def test_before_rome_there_is_no_qualified_majority() -> None:
    on = dt.date(1957, 3, 1)
    with pytest.raises(InputError, match="has no weight for"):
        rule_tree("qualified_majority", ("DEU", "FRA"), on)


def test_a_body_s_name_is_its_own_rule() -> None:
    assert rule_tree("NATO", EU, DAY) == rule_tree("consensus", EU, DAY)
    fund = body("IMF", DAY)
    assert rule_tree("imf", fund.members, DAY) == fund.rule
    with pytest.raises(InputError, match="for its own members"):
        rule_tree("imf", EU, DAY)
    with pytest.raises(InputError, match="nobody votes in an opt-in coalition"):
        rule_tree("JEF", EU, DAY)


def test_weighted_votes_are_those_of_the_whole_council() -> None:
    with pytest.raises(InputError, match="for the whole Council only"):
        rule_tree("qualified_majority", ("DEU", "FRA"), dt.date(2010, 1, 1))


CASES = {
    "consensus": EU,
    "majority": EU,
    "two_thirds": EU,
    "qualified_majority": EU,
    "reinforced_qualified_majority": EU,
    "security_council": COUNCIL,
}


@given(st.sampled_from(sorted(CASES)), st.data())
def test_a_more_willing_ballot_never_defeats_a_decision(rule: str, data: st.DataObject) -> None:
    members = CASES[rule]
    tree = rule_tree(rule, members, DAY)
    cast = st.sampled_from(sorted(RANK))
    ballots = {code: data.draw(cast) for code in members}
    changed = data.draw(st.sampled_from(members))
    better = data.draw(cast.filter(lambda ballot: RANK[ballot] >= RANK[ballots[changed]]))
    assert passes(tree, ballots | {changed: better}) >= passes(tree, ballots)


def test_a_body_of_another_day_has_the_rule_of_that_day() -> None:
    then = dt.date(2004, 10, 31)
    members = body("EU QMV", then).members
    tree = rule_tree("EU QMV@2004-10-31", members, DAY)
    assert tree == rule_tree("qualified_majority", members, then)
    assert tree["all"][0]["quota"] == 88
