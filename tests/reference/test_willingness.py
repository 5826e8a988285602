"""The posterior of one date, against quadrature by another hand."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from scipy import integrate, stats

from willing.errors import InputError
from willing.reference.constants import Constants
from willing.reference.vocabulary import STANCES, Stance
from willing.reference.willingness import likelihood, posterior


def by_quadrature(stances: list[tuple[Stance, float]], constants: Constants) -> list[float]:
    cuts = np.array([-np.inf, *constants.cut_points, np.inf])

    def density(x: float) -> float:
        value = stats.norm.pdf(x, constants.prior_mean, constants.prior_sd)
        for stance, weight in stances:
            k, s = STANCES.index(stance), constants.noise_sd / np.sqrt(weight)
            value *= stats.norm.cdf((cuts[k + 1] - x) / s) - stats.norm.cdf((cuts[k] - x) / s)
        return float(value)

    def integral(power: int, low: float, high: float) -> float:
        return float(
            integrate.quad(lambda x: density(x) * x**power, low, high, epsabs=1e-14, limit=200)[0]
        )

    below = [integral(power, -13, 0) for power in range(3)]
    above = [integral(power, 0, 13) for power in range(3)]
    mass, first, second = (b + a for b, a in zip(below, above, strict=True))
    return [first / mass, float(np.sqrt(second / mass - (first / mass) ** 2)), above[0] / mass]


@pytest.mark.parametrize(
    "stances",
    [
        [("in", 1.0)],
        [("oppose", 0.3)],
        [("lean_in", 1.0), ("out", 0.5)],
        [("undecided", 4.0)],
        [("lead", 1.0), ("lead", 1.0), ("in", 2.0)],
    ],
)
def test_posterior_is_the_integral(stances: list[tuple[Stance, float]]) -> None:
    constants = Constants(prior_mean=0.3)
    assert list(posterior(stances, constants)) == pytest.approx(
        by_quadrature(stances, constants), abs=1e-8
    )


def test_the_numbers_that_are_published() -> None:
    p = {stance: posterior([(stance, 1.0)]).p for stance in STANCES}
    assert round(p["in"], 2) == 0.94
    assert round(p["lean_in"], 2) == 0.78
    assert p["undecided"] == pytest.approx(0.5)
    assert sorted(p.values()) == list(p.values())  # more willing, step by step


def test_no_statement_is_the_prior() -> None:
    assert posterior([]) == pytest.approx((0.0, 1.5, 0.5), abs=1e-9)


def test_the_steps_are_exhaustive() -> None:
    for x in (-9.0, -1.2, 0.0, 3.3, 9.0):
        assert sum(likelihood(stance, x, 0.7) for stance in STANCES) == pytest.approx(1.0)


def test_a_weight_must_be_positive() -> None:
    with pytest.raises(InputError, match="weight"):
        posterior([("in", 0.0)])


@pytest.mark.parametrize("stances", [[("in", 1.0)], [("out", 0.4), ("undecided", 2.0)], []])
@pytest.mark.parametrize("days", [1, 45, 700])
@pytest.mark.parametrize(
    ("drift", "accuracy"),
    [(0.0028, 1e-7), (1e-5, 3e-6)],  # the smaller one is lost between two nodes of the grid
)
@pytest.mark.parametrize("prior_mean", [0.0, 0.3])
def test_drift_is_a_convolution(
    stances: list[tuple[Stance, float]],
    days: int,
    drift: float,
    accuracy: float,
    prior_mean: float,
) -> None:
    """P(x + d > 0), d Normal(0, days drift), x by the posterior of the date."""
    constants = Constants(prior_mean=prior_mean, drift=drift)

    def density(x: float) -> float:
        prior = float(stats.norm.pdf(x, prior_mean, constants.prior_sd))
        return prior * float(np.prod([likelihood(s, x, w, constants) for s, w in stances]))

    def integral(weighted: bool) -> float:
        spread = np.sqrt(days * drift)

        def at(x: float) -> float:
            return density(x) * (stats.norm.cdf(x / spread) if weighted else 1.0)

        edges = [-13.0, -6 * spread, 0.0, 6 * spread, 13.0]
        return sum(integrate.quad(at, a, b, epsabs=1e-12)[0] for a, b in pairwise(edges))

    drifted, before = posterior(stances, constants, days=days), posterior(stances, constants)
    assert drifted.p == pytest.approx(integral(True) / integral(False), abs=accuracy)
    assert drifted.mean == pytest.approx(before.mean)
    assert drifted.sd**2 == pytest.approx(before.sd**2 + days * drift)


def test_a_longer_drift_comes_nearer_to_even_odds() -> None:
    for stance in STANCES:
        path = [posterior([(stance, 1.0)], days=days).p for days in (0, 1, 10, 100, 1000)]
        steps = [abs(p - 0.5) - abs(q - 0.5) for p, q in pairwise(path)]
        assert min(steps) > (0 if stance != "undecided" else -1e-12)
