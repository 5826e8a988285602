"""P(pass) with common factors: against integrals by other means, and against sampling."""

from __future__ import annotations

from math import prod, sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import binom, norm

from tests.models.bodies_made import bodies, enumerated
from willing.models.bodies.common import (
    Common,
    ballots_at,
    common_factors,
    given_factors,
    leanings,
    pass_by_quadrature,
)
from willing.models.votes import SAMPLES, Ballot, exact_pass, make_poll, sampled_pass
from willing.scenario.rules import read_rule

POINTS = np.linspace(-7, 7, 141)


def by_trapezoids(tree: dict[str, Any], ballots: dict[str, Ballot], common: Common) -> float:
    """The integral over two factors, F and G, on a fine grid."""
    f, g = (axis.ravel() for axis in np.meshgrid(POINTS, POINTS))
    chances = {}
    for (member, (yes, _, no)), load in zip(ballots.items(), common.loads, strict=True):
        own = sqrt(1 - sum(weight**2 for weight in load.values()))
        shared = load.get("F", 0.0) * f + load.get("G", 0.0) * g
        p_no = norm.cdf((norm.ppf(no) - shared) / own)
        p_yes = norm.sf((norm.isf(yes) - shared) / own)
        chances[member] = (p_yes, 1 - p_yes - p_no, p_no)
    step = POINTS[1] - POINTS[0]
    passing = enumerated(tree, chances) * norm.pdf(f) * norm.pdf(g)
    return float(np.sum(passing) * step**2)


@given(
    bodies(),
    st.lists(st.sampled_from(([], ["F"], ["G"], ["F", "G"])), min_size=5, max_size=5),
    st.sampled_from((0.2, 0.4, 0.7)),
)
@settings(max_examples=60, deadline=None)
def test_quadrature_against_trapezoids(
    case: tuple[dict[str, Any], dict[str, Ballot]], blocs: list[list[str]], loading: float
) -> None:
    tree, ballots = case
    common = common_factors(blocs[: len(ballots)], loading)
    poll = make_poll(read_rule(tree, list(ballots)), len(ballots))
    found = pass_by_quadrature(poll, [*ballots.values()], common)
    assert found is not None
    assert found[1] <= 1e-6
    assert found[0] == pytest.approx(by_trapezoids(tree, ballots, common), abs=1e-6)


def test_consensus_with_one_factor_is_an_integral_of_products() -> None:
    """Vasicek (1987): P(nobody votes no) = E prod Phi((a F - t_i) / sqrt(1 - a^2))."""
    noes = [0.005] * 25 + [0.1, 0.2, 0.8]
    ballots = [(0.9 * (1 - no), 0.1 * (1 - no), no) for no in noes]
    names = [f"m{n}" for n in range(28)]
    tree = {"weights": dict.fromkeys(names, 1), "quota": 28, "counts": "not_no"}
    poll = make_poll(read_rule(tree, names), 28)
    for loading in (0.4, 0.7, 0.9):
        own = sqrt(1 - loading**2)

        def passing(f: float, a: float = loading, own: float = own) -> float:
            return norm.pdf(f) * prod(norm.cdf((a * f - norm.ppf(no)) / own) for no in noes)

        found = pass_by_quadrature(poll, ballots, common_factors([["F"]] * 28, loading))
        assert found is not None
        assert found[0] == pytest.approx(quad(passing, -9, 9, epsabs=1e-10)[0], abs=1e-6)
        assert found[0] > exact_pass(poll, ballots)  # moving together makes unanimity likelier


@given(bodies(), st.sampled_from((0.3, 0.6)))
@settings(max_examples=15, deadline=None)
def test_sampled_ballots_agree(
    case: tuple[dict[str, Any], dict[str, Ballot]], loading: float
) -> None:
    tree, ballots = case
    common = common_factors([["F"], ["F", "G"], ["G"], ["F"], ["F"]][: len(ballots)], loading)
    poll = make_poll(read_rule(tree, list(ballots)), len(ballots))
    found = pass_by_quadrature(poll, [*ballots.values()], common)
    assert found is not None
    drawn = ballots_at(leanings(list(ballots), common, 3, SAMPLES), [*ballots.values()])
    p = sampled_pass(poll, drawn) / SAMPLES
    assert abs(p - found[0]) <= 5 * sqrt(found[0] * abs(1 - found[0]) / SAMPLES) + 1e-4
    for row, chances in enumerate(ballots.values()):  # everybody's own chances stay as they were
        for outcome, chance in enumerate(chances):
            assert np.mean(drawn[row] == outcome) == pytest.approx(chance, abs=0.008)


