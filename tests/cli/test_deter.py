"""`willing deter`: scenarios, games of one's own, exports, and what is refused."""

from __future__ import annotations

import json

import pytest

from willing.models.deterrence.efg_read import read_efg

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
"""

OUTCOMES = ("holds", "unanswered", "backed_down", "escalation")

GAME = """\
EFG 2 R "Entry" { "Entrant" "Incumbent" }
""
p "" 1 1 "entry" { "out" "in" } 0
t "" 1 "out" { 0, 2 }
p "" 2 1 "answer" { "share" "fight" } 0
t "" 2 "shared" { 1, 1 }
t "" 3 "fought" { -1, -1 }
"""


@pytest.fixture
def ask(run, folder):
    """Run the command on a scenario with more at its end; an error is one line."""

    def command(more, *words, code=0):
        (folder / "patrol.yaml").write_text(PATROL + more, encoding="utf-8")
        result = run("deter", "patrol.yaml", "--worlds", "800", *words, code=code)
        if code:
            assert result.stdout == ""
            assert len(result.stderr.strip().splitlines()) == 1
            return result.stderr
        return json.loads(result.stdout) if "--json" in words else result.stdout

    return command


def test_the_numbers_add_up(ask):
    found = ask("", "--json")
    assert sum(found["shares"][name] for name in OUTCOMES) == pytest.approx(1)
    assert found["settled"]["p"] == pytest.approx(found["worlds"] / 800)
    assert found["settlement"], found["backstop"] == ("ceasefire", "us_backstop")
    (backstop,) = (case for case in found["by_event"] if case["event"] == "us_backstop")
    assert backstop["with"]["worlds"] + backstop["without"]["worlds"] == found["worlds"]
    assert {one["name"] for one in found["parameters"]} > {"adversary_stake", "provocation"}
    assert all(one["source"].startswith("default") for one in found["parameters"])
    assert ask("", "--json") == found


def test_no_event_may_be_meant(ask):
    found = ask("crisis: {settlement: none, backstop: none}\n", "--json")
    assert (found["settlement"], found["backstop"], found["worlds"]) == (None, None, 800)


def test_the_page_says_what_it_hangs_on(ask):
    shown = ask(
        "crisis: {parameters: {adversary_stake: {value: [0.1, 3], source: analyst (me)}}}\n"
    )
    assert "It hangs most on what an unanswered violation is worth to the adversary" in shown
    assert "(source: analyst (me))" in shown
    assert "22 of them defaults" in shown
    assert "the settlement holds" in shown


def test_a_crisis_without_a_settlement_event_is_played_in_every_world(ask):
    found = ask("", "--json", "--set", "ceasefire")
    assert found["settled"]["p"] == 1.0
    assert found["worlds"] == 800
    with_it = ask("", "--json", "--given", "ceasefire")
    assert with_it["worlds"] < 800


@pytest.mark.parametrize("solver", ["quantal", "bayesian", "perfect"])
def test_every_solver_and_contest(ask, solver):
    for contest in ("ratio", "difference"):
        found = ask("", "--json", "--solver", solver, "--contest", contest, "--force", "20000")
        assert found["contest"] == contest
        assert found["force"]["p10"] == found["force"]["p90"] == 20_000


def test_a_game_that_is_exported_can_be_read_back(ask, run, folder):
    ask("", "--export", "out.efg", "-o", "out.json")
    game = read_efg((folder / "out.efg").read_text(encoding="utf-8"))
    assert game.players == ("adversary", "coalition", "beneficiary")
    assert json.loads((folder / "out.json").read_text(encoding="utf-8"))["worlds"] > 0
    shown = run("deter", "out.efg", "--precision", "5").stdout
    assert "fought_alone" in shown


def test_a_game_of_ones_own(run, folder, ask):
    (folder / "entry.efg").write_text(GAME, encoding="utf-8")
    found = json.loads(run("deter", "entry.efg", "--json", "--precision", "2").stdout)
    quantal, perfect = found["solutions"]
    assert perfect["values"] == {"Entrant": 1.0, "Incumbent": 1.0}
    share = 1 / (1 + 2.718281828459045**-4)
    assert quantal["choices"][1]["p"][0] == pytest.approx(share)
    inside = "crisis:\n  game: |\n" + "".join(f"    {line}\n" for line in GAME.splitlines())
    assert ask(inside, "--json", "--precision", "2") == found


@pytest.mark.parametrize(
    ("more", "words", "said"),
    [
        ("crisis: {parameters: {response_cost: -1}}\n", (), "-1 is below 0; write 0 or more"),
        ("crisis: {parameters: {response_cost: [0.3, 0.1]}}\n", (), "the numbers must rise"),
        ("crisis: {parameters: {coalition_resolve: 1.2}}\n", (), "1.2 is above 1"),
        ("crisis: {parameters: {resolv_coalition: 0.5}}\n", (), "no parameter `resolv_coalition`"),
        ("crisis: {parameters: {adversary_force: 0}}\n", (), "0 is no force"),
        ("crisis: {parameters: {peace: .inf}}\n", (), "peace"),
        ("crisis: {parameters: {peace: lots}}\n", (), "write a number, [low, high]"),
        ("crisis: {parameters: [1, 2]}\n", (), "write NAME: NUMBER lines"),
        ("crisis: {settlement: ceasfire}\n", (), "did you mean `ceasefire`?"),
        ("crisis: {backstop: nato}\n", (), "unknown event `nato`"),
        ("crisis: {contest: lottery}\n", (), "write ratio or difference"),
        ("crisis: {weights: {ground_troops: 0}}\n", (), "no kind counts for anything"),
        ("crisis: {weights: {ground_troop: 1}}\n", (), "did you mean `ground_troops`?"),
        ("crisis: {weights: {ground_troops: -1}}\n", (), "weights.ground_troops"),
        ("crisis: {game: 'EFG 1'}\n", (), "it must start with `EFG 2 R`"),
        ("", ("--set", "ceasefire=off"), "holds in no world"),
        ("", ("--force", "-5"), "write 0 or more"),
        ("", ("--force", "nan"), "write 0 or more"),
        ("", ("--force", "1e300"), "above 1e+15"),
        ("", ("--up-to", "1e300"), "to 1e+15"),
        ("crisis: {parameters: {peace: [1, 2, 3, 4]}}\n", (), "[1, 2, 3, 4] does not fit"),
        ("", ("--up-to", "0"), "write a number above 0"),
        ("", ("--precision", "3"), "crisis: parameters:"),
    ],
)
def test_what_is_refused(ask, more, words, said):
    assert said in ask(more, *words, code=2)


def test_an_adversary_whose_force_nobody_knows(run, folder):
    text = PATROL.replace("  adversary: RUS\n", "")
    (folder / "nobody.yaml").write_text(text, encoding="utf-8")
    said = run("deter", "nobody.yaml", code=2).stderr
    assert "there is no adversary; write it under `crisis: parameters:`" in said


def test_games_that_are_none(run, folder):
    (folder / "bad.efg").write_bytes(b"\xff\xfe")
    assert "not UTF-8" in run("deter", "bad.efg", code=2).stderr
    assert "cannot read the game" in run("deter", "none.efg", code=2).stderr
    (folder / "bad.efg").write_text("EFG 2 R", encoding="utf-8")
    assert "bad.efg: line 1" in run("deter", "bad.efg", code=2).stderr
    (folder / "entry.efg").write_text(GAME, encoding="utf-8")
    assert "leave it out" in run("deter", "entry.efg", "--force", "3", code=2).stderr
    assert "precision" in run("deter", "entry.efg", "--precision", "-1", code=2).stderr
