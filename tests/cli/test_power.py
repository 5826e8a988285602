"""`willing power`: bodies and files, the table, the JSON, and what is refused."""

from __future__ import annotations

import json

import pytest

COUNCIL = {
    "members": ["City", "Town", "Hamlet"],
    "rule": {"weights": [3, 2, 1], "quota": 4},
}

KEYS = {
    "banzhaf", "banzhaf_normalised", "shapley_shubik", "coleman_initiate", "coleman_prevent",
    "deegan_packel", "holler_packel", "johnston",
}  # fmt: skip

COUNTS = {"winning_coalitions", "minimal_winning_coalitions", "power_to_act"}


@pytest.fixture
def ask(asking):
    return asking("power", "body.json")


def test_a_file_in_json(ask):
    found = ask(COUNCIL, "--json")
    assert set(found) >= KEYS | COUNTS
    assert not {"owen", "banzhaf_owen"} & set(found)
    assert ask(COUNCIL | {"unions": []}, "--json") == found
    assert found["members"] == COUNCIL["members"]
    assert found["banzhaf"] == [0.75, 0.25, 0.25]
    assert found["banzhaf_normalised"] == [0.6, 0.2, 0.2]
    assert found["shapley_shubik"] == [2 / 3, 1 / 6, 1 / 6]
    assert (found["winning_coalitions"], found["minimal_winning_coalitions"]) == (3, 2)
    assert found["minimal_winning_by_size"] == [0, 0, 2, 0]
    assert found["minimal_blocking_by_size"] == [0, 1, 1, 0]
    assert found["power_to_act"] == "3/8"
    assert found["rule"] == "members with 66.67% of the weight (4 of 6) vote yes"
    assert set(found["obtained"]) == KEYS
    assert all(
        how["error"] == 0.0 and "exact" in how["method"] for how in found["obtained"].values()
    )


def test_weights_by_name_in_yaml_with_unions(run, folder):
    (folder / "council.yaml").write_text(
        "members: [City, Town, NO]\n"
        "rule: {all: [{weights: {City: 3, Town: 2, NO: 1}, quota: 4}, City]}\n"
        "unions: [[Town, NO]]\n"
    )
    found = json.loads(run("power", "council.yaml", "--json").stdout)
    assert found["unions"] == [["Town", "NO"], ["City"]]
    assert found["owen"] == [0.5, 0.25, 0.25]
    assert found["banzhaf_owen"] == [0.5, 0.25, 0.25]


def test_only_the_indices_that_are_asked_for(ask):
    found = ask(COUNCIL, "--json", "--index", "shapley_shubik, banzhaf")
    assert KEYS & set(found) == {"banzhaf", "shapley_shubik"}
    assert set(found) >= COUNTS


def test_large_counts_are_text(ask):
    members = [f"m{i}" for i in range(80)]
    found = ask(
        {"members": members, "rule": {"weights": [1] * 80, "quota": 41}},
        "--json",
        "--index",
        "banzhaf",
    )
    assert isinstance(found["winning_coalitions"], str)
    assert int(found["winning_coalitions"]) * 2 < 1 << 80
    assert found["power_to_act"].count("/") == 1


def test_the_table_is_sorted_by_power(ask):
    data = COUNCIL | {
        "members": ["Hamlet", "City", "Town"],
        "rule": {"weights": [1, 3, 2], "quota": 4},
    }
    text = ask(data)
    assert text.index("City") < text.index("Hamlet")
    assert "Winning coalitions: 3 (37.5% of all); minimal: 2; minimal blocking: 2" in text
    assert "exact" in text.splitlines()[-1]


