"""The local level model on the Nile, survival of a walk in closed form, and errors of polls."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from statsmodels.datasets import nile

from willing.models.approval.local_level import Scales, smoothed
from willing.models.approval.paths import MONTH, Now, started, walks
from willing.models.approval.scales import estimate
from willing.models.approval.series import Series
from willing.models.approval.survival import stays_above
from willing.models.normal import cumulative
from willing.reference.leaders import DESIGN_EFFECT, HOUSE_SD, NOISE_MEDIAN


@pytest.fixture(scope="module")
def river() -> Series:
    """The annual flow at Aswan, 1871 to 1970 (Cobb 1978; Durbin and Koopman 2012, chapter 2)."""
    flow = nile.load_pandas().data["volume"].to_numpy(dtype=float)
    assert (len(flow), flow[0], flow[-1]) == (100, 1120, 740)
    none = np.zeros(100)
    return Series(np.arange(100), flow, none, none.astype(np.int64), (("", ""),))


def test_the_variances_of_the_nile(river):
    """Durbin and Koopman (2012), section 2.10: 15099 and 1469.1 by the greatest likelihood."""
    found = estimate(river, None, None, house=0.0)
    assert found.scales.noise**2 == pytest.approx(15099, abs=1)
    assert found.scales.daily**2 == pytest.approx(1469.1, abs=0.2)


def test_the_steady_state_of_the_nile(river):
    """Section 2.11: with q = 1469.1 / 15099 the filter's variance settles at 15099 x, where
    x = (q + sqrt(q^2 + 4 q)) / 2 is that of the prediction; the filtered one is 4032.
    """
    scales = Scales(sqrt(1469.1), sqrt(15099), 0.0)
    last = smoothed(river, scales, None, np.array([99.0, 100.0]))
    q = 1469.1 / 15099
    x = (q + sqrt(q**2 + 4 * q)) / 2
    assert last.sds[1] ** 2 == pytest.approx(15099 * x, rel=1e-6)
    assert last.sds[0] ** 2 == pytest.approx(4032.16, abs=0.1)
    assert last.means[0] == pytest.approx(798.37, abs=0.1)


def test_survival_is_the_reflection_principle():
    """P(a walk from a stays above c until T) = 2 Phi((a - c) / (s sqrt(T))) - 1."""
    now = Now(mean=0.4, sd=0.0, daily=0.02, daily_spread=0.0)
    worlds, bound = 200_000, 0.2
    alive = np.ones(worlds)
    assert set(started(now, "x", 1, worlds)) == {0.4}
    for walk in walks(now, "x", 12, 1, worlds):
        alive *= stays_above(walk.before, walk.after, walk.variance, bound)
        expected = 2 * cumulative(0.2 / (0.02 * sqrt(MONTH * walk.month))) - 1
        assert alive.mean() == pytest.approx(expected, abs=0.003)


def test_a_usual_poll_errs_as_polls_have():
    """Shirani-Mehr, Rothschild, Goel and Gelman (2018): 3.5 points on the root mean square."""
    sampling = DESIGN_EFFECT * 0.25 / 900 * 1e4
    assert sqrt(sampling + HOUSE_SD**2 + NOISE_MEDIAN**2) == pytest.approx(3.5, abs=0.3)
