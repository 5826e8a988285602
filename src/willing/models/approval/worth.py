"""How much do the polls say, how much would one more, and when is a change more than noise?"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from willing.models.approval.local_level import Scales, Start
from willing.models.approval.paths import Now
from willing.models.draws import Z90
from willing.reference.leaders import DESIGN_EFFECT, POINT, USUAL_SAMPLE


@dataclass(frozen=True, slots=True)
class Worth:
    """In points near one half: half the width of the interval that holds approval with 80%.

    `before`: any poll; `now`; `with_another`: after one more poll of 1,000 by a house of its own.
    `change`: by how much two polls of 1,000 by one house differ in one case of five though nothing
    has changed.
    """

    before: float
    now: float
    with_another: float
    change: float


def worth_of(now: Now, start: Start, scales: Scales) -> Worth:
    """Variances of independent knowledge add by their inverses."""
    poll = 4 * DESIGN_EFFECT / USUAL_SAMPLE + scales.noise**2
    other = 1 / (1 / now.sd**2 + 1 / (poll + scales.house**2))
    variances = (start.sd**2, now.sd**2, other, 2 * poll)
    return Worth(*(Z90 * sqrt(variance) / POINT for variance in variances))
