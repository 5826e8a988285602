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
CAP_ORIGIN = "default (a convention of the analyst)"
"""Percent of GDP in a year, old gifts and new together. Nothing says that donors stop there."""

LITTLE = 0.01
"""Percent of GDP in a year: who gave less is not asked to fill a hole, unless somebody says so.
To Ukraine, China and India gave less than 0.0001, Hungary 0.009, Italy 0.03, Japan 0.08 and Estonia
0.7 (Kiel Institute, 2022 to February 2025; GDP of 2023)."""

SMALL = 0.01
"""Share of all gifts: who gave less, and has no known GDP, is left out rather than an error."""

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
