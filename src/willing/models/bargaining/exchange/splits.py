"""Random gains: at which rate each pair exchanges.

The rate d_q / d_p of two issues' shifts may be anything from s_jp / s_jq, at which j gains nothing,
to s_ip / s_iq, at which i does; beyond these the one or the other would lose. A split u from -1 to
1 stands for the rate of equal gains plus |u| of the way to the one end or the other. (decide draws
the gain of one trader instead, between nothing and what leaves the other nothing.)
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from willing.models.bargaining.exchange.agenda import Agenda
from willing.models.bargaining.exchange.options import Options
from willing.models.draws import uniforms

Floats = NDArray[np.float64]


def pairs(agenda: Agenda) -> int:
    """Pairs of actors times pairs of issues."""
    n, m = len(agenda.actors), len(agenda.issues)
    return n * (n - 1) // 2 * (m * (m - 1) // 2)


def drawn_splits(
    agenda: Agenda, rounds: int, options: Options, seed: int, start: int, count: int
) -> Floats | None:
    """Splits (draws, rounds, pairs), keyed by round, actors and issues; None for equal gains."""
    if options.gains == "equal":
        return None
    found = np.empty((count, rounds, pairs(agenda)))
    issues = [":".join(sorted(pair)) for pair in combinations(agenda.titles, 2)]
    for number in range(rounds):
        place = 0
        for actors in combinations(agenda.actors, 2):
            who = ":".join(sorted(actors))
            for what in issues:
                name = f"exchange:{number + 1}:{who}:{what}:split"
                found[:, number, place] = 2 * uniforms(seed, name, start, count) - 1
                place += 1
    found *= options.split
    return found
