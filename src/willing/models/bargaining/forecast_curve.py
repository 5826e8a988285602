"""The curve of the forecast: P(outcome <= x), its quantiles and its mean in closed form.

On the range [l, h] of the positions and the reference point, with W(x) the share of the weight at
or below x and m the middle of the range,

    log odds of P(outcome <= x) = a ln((W(x) + e) / (1 - W(x) + e)) + b (x - m) / ((h - l) / 4).

W is constant between positions, so that the curve is a logistic one there and jumps at each.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.models.bargaining.issue import Issue
from willing.reference.forecast import Coefficients

Floats = NDArray[np.float64]

DOUBT = 0.1
"""e: how far a share of 0 or 1 is from certainty. From 0.02 to 0.4 the score changes by 0.2%."""

FEW, MANY = 15, 30
"""The Council before the enlargement of 2004, and after it with Commission and Parliament."""

UNANIMITY = ("unan", "consensus")
"""How the rules begin under which everyone must consent."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What the curve depends on besides the shares.

    `low` and `high` are the ends of the range; `unanimity` and `ends` are 0 or 1; `many` rises
    from 0 at `FEW` actors to 1 at `MANY`.
    """

    low: float
    high: float
    unanimity: float
    many: float
    ends: float


@dataclass(frozen=True, slots=True)
class Curve:
    """Log odds `levels[k]` + `slope` (x - `middle`) from `knots[k]` up to `knots[k + 1]`.

    Shapes: knots (n + 1,), levels (n,). At the last knot the probability is 1.
    """

    knots: Floats
    levels: Floats
    slope: float
    middle: float


def traits(issue: Issue) -> Traits:
    """The traits of an issue."""
    reached = [*issue.positions, *([] if issue.reference is None else [issue.reference])]
    low, high = min(reached), max(reached)
    rule = issue.rule.strip().lower()
    return Traits(
        low=low,
        high=high,
        unanimity=float(rule.startswith(UNANIMITY)),
        many=min(max((issue.size - FEW) / (MANY - FEW), 0.0), 1.0),
        ends=float(all(position in (low, high) for position in issue.positions)),
    )


def share_odds(issue: Issue, at: Floats) -> Floats:
    """ln((W + e) / (1 - W + e)) at these points of the scale: same shape."""
    order = np.argsort(issue.positions, kind="stable")
    below = np.concatenate(([0.0], np.cumsum(np.asarray(issue.weights)[order])))
    places = np.searchsorted(np.asarray(issue.positions)[order], at, side="right")
    share = below[places] / below[-1]
    odds: Floats = np.log((share + DOUBT) / (1 - share + DOUBT))
    return odds


def curve(issue: Issue, given: Coefficients) -> Curve:
    """The curve of an issue whose positions and reference point are not all the same."""
    of = traits(issue)
    knots = np.unique([*issue.positions, of.low, of.high])
    share = given.share + given.unanimity * of.unanimity + given.many * of.many
    middle = given.middle + given.ends * of.ends
    return Curve(
        knots=knots,
        levels=given.sharpness * share * share_odds(issue, knots[:-1]),
        slope=given.sharpness * middle * 4 / (of.high - of.low),
        middle=of.low + (of.high - of.low) / 2,
    )


def reached(of: Curve, at: Floats) -> Floats:
    """P(outcome <= x) at these points: same shape."""
    inside = np.clip(at, of.knots[0], of.knots[-1])
    places = np.searchsorted(of.knots[:-1], inside, side="right") - 1
    found = logistic(of.levels[places] + of.slope * (inside - of.middle))
    return np.where(at < of.knots[0], 0.0, np.where(at >= of.knots[-1], 1.0, found))


def quantiles(of: Curve, probabilities: Floats) -> Floats:
    """The least x with P(outcome <= x) >= p, for p strictly between 0 and 1: same shape."""
    odds = np.log(probabilities) - np.log1p(-probabilities)
    smooth = of.middle + (odds[:, None] - of.levels) / of.slope
    found: Floats = np.minimum(np.maximum(smooth, of.knots[:-1]).min(axis=1), of.knots[-1])
    return found


def mean(of: Curve) -> float:
    """The mean: the low end, plus what lies above every x, summed up."""
    start, end = _ends(of)
    above = np.logaddexp(0, -start) - np.logaddexp(0, -end)
    return float(of.knots[0] + above.sum() / of.slope)


def jumps(of: Curve) -> Floats:
    """P(outcome = knot): shape (n + 1,)."""
    start, end = _ends(of)
    before = np.concatenate(([0.0], logistic(end)))
    return np.concatenate((logistic(start), [1.0])) - before


def logistic(odds: Floats) -> Floats:
    """The probability of these log odds: same shape."""
    found: Floats = np.exp(-np.logaddexp(0, -odds))
    return found


def _ends(of: Curve) -> tuple[Floats, Floats]:
    """Log odds where each piece starts, and where it ends."""
    start = of.levels + of.slope * (of.knots[:-1] - of.middle)
    return start, of.levels + of.slope * (of.knots[1:] - of.middle)
