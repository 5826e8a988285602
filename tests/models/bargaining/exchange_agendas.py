"""Agendas for tests: of random numbers without ties, and by hand."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from willing.models.bargaining.exchange.agenda import make_agenda
from willing.models.bargaining.inputs import exact
from willing.models.bargaining.issue import make_issue


def agenda_of(positions, saliences, capabilities, *, low=0, high=100, actors=None, titles=None):
    """From tables [actor][issue]; a position of None is none. Capabilities may be by actor."""
    n, m = len(positions), len(positions[0])
    actors = actors or [f"A{row}" for row in range(n)]
    titles = titles or [f"I{k}" for k in range(m)]
    issues = []
    for k, title in enumerate(titles):
        there = [a for a in range(n) if positions[a][k] is not None]
        issue = make_issue(
            title,
            [actors[a] for a in there],
            [positions[a][k] for a in there],
            [saliences[a][k] for a in there],
            [capabilities[a] if np.isscalar(capabilities[a]) else capabilities[a][k]
             for a in there],
            low=low,
            high=high,
        )  # fmt: skip
        issues.append(exact(issue))
    return make_agenda("pact", issues)


def random_tables(seed, n, m, holes=0.0):
    """Positions, saliences and capabilities; the first two actors are everywhere."""
    rng = np.random.default_rng(seed)
    positions = rng.uniform(0, 100, (n, m)).tolist()
    for a in range(2, n):
        for k in range(m):
            if rng.uniform() < holes:
                positions[a][k] = None
        if all(x is None for x in positions[a]):
            positions[a][0] = 50.0
    return positions, rng.uniform(0.05, 1, (n, m)).tolist(), rng.uniform(0.1, 10, n).tolist()


@st.composite
def tables(draw, most_actors=6, most_issues=4):
    seed = draw(st.integers(0, 10**6))
    n, m = draw(st.integers(2, most_actors)), draw(st.integers(2, most_issues))
    return random_tables(seed, n, m, draw(st.sampled_from((0.0, 0.3))))
