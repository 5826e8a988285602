"""What two principals bring to their talks: what each term means, its range and marked default.

No default is fitted to a case. Both sides have the same ones, so that whatever differs between them
comes from the war that they would fight or from what somebody wrote down.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from willing.reference.crisis import Meaning

LARGEST = 1e6
"""The largest value of a link and the largest cost, in units of the crisis."""

MOST_LINKS = 10
"""So many links at the most: every package of them is tried."""

_TERMS: dict[str, Meaning] = {
    "patience": Meaning(
        "what a month's wait leaves of a gain", (0.9, 0.95, 0.99), low=0.01, high=0.9999
    ),
    "risk": Meaning(
        "the constant relative aversion to risk, 0 for none", (0.0, 0.3, 0.6), high=0.95
    ),
    "power": Meaning("weight in the talks beyond what patience gives", (1.0,), low=0.01, high=100),
    "cost": Meaning(
        "what a month of fighting costs for good, whatever is agreed later",
        (0.0, 0.01, 0.03),
        high=LARGEST,
    ),
    "drift": Meaning(
        "what a month adds to the adversary's chance to win", (-0.01, 0.0, 0.01), low=-1, high=1
    ),
}
TERMS: Mapping[str, Meaning] = MappingProxyType(_TERMS)
