"""`willing winset`: scenarios and files, the tables, the pictures, and what is refused."""

from __future__ import annotations

import json
import re

import pytest
from ruamel.yaml import YAML

COUNCIL = {
    "members": {"City": 80, "Town": 55, "Hamlet": 20},
    "rule": {"weights": {"City": 3, "Town": 2, "Hamlet": 1}, "quota": 4},
    "status_quo": 30,
}
PLANE = COUNCIL | {
    "members": {"City": [80, 10], "Town": [55, 60], "Hamlet": [20, 30]},
    "status_quo": [30, 70],
    "issues": ["taxes", "roads"],
    "space": [0, 100],
}
ISSUES = """
issues:
  role:
    scale: {0: none, 50: training, 100: combat}
    positions: {GBR: 80, NOR: {value: 60}}
    status_quo: 10
  share:
    scale: {0: all of it, 10: nothing}
    positions: {GBR: 2, NOR: [3, 4, 6], DNK: 8}
    salience: {NOR: 0.5}
"""


@pytest.fixture
def ask(asking):
    return asking("winset", "setting.json")


@pytest.fixture
def scenario(folder):
    """The scenario of the folder, with issues."""
    path = folder / "scenario.yaml"
    path.write_text(path.read_text(encoding="utf-8") + ISSUES, encoding="utf-8")
    return path


def test_one_issue_in_json(ask):
    found = ask(COUNCIL, "--json")
    assert found["winset"] == [{"low": 30.0, "high": 80.0, "low_in": False, "high_in": False}]
    assert found["locked"] is False
    assert found["gridlock"] == {"low": 55.0, "high": 80.0, "low_in": True, "high_in": True}
    assert (found["lower_pivots"], found["upper_pivots"]) == (["Town"], ["City"])
    assert found["outcome_if_it_proposes"] == [80.0, 55.0, 30.0]
    assert found["consent_adds"] == [20.0, 50.0, 50.0]
    assert found["veto"] == [True, False, False]
    assert found["silent"] == {"members": [], "counted_as": "abstain"}


def test_one_issue_in_words(ask):
    text = ask(COUNCIL, "--proposer", "City")
    assert "The winset: (30, 80)." in text
    assert "The gridlock interval: 55 to 80, held by Town below and City above." in text
    assert "policy ends between 30 and 80" in text
    assert "If City alone proposes, policy ends at 80." in text
    assert re.search(r"Town +55 +\(30, 80\) +55 +50\n", text)


def test_positions_that_are_ranges(ask):
    members = {"City": 80, "Town": [20, 55, 60], "Hamlet": 20}
    found = ask(COUNCIL | {"members": members}, "--json", "--seed", "3")
    assert found["ideals"] == [80.0, 55.0, 20.0]
    assert found["uncertain"]["seed"] == 3
    assert 0 < found["uncertain"]["locked"]["p"] < 0.2
    assert "the chance that nothing can replace" in ask(COUNCIL | {"members": members})
    members["Town"] = [20, 10, 60]
    assert "members.Town: [20, 10, 60] must rise" in ask(COUNCIL | {"members": members}, code=2)


def test_nothing_moves_within_the_gridlock_interval(ask):
    text = ask(COUNCIL, "--status-quo", "60")
    assert "Nothing can replace the status quo." in text
    assert "nothing can replace" not in text


def test_two_issues(ask):
    found = ask(PLANE, "--json", "--grid", "51", "--uncovered")
    assert 0 < found["share"] < 1
    assert found["grid"] == 51
    assert len(found["outline"]) > 700
    assert len(found["hull"]) == 3
    assert found["uncovered"]
    text = ask(PLANE, "--grid", "51")
    assert f"The winset: {100 * found['share']:.3g}% of the 51 x 51 outcomes" in text
    assert "Stable, once adopted" in text or "No outcome of 25 x 25 is stable" in text


def test_a_scenario(run, scenario):
    found = json.loads(run("winset", scenario, "--issue", "role", "--json").stdout)
    assert found["body"] == "nato"
    assert found["member_names"] == ["United Kingdom", "Norway", "Denmark"]
    assert found["ideals"] == [80.0, 60.0, None]
    assert found["winset"][0]["high"] == 100.0
    assert found["silent"]["members"] == ["DNK"]
    assert found["silent"]["if_no"] == {"locked": True, "width": 0.0}
    text = run("winset", scenario, "--issue", "role", "--proposer", "Norway").stdout
    assert "Position not known, counted as abstaining: Denmark." in text
    assert "If counted as opposing it: nothing can replace the status quo." in text
    assert "If Norway alone proposes, policy ends at 60." in text
    opposed = run("winset", scenario, "--issue", "role", "--silent", "no").stdout
    assert "Nothing can replace the status quo." in opposed


