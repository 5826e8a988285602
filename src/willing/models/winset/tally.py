"""Which proposals pass a rule? Many proposals at once, by the members' yes and no."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from willing.models.winset.setting import Setting
from willing.scenario.rules import Gate, Rule, leaves

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


def passing(rule: Rule, yes: Bools, no: Bools) -> Bools:
    """Which proposals pass: `yes` and `no` are (members, proposals), the answer (proposals,).

    Who says neither abstains.
    """
    if isinstance(rule, Gate):
        held = np.zeros(yes.shape[1], dtype=np.int64)
        for part in rule.parts:
            held += passing(part, yes, no)
        return held >= rule.k
    weights = np.array(rule.weights, dtype=np.int64)
    rows = np.flatnonzero(weights)
    score = _weighed(weights[rows], yes[rows] if rule.counts == "yes" else ~no[rows])
    if rule.against:
        score -= rule.against * _weighed(weights[rows], no[rows])
    return np.asarray(score >= rule.quota)


def _weighed(weights: NDArray[np.int64], who: Bools) -> NDArray[np.int64]:
    """The weight that counts for each proposal."""
    if len(weights) and (weights == weights[0]).all():
        return np.asarray(weights[0] * np.count_nonzero(who, axis=0))
    return np.asarray(weights @ who)


def counted(rule: Rule) -> int:
    """How many members have a weight, over all leaves: what one vote takes to count."""
    return sum(sum(weight > 0 for weight in leaf.weights) for leaf in leaves(rule))


def cast(setting: Setting, yes: Bools, no: Bools) -> tuple[Bools, Bools]:
    """The same with the votes of those whom no proposal moves; changed in place."""
    unknown, unmoved = list(setting.unknown), list(setting.unmoved)
    yes[unknown], no[unknown] = setting.silent == "yes", setting.silent == "no"
    yes[unmoved] = no[unmoved] = False
    return yes, no


def farthest(setting: Setting, ends: Floats) -> Floats:
    """The farthest outcome (columns,) of which those who go along that far carry the vote.

    `ends` (members, columns): up to where each member says yes; NaN: no outcome moves it. It is
    one of the ends, and -inf where nothing passes.
    """
    ordered = np.sort(np.where(np.isnan(ends), -np.inf, ends), axis=0)
    columns = np.arange(ends.shape[1])
    low, high = np.full(len(columns), -1), np.full(len(columns), len(ends))
    while (high - low > 1).any():
        middle = (low + high) // 2
        end = ordered[np.maximum(middle, 0), columns]
        passed = passing(setting.rule, *cast(setting, ends >= end, ends < end))
        low, high = np.where(passed, middle, low), np.where(passed, high, middle)
    return np.where(low < 0, -np.inf, ordered[np.maximum(low, 0), columns])


def veto_players(rule: Rule, members: int) -> tuple[int, ...]:
    """The rows whose no defeats what everybody else says yes to."""
    no = np.eye(members, dtype=bool)
    return tuple(np.flatnonzero(~passing(rule, ~no, no)).tolist())
