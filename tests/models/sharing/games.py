"""Random games."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from willing.models.sharing.game import make_game

RANDOM = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FEW = settings(RANDOM, max_examples=25)

small = st.integers(-12, 30).map(Fraction)
fractions = st.builds(Fraction, st.integers(-40, 90), st.sampled_from([1, 2, 3, 7, 10]))


def names(n):
    return [f"p{row}" for row in range(n)]


def game_of(players, worths, **options):
    """The game of a list of worths."""
    return make_game(players, dict(enumerate(worths)), **options)


@st.composite
def games(draw, least=2, most=5, amounts=small):
    """Worths of all coalitions, as a game and as a list."""
    n = draw(st.integers(least, most))
    worths = [Fraction(0), *draw(st.lists(amounts, min_size=2**n - 1, max_size=2**n - 1))]
    return game_of(names(n), worths), worths


@st.composite
def partitions(draw, n):
    """The rows of each union."""
    marks = draw(st.lists(st.integers(0, 2), min_size=n, max_size=n))
    return [[row for row in range(n) if marks[row] == mark] for mark in sorted(set(marks))]


amounts = st.lists(st.integers(0, 60), min_size=2, max_size=7)
