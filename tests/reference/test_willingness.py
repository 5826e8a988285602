"""The posterior of one date, against quadrature by another hand."""

from __future__ import annotations

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