def test_a_scenario_on_two_issues_measures_by_shares_of_the_scales(run, scenario):
    words = ("winset", scenario, "--issue", "role", "--issue", "share", "--status-quo", "10,6")
    found = json.loads(run(*words, "--json").stdout)
    assert found["ideals"] == [[80.0, 2.0], [60.0, 4.0], None]
    assert found["salience"] == [[1.0, 100.0], [1.0, 50.0], [1.0, 100.0]]
    assert found["hull"] is None
    assert "Members weigh the issues differently" in run(*words).stdout


def test_a_range_on_one_of_two_issues_is_said_to_count_by_its_mode(run, scenario, folder):
    words = ("winset", scenario, "--issue", "role", "--issue", "share", "--status-quo", "10,6")
    assert json.loads(run(*words, "--json").stdout)["modes_only"] == ["NOR"]
    said = "Known within a range, of which the mode alone is used on two issues: Norway."
    assert said in run(*words).stdout
    run(*words, "-o", "picture.svg")
    picture = (folder / "picture.svg").read_text(encoding="utf-8")
    assert "Known within a range, of which the mode is drawn: 1." in picture
    alone = run("winset", scenario, "--issue", "share", "--status-quo", "6").stdout
    assert "the mode alone" not in alone
    assert "positions drawn from their ranges" in alone


def test_a_known_body_of_another_day_has_the_rule_of_that_day(run, scenario):
    words = ("winset", scenario, "--issue", "role", "--body", "EU QMV@2004-10-31", "--json")
    found = json.loads(run(*words).stdout)
    assert found["body"] == "EU Council, qualified majority on 2004-10-31"
    assert len(found["members"]) == 25
    assert "88 of 124" in found["rule"]


def test_a_known_body_that_the_scenario_does_not_have(run, scenario):
    found = json.loads(
        run("winset", scenario, "--body", "NATO", "--issue", "role", "--json").stdout
    )
    assert (found["body"], len(found["members"])) == ("NATO", 32)
    assert len(found["silent"]["members"]) == 30


@pytest.mark.parametrize("setting", [COUNCIL, PLANE])
@pytest.mark.parametrize("name", ["a/picture.svg", "picture.PNG", "answer.json"])
def test_into_a_file(ask, folder, setting, name):
    assert ask(setting, "-o", name, "--grid", "21", "--proposer", "Town") == ""
    written = (folder / name).read_bytes()
    begins = {"svg": b"<svg ", "PNG": b"\x89PNG", "json": b"{"}[name.partition(".")[2]]
    assert written.startswith(begins)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"members": {}}, "members: nobody votes"),
        ({"members": [1, 2]}, "members: numbers by member are missing"),
        (
            {"members": {"City": "high", "Town": 1, "Hamlet": 1}},
            "members.City: this is no position",
        ),
        ({"members": {"City": [1, 2], "Town": 1, "Hamlet": 1}}, "members.City: 2 for 1"),
        ({"members": {"City": [], "Town": 1, "Hamlet": 1}}, "members.City: 0 numbers"),
        ({"members": {"City": 1e99, "Town": 1, "Hamlet": 1}}, "from -1e9 to 1e9"),
        ({"members": {"City": True, "Town": 1, "Hamlet": 1}}, "members.City: this is no position"),
        ({"members": {"City": None, "Town": None, "Hamlet": None}}, "nobody's position is known"),
        ({"members": {"": 1, "Town": 1, "Hamlet": 1}}, "is no name"),
        ({"status_quo": [1, 2, 3]}, "status_quo: 3 numbers; write one, or two"),
        ({"status_quo": "here"}, "status_quo: this is no position"),
        ({"space": [50, 10]}, "space: issue: write [LOW, HIGH], the lower number first"),
        ({"space": [50, 90]}, "status_quo: 30 lies outside the scale; write a number from 50"),
        ({"space": 3}, "space: this is no range"),
        ({"salience": {"City": -1}}, "salience.City: -1 is below 0"),
        ({"salience": {"Village": 1}}, "salience.Village: no such member"),
        ({"issues": ["a", "b"]}, "issues: write one name for each number"),
        ({"rule": "opt_in"}, "rule: nobody votes in an opt-in coalition"),
        ({"rule": "consensus!"}, "rule: unknown rule `consensus!`"),
        ({"rule": {"weights": {"Twon": 1}, "quota": 1}}, "did you mean `Town`?"),
        ({"rule": 7}, "rule: this is no rule"),
        ({"stauts_quo": 1}, "`stauts_quo`: no such field; did you mean `status_quo`?"),
    ],
)
def test_what_is_impossible_is_said_with_place_and_mend(ask, change, said):
    message = ask(COUNCIL | change, code=2)
    assert said in message
    assert message.startswith("willing: setting.json: ")


