"""`willing leaders`: scenarios, tables of polls, pictures, and what is refused."""

from __future__ import annotations

import json

import pytest

PATROL = """\
initiative:
  id: patrol
  date: 2024-03-12
  beneficiary: UKR
  adversary: RUS
  leads: [GBR]
  requires: {ground_troops: 5000}
events:
  ceasefire: {p: 0.5}
  us_backstop: {p: 0.4}
actors:
  GBR:
    pledges:
      - {kind: ground_troops, amount: [4000, 6000, 9000], stance: lead, when: ceasefire}
  FRA:
    pledges:
      - {kind: ground_troops, amount: 4000, stance: in, when: us_backstop}
leaders:
  president:
    name: The president
    polls: polls.csv
    threshold: 0.4
  premier: {polls: [{date: 2024-02-01, share: 0.3}]}
"""
TABLE = "date,percent,sample,house\n2024-02-01,57,1000,A\n2024-03-01,61,1200,B\n"
CHANCES = "holds=0.3,falters=0.2,no_deal=0.5"


@pytest.fixture
def ask(run, folder):
    """Run the command on a file; an error is one line."""
    (folder / "patrol.yaml").write_text(PATROL, encoding="utf-8")
    (folder / "polls.csv").write_text(TABLE, encoding="utf-8")

    def command(file, *words, code=0):
        result = run("leaders", file, "--worlds", "800", *words, code=code)
        if code:
            assert result.stdout == ""
            assert len(result.stderr.strip().splitlines()) == 1
            return result.stderr
        return json.loads(result.stdout) if "--json" in words else result.stdout

    return command


def test_the_crisis_says_how_likely_each_outcome_is(ask, run):
    found = ask("patrol.yaml", "--json")
    assert list(found) == ["president", "premier"]
    fans = {fan["outcome"]: fan for fan in found["president"]["fans"]}
    deter = json.loads(run("deter", "patrol.yaml", "--worlds", "800", "--json").stdout)
    settled = deter["settled"]["p"]
    assert fans["no_deal"]["p"] == pytest.approx(1 - settled)
    assert fans["holds"]["p"] == pytest.approx(settled * deter["shares"]["holds"])
    assert sum(fans[name]["p"] for name in ("holds", "falters", "no_deal")) == pytest.approx(1)
    assert found["president"]["polls"] == 2
    assert found["premier"]["threshold"] is None
    assert ask("patrol.yaml", "--json") == found


def test_events_that_are_set_or_given_change_the_chances(ask):
    def chance(*words):
        (found,) = ask("patrol.yaml", "--leader", "president", "--json", *words).values()
        return next(fan["p"] for fan in found["fans"] if fan["outcome"] == "no_deal")

    assert chance("--set", "ceasefire") == chance("--given", "ceasefire") == 0
    assert chance("--set", "ceasefire=off") == 1


def test_a_table_needs_no_outcomes(ask):
    shown = ask("polls.csv")
    assert "two polls" in shown
    assert "all outcomes" not in shown
    assert "2024-03-01" in shown
    (found,) = ask("polls.csv", "--json", "--horizon", "2024-06-01").values()
    assert found["asked"] == "2024-06-01"
    assert [fan["p"] for fan in found["fans"]] == [None] * 4


def test_the_page_says_how_little_is_known(ask):
    shown = ask("polls.csv", "--outcomes", CHANCES, "--threshold", "0.5", "--months", "6")
    assert "After 6 months, over all outcomes" in shown
    assert "Below 50% on some day by then" in shown
    assert "a stable ceasefire (30%)" in shown
    assert "2 polls have narrowed that" in shown
    assert "so few polls cannot tell" in shown
    assert "default (a rally that fades" in shown
    one = ask("patrol.yaml", "--leader", "premier")
    assert "One poll has narrowed that" in one
    assert "Polls without a sample size, taken to be 1,000: 1." in one


def test_pictures_and_files(ask, folder):
    ask("polls.csv", "--picture", "out/fan.svg", "--outcomes", CHANCES)
    drawn = (folder / "out" / "fan.svg").read_text(encoding="utf-8")
    assert drawn.startswith("<svg")
    assert "a stable ceasefire (30%)" in drawn
    ask("patrol.yaml", "--leader", "president", "--picture", "fan.png", "-o", "out.json")
    assert (folder / "fan.png").read_bytes().startswith(b"\x89PNG")
    assert "president" in json.loads((folder / "out.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("file", "words", "said"),
    [
        ("polls.csv", ("--outcomes", "holds=0.3"), "sum to 0.3; they must sum to 1"),
        ("polls.csv", ("--outcomes", "wins=1"), "holds, falters, no_deal once, as NAME=P"),
        ("polls.csv", ("--outcomes", "holds=2,falters=-1"), "as NAME=P"),
        ("polls.csv", ("--outcomes", "holds=nan"), "as NAME=P"),
        ("polls.csv", ("--outcomes", "holds=.5,holds=.5"), "once"),
        ("polls.csv", ("--threshold", "40"), "write a share from 0 to 1"),
        ("polls.csv", ("--threshold", "nan"), "write a share from 0 to 1"),
        ("polls.csv", ("--picture", "fan.pdf"), "ends in .svg or .png"),
        ("polls.csv", ("--horizon", "2024-02-15"), "lies before the last poll, 2024-03-01"),
        ("polls.csv", ("--set", "ceasefire"), "--set: goes with a scenario"),
        ("polls.csv", ("--leader", "x"), "--leader: a table of polls is of one leader"),
        ("patrol.yaml", ("--leader", "presidnt"), "did you mean `president`?"),
        ("patrol.yaml", ("--picture", "fan.svg"), "2 leaders; choose one with --leader"),
        ("patrol.yaml", ("--set", "ceasefire", "--outcomes", "holds=1"), "--set: goes with"),
        ("scenario.yaml", (), "no leaders; write `leaders:` with polls"),
        ("none.csv", (), "cannot read the polls"),
    ],
)
def test_what_is_refused(ask, file, words, said):
    assert said in ask(file, *words, code=2)


def test_a_poll_of_a_day_to_come(ask, folder):
    (folder / "late.csv").write_text("date,share\n2999-01-01,0.5\n", encoding="utf-8")
    assert "a day to come; mend the date" in ask("late.csv", code=2)


def test_a_scenario_without_an_adversary_needs_chances(ask, folder):
    text = PATROL.replace("  adversary: RUS\n", "")
    (folder / "nobody.yaml").write_text(text, encoding="utf-8")
    said = ask("nobody.yaml", code=2)
    assert "there is no adversary" in said
    assert "or give the chances with --outcomes" in said
    assert "The president" in ask("nobody.yaml", "--outcomes", CHANCES)


def test_what_a_name_says_cannot_steer_the_terminal(ask, folder):
    text = PATROL.replace("name: The president", 'name: "The\\e[31m president\\n"')
    (folder / "hostile.yaml").write_text(text, encoding="utf-8")
    shown = ask("hostile.yaml", "--leader", "president", "--picture", "fan.svg")
    assert "\x1b" not in shown
    assert "The president, 2024-03-12" in shown
