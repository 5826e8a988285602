"""How right each model has been: mean absolute errors on decisions of the European Union.

DEU III (Arregui and Perarnaud 2022, "A new dataset on legislative decision-making in the European
Union: the DEU III dataset", Journal of European Public Policy 29; doi:10.34810/data53): 351 issues
with three or more actors and a known outcome, on scales of 0 to 100. The errors here are those on
the 258 of them whose outcomes ship with Willing, so that anybody can find the same; power is votes
or population, as in that table. On all 351 the compromise errs by 22.99,
the weighted median by 28.48, the Nash solution by 22.99 (linear) and 23.55 (quadratic), and four
readings of expected utility by 27.7 to 32.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

ISSUES = 258

CITATION = (
    "DEU III, Arregui and Perarnaud (2022), doi:10.34810/data53: 258 issues of EU decisions with "
    "three or more actors and an open outcome, scales of 0 to 100"
)


@dataclass(frozen=True, slots=True)
class Past:
    """A model's mean absolute error on those issues, in points of 100; without any model at all
    (always 50) it is `NOTHING`.
    """

    model: str
    error: float


NOTHING = 27.91

RECORD: Mapping[str, Past] = MappingProxyType(
    {
        name: Past(name, error)
        for name, error in (
            ("compromise", 23.36),
            ("compromise, equal capability", 24.15),
            ("compromise, equal salience", 23.28),
            ("mean of the positions", 23.89),
            ("median", 28.10),
            ("nash", 23.27),
            ("nash, quadratic loss", 23.86),
            ("nash, reference point", 39.01),
            ("nash, soft reference point", 27.27),
            ("expected_utility, scholz_code", 30.70),
            ("expected_utility, literal", 30.91),
            ("expected_utility, order_least", 30.41),
            ("expected_utility, bdm94_like", 28.40),
            ("spatial_model", 25.70),
            ("exchange", 24.68),
            ("exchange, next round", 23.51),
        )
    }
)
"""By model; expected utility after ten turns, the weighted median; the spatial model by its
defaults, the weighted mean at the end; exchange of positions among the issues of a proposal, one
round, the means over 100 draws. Where an issue has no reference point, or was decided alone, the
compromise stands in."""