def test_numbers_that_are_none(ask):
    text = json.dumps(COUNCIL)
    for word in ("NaN", "Infinity", "-Infinity"):
        assert "members.Town: this is no position" in ask(text.replace("55", word), code=2)


@pytest.mark.parametrize("text", ["[1, 2]", "{", "", "[" * 5000, "rule: !!python/name:os.system x"])
def test_other_files_are_refused(ask, text):
    assert "setting.json: " in ask(text, code=2)


def test_more_members_than_the_limit(ask):
    members = {f"m{i}": 1 for i in range(2_001)}
    data = COUNCIL | {"members": members, "rule": {"weights": {"m0": 1}, "quota": 1}}
    assert "2,001 members are beyond the limit of 2,000" in ask(data, code=2)


def test_rules_of_too_many_parts(ask):
    members = {f"m{i}": 1 for i in range(500)}
    data = COUNCIL | {"members": members, "rule": {"any": [{"any": ["m0"] * 90}] * 10}}
    assert "rule: too many parts for so many members" in ask(data, code=2)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--status-quo", "here"), "--status-quo here: write X, or X,Y"),
        (("--status-quo", "1,2,3"), "write X, or X,Y"),
        (("--status-quo", "nan"), "status_quo: this is no position"),
        (("--status-quo", "1,2"), "members.City: 1 for 2"),
        (("--proposer", "Twon"), "--proposer Twon: no member of this body; did you mean `Town`?"),
        (("--body", "nato"), "this is no scenario; leave out --body and --issue"),
        (("-o", "picture.pdf"), "picture.pdf: name a file that ends in .svg, .png, .json"),
    ],
)
def test_options_that_make_no_sense(ask, words, said):
    assert said in ask(COUNCIL, *words, code=2)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "name one or two with --issue; there are role, share"),
        (("--issue", "rle"), "no issue `rle`; did you mean `role`?"),
        (
            ("--issue", "share"),
            "issues.share.status_quo: not stated; add it, or say --status-quo X",
        ),
        (("--issue", "role", "--body", "nota"), "no body `nota`; name it with --body: there are"),
        (("--issue", "role", "--status-quo", "1,2"), "status_quo: 2 for 1"),
        (("--issue", "role", "--status-quo", "101"), "status_quo: 101 lies outside the scale"),
        (("--issue", "role", "--proposer", "DNK"), "--proposer DNK: its position is not known"),
    ],
)
def test_questions_that_a_scenario_does_not_answer(run, scenario, words, said):
    assert said in run("winset", scenario, *words, code=2).stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"status_quo": 120}, "status_quo 120 lies outside the scale, 0 to 100"),
        ({"status_quo": "low"}, "issues.role.status_quo"),
        ({"scale": {0: "none"}, "status_quo": 0}, "issues.role.scale: its ends are missing"),
        ({"positions": {"GBR": "high"}}, "issues.role.positions.GBR: "),
        ({"positions": {}}, "nobody's position is known"),
    ],
)
def test_issues_that_cannot_be_used(run, scenario, change, said):
    yaml = YAML()
    data = yaml.load(scenario)
    data["issues"]["role"].update(change)
    yaml.dump(data, scenario)
    assert said in run("winset", scenario, "--issue", "role", code=2).stderr


def test_a_hostile_name_steers_neither_terminal_nor_picture(ask, folder):
    name = "Ev\x00il\x1b]0;owned\x07</text><script>alert(1)</script>\u202e"
    data = COUNCIL | {
        "members": {name: 55, "City": 80, "Hamlet": 20},
        "rule": {"weights": {name: 2, "City": 3, "Hamlet": 1}, "quota": 4},
        "title": "A\x00title<script>",
    }
    assert "\x1b" not in ask(data)
    ask(data, "-o", "picture.svg", "--proposer", name)
    drawn = (folder / "picture.svg").read_text(encoding="utf-8")
    assert "<script" not in drawn
    assert "\x00" not in drawn
