"""`willing stable`: models of equals and players of their own, tables, JSON, what is refused."""

from __future__ import annotations

import json

import pytest

BARRETT = "{model: barrett, n: 10, a: 100, b: 1, c: 0.25}"
OWN = """\
title: Four coasts
benefit: {USA: 5, EUR: 4, JPN: 2, NO: 1}
cost: {USA: 1, EUR: 1, JPN: 2, NO: 1}
coalition: [USA, EUR, NO]
"""


@pytest.fixture
def ask(run, folder):
    """Run the command on a file of this text; the words of an error come on one line."""

    def command(text, *words, code=0):
        (folder / "game.yaml").write_text(text, encoding="utf-8")
        result = run("stable", "game.yaml", *words, code=code)
        if code:
            assert result.stdout == ""
            assert len(result.stderr.strip().splitlines()) == 1
            return result.stderr
        return json.loads(result.stdout) if "--json" in words else result.stdout

    return command


def test_equals(ask):
    found = ask(BARRETT, "--json")
    assert found["stable_sizes"] == [4]
    assert [one["size"] for one in found["sizes"]] == list(range(11))
    assert found["sizes"][0]["member"] is None
    assert found["sizes"][10]["gap_closed"] == 1
    text = ask(BARRETT)
    assert "Stable: 4 of 10; brings 11.5% of what full cooperation would." in text
    assert next(line for line in text.splitlines() if line.endswith(" stable")).split()[0] == "4"


def test_many_equals_show_the_sizes_around_what_holds(ask):
    text = ask("{model: threshold, n: 500, b: 1, c: 320}")
    rows = [line.split()[0] for line in text.splitlines() if line.strip()[:1].isdigit()]
    assert {"319", "320", "321", "500"} <= set(rows)
    assert len(rows) <= 24
    assert "Stable: nobody cooperates." in text


def test_nothing_holds(ask):
    text = ask("{model: threshold, n: 3, b: 1, c: 9}")
    assert "No coalition that changes anything is stable." in text
    assert "Stable: nobody cooperates." in text


def test_a_dilemma_where_one_alone_makes_a_difference(ask):
    payoffs = {"nobody": [0, 0], "A": [-1, 2], "B": [2, -1], "A B": [1, 1]}
    dilemma = {"players": ["A", "B"], "payoffs": payoffs}
    found = ask(json.dumps(dilemma), "--json")
    assert found["stable"]["number"] == found["stable_with_transfers"]["number"] == 0
    assert found["nothing_holds"] is True
    assert "Stable: nobody cooperates." in ask(json.dumps(dilemma))
    eager = dilemma | {"payoffs": payoffs | {"A": [1, 2]}}
    assert ask(json.dumps(eager), "--json")["nothing_holds"] is False


def test_players_of_their_own(ask):
    found = ask(OWN, "--json")
    assert [one["members"] for one in found["stable"]["best"]] == [["USA", "EUR"]]
    assert found["stable_with_transfers"]["by_size"] == [0, 0, 0, 4, 0]
    asked = found["asked"]
    assert asked["members"] == ["USA", "EUR", "NO"]
    assert (asked["internally_stable"], asked["stable_with_transfers"]) == (False, True)
    assert sum(asked["transfers"]) == pytest.approx(0)
    text = ask(OWN)
    assert text.startswith("Four coasts: linear benefits and quadratic costs")
    assert "If USA, EUR, NO are in" in text
    assert "leaves" in text
    assert "payments among them can hold it together" in text
    assert "payments among them cannot hold it together" in text


def test_payoffs_written_out(ask):
    text = ask(
        "payoffs:\n"
        "  nobody: {A: 0, B: 0}\n"
        "  A: {A: -1, B: 2}\n"
        "  B: {A: 2, B: -1}\n"
        "  A B: {A: 1, B: 1}\n"
    )
    assert "Stable without payments among members: no coalition that changes anything." in text
    assert "payments among them cannot hold it together" in text


def test_into_a_file(folder, ask):
    assert ask(BARRETT, "-o", "out/barrett.json") == ""
    assert json.loads((folder / "out" / "barrett.json").read_text())["stable_sizes"] == [4]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{model: barret}", "did you mean `barrett`"),
        ("{model: barrett, n: 10}", "`a` is missing"),
        ("{model: linear, n: 1e9, b: 1, c: 1}", "write a number of players"),
        ("[1]", "this is no game"),
        ("{", "not valid YAML or JSON"),
        ("benefit: {A: 1}", "`cost` is missing"),
        (OWN + "coaliton: [USA]\n", "did you mean `coalition`"),
    ],
)
def test_what_is_impossible_is_said_with_place_and_mend(ask, text, said):
    message = ask(text, code=2)
    assert said in message
    assert "game.yaml: " in message


def test_a_file_that_is_not_there(run):
    assert "cannot read game" in run("stable", "nowhere.yaml", code=2).stderr