def test_given_factors_average_to_the_members_own_chances() -> None:
    points = np.linspace(-8, 8, 2001)
    weights = norm.pdf(points) * (points[1] - points[0])
    for ballot in ((0.7, 0.295, 0.005), (0.02, 0.18, 0.8), (1.0, 0.0, 0.0), (0.5, 0.0, 0.5)):
        for found, chance in zip(given_factors(ballot, 0.4 * points, 0.4), ballot, strict=True):
            assert float(np.sum(found * weights)) == pytest.approx(chance, abs=1e-9)


def test_a_bloc_of_one_is_no_common_factor_and_several_share_the_loading() -> None:
    common = common_factors([["eu", "nato"], ["eu", "nato"], ["eu", "nb8"], []], 0.4)
    assert common.loads[0] == pytest.approx({"eu": 0.4 / sqrt(2), "nato": 0.4 / sqrt(2)})
    assert common.loads[2] == pytest.approx({"eu": 0.4 / sqrt(2)})
    assert common.loads[3] == {}


def test_large_grids_give_the_same_in_compiled_code(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"m{n}" for n in range(12)]
    weights = {m: 3**n % 101 + 20 for n, m in enumerate(names)}
    tree = {
        "all": [
            {"weights": weights, "quota": 0.6 * sum(weights.values()), "counts": "yes"},
            {"weights": dict.fromkeys(names, 1), "quota": 7, "counts": "not_no"},
        ]
    }
    poll = make_poll(read_rule(tree, names), 12)
    ballots = [(0.5 + n / 40, 0.2, 0.3 - n / 40) for n in range(12)]
    common = common_factors([["F", "G"] if n % 3 else ["F", "H"] for n in range(12)], 0.5)
    found = []
    for cells in (0, 1 << 30):
        monkeypatch.setattr("willing.models.bodies.common.COMPILED", cells)
        found.append(pass_by_quadrature(poll, ballots, common))
    assert found[0] is not None
    assert found[0] == pytest.approx(found[1], abs=1e-12)


@pytest.mark.parametrize(("members", "yes", "share", "loading"), [
    (51, 0.55, 0.5, 0.95), (101, 0.45, 0.5, 0.7), (5, 0.3, 0.5, 0.95),
])  # fmt: skip
def test_steep_majorities_of_one_bloc(
    members: int, yes: float, share: float, loading: float
) -> None:
    """Where nearly everything hangs on one factor, rules with few nodes agree on 1/2 and are wrong.

    Vasicek (1987): given the factor the noes are binomial.
    """
    names = [f"m{n}" for n in range(members)]
    quota = int(share * members) + 1
    tree = {"weights": dict.fromkeys(names, 1), "quota": quota, "counts": "yes"}
    poll = make_poll(read_rule(tree, names), members)
    found = pass_by_quadrature(
        poll, [(yes, 0.0, 1 - yes)] * members, common_factors([["F"]] * members, loading)
    )
    points = np.linspace(-8.5, 8.5, 20_001)
    chances = norm.cdf((norm.ppf(yes) + loading * points) / sqrt(1 - loading**2))
    given_points = binom.sf(quota - 1, members, chances) * norm.pdf(points)
    assert found is not None
    assert found[0] == pytest.approx(given_points.sum() * (points[1] - points[0]), abs=1e-6)
    assert found[1] <= 1e-6


def test_what_would_take_too_long_is_not_begun() -> None:
    names = [f"m{n}" for n in range(40)]
    tree = {"weights": {m: 1000 + n for n, m in enumerate(names)}, "quota": 25_000, "counts": "yes"}
    poll = make_poll(read_rule(tree, names), 40)
    blocs = [[f"bloc{n}", f"bloc{(n + 1) % 40}"] for n in range(40)]
    common = common_factors(blocs, 0.4)
    assert pass_by_quadrature(poll, [(0.5, 0.3, 0.2)] * 40, common, most_work=10_000) is None
