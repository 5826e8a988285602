"""How large is a state's economy in a year, and what was a dollar worth?

GDP and population: World Bank, *World Development Indicators*. Exchange rates: European Central
Bank, euro foreign exchange reference rates, averages of the year. Money in dollars becomes money in
euros by a stated rate only.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from willing.reference.tables import table

EUR_USD: Mapping[int, float] = MappingProxyType(
    {
        2014: 1.3285,
        2015: 1.1095,
        2016: 1.1069,
        2017: 1.1297,
        2018: 1.1810,
        2019: 1.1195,
        2020: 1.1422,
        2021: 1.1827,
        2022: 1.0530,
        2023: 1.0813,
        2024: 1.0824,
    }
)
"""US dollars for one euro, average of the year (European Central Bank)."""


def gdp(code: str, year: int) -> float | None:
    """GDP of that year in current US dollars; None where there is no figure.

    >>> round(gdp("EST", 2023) / 1e9, 1)
    40.7
    """
    return _figure(code, year, "gdp_usd")


def latest_gdp(code: str, year: int) -> tuple[float, int] | None:
    """The latest GDP up to that year, in current US dollars, and its year; None without a figure.

    >>> latest_gdp("TWN", 2024) is None
    True
    """
    for earlier in range(year, min(years()) - 1, -1):
        if (found := gdp(code, earlier)) is not None:
            return found, earlier
    return None


def population(code: str, year: int) -> int | None:
    """Inhabitants in that year; None where there is no figure."""
    found = _figure(code, year, "population")
    return None if found is None else int(found)


@cache
def years() -> tuple[int, ...]:
    """The years of which there is GDP for half of the states or more, in order."""
    counts: dict[int, int] = {}
    states = set()
    for (code, year), row in _figures().items():
        states.add(code)
        counts[year] = counts.get(year, 0) + bool(row["gdp_usd"])
    return tuple(sorted(year for year, count in counts.items() if 2 * count >= len(states)))


def _figure(code: str, year: int, column: str) -> float | None:
    text = _figures().get((code, year), {}).get(column, "")
    return float(text) if text else None


@cache
def _figures() -> dict[tuple[str, int], dict[str, str]]:
    return {(row["code"], int(row["year"])): row for row in table("economy")}
