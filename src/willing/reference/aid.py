"""What the model of aid assumes where nobody says: keys, caps, names of kinds."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

KEYS: Mapping[str, str] = MappingProxyType(
    {
        "gdp": "in proportion to GDP",
        "defence": "in proportion to military spending (COW NMC 2022)",
        "eu_budget": "by the EU's budget, approximated by the members' GDP; others pay nothing",
        "equal_share": "those who gave the least of their GDP first, until all gave the same",
        "generosity": "in proportion to what each gave so far",
    }
)
"""Burden-sharing keys, and what they say."""

ECONOMIC = ("gdp", "eu_budget", "equal_share")
"""Keys that ask for GDP."""

CAP = 0.25
CAP_ORIGIN = "default (what Estonia proposed in 2024 that every ally give)"
"""Percent of GDP in a year, old gifts and new together."""

LARGEST_CAP = 100.0
LARGEST = 1e9
"""The largest amount, in the unit of the file; sums and shares stay far from overflow."""

GROWTH = (-50.0, 100.0)
"""Limits of the growth of GDP since its year, in percent."""

RATES = (0.2, 5.0)
"""Limits of the dollars for one euro: beyond them the number is upside down or of another pair."""

MOST_DONORS = 250
MOST_MONTHS = 600

INSTITUTIONS = ("eu",)
"""Donors whose money is their members': they are asked for nothing, and have no GDP."""

UNITS: Mapping[str, tuple[str, float]] = MappingProxyType(
    {
        "eur_bn": ("EUR", 1.0),
        "eur_mn": ("EUR", 1e-3),
        "usd_bn": ("USD", 1.0),
        "usd_mn": ("USD", 1e-3),
    }
)
"""The currency of a unit, and what it is in billions."""
