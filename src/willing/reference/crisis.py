"""The parameters of the crisis game: what each means, what it may be, and its marked default.

Utilities are in units of what the violation is usually worth to the adversary (`adversary_stake`
of 1). No default is fitted to a case: they are wide on purpose, and every result says how much
rests on each of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from types import MappingProxyType

Span = tuple[float, ...]
"""A number, `(low, high)` (uniform) or `(low, mode, high)` (triangular)."""

LARGEST = 1e9
"""The largest number of any parameter: powers and sums of forces stay far from overflow."""

LEAST_FORCE = 0.001
"""The smallest force of an adversary: others are measured by it."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One parameter: in words, from `low` to `high`; `default` is None where data give it."""

    words: str
    default: Span | None
    low: float = 0.0
    high: float = inf


FORCE_SHARES = (0.2, 0.3, 0.5)
"""Shares of its active personnel that a state brings to one war: an analyst's convention. Much of
an army is elsewhere, in training or holding what it holds."""

_PARAMETERS: dict[str, Meaning] = {
    "adversary_stake": Meaning(
        "what an unanswered violation is worth to the adversary", (0.5, 1, 1.5)
    ),
    "coalition_stake": Meaning("what a violation costs the coalition", (0.3, 0.6, 1)),
    "beneficiary_stake": Meaning("what a violation costs the beneficiary", (1, 1.5, 2)),
    "adversary_war_cost": Meaning("what a war costs the adversary", (0.2, 0.5, 1)),
    "coalition_war_cost": Meaning("what a war costs the coalition", (0.3, 0.6, 1.2)),
    "beneficiary_war_cost": Meaning("what a war costs the beneficiary", (0.2, 0.5, 1)),
    "adversary_resolve": Meaning(
        "the share of the cost of war that the adversary overlooks", (0, 0.3, 0.6), high=1
    ),
    "coalition_resolve": Meaning(
        "the share of the cost of war that the coalition overlooks", (0, 0.3, 0.6), high=1
    ),
    "beneficiary_resolve": Meaning(
        "the share of the cost of war that the beneficiary overlooks", (0.3, 0.6, 0.9), high=1
    ),
    "adversary_audience_cost": Meaning(
        "what backing down costs the adversary at home", (0, 0.1, 0.3)
    ),
    "coalition_audience_cost": Meaning(
        "what standing down costs the coalition at home and with allies", (0.1, 0.3, 0.6)
    ),
    "violation_cost": Meaning(
        "what a violation costs the adversary whatever follows (sanctions, isolation)",
        (0, 0.1, 0.3),
    ),
    "response_cost": Meaning(
        "what responding costs the coalition even if the adversary backs down", (0, 0.1, 0.2)
    ),
    "peace": Meaning(
        "what the settlement is worth to the adversary, provocation apart", (0, 0.1, 0.3)
    ),
    "provocation": Meaning(
        "what the adversary suffers from a deployed force as large as its own", (0, 0.5, 2)
    ),
    "provocation_power": Meaning(
        "how that grows with the force: 1 in proportion, above 1 ever faster",
        (0.5, 1, 1.5),
        low=0.05,
        high=10,
    ),
    "adversary_force": Meaning(
        "the force that the adversary brings to a war, in the unit of the coalition's", None
    ),
    "beneficiary_force": Meaning(
        "the beneficiary's own force, in the unit of the coalition's", None
    ),
    "backstop_strength": Meaning(
        "what the backstop adds in a war, as a share of the adversary's force", (0.1, 0.3, 1)
    ),
    "reinforcement": Meaning(
        "what stands in a war for each soldier deployed, reinforcements included", (1, 2, 4)
    ),
    "defence_advantage": Meaning(
        "how much one who defends counts for against one who attacks", (1, 1.5, 3)
    ),
    "decisiveness": Meaning(
        "how much of a war is decided by numbers: 0 nothing, large everything",
        (0.5, 1, 2),
        high=20,
    ),
    "precision": Meaning(
        "how sharply sides choose what serves them: 0 at random, large always the best",
        (2, 5, 10),
        high=1000,
    ),
}
PARAMETERS: Mapping[str, Meaning] = MappingProxyType(_PARAMETERS)
