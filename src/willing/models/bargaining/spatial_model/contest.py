"""What an actor stands to gain by challenging another, with third parties joining either side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.models.bargaining.spatial_model.utility import felt, utility, vote
from willing.models.bargaining.spatial_model.view import View, seen_risk

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEAST = 1e-10
"""The strength of a side that nobody is on."""


@dataclass(frozen=True, slots=True)
class Contests:
    """By pair: `chance` phi that the initiator wins; `gain` E, what it expects of challenging over
    leaving things as they are, on the scale of two utilities.
    """

    chance: Floats
    gain: Floats


def contests(view: View, seer: Ints, one: Ints, other: Ints) -> Contests:
    """Challenges of `one` to `other` as `seer` sees them, and the gain of `one`: each (pairs,)."""
    risk = view.risk
    seen_one = seen_risk(risk[one], risk[seer], view.options.adjust)
    seen_other = seen_risk(risk[other], risk[seer], view.options.adjust)
    own, away = utility(view.d[one, one], seen_one), utility(view.d[one, other], seen_one)
    back, held = utility(view.d[other, one], seen_other), utility(view.d[other, other], seen_other)
    w = view.total * view.c
    principals = (
        _ballot(view, w[one], own, away, own),
        _ballot(view, w[other], back, held, held),
    )
    first, second = np.full(len(one), LEAST), np.full(len(one), LEAST)
    for v in principals:
        first, second = first + np.maximum(v, 0.0), second + np.maximum(-v, 0.0)
    base = first, second
    for third in range(view.size):
        joins = _third(view, w[third], third, seer, one, other, *base)
        v = np.where((one == third) | (other == third), 0.0, joins)
        first, second = first + np.maximum(v, 0.0), second + np.maximum(-v, 0.0)
    chance = first / (first + second)
    resists = view.total[other]
    win = own + own
    contest = chance * win + (1.0 - chance) * (away + away)
    gain = (1.0 - resists) * win + resists * contest - (own + away)
    return Contests(chance, gain)


def _third(
    view: View,
    weight: float,
    third: int,
    seer: Ints,
    one: Ints,
    other: Ints,
    first: Floats,
    second: Floats,
) -> Floats:
    """The vote of a third party between joining `one` and joining `other`.

    KTAB takes the chances without it for both; they are those with it on either side.
    """
    seen = seen_risk(view.risk[third], view.risk[seer], view.options.adjust)
    by_one, by_other = utility(view.d[third, one], seen), utility(view.d[third, other], seen)
    stays = utility(view.d[third, third], seen)
    leans = _ballot(view, weight, by_one, by_other, stays)
    if view.compat:
        with_one, with_other = first + np.maximum(leans, 0.0), second + np.maximum(-leans, 0.0)
        p = p_other = with_one / (with_one + with_other)
    else:
        whole = first + second + np.abs(leans)
        p, p_other = (first + np.abs(leans)) / whole, first / whole
    stake = view.options.third_party
    with_winner = 3.0 * by_one if stake == "FullCommit" else 2.0 * by_one + stays
    with_loser = 2.0 * by_other + stays if stake == "NoCommit" else 3.0 * by_other
    against_winner = 2.0 * by_one + stays if stake == "NoCommit" else 3.0 * by_one
    against_loser = 3.0 * by_other if stake == "FullCommit" else 2.0 * by_other + stays
    joins = p * with_winner + (1.0 - p) * with_loser
    opposes = p_other * against_winner + (1.0 - p_other) * against_loser
    return _ballot(view, weight, joins, opposes, 3.0 * stays)


def _ballot(view: View, weight: Floats | float, a: Floats, b: Floats, reference: Floats) -> Floats:
    """A vote between utilities a and b; the reference matters where losses count more."""
    rule = view.options.voting
    weights = np.asarray(weight)
    if rule == "ASymProsp" and not view.compat:
        return vote("Prop", weights, felt(a, reference) - felt(b, reference))
    return vote(rule, weights, a - b)