def test_a_known_body_by_name_and_day(run):
    found = json.loads(run("power", "NATO", "--date", "2003-06-01", "--json").stdout)
    assert (len(found["members"]), found["date"]) == (19, "2003-06-01")
    assert found["winning_coalitions"] == 1
    assert found["banzhaf_normalised"] == [1 / 19] * 19
    assert found["member_names"][found["members"].index("GBR")] == "United Kingdom"
    again = json.loads(run("power", "NATO@2003-06-01", "--json").stdout)
    assert again == found
    text = run("power", "UNSC", "--date", "2020-05-01").stdout
    assert "0.1963" in text
    assert "an abstention is not a yes" in text


def test_into_a_file(run, folder):
    run("power", "UNSC", "--date", "2020-05-01", "-o", "out/unsc.json")
    assert json.loads((folder / "out" / "unsc.json").read_text())["winning_coalitions"] == 848


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"rule": {"weights": [3, 2, 1], "quota": 7}}, "rule.quota: 7 is above the total weight 6"),
        ({"rule": {"weights": [3, 2, 1], "quota": 0}}, "rule.quota: 0 is met when nobody votes"),
        ({"rule": {"weights": [3, 2, 1], "quota": -1}}, "rule.quota: -1 is met when nobody"),
        ({"rule": {"weights": [3, -2, 1], "quota": 2}}, "rule.weights[1]: -2 is a negative weight"),
        ({"rule": {"weights": {"Town": -2}, "quota": 2}}, "rule.weights.Town: -2 is a negative"),
        ({"rule": {"weights": [3, 2], "quota": 2}}, "rule.weights: 2 weights for 3 members"),
        ({"rule": {"weights": {"Twon": 2}, "quota": 2}}, "did you mean `Town`?"),
        ({"rule": {"quota": 2}}, "no rule has the fields quota"),
        ({"rule": 3}, "this is no rule"),
        ({"rule": {"all": [{"weights": [1, 1, 1], "quota": 9}]}}, "rule.all[0].quota: 9 is above"),
        ({"members": ["City", "Town", "City"]}, "members: `City` is listed twice"),
        ({"members": []}, "members: nobody votes"),
        ({"members": "City"}, "members: a list of names is missing"),
        ({"members": ["City", 2, "Town"]}, "members[1]: this is no name"),
        ({"unions": [["City", "Village"]]}, "unions[0]: `Village` is no member"),
        ({"unions": [["City"], ["City", "Town"]]}, "unions[1]: `City` is in unions[0] too"),
        ({"unions": ["City"]}, "unions[0]: a list of names is missing"),
        ({"unoins": []}, "`unoins`: no such field; did you mean `unions`?"),
        ({"rule": "qualified_majority"}, "no weight for City"),
    ],
)
def test_what_is_impossible_is_said_with_place_and_mend(ask, change, said):
    message = ask(COUNCIL | change, code=2)
    assert said in message
    assert message.startswith("willing: body.json: ")


def test_ten_thousand_members_are_beyond_the_limit(ask):
    data = {
        "members": [f"m{i}" for i in range(10_000)],
        "rule": {"weights": [1] * 10_000, "quota": 1},
    }
    assert "10,000 members are beyond the limit of 2,000" in ask(data, code=2)


@pytest.mark.parametrize("text", ["[1, 2]", "{", "", "[" * 5000, "rule: !!python/name:os.system x"])
def test_other_files_are_refused(ask, text):
    assert "body.json: " in ask(text, code=2)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere.json",), "no such file"),
        (("Natoo",), "did you mean NATO"),
        (("opt-in",), "nobody votes in an opt-in coalition"),
        (("NATO", "--date", "1940-01-01"), "nobody was a member of it on 1940-01-01"),
        (("UNSC", "--date", "1950-01-01"), "known from 1990-01-01"),
        (("UNSC", "--index", "banzaf"), "did you mean `banzhaf`?"),
        (("UNSC", "--index", "owen"), "`owen` needs unions"),
        (("UNSC", "--index", ","), "nothing is asked for"),
        (("UNSC", "--date", "yesterday"), "yesterday"),
    ],
)
def test_bodies_that_cannot_be_asked_for(run, words, said):
    assert said in run("power", *words, code=2).stderr
