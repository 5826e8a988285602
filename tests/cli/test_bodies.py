"""`willing bodies`, and bodies of the user's own in the other commands."""

from __future__ import annotations

import json

import pytest

OWN = """\
port:
  name: Port assembly
  aliases: [the Port]
  source: Charter of the port, art. 2
  start: 2000-01-01
  members: [ship, dock, crane]
  weights: {tons: {ship: 3, dock: 2, crane: 1}}
  rule: {weights: tons, quota: more than half}
"""

SCENARIO = """\
initiative: {id: pier, date: 2024-05-01}
actors:
  ship: {said: in, pledges: [{kind: finance, amount: 1, stance: in}]}
bodies:
  assembly: {members: port, rule: port, votes: {dock: {yes: 1, abstain: 0, no: 0}}}
"""


@pytest.fixture
def own(folder):
    """A file of bodies, and a scenario that names one of them."""
    (folder / "own.yaml").write_text(OWN, encoding="utf-8")
    (folder / "pier.yaml").write_text(SCENARIO, encoding="utf-8")
    return "own.yaml"


def test_the_list_says_who_and_how_and_where_it_is_written(run):
    listed = json.loads(run("bodies", "--date", "2003-01-01", "--json").stdout)
    rows = {row["id"]: row for row in listed}
    assert rows["nato"]["members"] == 19
    assert rows["nato"]["rule"] == "none of the 19 members votes no"
    assert rows["jef"]["why"].startswith("`jef` on 2003-01-01: it is known from 2014-09-04 only")
    assert all(row["source"] and row["file"] == "" for row in rows.values())
    text = run("bodies", "--date", "2025-03-05").stdout
    assert "eu_council_qmv" in text
    assert "at least 15 of the 27" in text


def test_one_body_in_full(run):
    found = json.loads(run("bodies", "NATO", "--date", "2003-01-01", "--json").stdout)
    assert (found["id"], found["date"], len(found["members"])) == ("nato", "2003-01-01", 19)
    assert found["tree"] == {
        "weights": dict.fromkeys(found["members"], 1), "quota": 19, "counts": "not_no",
    }  # fmt: skip
    assert "United Kingdom" in found["member_names"]
    assert "nato.int" in found["source"]
    assert json.loads(run("bodies", "NATO@2003-01-01", "--json").stdout) == found


def test_weights_and_seats_are_shown(run):
    text = run("bodies", "Bundesrat", "--date", "2025-01-01").stdout
    assert "(35 of 69)" in text
    assert "Basic Law" in text
    text = run("bodies", "US federal legislation", "--date", "2025-01-01").stdout
    assert "at least 218 of the 435 Representative seats" in text
    assert "477 more members are left out" in text
    assert "whoever wants to joins, and at least 2 do" in run("bodies", "JEF").stdout


def test_a_file_of_one_s_own_is_checked_and_listed(run, own):
    result = run("bodies", "--bodies", own)
    assert "Port assembly" in result.stdout
    assert "own.yaml: 1 body, no errors" in result.stderr
    found = json.loads(run("bodies", "the Port", "--bodies", own, "--json").stdout)
    assert (found["file"], found["tree"]["quota"]) == (own, 4)
    assert "no such body" in run("bodies", "the Port", code=2).stderr


def test_what_is_wrong_in_it_is_listed(run, folder):
    (folder / "bad.yaml").write_text(
        "a: {members: [x, x], rule: majority}\nb: {members: [x], rule: {quota: 2}}\n"
    )
    said = run("bodies", "--bodies", "bad.yaml", code=2).stderr
    assert "willing: bad.yaml: a.members: `x` is listed twice" in said
    (folder / "bad.yaml").write_text("b: {members: [x], rule: {quota: 2}}\n")
    said = run("bodies", "--bodies", "bad.yaml", code=2).stderr
    assert said == (
        "willing: bad.yaml: b.rule.quota: 2 is above the total weight 1: nothing could ever pass; "
        "write at most 1\n"
    )
    assert "cannot read the file of bodies" in run("bodies", "--bodies", "no.yaml", code=2).stderr


def test_power_of_a_body_of_one_s_own(run, own, monkeypatch):
    found = json.loads(run("power", "port", "--bodies", own, "--json").stdout)
    assert found["banzhaf"] == [0.75, 0.25, 0.25]
    monkeypatch.setenv("WILLING_BODIES", own)
    assert json.loads(run("power", "the Port", "--json").stdout) == found
    assert "known from 2000-01-01 only" in run("power", "port@1999-12-31", code=2).stderr


def test_a_scenario_may_name_it(run, own):
    assert "no errors" in run("check", "pier.yaml", "--bodies", own).stdout
    assert "`port`: no such body" in run("check", "pier.yaml", code=2).stderr
    outlook = json.loads(run("run", "pier.yaml", "--bodies", own, "--worlds", 100, "--json").stdout)
    (decision,) = outlook["decisions"]
    assert decision["members"] == 3
    assert decision["p_pass"] == pytest.approx(0.97)  # the ship's yes decides
    run("brief", "pier.yaml", "--bodies", own, "--no-ledger", "-o", "pier.md", "--worlds", 100)
    assert "no such body" in run("run", "pier.yaml", code=2).stderr


def test_an_initiative_may_be_decided_by_it(run, own, folder):
    (folder / "initiatives.json").write_text(
        json.dumps({"azure-patrol": {"name": "Azure Strait patrol", "body": "the Port"}})
    )
    run("extract", "page.txt", "--initiatives", "initiatives.json", "--keep")
    drafted = run("draft", "--bodies", own).stdout
    assert "rule: port" in drafted
    assert "members:" in drafted
