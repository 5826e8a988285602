"""Games as `.efg` text: there and back, what is refused, and the same answers as Gambit's."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.models.deterrence.trees import games, random_game
from willing.errors import InputError
from willing.models.deterrence.agent_qre import agent_qre
from willing.models.deterrence.efg_read import read_efg
from willing.models.deterrence.efg_write import write_efg
from willing.models.deterrence.game import Chance, Decision, End, nodes

HEAD = 'EFG 2 R "G" { "A" "B" } '
LEAF = 't "" 1 "x" { 1, 2 } '
MOVE = 'p "" 1 1 "" { "l" "r" } 0 '
GRID = (0.1, 1.0, 3.0)
GAMES = 200


@settings(max_examples=80, deadline=None)
@given(games())
def test_there_and_back(game):
    back = read_efg(write_efg(game))
    assert back.players == game.players
    for (path, node), (way, again) in zip(nodes(game), nodes(back), strict=True):
        assert path == way
        assert type(node) is type(again)
        if isinstance(node, End):
            assert node.payoffs == again.payoffs
        elif isinstance(node, Decision):
            assert node.player == again.player
        else:
            chances = [p for _, p, _ in node.branches]
            assert [p for _, p, _ in again.branches] == pytest.approx(chances, abs=1e-14)


def test_a_file_as_gambit_writes_it():
    """Fractions, decimals, an outcome before the end, one referred to again, none at all."""
    game = read_efg(
        'EFG 2 R "A \\"quoted\\" title" { "One" "Two" }\n"a comment"\n\n'
        'c "" 1 "" { "heads" 1/4 "tails" 0.75 } 1 "stake" { 10 -1 }\n'
        'p "" 1 1 "choice" { "" "" } 0\n'
        't "" 2 "win" { 1/2, 3e0 }\n'
        't "" 0\n'
        't "" 2\n'
    )
    assert game.title == 'A "quoted" title'
    assert isinstance(game.root, Chance)
    (heads, p, left), (tails, q, right) = game.root.branches
    assert (heads, p, tails, q) == ("heads", 0.25, "tails", 0.75)
    assert [name for name, _ in left.actions] == ["action 1", "action 2"]
    assert left.actions[0][1].payoffs == (10.5, 2.0)
    assert left.actions[1][1].payoffs == (10.0, -1.0)
    assert right == End("win", (10.5, 2.0))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file ends"),
        ("NFG 1 R", "it must start with `EFG 2 R`"),
        (HEAD, "a node"),
        (HEAD + "x", "`x` is no node"),
        (HEAD + MOVE + LEAF, "the file ends"),
        (HEAD + LEAF + LEAF, "complete before this"),
        (HEAD + 't "" 1 "x" { 1 }', "1 payoffs for 2 players"),
        (HEAD + 't "" 1 "x" { 1, inf }', "`inf` stands where a payoff"),
        (HEAD + 't "" 1 "x" { 1, nan }', "`nan` stands where"),
        (HEAD + 't "" 1 "x" { 1, 1/0 }', "`1/0` is no number"),
        (HEAD + 't "" 1 "x" { 1, 9e999 }', "payoff is no number|no number"),
        (HEAD + 't "" 1 "x" { 1, 1e13 }', "payoff is no number up to"),
        (HEAD + 't "" 3', "outcome 3 has no payoffs"),
        (HEAD + 'p "" 3 1 "" { "l" } 0 ' + LEAF, "no player number 3"),
        (HEAD + MOVE + MOVE + LEAF * 3, "information set 1 of player 1 has several nodes"),
        (HEAD + 'p "" 1 1 "" { } 0 ' + LEAF, "nothing follows|nothing"),
        (HEAD + 'c "" 1 "" { "h" 0.9 } 0 ' + LEAF, "must sum to 1"),
        (HEAD + 'c "" 1 "" { "h" -1 "t" 2 } 0 ' + LEAF * 2, "must sum to 1"),
        (HEAD + 't "open', "quotation mark is not closed"),
        ('EFG 2 R "G" { "A" "A" } ' + LEAF, "same name"),
        ('EFG 2 R "G" { A } ' + LEAF, "in quotation marks"),
        (HEAD + 'p "" 1 1 "" { "on" } 0 ' * 1 + 'p "" 1 99999999999 "" { "on" } 0 ', "number"),
        ("EFG 2 R " + '"' + "x" * 300 + '" { "A" } ', "more than 200 characters"),
        ("x" * 2_000_001, "larger than"),
        (HEAD + "".join(f'p "" 1 {i} "" {{ "on" }} 0 ' for i in range(1, 300)), "moves in a row"),
        (
            HEAD + 'p "" 1 1 "" { ' + '"a" ' * 20_001 + "} 0 " + LEAF,
            "more than 20,000 actions",
        ),
    ],
)
def test_what_is_no_game_is_refused_in_one_line(text, said):
    with pytest.raises(InputError, match=said) as caught:
        read_efg(text)
    assert len(str(caught.value).splitlines()) == 1
    assert len(str(caught.value)) < 300


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='EFG2R ptc{},"\\10/.-\n', max_size=80), st.integers(0, 60))
def test_noise_never_crashes_it(noise, cut):
    whole = HEAD + MOVE + LEAF + LEAF
    for text in (noise, HEAD + noise, whole[:cut] + noise + whole[cut:]):
        try:
            read_efg(text)
        except InputError:
            continue


def theirs_by_path(profile):
    """Gambit's choices by the way to each decision, as ours are."""
    return {
        tuple(step.action for step in history): tuple(p for _, p in chosen)
        for player in profile
        for history, chosen in player
    }


@pytest.mark.parametrize("first", range(0, GAMES, 50))
def test_gambit_finds_the_same_equilibria(first, tmp_path):
    gambit = pytest.importorskip("pygambit", reason="pygambit is not installed (extra `test`)")
    for seed in range(first, first + 50):
        game = random_game(seed)
        file = tmp_path / "game.efg"
        file.write_text(write_efg(game), encoding="utf-8")
        theirs = gambit.read_efg(str(file))
        for one in gambit.qre.logit_solve_lambda(theirs, lam=list(GRID)):
            theirs_choose = theirs_by_path(one.profile)
            ours = agent_qre(game, one.lam).choices
            assert theirs_choose.keys() == ours.keys()
            for path, chosen in ours.items():
                assert theirs_choose[path] == pytest.approx(chosen, abs=1e-6), (seed, one.lam)
