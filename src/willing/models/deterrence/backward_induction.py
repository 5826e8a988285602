"""The subgame-perfect equilibrium of a game with perfect information, by backward induction.

Selten (1965), "Spieltheoretische Behandlung eines Oligopolmodells mit Nachfrageträgheit": each
decision is best given all later ones. Where two actions are equally good there are several such
equilibria; play is then divided equally, as the logit equilibrium does, and the ties are named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from willing.models.deterrence.agent_qre import Solution, solve
from willing.models.deterrence.game import Game

CLOSE = 1e-12
"""Payoffs that differ by less, of the largest among them, are equally good."""


def backward_induction(game: Game) -> Solution:
    """What happens if everybody always does what is best.

    >>> from willing.models.deterrence.game import Decision, End, make_game
    >>> answer = Decision(1, (("accept", End("deal", (3, 1))), ("refuse", End("none", (0, 0)))))
    >>> backward_induction(make_game("Ultimatum", ("A", "B"), answer)).values
    (3.0, 1.0)
    """
    found = solve(game, best, "backward induction")
    ties = tuple(path for path, chosen in found.choices.items() if max(chosen) < 1)
    return replace(found, ties=ties)


def best(worth: Sequence[float]) -> list[float]:
    """The best actions, in equal parts where several are.

    >>> best([1.0, 2.0, 2.0])
    [0.0, 0.5, 0.5]
    """
    top = max(worth)
    room = CLOSE * max(map(abs, worth))
    among = [top - one <= room for one in worth]
    return [one / sum(among) for one in among]
