"""Games in extensive form: equilibria against their definitions, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from math import exp

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.models.deterrence.trees import games, worth
from willing.errors import InputError
from willing.models.deterrence.agent_qre import agent_qre
from willing.models.deterrence.backward_induction import backward_induction
from willing.models.deterrence.game import DEEPEST, Chance, Decision, End, make_game, nodes

LAMBDA = st.sampled_from([0.0, 0.3, 1.0, 4.0])
TWO = (("a", End("x", (1.0,))), ("b", End("y", (2.0,))))


def decisions(game):
    return [(path, node) for path, node in nodes(game) if isinstance(node, Decision)]


@settings(max_examples=60, deadline=None)
@given(games(), LAMBDA)
def test_every_choice_is_the_logit_of_what_follows(game, precision):
    found = agent_qre(game, precision)
    for path, node in decisions(game):
        values = [
            worth(game, found.choices, (*path, name), node.player) for name, _ in node.actions
        ]
        weights = [exp(precision * value) for value in values]
        expected = [weight / sum(weights) for weight in weights]
        assert found.choices[path] == pytest.approx(expected, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(games(), LAMBDA)
def test_ends_are_a_distribution_and_give_the_values(game, precision):
    found = agent_qre(game, precision)
    assert sum(p for _, _, p in found.ends) == pytest.approx(1)
    payoffs = dict(nodes(game))
    for player, value in enumerate(found.values):
        mean = sum(p * payoffs[path].payoffs[player] for _, path, p in found.ends)
        assert value == pytest.approx(mean, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(games())
def test_no_one_step_deviation_from_backward_induction_pays(game):
    found = backward_induction(game)
    for path, node in decisions(game):
        stay = worth(game, found.choices, path, node.player)
        for name, _ in node.actions:
            assert worth(game, found.choices, (*path, name), node.player) <= stay + 1e-9


@settings(max_examples=40, deadline=None)
@given(games())
def test_large_precision_comes_to_backward_induction_and_none_to_chance(game):
    perfect, sharp, blunt = backward_induction(game), agent_qre(game, 1e6), agent_qre(game, 0)
    for chosen in blunt.choices.values():
        assert chosen == pytest.approx([1 / len(chosen)] * len(chosen))
    values = [
        worth(game, perfect.choices, (*path, name), node.player)
        for path, node in decisions(game)
        for name, _ in node.actions
    ]
    gaps = [abs(a - b) for a in values for b in values if a != b]
    assume(not perfect.ties and min(gaps, default=1) > 1e-3)
    for path, chosen in perfect.choices.items():
        assert sharp.choices[path] == pytest.approx(chosen, abs=1e-9)


def _map(node, end):
    if isinstance(node, End):
        return end(node)
    if isinstance(node, Chance):
        return replace(node, branches=tuple((n, p, _map(c, end)) for n, p, c in node.branches))
    return replace(node, actions=tuple((n, _map(c, end)) for n, c in node.actions))


@settings(max_examples=40, deadline=None)
@given(games(), st.floats(0.5, 3), st.floats(-5, 5))
def test_units_and_origin_of_payoffs_do_not_matter(game, scale, shift):
    def end(node):
        return replace(node, payoffs=tuple(scale * x + shift for x in node.payoffs))

    other = make_game("scaled", game.players, _map(game.root, end))
    one, two = agent_qre(game, 1.0), agent_qre(other, 1 / scale)
    for path, chosen in one.choices.items():
        assert two.choices[path] == pytest.approx(chosen, abs=1e-9)


def test_ties_are_named_and_divided():
    even = Decision(0, (("a", End("x", (1.0,))), ("b", End("y", (1.0,)))))
    found = backward_induction(make_game("even", ("A",), even))
    assert found.ties == ((),)
    assert found.choices[()] == (0.5, 0.5)
    assert backward_induction(make_game("clear", ("A",), Decision(0, TWO))).ties == ()


def deep(levels):
    node = End("over", (0.0,))
    for _ in range(levels):
        node = Decision(0, (("on", node),))
    return node


@pytest.mark.parametrize(
    ("players", "root", "said"),
    [
        ((), End("x", ()), "nobody plays"),
        (("A", "A"), End("x", (1, 2)), "same name"),
        (("A",), End("x", (1, 2)), "2 payoffs for 1 players"),
        (("A",), End("x", (float("nan"),)), "payoff is no number"),
        (("A",), Decision(1, TWO), "no player number 2"),
        (("A",), Decision(0, ()), "nothing follows"),
        (("A",), Decision(0, (TWO[0], TWO[0])), "two actions have the same name"),
        (("A",), Chance((("h", 0.6, TWO[0][1]), ("t", 0.6, TWO[1][1]))), "must sum to 1"),
        (("A",), Decision(0, (("go", Decision(0, ())),)), "after go: nothing follows"),
        (("A",), deep(DEEPEST + 1), "moves in a row"),
    ],
)
def test_what_is_no_game_is_refused(players, root, said):
    with pytest.raises(InputError, match=said):
        make_game("wrong", players, root)


@pytest.mark.parametrize("precision", [-1.0, float("nan"), float("inf")])
def test_a_precision_is_a_number(precision):
    with pytest.raises(InputError, match="precision"):
        agent_qre(make_game("g", ("A",), Decision(0, TWO)), precision)
