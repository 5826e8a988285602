"""`willing leverage`: with talks and without, what the page says, and what is refused."""

from __future__ import annotations

import json

import pytest

FORCE = """\
initiative:
  id: force
  title: A force for Ukraine
  date: 2024-03-12
  beneficiary: UKR
  adversary: RUS
  requires: {ground_troops: 5000}
events:
  ceasefire: {p: 0.5}
  us_backstop: {p: 0.4}
actors:
  GBR:
    pledges:
      - {kind: ground_troops, amount: [4000, 6000, 9000], stance: lead, when: ceasefire}
"""

TALKS = """\
talks:
  patience: {UKR: 0.9, RUS: {value: [0.95, 0.97], source: analyst (me)}}
  links:
    minerals: {title: A minerals deal, values: {UKR: [-0.2, 0], USA: 0.3}, event: us_backstop}
  delay: {drift: [0.03, 0.05], cost: {UKR: 0.01}}
"""


@pytest.fixture
def ask(run, folder):
    """Run the command on a scenario with more at its end; an error is one line."""

    def command(more="", *words, code=0):
        (folder / "force.yaml").write_text(FORCE + more, encoding="utf-8")
        result = run("leverage", "force.yaml", "--worlds", "800", *words, code=code)
        if code:
            assert result.stdout == ""
            assert len(result.stderr.strip().splitlines()) == 1
            return result.stderr
        return json.loads(result.stdout) if "--json" in words else result.stdout

    return command


def test_the_numbers_add_up(ask):
    found = ask(TALKS, "--json")
    one, other = found["sides"]
    assert (one["party"], other["party"]) == ("UKR", "RUS")
    assert one["share"]["mean"] + other["share"]["mean"] == pytest.approx(1)
    assert sum(case["worlds"] for case in found["given"]) == 800
    assert found["absent"] == "us_backstop"
    assert found["links"][0]["worlds"] == found["given"][0]["worlds"]
    assert found["delay"]["sides"][1]["driver"] == "options"
    assert ask(TALKS, "--json") == found


def test_a_scenario_without_talks_rests_on_defaults(ask):
    found = ask("", "--json")
    assert all(term["source"] == "default" for term in found["terms"])
    assert found["links"] == []
    assert [package["links"] for package in found["packages"]] == [[]]
    assert "9 terms of the talks, 9 of them defaults" in ask()


def test_the_page_says_what_matters(ask):
    shown = ask(TALKS, "--months", "12")
    for words in (
        "Ukraine and Russia bargain",
        "A deal that both prefer to fighting on",
        "With and without us_backstop",
        "A minerals deal",
        "A deal in 12 months against one now",
        "most of all because what it would have without a deal moves",
        "It hangs most on",
    ):
        assert words in shown
    assert "13 terms" not in shown
    assert "A deal in" not in ask(TALKS, "--months", "0")


def test_links_may_be_left_out_and_events_forced(ask):
    assert ask(TALKS, "--json", "--without", "minerals")["links"] == []
    forced = ask(TALKS, "--json", "--set", "us_backstop")
    assert forced["given"][1]["worlds"] == 0
    assert forced["links"][0]["worlds"] == 800
    given = ask(TALKS, "--json", "--given", "us_backstop")
    assert given["worlds"] < 800


def test_it_is_written_to_a_file(ask, folder):
    assert ask(TALKS, "-o", "out.json") == ""
    written = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    assert written == ask(TALKS, "--json")


@pytest.mark.parametrize(
    ("more", "words", "said"),
    [
        ("talks: {parties: [UKR, UKR]}\n", (), "UKR twice; nobody bargains with itself"),
        ("talks: {parties: [UKR, Atlantis]}\n", (), "nobody of these is the adversary"),
        ("talks: {parties: 7}\n", (), "write two actors"),
        ("talks: {patience: {UKR: 1}}\n", (), "1 is no patience; write 0.01 to 0.9999"),
        ("talks: {patience: {UKR: -0.5}}\n", (), "-0.5 is no patience"),
        ("talks: {patience: {UKR: .nan}}\n", (), "talks.patience.UKR"),
        ("talks: {patience: {UKR: much}}\n", (), "write a number, [low, high]"),
        ("talks: {patience: 0.9}\n", (), "write PARTY: NUMBER lines"),
        ("talks: {risk: {UKR: [0.5, 0.1]}}\n", (), "the numbers must rise"),
        ("talks: {links: {a: {values: {}}}}\n", (), "worth nothing to anybody"),
        ("talks: {links: {a: {}}}\n", (), "the field `values` is missing"),
        ("talks: {links: {a: {values: {USA: .inf}}}}\n", (), "talks.links.a.values.USA"),
        ("talks: {links: {a: {values: {XXX: 1}}}}\n", (), "unknown actor `XXX`"),
        ("talks: {link: {}}\n", (), "did you mean `links`?"),
        ("talks: {delay: {drift: soon}}\n", (), "write a number, [low, high]"),
        ("talks: {delay: {costs: {}}}\n", (), "did you mean `cost`?"),
        (TALKS, ("--without", "mineral"), "did you mean `minerals`?"),
        ("", ("--without", "minerals"), "no link `minerals`; there are none"),
        ("", ("--given", "ceasefire and not ceasefire"), "holds in no world"),
    ],
)
def test_what_is_refused(ask, more, words, said):
    assert said in ask(more, *words, code=2)


def test_options_that_are_none(ask, run):
    assert "--months" in run("leverage", "x.yaml", "--months", "121", code=2).stderr
    assert "x.yaml" in run("leverage", "x.yaml", code=2).stderr


def test_nobody_to_bargain_with(run, folder):
    for role, said in (("adversary", "nobody to bargain with"), ("beneficiary", "nobody bargains")):
        lines = [line for line in FORCE.splitlines() if not line.startswith(f"  {role}")]
        (folder / "alone.yaml").write_text("\n".join(lines), encoding="utf-8")
        assert said in run("leverage", "alone.yaml", code=2).stderr
