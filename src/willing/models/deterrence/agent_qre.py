"""The logit agent quantal response equilibrium of a game with perfect information.

McKelvey and Palfrey (1998), "Quantal response equilibria for extensive form games". Each decision
is taken by an agent of its own, who sees what each action is worth with an error of its own and
chooses the one that looks best: action a with probability

    exp(lambda u(a)) / sum over b of exp(lambda u(b)),

u(a) being the expected payoff of a given how all later agents choose. (Signorino 1999, "Strategic
interaction and the statistical analysis of international conflict", has the same with errors that
analysts do not see.) With perfect information u(a) hangs on later choices only: going backward from
the ends gives the equilibrium in one pass, and it is the only one. Neither holds once two nodes
look alike to whoever moves: what is best then hangs on how likely each of them is, that is on
earlier choices too, and a system of equations with several solutions is left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, isfinite

from willing.errors import InputError
from willing.models.deterrence.game import Chance, Decision, End, Game, Node, Path, nodes

Chooser = Callable[[Sequence[float]], list[float]]
"""From what the actions are worth to whoever moves to their probabilities."""


@dataclass(frozen=True, slots=True)
class Solution:
    """How a game is played.

    `choices`: by the way to a decision, the probability of each action, in their order. `ends`: the
    probability of each end, in the order of the tree, by its name and the way to it. `values`: what
    the game is worth to each player. `ties`: decisions where two actions were equally good, so that
    other equilibria exist (backward induction only).
    """

    method: str
    choices: dict[Path, tuple[float, ...]]
    ends: tuple[tuple[str, Path, float], ...]
    values: tuple[float, ...]
    ties: tuple[Path, ...] = ()


def agent_qre(game: Game, precision: float) -> Solution:
    """The logit agent quantal response equilibrium; `precision` (lambda) in 1 / units of payoff.

    At 0 every action is equally likely; as it grows, play comes to that of backward induction.
    Raises `InputError` for a precision that is negative or no number.

    >>> from willing.models.deterrence.game import make_game
    >>> answer = Decision(1, (("accept", End("deal", (3, 1))), ("refuse", End("none", (0, 0)))))
    >>> found = agent_qre(make_game("Ultimatum", ("A", "B"), answer), 1.0)
    >>> [round(p, 4) for p in found.choices[()]]
    [0.7311, 0.2689]
    """
    if not (isfinite(precision) and precision >= 0):
        raise InputError(f"precision {precision:g}: write a number of 0 or more")
    return solve(game, lambda worth: logit(worth, precision), f"logit, precision {precision:g}")


def logit(worth: Sequence[float], precision: float) -> list[float]:
    """The probabilities of actions that are worth so much.

    >>> logit([5.0, 5.0], 3.0)
    [0.5, 0.5]
    """
    best = max(worth)
    weights = [exp(precision * (one - best)) for one in worth]
    total = sum(weights)
    return [weight / total for weight in weights]


def solve(game: Game, choose: Chooser, method: str) -> Solution:
    """Go backward from the ends: every agent knows how those after it choose."""
    choices: dict[Path, tuple[float, ...]] = {}

    def value(node: Node, path: Path) -> tuple[float, ...]:
        if isinstance(node, End):
            return node.payoffs
        if isinstance(node, Chance):
            return mean([(p, value(child, (*path, name))) for name, p, child in node.branches])
        after = [value(child, (*path, name)) for name, child in node.actions]
        chosen = choose([one[node.player] for one in after])
        choices[path] = tuple(chosen)
        return mean(list(zip(chosen, after, strict=True)))

    values = value(game.root, ())
    choices = {path: choices[path] for path, _ in nodes(game) if path in choices}
    return Solution(method, choices, _ends(game, choices), values)


def mean(weighed: Sequence[tuple[float, tuple[float, ...]]]) -> tuple[float, ...]:
    """The mean of values by player, by their probabilities."""
    return tuple(sum(p * one for p, one in column) for column in _columns(weighed))


def _columns(
    weighed: Sequence[tuple[float, tuple[float, ...]]],
) -> list[list[tuple[float, float]]]:
    players = range(len(weighed[0][1]))
    return [[(p, values[player]) for p, values in weighed] for player in players]


def _ends(
    game: Game, choices: dict[Path, tuple[float, ...]]
) -> tuple[tuple[str, Path, float], ...]:
    """How likely each end is, in the order of the tree."""
    found: list[tuple[str, Path, float]] = []
    waiting: list[tuple[Path, Node, float]] = [((), game.root, 1.0)]
    while waiting:
        path, node, p = waiting.pop()
        if isinstance(node, End):
            found.append((node.name, path, p))
            continue
        if isinstance(node, Decision):
            chances = choices[path]
            next_ = [
                (name, q, child) for (name, child), q in zip(node.actions, chances, strict=True)
            ]
        else:
            next_ = list(node.branches)
        waiting.extend(((*path, name), child, p * q) for name, q, child in reversed(next_))
    return tuple(found)
